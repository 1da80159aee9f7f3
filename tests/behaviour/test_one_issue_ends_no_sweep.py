"""No issue ends a sweep: whatever one of them raises or costs is its own line."""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

import pytest

from bot.commands.run import exit_fault, run_event
from bot.commands.settings import Settings
from bot.config import branch_name
from bot.errors import Bug, Fault, TransientFault
from bot.fields.findings import Findings
from bot.fields.reference import Reference
from bot.gateway import Gateway
from bot.outputs.templates import TEMPLATES
from bot.reconcile.applying import Outcome
from bot.reconcile.retry import NO_DEADLINE, Deadline
from bot.reconcile.sweep import Sweep
from bot.reconcile.tools import Tools
from tests.conftest import TODAY, Bench
from tests.ours import OURS, renderer
from tests.papers import TEMPLATE, WITHOUT_TASKS, another, assert_settled
from tests.tiers import thorough

LONG = "9" * 4_500
DIGITS = "arXiv:2502.1180٦"
# Title of the issue and body: what an issue was once able to stop every scheduled run with,
# and what might be next.
BREAKING = [
    ("Add new paper:", TEMPLATE.replace("https://arxiv.org/pdf/2502.11806v2", DIGITS)),
    ("Add new paper:", TEMPLATE + f"Link: {DIGITS}\n"),
    ("Add new paper:", TEMPLATE + "Code: https://github.com/a/b/tree/２\n"),
    ("Add new paper:", WITHOUT_TASKS + f"\n#{LONG} adds this\n"),
    ("Add new paper:", WITHOUT_TASKS + f"\n<!-- second {LONG} -->\n<!-- second 4242 -->\n"),
    ("Add new paper: <!-- second 4242 -->", WITHOUT_TASKS),
    ("Add new paper:", WITHOUT_TASKS + "\nThank you! #2 adds this paper to the list\n"),
    ("Add new paper:", TEMPLATE.replace("Head:", "Head: " + "。" * 9_000 + "\nHead:")),
    ("Add new paper:", TEMPLATE.replace("5%", "[" * 9_000)),
    ("Add new paper:", TEMPLATE.replace("2025-02-17", f"{LONG}-02-17")),
]


def lines_of(settings: Settings) -> str:
    assert settings.step_summary
    return settings.step_summary.read_text("utf-8")


@thorough
def test_a_sweep_over_fifty_issues_answers_forty_though_ten_are_made_to_break_it(
    bench: Bench,
) -> None:
    good = [bench.hub.open_issue("Add new paper:", another(n), author=f"a-{n}") for n in range(20)]
    bad = [
        bench.hub.open_issue(title, body, author=f"b-{n}")
        for n, (title, body) in enumerate(BREAKING)
    ]
    good += [
        bench.hub.open_issue("Add new paper:", another(n), author=f"a-{n}") for n in range(20, 40)
    ]

    for _ in range(2):
        settings = bench.settings("schedule", None)
        run_event(settings, TODAY)

    assert all(len(bench.hub.comments(issue)) == 1 for issue in good)
    assert {branch_name(issue) for issue in good} <= {pull.head for pull in bench.hub.pulls()}
    said = lines_of(settings)
    assert all(bench.hub.comments(issue) or f"| {issue} | fault |" in said for issue in bad)
    assert_settled(bench)


def test_a_branch_that_cannot_be_read_is_its_issues_line_and_no_other_waits(bench: Bench) -> None:
    """A person's commit leaves bytes that are no text where the survey looks for keys."""
    first = bench.hub.open_issue("Add new paper:", another(1), author="ada")
    (outcome,) = bench.run(first)
    assert outcome.pull
    bench.hub.commit_files(f"paper-bot/issue-{first}", {"papers.json": b"\xff\xfe["}, "Break it")
    bench.hub.edit_issue(outcome.pull, body="Mine now.")
    second = bench.hub.open_issue("Add new paper:", another(2), author="bob")

    bench.run(None, "schedule", None)

    assert "adds this paper" in bench.comment(second)


# --- faults of the bot's own, injected by an answer of GitHub's and by a look-up service ---------


class Strange:
    """A look-up service of the bot's that has a fault of its own for one paper."""

    def __init__(self, title: str, error: BaseException) -> None:
        self.title, self.error = title, error

    def find(
        self, title: str, references: Sequence[Reference], years: Collection[int] = ()
    ) -> Findings:
        del years
        if title.endswith(self.title) and references:
            raise self.error
        return Findings()


WITHOUT_DATE = {n: another(n).replace(", 2025-02-17", "") for n in range(3)}


@pytest.mark.parametrize(
    "error",
    [
        ValueError("<!-- secret text of a stranger -->"),
        RecursionError(),
        MemoryError(),
        KeyError("x"),
        AssertionError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_bug_is_its_issues_line_and_says_type_and_place_alone(
    bench: Bench, error: Exception
) -> None:
    issues = [
        bench.hub.open_issue("Add new paper:", WITHOUT_DATE[n], author=f"a-{n}") for n in range(3)
    ]
    settings = bench.settings("schedule", None)

    outcomes = run_event(settings, TODAY, Strange(" 1", error))

    assert [len(bench.hub.comments(issue)) for issue in issues] == [1, 0, 1]
    fault = exit_fault(outcomes)
    assert isinstance(fault, Bug)
    assert fault.exit_code == 4
    said = lines_of(settings)
    assert f"issue {issues[1]}: a fault in the bot itself" in said
    assert type(error).__name__ in said
    assert "deciding.py:" in said
    assert "secret" not in said
    assert f"| {issues[1]} | fault | 0 |  | whoever mends it |" in said


def test_a_bug_in_the_run_of_one_issue_ends_with_one_line_and_exit_code_four(
    bench: Bench,
) -> None:
    issue = bench.hub.open_issue("Add new paper:", WITHOUT_DATE[1])
    settings = bench.settings(number=issue)

    with pytest.raises(
        Fault, match=rf"^issue {issue}: a fault in the bot itself.*ValueError"
    ) as bug:
        run_event(settings, TODAY, Strange(" 1", ValueError("x")))

    assert bug.value.exit_code == 4
    assert "\n" not in str(bug.value)
    assert "a fault in the bot itself" in lines_of(settings)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_whoever_stops_the_run_stops_it(bench: Bench, stop: type[BaseException]) -> None:
    bench.hub.open_issue("Add new paper:", WITHOUT_DATE[1])

    with pytest.raises(stop):
        run_event(bench.settings("schedule", None), TODAY, Strange(" 1", stop()))


# --- whom nobody waits for -----------------------------------------------------------------------


def test_what_is_much_longer_than_submissions_is_taken_up_behind_the_others(bench: Bench) -> None:
    long = [
        bench.hub.open_issue("Add new paper:", another(n) + "x" * 30_000, author=f"l-{n}")
        for n in range(2)
    ]
    short = bench.hub.open_issue("Add new paper:", another(9), author="ada")
    settings = bench.settings("schedule", None)
    deadline = Deadline(lambda: 9.0 if bench.hub.comments(short) else 0.0, lambda _: None, 5.0)

    outcomes = run_event(settings, TODAY, None, deadline)

    verdicts = {outcome.plan.issue: outcome.plan.verdict for outcome in outcomes}
    assert verdicts[short] == "accepted"
    assert {verdicts[issue] for issue in long} == {"fault", "waiting"}
    bench.run(None, "schedule", None)
    assert all(bench.hub.comments(issue) for issue in long)


def sweep(bench: Bench, deadline: Deadline, templates: Path = TEMPLATES) -> list[Outcome]:
    """Let the bot sweep with templates of its own, one of which may break for one text."""
    settings = bench.settings("schedule", None)
    gateway = Gateway(
        settings.repository,
        settings.token,
        api_url=settings.api_url,
        workspace=settings.workspace,
        own_user_id=settings.own_user_id,
        is_loopback=True,
    )
    tools = Tools(gateway, OURS, renderer(templates), TODAY, "http://x", "main", deadline=deadline)
    try:
        return Sweep(tools).sweep(look_again=False)
    finally:
        gateway.close()


def test_what_raises_while_it_is_sorted_is_taken_up_behind_the_others(
    bench: Bench, tmp_path: Path
) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates)
    rejected = templates / "comment_rejected.md.j2"
    breaks = "{% if 'Boom' in corrected %}{{ 1 // 0 }}{% endif %}"
    rejected.write_text(breaks + rejected.read_text("utf-8"), "utf-8")
    boom = bench.hub.open_issue("Add new paper:", WITHOUT_TASKS.replace("Source", "Boom"))
    good = bench.hub.open_issue("Add new paper:", TEMPLATE, author="bob")
    deadline = Deadline(lambda: 9.0 if bench.hub.comments(good) else 0.0, lambda _: None, 5.0)

    outcomes = sweep(bench, deadline, templates)

    faults = {outcome.plan.issue: outcome.fault for outcome in outcomes}
    assert faults[good] is None
    assert isinstance(faults[boom], TransientFault)
    (outcome, _) = sweep(bench, NO_DEADLINE, templates)
    assert isinstance(outcome.fault, Fault)
    assert not isinstance(outcome.fault, TransientFault)


def test_sorting_ends_in_time_and_begins_with_what_is_short(bench: Bench) -> None:
    """A clock on which each look takes long: the rest is taken up, and not sorted."""
    wrong = WITHOUT_TASKS + "\nNote: here.\n"
    long = [bench.hub.open_issue("Add new paper:", wrong + "x" * 30_000) for _ in range(3)]
    short = [bench.hub.open_issue("Add new paper:", wrong, author=f"s-{n}") for n in range(12)]
    while any(outcome.applied for outcome in sweep(bench, NO_DEADLINE)):
        pass
    ticks = itertools.count(0.0, 20.0)
    bench.hub.clear_requests()

    outcomes = sweep(bench, Deadline(lambda: next(ticks), lambda _: None, 1e9))

    asked = {request.path.rpartition("/")[2] for request in bench.hub.requests}
    assert str(short[0]) not in asked
    assert str(long[0]) in asked
    verdicts = Counter(outcome.plan.verdict for outcome in outcomes)
    assert verdicts == {"rejected": 12, "waiting": 3}
    assert_settled(bench)


def test_what_is_taken_up_last_comes_to_its_turn_on_another_day(bench: Bench) -> None:
    long = [
        bench.hub.open_issue("Add new paper:", another(n) + "x" * 30_000, author=f"l-{n}")
        for n in range(15)
    ]

    for day in range(3):
        run_event(bench.settings("schedule", None), TODAY + dt.timedelta(day))

    assert all(bench.hub.comments(issue) for issue in long)


def test_the_survey_ends_with_the_time_of_the_run(bench: Bench, tmp_path: Path) -> None:
    settings = bench.settings("schedule", None)
    gateway = Gateway(
        settings.repository,
        settings.token,
        api_url=settings.api_url,
        workspace=tmp_path,
        own_user_id=settings.own_user_id,
        is_loopback=True,
    )
    for number in range(150):
        bench.hub.open_issue("Question", "Hello", author=f"a-{number}")
    bench.hub.clear_requests()

    with pytest.raises(TransientFault, match="time of this run is out"):
        gateway.survey("main", TODAY, lambda: "page=2" not in bench.hub.requests[-1].query)
    gateway.close()
