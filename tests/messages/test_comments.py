"""Papers become a page, comments and pull requests that read well and never differ by chance."""

import datetime as dt
import html
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from bot.catalog.paper import Paper
from bot.errors import BrokenState
from bot.fields.date import Dated
from bot.fields.reading import Link, Note, Problem
from bot.fields.tags import Tag
from bot.messages.blocks import BLOCK_BEGIN, BLOCK_END
from bot.messages.commits import commit_message
from bot.messages.markers import fill_pull
from bot.messages.pull_requests import pull_title
from bot.outputs.badges import link_badge, tag_badge
from bot.outputs.pages import Group, Row, group_rows
from bot.outputs.templates import TEMPLATES
from bot.submission.complete import Sourced
from bot.submission.corrected import corrected
from bot.submission.draft import Draft
from bot.submission.review import Accepted, Duplicate, Rejected, review_issue
from tests.behaviour.hostile.witness import read_badge
from tests.filed import filed
from tests.ours import (
    Summary,
    changed,
    draft_of,
    listing,
    paper_of,
    parse_catalog,
    renderer,
    summary_of,
)
from tests.paths import PROJECT

PAPERS = "tests/data/papers.json"
TODAY = dt.date(2026, 1, 15)
CODE = Link(label="GitHub", kind="Code", url="https://github.com/o/r")
ISSUE = filed(7)
ARXIV = Link(label="arXiv", kind="Paper", url="https://arxiv.org/abs/2402.02872")


def paper(title: str = "On Heads", date: str | None = "2024-03-17", **values: Any) -> Paper:
    usual = paper_of(
        title=title,
        date=dt.date.fromisoformat(date) if date else None,
        heads=("Induction Head",),
        venue="arXiv",
        summary=Summary(innovation="New.", tasks="Tried.", result="Found."),
        links=(ARXIV, CODE),
    )
    return changed(usual, **values)


def grouped(*papers: Paper) -> list[Group]:
    return group_rows(Row(each, "", str(each.date or ""), "", 0) for each in papers)


def readme(*papers: Paper) -> str:
    return renderer().files(listing(papers, ""))["README.md"]


def as_github_shows(markdown: str) -> str:
    """Render as GitHub renders a comment: with its extensions, and line ends as breaks."""
    rendered: str = cmarkgfm.github_flavored_markdown_to_html(
        markdown, Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_HARDBREAKS
    )
    return rendered


def visible(rendered: str) -> str:
    text = re.sub(r"<!--.*?-->|<[^<>]*>", "", rendered, flags=re.DOTALL)
    return " ".join(html.unescape(text).split())


def balance(text: str) -> list[str]:
    """Return the elements left open, and fail where one is closed out of order."""

    class Reader(HTMLParser):
        open: list[str]

        def handle_starttag(self, tag: str, _: object) -> None:
            if tag not in ("img", "br", "input", "source"):
                self.open.append(tag)

        def handle_startendtag(self, tag: str, _: object) -> None:
            assert tag in ("img", "br", "input", "source")

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    reader = Reader()
    reader.open = []
    reader.feed(text)
    reader.close()
    return reader.open


# --- groups and order ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "title", "folded"),
    [
        ("2026-01-01", "Year 2026", False),
        ("2025-12-31", "Year 2025", False),
        ("2024-01-01", "Year 2024", False),
        ("2023-12-31", "Year 2023", True),
        ("2023-01-01", "Year 2023", True),
        ("2022-12-31", "Year 2022", True),
        ("2022-11-30", "Year 2022", True),
        ("2022-11-29", "Before ChatGPT Announced", True),
        ("2017-06-12", "Before ChatGPT Announced", True),
        (None, "Date Not Known Yet", False),
    ],
)
def test_a_paper_stands_in_the_group_of_its_date(
    date: str | None, title: str, folded: bool
) -> None:
    (group,) = grouped(paper(date=date))
    assert (group.title, group.folded) == (title, folded)


def test_a_new_year_opens_its_own_group_above_the_others() -> None:
    dates = ["2024-05-01", "2031-01-01", None, "2019-01-01", "2023-02-02"]
    groups = grouped(*(paper(date=date) for date in dates))
    assert [group.title for group in groups] == [
        "Date Not Known Yet",
        "Year 2031",
        "Year 2024",
        "Year 2023",
        "Before ChatGPT Announced",
    ]


def test_papers_stand_newest_first_and_of_one_day_the_last_listed_first() -> None:
    listed = [
        paper("a", "2024-01-01"),
        paper("b", "2024-03-01"),
        paper("c", "2024-01-01"),
        paper("d", "2024-02-01"),
    ]
    (group,) = grouped(*listed)
    assert [row.paper.title for row in group.rows] == ["b", "d", "c", "a"]


# --- the page ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page() -> str:
    return renderer().files(parse_catalog((PROJECT / PAPERS).read_text(encoding="utf-8")))[
        "README.md"
    ]


def test_no_blank_line_ends_a_row_early(page: str) -> None:
    rows = re.findall(r"<p .*?</p>", page, re.DOTALL)
    assert len(rows) == page.count("<p ") >= 66
    for row in rows:
        assert all(line.strip() for line in row.split("\n"))
        assert not re.search(r"^ {4}", row, re.MULTILINE)


def test_the_page_renders_to_balanced_html_with_every_row_whole(page: str) -> None:
    rendered = as_github_shows(page)
    assert balance(rendered) == []
    assert rendered.count('<p id="paper-') == page.count('<p id="paper-') >= 66


def test_older_groups_are_folded_and_the_others_have_headings() -> None:
    text = readme(paper(date="2024-01-01"), paper(date="2023-01-01"), paper(date="2020-01-01"))
    assert '\n### <a id="papers-2024"></a>Year 2024\n\n<p id="' in text
    assert '<summary id="papers-2023"><strong>Year 2023</strong></summary>\n<p id="' in text
    assert "><strong>Before ChatGPT Announced</strong></summary>" in text
    assert text.count("<details>") == text.count("</details>") == 3  # one has the BibTeX


def test_a_row_says_all_that_is_known() -> None:
    text = readme(paper())
    row = text[text.index('<p id="') : text.index("</p>")]
    assert visible(row) == "On Heads 2024-03-17 • New. • Tried. • Found."
    badge = f'<img src="{tag_badge("Induction Head")}" alt="Induction Head">'
    assert f'<a href="papers/heads.md#user-content-head-induction-head">{badge}</a>' in row
    badge = f'<img src="{link_badge("arXiv", "Paper")}" alt="arXiv Paper">'
    assert f'<a href="{ARXIV.url}">{badge}</a>' in row
    assert f'<strong><a href="{ARXIV.url}">On Heads</a></strong>' in row
    assert '<a href="#user-content-paper-on-heads">2024-03-17</a>' in row


def test_a_date_that_is_not_known_is_said_to_be_so() -> None:
    text = readme(paper(date=None, links=()))
    assert "</a>Date Not Known Yet\n" in text
    assert '<a href="#user-content-paper-on-heads">Date not known yet</a>' in text
    assert "<strong>On Heads</strong>" in text
    assert "None" not in text


def test_an_address_edited_by_hand_cannot_leave_its_attribute() -> None:
    link = Link(label="x", kind="Paper", url="https://x.example/'\"><b>")
    assert '<a href="https://x.example/&#x27;&quot;&gt;&lt;b&gt;">' in readme(paper(links=(link,)))


def test_a_list_without_papers_is_a_page_too() -> None:
    assert "<p " not in readme()
    assert "## Add a paper" in readme()


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
        {"TZ": "Pacific/Pago_Pago", "PYTHONHASHSEED": "2", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "3", "LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "0"},
    ],
)
def test_the_page_is_the_same_everywhere(page: str, environment: dict[str, str]) -> None:
    program = (
        "import sys; from pathlib import Path;"
        "from tests.ours import parse_catalog, renderer;"
        f"text = Path('{PAPERS}').read_text(encoding='utf-8');"
        "sys.stdout.buffer.write(renderer().files(parse_catalog(text))['README.md'].encode())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PROJECT,
        env={"PATH": os.defpath, **environment},
        capture_output=True,
        check=True,
    )
    assert ran.stdout == page.encode()


# --- badges --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "kind", "path"),
    [
        ("arXiv", "Paper", "arXiv-Paper-%23D2691E?logo=arxiv"),
        ("ICLR", "Paper", "ICLR-Paper-%23D2691E"),
        ("NeurIPS", "Poster", "NeurIPS-Poster-%23D2691E"),
        ("GitHub", "Code", "GitHub-Code-brightgreen?logo=github"),
        ("GitLab", "Code", "GitLab-Code-brightgreen?logo=gitlab"),
        ("GitHub", "Data", "GitHub-Data-brightgreen?logo=github"),
        ("Hugging Face", "Data", "Hugging_Face-Data-brightgreen?logo=huggingface"),
        ("Project", "Page", "Project-Page-black?logo=googlechrome"),
        ("Demo", "View", "Demo-View-purple?logo=googlechrome"),
        ("Hugging Face", "Demo", "Hugging_Face-Demo-purple?logo=huggingface"),
        ("Blog", "Post", "Blog-Post-black?logo=rss"),
        ("ACL-Findings", "Tal?k", "ACL--Findings-Tal%3Fk-lightgrey"),
    ],
)
def test_a_link_has_the_colour_and_logo_of_its_kind(label: str, kind: str, path: str) -> None:
    assert link_badge(label, kind) == f"https://img.shields.io/badge/{path}"


def test_a_head_has_a_blue_badge() -> None:
    assert tag_badge("n-gram Head") == "https://img.shields.io/badge/n--gram_Head-blue"


@pytest.mark.parametrize(
    ("text", "least"), [("v", 6.5), ("W", 10.8), ("注意", 11), ("😀", 10.7), ("a -", 5.1)]
)
@pytest.mark.parametrize("count", [10, 20, 40, 300])
def test_no_badge_is_wider_than_a_phone(text: str, least: float, count: int) -> None:
    """In a comment at 320 px there are 226; a wider picture would be shrunk."""
    for address in (tag_badge(text * count), link_badge(text * count, text * count)):
        *shown, _ = read_badge(address)
        assert sum(10 + least * len(each) for each in shown) <= 226 + least
        cut = [each.removesuffix("…") for each in shown]
        assert all(text * count == each or len(each) > 3 for each in cut)
        assert all((text * count).startswith(each) for each in cut)


def test_a_venue_as_long_as_a_sentence_is_cut_in_its_badge_alone() -> None:
    link = Link(label="v" * 300, kind="Paper", url="https://x.example")
    assert f"{'v' * 22}%E2%80%A6-Paper" in link_badge("v" * 300, "Paper")
    assert f'alt="{"v" * 300} Paper"' in readme(paper(links=(link,)))


# --- comments ------------------------------------------------------------------------------

SOURCES = (
    Sourced("date", "2024-03-17", "arXiv"),
    Sourced("venue", "ICLR", "the issue"),
    Sourced("links", ARXIV.url, "the issue"),
)
NOTES = (
    Note("heads", "new", "A*B Head is new to the list."),
    Note("venue", "normalised", "NIPS is written NeurIPS here."),
)


def on_accepted(*notes: Note, taken_over: bool = False) -> str:
    text = renderer().accepted(Accepted(paper(), notes), "0a1b2c3d", taken_over=taken_over)
    return fill_pull(text, 8)


def on_rejected(*problems: Problem, draft: Draft | None = None, title: str = "") -> str:
    return renderer().rejected(Rejected(problems, (), draft or draft_of()), title, "0a")


def test_an_accepted_paper_is_thanked_for_and_shown_as_its_row() -> None:
    text = on_accepted(*NOTES)
    rendered = as_github_shows(text)
    assert text.startswith("<!-- paper-bot:accepted 0a1b2c3d v1 pull=8 -->\n")
    assert balance(rendered) == []
    assert visible(rendered) == (
        "Thank you! #8 adds this paper to the list as soon as a maintainer merges it. "
        "It will look like this: On Heads 2024-03-17 • New. • Tried. • Found. "
        "The reviewer will also see: Head: A*B Head is new to the list. "
        "Something to change? Edit this issue, and the pull request follows."
    )


def test_an_accepted_paper_without_open_points_has_no_list_of_them() -> None:
    text = on_accepted(*NOTES[1:])
    assert "The reviewer" not in text
    assert "\n\n\n" not in text


def test_a_contributor_is_told_that_a_maintainer_has_taken_over() -> None:
    text = on_accepted(taken_over=True)
    assert "A maintainer has taken over the branch of #8" in text
    assert "Something to change?" not in text


def test_a_rejected_submission_names_every_problem_with_an_example_and_the_text_to_copy() -> None:
    problems = [
        Problem("date", "impossible", "There is no day 2024-02-30.", "2024-02-30", "2024-10-14"),
        Problem("summary.tasks", "missing", "The summary has no *Tasks*."),
    ]
    draft = draft_of(
        title="On Heads",
        heads=[Tag("Mover Head", "mover", known=True), Tag("X Head", "X Head", known=False)],
        venue="ACL",
        links=(ARXIV, CODE),
        summary={"innovation": "A `b` ```c."},
    )
    rendered = as_github_shows(on_rejected(*problems, draft=draft, title="Own Title"))
    assert balance(rendered) == []
    assert "2 things keep it from being listed yet." in visible(rendered)
    assert "<strong>edit this issue</strong>" in rendered
    assert rendered.count("<li>") == 2
    first, second = re.findall(r"<li>(.*?)</li>", rendered, re.DOTALL)
    assert visible(first) == (
        "Published Date: There is no day 2024-02-30. Read: 2024-02-30 Example: 2024-10-14"
    )
    assert "<br />\nRead: <code>2024-02-30</code><br />\nExample: <code>" in first
    assert visible(second) == "Tasks: The summary has no *Tasks*."
    (block,) = re.findall(r'<pre lang="text"><code>(.*?)</code></pre>', rendered, re.DOTALL)
    assert html.unescape(block) == (
        "Title: On Heads\n"
        "Head: Mover Head, X Head\n"
        "Published: ACL\n"
        "Link: https://arxiv.org/abs/2402.02872\n"
        "Code: https://github.com/o/r\n"
        "Summary:\n"
        "- Innovation: A `b` ```c.\n"
        "- Tasks: [one sentence: what was studied, and on what]\n"
        "- Significant Result: [one sentence: what came out]\n"
    )


def test_what_has_no_place_in_the_template_is_shown_below_it() -> None:
    problem = Problem("venue", "missing", "Missing.")
    draft = draft_of(also=["It is *new*.\n```\n@all", "https://arxiv.org/abs/2402.02872"])
    text = on_rejected(problem, draft=draft)
    rendered = as_github_shows(text)
    assert balance(rendered) == []
    assert "<p>You also wrote:</p>" in rendered
    _, also = re.findall(r'<pre lang="text"><code>(.*?)</code></pre>', rendered, re.DOTALL)
    assert html.unescape(also) == "\n\n".join(draft.also) + "\n"
    assert "You also wrote" not in on_rejected(problem)
    long = on_rejected(problem, draft=draft_of(also=["x" * 70_000]))
    assert len(long) < 20_000


def test_one_problem_is_one_thing() -> None:
    problem = Problem("issue", "quoted", "The template stands in a quotation.")
    text = on_rejected(problem)
    assert "One thing keeps it from being listed yet." in text
    assert "**The issue**: The template stands in a quotation.\n" in text
    assert "Read:" not in text
    assert "Example:" not in text


def test_what_was_read_is_shown_as_it_was_written() -> None:
    problem = Problem("title", "x", "Wrong.", read="`a` <b> @c #1", example='- "x"')
    rendered = as_github_shows(on_rejected(problem))
    assert "Read: <code>`a` &lt;b&gt; @c #1</code>" in rendered
    assert "Example: <code>- &quot;x&quot;</code>" in rendered


def test_a_duplicate_links_the_list_and_shows_its_entry() -> None:
    notes = (Note("title", "other-title", "The link is that of _Another_."),)
    found = Duplicate(paper(), notes)
    text = renderer().duplicate(found, "https://github.com/o/r#papers", "0a")
    rendered = as_github_shows(text)
    assert balance(rendered) == []
    assert 'This paper is on <a href="https://github.com/o/r#papers">the list</a>' in rendered
    assert f'<a href="{ARXIV.url}">' in rendered
    assert "<li>The link is that of _Another_.</li>" in rendered
    assert "On Heads 2024-03-17 • New. • Tried. • Found." in visible(rendered)


# --- the corrected submission --------------------------------------------------------------


def test_what_could_not_be_read_is_asked_for_in_brackets_and_the_issue_title_is_taken() -> None:
    lines = corrected(
        draft_of(date=Dated(dt.date(2024, 1, 2))), " Add new paper: Own\nTitle "
    ).split("\n")
    assert lines[:3] == [
        "Title: Own Title",
        "Head: [head name], [another head name]",
        "Published: [arXiv / ACL / ICLR / NeurIPS], 2024-01-02",
    ]
    for draft, shown in (
        (draft_of(date=Dated(unread="2025-02-30")), "[year-month-day; you wrote 2025-02-30]"),
        (draft_of(date=Dated(partial="2025-03")), "2025-03"),
        (draft_of(date=Dated(dt.date(2024, 1, 2), partial="2024")), "2024-01-02"),
    ):
        published = corrected(draft, "").split("\n")[2]
        assert published == f"Published: [arXiv / ACL / ICLR / NeurIPS], {shown}"
    assert corrected(draft_of(), "").startswith("Title: [the title in full]\n")
    assert len(corrected(draft_of(), "Add new paper: " + "x " * 35_000)) < 1000


@pytest.mark.parametrize(
    "title",
    ["", "Add new paper", "Add new paper:", "[Add new paper]", "Please add our paper", "Own Title",
     "Add new paper: Add new paper:", "Add new paper about heads", "New paper on openreview",
     "Add new paper: <!-- second 4242 -->", "Add new paper: https://arxiv.org/abs/2402.02872",
     "Add new paper: [the title in full]"],
)  # fmt: skip
def test_a_title_that_names_no_paper_stands_in_for_none(title: str) -> None:
    assert corrected(draft_of(), title).startswith("Title: [the title in full]\n")


@pytest.mark.parametrize(
    "title",
    ["Add new paper: Own Title", "[Add new paper] Own Title", "add new paper - Own Title",
     "Add paper: Own Title", "Add new paper：Own Title", 'Add new paper "Own Title"',
     "Add new paper: Add new paper: Own Title", "Add new paper: Own <!-- second 4242 --> Title"],
)  # fmt: skip
def test_the_paper_that_an_issues_title_names_stands_in_for_a_missing_title(title: str) -> None:
    assert corrected(draft_of(), title).startswith("Title: Own Title\n")


def test_what_stands_in_no_field_of_the_text_to_copy_is_told_beside_it() -> None:
    body = (
        "Title: How Toys Travel Between Sentences\nAda Lovelace, Alan Turing\n"
        "Head: Toy Head, all\nPublished: submitted to ICLR\nLink: https://toys.example/x\n"
        "Stars: 12\n"
    )
    review = review_issue("Add new paper:", body, frozenset(), listing((), "[]"), TODAY, 42)
    assert isinstance(review, Rejected)
    text = renderer().rejected(review, "", "0a")

    _, _, below = text.partition("not all of what you wrote")
    for word in ("Ada Lovelace", "all", "submitted to ICLR", "toys", "Stars: 12"):
        assert word in below


def test_a_corrected_submission_that_nobody_filled_in_is_rejected_for_the_same_fields() -> None:
    empty = listing((), "[]")
    body = "Title:\nHead:\nPublished:\nSummary:\n- Innovation:\n- Tasks:\n- Significant Result:\n"
    labels = frozenset({"add-new-paper"})
    first = review_issue("", body, labels, empty, TODAY)
    assert isinstance(first, Rejected)
    again = review_issue("", corrected(first.draft, ""), labels, empty, TODAY)
    assert isinstance(again, Rejected)
    assert [p.field for p in again.problems] == [p.field for p in first.problems]
    assert len(again.problems) == 6


def test_a_corrected_submission_in_which_nothing_was_missing_says_the_same_again() -> None:
    empty = listing((), "[]")
    body = (
        "Title: On Heads\nHead: mover heads; S-Inhibition Head\nPublished: NIPS 2024, 2024-12-01\n"
        "Link: https://arxiv.org/pdf/2402.02872v2\nCode: https://github.com/o/r\nSummary:\n"
        "- Innovation: It is new.\n- Tasks: It was tried.\n- Significant Result: It was found.\n"
    )
    first = review_issue("Add new paper: On Heads", body, frozenset(), empty, TODAY)
    assert isinstance(first, Accepted)
    summary = summary_of(first.paper)._asdict()
    heads = [Tag(name, name, known=True) for name in first.paper.tags]
    dated, links = Dated(first.paper.date), first.paper.links
    draft = draft_of(
        title="On Heads", heads=heads, venue="NeurIPS", date=dated, links=links, summary=summary
    )
    again = review_issue("Add new paper: On Heads", corrected(draft, ""), frozenset(), empty, TODAY)
    assert isinstance(again, Accepted)
    assert again.paper == first.paper


def test_a_paper_in_a_text_of_the_bots_is_inert_even_as_plain_text() -> None:
    """Mails and squashed commit messages hold these texts as they are written."""
    live = "@octocat fixes #12"
    told = paper(live, heads=(live,), summary=Summary(live, live, live))
    other = changed(told, date=dt.date(2020, 1, 1))
    texts_of = renderer()
    sources = (Sourced("title", live, "the issue"),)
    texts = [
        fill_pull(texts_of.accepted(Accepted(told, ()), "0a"), 8),
        texts_of.duplicate(Duplicate(told, ()), "https://github.com/o/r#papers", "0a"),
        texts_of.second(told, 5, "0a"),
        texts_of.listed(told, "https://github.com/o/r#papers", "0a", is_open=True),
        texts_of.pulls.pull_request(ISSUE, Accepted(told, (), sources), "0a"),
        texts_of.pulls.update_request(ISSUE, told, other, "0a"),
        texts_of.pulls.refresh([("mark", live, "venue", live, "arXiv")]),
    ]
    for text in texts:
        assert "\uff20octocat fixes \uff0312" in text
        assert "@octocat" not in text
        assert "#12" not in text
    assert "@octocat fixes #12" in readme(told)


# --- pull request and commit ---------------------------------------------------------------


def test_a_pull_request_closes_its_issue_once_and_lists_what_to_look_at() -> None:
    text = renderer().pulls.pull_request(ISSUE, Accepted(paper(), NOTES, SOURCES), "0a1b2c3d")
    keys = r"[0-9a-f]{12},[0-9a-f]{12}"
    marker = rf"<!-- paper-bot:pull 0a1b2c3d v1 keys={keys} -->"
    assert re.match(rf"{BLOCK_BEGIN}\n{marker}\nCloses #7\n", text)
    assert text.endswith(f"\n{BLOCK_END}")
    assert re.findall(r"#\d+", text) == ["#7"]
    rendered = as_github_shows(text)
    assert balance(rendered) == []
    assert 'type="checkbox"' in rendered
    assert f'<td><a href="{ARXIV.url}">Paper</a>, <a href="{CODE.url}">Code</a></td>' in rendered
    assert visible(rendered) == (
        "Closes #7 On Heads 2024-03-17 • New. • Tried. • Found. "
        "Field Value Where it comes from Published Date 2024-03-17 arXiv "
        "Published ICLR the issue Link Paper, Code the issue "
        "To look at before merging: Head: A*B Head is new to the list. "
        "Brought to the list's spelling: NIPS is written NeurIPS here. "
        "Read from issue 7 (digest of its text: 0a1b2c3d). "
        "Editing the issue updates this pull request."
    )


def test_a_pull_request_with_nothing_to_look_at_says_so() -> None:
    text = renderer().pulls.pull_request(ISSUE, Accepted(paper(), (), SOURCES), "0a1b2c3d")
    assert "Nothing stands out" in text
    assert "- [ ]" not in text
    assert "\n\n\n" not in text


def test_a_pull_request_is_called_by_its_paper() -> None:
    assert pull_title(paper("On @heads")) == "Add paper: On ＠heads"
    assert len(pull_title(paper("x" * 300))) == 250


def test_a_commit_names_issue_digest_and_co_author_as_trailers() -> None:
    assert commit_message(filed(7, "ann", 1), paper(), "0a1b2c3d") == (
        "Add paper from issue 7\n"
        "\n"
        "Paper: On Heads\n"
        "\n"
        "Paper-Issue: 7\n"
        "Issue-Digest: 0a1b2c3d\n"
        "Co-authored-by: ann <1+ann@users.noreply.github.com>\n"
    )


@pytest.mark.parametrize("title", ["Co-authored-by: Eve <e@x>", "skip-checks: true", "# x"])
def test_a_title_cannot_pass_for_a_trailer_of_the_commit(title: str) -> None:
    message = commit_message(ISSUE, paper(title), "0a1b2c3d")
    assert message.split("\n")[2] == f"Paper: {title}"
    assert message.endswith("\nPaper-Issue: 7\nIssue-Digest: 0a1b2c3d\n")


# --- templates that are not as they should be ----------------------------------------------


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """Copy the templates to where they may be broken."""
    return Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("README.md.j2", b"{% if %}", "template README.md.j2, line 1: "),
        ("README.md.j2", b"a\nb\n{{ nothing }}", "template README.md.j2, line 3: 'nothing' is un"),
        ("README.md.j2", b"{{ 'x' | shout }}", "template README.md.j2, line 1: No filter named"),
        ("README.md.j2", b"\xff", "the template README.md.j2 is not UTF-8"),
        ("paper.html.j2", b"{% macro row() %}{% endmacro %}",
         "template paper.html.j2 does not define page_bytes"),
        ("paper.html.j2", b"{% macro", "template paper.html.j2, line 1: "),
    ],
)  # fmt: skip
def test_a_broken_template_is_named_with_its_line(
    name: str, content: bytes, message: str, templates: Path
) -> None:
    (templates / name).write_bytes(content)
    with pytest.raises(BrokenState) as caught:
        renderer(templates).files(listing((paper(),), ""))
    assert str(caught.value).startswith(message)
    assert caught.value.exit_code == 4


def test_a_wrong_name_in_a_row_is_named_with_its_line(templates: Path) -> None:
    file = templates / "paper.html.j2"
    before, _, after = file.read_text("utf-8").partition("paper.title | text")
    file.write_text(f"{before}nothing{after}", "utf-8")
    line = before.count("\n") + 1
    with pytest.raises(
        BrokenState, match=rf"^template paper.html.j2, line {line}: 'nothing' is un"
    ):
        renderer(templates).files(listing((paper(),), ""))


@pytest.mark.parametrize("name", ["README.md.j2", "paper.html.j2", "tags.md.j2", "stages.svg.j2"])
def test_a_missing_template_is_named(name: str, templates: Path) -> None:
    (templates / name).unlink()
    with pytest.raises(BrokenState, match=f"^the template {re.escape(name)} is missing$"):
        renderer(templates).files(listing((paper(),), ""))


def test_a_folder_in_the_place_of_a_template_is_named(templates: Path) -> None:
    (templates / "README.md.j2").unlink()
    (templates / "README.md.j2").mkdir()
    with pytest.raises(BrokenState, match=r"template README\.md\.j2"):
        renderer(templates).files(listing((), ""))


def test_a_fault_of_any_length_has_a_place_in_a_comment_and_in_a_pull_request() -> None:
    flaws = "\n".join(f"line {line}: k{line} is no key here" for line in range(9_000))
    texts = renderer().blocked(flaws, "branch", "", "0a"), renderer().pulls.misdescribed(flaws)
    for text in texts:
        assert "line 0: k0 is no key here\nline 1: " in text
        assert "…\n```" in text
        assert len(text) < 65_536
