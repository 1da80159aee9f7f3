"""What maintainers do to the bot's pull requests, and to the list on the default branch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from localhub import LocalHub
from localhub.pulls import MergeMethod
from localhub.records import Issue
from tests.behaviour.reliability.harness import RENDERER
from tests.behaviour.reliability.memory import Act, Acts, Memory, View, issue_of
from tests.behaviour.reliability.submissions import PAPERS, arxiv_of, title_of
from tests.ours import changed, parse_catalog

NOTES = "notes.txt"
BROKEN = "[\n  {,\n]\n"
_METHODS: tuple[MergeMethod, ...] = ("merge", "squash", "rebase")
_PLACES = ("before", "after", "instead")


@dataclass(frozen=True)
class Maintainers:
    """Those who review, merge, decline, and take care of the list."""

    hub: LocalHub
    memory: Memory

    def acts(self, view: View) -> Acts:
        """Yield all that can be done to pull requests and to the list now."""
        for pull in view.pulls():
            if pull.state == "open":
                yield from self._acts_on(pull)
            elif _may_come_back(view, pull):
                yield Act("take back", f"{pull.number}", partial(self.take_back, pull.number))
        yield from self._acts_on_list()

    def _acts_on(self, pull: Issue) -> Acts:
        number = pull.number
        yield Act("decline", f"{number}", partial(self.decline, number))
        yield Act("title", f"{number}", partial(self.give_title, number))
        for place in _PLACES:
            yield Act("words", f"{number} {place}", partial(self.write, number, place))
        if self.memory.whole:
            return
        shown = self.hub.pull(number)
        if shown.mergeable:
            for method in _METHODS[: 3 if shown.rebaseable else 2]:
                yield Act("merge", f"{number} by {method}", partial(self.merge, number, method))

    def decline(self, number: int) -> None:
        """Close a pull request unmerged."""
        view = View.of(self.hub)
        self.hub.close_pull(number)
        self.memory.decline(view, view.all[number])
        self.memory.tell("pull_request", "closed", number)

    def take_back(self, number: int) -> None:
        """Open a closed pull request again."""
        view = View.of(self.hub)
        pull = view.all[number]
        self.hub.reopen_pull(number)
        self.memory.declined.pop(issue_of(pull), None)
        self.memory.asked.pop(issue_of(pull), None)
        self.memory.change(view, issue_of(pull))
        self.memory.reopened.add(number)
        self.memory.left.add(number)
        self.memory.tell("pull_request", "reopened", number)

    def merge(self, number: int, method: MergeMethod) -> None:
        """Merge a pull request."""
        view = View.of(self.hub)
        issue = issue_of(view.all[number])
        self.hub.merge_pull(number, method=method)
        self.memory.touched |= self.memory.files.get(issue, {}).keys()
        self.memory.change(view, issue)
        self.memory.tell("pull_request", "closed", number)
        self.memory.tell("push")

    def give_title(self, number: int) -> None:
        """Give a pull request another title."""
        title = f"A title of a person's, number {self.memory.count()}"
        self.hub.edit_issue(number, title=title, author="maintainer")
        self.memory.titles[number] = title

    def write(self, number: int, place: str) -> None:
        """Write around the bot's block in a pull request, or in its place."""
        body = View.of(self.hub).all[number].body or ""
        words = f"Words of a person's, number {self.memory.count()}."
        bodies = {"before": f"{words}\n\n{body}", "after": f"{body}\n\n{words}", "instead": words}
        self.hub.edit_issue(number, body=bodies[place], author="maintainer")
        self.memory.words[number] = words

    def _acts_on_list(self) -> Acts:
        yield Act("commit to main", "another file", self.change_notes)
        if self.memory.whole:
            yield Act("mend", "the list", self.mend)
            return
        yield Act("break", "the list", self.break_list)
        listed = parse_catalog(self.hub.read("main", "papers.json") or "")
        for paper in PAPERS:
            if all(title_of(paper) != each.title for each in listed.papers):
                yield Act("list by hand", paper, partial(self.list_by_hand, paper))

    def change_notes(self) -> None:
        """Change another file than the list."""
        self._push({NOTES: f"Notes, number {self.memory.count()}.\n"})
        self.memory.touched.add(NOTES)

    def list_by_hand(self, paper: str) -> None:
        """Put a paper on the list; every other time, README.md is forgotten."""
        catalog = parse_catalog(self.hub.read("main", "papers.json") or "")
        pattern = catalog.papers[0]
        link = pattern.links[0]._replace(url=f"https://arxiv.org/abs/{arxiv_of(paper)}")
        listed = changed(pattern, title=title_of(paper), links=(link,), issue=None)
        grown = catalog.with_paper(listed)
        files = {"papers.json": grown.text}
        if self.memory.count() % 2:
            files |= RENDERER.files(grown)
        self._push(files)

    def break_list(self) -> None:
        """Leave the list as no JSON."""
        self.memory.whole = self.hub.read("main", "papers.json") or ""
        self._push({"papers.json": BROKEN})

    def mend(self) -> None:
        """Put the list back as it was."""
        self._push({"papers.json": self.memory.whole})
        self.memory.whole = ""

    def _push(self, files: Mapping[str, str]) -> None:
        self.hub.commit_files("main", files, "Change the list")
        self.memory.tell("push")


def _may_come_back(view: View, pull: Issue) -> bool:
    """Whether a closed pull request may be opened again."""
    of = issue_of(pull)
    return (
        pull.pull is not None
        and not pull.pull.merged_at
        and of not in view.open_pulls()
        and view.branches().get(of) == pull.pull.head_sha
    )
