"""Faults of the code itself: each is put into a copy, where the tests have to find it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.copied import copy_project, run_tests
from tests.tiers import chosen, thorough


@dataclass(frozen=True)
class Mutant:
    """A change of one place in one file, and the tests that have to fail for it."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


MUTANTS = (
    Mutant(
        "the check before creating a comment is dropped",
        "bot/reconcile/planning.py",
        "    if actual.comment is None:\n        return [WriteComment(issue, None",
        "    if True:\n        return [WriteComment(issue, None",
        (
            "tests/behaviour/test_scenarios.py::"
            "test_mending_the_issue_turns_the_same_comment_and_brings_the_pull_request",
        ),
    ),
    Mutant(
        "the check before opening a pull request is dropped",
        "bot/reconcile/planning.py",
        "    if actual is None:\n        return [OpenPull(",
        "    if True:\n        return [OpenPull(",
        (
            "tests/behaviour/test_scenarios.py::test_an_edit_changes_branch_and_pull_request_in_place",
        ),
    ),
    Mutant(
        "the mark alone is trusted",
        "bot/gateway/convert.py",
        '(found := read_comment(comment.body or "")) and is_own(comment, here)',
        '(found := read_comment(comment.body or ""))',
        (
            "tests/behaviour/test_scenarios.py::"
            "test_a_comment_with_the_bots_mark_by_somebody_else_is_not_taken_for_its_own",
        ),
    ),
    Mutant(
        "a failed list of comments counts as empty",
        "bot/gateway/gateway.py",
        "            comments = lazy_issue(self._repository, number).get_comments()\n"
        "            return convert.comment_of(comments, self._here)",
        "            try:\n"
        "                comments = list(lazy_issue(self._repository, number).get_comments())\n"
        "            except Exception:\n"
        "                comments = []\n"
        "            return convert.comment_of(comments, self._here)",
        ("tests/behaviour/test_unknown.py",),
    ),
    Mutant(
        "a failed list of pull requests counts as empty",
        "bot/gateway/gateway.py",
        "            latest = self._latest_pulls()",
        "            try:\n"
        "                latest = self._latest_pulls()\n"
        "            except Exception:\n"
        "                latest = []",
        ("tests/behaviour/test_unknown.py",),
    ),
    Mutant(
        "labels are replaced",
        "bot/gateway/writer.py",
        "lazy_issue(self._repository, change.issue).add_to_labels(",
        "lazy_issue(self._repository, change.issue).set_labels(",
        ("tests/behaviour/test_unknown.py",),
    ),
    Mutant(
        "Retry-After is ignored",
        "bot/gateway/errors.py",
        "return Limited(said, _seconds_to_wait(headers))",
        "return Limited(said, 0)",
        ("tests/reconcile/test_retry.py",),
    ),
    Mutant(
        "a branch is forced",
        "bot/gateway/writer.py",
        "commit.sha, force=False",
        "commit.sha, force=True",
        ("tests/behaviour/test_unknown.py",),
    ),
    Mutant(
        "what a person committed is not kept",
        "bot/reconcile/merge.py",
        "return branch.kept | changed_fields(before, on_branch)",
        "return branch.kept",
        ("tests/behaviour/test_commits_of_people.py",),
    ),
    Mutant(
        "a declined pull request is made again",
        "bot/reconcile/deciding.py",
        "if how is Ending.DECLINED and not retry:",
        "if False:",
        ("tests/behaviour/test_endings.py",),
    ),
    Mutant(
        "a branch is deleted whoever has committed to it",
        "bot/reconcile/planning.py",
        "if branch and branch.only_own:",
        "if branch:",
        ("tests/behaviour/test_endings.py",),
    ),
    Mutant(
        "an earlier pull request for the same paper is not looked for",
        "bot/reconcile/rivals.py",
        "if other.keys & keys and (own is None or other.number < own.number)",
        "if False",
        ("tests/behaviour/test_same_paper.py",),
    ),
    Mutant(
        "a write is repeated without looking again",
        "bot/gateway/client.py",
        'allowed_methods={"GET"}',
        'allowed_methods={"GET", "POST"}',
        ("tests/reconcile/test_retry.py",),
    ),
    Mutant(
        "a comment is escaped and not put to rest",
        "bot/text/escape.py",
        "    return for_html(defuse(text))\n",
        "    return for_html(text)\n",
        (
            "tests/behaviour/hostile/test_runs.py::test_an_issue_of_our_own_is_answered_harmlessly[at-everybody]",
        ),
    ),
    Mutant(
        "a page does not escape tags",
        "bot/text/escape.py",
        "return html.escape(text).replace(",
        'return html.escape(text).replace("&lt;", "<").replace(',
        (
            "tests/behaviour/hostile/test_runs.py::test_an_issue_of_our_own_is_answered_harmlessly[tag-in-the-title]",
        ),
    ),
    Mutant(
        "a badge does not double hyphens",
        "bot/text/escape.py",
        'seen.replace("-", "--").replace("_", "__")',
        'seen.replace("_", "__")',
        (
            "tests/behaviour/hostile/test_runs.py::test_an_issue_of_our_own_is_answered_harmlessly[head-hyphens]",
        ),
    ),
    Mutant(
        "a log line keeps control characters and commands",
        "bot/text/escape.py",
        '    shown = "".join(\n        char if char.isprintable()',
        '    return text\n    shown = "".join(\n        char if char.isprintable()',
        (
            "tests/behaviour/hostile/test_list_states.py::"
            "test_a_broken_list_stops_the_run_and_is_left_as_it_is[command-as-a-key]",
        ),
    ),
    Mutant(
        "a template says by itself that a title is safe",
        "templates/paper.html.j2",
        "{{ paper.title | text }}{% if links %}</a>",
        "{{ paper.title | safe }}{% if links %}</a>",
        (
            "tests/behaviour/hostile/test_sinks_are_used.py::"
            "test_every_value_of_a_template_goes_through_a_sink[paper.html.j2]",
        ),
    ),
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, whose tests pass."""
    return copy_project(tmp_path_factory.mktemp("mutants"))


FIRST = "a comment is escaped and not put to rest"  # what `make test` tries


@thorough
def test_the_copy_itself_passes(copy: Path) -> None:
    tests = sorted({test for mutant in MUTANTS for test in mutant.tests})

    ran = run_tests(copy, "-x", *tests)

    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize(
    "mutant",
    chosen(MUTANTS, *(each for each in MUTANTS if each.name == FIRST), then=MUTANTS[::4]),
    ids=lambda mutant: mutant.name,
)
def test_a_fault_put_into_the_code_is_found(copy: Path, mutant: Mutant) -> None:
    file = copy / mutant.file
    text = file.read_text("utf-8")
    assert text.count(mutant.old) == 1, "the place is not there any more: name the new one"
    file.write_text(text.replace(mutant.old, mutant.new), "utf-8")
    try:
        ran = run_tests(copy, "-x", *mutant.tests)
    finally:
        file.write_text(text, "utf-8")

    assert ran.returncode == 1, ran.stdout
    assert "1 failed" in ran.stdout
