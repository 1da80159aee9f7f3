"""Every slip that papers.json may hold as a whole has its finding."""

import json
from typing import Any

import pytest

from bot.catalog.catalog import BrokenCatalog
from bot.catalog.lint import in_form, lint
from tests.ours import lint_text, parse_catalog
from tests.paths import LISTED as PAPERS


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


def link(url: str, label: str = "arXiv") -> dict[str, str]:
    return {"label": label, "kind": "Paper", "url": url}


def findings(*records: dict[str, Any]) -> list[str]:
    return lint(parse_catalog(json.dumps(list(records), indent=2, ensure_ascii=False) + "\n"))


def test_a_real_list_has_no_finding() -> None:
    assert lint(parse_catalog(PAPERS.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "value",
    [1.5, 1e300, -0.0, 10**400, "a\u2028b", "\U0001f9e0", [[]], {}, {"z": 1, "a": [None, True]}],
    ids=str,
)
def test_bringing_a_list_in_form_changes_no_value(value: object) -> None:
    text = json.dumps([record(extra=value)])
    assert json.loads(in_form(text)) == json.loads(text)
    assert [*json.loads(in_form(text))[0]] == [*json.loads(text)[0]]  # nor the order of fields


@pytest.mark.parametrize(
    "text", ["", "[{]", "{}", '[{"a": 1, "a": 2}]', "[NaN]", '["\\ud800"]', "[1e999]", "[0.10]"]
)
def test_what_cannot_be_written_anew_without_guessing_is_not(text: str) -> None:
    with pytest.raises(BrokenCatalog):
        in_form(text)


def test_a_byte_order_mark_and_a_list_that_breaks_the_schema_are_brought_in_form() -> None:
    text = json.dumps([record(heads=[]), 1])
    assert json.loads(in_form(f"\ufeff{text}\r\n")) == json.loads(text)


def test_two_papers_in_order_have_no_finding_in_either_order() -> None:
    one, other = record("One", issue=1), record("Two", issue=2)
    assert findings(one, other) == findings(other, one) == []


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([record()], ensure_ascii=False),
        json.dumps([record()], indent=4) + "\n",
        json.dumps([record()], indent=2),
        json.dumps([record("Tête")], indent=2) + "\n",
        json.dumps([record()], indent=2).replace("\n", "\r\n") + "\r\n",
    ],
    ids=["one line", "four blanks", "no final line end", "escaped letters", "CRLF"],
)
def test_another_form_of_the_file_is_found(text: str) -> None:
    assert lint(parse_catalog(text)) == [
        "the file is not in the usual form: two-space indent, UTF-8 as is, LF, final newline; "
        "python -m bot lint --fix writes it so"
    ]
    fixed = in_form(text)
    assert lint(parse_catalog(fixed)) == []
    assert parse_catalog(fixed).papers == parse_catalog(text).papers
    assert in_form(fixed) == fixed


def test_every_fault_of_the_schema_is_found_at_once_with_its_line() -> None:
    records: list[Any] = [
        record("One", date="2024-3-1", heads=[]),
        record("Two"),
        record(" Three", links=[link("ftp://papers.example")]),
        "Four",
    ]
    text = json.dumps(records, indent=2) + "\n"
    lines = [
        number for number, line in enumerate(text.split("\n"), 1) if line[:3] in ("  {", '  "')
    ]
    one, _, three, four = lines

    findings, catalog = lint_text(text, "list.json")

    assert catalog is None
    assert findings == [
        f"list.json, line {one}: entry 1 ('One'), date: "
        "not a date in the form 2024-10-14, nor null",
        f"list.json, line {one}: entry 1 ('One'), heads: empty: at least one is needed",
        f"list.json, line {three}: entry 3 (' Three'), title: "
        "blanks around the text, or more than one line",
        f"list.json, line {three}: entry 3 (' Three'), links.0.url: "
        "not a web address: http:// or https://, and no blank in it",
        f"list.json, line {four}: entry 4: not an object with the fields of one",
    ]


def test_a_list_that_keeps_the_schema_is_looked_at_as_a_whole() -> None:
    text = PAPERS.read_text(encoding="utf-8")
    assert lint_text(text) == ([], parse_catalog(text))
    assert lint_text(text.rstrip())[0] == lint(parse_catalog(text.rstrip())) != []


def test_what_is_no_json_is_left_to_its_reader() -> None:
    with pytest.raises(BrokenCatalog, match="line 1, column 3"):
        lint_text("[{]")


def test_two_entries_with_one_title_are_found() -> None:
    assert findings(record("On Heads"), record("on heads!")) == [
        "2 entries share the title 'On Heads': On Heads; on heads!"
    ]


def test_two_entries_with_one_address_are_found() -> None:
    url = "https://arxiv.org/abs/2402.02872"
    found = findings(record("One", links=[link(url)]), record("Two", links=[link(f"{url}v2")]))
    assert found == ["2 entries share arxiv:2402.02872: One; Two"]


def test_two_entries_of_one_issue_are_found() -> None:
    assert findings(record("One", issue=7), record("Two", issue=7)) == [
        "2 entries share the issue 7: One; Two"
    ]


@pytest.mark.parametrize(
    "values",
    [
        {"title": "On\u200bHeads"},
        {"venue": "arXiv\u00ad"},
        {"heads": ["Induction\u202eHead"]},
        {"summary": {"innovation": "New <!-- x -->.", "tasks": "b", "result": "c"}},
        {"summary": {"innovation": "a", "tasks": "b", "result": "Te\u0302te"}},
        {"links": [link("https://arxiv.org/abs/2402.02872", label="arXiv\u0007")]},
    ],
    ids=["title", "venue", "head", "comment", "not composed", "label"],
)
def test_what_cannot_be_seen_is_found(values: dict[str, Any]) -> None:
    found = findings(record(**values))
    assert any("invisible characters or comments in" in finding for finding in found), found


def test_a_text_longer_than_any_comment_could_show_is_found() -> None:
    assert findings(record("On " + "a" * 998)) == [
        f"On {'a' * 998}: 1001 characters in 'On {'a' * 37}'; at most 1000 can be shown"
    ]


def test_a_head_that_a_paper_names_twice_is_found() -> None:
    found = findings(record(heads=["Mover Head", "Copy Head", "Mover Head"]))
    assert found == ["On Heads: the head 'mover' stands 2 times"]


def test_an_address_in_another_form_than_the_list_writes_is_found() -> None:
    found = findings(record(links=[link("https://www.arxiv.org/pdf/2402.02872.pdf")]))
    assert found == [
        "On Heads: write https://arxiv.org/abs/2402.02872 for "
        "https://www.arxiv.org/pdf/2402.02872.pdf"
    ]


def test_a_version_of_an_arxiv_paper_and_an_unknown_host_may_be_listed() -> None:
    urls = ["https://arxiv.org/abs/2402.02872v2", "https://papers.example/1"]
    assert findings(record(links=[link(url) for url in urls])) == []


def test_a_venue_in_another_spelling_is_found() -> None:
    assert findings(record(venue="NIPS")) == ["On Heads: write NeurIPS for the venue NIPS"]
    assert findings(record(venue="A Workshop Nobody Knows")) == []


def test_a_head_in_two_spellings_is_found_with_the_usual_one() -> None:
    found = findings(
        record("One", heads=["N-gram Head"]),
        record("Two", heads=["N-gram Head"]),
        record("Three", heads=["N-Gram Heads"]),
    )
    assert found == ["the head N-Gram Heads is written N-gram Head elsewhere"]


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Add new paper:", "write the paper's title"),
        ("Add new paper", "write the paper's title"),
        ("Add new paper: Toys", "write Toys"),
        ("[Add new paper] Toys", "write Toys"),
    ],
)
def test_a_title_of_the_templates_words_is_found(title: str, wanted: str) -> None:
    message = f"{title}: the title begins with the template's words; {wanted}"
    assert findings(record(title)) == [message]


@pytest.mark.parametrize(
    ("authors", "said"),
    [
        (["Ada Head", "et al."], "'et al.' is no author; \"more_authors\": true says"),
        (["Ada Head et al"], "'Ada Head et al' is no author"),
        (["Ada Head", "and others"], "'and others' is no author"),
        (["Ada Head", "Bo Tail", "ADA HEAD"], "the author 'ADA HEAD' stands twice"),
        (["Ada He\u200bad"], "invisible characters or comments in 'Ada He"),
        (["x" * 101], "101 characters in the author"),
    ],
)
def test_a_slip_in_the_authors_is_found(authors: list[str], said: str) -> None:
    (found,) = findings(record(authors=authors))
    assert found.startswith(f"On Heads: {said}")


def test_names_that_only_look_like_a_slip_are_none() -> None:
    names = ["Alan Etal", "Al Others", "Et Alim", "Gonçalo M. Correia", "李 明", "M", "x" * 100]
    assert findings(record(authors=names, more_authors=True)) == []


def test_more_authors_than_none_are_found() -> None:
    assert findings(record(more_authors=True)) == ["On Heads: more authors than none are named"]
