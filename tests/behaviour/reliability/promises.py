"""What the bot promises to people, held after each run against what they did."""

from __future__ import annotations

import hashlib
import json
import re

from bot.messages.blocks import memory_of
from localhub import LocalHub
from tests.behaviour.reliability.harness import BOT_LOGIN, writes
from tests.behaviour.reliability.invariants import assert_branch, assert_own, assert_pull
from tests.behaviour.reliability.memory import Memory, View, branch_of, issue_of
from tests.behaviour.reliability.submissions import PAPERS, arxiv_of
from tests.ours import parse_catalog

_DIGEST = re.compile(r"^Issue-Digest: (\w+)$", re.MULTILINE)


def assert_kept(hub: LocalHub, memory: Memory, before: View, after: View, *, clean: bool) -> None:
    """Assert what holds after every run, whatever befell it; more, where it was a clean one."""
    assert_one_of_each(after, comments=not memory.two_ran)
    _assert_nothing_undone(memory, before, after)
    _assert_declined(memory, after)
    _assert_work_kept(hub, memory, after)
    _assert_texts_kept(memory, after)
    for number, tip in after.branches().items():
        if before.branches().get(number) != tip and _is_by_bot(hub, number):
            assert_branch(hub, branch_of(number), memory.files.get(number, {}).keys())
            _assert_text_not_undone(hub, number, before, after)
    for number, pull in after.open_pulls().items():
        if pull.number not in before.all:
            assert_pull(hub, hub.pull(pull.number))
            memory.forget_labels(number)
    for request in writes(hub.requests):
        if 200 <= request.done < 300:
            assert_own(hub, request)
    _assert_labels_stay_off(memory, after, clean=clean)
    if clean:
        _assert_closed_by_rule(memory, hub, before, after)


def _assert_text_not_undone(hub: LocalHub, number: int, before: View, after: View) -> None:
    """Assert that what was committed of an issue's last text is not followed by an older one."""
    issue, old = after.all[number], before.branches().get(number)
    known = {commit.sha for commit in hub.log(old)} if old else set()
    texts = [
        digest
        for commit in reversed(hub.log(branch_of(number)))
        if commit.sha not in known and f"Paper-Issue: {number}\n" in commit.message
        for digest in _DIGEST.findall(commit.message)
    ]
    last = hashlib.sha256(f"{issue.title}\0{issue.body}".encode()).hexdigest()[:16]
    later = texts[texts.index(last) :] if last in texts else []
    assert set(later) <= {last}, f"I9: {branch_of(number)} goes back to an older text"


def _is_by_bot(hub: LocalHub, number: int) -> bool:
    return hub.log(branch_of(number))[0].author == BOT_LOGIN


def assert_one_of_each(view: View, *, comments: bool = True) -> None:
    """Assert I1; two runs at once may leave two `comments`, until a sweep sees them.

    Those on an issue that was deleted or moved away are out of the bot's reach.
    """
    heads = [issue_of(pull) for pull in view.pulls() if pull.state == "open"]
    assert len(heads) == len(set(heads)), f"I1: open pull requests for {heads}"
    by_bot = [each.number for each in view.comments.values() if each.author.login == BOT_LOGIN]
    own = [number for number in by_bot if not view.all[number].is_gone]
    assert not comments or len(own) == len(set(own)), f"I1: comments of the bot's on {own}"
    pulls = {number for number, each in view.all.items() if each.pull}
    assert not pulls & set(own), "I11: the bot comments on a pull request"
    names = {name.removeprefix("refs/heads/") for name in view.refs if "refs/heads/" in name}
    assert names - {"main"} == {branch_of(n) for n in view.branches()}, f"I1: branches {names}"


def _assert_nothing_undone(memory: Memory, before: View, after: View) -> None:
    """Assert that nothing is said where nobody may speak, and nothing opened again."""
    for number, was in before.all.items():
        now = after.all[number]
        silent = [each.state == "closed" or each.locked or each.is_gone for each in (was, now)]
        had, has = (len(view.own_comments(number)) for view in (before, after))
        assert not all(silent) or has <= had, f"I6: a comment on {number}, closed or locked"
        if was.state == "closed" and was.pull and was.author.login == BOT_LOGIN:
            opened_again = now.state == "open" and number not in memory.reopened
            assert not opened_again, f"I6: pull request {number} was opened again"


def _assert_declined(memory: Memory, after: View) -> None:
    opened = after.open_pulls()
    for number, last in memory.declined.items():
        pull = opened.get(number)
        assert pull is None or pull.number <= last, f"I6: issue {number} was declined"


def _assert_work_kept(hub: LocalHub, memory: Memory, after: View) -> None:
    """Assert that the commits of people are there, and what they committed."""
    branches, opened = after.branches(), after.open_pulls()
    for number, shas in memory.commits.items():
        assert number in branches, f"I6: {branch_of(number)} is gone with commits of people"
        held = {commit.sha for commit in hub.log(branch_of(number))}
        assert held >= set(shas), f"I6: commits of people are lost on {branch_of(number)}"
    for number, files in memory.files.items():
        for path, text in files.items():
            assert hub.read(branch_of(number), path) == text, f"I6: {path} of {number} is changed"
    for number in memory.fields.keys() & opened.keys():
        paper = parse_catalog(hub.read(branch_of(number), "papers.json") or "").of_issue(number)
        assert paper is not None, f"I6: the record of {number} is gone"
        for name, value in memory.fields[number].items():
            assert paper.get(name) == value, f"I6: {name} of {number} is changed"


def _assert_texts_kept(memory: Memory, after: View) -> None:
    for number, title in memory.titles.items():
        assert after.all[number].title == title, f"I6: the title of {number} was changed"
    for number, words in memory.words.items():
        assert words in (after.all[number].body or ""), f"I6: words in {number} are lost"


def _assert_labels_stay_off(memory: Memory, after: View, *, clean: bool) -> None:
    """Assert that a label which a person took off stays so as long as the verdict does.

    A run that was disturbed may have changed the verdict and been undone by the next.
    """
    for (number, label), verdict in [*memory.labels_off.items()]:
        about = after.all[number]
        issue = issue_of(about) if about.pull else number
        if about.is_gone or after.verdict(issue) != verdict:
            del memory.labels_off[number, label]
        elif label in about.labels:
            assert not clean, f"I6: {label} was taken off {number}, and is there again"
            del memory.labels_off[number, label]


def _assert_closed_by_rule(memory: Memory, hub: LocalHub, before: View, after: View) -> None:
    """Assert that each pull request which the bot closed was closed for a reason it may have."""
    opened = before.open_pulls()
    for number, pull in opened.items():
        if after.all[pull.number].state == "open":
            continue
        issue, paper = after.all[number], after.text(number).paper
        rivals = {n for view in (before, after) for n in proposals(hub, view, paper)} - {number}
        turned = number not in proposals(hub, before, paper)
        first = any(n in opened and (turned or opened[n].number < pull.number) for n in rivals)
        # What was before is told by a mark on the pull request or by the comment, if it is there.
        marked = memory_of(pull.body or "").closed or memory_of(pull.body or "").reopened
        said = not issue.is_gone and before.verdict(number) == "declined"
        back = pull.number in memory.reopened and (marked or said)
        withdrawn = issue.state == "closed" or issue.is_gone
        may = (withdrawn and not back) or first
        assert may or is_listed(hub, memory, paper, number), f"I6: {pull.number} was closed"


def proposals(hub: LocalHub, view: View, paper: str) -> list[int]:
    """Return the issues whose open pull request adds a paper, by the record on their branch.

    It stays there while the issue cannot be listed, whatever that says then.
    """
    if paper not in PAPERS:
        return []
    records = {
        number: parse_catalog(hub.read(view.branches()[number], "papers.json") or "").of_issue(
            number
        )
        for number in view.open_pulls()
    }
    address = arxiv_of(paper)
    return [n for n, record in records.items() if record and address in str(record.record())]


def is_listed(hub: LocalHub, memory: Memory, paper: str, issue: int) -> bool:
    """Whether a paper is on the list, or one that this issue has brought."""
    records = json.loads(memory.whole or hub.read("main", "papers.json") or "[]")
    if paper == "listed" or any(record.get("issue") == issue for record in records):
        return True
    return paper in PAPERS and any(arxiv_of(paper) in json.dumps(record) for record in records)
