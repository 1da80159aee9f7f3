"""What each service gives for an answer in its own shape, for none, and for a wrong one."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from bot.fields.findings import Record, Unavailable
from bot.lookup.acl import AclAnthology
from bot.lookup.answers import Answer, Fetch, Found, NoAnswer, NotFound, Response
from bot.lookup.arxiv import ArXiv
from bot.lookup.crossref import Crossref
from bot.lookup.datacite import DataCite
from bot.lookup.formats import plain_text, search_words
from bot.lookup.openreview import OpenReview
from bot.lookup.semanticscholar import SemanticScholar
from bot.lookup.service import Service
from tests.lookup.recordings import Always, Played, reference

ENTRY = """<entry><id>http://arxiv.org/abs/2402.02872v3</id>
<title>How do {LLM}s Learn
  In-Context?</title><updated>2024-09-23T10:00:00Z</updated>
<published>2024-02-05T10:39:32Z</published>
<a:comment xmlns:a="http://arxiv.org/schemas/atom">Accepted by EMNLP 2024</a:comment>
<a:doi xmlns:a="http://arxiv.org/schemas/atom">10.1000/Xyz.1</a:doi></entry>"""
FEED = '<feed xmlns="http://www.w3.org/2005/Atom"><title>arXiv Query</title>{}</feed>'
ATTRIBUTES = {
    "doi": "10.48550/arXiv.2402.02872",
    "titles": [
        {"title": "Titel", "titleType": "TranslatedTitle"},
        {"title": "How do LLMs Learn In-Context?"},
    ],
    "dates": [
        {"date": "2024-09-23T10:00:00Z", "dateType": "Submitted", "dateInformation": "v2"},
        {"date": "2024-02-05T10:39:32Z", "dateType": "Submitted", "dateInformation": "v1"},
        {"date": "2024-02", "dateType": "Available", "dateInformation": "v1"},
        {"date": "2024", "dateType": "Issued"},
    ],
}
DOI = {"data": {"id": "10.48550/arxiv.2402.02872", "attributes": ATTRIBUTES}}
BIB = """@inproceedings{yu-ananiadou-2024-large,
    title = "How do {LLM}s Learn {I}n-{C}ontext? {A} {``}Gr{\\"u}n{''} {S}tudy",
    author = "Yu, Zeping  and
      Ananiadou, Sophia",
    booktitle = "Proceedings of the 2024 Conference on Empirical Methods in Natural
      Language Processing",
    month = nov,
    year = "2024",
    url = "https://aclanthology.org/2024.emnlp-main.192/",
    doi = "10.18653/v1/2024.emnlp-main.192",
    pages = "3281--3292"
}
"""
WORK = {
    "DOI": "10.1145/3448016.3452841",
    "type": "proceedings-article",
    "title": ["Vector <i>Quotient</i> Filters &amp; Sets"],
    "container-title": ["Proceedings of the\n          Conference"],
    "issued": {"date-parts": [[2021, 6]]},
    "published-print": {"date-parts": [[2021]]},
    "published-online": {"date-parts": [[2021, 6, 18]]},
}
NOTE = {
    "id": "NpsVSN6o4ul",
    "forum": "NpsVSN6o4ul",
    "pdate": 1674000000000,
    "content": {
        "title": {"value": "Interpretability in the Wild"},
        "venue": {"value": "ICLR 2023 poster"},
        "venueid": {"value": "ICLR.cc/2023/Conference"},
    },
}
PAPER = {
    "title": "Attention is All you Need",
    "venue": "Neural Information Processing Systems",
    "publicationVenue": None,
    "publicationDate": "2017-06-12",
    "year": 2017,
    "externalIds": {
        "DBLP": "conf/nips/VaswaniSPUJGKP17",
        "DOI": "10.48550/arXiv.1706.03762",
        "ArXiv": "1706.03762",
        "CorpusId": 13756489,
    },
}


def atom(*entries: str) -> Response:
    return Response(200, "application/atom+xml", FEED.format("".join(entries)))


def sent(value: object, status: int = 200) -> Response:
    return Response(status, "application/json", json.dumps(value))


def bib(text: str) -> Response:
    return Response(200, "application/x-bibtex", text)


def only(answer: Answer | None) -> Record:
    assert isinstance(answer, Found)
    assert len(answer.records) == 1
    return answer.records[0]


def said(record: Record) -> tuple[str, str | None, str | None, list[str]]:
    day = record.date.text if record.date else None
    return record.title, day, record.venue, [each.identity for each in record.references]


# --- all of them ---------------------------------------------------------------------------

ASKED: dict[Callable[[Fetch], Service], str] = {
    ArXiv: "arXiv:2402.02872",
    DataCite: "arXiv:2402.02872",
    AclAnthology: "https://aclanthology.org/2024.emnlp-main.192",
    Crossref: "https://dl.acm.org/doi/10.1145/3448016.3452841",
    OpenReview: "a title",
    SemanticScholar: "arXiv:1706.03762",
}


def ask(service: Callable[[Fetch], Service], response: Response | NoAnswer) -> Answer | None:
    built, question = service(Always(response)), ASKED[service]
    if " " in question:
        return built.by_title(question)
    return built.by_identity(reference(question))


every_service = pytest.mark.parametrize("service", ASKED)


@every_service
@pytest.mark.parametrize("why", ["limits requests", "is too slow", "answers 503"])
def test_a_service_that_brings_nothing_is_unavailable_with_why(
    service: Callable[[Fetch], Service], why: str
) -> None:
    assert ask(service, NoAnswer(why)) == Unavailable(service(Always(atom())).name, why)


@every_service
@pytest.mark.parametrize(
    "response",
    [
        Response(200, "text/html", "<html><title>Are you a robot?</title></html>"),
        Response(200, "application/json", "\n<!DOCTYPE html><p>Making sure you are no bot"),
    ],
)
def test_a_page_for_people_is_no_answer(
    service: Callable[[Fetch], Service], response: Response
) -> None:
    answer = ask(service, response)
    assert isinstance(answer, Unavailable)
    assert answer.why == "answered HTML"


@every_service
@pytest.mark.parametrize("text", ["", '{"message": {"titl', "<feed><entry>", "null", "[]", '"x"'])
def test_a_broken_answer_is_no_answer(service: Callable[[Fetch], Service], text: str) -> None:
    assert isinstance(ask(service, Response(200, "", text)), Unavailable)


@every_service
def test_a_service_is_asked_for_nothing_of_another_kind(
    service: Callable[[Fetch], Service],
) -> None:
    fetch = Always(NoAnswer("asked"))
    for link in ("https://proceedings.mlr.press/v235/zhang24bk.html", "https://github.com/a/b"):
        assert service(fetch).by_identity(reference(link)) is None
    assert service(fetch).by_title('"?!') is None
    assert fetch.asked == []


@every_service
def test_only_the_hosts_of_the_services_are_asked(service: Callable[[Fetch], Service]) -> None:
    fetch = Always(NoAnswer("asked"))
    built = service(fetch)
    built.by_title('x" OR all:y https://evil.example/@?q=1&z#\r\nHost: evil.example')
    for link in ASKED.values():
        if " " not in link:
            built.by_identity(reference(link))
    hosts = (
        "https://export.arxiv.org/api/query?",
        "https://api.datacite.org/dois/10.",
        "https://aclanthology.org/2024.emnlp-main.192.bib ",
        "https://api.crossref.org/works",
        "https://api2.openreview.net/notes/search?term=",
        "https://api.semanticscholar.org/graph/v1/paper/",
    )
    assert fetch.asked
    for asked in fetch.asked:
        assert asked.startswith(hosts)
        assert "evil.example" not in asked.replace("%20", " ").partition("evil example")[0]
        assert asked.isascii()
        assert asked.isprintable()


# --- arXiv ---------------------------------------------------------------------------------


def test_arxiv_gives_the_day_of_the_first_version_and_no_venue_from_a_comment() -> None:
    answer = ask(ArXiv, atom(ENTRY))
    title = "How do LLMs Learn In-Context?"
    expected = (title, "2024-02-05", None, ["arxiv:2402.02872", "doi:10.1000/xyz.1"])
    assert said(only(answer)) == expected


@pytest.mark.parametrize(
    "response",
    [
        atom(),
        atom(ENTRY.replace("2402.02872", "2402.02873")),
        atom("<entry><id>http://arxiv.org/api/errors#x</id><title>Error</title></entry>"),
        Response(400, "application/atom+xml", FEED.format("<entry><title>Error</title></entry>")),
    ],
    ids=["empty", "another", "error", "error with status 400"],
)
def test_arxiv_does_not_find_what_its_feed_does_not_hold(response: Response) -> None:
    assert ask(ArXiv, response) == NotFound("arXiv")


def test_arxiv_is_asked_for_an_old_number_as_one_value() -> None:
    url = "https://export.arxiv.org/api/query?id_list=cs%2F0112017&max_results=1"
    answer = ArXiv(Played({url: atom()})).by_identity(reference("arXiv:cs/0112017"))
    assert answer == NotFound("arXiv")


def test_arxiv_searches_a_title_as_a_phrase_without_quotes_and_operators() -> None:
    url = (
        "https://export.arxiv.org/api/query?search_query=ti:%22"
        "What%20Does%20BERT%20Look%20at%20or%20all%20x%20BERT%27s%20Multi-Head%22&max_results=5"
    )
    service = ArXiv(Played({url: atom(ENTRY, ENTRY.replace(".02872", ".02873"))}))
    answer = service.by_title("What Does {BERT} Look at?\" OR all:x & BERT's (Multi-Head)*")
    assert isinstance(answer, Found)
    assert [record.references[0].identity for record in answer.records] == [
        "arxiv:2402.02872",
        "arxiv:2402.02873",
    ]


@pytest.mark.parametrize("published", ["", "yesterday", "2024-02-31T00:00:00Z", "99999-01-01T"])
def test_arxiv_gives_no_day_from_the_number_when_the_date_is_unreadable(published: str) -> None:
    entry = ENTRY.replace("2024-02-05T10:39:32Z", published)
    assert only(ask(ArXiv, atom(entry))).date is None


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE feed [<!ENTITY a 'x'>]>",
        '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">',
        # In small letters it is no XML, which is not for a parser to find out.
        "<!doctype feed [<!ENTITY a 'x'>]>",
        "<!entity a 'x'>",
        "<!Entity % a SYSTEM 'http://127.0.0.1/x.dtd'>",
    ],
)
def test_arxiv_with_a_dtd_is_refused_before_it_is_parsed(doctype: str) -> None:
    response = Response(200, "application/atom+xml", doctype + FEED.format(ENTRY))
    assert ask(ArXiv, response) == Unavailable("arXiv", "answered XML with a DTD")


# --- DataCite ------------------------------------------------------------------------------


def test_datacite_gives_the_day_the_first_version_was_submitted() -> None:
    url = "https://api.datacite.org/dois/10.48550%2Farxiv.2402.02872?mailto=a%2Bb%40c.org"
    service = DataCite(Played({url: sent(DOI)}), "a+b@c.org")
    record = only(service.by_identity(reference("arXiv:2402.02872")))
    title = "How do LLMs Learn In-Context?"
    assert said(record) == (title, "2024-02-05", None, ["arxiv:2402.02872"])


def test_datacite_gives_no_date_where_the_first_submission_is_not_told() -> None:
    dates = [{"date": "2024-09-23T10:00:00Z", "dateType": "Submitted", "dateInformation": "v2"}]
    changed = {"data": {"attributes": {**ATTRIBUTES, "dates": dates}}}
    assert only(ask(DataCite, sent(changed))).date is None


def test_datacite_reads_the_new_year_of_an_archive_as_the_year() -> None:
    attributes = {
        "doi": "10.5281/zenodo.1",
        "titles": [{"title": "T"}],
        "dates": [{"date": "2016-01-01", "dateType": "Issued"}],
    }
    service = DataCite(Always(sent({"data": {"attributes": attributes}})))
    record = only(service.by_identity(reference("doi:10.5281/zenodo.1")))
    assert said(record) == ("T", "2016", None, ["doi:10.5281/zenodo.1"])


def test_datacite_does_not_find_another_doi() -> None:
    changed = json.loads(json.dumps(DOI).replace("02872", "02873"))
    assert ask(DataCite, sent(changed)) == NotFound("DataCite")
    assert ask(DataCite, sent({"errors": []}, 404)) == NotFound("DataCite")


def test_datacite_is_not_asked_for_the_dois_of_publishers() -> None:
    service = DataCite(Always(NoAnswer("asked")))
    assert service.by_identity(reference("doi:10.1145/3448016.3452841")) is None


# --- ACL Anthology -------------------------------------------------------------------------


def test_acl_gives_month_venue_and_plain_title() -> None:
    url = "https://aclanthology.org/2024.emnlp-main.192.bib"
    service = AclAnthology(Played({url: bib(BIB)}))
    record = only(service.by_identity(reference(ASKED[AclAnthology])))
    title = "How do LLMs Learn In-Context? A “Grün” Study"
    assert said(record) == (title, "2024-11", "EMNLP", ["acl:2024.emnlp-main.192"])


@pytest.mark.parametrize(
    ("month", "date"),
    [
        ("nov", "2024-11"),
        ('"November"', "2024-11"),
        ('"12--16 " # nov', "2024-11"),
        ('jun # "--" # jul', "2024"),
        ('"Winter"', "2024"),
        ('""', "2024"),
    ],
)
def test_acl_gives_the_month_only_where_there_is_one(month: str, date: str) -> None:
    record = only(ask(AclAnthology, bib(BIB.replace("month = nov", f"month = {month}"))))
    assert said(record)[1] == date


@pytest.mark.parametrize(
    ("number", "booktitle", "venue"),
    [
        ("2024.findings-acl.199", "Findings of the ACL 2024", "ACL Findings"),
        ("2023.findings-emnlp.1", "Findings of EMNLP", "EMNLP Findings"),
        ("2021.eacl-srw.2", "EACL: Student Research Workshop", "EACL"),
        ("P16-1154", "Proceedings of the 54th Annual Meeting (Volume 1)", "ACL"),
        (
            "D19-6115",
            "Proceedings of the 2nd Workshop on X",
            "Proceedings of the 2nd Workshop on X",
        ),
        ("W19-4828", "{ACL} Workshop {B}lackbox{NLP}", "ACL Workshop BlackboxNLP"),
        ("2022.lrec-1.5", "Proceedings of LREC", "LREC"),
    ],
)
def test_acl_takes_the_venue_from_the_id_else_from_the_proceedings(
    number: str, booktitle: str, venue: str
) -> None:
    text = f'@x{{k,\n title = "T",\n booktitle = "{booktitle}",\n doi = "10.18653/v1/{number}"\n}}'
    service = AclAnthology(Always(bib(text)))
    record = only(service.by_identity(reference(f"https://aclanthology.org/{number}")))
    assert said(record) == ("T", None, venue, [f"acl:{number}"])


def test_acl_does_not_find_another_paper_or_an_unknown_id() -> None:
    other = BIB.replace("main.192", "main.193")
    assert ask(AclAnthology, bib(other)) == NotFound("ACL Anthology")
    assert ask(AclAnthology, Response(404, "text/html", "<html>")) == NotFound("ACL Anthology")
    assert isinstance(ask(AclAnthology, Response(400, "", BIB)), Unavailable)


def test_acl_reads_values_in_braces_and_the_first_entry_alone() -> None:
    text = BIB.replace('title = "How', "title = {How").replace('tudy",', "tudy},") + BIB.replace(
        "How", "Why"
    )
    title = "How do LLMs Learn In-Context? A “Grün” Study"
    assert only(ask(AclAnthology, bib(text))).title == title
    assert only(ask(AclAnthology, bib(text.replace("\n", "\r\n")))).title == title


# --- Crossref ------------------------------------------------------------------------------


def test_crossref_gives_venue_and_the_most_exact_of_dates_that_agree() -> None:
    url = "https://api.crossref.org/works/10.1145%2F3448016.3452841?mailto=a%40b.org"
    service = Crossref(Played({url: sent({"message": WORK})}), "a@b.org")
    asked = reference(ASKED[Crossref])
    record = only(service.by_identity(asked))
    title = "Vector Quotient Filters & Sets"
    assert said(record)[:3] == (title, "2021-06-18", "Proceedings of the Conference")
    assert record.references == (asked,)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"issued": [[2021, 1, 1]]}, "2021"),  # a publisher's way to write the year alone
        ({"issued": [[2021, 1]]}, "2021-01"),
        ({"published-print": [[2024]], "published-online": [[2023, 12, 20]]}, "2023-12-20"),
        ({"published-print": [[2023]], "published-online": [[2024, 1, 4]]}, "2023"),
        ({"published-print": [[2021, 1, 1]], "published-online": [[2021, 3, 5]]}, "2021-03-05"),
        ({"issued": [[None]]}, None),
        ({"issued": [["2021", 6]]}, None),
        ({"issued": [[True, 6]]}, None),
        ({"issued": [[2021, 13, 1]]}, None),
        ({"issued": [[2021, 2, 30]]}, None),
        ({"issued": [[10**400]]}, None),
        ({"issued": []}, None),
        ({"created": [[2004, 6, 22]]}, None),
    ],
)
def test_crossref_gives_the_earliest_date_as_exact_as_it_is_told(
    dates: dict[str, object], expected: str | None
) -> None:
    parts = {name: {"date-parts": value} for name, value in dates.items()}
    work = {"DOI": WORK["DOI"], "title": WORK["title"], **parts}
    assert said(only(ask(Crossref, sent({"message": work}))))[1] == expected


def test_crossref_gives_no_venue_to_a_preprint() -> None:
    work = {**WORK, "type": "posted-content", "container-title": ["bioRxiv"]}
    assert only(ask(Crossref, sent({"message": work}))).venue is None


@pytest.mark.parametrize(
    ("title", "subtitle", "whole"),
    [
        ("Main", "Sub", "Main: Sub"),
        ("Main:", "Sub", "Main: Sub"),
        ("Main: Sub", "sub", "Main: Sub"),
        ("Main", "", "Main"),
    ],
)
def test_crossref_joins_title_and_subtitle(title: str, subtitle: str, whole: str) -> None:
    work = {**WORK, "title": [title], "subtitle": [subtitle]}
    assert only(ask(Crossref, sent({"message": work}))).title == whole


def test_crossref_does_not_find_another_work_or_one_without_title() -> None:
    assert ask(Crossref, sent({"message": {**WORK, "DOI": "10.1/2"}})) == NotFound("Crossref")
    assert ask(Crossref, sent({"message": {**WORK, "title": []}})) == NotFound("Crossref")
    answer = ask(Crossref, Response(404, "text/plain", "Resource not found."))
    assert answer == NotFound("Crossref")


def test_crossref_searches_five_works_by_title() -> None:
    url = (
        "https://api.crossref.org/works?query.title=Quotient%20filters%20x&rows=5"
        "&select=DOI,title,subtitle,author,type,container-title,issued,published,"
        "published-print,published-online&mailto=a%40b.org"
    )
    response = sent({"message": {"items": [WORK, {"DOI": 5}, {**WORK, "DOI": None}]}})
    answer = Crossref(Played({url: response}), "a@b.org").by_title("Quotient filters & “x”")
    assert isinstance(answer, Found)
    assert [said(record)[3] for record in answer.records] == [
        ["doi:10.1145/3448016.3452841"],
        [],
    ]
    empty = Always(sent({"message": {"items": []}}))
    assert Crossref(empty).by_title("x") == NotFound("Crossref")


# --- OpenReview ----------------------------------------------------------------------------


@pytest.mark.parametrize("wrapped", [True, False])
def test_openreview_reads_the_notes_of_both_apis(wrapped: bool) -> None:
    content = {
        "title": "Interpretability in the Wild",
        "venue": "ICLR 2023 poster",
        "venueid": "ICLR.cc/2023/Conference",
    }
    note = NOTE if wrapped else {**NOTE, "content": content}
    url = (
        "https://api2.openreview.net/notes/search?term=Interpretability%20in%20the%20Wild"
        "&type=terms&content=title&source=forum&limit=10"
    )
    service = OpenReview(Played({url: sent({"notes": [note], "count": 10000})}))
    record = only(service.by_title("Interpretability in the Wild:"))
    expected = (content["title"], "2023-01-18", content["venue"], ["openreview:NpsVSN6o4ul"])
    assert said(record) == expected


@pytest.mark.parametrize(
    ("venue", "venueid"),
    [
        ("Submitted to ICLR 2024", "ICLR.cc/2024/Conference"),
        ("ICLR 2024 Conference Withdrawn Submission", ""),
        ("ICLR 2024", "ICLR.cc/2024/Conference/Rejected_Submission"),
        ("ICLR 2024", "ICLR.cc/2024/Conference/Withdrawn_Submission"),
        ("ICLR 2024 Conference Desk Rejected Submission", ""),
        ("Under review for TMLR", "TMLR/Under_Review"),
        ("CoRR 2021", "dblp.org/journals/CORR/2021"),
        ("CoRR abs/2106.1", ""),
        ("arXiv", ""),
        ("", ""),
    ],
)
def test_openreview_names_no_venue_that_has_not_accepted(venue: str, venueid: str) -> None:
    content = {"title": "T", "venue": {"value": venue}, "venueid": venueid}
    assert only(ask(OpenReview, sent({"notes": [{**NOTE, "content": content}]}))).venue is None


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"pdate": 1609459200000}, "2021"),  # 1 January: an import that knew the year
        ({"pdate": None, "cdate": 1674000000000, "tcdate": 1674000000000}, None),
        ({"pdate": 10**400}, None),
        ({"pdate": -5}, None),
        ({"pdate": True}, None),
        ({"pdate": "1674000000000"}, None),
        ({"pdate": 253402300799999}, "9999-12-31"),
    ],
)
def test_openreview_gives_the_date_of_publication_alone(
    dates: dict[str, object], expected: str | None
) -> None:
    record = only(ask(OpenReview, sent({"notes": [{**NOTE, **dates}]})))
    assert said(record)[1] == expected


def test_openreview_says_that_its_search_is_off_and_finds_nothing_in_no_notes() -> None:
    off = {"notes": [], "count": 0, "searchUnavailable": True}
    assert ask(OpenReview, sent(off)) == Unavailable("OpenReview", "has its search switched off")
    assert ask(OpenReview, sent({"notes": [], "count": 10000})) == NotFound("OpenReview")
    challenge = {"name": "ChallengeRequiredError", "status": 403}
    assert isinstance(ask(OpenReview, sent(challenge)), Unavailable)


def test_openreview_is_not_asked_for_an_id() -> None:
    service = OpenReview(Always(NoAnswer("asked")))
    assert service.by_identity(reference("https://openreview.net/forum?id=NpsVSN6o4ul")) is None


# --- Semantic Scholar ----------------------------------------------------------------------

FIELDS = "fields=title,authors,venue,publicationVenue,publicationDate,year,externalIds,url"
S2 = "https://api.semanticscholar.org/graph/v1/paper/"


@pytest.mark.parametrize(
    ("link", "asked"),
    [
        ("https://arxiv.org/abs/1706.03762v7", "ARXIV:1706.03762"),
        ("https://aclanthology.org/P16-1154", "ACL:P16-1154"),
        ("https://doi.org/10.1000/1_a(b)", "DOI:10.1000%2F1_a%28b%29"),
    ],
)
def test_semantic_scholar_is_asked_by_the_kind_of_identity(link: str, asked: str) -> None:
    fetch = Played({f"{S2}{asked}?{FIELDS}": sent({"title": "T"})})
    record = only(SemanticScholar(fetch, "secret").by_identity(reference(link)))
    assert said(record) == ("T", None, None, [])
    assert fetch.headers == {"x-api-key": "secret"}


def test_semantic_scholar_sends_no_key_where_there_is_none() -> None:
    fetch = Played({f"{S2}ARXIV:1706.03762?{FIELDS}": sent(PAPER)})
    record = only(SemanticScholar(fetch).by_identity(reference("arXiv:1706.03762")))
    venue = "Neural Information Processing Systems"
    expected = ("Attention is All you Need", "2017-06-12", venue, ["arxiv:1706.03762"])
    assert said(record) == expected
    assert fetch.headers == {}


def test_semantic_scholar_does_not_find_another_paper() -> None:
    other = {**PAPER, "externalIds": {"ArXiv": "1706.03763"}}
    assert ask(SemanticScholar, sent(other)) == NotFound("Semantic Scholar")
    assert ask(SemanticScholar, sent({"error": "x"}, 404)) == NotFound("Semantic Scholar")


@pytest.mark.parametrize(
    ("changed", "date", "venue"),
    [
        ({"publicationDate": "2021-01-01"}, "2021", "Neural Information Processing Systems"),
        ({"publicationDate": None}, "2017", "Neural Information Processing Systems"),
        ({"publicationDate": None, "year": 10**400, "venue": ""}, None, None),
        ({"venue": "arXiv.org"}, "2017-06-12", None),
        ({"venue": "bioRxiv"}, "2017-06-12", None),
        ({"venue": "Nat. Mac. Intell."}, "2017-06-12", "Nat. Mac. Intell."),
        (
            {"venue": "Nat.", "publicationVenue": {"name": "Nature Machine Intelligence"}},
            "2017-06-12",
            "Nature Machine Intelligence",
        ),
    ],
)
def test_semantic_scholar_gives_dates_and_venues_as_far_as_they_are_known(
    changed: dict[str, object], date: str | None, venue: str | None
) -> None:
    record = only(ask(SemanticScholar, sent({**PAPER, **changed})))
    assert said(record)[1:3] == (date, venue)


def test_semantic_scholar_matches_a_title() -> None:
    url = f"{S2}search/match?query=Attention%20is%20All%20you%20Need&{FIELDS}"
    both = {"ArXiv": "1706.03762", "DOI": "10.18653/v1/P16-1154", "ACL": "P16-1154"}
    response = sent({"data": [{**PAPER, "externalIds": both, "matchScore": 133.3}]})
    record = only(SemanticScholar(Played({url: response})).by_title("Attention is All you Need."))
    assert said(record)[3] == ["acl:P16-1154", "arxiv:1706.03762"]


@pytest.mark.parametrize(
    "response",
    [
        sent({"error": "Title match not found"}, 404),
        sent({"data": []}),
        sent({"total": 0, "offset": 0}),
    ],
)
def test_semantic_scholar_finds_no_title_in_three_ways(response: Response) -> None:
    service = SemanticScholar(Always(response))
    assert service.by_title("nonsense") == NotFound("Semantic Scholar")


# --- titles --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("A <i>study</i> of <mml:math><mml:mi>x</mml:mi></mml:math>", "A study of x"),
        ("H<sub>2</sub>O &amp;amp; &lt;b&gt;more&lt;/b&gt;", "H2O & more"),
        ("The <mask> and <EOS> tokens", "The <mask> and <EOS> tokens"),
        ("$ω$Test: {BERT}{'}s \\emph{x} $\\alpha$-entmax", "ωTest: BERT's x α-entmax"),
        ('W{\\"u}bben, Chrupa{\\l}a, Erd\\H{o}s', "Wübben, Chrupała, Erdős"),
        ("50% of {GPT-2} & C# for ~$5", "50% of GPT-2 & C# for ~$5"),
        ("from $5 to $6", "from $5 to $6"),
        ("$\\ell_1$ and a^2 {x}", "ℓ_1 and a^2 x"),
        ("two\n  lines\u202e \u200bhere <!-- hidden -->", "two lines here"),
        ("\\sqrt", ""),
        ("{" * 900, ""),
    ],
)
def test_mark_up_becomes_plain_text(written: str, plain: str) -> None:
    assert plain_text(written) == plain


def test_a_question_is_cut_at_a_word_and_keeps_every_script() -> None:
    assert search_words("注意力 हिन्दी — Étude!") == "注意力 हिन्दी Étude"
    words = search_words("heads " * 200)
    assert len(words) <= 300
    assert words.endswith("heads")
    assert len(search_words("x" * 5000)) == 300
    assert search_words("- -- 'AND' -x NOT") == "and x not"
