"""One account can keep nobody busy: what it may open and have answered at a time is bounded."""

import json
import re
from collections import Counter
from collections.abc import Callable

from bot.config import FIRST_COMMENTS_PER_HOUR, OPEN_PULLS_PER_AUTHOR, PROPOSALS_PER_ISSUE, RETRY
from localhub.interference import Answer, Asked
from tests.conftest import Bench
from tests.papers import WITHOUT_TASKS, another, assert_settled, open_pull
from tests.tiers import thorough

ADD = "Add new paper:"
HOUR = 3600


def verdicts(bench: Bench, issues: list[int]) -> Counter[str]:
    """Answer the event of each issue, in their order, and count what became of them."""
    return Counter(bench.run(issue, action="opened")[0].plan.verdict for issue in issues)


@thorough
def test_ten_papers_of_one_account_stand_open_and_the_others_wait_their_turn(
    bench: Bench,
) -> None:
    issues = [bench.hub.open_issue(ADD, another(n), author="eager") for n in range(12)]
    other = bench.hub.open_issue(ADD, another(99), author="bob")

    assert verdicts(bench, issues) == {"accepted": OPEN_PULLS_PER_AUTHOR, "queued": 2}
    assert verdicts(bench, [other]) == {"accepted": 1}
    assert "taken up by itself" in bench.comment(issues[-1])
    assert bench.hub.issue(issues[-1]).labels == ("add-new-paper",)
    assert_settled(bench, *issues[-2:])

    for pull in bench.hub.pulls()[:2]:
        bench.hub.merge_pull(pull.number, method="squash")
        bench.run(None, "push", None)

    assert len(bench.hub.pulls()) == 13
    for issue in issues[-2:]:
        assert re.search(r"#\d+ adds this paper", bench.comment(issue))
    assert_settled(bench, *issues)


def test_a_maintainer_may_take_a_paper_up_out_of_its_turn(bench: Bench) -> None:
    issues = [bench.hub.open_issue(ADD, another(n), author="eager") for n in range(11)]
    verdicts(bench, issues)

    bench.hub.label_issue(issues[-1], RETRY)
    (outcome,) = bench.run(issues[-1], action="labeled")

    assert outcome.plan.verdict == "accepted"
    assert RETRY not in bench.hub.issue(issues[-1]).labels
    assert_settled(bench, *issues)


@thorough
def test_a_flood_of_mistakes_is_answered_twenty_times_an_hour_and_nothing_is_lost(
    bench: Bench,
) -> None:
    flood = [bench.hub.open_issue(ADD, WITHOUT_TASKS, author="flood") for _ in range(30)]
    other = bench.hub.open_issue(ADD, WITHOUT_TASKS, author="bob")

    assert verdicts(bench, flood) == {"rejected": FIRST_COMMENTS_PER_HOUR, "waiting": 10}
    assert verdicts(bench, [other]) == {"rejected": 1}
    assert [len(bench.hub.comments(issue)) for issue in flood] == [1] * 20 + [0] * 10
    assert {bench.hub.issue(issue).labels for issue in flood[20:]} == {("add-new-paper",)}

    bench.run(None, "schedule", None)
    assert sum(len(bench.hub.comments(issue)) for issue in flood) == 20
    bench.hub.pass_time(HOUR)
    for answered in (25, 30):
        bench.run(None, "schedule", None)
        assert sum(len(bench.hub.comments(issue)) for issue in flood) == answered
    assert_settled(bench, *flood)


@thorough
def test_old_issues_that_are_edited_all_at_once_are_a_flood_as_well(bench: Bench) -> None:
    issues = [bench.hub.open_issue("A question", "Hello?", author="flood") for _ in range(60)]
    assert verdicts(bench, issues[:1]) == {"ignored": 1}
    bench.hub.pass_time(48 * HOUR)
    for issue in issues:
        bench.hub.edit_issue(issue, title=ADD, body=WITHOUT_TASKS)

    assert verdicts(bench, issues) == {"waiting": 60}
    assert not any(bench.hub.comments(issue) for issue in issues)

    bench.hub.pass_time(HOUR)
    bench.run(None, "schedule", None)
    assert sum(len(bench.hub.comments(issue)) for issue in issues) == 5


def test_mending_a_rejected_issue_is_answered_however_many_there_were(bench: Bench) -> None:
    issues = [bench.hub.open_issue(ADD, WITHOUT_TASKS, author="eager") for _ in range(20)]
    verdicts(bench, issues)

    bench.hub.edit_issue(issues[-1], body=another(1))

    assert verdicts(bench, issues[-1:]) == {"accepted": 1}


def test_an_issue_closed_and_opened_again_and_again_is_left_to_a_maintainer(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    for _ in range(PROPOSALS_PER_ISSUE + 3):
        bench.hub.close_issue(issue, by="contributor")
        bench.run(issue, action="closed")
        bench.hub.reopen_issue(issue, by="contributor")
        bench.run(issue, action="reopened")

    assert len(bench.hub.pulls()) == PROPOSALS_PER_ISSUE
    assert not any(pull.state == "open" for pull in bench.hub.pulls())
    assert "sets the label `bot-retry`" in bench.comment(issue)
    assert_settled(bench, issue)

    bench.hub.label_issue(issue, RETRY)
    assert verdicts(bench, [issue]) == {"accepted": 1}
    assert len(bench.hub.pulls()) == PROPOSALS_PER_ISSUE + 1
    assert_settled(bench, issue)


def test_issues_of_deleted_accounts_are_nobodys_flood(bench: Bench) -> None:
    """GitHub names no author then, and all of them together are not one account."""

    def nameless(asked: Asked, answer: Callable[[], Answer]) -> Answer:
        given = answer()
        if asked.writes or not re.fullmatch(r".*/issues/[0-9]+", asked.path):
            return given
        body = json.dumps(json.loads(given.body) | {"user": None}).encode()
        headers = {k: v for k, v in given.headers.items() if k.lower() != "content-length"}
        return Answer(given.status, headers, body)

    bench.hub.interference = nameless
    issues = [
        bench.hub.open_issue(ADD, another(n), author=f"gone-{n}")
        for n in range(OPEN_PULLS_PER_AUTHOR + 2)
    ]

    assert verdicts(bench, issues) == {"accepted": len(issues)}
