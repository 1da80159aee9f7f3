"""No answer, however hostile, makes a service raise, hang or pass something live on."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.fields.findings import Unavailable
from bot.fields.reading import Link
from bot.lookup.answers import Fetch, Found, NoAnswer, NotFound, Response
from bot.lookup.arxiv import ArXiv
from bot.lookup.crossref import Crossref
from bot.lookup.formats import plain_text
from bot.lookup.openreview import OpenReview
from bot.lookup.semanticscholar import SemanticScholar
from bot.lookup.service import Service
from bot.text.clean import clean, one_line
from tests.beside import records
from tests.lookup.invented import LINKS, SERVICES, answers
from tests.lookup.recordings import Always, reference
from tests.lookup.shapes import atom_entry, crossref_list, feed
from tests.ours import Summary, paper_of, read_papers

TITLE = "Answer, Assemble, Ace: Studying Heads in Toy Transformers"


def recorded_bodies() -> list[tuple[str, Response | NoAnswer]]:
    bodies: list[tuple[str, Response | NoAnswer]] = []
    for each in records("hostile/lookups.jsonl", "id"):
        # What these tell a server to do ends in fetch, which raises for it.
        response: Response | NoAnswer = NoAnswer("limits requests")
        if each["status"] in (200, 400, 404) and not each["body"].startswith("@@"):
            response = Response(each["status"], each["content_type"], each["body"])
        bodies.append((each["id"], response))
    return bodies


def test_hostile_answers_are_values_soon() -> None:
    bodies = dict(recorded_bodies())
    assert len(bodies) == 19
    for response in bodies.values():
        begin = time.process_time()
        answers(response)
        assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("atom-ok", (TITLE, "2024-07-21")),
        ("atom-quadratic", "answered XML with a DTD"),
        ("atom-xxe-http", "answered XML with a DTD"),
        ("atom-empty", None),
        ("atom-deep", "answered in a form the bot does not know"),
        ("atom-bidi-title", ("Study heads", "2024-07-21")),
        ("atom-future", (TITLE, "2999-01-01")),  # whether a day has come is judged elsewhere
        ("atom-utf16", ("x", "2024-07-21")),
        ("html-captcha", "answered HTML"),
    ],
)
def test_arxiv_reads_hostile_answers(name: str, expected: tuple[str, str] | str | None) -> None:
    answer = ArXiv(Always(dict(recorded_bodies())[name])).by_identity(reference(LINKS[0]))
    match answer:
        case Found(records=(record,)):
            assert (record.title, record.date and record.date.text) == expected
        case Unavailable(why=why):
            assert why == expected
        case _:
            assert expected is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("json-ok", (TITLE, "2024-07-21")),
        ("json-mathml", ("A study of x", None)),
        ("json-dup-keys", ("b", None)),  # of a key given twice the last value counts
        ("html-captcha", "answered HTML"),
        ("err-429", "limits requests"),
    ],
)
def test_crossref_reads_hostile_answers(name: str, expected: tuple[str, str | None] | str) -> None:
    answer = Crossref(Always(dict(recorded_bodies())[name])).by_identity(reference(LINKS[2]))
    match answer:
        case Found(records=(record,)):
            assert (record.title, record.date.text if record.date else None) == expected
        case Unavailable(why=why):
            assert why == expected
        case _:
            pytest.fail(f"{answer}")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        '{"a":' * 200_000,
        "<a>" * 500_000,
        '<feed xmlns="http://www.w3.org/2005/Atom">' + "<entry>" * 200_000,
        '<feed xmlns="http://www.w3.org/2005/Atom">'
        + "<entry>" * 100_000
        + "</entry>" * 100_000
        + "</feed>",
        "<!DOCTYPE lolz [<!ENTITY a 'x'>]><feed>&a;</feed>",
        f'{{"year": {"9" * 5000}}}',
        '{"title": "\\ud800", "message": {"title": ["\\ud800"]}, "data": [{"title": "\\ud800"}]}',
        '{"title": NaN, "year": Infinity, "message": {"issued": {"date-parts": [[1e999]]}}}',
        "\n" * 1_000_000,
        "@" + "\n" * 99_000,
        "@a{b,\n" + "title = " * 12_000,
        "@a{b,\n title = " + "{" * 90_000,
        "@a{b,\n" + " title = {x},\n" * 7_000,
        "@a{b,\n title = " + '{\\"' * 20_000 + "\n}",
        "\ud800",
        "\0",
        "é" * 1000,
    ],
    ids=lambda text: text[:12].encode("unicode_escape").decode(),
)
def test_deep_long_and_broken_answers_are_values_soon(text: str) -> None:
    begin = time.process_time()
    answers(Response(200, "application/json", text))
    assert time.process_time() - begin < 10


# --- what the list would refuse ------------------------------------------------------------

# Digits that `str.isdigit` takes and no address of the list may hold.
OTHER_DIGITS = ["2502.1180\u0666", "2502.1180\uff16", "\u0968502.11806", "25\u0660\u0662.11806"]


def of_number(number: str) -> list[tuple[Callable[[Fetch], Service], Response]]:
    """Return an answer of each service that searches, for a paper of this number."""
    note = {"id": number, "forum": number, "content": {"title": {"value": TITLE}}}
    work: dict[str, object] = {
        "DOI": f"10.48550/arXiv.{number}",
        "title": [TITLE],
        "type": "posted-content",
    }
    paper = {"title": TITLE, "externalIds": {"ArXiv": number, "DOI": f"10.1000/{number}"}}
    return [
        (ArXiv, Response(200, "application/atom+xml", feed([atom_entry(number, TITLE, "2025")]))),
        (Crossref, sent(crossref_list([work]))),
        (OpenReview, sent({"notes": [note], "count": 1})),
        (SemanticScholar, sent({"data": [paper]})),
    ]


def sent(value: object) -> Response:
    return Response(200, "application/json", json.dumps(value))


@pytest.mark.parametrize("number", OTHER_DIGITS)
def test_no_address_with_digits_of_another_script_reaches_a_record(number: str) -> None:
    for service, response in of_number(number):
        answer = service(Always(response)).by_title(TITLE)
        assert isinstance(answer, Found | NotFound)
        for record in answer.records if isinstance(answer, Found) else ():
            links = [Link("arXiv", "Paper", each.url) for each in record.references]
            paper = paper_of(
                TITLE, None, ("A Head",), "arXiv", Summary("A.", "B.", "C."), (*links,)
            )
            assert read_papers([paper.record()]) == (paper,)


@pytest.mark.parametrize("date", ["２０２５-02-17", "2025-02-1\u0667", "9" * 5000, "2025-13-45"])
def test_no_date_in_digits_of_another_script_reaches_a_record(date: str) -> None:
    paper = {"title": TITLE, "publicationDate": date, "externalIds": {"ArXiv": "2502.11806"}}
    feeds = feed([atom_entry("2502.11806", TITLE, date)])
    for service, response in [
        (SemanticScholar, sent({"data": [paper]})),
        (ArXiv, Response(200, "application/atom+xml", feeds)),
    ]:
        answer = service(Always(response)).by_title(TITLE)
        assert isinstance(answer, Found)
        assert answer.records[0].date is None


def test_what_services_send_is_bounded() -> None:
    long = {"title": "Heads " * 100, "externalIds": {"ArXiv": "2502.11806"}}
    assert isinstance(SemanticScholar(Always(sent({"data": [long]}))).by_title("x"), NotFound)
    venue = {"title": TITLE, "venue": "Venue " * 100, "externalIds": {"ArXiv": "2502.11806"}}
    answer = SemanticScholar(Always(sent({"data": [venue]}))).by_title("x")
    assert isinstance(answer, Found)
    assert answer.records[0].venue is None


# --- any answer at all ---------------------------------------------------------------------

KEYS = st.sampled_from(
    ["data", "attributes", "doi", "titles", "title", "titleType", "dates", "date", "dateType",
     "dateInformation", "message", "items", "DOI", "type", "subtitle", "container-title", "issued",
     "published", "date-parts", "notes", "id", "forum", "content", "venue", "venueid", "value",
     "pdate", "searchUnavailable", "publicationVenue", "name", "publicationDate", "year",
     "externalIds", "ArXiv", "ACL", "total", "authors", "author", "creators", "given", "family",
     "suffix", "givenName", "familyName", "nameType", "fullname"]
)  # fmt: skip
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        ["10.1000/1", "10.48550/arxiv.2407.15018", "Submitted", "Issued", "v1", "2021-01-01",
         "2024-07-21T00:00:00Z", "2407.15018", "P16-1154", "NpsVSN6o4ul", "{\\\"u} $x$ <i>",
         "Lovelace, Ada", "Organizational", "et al.", "Anonymous",
         2024, 10**30, -1, 1674000000000]
    ),
)  # fmt: skip
JSON = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=6)),
    max_leaves=40,
)


@given(JSON.map(json.dumps))
@example('{"data": {"attributes": {"doi": "10.48550/arxiv.2407.15018", "titles": [5]}}}')
@example('{"message": {"items": [null, 5, [], {"title": {}}]}}')
@example('{"notes": [null, {"content": 5}, {"content": {"title": {"value": {}}}}]}')
@example('{"data": [[[]]], "title": "x", "externalIds": []}')
def test_any_json_is_a_value(text: str) -> None:
    answers(Response(200, "application/json", text))


def around(recipe: str) -> Callable[[str, str, str], str]:
    return lambda title, date, link: (
        recipe.replace("TITLE", title).replace("DATE", date).replace("LINK", link)
    )


ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>LINK</id><title>TITLE</title>'
    "<published>DATE</published><author><name>TITLE</name></author></entry></feed>"
)
BIB = (
    '@x{k,\n title = "TITLE",\n author = "TITLE and DATE",\n month = DATE,\n'
    ' year = "DATE",\n url = "LINK"\n}'
)
TEXTS = st.one_of(st.text(max_size=40), st.text(alphabet="\\{}$%&#~^_\"'`<>a\n=@,", max_size=40))
LINKED = st.sampled_from(
    ["http://arxiv.org/abs/2407.15018v1", "https://aclanthology.org/P16-1154/", "", "x"]
)


@given(
    st.sampled_from([around(ATOM), around(BIB)]),
    TEXTS,
    st.one_of(TEXTS, st.sampled_from(["2024-07-21T00:00:00Z", "nov", "2024"])),
    LINKED,
)
def test_any_text_in_the_shape_of_an_answer_is_a_value(
    written: Callable[[str, str, str], str], title: str, date: str, link: str
) -> None:
    answers(Response(200, "", written(title, date, link)))


@given(st.sampled_from([200, 400, 404]), st.sampled_from(["", "text/html", "x"]), st.text())
def test_any_text_at_all_is_a_value(status: int, content_type: str, text: str) -> None:
    answers(Response(status, content_type, text))


@given(TEXTS)
@example("\\sqrt")
@example("&lt;!-- <!-- $\\\\$ --&gt;")
@example("{\\input{x}}\\newcommand{\\a}{\\a}\\a")
def test_plain_text_of_anything_is_one_clean_line(text: str) -> None:
    plain = plain_text(text)
    assert plain == one_line(clean(plain))


def test_broken_latex_does_not_reach_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    assert plain_text("\\end{::error::} {x}} \\sqrt") == "::error:: x"
    assert caplog.records == []


@given(st.text())
def test_any_title_can_be_searched(title: str) -> None:
    for service in SERVICES:
        fetch = Always(NoAnswer("limits requests"))
        service(fetch).by_title(title)
        for asked in fetch.asked:
            assert asked.isascii()
            assert asked.isprintable()
            assert asked.count('"') == 0
            assert asked.count("%22") in (0, 2)
