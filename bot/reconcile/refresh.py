"""Keep the one maintenance pull request: what look-ups add to papers on the list."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot import config
from bot.catalog import Catalog, parse_catalog
from bot.errors import BrokenState
from bot.fields import references
from bot.messages import REFRESH, Renderer, refresh_message
from bot.reconcile import planning
from bot.reconcile.applying import Outcome, apply_plan, turn
from bot.reconcile.branch import files_to_commit, unchanged
from bot.reconcile.planning import Plan
from bot.reconcile.proposals import Change, candidates, changed_before, marks, propose
from bot.reconcile.states import Change as Write
from bot.reconcile.states import DesiredBranch, DesiredPull, Surroundings, Tip
from bot.submission import Finder

_PAPERS_A_RUN = 5  # each may take twenty seconds
_LACKING_A_RUN = 3  # the other places are for preprints, lest they wait for ever


class Repository(Protocol):
    """What the refresher needs of GitHub."""

    def maintenance(self, base_branch: str | None) -> Surroundings:
        """Give what the repository holds around the branch of scheduled runs."""

    def read_file(self, commit: str, path: str) -> str:
        """Give the text of a file at a commit."""

    def generated_at(self, tip: Tip) -> Mapping[str, str]:
        """Give the generated files of a commit by path, with their blobs."""

    def apply(self, change: Write, pull: int | None) -> int | None:
        """Make one change; give the number of the pull request, where there is one."""


@dataclass(frozen=True)
class Refresher:
    """Looks listed papers up again, a few a day in turn, and proposes what was found."""

    repository: Repository
    renderer: Renderer
    finder: Finder
    today: dt.date
    base_branch: str | None = None
    dry_run: bool = False

    def refresh(self) -> Outcome:
        """Open or update the maintenance pull request where there is something to propose.

        A branch that a person took over is left alone. Raises Fault.
        """
        return apply_plan(self.repository, self._plan(), dry_run=self.dry_run)

    def _plan(self) -> Plan:
        around = self.repository.maintenance(self.base_branch)
        branch = around.state.branch
        if branch and branch.foreign and around.ended != "merged":
            return Plan(None, "taken over")
        catalog = parse_catalog(around.papers)
        changes = self._changes(catalog, around)
        if not changes:
            return Plan(None, "nothing to refresh")
        changed = {place: change.paper for place, change in changes.items()}
        grown = catalog.with_changed(changed)
        _raise_if_unsafe(catalog, grown)
        generated = self.renderer.files(grown)
        files, _ = files_to_commit(self.repository, grown.text, generated, around.head, branch)
        desired = DesiredBranch(files, refresh_message(), around.head, around.papers)
        if branch:
            same = unchanged(self.repository.read_file, files, branch)
            desired = dataclasses.replace(desired, unchanged=same)
        proposals = [each for change in changes.values() for each in change.proposals]
        block = self.renderer.refresh(
            [(p.mark, p.paper, p.field, p.value, p.source) for p in proposals]
        )
        pull = DesiredPull(REFRESH, block, around.base_branch)
        return planning.make_maintenance_plan(desired, pull, around.state)

    def _changes(self, catalog: Catalog, around: Surroundings) -> dict[int, Change]:
        """Give the changes of the open pull request and those found now, by place in the list."""
        changes: dict[int, Change] = {}
        if around.state.branch and around.state.pull:
            tip = around.state.branch.tip.commit
            proposed = parse_catalog(self.repository.read_file(tip, config.PAPERS_FILE))
            changes = changed_before(catalog, proposed, around.state.pull.body)
        declined = [mark for body in around.declined for mark in marks(body)]
        for place in self._chosen(catalog, set(changes)):
            paper = catalog.papers[place]
            years = [paper.date.year] if paper.date else []
            findings = self.finder.find(paper.title, references(paper.links), years)
            change = propose(paper, findings, catalog.venues, declined, self.today)
            if change.proposals:
                changes[place] = change
        return dict(sorted(changes.items()))

    def _chosen(self, catalog: Catalog, known: set[int]) -> list[int]:
        """Choose whom to look up: some that lack a fact, some preprints, others every day."""
        lacking, preprints = (
            turn([place for place in places if place not in known], self.today, _PAPERS_A_RUN)
            for places in candidates(catalog)
        )
        first = lacking[: max(_LACKING_A_RUN, _PAPERS_A_RUN - len(preprints))]
        return [*first, *preprints][:_PAPERS_A_RUN]


def _raise_if_unsafe(before: Catalog, after: Catalog) -> None:
    """Refuse to change more of a listed paper than a look-up may."""
    same = len(before.papers) == len(after.papers) and all(
        old._replace(date=None, links=(), venue="") == new._replace(date=None, links=(), venue="")
        and new.links[len(new.links) - len(old.links) :] == old.links
        for old, new in zip(before.papers, after.papers, strict=True)
    )
    if not same or parse_catalog(after.text).papers != after.papers:
        raise BrokenState("refused: a refresh would change more than date, links and venue")
