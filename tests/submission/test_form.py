"""Every way in which people write the template gives the same fields."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ours import issue_text, parse
from tests.paths import PROJECT
from tests.tiers import chosen

EXAMPLES = PROJECT / "examples"

FIELDS = {
    "title": "A Study of Toys: Heads at Play",
    "heads": "Toy Head, Induction Head",
    "Published": "arXiv",
    "summary.innovation": "Finds toy heads.",
    "summary.tasks": "Ablation on three data sets.",
    "summary.result": "Few heads do it: seven.",
}
BULLETS = """- Innovation: Finds toy heads.
- Tasks: Ablation on three data sets.
- Significant Result: Few heads do it: seven.
"""
START = """Title: A Study of Toys: Heads at Play
Head: Toy Head, Induction Head
Published: arXiv
Summary:
"""
PLAIN = START + BULLETS
FORM = """### Title

A Study of Toys: Heads at Play

### Published Date

2025-1-14

### Source

arXiv

### Head Name

Toy Head, Induction Head

### Paper Link

_No response_

### Summary

- Innovation: Finds toy heads.
- Tasks: Ablation on three data sets.
- Significant Result: Few heads do it: seven.
"""


def each_key(form: str) -> str:
    """Write the plain template with `form` for `key: value`."""
    lines = []
    for line in PLAIN.splitlines():
        key, _, value = line.removeprefix("- ").partition(": ")
        lines.append(form.format(key=key.rstrip(":"), value=value).rstrip())
    return "\n".join(lines)


SAME = {
    "plain": PLAIN,
    "no blank after the colon": PLAIN.replace(": F", ":F").replace(": a", ":a"),
    "blank before the colon": each_key("{key} : {value}"),
    "upper case": each_key("{key}: {value}").replace("Title", "TITLE").replace("Tasks", "TASKS"),
    "lower case": PLAIN.replace("Title", "title").replace("Published", "Published"),
    "bold keys": each_key("**{key}**: {value}"),
    "bold keys with the colon in": each_key("**{key}:** {value}"),
    "bold keys, blank, colon": each_key("**{key}** : {value}"),
    "underscored keys": each_key("__{key}__: {value}"),
    "slanted keys": each_key("*{key}*: {value}"),
    "keys as code": each_key("`{key}`: {value}"),
    "bold lines as headings": each_key("**{key}**\n\n{value}\n"),
    "list items": each_key("- {key}: {value}"),
    "bold list items": each_key("- **{key}:** {value}"),
    "starred bold list items": each_key("* **{key}**: {value}"),
    "headings": each_key("# {key}\n{value}\n"),
    "headings with a colon": each_key("### {key}:\n\n{value}\n"),
    "headings with the value": each_key("## {key}: {value}"),
    "closed headings": each_key("## {key} ##\n{value}"),
    "bold headings": each_key("#### **{key}**\n\n{value}\n"),
    "full-width colons": each_key("{key}：{value}"),
    "numbered keys": each_key("1. {key}: {value}"),
    "quoted keys as emoji items": each_key("📌 {key}: {value}"),
    "order changed": BULLETS + "\n".join(START.splitlines()[::-1]),
    "summary in between": "\n".join([*PLAIN.splitlines()[3:], *PLAIN.splitlines()[:3]]),
    "no Summary line": PLAIN.replace("Summary:\n", ""),
    "blank lines between": PLAIN.replace("\n", "\n\n"),
    "many blank lines": PLAIN.replace("\n", "\n \n\t\n"),
    "first bullet beside Summary": PLAIN.replace("Summary:\n", "Summary: "),
    "starred bullets": PLAIN.replace("\n- ", "\n* "),
    "plus bullets": PLAIN.replace("\n- ", "\n+ "),
    "round bullets": PLAIN.replace("\n- ", "\n• "),
    "round bullets without a blank": PLAIN.replace("\n- ", "\n•"),
    "dashes as bullets": PLAIN.replace("\n- ", "\n– "),
    "hyphens without a blank": PLAIN.replace("\n- ", "\n-"),
    "numbers": PLAIN.replace("\n- ", "\n1. "),
    "numbers with a bracket": PLAIN.replace("\n- ", "\n2) "),
    "numbers in brackets": PLAIN.replace("\n- ", "\n(3) "),
    "letters": PLAIN.replace("\n- ", "\na. "),
    "check boxes": PLAIN.replace("\n- ", "\n- [x] "),
    "indented": PLAIN.replace("\n- ", "\n  - "),
    "indented by a tab": PLAIN.replace("\n- ", "\n\t- "),
    "no bullets": PLAIN.replace("\n- ", "\n"),
    "one bullet missing": PLAIN.replace("\n- Tasks", "\nTasks"),
    "empty bullets between": PLAIN.replace("\n- ", "\n- \n- "),
    "an empty bullet and blank lines": PLAIN.replace("\n- Tasks", "\n- \n\nTasks"),
    "all indented": "\n".join(f"    {line}" for line in PLAIN.splitlines()),
    "wrapped with indentation": PLAIN.replace("toy heads", "toy\n  heads"),
    "wrapped without indentation": PLAIN.replace("toy heads", "toy\nheads"),
    "wrapped at a word with a colon": PLAIN.replace("do it: seven", "do\nit: seven"),
    "wrapped title": PLAIN.replace("of Toys: Heads", "of Toys:\n  Heads"),
    "value below its key": PLAIN.replace("Tasks: ", "Tasks:\n  "),
    "value as a bullet below its key": PLAIN.replace("Tasks: ", "Tasks:\n  - "),
    "parts as bullets": PLAIN.replace("Tasks: Ablation ", "Tasks:\n- Ablation\n- "),
    "hyphens as colons of the parts": START + BULLETS.replace(": F", " - F").replace(": A", " - A"),
    "dashes as colons of the parts": START + BULLETS.replace(": F", " – F").replace(": A", " — A"),
    "dashes and no bullets": START
    + BULLETS.replace("- ", "").replace(": F", " - F").replace(": A", " – A"),
    "dashes after bold parts": START + BULLETS.replace("Tasks:", "**Tasks** -"),
    "dashes and values below": START + BULLETS.replace("Tasks: ", "Tasks -\n  "),
    "parts in one line": START.strip() + " " + BULLETS.replace("\n- ", " ").removeprefix("- "),
    "parts in one line below": START + BULLETS.replace("\n- ", " ").removeprefix("- "),
    "parts in one line, between bars": START + BULLETS.replace("\n- ", " | "),
    "parts in one line, with bullets": START.strip() + " " + BULLETS.replace("\n- ", " - "),
    "parts in one line, numbered": START.strip()
    + " 1. Innovation: Finds toy heads. 2. Tasks: Ablation on three data sets. "
    "3) Result: Few heads do it: seven.",
    "parts in one line, bold": START.strip()
    + " **Innovation:** Finds toy heads. **Tasks:** Ablation on three data sets. "
    "**Significant Result**: Few heads do it: seven.",
    "parts in one line, in another order": START.strip()
    + " Result: Few heads do it: seven. Innovation: Finds toy heads. "
    "Tasks: Ablation on three data sets.",
    "parts in one text, wrapped": START
    + BULLETS.replace("\n- ", " ").removeprefix("- ").replace("three data", "three\ndata"),
    "parts in one line after prose": START.strip()
    + " A paper on toys. "
    + BULLETS.replace("\n- ", " ").removeprefix("- "),
    "CRLF": PLAIN.replace("\n", "\r\n"),
    "CR": PLAIN.replace("\n", "\r"),
    "byte order mark": "\ufeff" + PLAIN,
    "no-break blanks": PLAIN.replace(": ", ":\u00a0"),
    "zero-width blank in a key": PLAIN.replace("Title", "Ti\u200btle"),
    "trailing blanks": PLAIN.replace("\n", "  \n"),
    "hard breaks": PLAIN.replace("\n", "\\\n"),
    "HTML breaks": PLAIN.replace("\n", "<br>\n"),
    "comment before": "<!-- Fill in.\nTitle: not this -->\n" + PLAIN,
    "comment after a key": PLAIN.replace("Title: ", "Title: <!-- in full --> "),
    "text before": "Hello, thanks for the list!\n\n" + PLAIN,
    "text after": PLAIN + "\nBest regards,\nSomebody\n",
    "rule and text after": PLAIN + "---\nSent from my phone\n",
    "quotation after": PLAIN + "\n> somebody wrote\n> Title: Other\n",
    "labels of others": PLAIN.replace("Summary:", "Authors: A. Author\nMood: fine\nSummary:"),
    "abstract between": PLAIN.replace("Summary:", "Abstract: Long.\nLonger.\nSummary:"),
    "fence around all": f"```\n{PLAIN}```\n",
    "fence with a language": f"~~~~markdown\n{PLAIN}~~~~\n",
    "unclosed fence": f"```\n{PLAIN}",
    "fence around the summary": START + f"```\n{BULLETS}```\n",
    "sample in a fence below": PLAIN + "\n```\nTitle: Other\nHead: Other Head\n```\n",
    "quoted template above": "> Title: Other\n> Head: Other Head\n\n" + PLAIN,
    "template left standing above": "Title: [paper's title]\nHead: [head name]\n\n" + PLAIN,
    "template left standing below": PLAIN + "\nTitle: [paper's title]\nHead: [head name]\n",
    "the same value twice": PLAIN + "\nTitle: A Study of Toys: Heads at Play\n",
    "closing tags after": f"<details>\n<summary>Paper</summary>\n\n{PLAIN}\n</details>\n",
}  # fmt: skip


@pytest.mark.parametrize("body", SAME.values(), ids=SAME.keys())
def test_each_form_gives_the_same_fields(body: str) -> None:
    submission = parse("Add new paper:", body)
    read = {key: " ".join(text.split()) for key, text in submission.fields.items() if text}
    read.pop("Summary", None)
    assert read == FIELDS
    assert submission.repeated == ()
    assert not submission.quoted


@pytest.mark.parametrize(
    "text",
    [
        "Title - a study",
        "we saw\nresults - these are good",
        "Innovation-driven text",
        "Tasks that are hard - very hard",
    ],
)
def test_a_dash_elsewhere_is_no_colon(text: str) -> None:
    assert parse("", f"Innovation: New,\n{text}").fields == {"summary.innovation": f"New,\n{text}"}


@pytest.mark.parametrize(
    "text",
    [
        "It is new. Tasks: some. More.",
        "It helps tasks: some, and result: good.",
        "It is new. Tasks: some. Tasks: more. Result: good.",
        "It is new in tasks: some. Result: good.",
    ],
)
def test_a_word_with_a_colon_in_prose_splits_nothing(text: str) -> None:
    assert parse("", f"Innovation: {text}").fields == {"summary.innovation": text}


def test_a_part_that_names_the_others_is_whole_where_they_stand_by_themselves() -> None:
    text = "Good; innovation: some; tasks: others."
    body = PLAIN.replace("Few heads do it: seven.", text)
    assert parse("", body).fields == {**parse("", PLAIN).fields, "summary.result": text}


@pytest.mark.parametrize(
    "change",
    [str, lambda form: form.replace("\n", "\r\n"), lambda form: form.replace("\n- ", "\n\n- ")],
    ids=["as GitHub writes it", "CRLF", "blank lines between bullets"],
)
def test_the_issue_form_gives_the_fields(change: object) -> None:
    assert callable(change)
    fields = parse("Add new paper:", change(FORM)).fields
    expected = {**FIELDS, "venue": "arXiv", "date": "2025-1-14", "Link": "_No response_"}
    del expected["Published"]
    assert {key: text for key, text in fields.items() if key != "Summary"} == expected


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Paper", "title"), ("Paper Title", "title"), ("paper title", "title"),
        ("Head", "heads"), ("Heads", "heads"), ("Head Name", "heads"), ("Head Names", "heads"),
        ("Head Name(s)", "heads"),
        ("Published", "Published"), ("Source", "venue"), ("Venue", "venue"),
        ("Conference", "venue"), ("Journal", "venue"),
        ("Published Date", "date"), ("Date", "date"), ("Publication Date", "date"),
        ("Innovation", "summary.innovation"), ("Tasks", "summary.tasks"), ("Task", "summary.tasks"),
        ("Significant Result", "summary.result"), ("Significant Results", "summary.result"),
        ("Result", "summary.result"), ("Results", "summary.result"),
        ("RESULT(S)", "summary.result"),
    ],
)  # fmt: skip
def test_each_alias_stands_for_its_key(label: str, key: str) -> None:
    assert parse("", f"{label}: some words").fields == {key: "some words"}
    assert parse("", f"### {label}\n\nsome words").fields == {key: "some words"}


@pytest.mark.parametrize(
    ("label", "key"),
    [("Link", "Link"), ("Paper Link", "Link"), ("URL", "Link"), ("Paper", "Link"),
     ("Code", "Code"), ("Code Link", "Code"), ("Project", "Project"), ("Demo", "Demo"),
     ("Data", "Data")],
)  # fmt: skip
@pytest.mark.parametrize("value", ["https://a.example/b", "[here](https://a.example/b)"])
def test_each_alias_of_a_link_stands_for_its_key(label: str, key: str, value: str) -> None:
    assert parse("", f"{label}: {value}").fields == {key: value}


@pytest.mark.parametrize("value", ["vbscript:msgbox(1)", "data:text/html;base64,PHNj"])
def test_paper_with_a_bad_address_is_no_second_title(value: str) -> None:
    submission = parse("", f"Title: Toys\nPaper: {value}\n")
    assert submission.fields == {"title": "Toys", "Link": value}


def test_links_below_their_key_are_collected() -> None:
    body = "Links:\n- https://a.example\n- https://b.example\nCode: https://c.example\n"
    assert parse("", body).fields == {
        "Link": "https://a.example\nhttps://b.example",
        "Code": "https://c.example",
    }


def test_heads_below_their_key_are_collected() -> None:
    assert parse("", "Heads:\n- A Head\n- B Head\n* C Head").fields == {
        "heads": "A Head\nB Head\nC Head"
    }


def test_a_word_like_code_within_a_sentence_is_no_key() -> None:
    body = "- Tasks: Two kinds of input, one of them\nCode: models write programs.\n- Result: Good."
    assert parse("", body).fields == {
        "summary.tasks": "Two kinds of input, one of them\nCode: models write programs.",
        "summary.result": "Good.",
    }


@pytest.mark.parametrize("value", ["TBD", "will be released soon", "javascript:alert(1)", ""])
def test_a_line_about_code_without_an_address_is_no_part_of_the_sentence_before(
    value: str,
) -> None:
    fields = parse("", f"{PLAIN}Code: {value}").fields
    assert fields["summary.result"] == FIELDS["summary.result"]
    assert fields["Code"] == value


@pytest.mark.parametrize(
    "body",
    [
        "I read it. Its Title: is nice and Head: over there. Published: somewhere.",
        "\u0422itle: Cyrillic\nHe\u0430d: Cyrillic",
        "<!--\n" + PLAIN + "-->",
        "",
    ],
)
def test_keys_count_where_a_reader_sees_them_at_the_start_of_a_line(body: str) -> None:
    assert parse("", body).fields == {}


@pytest.mark.parametrize("mark", ["> ", ">", "> > ", "  > "])
def test_a_quoted_template_is_told(mark: str) -> None:
    submission = parse("", "\n".join(mark + line for line in PLAIN.splitlines()))
    assert submission.quoted
    assert submission.fields["title"] == FIELDS["title"]


@pytest.mark.parametrize(
    "body",
    [
        PLAIN + PLAIN.replace("Study", "Tale"),
        PLAIN + "\n---\n\n" + PLAIN.replace("Study", "Tale"),
        f"```\n{PLAIN}```\n\n```\n{PLAIN.replace('Study', 'Tale')}```\n",
        FORM + "\n### Title\n\nForged\n",
        PLAIN + "\nPaper: Another Tale\n",
        "1. " + PLAIN + "2. " + PLAIN.replace("Study", "Tale"),
    ],
)
def test_two_papers_in_one_issue_are_told_and_not_mixed(body: str) -> None:
    submission = parse("", body)
    assert submission.repeated == ("title",)
    assert submission.fields["title"] == FIELDS["title"]
    assert submission.fields["heads"] == FIELDS["heads"]


OTHER = """Title: Other
Head: Other Head
Published: ICLR, 2024-01-01
Link: https://b.example
- Innovation: B.
- Tasks: B.
- Significant Result: B.
"""


def test_nothing_of_a_second_paper_is_read() -> None:
    first = parse("", PLAIN)
    both = parse("", f"{PLAIN}Code: https://a.example\n\n{OTHER}")
    assert both.repeated == ("title",)
    assert both.fields == {**first.fields, "Code": "https://a.example"}


def test_keys_before_the_second_title_that_stand_twice_are_the_second_papers() -> None:
    lines = PLAIN.splitlines()
    turned = "\n".join([lines[1], lines[0], *lines[2:]])
    both = parse("", f"{turned}\nHead: Other Head\n{OTHER}")
    assert both.fields == parse("", PLAIN).fields


def test_a_template_left_standing_is_no_second_paper() -> None:
    submission = parse("", "Title: [paper's title]\nHead: [head name]\n" + PLAIN)
    assert submission.repeated == ()


def test_two_lines_of_heads_are_one_list() -> None:
    submission = parse("", "Head: A Head\nHead: B Head\n")
    assert submission.fields["heads"] == "A Head\nB Head"
    assert submission.repeated == ()


ADDRESS = "https://arxiv.org/abs/2402.02872"


@pytest.mark.parametrize(
    "body",
    [
        ADDRESS,
        f"Please add this:\n\n<{ADDRESS}>\n\nThanks!",
        f"{ADDRESS}\n\n{PLAIN}",
        f"{PLAIN}\n{ADDRESS}",
        PLAIN + ADDRESS,
        f"{PLAIN}\n- {ADDRESS}",
        f"{PLAIN}\n---\n{ADDRESS}",
        f"{FORM}\n{ADDRESS}",
        f"```\n{PLAIN}```\n{ADDRESS}",
        PLAIN.replace("Head:", f"\n{ADDRESS}\n\nHead:"),
        f"### Summary\n\nA paper.\n{ADDRESS}\n",
    ],
)
def test_an_address_alone_on_its_line_outside_a_value_is_collected(body: str) -> None:
    fields = parse("", body).fields
    assert fields["Loose"].strip("<>") == ADDRESS
    assert not any(ADDRESS in text for key, text in fields.items() if key != "Loose")


@pytest.mark.parametrize(
    "body",
    [
        f"It is {ADDRESS} of course.",
        "https://unknown.example/x",
        f"Link: {ADDRESS}\nhttps://github.com/o/r",
        f"### Paper Link\n\n{ADDRESS}\n\nhttps://github.com/o/r",
        f"Title: Toys\n{ADDRESS}",
        f"- Innovation: It builds upon\n  {ADDRESS}\n  and more.",
        f"> {ADDRESS}",
    ],
)
def test_an_address_within_a_value_or_a_sentence_stays_there(body: str) -> None:
    assert "Loose" not in parse("", body).fields


def test_an_address_below_a_second_title_is_not_collected() -> None:
    assert "Loose" not in parse("", f"{PLAIN}\n{OTHER}\n{ADDRESS}").fields
    assert parse("", f"{PLAIN}\n{ADDRESS}\n\n{OTHER}").fields["Loose"] == ADDRESS


def test_prose_in_place_of_a_summary_is_kept_whole() -> None:
    prose = "It is on toys.\nNote: they are fun.\n- one\nMore: that."
    body = f"### Title\n\nToys\n\n### Summary\n\n{prose.replace(chr(10), chr(10) * 2)}\n"
    assert parse("", f"{body}\n## Checklist\n\nDone").fields["Summary"] == prose


@pytest.mark.parametrize(
    ("title", "own"),
    [
        ("Add new paper: Toys", "Toys"),
        ("ADD NEW PAPER：Toys", "Toys"),
        ("Add new paper - Toys", "Toys"),
        ("Add new paper:", ""),
        ("Toys", "Toys"),
    ],
)
def test_the_issues_own_title_loses_its_prefix(title: str, own: str) -> None:
    assert parse(title, "").issue_title == own


@pytest.mark.parametrize(
    ("title", "body", "labels"),
    [
        ("anything", "", {"add-new-paper"}),
        ("Add new paper", "", set()),
        ("  add NEW  paper: x", "", set()),
        ("anything", "Title: Toys\nHead: Toy Head", set()),
        ("anything", "### Source\n\narXiv\n\n### Head Name\n\nToy Head", set()),
        ("anything", "```\nTitle: Toys\nHead: Toy Head\n```", set()),
        ("anything", "> Title: Toys\n> Head: Toy Head", {"question"}),
    ],
)
def test_a_label_a_title_or_two_keys_make_a_submission(
    title: str, body: str, labels: set[str]
) -> None:
    assert issue_text(title, body, frozenset(labels)).submits


@pytest.mark.parametrize(
    ("title", "body", "labels"),
    [
        ("How do I cite this survey?", "Hello, what is the BibTeX?", set()),
        ("Please add new paper", "https://arxiv.org/abs/2402.02872", {"enhancement"}),
        ("New Heads To Add", "* https://openreview.net/pdf?id=rJgoYekkgB", set()),
        ("one key", "Title: Toys", set()),
        ("one key twice", "Title: Toys\nTitle: Toys", set()),
        ("links only", "Link: https://a.example\nCode: https://b.example", set()),
        ("hidden", "<!-- Title: Toys\nHead: Toy Head -->", set()),
        ("", "", set()),
    ],
)
def test_anything_else_is_left_alone(title: str, body: str, labels: set[str]) -> None:
    assert not issue_text(title, body, frozenset(labels)).submits


@pytest.mark.parametrize("name", ["template-issue.md", "form-issue.md"])
def test_the_examples_hold_every_field(name: str) -> None:
    body = (EXAMPLES / name).read_text(encoding="utf-8")
    fields = parse("", body).fields
    assert {"title", "heads", "summary.innovation", "summary.tasks", "summary.result"} <= {
        k for k, v in fields.items() if v
    }
    assert issue_text("", body).submits


@given(st.text(), st.text())
def test_any_text_parses(title: str, body: str) -> None:
    issue = issue_text(title, body)
    assert issue.submission == parse(title, body)
    assert issue.submission is issue.submission  # read once
    assert issue.submits >= issue.submission.has_keys


PIECES = st.sampled_from(
    ["Title:", "Head: ", "**Summary**", "- ", "\n", "\n\n", "> ", "```", "<!--", "-->", "### ",
     "Result：", "[a](", "https://arxiv.org/abs/2402.02872", "2024-", "  ", "x", "\u0301", "\ud800"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_mix_of_marks_parses_to_clean_lines(body: str) -> None:
    for text in parse("", body).fields.values():
        assert text == text.strip()
        assert "\r" not in text
        assert "<!--" not in text


NASTY = [
    "\n", " ", "Title: x\n", "Title:", "Summary: ", "Head: a\n", "<!--", "<!-- -->", "[", "](",
    "[a](b", "(", "*", "**a", "- ", "- - ", "1. ", "1", "> ", "```\n", "````", "# ", "`", ",",
    ":", "：", "https://", "_", "|", "🎉", "\u200b", "\u200d", "e\u0301\u0327", "\u0301\u0316",
    "Tasks: ", ". Tasks: ", "Tasks - ", ". Innovation: a. Tasks: b. Result: c", ". *", "1. 2. ",
    "2024-", "\\", "<br>", "\t", "\0", "\ud800", "**Title**: [a](b) - ", "x",
]  # fmt: skip


@pytest.mark.parametrize("piece", NASTY, ids=ascii)
@pytest.mark.parametrize(
    "start", chosen(["", "Summary:\n- Innovation: "], ""), ids=["bare", "in a value"]
)
def test_the_time_to_parse_grows_no_faster_than_the_body(piece: str, start: str) -> None:
    def best(size: int) -> float:
        body = (start + piece * (size // len(piece) + 1))[:size]
        times = []
        for _ in range(3):
            begin = time.process_time()
            parse("Add new paper:", body)
            times.append(time.process_time() - begin)
        return min(times)

    once, twice = best(32_768), best(65_536)
    assert twice < 1
    # A quadratic parser takes four times as long; below 10 ms the clock decides.
    assert twice <= 3 * once or twice < 0.01 or best(65_536) <= 3 * best(32_768)
