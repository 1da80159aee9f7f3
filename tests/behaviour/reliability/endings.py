"""What holds once all faults are lifted and the bot has nothing left to do."""

from __future__ import annotations

import json

import pygit2

from localhub import LocalHub
from localhub.records import Issue
from tests.behaviour.reliability.harness import RENDERER
from tests.behaviour.reliability.invariants import assert_list, replaced
from tests.behaviour.reliability.memory import Memory, View, branch_of, issue_of
from tests.behaviour.reliability.promises import assert_one_of_each, is_listed, proposals
from tests.ours import parse_catalog

_LABEL = "add-new-paper"


def assert_ended_well(hub: LocalHub, memory: Memory) -> None:
    """Assert that all issues are answered, and that their pull requests can be merged."""
    view = View.of(hub)
    assert_one_of_each(view)
    for issue in view.issues():
        if issue.state == "open" and not _is_ignored(view, issue.number):
            _assert_answered(hub, memory, view, issue)
    for number, pull in view.open_pulls().items():
        issue = view.all[number]
        if issue.state == "closed" or issue.is_gone:
            assert pull.number in memory.left, f"{pull.number} is left open"
        elif not (
            pull.number in memory.left
            or _is_of_people(memory, view, number)
            or _is_overtaken(hub, view, number)
        ):
            _assert_mergeable(hub, number, pull)


def _is_ignored(view: View, number: int) -> bool:
    """Whether an issue is no submission, by what it says."""
    return view.text(number).kind == "none"


def _is_of_people(memory: Memory, view: View, number: int) -> bool:
    """Whether the bot leaves a branch to people."""
    files = memory.files.get(number, {}).keys()
    gone = _is_ignored(view, number) and _LABEL not in view.all[number].labels
    # An offer to a listed paper is not mixed with what people committed for another.
    turned = view.text(number).kind == "update" and number in memory.commits
    return number in memory.taken or bool(files & memory.touched) or gone or turned


def _is_overtaken(hub: LocalHub, view: View, number: int) -> bool:
    """Whether the paper of a branch that waits for its issue to be fixed was listed."""
    held = parse_catalog(hub.read(branch_of(number), "papers.json") or "").of_issue(number)
    listed = hub.read("main", "papers.json") or ""
    if held is None or view.text(number).kind != "invalid":
        return False
    return any(f'"{link.url}"' in listed for link in held.links)


def _assert_mergeable(hub: LocalHub, number: int, pull: Issue) -> None:
    """Assert that merging adds or completes one record, and gives the page of the grown list."""
    assert hub.pull(pull.number).mergeable, f"pull request {pull.number} cannot be merged"
    repository = pygit2.Repository(str(hub.repository_path))
    ours, theirs = (pygit2.Oid(hex=hub.branches()[name]) for name in ("main", branch_of(number)))
    index = repository.merge_commits(ours, theirs)
    papers, readme = (
        repository[index[name].id].read_raw().decode() for name in ("papers.json", "README.md")
    )
    before = assert_list(hub.read("main", "papers.json"), "main")
    after = assert_list(papers, f"main after {pull.number} is merged")
    changed = replaced(before, after)
    assert len(changed) == 1, f"I4: merging {pull.number} changes {len(changed)} records"
    if len(after) > len(before):
        assert json.loads(changed[0]).get("issue") == number, f"I4: {pull.number} adds {changed}"
    assert readme == RENDERER.files(parse_catalog(papers))["README.md"], (
        f"I3: merging {pull.number}"
    )


def _assert_answered(hub: LocalHub, memory: Memory, view: View, issue: Issue) -> None:
    number = issue.number
    verdict, text, expected = (
        view.verdict(number),
        view.text(number),
        _expected(hub, memory, view, number),
    )
    told = f"issue {number}, {text.kind} {text.paper}: {verdict}, not {expected}"
    assert issue.locked or verdict in expected, f"I5: {told}"
    if expected == {"accepted"}:
        assert number in view.open_pulls(), f"I5: no pull request for issue {number}"


def _expected(hub: LocalHub, memory: Memory, view: View, number: int) -> set[str | None]:
    """Return the verdicts that may stand in the end."""
    own = [pull for pull in view.pulls() if issue_of(pull) == number]
    judged = _judged(hub, memory, view, number)
    if any(pull.pull and pull.pull.merged_at for pull in own):
        records = json.loads(hub.read("main", "papers.json") or "[]")
        brought = any(record.get("issue") == number for record in records)
        # An update leaves no trace of its issue, which may say something new since.
        return {"listed"} if brought else {"listed", *judged}
    return judged


def _judged(hub: LocalHub, memory: Memory, view: View, number: int) -> set[str | None]:
    """Return the verdicts on what an issue says, of which no pull request was merged."""
    text = view.text(number)
    if number in memory.declined:
        return {"declined"}
    if is_listed(hub, memory, text.paper, number):
        return {"duplicate", "listed"}
    if text.kind == "invalid":
        return {"rejected"}
    proposed = proposals(hub, view, text.paper)
    if not {*proposed} - {number}:
        return {"accepted"}
    return {"duplicate", "accepted"} if number in memory.taken else {"duplicate"}
