"""Submissions to other lists are read by their descriptions: labels, kinds, and what is needed."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest

from bot.catalog.catalog import Catalog
from bot.catalog.paper import Paper
from bot.fields.findings import Findings, PublishedDate, Record
from bot.fields.kinds import ChoiceField, SentencesField
from bot.fields.people import Names
from bot.fields.reading import Link
from bot.fields.reference import parse_link
from bot.listing.describe import read_description
from bot.listing.description import Description
from bot.listing.questions import Question, options_of, questions
from bot.submission.corrected import corrected
from bot.submission.issue import IssueText
from bot.submission.review import (
    Accepted,
    Duplicate,
    Filed,
    Ignored,
    Rejected,
    Review,
    review,
    review_issue,
)
from tests.beside import file_of, loaded
from tests.listing.lists import GENERATED, READMES, description
from tests.paths import SHARED

TODAY = dt.date(2026, 11, 29)
LISTS = (*READMES, *GENERATED)
ARXIV = "https://arxiv.org/abs/2307.13854"
SECTIONS = ("1. Surveys", "2.1 Sparse Attention", "2.2 Linear Attention")


def judge(form: Description, title: str, body: str, sections: tuple[str, ...] = SECTIONS) -> Review:
    """Return the verdict on an issue that the list's own form has filed."""
    labels = frozenset({form.submission.label})
    empty = Catalog((), "[]\n", form, sections=sections)
    filed = Filed(IssueText(title, body, labels, form=form), empty, TODAY)
    return review(filed, 7) if filed.issue.submits else Ignored()


def record(verdict: Review) -> dict[str, Any]:
    assert isinstance(verdict, Accepted), verdict
    written: dict[str, Any] = verdict.paper.record()
    return written


def problems(verdict: Review) -> list[tuple[str, str]]:
    assert isinstance(verdict, Rejected), verdict
    return [(each.field, each.code) for each in verdict.problems]


def notes(verdict: Review) -> list[tuple[str, str]]:
    return [(each.field, each.message) for each in getattr(verdict, "notes", ())]


# --- what the generated form asks ------------------------------------------------------------

ANSWERS = {
    "title": "WebArena: A Realistic Web Environment",
    "date": "2023-07-25",
    "names": "Ada Lovelace, Alan Turing",
    "venue": "ICLR 2024",
    "tags": "benchmark, safety",
    "sentence": "It is new.",
    "sentences": "- It is new.\n- It was tried.",
    "link": "https://github.com/web-arena-x/webarena",
}
SOURCES = {
    "sources.openreview": "https://openreview.net/forum?id=oKn9c6ytLx",
    "sources.publisher_page": "https://proceedings.iclr.cc/paper_files/paper/2024/hash/"
    "0123456789abcdef0123456789abcdef-Abstract-Conference.html",
    "sources.dataset": "https://huggingface.co/datasets/web/arena",
}
LINKS = {"Paper": ARXIV, "Code": ANSWERS["link"], "Page": "https://webarena.github.io/"}


def answer(form: Description, question: Question) -> str:
    """Return what a person answers to a question of the form."""
    field = form.fields[question.names[0]]
    if question.link:
        return LINKS.get(question.link, "_No response_")
    if field.group:
        return "\n".join(f"- {form.label(name)}: It is {name}." for name in question.names)
    if isinstance(field, ChoiceField):
        options = options_of(field, form, SECTIONS)
        return ", ".join(options[:2]) if field.many else options[0]
    if isinstance(field, SentencesField) and field.parts:
        return "\n".join(f"- {part}: It is {part}." for part in field.parts)
    if field.kind == "link":
        return SOURCES.get(question.names[0]) or LINKS.get(field.names, ANSWERS["link"])
    return ANSWERS[field.kind]


def filled(form: Description) -> str:
    """Return what GitHub makes of the list's own form, filled in."""
    asked = ((each.label, answer(form, each)) for each in questions(form))
    return "\n\n".join(f"### {label}\n\n{text}" for label, text in asked)


@pytest.mark.parametrize("name", LISTS)
def test_the_answers_to_the_lists_own_form_are_the_values_of_its_fields(name: str) -> None:
    form = description(name)
    verdict = judge(form, f"Add new paper: {ANSWERS['title']}", filled(form))
    assert isinstance(verdict, Accepted), verdict
    values = verdict.paper.values
    for question in questions(form):
        for field in question.names:
            assert values.get(field), (name, question, verdict)
    assert values[form.roles.title] == ANSWERS["title"]
    assert [note for note in notes(verdict) if "Not taken" in note[1]] == []


@pytest.mark.parametrize("name", LISTS)
def test_a_form_left_empty_is_asked_for_what_the_list_needs_and_cannot_look_up(name: str) -> None:
    form = description(name)
    body = "\n\n".join(f"### {each.label}\n\n_No response_" for each in questions(form))
    verdict = judge(form, "Add new paper:", body)
    asked = {field for field, _ in problems(verdict)}
    needed = {each for question in questions(form) if question.required for each in question.names}
    fields = form.fields
    assert {each for each in needed if fields[each].required} <= asked
    assert {code for _, code in problems(verdict)} == {"missing"}


@pytest.mark.parametrize("name", LISTS)
def test_a_text_to_copy_reads_the_same_again(name: str) -> None:
    form = description(name)
    first = judge(form, "A paper", filled(form).replace(ANSWERS["title"], ""))
    if not isinstance(first, Rejected):  # its title is the issue's own
        first = judge(form, "Paper", re.sub("### (env|Section)\n\n.*", "", filled(form)))
    assert isinstance(first, Rejected), first
    text = corrected(first.draft, "")
    again = judge(form, "Paper", text)
    assert isinstance(again, Rejected), again
    assert again.draft.stored() == first.draft.stored()
    assert {each.field for each in again.problems} == {each.field for each in first.problems}


FILLS = {
    r"\[the title in full|完整的标题\]": ANSWERS["title"],
    r"\[\w+ name\].*": "benchmark",
    r"\[name\].*": ANSWERS["names"],
    r"\[arXiv / ACL / ICLR / NeurIPS\]": "ICLR 2024",
    r"\[year-month-day\]|\[year-month\]|\[year\]": "2023-07-25",
    r"\[choose: env\]": "Web",
    r"\[(?:choose|请选择)[^\]]*\]": "Survey, 1. Surveys",
    r"\[(?:address|网址)[^\]]*\]": ARXIV,
    r"\[one sentence[^\]]*\]": "It is filled in.",
    r"\[Institution\]": "Example University",
}


def with_fills(text: str) -> str:
    """Return a text to copy as its contributor fills it in."""
    for pattern, value in FILLS.items():
        text = re.sub(pattern, value, text)
    return text.replace("Survey, 1. Surveys", "Survey" if "Innovation" in text else "1. Surveys")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("body", ["", f"Title: {ANSWERS['title']}", ARXIV])
def test_a_text_to_copy_is_accepted_once_what_stands_in_brackets_is_replaced(
    name: str, body: str
) -> None:
    form = description(name)
    if name == "attention-heads":
        body = body or "Title:"
    first = judge(form, form.submission.title, body)
    assert isinstance(first, Rejected), first
    text = corrected(first.draft, "")
    again = judge(form, form.submission.title, text)
    assert isinstance(again, Rejected), "a text that nobody filled in is accepted"
    assert {each.code for each in again.problems} == {"missing"}

    assert isinstance(judge(form, form.submission.title, with_fills(text)), Accepted), text


def test_a_text_to_copy_asks_for_as_many_links_as_the_list_needs() -> None:
    form = read_description(LEAST.format(language="en", title="Title", date="Date"))
    first = judge(form, "A paper", f"Title: X of Y\nLink: {ARXIV}")
    assert isinstance(first, Rejected)
    assert corrected(first.draft, "").splitlines() == [
        "Title: X of Y", f"Link: {ARXIV}", "Link: [address: Code]"
    ]  # fmt: skip


def test_a_text_to_copy_of_a_list_in_chinese_is_chinese() -> None:
    form = read_description(LEAST.format(language="zh", title="标题", date="日期"))
    first = judge(form, "", "日期: 03/04/2024")
    assert isinstance(first, Rejected)
    text = corrected(first.draft, "")
    assert text.splitlines() == [
        "标题: [完整的标题]", "日期: [年-月-日；您写的是 03/04/2024]",
        "链接: [网址：Code]", "链接: [网址：Code]",
    ]  # fmt: skip
    again = judge(form, "", text)
    assert isinstance(again, Rejected)
    assert corrected(again.draft, "") == text
    filled_in = text.replace("[年-月-日；您写的是 03/04/2024]", "2024-03-04")
    filled_in = filled_in.replace("[完整的标题]", "X of Y").replace("[网址：Code]", ARXIV, 1)
    filled_in = filled_in.replace("[网址：Code]", ANSWERS["link"])
    assert record(judge(form, "", filled_in))["date"] == "2024-03-04"


LEAST = """version: 1
list: {{name: Papers, under: "## Papers", language: {language}}}
submission: {{label: add-paper}}
fields:
  title: {{kind: title, label: {title}}}
  date: {{kind: date, required: false, label: {date}}}
  links: {{kind: links, asks: [Code], least: 2}}
order: append
entry: "- {{title}}{{?, {{date}}}}{{? {{links| |[{{word}}]({{url}})}}}}"
"""


@pytest.mark.parametrize(
    ("precision", "required", "wanted"),
    [
        ("day", "false", "Write year-month-day, for example 2024-10-14, or leave it empty."),
        ("month", "true", "Write year-month, for example 2024-10."),
        ("year", "true", "Write the year, for example 2024."),
    ],
)
def test_a_date_that_is_none_is_asked_for_as_the_list_wants_it(
    precision: str, required: str, wanted: str
) -> None:
    field = f"date: {{kind: date, precision: {precision}, required: {required}"
    described = LEAST.format(language="en", title="Title", date="Date")
    form = read_description(described.replace("date: {kind: date, required: false", field))
    verdict = judge(form, "A paper", f"Title: X of Y\nDate: soon, in May\nLink: {ARXIV}")
    assert isinstance(verdict, Rejected)
    (problem,) = (each for each in verdict.problems if each.field == "date")
    assert problem.message == f"This is no date. {wanted}"


# --- one list after another ------------------------------------------------------------------


def test_a_list_by_keys_in_lower_case_with_links_of_their_own_and_the_issues_title() -> None:
    body = f"""authors: Shuyan Zhou, Frank F. Xu, et al.
institutions: CMU, Inspired Cognition
date: July 25, 2023
publisher: ICLR 2024
env: [Web], [General GUI]
keywords: [benchmark], [WebArena]
tldr: WebArena is an environment. It has 812 tasks.
link: {ARXIV}
code: https://github.com/web-arena-x/webarena
homepage: https://webarena.github.io
"""
    form = description("gui-agents")
    assert record(judge(form, "[Add Paper] WebArena: A Web Environment", body)) == {
        "title": "WebArena: A Web Environment",
        "link": "https://webarena.github.io/",
        "authors": ["Shuyan Zhou", "Frank F. Xu"],
        "more_authors": True,
        "institutions": ["CMU", "Inspired Cognition"],
        "date": "2023-07-25",
        "publisher": "ICLR 2024",
        "envs": ["Web", "General GUI"],
        "keywords": ["benchmark", "WebArena"],
        "tldr": ["WebArena is an environment. It has 812 tasks."],
        "sources": {
            "homepage": "https://webarena.github.io/",
            "arxiv": ARXIV,
            "code": "https://github.com/web-arena-x/webarena",
        },
        "issue": 7,
    }


def test_of_check_boxes_those_count_that_are_ticked() -> None:
    form = description("gui-agents")
    body = filled(form).replace(
        "### env\n\nWeb, Mobile", "### env\n\n- [x] Web\n- [ ] Mobile\n- [X] General GUI"
    )
    assert record(judge(form, "[Add Paper] Toys on Screens", body))["envs"] == [
        "Web", "General GUI"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "section"),
    [
        ("Framework & Methods", "Framework & Methods"),
        ("framework and methods", "Framework & Methods"),
        ("方法类与框架类论文", "Framework & Methods"),
        ("methods", "Framework & Methods"),
        ("Datasets & Benchmarks", "Datasets & Benchmark"),
    ],
)
def test_a_section_is_known_however_it_is_written(written: str, section: str) -> None:
    form = description("ai-memory")
    body = re.sub("### Section\n\n.*", f"### Section\n\n{written}", filled(form))
    assert record(judge(form, "Add", body))["section"] == section


@pytest.mark.parametrize(
    "written", ["Sparse attention", "2.1 Sparse Attention", "2.1. sparse-attention"]
)
def test_the_number_before_a_heading_may_be_left_out(written: str) -> None:
    form = description("long-context")
    body = re.sub("### Section\n\n.*", f"### Section\n\n{written}", filled(form))
    assert record(judge(form, "Add", body))["section"] == "2.1 Sparse Attention"


def test_what_is_no_option_is_asked_about_with_the_options() -> None:
    form = description("gui-agents")
    body = filled(form).replace("### env\n\nWeb, Mobile", "### env\n\nWeb, Kitchen")
    verdict = judge(form, "[Add Paper] Toys on Screens", body)
    assert problems(verdict) == [("envs", "not-an-option")]
    assert isinstance(verdict, Rejected)
    assert verdict.problems[0].read == "Kitchen"
    assert "Web, Mobile, Desktop, General GUI" in verdict.problems[0].message


@pytest.mark.parametrize(
    ("name", "written", "venue"),
    [
        ("long-context", "ICLR 2025", "ICLR 2025"),
        ("long-context", "International Conference on Learning Representations, 2025",
         "ICLR 2025"),
        ("llm-security", "ICLR 2024", "ICLR 24"),
        ("llm-security", "ICLR'24", "ICLR 24"),
        ("ai-memory", "ICLR 2024", "ICLR"),
    ],
)  # fmt: skip
def test_a_venue_has_the_year_that_the_list_writes(name: str, written: str, venue: str) -> None:
    form = description(name)
    body = filled(form).replace("ICLR 2024", written)
    assert record(judge(form, "Add", body))["venue"] == venue


@pytest.mark.parametrize(
    ("precision", "written", "date"),
    [
        ("month", "March 2024", "2024-03"),
        ("month", "2024-03-17", "2024-03-17"),
        ("year", "2024", "2024"),
        ("year", "2024年3月", "2024-03"),
        ("month", "2024", None),
        ("day", "2024-03", None),
    ],
)
def test_a_date_is_as_exact_as_the_list_needs_it(
    precision: str, written: str, date: str | None
) -> None:
    form = described(f"date: {{kind: date, precision: {precision}}}", "**{date}**")
    verdict = judge(form, "", f"Title: Toys at Play\nDate: {written}\nAbout: toys")
    if date:
        assert record(verdict)["date"] == date
        assert ("date", "partial") not in [(n.field, n.code) for n in getattr(verdict, "notes", ())]
    else:
        assert problems(verdict) == [("date", "missing")]


def described(field: str, shown: str) -> Description:
    """Return a list with a title and one more field."""
    return read_description(f"""version: 1
list: {{name: Toys, under: "## Papers"}}
submission: {{label: add-new-paper, title: Toy}}
fields:
  title: {{kind: title}}
  {field}
order: append
entry: "- {{title}}: {shown}"
""")


@pytest.mark.parametrize(
    ("field", "written", "value"),
    [
        ("count: {kind: number}", "Count: 1,234", 1234),
        ("count: {kind: number}", "Count: １２", 12),
        ("remark: {kind: text}", "Remark: so it\n  goes", "so it goes"),
        ("area: {kind: choice, options: [Toys, Games]}", "Area: games", "Games"),
        ("area: {kind: choice, options: [Toys, 'Games, Old']}", "Area: Games, Old", "Games, Old"),
        ("areas: {kind: choice, options: [Toys, Games], many: true}", "Areas: Toys and Games",
         ["Toys", "Games"]),
        ("labs: {kind: names}", "Labs: MIT, University of Toys and Games",
         ["MIT", "University of Toys and Games"]),
        ("points: {kind: sentences, least: 2}", "Points: One is new. Two is tried.",
         ["One is new.", "Two is tried."]),
        ("points: {kind: sentences}", "Points:\n* One is new\n* Two is tried",
         ["One is new", "Two is tried"]),
    ],
)  # fmt: skip
def test_each_kind_is_read_as_people_write_it(field: str, written: str, value: object) -> None:
    form = described(field, f"**{{{field.partition(':')[0]}}}**")
    found = record(judge(form, "Toy: x", f"Title: Toys at Play\n{written}"))
    assert found[field.partition(":")[0]] == value


@pytest.mark.parametrize(
    ("field", "written", "code"),
    [
        ("count: {kind: number}", "Count: many", "not-a-number"),
        ("area: {kind: choice, options: [Toys, Games]}", "Area: Toys, Games", "too-many"),
        ("points: {kind: sentences, least: 2}", "Points: One is new.", "too-few"),
        ("points: {kind: sentences, most: 1}", "Points:\n- One.\n- Two.", "too-many"),
        ("remark: {kind: text, longest: 5}", "Remark: so it goes", "too-long"),
        ("paper: {kind: link}", "Paper: https://example.org/x", "missing"),
        ("toys: {kind: tags, least: 2, one: toy, many: toys}", "Toys: bear", "missing"),
    ],
)
def test_what_is_wrong_in_a_field_is_said_of_it(field: str, written: str, code: str) -> None:
    name = field.partition(":")[0]
    form = described(field, f"**{{{name}}}**")
    assert problems(judge(form, "Toy: x", f"Title: Toys at Play\n{written}")) == [(name, code)]


@pytest.mark.parametrize("name", LISTS)
def test_a_line_for_a_field_that_the_list_does_not_have_becomes_a_note(name: str) -> None:
    form = description(name)
    body = f"{filled(form)}\n\n### Affiliation\n\nThe Toy Company\n"
    told = notes(judge(form, f"Add new paper: {ANSWERS['title']}", body))
    assert any("The Toy Company" in message for _, message in told), told


def test_a_date_or_venue_that_the_list_does_not_have_is_told() -> None:
    form = described("authors: {kind: names}", "_{authors}_")
    verdict = judge(
        form, "Toy: x", "Title: Toys\nAuthors: A. Lovelace\nPublished: ICLR, 2024-03-17"
    )
    told = [message for _, message in notes(verdict)]
    assert "The list has no date; not taken: “2024-03-17”." in told
    assert "The list has no venue; not taken: “ICLR”." in told


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("memory, agents, RAG", ["memory", "agents", "RAG"]),
        ("`jailbreak`; [dataset]", ["jailbreak", "dataset"]),
        ("- memory\n- retrieval-augmented generation (RAG)",
         ["memory", "retrieval-augmented generation"]),
        ("see-through models, overhead", ["see-through models", "overhead"]),
    ],
)  # fmt: skip
def test_tags_without_a_word_of_their_own_stay_as_they_are_written(
    written: str, tags: list[str]
) -> None:
    form = description("ai-memory")
    body = re.sub("### Head\n\n.*", f"### Head\n\n{written}", filled(form))
    assert record(judge(form, "Add", body))["tags"] == tags


@pytest.mark.parametrize(
    ("name", "title", "body", "submits"),
    [
        ("gui-agents", "[Add Paper] X", "", True),
        ("gui-agents", "A paper to add: X", "", False),
        ("gui-agents", "X", "tldr: It is new.\ndate: 2024-01-01", True),
        ("gui-agents", "X", "date: 2024-01-01\ntitle: Y", False),
        ("gnn-papers", "X", "Title: Y\nVenue: ICLR\nAuthors: A. Lovelace", True),
        ("long-context", "A question", "Title: X\nDescription: it fails\nSection: 3", False),
        ("ai-memory", "X", "Title: Y\nPublished: arXiv", True),
    ],
)
def test_the_lists_own_words_make_an_issue_a_submission(
    name: str, title: str, body: str, submits: bool
) -> None:
    assert IssueText(title, body, form=description(name)).submits is submits


# --- a link alone ----------------------------------------------------------------------------

BY_LINK = """version: 1
list: {name: Toys, under: "## Papers"}
submission: {label: add-paper}
fields:
  title:   {kind: title}
  authors: {kind: names, look-up: true}
  date:    {kind: date}
  venue:   {kind: venue}
  links:   {kind: links, least: 1}
order: append
entry: "- **{title}**, _{authors}_, {date}, **{venue}** {links| |[[{word}]]({url})}"
"""
OFF_TEMPLATE = [
    each
    for each in (
        json.loads(line)
        for line in file_of("issues/other-lists.jsonl").read_text("utf-8").splitlines()
    )
    if each["expect"] == "submission, off-template"
]


def findings(url: str) -> Findings:
    """Return what a service says of the paper at an address."""
    reference = parse_link(url)
    assert reference
    day = PublishedDate("2024-03-17")
    found = Record("arXiv", "Toys at Play", day, "ICLR", (reference,), Names(("Ada Lovelace",)))
    return Findings((found,))


@pytest.mark.parametrize("each", OFF_TEMPLATE, ids=lambda each: each["title"][:40])
def test_a_link_in_free_words_is_a_submission_where_all_else_is_looked_up(
    each: dict[str, Any],
) -> None:
    form = read_description(BY_LINK)
    labels = frozenset({"add-paper"})
    issue = IssueText(each["title"], each["body"], labels, form=form)
    filed = Filed(issue, Catalog((), "[]\n", form), TODAY)
    if "://" not in each["body"]:
        lacking = {field for field, _ in problems(review(filed, 7))}
        assert lacking == {"venue", "authors", "date", "links"}
        return
    url = next(link.url for link in filed.draft.links if link.kind == "Paper")
    assert url.rpartition("/")[2].rpartition("v")[0] in each["body"] or url in each["body"]
    verdict = review(filed, 7, findings(url))
    authors = ["Ada Lovelace"] if "Authors:" not in each["body"] else ["Gábor Melis"]
    assert record(verdict)["authors"][:1] == authors


def test_all_that_can_be_looked_up_of_a_link_is_in_the_record() -> None:
    form = read_description(BY_LINK)
    issue = IssueText("A paper", ARXIV, frozenset({"add-paper"}), form=form)
    verdict = review(Filed(issue, Catalog((), "[]\n", form), TODAY), 7, findings(ARXIV))
    assert record(verdict) == {
        "title": "Toys at Play",
        "authors": ["Ada Lovelace"],
        "date": "2024-03-17",
        "venue": "arXiv",
        "links": [{"label": "arXiv", "kind": "Paper", "url": ARXIV}],
        "issue": 7,
    }
    assert isinstance(verdict, Accepted)
    assert {each.field: each.source for each in verdict.sources} == {
        "title": "arXiv", "authors": "arXiv", "date": "arXiv", "venue": "the issue",
        "links": "the issue",
    }  # fmt: skip


@pytest.mark.parametrize(("year", "said"), [("true", "ICLR 2026"), ("short", "ICLR 26")])
def test_the_reviewer_sees_the_venue_as_the_entry_will_have_it(year: str, said: str) -> None:
    form = read_description(
        "version: 1\nlist: {name: L}\nfields:\n  title: {kind: title}\n"
        f"  venue: {{kind: venue, year: {year}}}\n  link: {{kind: link}}\n"
        'entry: "- [{title}]({link}), {venue}"\n'
    )
    body = f"### Title\n\nOn Pumps\n\n### Venue\n\nICLR 2026\n\n### Link\n\n{ARXIV}\n"
    verdict = judge(form, "Add paper: On Pumps", body, ())
    assert record(verdict)["venue"] == said
    assert isinstance(verdict, Accepted)
    assert ("venue", said) in {(each.field, each.value) for each in verdict.sources}


@pytest.mark.parametrize("www", ["www.", ""])
def test_a_paper_is_known_by_its_address_at_a_host_that_the_list_takes(www: str) -> None:
    form = description("llm-security")
    page = f"https://{www}themoonlight.io/paper/share/a1b2c3"
    known = Link("paper", "Paper", "https://www.themoonlight.io/paper/share/a1b2c3")
    listed = Paper(form, {"title": "Doors", "section": SECTIONS[0], "links": (known,)})
    catalog = Catalog((listed,), "[]\n", form, sections=SECTIONS)
    labels = frozenset({form.submission.label})
    for body in (f"Link: {page}/", f"Title: Windows\nLink: {page}"):
        filed = Filed(IssueText("Add", body, labels, form=form), catalog, TODAY)
        assert isinstance(review(filed, 7), Duplicate)
    other = Filed(IssueText("Add", f"Link: {page}d", labels, form=form), catalog, TODAY)
    assert isinstance(review(other, 7), Rejected)


def test_links_stand_in_the_order_of_their_words() -> None:
    form = description("cvpr-papers")
    body = "Title: X of Y\n方向: 1. Surveys\n" + "\n".join(
        f"Link: {url}" for url in (ARXIV, LINKS["Code"], LINKS["Page"])
    )
    links = record(judge(form, "Add paper: X of Y", body))["links"]
    assert [link["kind"] for link in links] == ["Page", "Paper", "Code"]


VENUES = """version: 1
list: {name: L}
fields:
  title: {kind: title}
  venue: {kind: venue, year: "true"}
  link: {kind: link}
entry: "- [{title}]({link}), {venue}"
"""


def of_venues(*venues: str, year: str = "true") -> Catalog:
    """Return a list whose papers have these venues."""
    form = read_description(VENUES.replace('"true"', f'"{year}"'))
    papers = tuple(
        Paper(form, {"title": f"Paper {number}", "link": f"https://x.org/{number}", "venue": venue})
        for number, venue in enumerate(venues)
    )
    return Catalog(papers, "[]\n", form)


@pytest.mark.parametrize(
    ("listed", "year", "said", "venue"),
    [
        (["Arxiv 2024", "Arxiv 2025", "arXiv 2023"], "true", "arXiv 2026", "Arxiv 2026"),
        (["arXiv", "arXiv", "arXiv 2023", "ICLR 2024"], "true", "arXiv 2026", "arXiv"),
        (["arXiv", "arXiv", "ICLR 2024"], "true", "ICLR 2026", "ICLR 2026"),
        (["arxiv'24", "EMNLP'23", "ACL'22"], "short", "ACL 2026", "ACL'26"),
        (["Arxiv 2024"], "true", "arXiv 2026", "arXiv 2026"),
        (["AAAI(Oral) 24", "AAAI(Oral) 23"], "short", "AAAI 2026", "AAAI 26"),
        ([], "true", "arxiv 2026", "arXiv 2026"),
    ],
)
def test_a_venue_is_written_as_the_papers_of_the_list_have_it(
    listed: list[str], year: str, said: str, venue: str
) -> None:
    catalog = of_venues(*listed, year=year)
    body = f"Title: On Pumps\nVenue: {said}\nLink: {ARXIV}"
    issue = IssueText("Add paper: On Pumps", body, frozenset({"add-new-paper"}), form=catalog.form)
    assert record(review(Filed(issue, catalog, TODAY), 7))["venue"] == venue


def test_what_is_written_as_the_list_has_it_needs_no_word() -> None:
    catalog = of_venues("Arxiv 2024", "Arxiv 2025")
    for said, told in (("Arxiv", []), ("ARXIV", ["“ARXIV” is written Arxiv here."])):
        body = f"Title: On Pumps\nVenue: {said} 2026\nLink: {ARXIV}"
        issue = IssueText("", body, frozenset({"add-new-paper"}), form=catalog.form)
        verdict = review(Filed(issue, catalog, TODAY), 7)
        assert [message for field, message in notes(verdict) if field == "venue"] == told


@pytest.mark.parametrize(
    ("said", "found", "venue"),
    [
        ("", "", "arXiv 2023"),  # by the number alone
        ("ICLR", "ICLR", "ICLR 2024"),
        ("ICLR", "", "ICLR"),
        ("ICLR", "ACL", "ICLR"),
        ("ICLR 2025", "ICLR", "ICLR 2025"),
    ],
)
def test_a_list_without_dates_takes_the_year_of_the_venue_from_a_record_of_it(
    said: str, found: str, venue: str
) -> None:
    catalog = of_venues()
    reference = parse_link(ARXIV)
    assert reference
    day = PublishedDate("2024-03-17")
    records = (Record("X", "On Pumps", day, found, (reference,)),) if found else ()
    body = f"Title: On Pumps\nVenue: {said}\nLink: {ARXIV}"
    issue = IssueText("", body, frozenset({"add-new-paper"}), form=catalog.form)
    verdict = review(Filed(issue, catalog, TODAY), 7, Findings(records))
    assert record(verdict)["venue"] == venue

    assert isinstance(verdict, Accepted)
    again = review(Filed(issue, catalog, TODAY), 7, Findings(), lambda: verdict.paper)
    assert record(again)["venue"] == venue  # and a service that is down takes nothing back


def test_the_year_of_a_listed_venue_can_be_corrected() -> None:
    catalog = of_venues("ICLR 2024")
    body = "### Paper\n\nPaper 0\n\n### What is wrong\n\nVenue\n\n### What is right\n\nICLR 2025"
    labels = frozenset({"add-new-paper"})
    issue = IssueText("Correct entry:", body, labels, form=catalog.form)
    verdict = review(Filed(issue, catalog, TODAY), 7)
    assert isinstance(verdict, Duplicate)
    assert verdict.update
    assert verdict.update.venue == "ICLR 2025"


# --- what contributors of other lists typed --------------------------------------------------

BODIES: list[dict[str, Any]] = loaded("field/bodies/expected.json")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("each", BODIES, ids=lambda each: each["file"][:-3])
def test_no_body_as_filed_gives_a_list_a_wrong_fact(each: dict[str, Any], name: str) -> None:
    form, wanted = description(name), each["expected"]
    body = file_of(f"field/bodies/{each['file']}").read_text("utf-8")
    labels = frozenset({form.submission.label})
    empty = Catalog((), "[]\n", form)
    verdict = review_issue(each["issue_title"], body, labels, empty, TODAY, 7)
    if isinstance(verdict, Accepted):
        assert not wanted["several"]
        named_by_issue = getattr(form.fields[form.roles.title], "from_issue_title", False)
        assert named_by_issue or verdict.paper.title == wanted["title"]
    if isinstance(verdict, Rejected) and not wanted["several"]:
        text = corrected(verdict.draft, each["issue_title"])
        again = Filed(IssueText("", text, labels, form=form), empty, TODAY).draft
        kept, again_kept = verdict.draft.stored(), again.stored()
        for draft in (kept, again_kept):  # whose order is that of their sorts
            draft["links"] = {link.url for link in draft.get("links", ())}
        assert {key: again_kept.get(key) for key in kept} == kept


@pytest.mark.skipif(not SHARED.is_dir(), reason="the field's bodies are not beside this repository")
def test_enough_bodies_are_tried() -> None:
    assert len(BODIES) >= 20


def test_a_paper_that_readme_alone_has_is_known_by_nearly_its_title() -> None:
    form = described("venue: {kind: venue}", "**{venue}**")
    listed = Paper(form, {"title": "How Toys Travel Between Sentences", "venue": "ICLR"})
    catalog = Catalog((), "[]\n", form, beside=(listed,))
    body = "Title: How Toys Travel Between Sentence\nVenue: ICLR"
    verdict = review_issue("Toy: x", body, frozenset(), catalog, TODAY, 7)
    near = "The list has a paper of nearly this title: How Toys Travel Between Sentences"
    assert near in [message for _, message in notes(verdict)]
