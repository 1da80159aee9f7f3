"""Decide what the repository should hold for one issue, from all that was read about it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot import config
from bot.catalog import Catalog, Paper, paper_keys
from bot.config import MOST_OPEN_OF_ONE_AUTHOR, MOST_TIMES_PROPOSED
from bot.errors import BrokenState
from bot.fields import Findings
from bot.messages import Memory, Renderer, blocks, co_author, commit_message, pull_title
from bot.reconcile import planning
from bot.reconcile.branch import (
    Files,
    as_kept,
    fields_of_people,
    files_to_commit,
    keep,
    offer_at,
    read_if_there,
    record_at,
    unchanged,
)
from bot.reconcile.states import (
    ActualBranch,
    ActualComment,
    ActualPull,
    DesiredBranch,
    DesiredPull,
    DesiredState,
    OtherPull,
    Surroundings,
)
from bot.submission import (
    Accepted,
    Duplicate,
    Filed,
    Finder,
    IssueSnapshot,
    Rejected,
    parse,
    review,
    worth_asking,
)

NOTHING = DesiredState(None, None, "", "closed", None)


@dataclass(frozen=True)
class Case:
    """One issue with all that was read about it, and the digest of its text."""

    issue: IssueSnapshot
    digest: str
    around: Surroundings
    catalog: Catalog


@dataclass(frozen=True)
class Decider:
    """Decides with these texts, on this day; `list_url` is where people read the list."""

    files: Files
    renderer: Renderer
    today: dt.date
    list_url: str
    finder: Finder | None = None

    def desired(self, case: Case, *, ask: bool) -> DesiredState:
        """Give what the repository should hold for an issue; `ask` looks up what may help."""
        around, is_open = case.around, case.issue.is_open
        retry = is_open and config.RETRY in case.issue.labels
        if listed := self._brought(case):
            return self._listed(case, listed)
        if around.ended == "merged" and (merged := self._merged(case, retry=retry)):
            return merged
        if around.ended == "declined" and not retry:
            return self._ended(case, "declined")
        if not is_open:
            return self._withdrawn(case)
        verdict = self._verdict(case, ask=ask)
        if isinstance(verdict, Accepted):
            return self._paper(case, verdict)
        if isinstance(verdict, Rejected):
            text = self.renderer.rejected(
                verdict.problems,
                verdict.draft,
                case.issue.title,
                case.digest,
                others=verdict.others,
                sources=verdict.sources,
            )
            branch = self._held(case)
            return DesiredState(branch, None, text, "rejected", config.NEEDS_CHANGES)
        if verdict.update:
            return self._update(case, verdict, verdict.update)
        text = self.renderer.duplicate(
            verdict.listed, verdict.notes, self.list_url, case.digest, told=verdict.told
        )
        closing = self.renderer.closing("listed", case.issue.number)
        return DesiredState(None, None, text, "duplicate", config.DUPLICATE, closing)

    def gone(self, number: int) -> DesiredState:
        """Give what the repository should hold for an issue that is not there any more."""
        return DesiredState(None, None, "", "gone", None, self.renderer.closing("gone", number))

    def _verdict(self, case: Case, *, ask: bool) -> Accepted | Rejected | Duplicate:
        filed = Filed(parse(case.issue.title, case.issue.body), case.catalog, self.today)
        question = worth_asking(filed) if ask else None
        findings = self.finder.find(*question) if self.finder and question else Findings()
        return review(filed, case.issue.number, findings, lambda: self._earlier(case))

    def _brought(self, case: Case) -> Paper | None:
        """Give the listed paper that this issue brought, by the number in its record.

        A list that was copied from another repository has that one's numbers: there, pull
        request or text have to name the same paper.
        """
        around, comment = case.around, case.around.state.comment
        papers = [paper for paper in case.catalog.papers if paper.issue == case.issue.number]
        if not papers:
            return None
        pull = around.state.pull
        if pull and (named := [paper for paper in papers if is_for(pull, paper)]):
            return named[-1]
        verdict = self._verdict(case, ask=False)
        if isinstance(verdict, Duplicate):
            return verdict.listed if verdict.listed in papers else None
        is_known = around.ended == "merged" or (comment and comment.verdict == "listed")
        return papers[-1] if is_known else None

    def _earlier(self, case: Case) -> Paper | None:
        """Give the record that the issue's branch adds or changes by now, if it can be read."""
        branch, number = case.around.state.branch, case.issue.number
        if branch is None:
            return None
        try:
            offer = offer_at(self.files, branch)
            committed = record_at(self.files, branch.tip.commit, number, case.catalog)
            return committed or (offer[1] if offer else None)
        except BrokenState:  # a person is at work there
            return None

    def _merged(self, case: Case, *, retry: bool) -> DesiredState | None:
        """Say what a merge has come to; None where the issue has something new to say since."""
        comment = case.around.state.comment
        said = comment.digest if comment else case.digest
        edited = case.issue.is_open and said != case.digest
        verdict = self._verdict(case, ask=False)
        if isinstance(verdict, Duplicate) and not (edited and verdict.update):
            return self._listed(case, verdict.listed)
        return None if retry or edited else self._ended(case, "declined", reverted=True)

    def _listed(self, case: Case, listed: Paper) -> DesiredState:
        """Say that the paper is listed; a pull request that lists it once more is closed."""
        half_made = case.around.state.pull is not None or case.around.ended == "withdrawn"
        closing = self.renderer.closing("listed", case.issue.number) if half_made else ""
        text, is_open = "", case.issue.is_open
        comment = case.around.state.comment
        if _is_unsaid(comment, is_open=is_open):
            text = self.renderer.listed(listed, self.list_url, case.digest, is_open=is_open)
        return DesiredState(None, None, text, "listed", None, closing)

    def _withdrawn(self, case: Case) -> DesiredState:
        """Close what is open for a closed issue, unless a person opened it again."""
        state = case.around.state
        pull, comment = state.pull, state.comment
        if pull is None:
            left = case.around.ended == "withdrawn" or state.branch is not None
            return self._ended(case, "withdrawn") if left else NOTHING
        if not pull.own or (comment and _declines(comment, pull.number)):
            return NOTHING
        if blocks.is_closed_by_bot(pull.body) or blocks.is_opened_again(pull.body):
            closing = self.renderer.closing("withdrawn", case.issue.number)
            return dataclasses.replace(NOTHING, closing=closing)
        return self._ended(case, "withdrawn")

    def _ended(
        self, case: Case, verdict: str, *, reverted: bool = False, times: int = 0
    ) -> DesiredState:
        pull = case.around.state.pull
        number = pull.number if pull else case.around.ended_pull
        text = ""
        comment = case.around.state.comment
        unsaid = case.issue.is_open if comment is None else comment.verdict != verdict
        if number and unsaid:
            text = self.renderer.ended(verdict, number, case.digest, reverted=reverted, times=times)
        is_withdrawn = verdict == "withdrawn"
        closing = self.renderer.closing(verdict, case.issue.number) if is_withdrawn else ""
        return DesiredState(None, None, text, verdict, None, closing)

    def _second(self, case: Case, paper: Paper, first: OtherPull) -> DesiredState:
        text = self.renderer.second(paper, first.number, case.digest)
        closing = self.renderer.closing("second", case.issue.number, first.number)
        return DesiredState(None, None, text, "duplicate", config.DUPLICATE, closing)

    def _update(self, case: Case, found: Duplicate, update: Paper) -> DesiredState:
        listed, around, number = found.listed, case.around, case.issue.number
        keys = {*paper_keys(listed), *paper_keys(update)}
        if first := self._first(case, keys):
            return self._second(case, update, first)
        if limited := self._limited(case):
            return limited
        grown = case.catalog.with_changed({case.catalog.papers.index(listed): update})
        message = commit_message(number, update, case.digest, co_author(case.issue), verb="Update")
        block = self.renderer.update_request(
            number,
            listed,
            update,
            case.digest,
            told=found.told,
            author=case.issue.author_id,
            changed=self._changed(case),
        )
        branch = None if _is_foreign(around) else self._branch(case, grown, message)
        text = self.renderer.duplicate(
            listed,
            found.notes,
            self.list_url,
            case.digest,
            update=update,
            told=found.told,
            pull=planning.PULL_REFERENCE,
            hands_off=branch is None,
        )
        pull = DesiredPull(pull_title(update, "Update"), block, around.base_branch)
        closing = ""
        if branch is None and self._is_overtaken(case):
            closing = self.renderer.closing("listed", number)
        label = config.DUPLICATE
        return DesiredState(branch, pull if branch else None, text, "duplicate", label, closing)

    def _is_overtaken(self, case: Case) -> bool:
        """Tell whether a branch left to its people adds a paper: the issue's is listed by now."""
        branch, number = case.around.state.branch, case.issue.number
        try:
            held = branch and record_at(self.files, branch.tip.commit, number, case.catalog)
        except BrokenState:
            return False
        return held is not None

    def _paper(self, case: Case, accepted: Accepted) -> DesiredState:
        around, number = case.around, case.issue.number
        if first := self._first(case, {*paper_keys(accepted.paper)}):
            return self._second(case, accepted.paper, first)
        if limited := self._limited(case):
            return limited
        kept = keep(self.files, around.state.branch, number, accepted.paper, case.catalog)
        grown = case.catalog.with_paper(kept.paper)
        message = commit_message(
            number, kept.paper, case.digest, co_author(case.issue), kept=kept.fields
        )
        branch = None if kept.hands_off else self._branch(case, grown, message)
        hands_off = around.state.branch is not None and branch is None
        accepted = as_kept(accepted, kept)
        block = self.renderer.pull_request(
            number,
            accepted,
            case.digest,
            author=case.issue.author_id,
            changed=self._changed(case),
            kept=kept.told,
        )
        pull = DesiredPull(pull_title(kept.paper), block, around.base_branch)
        text = self.renderer.accepted(
            kept.paper,
            accepted.notes,
            planning.PULL_REFERENCE,
            case.digest,
            kept=kept.told,
            hands_off=hands_off,
        )
        # What the issue says is not what stands on a branch that is left to a person.
        leaves_pull = hands_off and around.state.pull is not None
        return DesiredState(branch, None if leaves_pull else pull, text, "accepted", None)

    def _limited(self, case: Case) -> DesiredState | None:
        """Hold a new pull request back where one account has opened too many, or too often."""
        around, author = case.around, case.issue.author_id
        if around.state.pull or config.RETRY in case.issue.labels:
            return None
        comment, times = around.state.comment, len(around.declined)
        is_said = comment is not None and comment.verdict == "declined"
        if around.ended == "withdrawn" and (is_said or times >= MOST_TIMES_PROPOSED):
            return self._ended(case, "declined", times=times)
        opened = sum(other.author == author for other in around.others)
        if author and opened >= MOST_OPEN_OF_ONE_AUTHOR:
            text = self.renderer.queued(MOST_OPEN_OF_ONE_AUTHOR, case.digest)
            return DesiredState(None, None, text, "queued", None)
        return None

    def _held(self, case: Case) -> DesiredBranch | None:
        """Give the branch of an issue that cannot be listed as it is now: its record on the list.

        So its pull request stays free of conflicts while the contributor mends the issue.
        """
        branch, number = case.around.state.branch, case.issue.number
        if branch is None or case.around.state.pull is None or not branch.digest:
            return None
        try:
            committed = record_at(self.files, branch.tip.commit, number, case.catalog)
            if committed is None:
                return self._held_offer(case, branch)
            if case.catalog.find(committed.title, committed.links):
                return None
            fields = fields_of_people(self.files, branch, committed, number, case.catalog)
        except BrokenState:  # a person is at work there
            return None
        message = commit_message(
            number, committed, branch.digest, co_author(case.issue), kept=fields
        )
        return self._branch(case, case.catalog.with_paper(committed), message)

    def _held_offer(self, case: Case, branch: ActualBranch) -> DesiredBranch | None:
        """Give the branch that adds to a listed paper: the same addition to the latest list."""
        offer = None if branch.foreign or branch.kept else offer_at(self.files, branch)
        if offer is None or offer[0] not in case.catalog.papers:
            return None
        listed, update = offer
        grown = case.catalog.with_changed({case.catalog.papers.index(listed): update})
        author = co_author(case.issue)
        message = commit_message(case.issue.number, update, branch.digest, author, verb="Update")
        return self._branch(case, grown, message)

    def _branch(self, case: Case, grown: Catalog, message: str) -> DesiredBranch | None:
        """Give the branch as it should be; None where people's changes stand in the way."""
        around, actual = case.around, case.around.state.branch
        generated = self.renderer.files(grown)
        files, carried = files_to_commit(self.files, grown.text, generated, around.head, actual)
        desired = DesiredBranch(files, message, around.head, around.papers)
        if actual is None:
            return desired
        if not actual.all_files:
            return None  # a file that GitHub does not name is not known to be unchanged
        desired = dataclasses.replace(
            desired, unchanged=unchanged(self.files.read_file, files, actual)
        )
        if actual.fork == around.head.commit:
            return desired
        is_merged = actual.tip.commit == actual.fork
        merge = planning.is_same(desired, actual) and (
            is_merged or self._moved(files, actual, around)
        )
        if carried:
            moved = self.files.changed_paths(actual.fork, around.head.commit)
            if moved is None or carried & moved:
                return None
        return dataclasses.replace(desired, merge=merge, carried=carried)

    def _moved(self, files: Iterable[str], actual: ActualBranch, around: Surroundings) -> bool:
        """Tell whether the default branch has one of these files otherwise than at the fork."""
        commits = (actual.fork, around.head.commit)
        return any(
            len({read_if_there(self.files.read_file, commit, path) for commit in commits}) > 1
            for path in files
            if path != config.PAPERS_FILE
        )

    def _changed(self, case: Case) -> str:
        """Give the day on which the issue's text changed after the pull request was opened."""
        pull = case.around.state.pull
        memory = blocks.memory_of(pull.body) if pull else Memory()
        is_of_another = memory.digest not in ("", case.digest)
        return str(self.today) if is_of_another else memory.changed

    def _first(self, case: Case, keys: AbstractSet[str]) -> OtherPull | None:
        """Give the earliest other pull request for the same paper, if it was there first."""
        own = case.around.state.pull
        if own and not keys & self._keys_of(case, own):
            own = None  # the issue has turned to this paper just now
        rivals = [
            other
            for other in case.around.others
            if other.keys & keys and (own is None or other.number < own.number)
        ]
        return min(rivals, key=lambda other: other.number, default=None)

    def _keys_of(self, case: Case, own: ActualPull) -> AbstractSet[str]:
        """Give the keys of the paper that the issue's pull request is for.

        Where a person has replaced its body, the branch tells.
        """
        named = blocks.key_of_title(own.title)
        if marked := blocks.keys_of(own.body):
            return marked | named
        held = self._earlier(case)
        return {*paper_keys(held)} if held else named


def is_for(pull: ActualPull, paper: Paper) -> bool:
    """Tell whether a pull request is for a paper, by its marker or its title."""
    keys = blocks.keys_of(pull.body) | blocks.key_of_title(pull.title)
    return not keys.isdisjoint(paper_keys(paper))


def _declines(comment: ActualComment, pull: int) -> bool:
    """Tell whether a comment says no to a pull request, and not to an earlier one."""
    declined = comment.memory.pull
    return comment.verdict == "declined" and declined in (None, pull)


def _is_unsaid(comment: ActualComment | None, *, is_open: bool) -> bool:
    """Tell whether it is to be said that a paper is listed, or said otherwise.

    GitHub closes an issue a moment after the merge, so it may have been read as open.
    """
    if comment is None:
        return is_open
    return comment.verdict != "listed" or (comment.memory.still_open and not is_open)


def _is_foreign(around: Surroundings) -> bool:
    branch = around.state.branch
    return branch is not None and (branch.foreign or bool(branch.kept))
