"""papers.json is read strictly, grows by a paper and by nothing else, and is searched."""

import datetime as dt
import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.catalog import BrokenCatalog, Catalog
from bot.catalog.paper import Paper
from bot.catalog.record import RecordError, SchemaFault
from bot.fields.links import identities
from bot.fields.reading import Link
from tests.beside import records
from tests.ours import Summary, paper_of, parse_catalog, read_papers, renderer

BROKEN_STATES = {
    "empty": "line 1, column 1",
    "comment": "line 1, column 3",
    "bom": "line 1, column 1",
    "object-root": "expected a list of papers, found one object",
    "dup-keys": "line 1: the key 'title' stands twice",
    "wrong-types": "entry 1, title",
    "lone-surrogate": "entry 1: half of a surrogate pair",
}
SOUND_STATES = {"ok", "tabs-indent", "unknown-fields"}


def record(title: str = "On Heads", **values: Any) -> dict[str, Any]:
    return {
        "title": title,
        "date": "2024-03-17",
        "heads": ["Induction Head"],
        "venue": "arXiv",
        "summary": {"innovation": "New.", "tasks": "Tried.", "result": "Found."},
        "links": [],
        **values,
    }


def written(records: list[dict[str, Any]]) -> str:
    return json.dumps(records, indent=2, ensure_ascii=False) + "\n"


def listing(*records: dict[str, Any]) -> Catalog:
    return parse_catalog(written(list(records)))


def arxiv(number: str) -> dict[str, str]:
    return {"label": "arXiv", "kind": "Paper", "url": f"https://arxiv.org/abs/{number}"}


SEEN = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs"))
LINE = st.text(SEEN, min_size=1, max_size=20)
UNKNOWN = st.dictionaries(st.sampled_from(["doi", "note"]), LINE | st.integers() | st.none())
LINKS = st.builds(
    Link,
    label=LINE,
    kind=LINE,
    url=st.from_regex(r"https?://[!-~]{1,20}", fullmatch=True),
    extra=UNKNOWN,
)
PAPERS = st.builds(
    paper_of,
    title=LINE,
    date=st.none() | st.dates(),
    heads=st.lists(LINE, min_size=1, max_size=3).map(tuple),
    venue=LINE,
    summary=st.builds(Summary, innovation=LINE, tasks=LINE, result=LINE),
    links=st.lists(LINKS, max_size=2).map(tuple),
    issue=st.none() | st.integers(min_value=1),
    authors=st.lists(LINE, max_size=3).map(tuple),
    more_authors=st.booleans(),
    extra=UNKNOWN,
)


# --- reading -------------------------------------------------------------------------------


def test_a_record_is_read_into_a_paper() -> None:
    (paper,) = listing(record(issue=36, links=[arxiv("2402.02872")])).papers
    assert paper.title == "On Heads"
    assert paper.date == dt.date(2024, 3, 17)
    assert paper.tags == ("Induction Head",)
    assert paper.get("summary.result") == "Found."
    assert paper.links[0].url == "https://arxiv.org/abs/2402.02872"
    assert paper.issue == 36


def test_an_empty_list_and_an_unknown_date_are_sound() -> None:
    assert parse_catalog("[]").papers == ()
    assert listing(record(date=None)).papers[0].date is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "papers.json, line 1, column 1: Expecting value"),
        ("[\n  {,}]", "papers.json, line 2, column 4"),
        ("[1,]", "papers.json, line 1, column 4"),
        ("\ufeff[]", "papers.json, line 1, column 1: the file begins with a byte order mark"),
        ('[\n{"a": 1},\n{"b": 1, "b": 2}]', "papers.json, line 3: the key 'b' stands twice"),
        ('[\n{"a": NaN}]', "papers.json, line 2: NaN is no JSON"),
        ('[\n{"a": -Infinity}]', "papers.json, line 2: -Infinity is no JSON"),
        ("[\n\n1" + "0" * 5000 + "]", "papers.json, line 3: Exceeds the limit"),
        ("[" * 100_000, "papers.json: brackets are nested too deeply"),
        ('{"papers": []}', "papers.json: expected a list of papers, found one object"),
        ("null", "papers.json: expected a list of papers, found null"),
        ("[[]]", "papers.json: entry 1"),
    ],
)
def test_what_is_no_strict_json_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(BrokenCatalog) as caught:
        parse_catalog(text)
    assert str(caught.value).startswith(message)
    assert caught.value.exit_code == 4


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("title", 1, "title"),
        ("title", "", "title"),
        ("title", " a", "title"),
        ("title", "a\nb", "title"),
        ("date", 20240101, "date"),
        ("date", "2024-02-30", "date"),
        ("date", "2024-1-1", "date"),
        ("date", "2024-01-01T00:00:00", "date"),
        ("heads", "x", "heads"),
        ("heads", [], "heads"),
        ("heads", [1], "heads.0"),
        ("summary", {"innovation": "a", "tasks": "b"}, "summary.result"),
        ("links", [{"label": "a", "kind": "b", "url": "javascript:alert(1)"}], "links.0.url"),
        ("links", [{"label": "a", "kind": "b", "url": "https://x y"}], "links.0.url"),
        ("issue", 0, "issue"),
        ("issue", "7", "issue"),
        ("issue", True, "issue"),
    ],
)
def test_a_wrong_value_is_refused_by_entry_title_and_field(
    field: str, value: object, place: str
) -> None:
    wrong = {**record("Second"), field: value}
    with pytest.raises(BrokenCatalog) as caught:
        listing(record("First"), wrong)
    title = wrong["title"]
    named = f"entry 2 ({title!r})" if isinstance(title, str) else "entry 2"
    assert str(caught.value).startswith(f"papers.json: {named}, {place}: ")


@pytest.mark.parametrize("value", [None, 1, 1.5, "", " ", [], [None], {}, {"a": 1}, True, 10**30])
@pytest.mark.parametrize("field", ["title", "date", "heads", "venue", "summary", "links", "issue"])
def test_whatever_is_wrong_is_said_in_words_of_ours(field: str, value: object) -> None:
    """Those of the library that checks speak of programs: of strings, inputs and instances."""
    faults: list[SchemaFault] = []
    try:
        read_papers([{**record(), field: value}])
    except RecordError as error:
        faults = error.faults
    for fault in faults:
        assert fault.field.startswith(field)
        assert not {"input", "string", "instance", "validation", "pattern", "dictionary"} & {
            *fault.message.lower().split()
        }
        assert fault.message != "not what belongs there"


def test_a_missing_field_is_named() -> None:
    wrong = record()
    del wrong["venue"]
    with pytest.raises(BrokenCatalog, match=r"entry 1 \('On Heads'\), venue: missing"):
        listing(wrong)


def test_half_a_surrogate_pair_is_refused_in_a_field_that_nobody_knows_too() -> None:
    text = written([record("First"), record("Second", note="X")]).replace('"X"', '"\\ud800"')
    with pytest.raises(BrokenCatalog, match="entry 2: half of a surrogate pair"):
        parse_catalog(text)


def test_the_file_is_called_by_the_name_given() -> None:
    with pytest.raises(BrokenCatalog, match=r"^other\.json, line 1"):
        parse_catalog("?", "other.json")


# --- the states that papers.json may be found in ---------------------------------------------


@pytest.fixture(scope="module")
def states() -> dict[str, str]:
    """Return the content of papers.json by the name of its state."""
    return {state["id"]: state["content"] for state in records("hostile/papersjson.jsonl", "id")}


def test_every_state_is_known_here(states: dict[str, str]) -> None:
    built_or_on_disk = {"huge-5mb", "symlink"}
    assert states.keys() == BROKEN_STATES.keys() | SOUND_STATES | built_or_on_disk


@pytest.mark.parametrize("name", sorted(BROKEN_STATES))
def test_a_broken_state_is_refused_with_its_place(name: str, states: dict[str, str]) -> None:
    with pytest.raises(BrokenCatalog) as caught:
        parse_catalog(states[name])
    assert BROKEN_STATES[name] in str(caught.value)


@pytest.mark.parametrize("name", sorted(SOUND_STATES))
def test_a_sound_state_is_read_and_grows_at_its_end_alone(
    name: str, states: dict[str, str]
) -> None:
    catalog = parse_catalog(states[name])
    grown = catalog.with_paper(parse_catalog(written([record()])).papers[0])
    kept = states[name].removesuffix("\n]\n")
    assert grown.text.startswith(f"{kept},\n")
    assert json.loads(grown.text) == [*json.loads(states[name]), record()]
    assert parse_catalog(grown.text).papers == grown.papers


def test_five_thousand_papers_are_read_and_rendered_in_ten_seconds() -> None:
    sentence = "Words that tell what was found. " * 10
    summary = dict.fromkeys(("innovation", "tasks", "result"), sentence.strip())
    records = [
        record(f"Paper {n}", summary=summary, links=[arxiv(f"2402.{n:05}")]) for n in range(5000)
    ]
    text = written(records)
    assert len(text) > 5_000_000
    start = time.process_time()
    catalog = parse_catalog(text)
    pages = "".join(renderer().files(catalog).values())
    assert catalog.find("paper 4999", ()) == catalog.papers[4999]
    assert time.process_time() - start < 10
    assert pages.count('<p id="paper-') == 5000


def test_a_slip_at_the_end_of_five_thousand_papers_is_found_in_ten_seconds() -> None:
    text = written([record(f"Paper {n}", note="x" * 900) for n in range(5000)])
    broken = text.replace('"title": "Paper 4999"', '"title": "a", "title": "b"')
    start = time.process_time()
    with pytest.raises(BrokenCatalog, match=r"line \d{5,6}: the key 'title' stands twice"):
        parse_catalog(broken)
    assert time.process_time() - start < 10


# --- adding --------------------------------------------------------------------------------


@given(st.lists(PAPERS, max_size=3), PAPERS)
def test_a_file_in_the_usual_form_stays_in_it(papers: list[Paper], added: Paper) -> None:
    records = [paper.record() for paper in papers]
    grown = parse_catalog(written(records)).with_paper(added)
    assert grown.text == written([*records, added.record()])
    assert grown.papers == (*papers, added)
    assert parse_catalog(grown.text) == grown


@given(PAPERS, st.sampled_from(["  ", "\t", "    ", None]), st.sampled_from(["", "\n", "\n\n"]))
def test_every_byte_before_the_new_paper_is_kept(added: Paper, indent: Any, end: str) -> None:
    before = json.dumps([record("Old ☃", note={"x": [1.0]})], indent=indent) + end
    grown = parse_catalog(before).with_paper(added)
    kept = before.rstrip().removesuffix("]").rstrip()
    assert grown.text.startswith(f"{kept},\n  {{\n")
    assert grown.text.endswith("\n  }\n]\n")
    assert parse_catalog(grown.text).papers == grown.papers


@given(
    st.lists(PAPERS, min_size=1, max_size=5),
    st.sets(st.integers(0, 4)),
    st.sampled_from(["  ", "\t", None]),
)
def test_without_some_papers_all_others_keep_their_bytes(
    papers: list[Paper], places: set[int], indent: Any
) -> None:
    places = {place for place in places if place < len(papers)}
    records = [paper.record() for paper in papers]
    text = json.dumps(records, indent=indent, ensure_ascii=False) + "\n"
    kept = [record for place, record in enumerate(records) if place not in places]

    left = parse_catalog(text).without(places)

    assert json.loads(left.text) == kept
    assert parse_catalog(left.text) == left
    if kept:
        assert left.text == json.dumps(kept, indent=indent, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("empty", ["[]", "[]\n", "[\n]\n", " [ ] "])
def test_the_first_paper_opens_the_list(empty: str) -> None:
    added = listing(record()).papers[0]
    assert json.loads(parse_catalog(empty).with_paper(added).text) == [record()]


def test_a_record_holds_the_fields_in_order_and_no_issue_where_none_brought_it() -> None:
    paper = listing(record(issue=7)).papers[0]
    text = parse_catalog("[]").with_paper(paper).text
    order = ["title", "date", "heads", "venue", "summary", "links", "issue"]
    assert list(json.loads(text)[0]) == order
    without = parse_catalog("[]").with_paper(listing(record()).papers[0]).text
    assert list(json.loads(without)[0]) == order[:-1]


def test_a_field_that_the_bot_does_not_know_is_kept() -> None:
    catalog = listing(record(note="by hand", x={"y": [1]}, links=[{**arxiv("2402.1"), "z": None}]))
    assert parse_catalog("[]").with_paper(catalog.papers[0]).papers == catalog.papers
    moved = json.loads(parse_catalog("[]").with_paper(catalog.papers[0]).text)[0]
    assert (moved["note"], moved["x"]) == ("by hand", {"y": [1]})
    assert moved["links"][0]["z"] is None


# --- searching -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/abs/2402.02872v3",
        "https://arxiv.org/pdf/2402.02872.pdf",
        "http://www.arxiv.org/abs/2402.02872",
        "https://doi.org/10.48550/arXiv.2402.02872",
    ],
)
def test_a_listed_paper_is_found_by_any_form_of_its_address(url: str) -> None:
    catalog = listing(record("One"), record("Two", links=[arxiv("2402.02872")]))
    link = Link(label="x", kind="Paper", url=url)
    assert catalog.find("Another title", [link]) == catalog.papers[1]


def test_a_listed_paper_is_found_by_its_title_without_case_signs_and_blanks() -> None:
    catalog = listing(record("One"), record("N-gram Heads: a Study"))
    assert catalog.find("n gram heads — A STUDY", ()) == catalog.papers[1]
    assert catalog.find("N-gram Heads: a Second Study", ()) is None


def test_a_shared_code_repository_makes_no_duplicate() -> None:
    code = Link("GitHub", "Code", "https://github.com/o/r")
    catalog = listing(record("One", links=[code.record()]))
    assert catalog.find("Two", [code]) is None
    assert identities([code]) == []


def test_the_address_speaks_before_the_title_and_the_first_entry_before_the_second() -> None:
    twice = record("Same", links=[arxiv("2402.00001")])
    catalog = listing(record("Same"), twice, record("Same", issue=3))
    assert catalog.find("Same", ()) == catalog.papers[0]
    link = Link(label="arXiv", kind="Paper", url="https://arxiv.org/abs/2402.00001")
    assert catalog.find("Same", [link]) == catalog.papers[1]
    assert catalog.of_issue(3) == catalog.papers[2]
    assert catalog.of_issue(4) is None


def test_heads_come_with_repetitions_and_venues_once() -> None:
    catalog = listing(record("a"), record("b", venue="ACL"), record("c"))
    assert catalog.tags == ["Induction Head"] * 3
    assert catalog.venues == ["arXiv", "ACL"]
