"""What maintainers do to the branches of the bot's: commit, merge into them, delete them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from bot.catalog.catalog import Catalog
from localhub import LocalHub
from tests.behaviour.reliability.maintainers import BROKEN, NOTES
from tests.behaviour.reliability.memory import Act, Acts, Memory, View, branch_of
from tests.ours import parse_catalog, read_papers, summary_of

_FIELDS = ("title", "heads", "date", "summary")


@dataclass(frozen=True)
class Committers:
    """Those who work on the bot's branches."""

    hub: LocalHub
    memory: Memory

    def acts(self, view: View) -> Acts:
        """Yield all that can be done to branches now."""
        opened = view.open_pulls()
        for number in view.branches():
            if number in opened or number not in self.memory.commits:
                yield Act("remove branch", f"{number}", partial(self.remove_branch, number))
            if number in opened:
                yield from self._acts_on(number)
                yield from self._acts_of_button(number, opened[number].number)

    def _acts_on(self, number: int) -> Acts:
        for path in (NOTES, f"notes-{number}.txt"):
            yield Act("commit notes", f"{number} {path}", partial(self.commit_notes, number, path))
        papers = self.hub.read(branch_of(number), "papers.json") or ""
        if papers != BROKEN and parse_catalog(papers).of_issue(number):
            for name in _FIELDS:
                act = partial(self.commit_field, number, name)
                yield Act("commit field", f"{number} {name}", act)
        yield Act("take over", f"{number}", partial(self.take_over, number))

    def _acts_of_button(self, number: int, pull: int) -> Acts:
        if not self.memory.whole and self.hub.pull(pull).mergeable:
            yield Act("update", f"{number}", partial(self.update_branch, number))

    def remove_branch(self, number: int) -> None:
        """Delete a branch of the bot's, which closes its pull request."""
        view = View.of(self.hub)
        pull = view.open_pulls().get(number)
        self.hub.delete_branch(branch_of(number))
        self.memory.forget_branch(number)
        if pull:
            self.memory.decline(view, pull)
            self.memory.tell("pull_request", "closed", pull.number)

    def commit_notes(self, number: int, path: str) -> None:
        """Commit another file to a branch of the bot's."""
        text = f"Notes, number {self.memory.count()}.\n"
        self._commit(number, {path: text})
        self.memory.files.setdefault(number, {})[path] = text
        self._take_update(number)

    def commit_field(self, number: int, name: str) -> None:
        """Say one thing of a paper better, on its branch."""
        catalog = self._list(number)
        (place,) = (n for n, paper in enumerate(catalog.papers) if paper.issue == number)
        paper, count = catalog.papers[place], self.memory.count()
        values: dict[str, object] = {
            "title": f"{paper.title} {count}",
            "heads": [f"Head {count}"],
            "date": f"2025-01-{count % 28 + 1:02}",
            "summary": {**summary_of(paper)._asdict(), "tasks": f"Tasks, number {count}."},
        }
        record = {**paper.record(), name: values[name]}
        (changed,) = read_papers([record])
        self._commit(number, {"papers.json": catalog.with_changed({place: changed}).text})
        # Each sentence is a field of its own.
        field = "summary.tasks" if name == "summary" else name
        self.memory.fields.setdefault(number, {})[field] = changed.get(field)

    def take_over(self, number: int) -> None:
        """Change the entry of another paper on a branch of the bot's."""
        text = self.hub.read(branch_of(number), "papers.json") or ""
        words = f"Mended, number {self.memory.count()}."
        mended = text.replace("Says what came out.", words)
        if mended != text:
            self._commit(number, {"papers.json": mended})
            self.memory.taken.add(number)

    def update_branch(self, number: int) -> None:
        """Merge the default branch into a branch of the bot's, by the button."""
        before = self.hub.branches().get(branch_of(number))
        sha = self.hub.merge_branch("main", branch_of(number), by_button=True)
        if sha != before:
            self._pushed(number, sha)
            self._take_update(number)

    def _commit(self, number: int, files: Mapping[str, str]) -> None:
        self._pushed(number, self.hub.commit_files(branch_of(number), files, "Say it better"))

    def _pushed(self, number: int, sha: str) -> None:
        self.memory.commits.setdefault(number, []).append(sha)
        pull = View.of(self.hub).open_pulls().get(number)
        if pull:
            self.memory.tell("pull_request", "synchronize", pull.number)

    def _take_update(self, number: int) -> None:
        """Remember that the bot leaves a branch with a commit of a person's and no new record."""
        if self._list(number).of_issue(number) is None:
            self.memory.taken.add(number)

    def _list(self, number: int) -> Catalog:
        return parse_catalog(self.hub.read(branch_of(number), "papers.json") or "")
