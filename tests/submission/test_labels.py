"""Whatever label a line has, its value is taken for what it is or shown, and for nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.submission.review import Accepted, Duplicate, Ignored, Rejected, Review, review_issue
from tests.ours import parse_catalog, summary_of

TODAY = dt.date(2026, 11, 29)
EMPTY = parse_catalog("[]\n")
TITLE = "How Toys Travel Between Sentences"
ARXIV = "https://arxiv.org/abs/2402.01872"
CODE = "https://github.com/ada/toys"
PAGE = "https://ada.github.io/toys/"
SUMMARY = """Summary:
- Innovation: Names the heads that carry toys.
- Tasks: Path patching on three models.
- Significant Result: Six heads do nearly all of it.
"""
SENTENCES = (
    "Names the heads that carry toys.",
    "Path patching on three models.",
    "Six heads do nearly all of it.",
)


def template(after_title: str = "", after_head: str = "", below: str = "", end: str = "") -> str:
    """Write the template with lines put in below its own."""
    lines = [
        f"Title: {TITLE}",
        after_title,
        "Head: Toy Head",
        after_head,
        "Published: arXiv",
        below,
    ]
    return "\n".join([*filter(None, lines), SUMMARY]) + end


def judge(text: str, title: str = "Add new paper:") -> Review:
    return review_issue(title, text, frozenset(), EMPTY, TODAY, 42)


def accepted(text: str, title: str = "Add new paper:") -> Accepted:
    review = judge(text, title)
    assert isinstance(review, Accepted), review
    return review


def links(text: str) -> list[str]:
    return [link.url for link in accepted(text).paper.links]


def not_taken(review: Review) -> list[str]:
    assert not isinstance(review, Ignored | Duplicate)
    shown = [note.message for note in review.notes if note.code == "not-taken"]
    return [
        message.removeprefix("Not taken from the issue: “").removesuffix("”") for message in shown
    ]


def assert_whole(review: Accepted) -> None:
    """Check that nothing has become a part of the template's own fields."""
    paper = review.paper
    assert (paper.title, paper.tags, paper.venue) == (TITLE, ("Toy Head",), "arXiv")
    assert summary_of(paper) == SENTENCES


# --- labels of addresses -------------------------------------------------------------------


@pytest.mark.parametrize(
    "label",
    ["OpenReview PDF", "ArXiv", "arXiv page", "Preprint", "Paper Page", "PDF link", "Paper (arXiv)",
     "📄 Paper link", "**Arxiv**", "Published version", "Link to the paper", "论文链接", "DOI link",
     "Publication", "paper_url", "Project/Paper", "Full paper"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["{}: {}", "- {}: {}", "**{}:** {}", "{}: [here]({})", "{}： {}"])
def test_an_address_under_any_label_of_a_paper_is_its_link(label: str, form: str) -> None:
    text = template(below=form.format(label, ARXIV))
    assert links(text) == [ARXIV]
    assert_whole(accepted(text))


@pytest.mark.parametrize(
    ("line", "url"),
    [
        (f"GitHub repo: {CODE}", CODE),
        (f"Official implementation: {CODE}", CODE),
        (f"Code/Model: {CODE}", CODE),
        (f"🌐 homepage: {PAGE}", PAGE),
        (f"**Website (with demos):** {PAGE}", PAGE),
        (f"Project Page - {PAGE}", PAGE),
        (f"Paper Page: {PAGE}", PAGE),
        (f"blog post: {PAGE}", PAGE),
        (f"Anything: {PAGE}", PAGE),
        (f"代码地址：{CODE}", CODE),
        (f"HuggingFace: {ARXIV.replace('arxiv.org/abs', 'huggingface.co/datasets/toys')}",
         "https://huggingface.co/datasets/toys/2402.01872"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["after_title", "after_head", "below", "end"])
def test_an_address_under_another_label_is_taken_wherever_it_stands(
    line: str, url: str, place: str
) -> None:
    review = accepted(template(**{place: line}))
    assert [link.url for link in review.paper.links] == [url]
    assert_whole(review)
    assert not_taken(review) == []


@pytest.mark.parametrize(
    "line",
    [f"Related work: {ARXIV}", f"Baseline: {ARXIV}", f"See also: {ARXIV}", f"Survey: {ARXIV}",
     f"Previous paper: {ARXIV}", f"相关论文：{ARXIV}"],
)  # fmt: skip
def test_an_address_of_another_paper_is_shown_and_not_taken(line: str) -> None:
    review = accepted(template(below=line))
    assert review.paper.links == ()
    assert not_taken(review) == [line]


@pytest.mark.parametrize(
    "line",
    [f"[paper]({ARXIV}) [code]({CODE})", f"[paper]({ARXIV}), [code]({CODE})",
     f"[[Paper]({ARXIV})] [[Code]({CODE})]", f"[paper]({ARXIV}) | [code]({CODE})",
     f"- [paper]({ARXIV}) / [code]({CODE})", f"{ARXIV} {CODE}",
     f"[![arXiv](https://a.b/c.svg)]({ARXIV}) [x]({CODE})",
     f"[paper]({ARXIV})\n[code]({CODE})", f"* [paper]({ARXIV})\n* [code]({CODE})"],
)  # fmt: skip
@pytest.mark.parametrize("place", ["after_title", "after_head", "below", "end"])
def test_links_alone_on_a_line_are_taken_and_their_words_are_not(line: str, place: str) -> None:
    review = accepted(template(**{place: line}))
    assert [link.url for link in review.paper.links] == [ARXIV, CODE]
    assert_whole(review)


def test_the_words_of_a_link_that_say_more_are_shown() -> None:
    line = f"[Toys, Travels and Other Stories of Heads]({ARXIV})"
    review = accepted(template(below=line))
    assert [link.url for link in review.paper.links] == [ARXIV]
    assert not_taken(review) == [line]


# --- labels of dates -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "label",
    ["Publish Date", "Publishing date", "Submitted on", "Submission date", "Release Date",
     "Released", "time", "Posted", "Posted on", "Date of publication", "arXiv date", "Online since",
     "发表时间", "发布日期", "时间", "日期", "**Release date**",
     "publish_date", "date", "首次提交时间"],
)  # fmt: skip
@pytest.mark.parametrize("day", ["2025-06-09", "9 June 2025", "2025/6/9"])
def test_a_day_under_any_label_of_a_date_is_the_date(label: str, day: str) -> None:
    review = accepted(template(below=f"{label}: {day}"))
    assert review.paper.date == dt.date(2025, 6, 9)
    assert_whole(review)
    assert not_taken(review) == []


@pytest.mark.parametrize(
    "line",
    ["Last Modified: 2025-06-09", "Last updated: 2025-06-09", "Revised: 9 June 2025",
     "Deadline: 2025-06-09", "Conference date: 2025-06-09", "Opened: 2025-06-09",
     "更新时间: 2025-06-09"],
)  # fmt: skip
def test_a_day_of_another_kind_is_shown_and_not_taken(line: str) -> None:
    review = accepted(template(below=line))
    assert review.paper.date is None
    assert not_taken(review) == [line]


@pytest.mark.parametrize(
    ("lines", "date", "shown"),
    [
        ("Year: 2025\nRelease Date: 2025-06-09", "2025-06-09", []),
        ("Year: 2025", "None", []),
        ("Date: 2025-01-01\nPosted: 2025-06-09", "2025-01-01", ["Posted: 2025-06-09"]),
        ("Posted: 2025-06-09\nDate: 2025-01-01", "2025-01-01", ["Posted: 2025-06-09"]),
        ("Submitted: 2025-06-09\nReleased: 2025-07-01", "2025-06-09", ["Released: 2025-07-01"]),
        ("Date: 2025\nPosted: 2025-06-09", "2025-06-09", []),
        ("time: soon", "None", ["time: soon"]),
    ],
)
def test_a_date_under_the_templates_own_label_comes_first(
    lines: str, date: str, shown: list[str]
) -> None:
    review = accepted(template(below=lines))
    assert str(review.paper.date) == date
    assert not_taken(review) == shown


def test_the_line_of_a_page_that_says_when_it_was_changed_gives_the_first_day() -> None:
    line = "Published: 22 Jan 2025, Last Modified: 11 Mar 2025"
    review = accepted(template().replace("Published: arXiv", f"Source: arXiv\n{line}"))
    assert (str(review.paper.date), review.paper.venue) == ("2025-01-22", "arXiv")
    assert not_taken(review) == ["Last Modified: 11 Mar 2025"]


# --- what belongs to nothing ---------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    ["Thanks for your work!", "Best regards,", "Many thanks", "This paper is really nice.",
     "Authors: Ada Lovelace", "authors:Ada Lovelace", "Institute (first): HKU", "作者：张三",
     "**Category**: Survey", '"category": "Survey",', "tl;dr: toys travel", "Keywords: toys",
     "Affiliation: Toy Lab", "# A heading", "mood: fine"],
)  # fmt: skip
@pytest.mark.parametrize("place", ["after_head", "below"])
def test_a_line_that_is_no_value_is_shown_and_ends_the_value_above(line: str, place: str) -> None:
    review = accepted(template(**{place: line}))
    assert_whole(review)
    assert not_taken(review) == [line]


@pytest.mark.parametrize("line", ["Thanks for your work!", "Authors: Ada", "**Mood:** fine"])
def test_a_line_below_the_last_sentence_is_no_part_of_it(line: str) -> None:
    review = accepted(template(end=line))
    assert_whole(review)
    assert not_taken(review) == [line]


def test_no_more_than_ten_lines_are_quoted_and_none_at_length() -> None:
    review = accepted(template(end="\n" + "\n".join(f"Line {n} {'x' * 200}" for n in range(25))))
    shown = not_taken(review)
    assert len(shown) == 11
    assert max(map(len, shown)) <= 80
    assert shown[-1] == "15 more lines were not taken from the issue."


@pytest.mark.parametrize(
    "line",
    ["---", "</details>", "<details>", "```", "&nbsp;", "***", "|---|---|", "<br>", "<p></p>"],
)
def test_marks_without_words_are_no_lines_to_show(line: str) -> None:
    assert [
        each for each in not_taken(accepted(template(end=f"\n{line}\n"))) if "nbsp" not in each
    ] == []


@pytest.mark.parametrize(
    ("end", "shown"),
    [
        ("\nBest regards,\nAda Lovelace\nResult: thanks!\n", "Result: thanks!"),
        ("Best regards,\nAda Lovelace\nResult: thanks!\n", "Result: thanks!"),
        ("\nBest, Ada\nPublished: by me\n", "Published: by me"),
        ("\n-- \nAda\nTasks: mine\n", "Tasks: mine"),
    ],
)
def test_a_second_value_below_a_signature_is_shown_and_not_taken(end: str, shown: str) -> None:
    review = accepted(template(end=end))
    assert_whole(review)
    assert shown in not_taken(review)


@pytest.mark.parametrize(
    "end",
    ["- Significant Result: Another.\n", "\nResult: Another.\n",
     "\nSorry, this is right:\nTasks: Others.\nResult: Another.\n"],
)  # fmt: skip
def test_a_second_value_that_may_be_meant_is_asked_about(end: str) -> None:
    review = judge(template(end=end))
    assert isinstance(review, Rejected)
    assert ("summary.result", "repeated") in [(p.field, p.code) for p in review.problems]


# --- other forms of the template -----------------------------------------------------------

FORMS = {
    "dashes": "Title - {t}\nHead - {h}\nPublished - {p}\nLink - {l}\n{s}",
    "bold and dashes": "**Title** - {t}\n**Head** - {h}\n**Published** – {p}\n**Link** - {l}\n{s}",
    "no blanks": "Title:{t}\nAuthors:Ada\nHead:{h}\nPublished:{p}\nLink:{l}\n{s}",
    "equals": "title = {t}\nhead = {h}\npublished = {p}\nlink = {l}\n{s}",
    "arrows": "Title -> {t}\nHead -> {h}\nPublished -> {p}\nLink -> {l}\n{s}",
    "lower case": "title: {t}\nhead: {h}\npublished: {p}\nlink: {l}\n{s}",
    "emoji": "📄 Title: {t}\n🧠 Head: {h}\n🏛 Published: {p}\n🔗 Link: {l}\n{s}",
    "explained": "Title (in full): {t}\nHead(s) (commas): {h}\n"
    "Published (venue): {p}\nLink: {l}\n{s}",
    "underscores": "paper_title: {t}\nhead_name: {h}\nsource: {p}\npaper-link: {l}\n{s}",
    "two languages": "标题 (Title): {t}\n头/Head: {h}\n"
    "发表于/Published: {p}\nLink（链接）: {l}\n{s}",
    "Chinese": "论文标题：{t}\n作者：张三\n注意力头：{h}\n会议：{p}\n链接：{l}\n"
    "摘要：\n创新点：{i}\n任务：{k}\n结果：{r}\n",
    "corners": "【标题】{t}\n【注意力头】{h}\n【发表】{p}\n"
    "【链接】{l}\n【创新点】{i}\n【任务】{k}\n【结果】{r}\n",
    "JSON": '{{"title": "{t}", "authors": ["Ada"], "heads": ["{h}"], "venue": "{p}", "url": "{l}",'
    ' "summary": {{"innovation": "{i}", "tasks": "{k}", "result": "{r}"}}}}',
    "JSON in a fence": '```json\n{{"title": "{t}",\n "heads": ["{h}"], "venue": "{p}",'
    ' "url": "{l}",'
    '\n "innovation": "{i}", "tasks": "{k}", "result": "{r}"}}\n```',
    "broken JSON": '{{\n  "title": "{t}",\n  "head": "{h}",\n  "venue": {p},\n  "link": "{l}",\n'
    '  "innovation": "{i}",\n  "tasks": "{k}",\n  "result": "{r}",\n}}',
    "a table of keys": "Hello!\n\n| Key | Value |\n|---|---|\n| Title | {t} |\n| Head | {h} |\n"
    "| **Published** | {p} |\n| Link | [pdf]({l}) |\n| Innovation | {i} |\n| Tasks | {k} |\n"
    "| Result | {r} |\n",
    "a table with a row": "| Link | Title | Head | Venue | Innovation | Tasks | Result | Model |\n"
    "|:---|---|---|:-:|---|---|---|---|\n| {l} | {t} | {h} | {p} | {i} | {k} | {r} | GPT |\n",
    "a table without bars": "Title | Head | Venue | Link\n--- | --- | --- | ---\n"
    "{t} | {h} | {p} | {l}\n\n{s}",
    "a table without a rule": "| Title | {t} |\n| Head | {h} |\n"
    "| Venue | {p} |\n| Link | {l} |\n\n{s}",
    "breaks": "Title: {t}<br>Head: {h}<br/>Published: {p}<BR>Link: {l}\n{s}",
    "folded away": "<details>\n<summary>The paper</summary>\n\nTitle: {t}\nHead: {h}\n"
    "Published: {p}\nLink: {l}\n{s}</details>\n",
    "BibTeX in a fence": "```bibtex\n@inproceedings{{lovelace2025,\n  title = {{{t}}},\n"
    "  author = {{Lovelace, Ada}},\n  booktitle = {{{p}}},\n  url = {{{l}}}\n}}\n```\n"
    "Head: {h}\n{s}",
    "bare BibTeX": "Head: {h}\n{s}\n@misc{{x, title={{{t}}}, eprint={{2402.01872}},"
    " archivePrefix={{arXiv}}}}\n",
    "quoted BibTeX": '@article{{x,\ntitle = "{t}",\njournal = "{p}", url="{l}"}}\n\nHead: {h}\n{s}',
    "broken BibTeX": "@article{{x,\n title = {{{t}}}\n journal = {{{p}}}\n"
    " eprint = {{2402.01872}}\n"
    "\nHead: {h}\n{s}",
    "cut BibTeX": "@article{{x,\n title = {{{t}}},\n journal = {p},\n url = {{{l}}},\n"
    " year = {{20\n"
    "Head: {h}\n{s}",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_each_form_of_the_template_gives_the_same_paper(form: str) -> None:
    i, k, r = SENTENCES
    text = form.format(t=TITLE, h="Toy Head", p="arXiv", l=ARXIV, i=i, k=k, r=r, s=SUMMARY)
    review = accepted(text)
    assert_whole(review)
    assert [link.url for link in review.paper.links] == [ARXIV]


def test_a_heading_may_have_its_value_in_several_lines() -> None:
    text = template().replace("Published: arXiv", "### Source\n\nICLR,\n2025-01-22\n")
    paper = accepted(text).paper
    assert (paper.venue, str(paper.date)) == ("ICLR", "2025-01-22")


@pytest.mark.parametrize(
    ("entry", "date"),
    [
        ("year = 2024, month = jun", "partial"),
        ("year={2024}, month={6}, day={9}", "2024-06-09"),
        ("date = {2024-06-09}", "2024-06-09"),
        ("year = {2024}", "partial"),
        ("year = {to appear}", ""),
    ],
)
def test_the_date_of_an_entry_is_as_much_as_it_says(entry: str, date: str) -> None:
    text = (
        f"@misc{{x, title={{{TITLE}}}, eprint={{2402.01872}}, {entry}}}\nHead: Toy Head\n{SUMMARY}"
    )
    review = accepted(text)
    assert str(review.paper.date) == (date if date[:1] == "2" else "None")
    said = [note.message for note in review.notes if (note.field, note.code) == ("date", "partial")]
    # The number of arXiv tells a month by itself.
    assert any(text.startswith("The issue says") for text in said) is (date == "partial")


def test_keys_come_before_an_entry_and_what_it_says_otherwise_is_shown() -> None:
    entry = "@misc{x, title={Other Toys}, journal={ICLR}, year={2020}, doi={10.1145/3643822}}"
    review = accepted(template(below=f"Link: {ARXIV}\nDate: 2025-01-01\n\n{entry}\n"))
    assert_whole(review)
    assert [link.url for link in review.paper.links] == [ARXIV]
    assert not_taken(review) == ["BibTeX: Other Toys"]


# --- the paper that the issue's title names ------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [f"Add new paper: {TITLE}", f"[Add new paper] {TITLE}", f"add new paper - {TITLE}",
     f"Add new paper：{TITLE}", f'Add new paper: "{TITLE}"',
     f"Add new paper: Add new paper: {TITLE}",
     f"ADD NEW PAPER: {TITLE}", f"Add new paper: <!-- second 4242 --> {TITLE}"],
)  # fmt: skip
@pytest.mark.parametrize("line", ["", "Title:\n", "Title: Add new paper:\n", "Title: TBD\n"])
def test_the_issues_own_title_is_the_papers_where_the_body_has_none(title: str, line: str) -> None:
    review = accepted(template().replace(f"Title: {TITLE}\n", line), title)
    assert_whole(review)
    assert ("title", "from-issue") in [(note.field, note.code) for note in review.notes]


@pytest.mark.parametrize(
    "title",
    ["Please add our paper", "Request to Add New Paper", "New paper on openreview", TITLE,
     "Add new paper", "Add new paper:", "Add new paper: test", "Add new paper about toy heads",
     "Add new paper: <!-- second 4242 -->"],
)  # fmt: skip
def test_an_issues_title_that_talks_is_no_papers(title: str) -> None:
    text = template().replace(f"Title: {TITLE}\n", "")
    review = review_issue(title, text, frozenset({"add-new-paper"}), EMPTY, TODAY, 42)
    assert isinstance(review, Rejected)
    assert [(p.field, p.code) for p in review.problems] == [("title", "missing")]


@pytest.mark.parametrize("typed", ["Add new paper: {}", "[Add new paper] {}", "Add paper: {}"])
def test_the_templates_words_are_no_part_of_a_typed_title(typed: str) -> None:
    assert_whole(accepted(template().replace(TITLE, typed.format(TITLE))))


# --- what is no submission -----------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "## Summary\nThe page is slow on phones.\n\n## Tasks\n- [ ] measure it\n- [ ] split it",
        "Venue: Vienna\nDate: 2026-07-01\nLink: https://example.org",
        "Date: 2025-02-01\nSummary: faster pages",
        "Title: Bug\nSource: main.py\nDate: today",
        "### Title\n\nA bug\n\n### Summary\n\nIt fails.\n\n### Results\n\nNone.",
        "Tasks: some\nResults: none\nSummary: all",
        "title = toys\nhead = main",
        '{"title": "toys", "head": "main"}',
        "| Title | Venue | Link |\n|---|---|---|\n| Toys | ICLR | https://example.org |",
        f"@misc{{x, title={{{TITLE}}}, eprint={{2402.01872}}}}",
        "Head: main",
    ],
)
def test_keys_that_ordinary_issues_have_make_no_submission(text: str) -> None:
    assert judge(text, "A question") == Ignored()


@pytest.mark.parametrize(
    "text",
    ["Title: Toys\nHead: Toy Head", "Published: arXiv\nSummary: Toys.", "Innovation: A.\nTasks: B.",
     "Title: Toys\nSignificant Result: A.", "### Source\n\narXiv\n\n### Head Name\n\nToy Head",
     "标题：玩具\n注意力头：玩具头", "Tasks: B.\n创新点：A."],
)  # fmt: skip
def test_two_keys_one_of_them_the_templates_alone_make_a_submission(text: str) -> None:
    assert isinstance(judge(text, "A paper"), Rejected)
