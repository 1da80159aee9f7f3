"""One paper and two issues; a listed paper and what its entry lacks."""

from __future__ import annotations

import re

import pytest

from bot.config import branch_name
from tests.conftest import PAPERS, Bench
from tests.ours import changed, parse_catalog, renderer
from tests.papers import (
    LISTED,
    TEMPLATE,
    TITLE,
    WITH_CODE,
    another,
    assert_settled,
    mentions,
    open_pull,
)

ACCEPTED_AT = LISTED.replace("arxiv,", "ICLR 2025,")


def test_the_second_issue_for_a_paper_is_told_of_the_first_pull_request(bench: Bench) -> None:
    _, first = open_pull(bench)
    second = bench.hub.open_issue("Add new paper:", TEMPLATE, author="bob")

    bench.run(second, action="opened")

    assert [pull.number for pull in bench.hub.pulls()] == [first]
    assert mentions(bench.comment(second)) == [f"#{first}"] * 2
    assert set(bench.hub.issue(second).labels) == {"add-new-paper", "duplicate"}
    assert_settled(bench, second)


def test_the_second_issue_is_taken_up_once_the_first_is_declined(bench: Bench) -> None:
    _, first = open_pull(bench)
    second = bench.hub.open_issue("Add new paper:", TEMPLATE, author="bob")
    bench.run(second, action="opened")
    bench.hub.close_pull(first)

    bench.run(None, "schedule", None)

    (opened,) = [pull for pull in bench.hub.pulls() if pull.state == "open"]
    assert opened.head == branch_name(second)
    assert f"#{opened.number} adds this paper" in bench.comment(second)
    assert bench.hub.issue(second).labels == ("add-new-paper",)
    assert_settled(bench, second)


def test_the_second_issue_is_a_duplicate_once_the_first_is_merged(bench: Bench) -> None:
    _, first = open_pull(bench)
    second = bench.hub.open_issue("Add new paper:", TEMPLATE, author="bob")
    bench.run(second, action="opened")
    bench.hub.merge_pull(first)

    bench.run(None, "push", None)

    assert "is on [the list]" in bench.comment(second)
    assert "duplicate" in bench.hub.issue(second).labels
    assert_settled(bench, second)


def test_the_second_issue_is_taken_up_once_the_first_turns_whatever_its_pull_request_says(
    bench: Bench,
) -> None:
    first, number = open_pull(bench)
    second = bench.hub.open_issue("Add new paper:", TEMPLATE, author="bob")
    bench.run(second, action="opened")
    bench.hub.edit_issue(number, body="I look at this on Monday.", author="maintainer")
    bench.hub.edit_issue(first, body=another(1))
    bench.run(first, action="edited")
    assert TITLE in bench.hub.pull(number).title  # a person's text is left alone

    bench.run(None, "schedule", None)

    assert f"paper-bot/issue-{second}" in [pull.head for pull in bench.hub.pulls()]
    assert_settled(bench, first)
    assert_settled(bench, second)


def test_of_two_pull_requests_for_one_paper_the_later_is_closed(bench: Bench) -> None:
    _, first = open_pull(bench)
    issue, second = open_pull(bench, another(1), author="bob")
    bench.hub.edit_issue(issue, body=TEMPLATE)

    bench.run(issue)

    assert bench.hub.pull(first).state == "open"
    assert bench.hub.pull(second).state == "closed"
    assert f"because #{first}, which was there first" in (bench.hub.pull(second).body or "")
    assert mentions(bench.comment(issue)) == [f"#{first}"] * 2
    assert sorted(bench.hub.branches()) == ["main", branch_name(1)]
    assert_settled(bench, issue, 1)


def test_a_second_issue_that_turns_to_another_paper_is_accepted(bench: Bench) -> None:
    open_pull(bench)
    second = bench.hub.open_issue("Add new paper:", TEMPLATE, author="bob")
    bench.run(second, action="opened")
    bench.hub.edit_issue(second, body=another(1))

    (outcome,) = bench.run(second)

    assert outcome.plan.verdict == "accepted"
    assert "duplicate" not in bench.hub.issue(second).labels
    assert_settled(bench, second)


def test_a_code_link_for_a_listed_paper_is_offered_as_an_update(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", WITH_CODE)

    (outcome,) = bench.run(issue, action="opened")

    assert outcome.plan.verdict == "duplicate"
    pull = bench.hub.pull(outcome.pull or 0)
    assert pull.title.startswith("Update paper: Retrieval Head")
    assert re.findall(r"(?i)clos\w+ #\d+", pull.body or "") == [f"Closes #{issue}"]
    before = parse_catalog(PAPERS).papers[0]
    (after,) = parse_catalog(bench.hub.read(branch_name(issue), "papers.json") or "").papers
    assert [link.url for link in after.links] == [
        "https://arxiv.org/abs/2404.15574",
        "https://github.com/nightdessert/Retrieval_Head",
    ]
    assert changed(after, links=before.links) == before
    assert f"#{pull.number} offers to add it" in bench.comment(issue)
    assert set(bench.hub.issue(issue).labels) == {"add-new-paper", "duplicate"}
    assert_settled(bench, issue)


def test_the_venue_that_accepted_a_listed_preprint_is_offered(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", ACCEPTED_AT)

    bench.run(issue, action="opened")

    (after,) = parse_catalog(bench.hub.read(branch_name(issue), "papers.json") or "").papers
    assert after.venue == "ICLR"
    assert after.links == parse_catalog(PAPERS).papers[0].links
    assert_settled(bench, issue)


def test_a_merged_update_is_on_the_list_and_said(bench: Bench) -> None:
    issue, number = open_pull(bench, WITH_CODE)
    bench.hub.merge_pull(number)

    bench.run(number, "pull_request", "closed")

    catalog = parse_catalog(bench.hub.read("main", "papers.json") or "")
    assert len(catalog.papers) == 1
    assert len(catalog.papers[0].links) == 2
    assert bench.hub.read("main", "README.md") == renderer().files(catalog)["README.md"]
    assert "This paper is on [the list]" in bench.comment(issue)
    assert_settled(bench, issue)


def test_an_update_is_rebuilt_when_the_list_moves(bench: Bench) -> None:
    issue, number = open_pull(bench, WITH_CODE)
    _, other = open_pull(bench, TEMPLATE, author="bob")
    bench.hub.merge_pull(other)

    bench.run(None, "push", None)

    assert bench.hub.pull(number).mergeable is True
    papers = parse_catalog(bench.hub.read(branch_name(issue), "papers.json") or "").papers
    assert [len(paper.links) for paper in papers] == [2, 1]
    assert_settled(bench, issue)


def test_what_a_listed_paper_has_already_is_no_update(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", LISTED)

    bench.run(issue, action="opened")

    assert bench.hub.pulls() == []
    assert "the issue can be closed" in bench.comment(issue)


@pytest.mark.parametrize(
    "body",
    [
        WITH_CODE.replace("Title: Retrieval head", "Title: Another Paper on Retrieval head"),
        LISTED.replace("Summary:", "Code: javascript:alert(1)\nSummary:"),
        LISTED.replace("arxiv,", "a venue nobody knows,"),
    ],
    ids=["another title", "no link", "unknown venue"],
)
def test_nothing_doubtful_is_offered_as_an_update(bench: Bench, body: str) -> None:
    issue = bench.hub.open_issue("Add new paper:", body)

    bench.run(issue, action="opened")

    assert bench.hub.pulls() == []


def test_an_update_of_a_listed_paper_and_a_second_one_do_not_race(bench: Bench) -> None:
    _, first = open_pull(bench, WITH_CODE)
    second = bench.hub.open_issue("Add new paper:", ACCEPTED_AT, author="bob")

    bench.run(second, action="opened")

    assert [pull.number for pull in bench.hub.pulls()] == [first]
    assert mentions(bench.comment(second)) == [f"#{first}"] * 2
    bench.hub.merge_pull(first)
    bench.run(None, "push", None)
    (opened,) = [pull for pull in bench.hub.pulls() if pull.state == "open"]
    assert opened.title.startswith("Update paper")
    assert TITLE not in opened.title
    assert_settled(bench, second)
