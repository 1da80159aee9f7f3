"""Keep the one maintenance pull request: what look-ups add to listed papers, and late pages."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.catalog import Catalog, Paper, parse_catalog
from bot.config import DAYS_BETWEEN_PAGES, LACKING_PER_RUN, REFRESH_BRANCH, REFRESHED_PER_RUN
from bot.errors import BrokenState
from bot.fields import references
from bot.messages import (
    REFRESH,
    REFRESH_EDITS,
    REFRESH_PAGES,
    Verdict,
    blocks,
    refresh_message,
)
from bot.reconcile.applying import Outcome, apply_plan
from bot.reconcile.branch import files_to_commit, is_behind, unchanged
from bot.reconcile.limits import turn
from bot.reconcile.planning import Plan, make_ending_plan, make_list_plan
from bot.reconcile.proposals import Change, candidates, changed_before, propose
from bot.reconcile.states import Context, DesiredBranch, DesiredPull, Ending
from bot.reconcile.tools import Tools
from bot.submission import Finder


@dataclass(frozen=True)
class Refresher:
    """Looks listed papers up again, a few a day in turn, and proposes what was found.

    With it, or by itself, it proposes the pages that have fallen behind the list: pictures,
    which the pull requests of single papers leave alone. Without a finder that is all.
    """

    tools: Tools

    def refresh(self) -> Outcome:
        """Open or update the maintenance pull request where there is something to propose.

        A branch that a person took over is left alone. Raises Fault.
        """
        return apply_plan(self.tools, self._plan())

    def _plan(self) -> Plan:
        context = self.tools.repository.around(REFRESH_BRANCH, self.tools.base_branch)
        branch = context.branch
        if branch and branch.changed_since and context.ended is not Ending.MERGED:
            return Plan(None, Verdict.TAKEN_OVER)
        catalog = self.tools.pages.catalog(context.papers, context.base)
        taken, edits = self.tools.pages.taken_over(catalog, context.base)
        changes = self._changes(taken, context)
        grown = taken.with_changed({place: change.paper for place, change in changes.items()})
        _raise_if_unsafe(taken, grown)
        generated = self.tools.pages.maintained(grown, taken, context.base)
        is_edited = bool(edits)
        late = {} if changes else self._late_pages(grown, generated, context, is_edited)
        if not (changes or late):
            return self._ending(context)
        subject = REFRESH if changes else REFRESH_EDITS if is_edited else REFRESH_PAGES
        desired = self._branch(grown, generated, context, refresh_message(subject))
        proposals = [each for change in changes.values() for each in change.proposals]
        block = self.tools.renderer.pulls.refresh(
            [(p.mark, p.paper, p.field, p.value, p.source) for p in proposals],
            [*late],
            _mark_of(late) if late else "",
            edits,
        )
        title = self.tools.renderer.pulls.maintenance_title(subject)
        pull = DesiredPull(title, block, context.base_branch)
        return make_list_plan(REFRESH_BRANCH, Verdict.REFRESH, desired, pull, branch, context.pull)

    def _ending(self, context: Context) -> Plan:
        """Close what is open though the default branch holds all of it, by a person's hand.

        Nobody knows whether it does while something beside the list is broken, or where a
        person has taken the bot's words out of the pull request.
        """
        pull = context.pull
        if pull is None or self.tools.pages.faults or not pull.memory.proposals:
            return Plan(None, Verdict.NOTHING_TO_REFRESH)
        closing, verdict = self.tools.renderer.pulls.closing("done"), Verdict.NOTHING_TO_REFRESH
        return make_ending_plan(REFRESH_BRANCH, verdict, closing, context.branch, pull)

    def _branch(
        self, grown: Catalog, generated: Mapping[str, str], context: Context, message: str
    ) -> DesiredBranch:
        base, branch, repository = context.base, context.branch, self.tools.repository
        files, _ = files_to_commit(repository, grown, generated, base, branch, pictures=True)
        if branch is None:
            return DesiredBranch(files, message, base, context.papers, data=grown.form.list.data)
        same = unchanged(repository.read_file, files, branch)
        desired = DesiredBranch(
            files, message, base, context.papers, data=grown.form.list.data, unchanged=same
        )
        return replace(desired, merge=is_behind(repository, desired, branch))

    def _late_pages(
        self, catalog: Catalog, generated: Mapping[str, str], context: Context, is_edited: bool
    ) -> dict[str, str | None]:
        """Return the generated files that have fallen behind the list, where that is worth a word.

        An open pull request is brought up to date. A new one is not opened for what was
        declined, nor within a week of the last: pictures change with every paper. What people
        wrote into README.md (`is_edited`) does not wait. While something beside the list is
        broken, the pages wait for it to be mended.
        """
        if self.tools.pages.faults:
            return {}
        repository = self.tools.repository
        given = repository, catalog, generated, context.base, None
        late, _ = files_to_commit(*given, pictures=True)
        if not is_edited:
            del late[catalog.form.list.data]
        since = self.tools.today - context.ended_on if context.ended_on else None
        is_soon = since is not None and since.days < DAYS_BETWEEN_PAGES and not is_edited
        if context.pull or not (is_soon or _mark_of(late) in _declined(context)):
            return late
        return {}

    def _changes(self, catalog: Catalog, context: Context) -> dict[int, Change]:
        """Return the changes of the open pull request and those found now, by place in the list."""
        changes: dict[int, Change] = {}
        if context.branch and context.pull:
            tip = context.branch.tip.commit
            proposed = parse_catalog(
                self.tools.repository.read_file(tip, catalog.form.list.data), catalog.form
            )
            sources = dict(blocks.memory_of(context.pull.body).proposals)
            changes = changed_before(catalog, proposed, sources)
        if self.tools.finder:
            changes |= self._found(self.tools.finder, catalog, set(changes), _declined(context))
        return dict(sorted(changes.items()))

    def _found(
        self, finder: Finder, catalog: Catalog, known: set[int], declined: frozenset[str]
    ) -> dict[int, Change]:
        """Look up whose turn it is, and return what that adds, by place in the list."""
        found: dict[int, Change] = {}
        for place in self._chosen(catalog, known):
            paper = catalog.papers[place]
            years = [paper.date.year] if paper.date else []
            findings = finder.find(paper.title, references(paper.links), years)
            change = propose(paper, findings, catalog.venues, declined, self.tools.today)
            if change.proposals:
                found[place] = change
        return found

    def _chosen(self, catalog: Catalog, known: set[int]) -> list[int]:
        """Choose whom to look up: some that lack a fact, some preprints, others every day."""
        today = self.tools.today
        lacking, preprints = (
            turn([place for place in places if place not in known], today, REFRESHED_PER_RUN)
            for places in candidates(catalog)
        )
        first = lacking[: max(LACKING_PER_RUN, REFRESHED_PER_RUN - len(preprints))]
        return [*first, *preprints][:REFRESHED_PER_RUN]


def _declined(context: Context) -> frozenset[str]:
    """Return the marks of what was proposed in pull requests that people closed unmerged."""
    memories = [blocks.memory_of(body) for body in context.declined]
    by_people = (memory for memory in memories if not memory.closed)
    return frozenset(mark for memory in by_people for mark, _ in memory.proposals)


def _mark_of(files: Mapping[str, str | None]) -> str:
    """Return what the pull request's body names some files by, to be known again."""
    text = "\0".join(f"{path}\0{'' if text is None else text}" for path, text in files.items())
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _beside(paper: Paper) -> Paper:
    """Return a paper without what a look-up may set."""
    roles = paper.form.roles
    return paper.with_values(dict.fromkeys((roles.date, roles.venue, *roles.links)))


def _raise_if_unsafe(before: Catalog, after: Catalog) -> None:
    """Refuse to change more of a listed paper than a look-up may."""
    same = len(before.papers) == len(after.papers) and all(
        _beside(old) == _beside(new) and new.links[len(new.links) - len(old.links) :] == old.links
        for old, new in zip(before.papers, after.papers, strict=True)
    )
    if not same or parse_catalog(after.text, after.form).papers != after.papers:
        raise BrokenState("refused: a refresh would change more than date, links and venue")
