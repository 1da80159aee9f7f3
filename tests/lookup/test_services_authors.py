"""The authors that each service names: as recorded, in every shape it has, and hostile ones."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from bot.config import LONGEST_AUTHOR, MOST_AUTHORS
from bot.fields.people import Names
from bot.lookup.acl import AclAnthology
from bot.lookup.answers import Answer, Fetch, Found, Response
from bot.lookup.arxiv import ArXiv
from bot.lookup.crossref import Crossref
from bot.lookup.datacite import DataCite
from bot.lookup.openreview import OpenReview
from bot.lookup.semanticscholar import SemanticScholar
from bot.lookup.service import Service
from tests.lookup.recordings import Always, recorded_files, recorded_response, reference

TITLE = "A Study of Heads"
NUMBER = "arXiv:2402.02872"


def ask(service: Callable[[Fetch], Service], question: str, response: Response) -> Answer | None:
    built = service(Always(response))
    if question.startswith(("arXiv:", "doi:", "https://")):
        return built.by_identity(reference(question))
    return built.by_title(question)


def authors(answer: Answer | None) -> Names:
    """Return the authors of the first record."""
    assert isinstance(answer, Found)
    return answer.records[0].authors


def sent(value: object) -> Response:
    return Response(200, "application/json", json.dumps(value))


# --- as recorded ---------------------------------------------------------------------------

PAPERQA = ("Jakub L'ala", "Odhran O'Donoghue", "Aleksandar Shtedritski", "Sam Cox",
           "Samuel G. Rodriques", "Andrew D. White")  # fmt: skip
RECORDED: list[tuple[str, Callable[[Fetch], Service], str, tuple[str, ...]]] = [
    (
        "arxiv/id_1706.03762_v7.xml",
        ArXiv,
        "arXiv:1706.03762",
        ("Ashish Vaswani", "Noam Shazeer", "Niki Parmar", "Jakob Uszkoreit", "Llion Jones",
         "Aidan N. Gomez", "Lukasz Kaiser", "Illia Polosukhin"),
    ),
    (
        "arxiv/id_1605.08386_start0_max100.xml",
        ArXiv,
        "arXiv:1605.08386",
        ("Caprice Stanley", "Tobias Windisch"),
    ),
    (
        "datacite/doi_10.48550_arxiv.2311.16162.json",
        DataCite,
        "arXiv:2311.16162",
        ("Hui Yin", "Amir Aryani", "Gavin Lambert", "Marcus White", "Luis Salvador-Carulla",
         "Shazia Sadiq", "Elvira Sojli", "Jennifer Boddy", "Greg Murray", "Wing Wah Tham"),
    ),
    (
        "acl/P16-1154.xml",
        AclAnthology,
        "https://aclanthology.org/P16-1154",
        ("Jiatao Gu", "Zhengdong Lu", "Hang Li", "Victor O.K. Li"),
    ),
    (
        "acl/2024.emnlp-main.192.xml",
        AclAnthology,
        "https://aclanthology.org/2024.emnlp-main.192",
        ("Zeping Yu", "Sophia Ananiadou"),
    ),
    (
        "acl/W18-5431.xml",
        AclAnthology,
        "https://aclanthology.org/W18-5431",
        ("Alessandro Raganato", "Jörg Tiedemann"),
    ),
    (
        "acl/D19-1223.xml",
        AclAnthology,
        "https://aclanthology.org/D19-1223",
        ("Gonçalo M. Correia", "Vlad Niculae", "André F. T. Martins"),
    ),
    # a surname alone is all that was deposited
    ("crossref/work_10.3892_ijo_00000353.json", Crossref, "doi:10.3892/ijo_00000353",
     ("Stravopodis",)),
    (
        "crossref/title_search_augmenting_llm_chemistry_select.json",
        Crossref,
        TITLE,
        ("Andres M. Bran", "Sam Cox", "Oliver Schilter", "Carlo Baldassari", "Andrew D. White",
         "Philippe Schwaller"),
    ),
    ("crossref/title_search_national_flag_of_canada_day_WRONG_TOP_HIT.json", Crossref, TITLE, ()),
    (
        "openreview/notes_search_two_notes_same_title_TIE.json",
        OpenReview,
        TITLE,
        ("Jaeseong You", "Dalhyun Kim", "Gyuhyeon Nam", "Geumbyeol Hwang", "Gyeongsu Chae"),
    ),
    ("semanticscholar/match_paperqa.json", SemanticScholar, TITLE, PAPERQA),
    ("semanticscholar/paper_doi_arxiv_2312.07559.json", SemanticScholar, "arXiv:2312.07559",
     PAPERQA),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "service", "question", "expected"),
    [case for case in RECORDED if case[0] in recorded_files()],
    ids=lambda value: value if isinstance(value, str) and "/" in value else "",
)
def test_the_authors_of_a_recorded_answer_are_read_in_order(
    file: str, service: Callable[[Fetch], Service], question: str, expected: tuple[str, ...]
) -> None:
    response = recorded_response(file)
    assert isinstance(response, Response)
    assert authors(ask(service, question, response)) == Names(expected)


# --- in every shape ------------------------------------------------------------------------


def feed(*names: str) -> Response:
    inside = "".join(f"<author><name>{name}</name></author>" for name in names)
    return Response(
        200,
        "application/atom+xml",
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2402.02872</id>'
        f"<title>{TITLE}</title>{inside}</entry></feed>",
    )


def doi(*creators: object) -> Response:
    attributes = {
        "doi": "10.48550/arxiv.2402.02872",
        "titles": [{"title": TITLE}],
        "dates": [],
        "creators": creators,
    }
    return sent({"data": {"attributes": attributes}})


def bib(author: str) -> Response:
    url = "https://aclanthology.org/P16-1154/"
    text = f'@x{{k,\n    title = "{TITLE}",\n    author = {author},\n    url = "{url}"\n}}'
    return Response(200, "application/x-bibtex", text)


def of_arxiv(*names: str) -> Names:
    return authors(ask(ArXiv, NUMBER, feed(*names)))


def of_datacite(*creators: object) -> Names:
    return authors(ask(DataCite, NUMBER, doi(*creators)))


def of_acl(author: str) -> Names:
    return authors(ask(AclAnthology, "https://aclanthology.org/P16-1154", bib(author)))


def of_crossref(*people: object) -> Names:
    work = {"message": {"title": [TITLE], "author": people}}
    return authors(ask(Crossref, "doi:10.1000/1", sent(work)))


def of_openreview(given: object) -> Names:
    note = {"forum": "NpsVSN6o4ul", "content": {"title": TITLE, "authors": given}}
    return authors(ask(OpenReview, TITLE, sent({"notes": [note]})))


def of_scholar(*people: object) -> Names:
    return authors(ask(SemanticScholar, NUMBER, sent({"title": TITLE, "authors": people})))


def test_datacite_turns_the_names_of_people_alone() -> None:
    assert of_datacite(
        {"name": "Lovelace, Ada"},
        {"name": "Turing, Alan", "givenName": "Alan M.", "familyName": "Turing"},
        {"name": "Research, Development and Co", "nameType": "Organizational"},
        {"name": "Alonzo Church", "nameType": "Personal"},
        {"name": None, "familyName": "Gödel"},
        {"name": 5},
        None,
    ) == Names(
        ("Ada Lovelace", "Alan M. Turing", "Research, Development and Co", "Alonzo Church", "Gödel")
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('"Lovelace, Ada  and\n      Turing, Alan"', Names(("Ada Lovelace", "Alan Turing"))),
        ('{Garc{\\\'{\\i}}a{-}Carrasco, Jorge and {OpenAI}}',
         Names(("Jorge García-Carrasco", "OpenAI"))),
        ('"Aky{\\"u}rek, Ekin and others"', Names(("Ekin Akyürek",), more=True)),
        ('"King, Jr., Martin Luther and de With, Peter~H."',
         Names(("Martin Luther King Jr.", "Peter H. de With"))),
        ('"{Bell and Howell, Inc.} and Lovelace, Ada"',
         Names(("Bell and Howell, Inc.", "Ada Lovelace"))),
        ('"Zhang, Xiaopeng 0009 and Li, Hang"', Names(("Xiaopeng Zhang", "Hang Li"))),
        ('""', Names()),
    ],
)  # fmt: skip
def test_acl_reads_the_names_of_bibtex(written: str, expected: Names) -> None:
    assert of_acl(written) == expected


def test_crossref_joins_the_parts_of_a_name_and_keeps_that_of_an_organisation() -> None:
    assert of_crossref(
        {"given": "Ada", "family": "Lovelace", "ORCID": "https://orcid.org/0000-0002-1825-0097"},
        {"given": "Martin Luther", "family": "King", "suffix": "Jr."},
        {"name": "Project, Team and Others GmbH"},
        {"given": "", "family": "Gödel"},
        {"given": None, "family": 5, "name": []},
        "x",
    ) == Names(("Ada Lovelace", "Martin Luther King Jr.", "Project, Team and Others GmbH", "Gödel"))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["Ada Lovelace", "Alan Turing"], ("Ada Lovelace", "Alan Turing")),
        ({"value": ["Ada Lovelace"]}, ("Ada Lovelace",)),
        ({"value": [{"fullname": "Ada Lovelace", "username": "~Ada_L1"}]}, ("Ada Lovelace",)),
        (["Anonymous"], ()),
        ("Ada Lovelace", ()),
        (None, ()),
    ],
)
def test_openreview_names_authors_in_either_api_once_they_are_known(
    given: object, expected: tuple[str, ...]
) -> None:
    assert of_openreview(given) == Names(expected)


def test_semantic_scholar_names_authors_without_their_numbers() -> None:
    given = [{"authorId": "1", "name": "Ada Lovelace"}, {"authorId": "2", "name": None}]
    assert of_scholar(*given) == Names(("Ada Lovelace",))


# --- cleaned and bounded -------------------------------------------------------------------


def every(*names: str) -> list[Names]:
    """Return what each service reads of the same names."""
    return [
        of_arxiv(*(name.replace("&", "&amp;").replace("<", "&lt;") for name in names)),
        of_datacite(*({"name": name, "nameType": "Organizational"} for name in names)),
        of_acl(f'"{" and ".join(names)}"'),
        of_crossref(*({"name": name} for name in names)),
        of_openreview(list(names)),
        of_scholar(*({"name": name} for name in names)),
    ]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Ada\u202e Love\u200blace", "Ada Lovelace"),
        ("Ada <b>Lovelace</b>", "Ada Lovelace"),
        ("Ada <!-- x --> Lovelace", "Ada Lovelace"),
        ("G{\\'e}rard  B.\tHuet", "Gérard B. Huet"),
        ("张伟", "张伟"),
        ("Дмитрий Менделеев", "Дмитрий Менделеев"),
        ("هوش مصنوعی", "هوش مصنوعی"),
        ("Xiaopeng Zhang 0009", "Xiaopeng Zhang"),
        ("ATLAS Collaboration", "ATLAS Collaboration"),
    ],
)
def test_a_name_is_cleaned_in_every_service_and_keeps_its_script(written: str, plain: str) -> None:
    assert every(written, "Alan Turing") == [Names((plain, "Alan Turing"))] * 6


def test_a_name_stands_once_and_what_is_none_not_at_all() -> None:
    given = ("Ada Lovelace", ":", "", "ADA LOVELACE", "0000-0002-1825-0097", "Alan Turing")
    assert every(*given) == [Names(("Ada Lovelace", "Alan Turing"))] * 6


def test_authors_are_bounded_and_those_left_out_are_told() -> None:
    people = [f"Author {number}x" for number in range(MOST_AUTHORS)]
    for names in every(*people):
        assert (len(names.named), names.more) == (MOST_AUTHORS, False)
    for names in every(*people, "Ada Lovelace"):
        assert (names.named, names.more) == (tuple(people), True)
    for names in every("Ada Lovelace", "x" * (LONGEST_AUTHOR + 1)):
        assert names == Names(("Ada Lovelace",), more=True)
    for names in every("Ada Lovelace", "et al."):
        assert names == Names(("Ada Lovelace",), more=True)
