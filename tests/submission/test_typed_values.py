"""What people type after a key: one table for each kind, with its neighbours."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.submission.review import Accepted, Rejected, Review, review_issue
from tests.ours import parse_catalog

TITLE = "How Toys Travel Between Sentences"
SUMMARY = (
    "Summary:\n- Innovation: Finds heads that carry toys.\n- Tasks: Looks at three models.\n"
    "- Significant Result: Without them the toys are lost.\n"
)


def judge(*lines: str, own: str = "") -> Review:
    body = "\n".join((*lines, SUMMARY))
    labels = frozenset({"add-new-paper"})
    return review_issue(
        f"Add new paper: {own}", body, labels, parse_catalog("[]\n"), dt.date(2026, 6, 1), 42
    )


def published(text: str) -> Review:
    return judge(f"Title: {TITLE}", "Head: Toy Head", f"Published: {text}")


def told(review: Review) -> str:
    """Return all that a person reads of what was not taken."""
    assert isinstance(review, Accepted | Rejected)
    problems = review.problems if isinstance(review, Rejected) else ()
    also = review.draft.also if isinstance(review, Rejected) else []
    return "\n".join(
        [*(n.message for n in review.notes), *(f"{p.message} {p.read}" for p in problems), *also]
    )


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("accepted by NeurIPS'24 as a poster", "NeurIPS"),
        ("accepted to ICML 2024 as an oral", "ICML"),
        ("Accepted as an oral presentation at ICLR 2025", "ICLR"),
        ("accepted for publication at TACL", "TACL"),
        ("accepted for presentation at ICLR 2025", "ICLR"),
        ("Will appear at NeurIPS 2025", "NeurIPS"),
        ("We got accepted at ICML 2025!", "ICML"),
        ("arXiv, later ICLR 2025", "ICLR"),
        ("ICLR 2025 Conference", "ICLR"),
        ("ICLR 2025 accept (poster)", "ICLR"),
        ("ICLR 2025 Outstanding Paper", "ICLR"),
        ("LessWrong post, 2023", "LessWrong"),
        ("Trans. Mach. Learn. Res. 2024 (2024)", "TMLR"),
        ("J. Mach. Learn. Res. 25: 1-40 (2024)", "JMLR"),
        ("Trans. Assoc. Comput. Linguistics 11: 1-20 (2023)", "TACL"),
        ("Preprint on arXiv", "arXiv"),
        ("预印本", "arXiv"),
        ("It's on arXiv", "arXiv"),
        ("only on arXiv", "arXiv"),
        ("arXiv only", "arXiv"),
        ("arXiv for now", "arXiv"),
        ("on arxiv since May 2024", "arXiv"),
        ("not accepted at ICLR, so arXiv", "arXiv"),
        ("arXiv cs.CL", "arXiv"),
        ("2024-05-26 (arXiv), 2025-01-22 (ICLR)", "ICLR"),
        ("ACL-IJCNLP 2021 Findings", "ACL Findings"),
        (
            "Proceedings of the 2025 Conference of the Nations of the Americas Chapter of the ACL: "
            "Human Language Technologies (Volume 1: Long Papers)",
            "NAACL",
        ),
        ("arXiv [cs.CL, cs.AI]", "arXiv"),
        ("arXiv Spring 2024", "arXiv"),
        ("arXiv May '24", "arXiv"),
        ("arXiv [v1] Sun, 26 May 2024 10:15:00 UTC (1,234 KB)", "arXiv"),
    ],
)
def test_a_known_venue_is_found_in_what_people_say_of_it(text: str, venue: str) -> None:
    review = published(text)
    assert isinstance(review, Accepted), review
    assert review.paper.venue == venue


@pytest.mark.parametrize(
    "text",
    ["Work in progress", "WIP", "ongoing work", "in preparation", "in press", "forthcoming",
     "coming soon", "Preprint under review", "N/A yet", "none yet", "not yet", "not published yet",
     "Unpublished", "unpublished manuscript", "draft", "-", "?", "TBA", "to be decided",
     "to be determined", "don't know", "unsure", "no venue yet", "unknown venue", "yes", "no",
     "see link", "see below", "anonymous", "cs.CL", "没有", "暂无", "无", "未知", "待定", "未发表",
     "Is it on arXiv?", "not on arXiv", "soon on arXiv"],
)  # fmt: skip
def test_words_that_name_no_venue_are_asked_about(text: str) -> None:
    review = published(text)
    assert isinstance(review, Rejected), review
    assert [problem.field for problem in review.problems] == ["venue"]
    assert text in told(review) or not any(map(str.isalnum, text))


@pytest.mark.parametrize("text", ["Work in progress", "N/A yet", "Preprint under review", "TBA"])
def test_the_link_proves_the_venue_where_words_name_none(text: str) -> None:
    review = judge(
        f"Title: {TITLE}", "Head: Toy Head", f"Published: {text}", "Link: arxiv.org/abs/2402.01872"
    )
    assert isinstance(review, Accepted), review
    assert review.paper.venue == "arXiv"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Uploaded: 2025-06-09", "2025-06-09"),
        ("Uploaded on: June 9, 2025", "2025-06-09"),
        ("Available online: 2025-06-09", "2025-06-09"),
        ("上传日期：2025年6月9日", "2025-06-09"),
        ("Last updated: 2025-06-09", None),
        ("Last Modified: 9 June 2025", None),
        ("Date: v2, 2025-06-09", None),
        ("Date: 2025-06-09 (v2)", None),
        ("Date: 2025-06-09 (v1), 2025-07-01 (v2)", "2025-06-09"),
        ("Date: last updated 2025-06-09", None),
        ("Date: revised on 9 June 2025", None),
        ("Published Date: Last modified: 2025-06-09", None),
    ],
)
def test_the_day_of_a_later_version_is_not_that_of_the_paper(line: str, day: str | None) -> None:
    review = judge(f"Title: {TITLE}", "Head: Toy Head", "Published: arXiv", line)
    assert isinstance(review, Accepted), review
    assert str(review.paper.date) == str(day)
    assert (
        day
        or "2025-06-09" in told(review)
        or line.removeprefix("Date: ").removeprefix("Published Date: ") in told(review)
    )


@pytest.mark.parametrize(
    ("written", "heads"),
    [
        ("Toy Head/Doll Head", ["Toy Head", "Doll Head"]),
        ("Toy heads / doll heads", ["Toy Head", "Doll Head"]),
        ("Toy Head|Doll Head", ["Toy Head", "Doll Head"]),
        ("Toy Head + Doll Head", ["Toy Head", "Doll Head"]),
        ("Toy Head or Doll Head", ["Toy Head", "Doll Head"]),
        ("Toy Head, or Doll Head", ["Toy Head", "Doll Head"]),
        ("Toy Head vs. Doll Head", ["Toy Head", "Doll Head"]),
        ("Toy Head · Doll Head", ["Toy Head", "Doll Head"]),
        ("1) Toy Head 2) Doll Head", ["Toy Head", "Doll Head"]),
        ("(1) Toy Head (2) Doll Head", ["Toy Head", "Doll Head"]),
        ("Toy Head<br>Doll Head", ["Toy Head", "Doll Head"]),
        ("Toy Head<br/>- Doll Head", ["Toy Head", "Doll Head"]),
        ('["Toy Head", "Doll Head"]', ["Toy Head", "Doll Head"]),
        ("['Toy Head', 'Doll Head']", ["Toy Head", "Doll Head"]),
        ("{Toy Head, Doll Head}", ["Toy Head", "Doll Head"]),
        ("‘Toy Head’, ‘Doll Head’", ["Toy Head", "Doll Head"]),
        ("Doll Head, Toy\nHead", ["Doll Head", "Toy Head"]),
        ("Toy Head (Lovelace et al., 2022)", ["Toy Head"]),
        ("Toy Head (carries toys, and more), Doll Head", ["Toy Head", "Doll Head"]),
        ("Toy Head (listed), Doll Head [new]", ["Toy Head", "Doll Head"]),
        ("TH (Toy Head)", ["Toy Head"]),
        ("Head: Toy Head", ["Toy Head"]),
        ("New: Toy Head; Known: Doll Head", ["Toy Head", "Doll Head"]),
        ("e.g. Toy Head, among others", ["Toy Head"]),
        ("such as Toy Head", ["Toy Head"]),
        ("Toy Head*, Doll Head?", ["Toy Head", "Doll Head"]),
        ("Toy/Doll Head", ["Toy/Doll Head"]),
        ("Toy and Doll Head", ["Toy and Doll Head"]),
        ("A|B Head", ["A|B Head"]),
        ("<b>Toy</b> Head", ["Toy Head"]),
        ("A* Head", ["A* Head"]),
        ("AND Gate Head, OR Gate Head", ["AND Gate Head", "OR Gate Head"]),
    ],
)
def test_heads_are_parted_as_people_part_them(written: str, heads: list[str]) -> None:
    review = judge(f"Title: {TITLE}", f"Head: {written}", "Published: arXiv")
    assert isinstance(review, Accepted), review
    assert list(review.paper.tags) == heads


@pytest.mark.parametrize("written", ["see paper", "The paper does not name any", "none yet", "无"])
def test_what_says_that_no_head_is_named_names_none(written: str) -> None:
    review = judge(f"Title: {TITLE}", f"Head: {written}", "Published: arXiv")
    assert isinstance(review, Rejected), review
    assert [problem.field for problem in review.problems] == ["heads"]
    assert written in told(review)


@pytest.mark.parametrize(
    "written",
    [
        f"# {TITLE}",
        f"## {TITLE} ##",
        f"> {TITLE}",
        f"- {TITLE}",
        f"1. {TITLE}",
        f"[x] {TITLE}",
        f"‘{TITLE}’",
        f"'{TITLE}'",
        f"title={{{TITLE}}},",
        f"Paper: {TITLE}",
        f"{TITLE}.pdf",
        f"Microsoft Word - {TITLE}",
        f"{TITLE} - YouTube",
        f"[cs.CL] {TITLE}",
        f"2402.01872 - {TITLE}",
        f"[{TITLE}][1]",
        f"{TITLE}[^1]",
        f"{TITLE} (Oral)",
        f"{TITLE}, EMNLP 2024",
        f"EMNLP 2024: {TITLE}",
        f"ICML 2024 {TITLE} Oral",
        f"{TITLE} (Lovelace et al., 2024)",
        f"{TITLE}, Lovelace et al.",
        "How Toys Travel<br>Between Sentences",
        "How Toys Travel\nBetween Sentences",
        "How Toys Travel\n  Between Sentences",
        "\n  How Toys Travel \\\n  Between Sentences",
        f"@inproceedings{{toys, title={{{TITLE}}}, author={{Lovelace, Ada}}}}",
    ],
)
def test_a_title_is_freed_from_what_stands_around_it(written: str) -> None:
    review = judge(f"Title: {written}", "Head: Toy Head", "Published: arXiv")
    assert isinstance(review, Accepted), review
    assert review.paper.title == TITLE


@pytest.mark.parametrize(
    "written",
    [
        f'Lovelace, Ada, and Alan Turing. "{TITLE}." arXiv preprint arXiv:2402.01872 (2024).',
        f'Lovelace, Ada, and Alan Turing. 2024. "{TITLE}." arXiv preprint arXiv:2402.01872.',
        f'A. Lovelace and A. Turing, "{TITLE}," arXiv:2402.01872, 2024.',
        f"Lovelace, A., & Turing, A. (2024). {TITLE}. arXiv preprint arXiv:2402.01872.",
        f"Lovelace, A. and Turing, A., 2024. {TITLE}. arXiv preprint arXiv:2402.01872.",
        f"Ada Lovelace and Alan Turing. 2024. {TITLE}. ArXiv, abs/2402.01872.",
        f"Lovelace A, Turing A. {TITLE}[J]. arXiv preprint arXiv:2402.01872, 2024.",
        f"Lovelace A, Turing A. {TITLE}. arXiv preprint arXiv:2402.01872. 2024 Feb 2.",
        f"Ada Lovelace, Alan M. Turing: {TITLE}. CoRR abs/2402.01872 (2024)",
        f"[1] A. Lovelace, A. Turing. {TITLE}. arXiv preprint arXiv:2402.01872",
        f"Ada Lovelace et al. {TITLE}. arXiv:2402.01872",
    ],
)
def test_of_a_citation_the_title_is_taken_and_the_rest_is_told(written: str) -> None:
    review = judge(f"Title: {written}", "Head: Toy Head", "Published: arXiv")
    assert isinstance(review, Accepted), review
    assert review.paper.title == TITLE
    assert [link.url for link in review.paper.links] == ["https://arxiv.org/abs/2402.01872"]
    assert "Lovelace" in told(review)


@pytest.mark.parametrize(
    "title",
    [
        'Toy, Doll, and Bear: "Playing" With Language Models',
        'On "Toys", and Other Things',
        "Llama, Mistral and Gemma: How Toys Travel",
        "Romeo and Juliet. How Toys Travel Between Sentences",
        "Is BERT (2019). Still Good?",
        "Attention, Memory. Retrieval in Toys",
        "NeurIPS 2020 Toy Competition: Systems",
        "Toys by Design",
        "Beyond A*",
        "The '90s of Toys",
    ],
)
def test_a_title_that_looks_like_a_citation_stays(title: str) -> None:
    review = judge(f"Title: {title}", "Head: Toy Head", "Published: arXiv")
    assert isinstance(review, Accepted), review
    assert review.paper.title == title


@pytest.mark.parametrize("written", ["see link", "same as the issue title", "Title here", "同上"])
def test_a_word_for_the_title_leaves_it_to_the_issue_s_own(written: str) -> None:
    review = judge(f"Title: {written}", "Head: Toy Head", "Published: arXiv", own=TITLE)
    assert isinstance(review, Accepted), review
    assert review.paper.title == TITLE


def test_the_address_below_a_title_is_the_one_that_it_leads_to() -> None:
    lines = (f"Title: [{TITLE}][1]", "Head: Toy Head", "Published: arXiv")
    review = judge(*lines, "", "[1]: https://arxiv.org/abs/2402.01872", "")
    assert isinstance(review, Accepted), review
    assert [link.url for link in review.paper.links] == ["https://arxiv.org/abs/2402.01872"]
