"""Whole bodies as people type and paste them: one table for each kind of shape or label."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.submission.review import Accepted, Ignored, Rejected, Review, review_issue
from tests.ours import parse_catalog, summary_of

TITLE = "How Toys Travel Between Sentences"
ARXIV = "https://arxiv.org/abs/2402.01872"
PARTS = (
    "- Innovation: Finds heads.\n- Tasks: Looks at toys.\n- Significant Result: Toys are lost.\n"
)
FACTS = (TITLE, ["Toy Head"], "ICLR", "2025-01-22")
SENTENCES = ("Finds heads.", "Looks at toys.", "Toys are lost.")


def judge(body: str, *labels: str) -> Review:
    today = dt.date(2026, 6, 1)
    return review_issue("Add", body, frozenset(labels), parse_catalog("[]\n"), today, 42)


def accepted(body: str) -> Accepted:
    review = judge(body, "add-new-paper")
    assert isinstance(review, Accepted), review
    return review


@pytest.mark.parametrize(
    "body",
    [
        f"Title: {TITLE}, Head: Toy Head, Published: ICLR 2025, 2025-01-22\n{PARTS}",
        f"Title: {TITLE} | Head: Toy Head | Published: ICLR 2025, 2025-01-22\n{PARTS}",
        f"Title: {TITLE} Head: Toy Head Published: ICLR 2025, 2025-01-22 Summary: Innovation: "
        "Finds heads. Tasks: Looks at toys. Significant Result: Toys are lost.",
        f"**Title:** {TITLE}; **Head:** Toy Head; **Published:** ICLR, 2025-01-22\n{PARTS}",
        f"Title\n-----\n{TITLE}\n\nHead\n----\nToy Head\n\nPublished\n=========\n"
        f"ICLR 2025, 2025-01-22\n\nSummary\n-------\n{PARTS}",
        f"<p>Title: {TITLE}</p>\n<p>Head: Toy Head</p>\n<p>Published: ICLR, 2025-01-22</p>\n"
        "<ul><li>Innovation: Finds heads.</li>\n<li>Tasks: Looks at toys.</li>\n"
        "<li>Significant Result: Toys are lost.</li></ul>",
        f"<b>Title:</b> {TITLE}<br>\n<strong>Head</strong>: Toy Head<br>\n"
        f"<b>Published</b>: ICLR, 2025-01-22\n{PARTS}",
        f"title: {TITLE}\nhead: [Toy Head]\nvenue: ICLR\ndate: 2025-01-22\nsummary:\n"
        "  innovation: >\n    Finds\n    heads.\n  tasks: |\n    Looks at toys.\n"
        "  result: >-\n    Toys are lost.\n",
        f"Title: {TITLE}\nHead: [Toy Head]\nPublished: [ICLR], [2025-01-22]\nSummary:\n"
        "- Innovation: [Finds heads.]\n- Tasks: **Looks at toys.**\n"
        "- Significant Result: “Toys are lost.”\n",
        f"标题：{TITLE}\n头部：Toy Head\n发表会议：ICLR 2025\n发布日期：2025年1月22日\n"
        "主要创新：Finds heads.\n实验任务：Looks at toys.\n实验结果：Toys are lost.\n",
        f"Tittle: {TITLE}\nSpecial Attention Head: Toy Head\nPublish: ICLR, 2025-01-22\n{PARTS}",
        f"### Title\n{TITLE}\n### Head type\nToy Head\n### Where was it published?\n"
        f"ICLR 2025, 2025-01-22\n### Summary\n{PARTS}",
        f"Title: {TITLE}\nTitle: {TITLE.lower()}.\nHead: Toy Head\nPublished: ICLR, 2025-01-22\n"
        f"{PARTS}",
    ],
)
def test_keys_are_read_in_whatever_shape_they_stand(body: str) -> None:
    paper = accepted(body).paper
    assert (paper.title, list(paper.tags), paper.venue, str(paper.date)) == FACTS
    summary = summary_of(paper)
    assert (summary.innovation, summary.tasks, summary.result) == SENTENCES


@pytest.mark.parametrize(
    "lines",
    [
        "Published: arXiv\nAccepted at: ICLR 2025",
        "Published: arXiv\nAccepted: ICLR 2025 (poster)",
        "Published: arXiv\nComments: Accepted at ICLR 2025; 20 pages",
        f"Link: {ARXIV}\nNote: accepted to ICLR 2025",
        f"Link: {ARXIV}\nAppeared in: ICLR 2025",
        f"Link: {ARXIV}\nWhere: ICLR 2025",
        f"Link: {ARXIV}\nBooktitle: International Conference on Learning Representations",
        "Published: ~~arXiv~~ ICLR 2025",
    ],
)
def test_where_a_paper_was_accepted_outranks_its_preprint(lines: str) -> None:
    assert accepted(f"Title: {TITLE}\nHead: Toy Head\n{lines}\n{PARTS}").paper.venue == "ICLR"


@pytest.mark.parametrize(
    "line",
    [
        "Status: under review at ICLR 2025",
        "Comments: Submitted to ICLR 2025",
        "Note: ICLR 2025 is in Singapore",
        "Comments: Accepted at the Toy Workshop at ICLR 2025",
        "Update: rejected from ICLR 2025",
    ],
)
def test_what_a_paper_was_not_accepted_at_is_no_venue_and_is_told(line: str) -> None:
    review = accepted(f"Title: {TITLE}\nHead: Toy Head\nPublished: arXiv\n{line}\n{PARTS}")
    assert review.paper.venue == "arXiv"
    assert any(line in note.message for note in review.notes)


def test_what_is_struck_out_is_not_taken_and_told() -> None:
    review = accepted(f"Title: {TITLE}\nHead: ~~Doll Head~~ Toy Head\nPublished: arXiv\n{PARTS}")
    assert review.paper.tags == ("Toy Head",)
    assert any("~~Doll Head~~" in note.message for note in review.notes)


def test_what_heads_do_begins_no_key_of_its_own() -> None:
    head = "Toy Head: carries; Doll Head: rests; Bear Head: waits"
    review = accepted(f"Title: {TITLE}\nHead: {head}\nPublished: arXiv\n{PARTS}")
    assert review.paper.tags == ("Toy Head", "Doll Head", "Bear Head")


def test_links_in_json_are_taken() -> None:
    body = (
        f'{{"title": "{TITLE}", "heads": ["Toy Head"], "venue": "arXiv", "summary":'
        ' {"innovation": "A.", "tasks": "B.", "result": "C."}, "links":'
        f' [{{"label": "arXiv", "kind": "Paper", "url": "{ARXIV}"}},'
        ' {"label": "Code", "url": "https://github.com/ada/toys"}]}'
    )
    links = [link.url for link in accepted(body).paper.links]
    assert links == [ARXIV, "https://github.com/ada/toys"]


@pytest.mark.parametrize("published", ["[arXiv, ACL, ICLR], [year-month-day]", "[TBA]"])
def test_a_template_left_standing_names_no_venue(published: str) -> None:
    body = f"Title: {TITLE}\nHead: Toy Head\nPublished: {published}\n{PARTS}"
    review = judge(body, "add-new-paper")
    assert isinstance(review, Rejected), review
    assert [problem.field for problem in review.problems] == ["venue"]


@pytest.mark.parametrize(
    "body",
    [
        "Publish: npm\nTasks: none\n",
        "Publication: later\nSummary: a question\n",
        "Status: accepted\nResults: none\n",
        "Tasks: write tests, Results: none, Date: today\n",
    ],
)
def test_loose_labels_make_no_issue_a_submission(body: str) -> None:
    assert isinstance(judge(body), Ignored)
