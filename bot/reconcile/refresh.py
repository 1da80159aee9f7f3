"""Keep the one maintenance pull request: what look-ups add to papers on the list."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from bot.catalog import Catalog, parse_catalog
from bot.config import LACKING_PER_RUN, PAPERS_FILE, REFRESHED_PER_RUN
from bot.errors import BrokenState
from bot.fields import references
from bot.messages import REFRESH, Verdict, blocks, refresh_message
from bot.reconcile.applying import Outcome, apply_plan
from bot.reconcile.branch import files_to_commit, unchanged
from bot.reconcile.limits import turn
from bot.reconcile.planning import Plan, make_maintenance_plan
from bot.reconcile.proposals import Change, candidates, changed_before, propose
from bot.reconcile.states import Context, DesiredBranch, DesiredPull, Ending
from bot.reconcile.tools import Tools
from bot.submission import Finder


@dataclass(frozen=True)
class Refresher:
    """Looks listed papers up again, a few a day in turn, and proposes what was found."""

    tools: Tools
    finder: Finder

    def refresh(self) -> Outcome:
        """Open or update the maintenance pull request where there is something to propose.

        A branch that a person took over is left alone. Raises Fault.
        """
        return apply_plan(self.tools, self._plan())

    def _plan(self) -> Plan:
        context = self.tools.repository.maintenance(self.tools.base_branch)
        branch = context.branch
        if branch and branch.changed_since and context.ended is not Ending.MERGED:
            return Plan(None, Verdict.TAKEN_OVER)
        catalog = parse_catalog(context.papers)
        changes = self._changes(catalog, context)
        if not changes:
            return Plan(None, Verdict.NOTHING_TO_REFRESH)
        changed = {place: change.paper for place, change in changes.items()}
        grown = catalog.with_changed(changed)
        _raise_if_unsafe(catalog, grown)
        generated = self.tools.pages.of(grown, context.base)
        repository = self.tools.repository
        files, _ = files_to_commit(repository, grown.text, generated, context.base, branch)
        desired = DesiredBranch(files, refresh_message(), context.base, context.papers)
        if branch:
            same = unchanged(self.tools.repository.read_file, files, branch)
            desired = dataclasses.replace(desired, unchanged=same)
        proposals = [each for change in changes.values() for each in change.proposals]
        block = self.tools.renderer.pulls.refresh(
            [(p.mark, p.paper, p.field, p.value, p.source) for p in proposals]
        )
        pull = DesiredPull(REFRESH, block, context.base_branch)
        return make_maintenance_plan(desired, pull, branch, context.pull)

    def _changes(self, catalog: Catalog, context: Context) -> dict[int, Change]:
        """Return the changes of the open pull request and those found now, by place in the list."""
        changes: dict[int, Change] = {}
        if context.branch and context.pull:
            tip = context.branch.tip.commit
            proposed = parse_catalog(self.tools.repository.read_file(tip, PAPERS_FILE))
            sources = dict(blocks.memory_of(context.pull.body).proposals)
            changes = changed_before(catalog, proposed, sources)
        memories = map(blocks.memory_of, context.declined)
        declined = [mark for memory in memories for mark, _ in memory.proposals]
        for place in self._chosen(catalog, set(changes)):
            paper = catalog.papers[place]
            years = [paper.date.year] if paper.date else []
            findings = self.finder.find(paper.title, references(paper.links), years)
            change = propose(paper, findings, catalog.venues, declined, self.tools.today)
            if change.proposals:
                changes[place] = change
        return dict(sorted(changes.items()))

    def _chosen(self, catalog: Catalog, known: set[int]) -> list[int]:
        """Choose whom to look up: some that lack a fact, some preprints, others every day."""
        today = self.tools.today
        lacking, preprints = (
            turn([place for place in places if place not in known], today, REFRESHED_PER_RUN)
            for places in candidates(catalog)
        )
        first = lacking[: max(LACKING_PER_RUN, REFRESHED_PER_RUN - len(preprints))]
        return [*first, *preprints][:REFRESHED_PER_RUN]


def _raise_if_unsafe(before: Catalog, after: Catalog) -> None:
    """Refuse to change more of a listed paper than a look-up may."""
    same = len(before.papers) == len(after.papers) and all(
        old._replace(date=None, links=(), venue="") == new._replace(date=None, links=(), venue="")
        and new.links[len(new.links) - len(old.links) :] == old.links
        for old, new in zip(before.papers, after.papers, strict=True)
    )
    if not same or parse_catalog(after.text).papers != after.papers:
        raise BrokenState("refused: a refresh would change more than date, links and venue")
