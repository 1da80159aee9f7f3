"""An issue that says otherwise of a listed paper is offered as a change, field by field."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.catalog.paper import Paper
from bot.commands.check import print_verdict
from bot.config import branch_name
from bot.errors import BrokenState
from bot.fields.reading import Link
from bot.listing.description import Description
from bot.messages.verdicts import Verdict
from bot.reconcile.planning import Plan, make_plan
from bot.reconcile.safety import raise_if_unsafe
from bot.reconcile.states import ActualState, DesiredBranch, DesiredState, Tip
from bot.submission.review import review_issue
from tests.conftest import PAPERS, TODAY, Bench
from tests.ours import OURS, changed, issue_text, parse, parse_catalog, summary_of
from tests.papers import LISTED, TEMPLATE, assert_settled, open_pull
from tests.paths import PROJECT
from tests.tiers import chosen

TITLE = "Retrieval Head Mechanistically Explains Long-Context Factuality"
ENTRY = parse_catalog(PAPERS).papers[0]
FORM = PROJECT / ".github" / "ISSUE_TEMPLATE" / "correct-entry.yml"
ADD, CORRECT = "Add new paper:", "Correct entry:"


def form(paper: str, wrong: str, right: str) -> str:
    """Return what GitHub makes of the form for corrections."""
    return f"### Paper\n\n{paper}\n\n### What is wrong\n\n{wrong}\n\n### What is right\n\n{right}"


def entry(bench: Bench, ref: str = "main") -> Paper:
    """Return the listed paper as a branch has it; nothing else has come or gone."""
    (paper,) = parse_catalog(bench.hub.read(ref, "papers.json") or "").papers
    return paper


def offered(bench: Bench, issue: int) -> Paper:
    return entry(bench, branch_name(issue))


def rows(body: str) -> list[list[str]]:
    """Return the cells of the table of changes in a pull request's body."""
    table = body.partition("In the issue")[2].partition("</table>")[0]
    found = re.findall(r"<td>(.*?)</td>\s*<td>(.*?)</td>\s*<td>(.*?)</td>", table)
    return [[html.unescape(re.sub(r"<[^>]*>", "", cell)) for cell in row] for row in found]


def propose(bench: Bench, body: str, title: str = ADD) -> tuple[int, str]:
    """File an issue that is a duplicate with a change, and return it with the body it gets."""
    issue = bench.hub.open_issue(title, body)
    (outcome,) = bench.run(issue, action="opened")
    assert outcome.plan.verdict == "duplicate"
    pull = bench.hub.pull(outcome.pull or 0)
    assert pull.title.startswith("Update paper: Retrieval")
    assert re.findall(r"(?i)clos\w+ #\d+", pull.body or "") == [f"Closes #{issue}"]
    assert f"#{pull.number} offers to" in bench.comment(issue)
    return issue, pull.body or ""


SENTENCE = "Says what came out in every model."
CHANGES = [
    (
        LISTED.replace("Head: Retrieval Heads", "Head: Retrieval Head, Induction Head"),
        {"heads": ("Retrieval Head", "Induction Head")},
        ["Head", "Retrieval Head", "Retrieval Head, Induction Head"],
    ),
    (
        LISTED.replace("Head: Retrieval Heads", "Head: Induction Head"),
        {"heads": ("Induction Head",)},
        ["Head", "Retrieval Head", "Induction Head"],
    ),
    (
        LISTED.replace("Says what came out.", SENTENCE),
        {"summary": summary_of(ENTRY)._replace(result=SENTENCE)},
        ["Significant Result", "Says what came out.", SENTENCE],
    ),
    (
        LISTED.replace("2024-04-24", "2024-04-22"),
        {"date": dt.date(2024, 4, 22)},
        ["Published Date", "2024-04-24", "2024-04-22"],
    ),
    (LISTED.replace("arxiv", "ICLR 2025"), {"venue": "ICLR"}, ["Published", "arXiv", "ICLR"]),
    (
        f"{LISTED}\nCode: https://github.com/nightdessert/Retrieval_Head\n",
        {},
        ["Link", "nothing", "https://github.com/nightdessert/Retrieval_Head"],
    ),
]
IDS = ["head added", "head for another", "sentence", "date", "venue", "link"]


@pytest.mark.parametrize(("body", "update", "row"), CHANGES, ids=IDS)
def test_another_value_is_offered_old_and_new_and_nothing_else_changes(
    bench: Bench, body: str, update: dict[str, Any], row: list[str]
) -> None:
    issue, text = propose(bench, body)

    assert rows(text) == [row]
    after = offered(bench, issue)
    assert after == changed(ENTRY, **{"links": after.links, **update})
    assert after.links[: len(ENTRY.links)] == ENTRY.links
    assert row[2] in html.unescape(bench.comment(issue))
    assert entry(bench) == ENTRY
    assert_settled(bench, issue)


def test_a_merged_change_is_on_the_list_and_said(bench: Bench) -> None:
    body = LISTED.replace("Says what came out.", SENTENCE)
    issue, number = open_pull(bench, body)
    bench.hub.merge_pull(number)

    bench.run(number, "pull_request", "closed")

    assert entry(bench).get("summary.result") == SENTENCE
    assert "This paper is on [the list]" in bench.comment(issue)
    assert_settled(bench, issue)


def test_a_declined_change_is_not_offered_again(bench: Bench) -> None:
    issue, number = open_pull(bench, LISTED.replace("2024-04-24", "2024-04-22"))
    bench.hub.close_pull(number)

    bench.run(number, "pull_request", "closed")

    assert [pull.state for pull in bench.hub.pulls()] == ["closed"]
    assert_settled(bench, issue)


def test_a_change_follows_the_issue(bench: Bench) -> None:
    issue, number = open_pull(bench, LISTED.replace("2024-04-24", "2024-04-22"))
    bench.hub.edit_issue(issue, body=LISTED.replace("2024-04-24", "2024-04-21"))

    bench.run(issue)

    assert str(offered(bench, issue).date) == "2024-04-21"
    assert rows(bench.hub.pull(number).body or "") == [
        ["Published Date", "2024-04-24", "2024-04-21"]
    ]
    assert_settled(bench, issue)


def test_everything_that_a_second_submission_says_is_offered_and_its_heads_are_added(
    bench: Bench,
) -> None:
    body = TEMPLATE.replace("Exploring Translation Mechanism of Large Language Models", TITLE)
    body = body.replace("2502.11806v2", "2404.15574").replace(",Retrieval Heads", "")

    issue, text = propose(bench, body)

    assert [row[0] for row in rows(text)] == [
        "Published Date", "Head", "Innovation", "Tasks", "Significant Result"
    ]  # fmt: skip
    assert offered(bench, issue).tags == ("Retrieval Head", "Source Head")
    assert "The issue does not name Retrieval Head; the list keeps it." in text
    assert "Source Head is new to the list." in text
    assert_settled(bench, issue)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (LISTED.replace("2024-04-24", "May 2024"), "the list keeps 2024-04-24"),
        (LISTED.replace("arxiv,", "a venue nobody knows,"), "a venue nobody knows"),
        (LISTED.replace("2404.15574v3", "2404.99999"), "`https://arxiv.org/abs/2404.99999`"),
        (f"{LISTED}\nCode: javascript:alert(1)\n", "javascript"),
        (LISTED.replace("2024-04-24", "03/04/2024"), "Read: 03/04/2024"),
    ],
    ids=["month", "unknown venue", "another number", "no address", "unclear date"],
)
def test_what_is_not_offered_is_told(bench: Bench, body: str, said: str) -> None:
    issue = bench.hub.open_issue(ADD, body)

    (outcome,) = bench.run(issue, action="opened")

    assert outcome.plan.verdict == "duplicate"
    assert bench.hub.pulls() == []
    assert said in bench.comment(issue)
    assert_settled(bench, issue)


@pytest.mark.parametrize(
    "body",
    [
        LISTED,
        LISTED.replace("Says what is new.", "Says  what is new"),
        LISTED.replace("Retrieval Heads", "retrieval-head"),
        LISTED.replace("arxiv,", "arXiv preprint,"),
        f"Title: {TITLE}\nHead: TBD\n",
        f"Title: {TITLE}\nHead: Retrieval Head\nSummary: to be added",
    ],
)
def test_the_same_values_in_other_spelling_and_blanks_are_no_change(
    bench: Bench, body: str
) -> None:
    issue = bench.hub.open_issue(ADD, body)

    (outcome,) = bench.run(issue, action="opened")

    assert outcome.plan.verdict == "duplicate"
    assert bench.hub.pulls() == []
    assert "the issue can be closed" in bench.comment(issue)


def test_a_maintainer_may_take_some_of_it(bench: Bench) -> None:
    body = LISTED.replace("Says what came out.", SENTENCE).replace("2024-04-24", "2024-04-22")
    issue, number = open_pull(bench, body)
    text = bench.hub.read(branch_name(issue), "papers.json") or ""
    text = text.replace("2024-04-22", "2024-04-24")
    bench.hub.commit_files(branch_name(issue), {"papers.json": text}, "Keep the date")
    bench.run(number, "pull_request", "synchronize")
    bench.hub.merge_pull(number)

    bench.run(number, "pull_request", "closed")

    assert (entry(bench).get("summary.result"), str(entry(bench).date)) == (SENTENCE, "2024-04-24")
    assert_settled(bench, issue)


@pytest.mark.parametrize(
    "change",
    [
        {"links": ()},
        {"date": None},
        {"issue": 7},
        {"extra": {"doi": "10.1000/x"}},
        {"extra": {"summary": {"note": "x"}}},
    ],
    ids=["link lost", "date lost", "issue", "unknown field", "unknown part"],
)
def test_a_plan_that_takes_something_from_an_entry_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(BrokenState, match="not one paper more"):
        raise_if_unsafe(*plan_for({0: changed(ENTRY, **change)}))


def test_a_plan_that_changes_two_entries_is_refused() -> None:
    both = {0: changed(ENTRY, venue="ICLR"), 1: changed(OTHER, venue="ICLR")}
    with pytest.raises(BrokenState, match="not one paper more"):
        raise_if_unsafe(*plan_for(both))


def test_a_plan_that_changes_what_one_entry_says_is_safe() -> None:
    paper = changed(ENTRY,
        title="Called Otherwise", date=dt.date(2024, 1, 1), heads=("X Head",), venue="ICLR",
        summary=summary_of(ENTRY)._replace(tasks="Others."), links=(*ENTRY.links, *OTHER.links),
    )  # fmt: skip
    raise_if_unsafe(*plan_for({0: paper}))


OTHER = changed(ENTRY, title="Another", links=(Link("arXiv", "Paper", "https://arxiv.org/abs/1"),))


def plan_for(entries: dict[int, Paper]) -> tuple[Plan, DesiredState, Description]:
    """Return the plan that writes a list of two entries with these changed."""
    before = parse_catalog(PAPERS).with_paper(OTHER)
    files = {"papers.json": before.with_changed(entries).text}
    branch = DesiredBranch(files, "Update", Tip("c", "t"), before.text, "papers.json")
    wanted = DesiredState(Verdict.DUPLICATE, branch=branch)
    return (
        make_plan(7, wanted, ActualState(None, None, None, frozenset(), locked=False)),
        wanted,
        OURS,
    )


# --- the form, and what is called a correction ---------------------------------------------

FORMS = [
    ("Head Name", "Retrieval Head, Induction Head", ["Head", "Retrieval Head", None]),
    ("Head Name", "Induction Head", ["Head", "Retrieval Head", "Induction Head"]),
    ("Published Date", "2024-04-22", ["Published Date", "2024-04-24", "2024-04-22"]),
    ("Source", "ICLR 2025", ["Published", "arXiv", "ICLR"]),
    ("Source", "Toy Journal", ["Published", "arXiv", "Toy Journal"]),
    ("Innovation", "Says what is new!", ["Innovation", "Says what is new.", "Says what is new!"]),
    ("Tasks", SENTENCE, ["Tasks", "Says what was tried.", SENTENCE]),
    ("Significant Result", SENTENCE, ["Significant Result", "Says what came out.", SENTENCE]),
    ("Title", "Retrieval Heads Explain Factuality", ["Title", TITLE, None]),
    ("Code Link", "https://github.com/nightdessert/Retrieval_Head", ["Link", "nothing", None]),
    ("Paper Link", "https://openreview.net/forum?id=EytBpUGB1Z", ["Link", "nothing", None]),
    ("Several of these, or something else", "Head: Induction Head", ["Head", None, None]),
]


@pytest.mark.parametrize(
    "paper", chosen([TITLE, "https://arxiv.org/abs/2404.15574", "arXiv:2404.15574v2"], TITLE)
)
@pytest.mark.parametrize(("wrong", "right", "row"), FORMS)
def test_the_form_changes_one_field_of_one_entry(
    bench: Bench, paper: str, wrong: str, right: str, row: list[str | None]
) -> None:
    labels = ["add-new-paper"]
    issue = bench.hub.open_issue(CORRECT, form(paper, wrong, right), labels=labels)
    (outcome,) = bench.run(issue, action="opened")
    assert outcome.plan.verdict == "duplicate"
    pull = bench.hub.pull(outcome.pull or 0)

    (found,) = rows(pull.body or "")
    assert all(want in (None, cell) for want, cell in zip(row, found, strict=True))
    assert found[1] != found[2]
    assert_settled(bench, issue)

    bench.hub.merge_pull(pull.number)
    bench.run(pull.number, "pull_request", "closed")
    assert entry(bench) != ENTRY
    assert "is on [the list]" in bench.comment(issue)
    assert_settled(bench, issue)


def test_several_fields_in_one_form(bench: Bench) -> None:
    right = "Published: ICLR 2025, 2024-04-22\nTasks: Says what was tried on whom."
    body = form(TITLE, "Several of these, or something else", right)

    _, text = propose(bench, body, CORRECT)

    assert [row[0] for row in rows(text)] == ["Published Date", "Published", "Tasks"]


@pytest.mark.parametrize(
    "title", [f"Correct entry: {TITLE}", f"Correction: {TITLE}", f"correct entry - {TITLE}"]
)
def test_the_issues_title_makes_the_template_a_correction(bench: Bench, title: str) -> None:
    body = "Head: Induction Head\nPublished: Toy Journal\n"

    issue, text = propose(bench, body, title)

    assert [row[0] for row in rows(text)] == ["Head", "Published"]
    assert offered(bench, issue).tags == ("Induction Head",)


def test_a_right_link_stands_beside_the_one_of_its_sort_for_a_person_to_take_out(
    bench: Bench,
) -> None:
    issue, text = propose(bench, form(TITLE, "Paper Link", "arXiv:2404.15575"), CORRECT)

    urls = [link.url for link in offered(bench, issue).links]
    assert urls == ["https://arxiv.org/abs/2404.15574", "https://arxiv.org/abs/2404.15575"]
    assert "take it out if it is wrong" in text


def test_a_correction_of_a_paper_that_is_not_listed_says_so(bench: Bench) -> None:
    paper = TITLE.replace("Explains", "Explained")
    issue = bench.hub.open_issue(CORRECT, form(paper, "Source", "ICLR"))

    (outcome,) = bench.run(issue, action="opened")

    assert outcome.plan.verdict == "rejected"
    assert "there is nothing to correct" in bench.comment(issue)
    assert f"Is it {TITLE}?" in bench.comment(issue)
    assert "Here is the whole submission" not in bench.comment(issue)
    assert_settled(bench, issue)

    bench.hub.edit_issue(issue, body=form(TITLE, "Source", "ICLR"))
    assert bench.run(issue)[0].plan.verdict == "duplicate"
    assert offered(bench, issue).venue == "ICLR"


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("Published Date", "03/04/2024", "Read: 03/04/2024"),
        ("Several of these, or something else", "It is by other people.", "by other people"),
        ("Head Name", "_No response_", "the issue can be closed"),
    ],
)
def test_what_a_correction_says_that_cannot_be_read_is_told(
    bench: Bench, wrong: str, right: str, said: str
) -> None:
    issue = bench.hub.open_issue(CORRECT, form(TITLE, wrong, right))

    (outcome,) = bench.run(issue, action="opened")

    assert outcome.plan.verdict == "duplicate"
    assert bench.hub.pulls() == []
    assert said in bench.comment(issue)


@pytest.mark.parametrize(
    ("title", "body", "submits"),
    [
        ("Correct entry: X", "", True),
        ("Wrong head", form("X", "Head Name", "Y"), True),
        ("Correction: a typo in the README", "It says teh.", False),
        ("What is right?", "## What is right\n\nNothing.", False),
        ("Correct me", "", False),
    ],
)
def test_only_our_own_words_make_an_issue_a_correction(
    title: str, body: str, submits: bool
) -> None:
    assert issue_text(title, body).submits is submits


def test_what_the_form_asks_for_is_what_is_read() -> None:
    asked = YAML(typ="safe", pure=True).load(FORM.read_text("utf-8"))
    fields = {each["id"]: each["attributes"] for each in asked["body"] if "id" in each}
    headings = [re.sub("\n", "", line) for line in form("x", "y", "z").splitlines()[::4]]
    assert [f"### {each['label']}" for each in fields.values()] == headings
    assert (asked["title"], asked["labels"]) == ("Correct entry: ", ["add-new-paper"])
    *options, other = fields["wrong"]["options"]
    for option in options:
        (key, text) = [*parse(CORRECT, form("X", option, "What it should read")).fields.items()][-1]
        assert (key != "Summary", text) == (True, "What it should read")
    assert parse(CORRECT, form("X", other, "Others"))[1] == {"title": "X", "Summary": "Others"}


def test_check_says_what_differs(capsys: pytest.CaptureFixture[str]) -> None:
    body = LISTED.replace("2024-04-24", "2024-04-22")
    review = review_issue(ADD, body, frozenset(), parse_catalog(PAPERS), TODAY)
    print_verdict(review, as_json=True)
    said = json.loads(capsys.readouterr().out)
    assert (said["verdict"], said["paper"]["date"]) == ("duplicate", "2024-04-24")
    assert said["notes"] == [
        {
            "field": "date",
            "code": "differs",
            "message": "The list has 2024-04-24; the issue says 2024-04-22.",
        }
    ]


def test_a_hostile_form_is_read_soon() -> None:
    body = form("x", "Head Name", "# What is right\n" * 4_000)
    assert parse(CORRECT, body[:65_536]).corrects
