"""Let people and the bot act on a GitHub on loopback, and keep what there was to look at."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import Literal

from bot.commands.run import run_event
from bot.commands.settings import read_settings
from bot.config import branch_name
from bot.listing import Description
from bot.messages import Verdict
from bot.submission import Finder
from localhub import LocalHub, actions_environment

_NO_TITLE = "(no title)"  # GitHub takes no issue without one; this makes none a submission


@dataclass(frozen=True)
class File:
    """What a pull request does to a file."""

    path: str
    patch: str  # as git writes it

    @property
    def hunks(self) -> list[str]:
        """Return the lines of the patch without those that only name the file."""
        _, separator, hunks = self.patch.partition("\n@@")
        return f"{separator[1:]}{hunks}".rstrip("\n").split("\n")

    @property
    def counts(self) -> str:
        """Return how many lines are added and removed."""
        added, removed = (sum(line.startswith(sign) for line in self.hunks) for sign in "+-")
        return " ".join([f"+{added}"] * bool(added) + [f"−{removed}"] * bool(removed))


@dataclass(frozen=True)
class Card:
    """One thing to look at on GitHub, as it was at that moment; an event is a text alone."""

    kind: Literal["issue", "comment", "pull", "event"]
    about: int  # the number of the issue or pull request
    text: str
    author: str = ""
    verb: str = ""  # what the author did
    title: str = ""
    labels: tuple[str, ...] = ()
    branch: str = ""
    files: tuple[File, ...] = ()


@dataclass
class Story:
    """What happened, in lines of a word and a text, and what there was to look at."""

    title: str
    lines: list[tuple[str, str]] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)


class Stage:
    """A list on a GitHub on loopback, on which people act and the bot answers.

    `verdict` is what became of the issue that was answered last, None where nothing did.
    """

    def __init__(
        self,
        hub: LocalHub,
        directory: Path,
        form: Description,
        today: dt.date,
        finder: Finder | None = None,
    ) -> None:
        self.hub = hub
        self.stories: list[Story] = []
        self._directory = directory
        self._form = form
        self._today = today
        self._finder = finder
        self._checkout: Path | None = None
        self.verdict: Verdict | None = None

    def begin(self, title: str) -> None:
        """Begin a story."""
        self.stories.append(Story(title))

    def keep_checkout(self) -> None:
        """Let every run from now on have one checkout: what is newer is asked for, as anywhere."""
        env = actions_environment(self.hub, self._directory, "push")
        self._checkout = Path(env["GITHUB_WORKSPACE"])

    def propose(self) -> int | None:
        """Let the bot propose a description of the list, and return its pull request's number."""
        pull = self._run("push")
        if pull:
            self._show_pull(pull, "opened")
        return pull

    def file(self, title: str, body: str, labels: tuple[str, ...] | None = None) -> int:
        """File an issue, as from the form where no labels are given; return its number."""
        labels = (self._form.submission.label,) if labels is None else labels
        self.hub.make_labels(*labels)
        number = self.hub.open_issue(title or _NO_TITLE, body, labels=labels)
        self._show_issue(number, "opened")
        self._line("filed", f"issue #{number}: {title or _NO_TITLE}")
        return number

    def edit(self, number: int, body: str, what: str) -> None:
        """Let the contributor put another text into an issue."""
        self.hub.edit_issue(number, body=body)
        self._show_issue(number, "edited")
        self._line("edited", f"issue #{number}: {what}")

    def answer(
        self, number: int, action: str = "opened", *, details: int = 0, proposed: bool = True
    ) -> int | None:
        """Let the bot answer an issue, and return the number of its pull request, if any.

        Of its comment the beginning is a line, and so are this many `details`.
        """
        before = self.hub.issue(number).labels
        pull = self._run("issues", action, number)
        self._show_labels(number, before)
        comments = self.hub.comments(number)
        for comment in comments:
            self._story.cards.append(
                Card("comment", number, comment.body, comment.author, "commented")
            )
            first, *others = [*_sentences(comment.body)]
            self._line("answered", first)
            for each in others[:details]:
                self._line("", each)
        if not comments:
            self._event(number, "The bot left the issue alone.")
            self._line("answered", "nothing: the bot left the issue alone")
        if pull:
            self._show_pull(pull, "opened")
            if proposed:
                self._line("proposed", f"#{pull}: {self._changed}")
        return pull

    def merge(self, pull: int, issue: int) -> None:
        """Let a maintainer merge a pull request, and the bot do what follows from that."""
        self.hub.merge_pull(pull)
        self._run("pull_request", "closed", pull)
        self._run("push")
        self._event(pull, "A maintainer merged the pull request.")
        state, papers = self.hub.issue(issue).state, self.papers
        self._line("merged", f"#{pull} by a maintainer: issue #{issue} is {state}, {papers} papers")

    def look_again(self, pull: int, issue: int) -> None:
        """Show a pull request that another merge has changed."""
        is_merge = len(self.hub.log(branch_name(issue))[0].parents) > 1
        what = "by a merge commit" if is_merge else "not at all"
        self._event(pull, f"The bot rebuilt the branch {what}.")
        self._show_pull(pull, "updated")
        state = "can be merged" if self.hub.pull(pull).mergeable else "is in conflict"
        self._line("rebuilt", f"#{pull} {what}, and {state}: {self._changed}")

    @property
    def summary(self) -> str:
        """Return what all stories come to."""
        pulls = self.hub.pulls()
        cards = [card for story in self.stories for card in story.cards]
        issues = len({card.about for card in cards if card.kind == "issue"})
        counts = [
            (issues, "issue", ""),
            (len(pulls), "pull request", ""),
            (sum(pull.merged for pull in pulls), "merge", ""),
            (len(self.hub.requests), "request", " to the GitHub on loopback"),
        ]
        return ", ".join(f"{n} {what}{'s' if n != 1 else ''}{more}" for n, what, more in counts)

    @property
    def readme(self) -> str:
        """Return the path of the list's README."""
        return self._form.list.readme

    @property
    def papers(self) -> int:
        """Return how many papers the list holds."""
        return len(json.loads(self.hub.read("main", self._form.list.data) or "[]"))

    @property
    def _story(self) -> Story:
        return self.stories[-1]

    @property
    def _changed(self) -> str:
        """Name the files of the pull request that was shown last."""
        files = self._story.cards[-1].files
        return ", ".join(f"{file.path} {file.counts}" for file in files)

    def _line(self, word: str, text: str) -> None:
        self._story.lines.append((word, text))

    def _event(self, about: int, text: str) -> None:
        self._story.cards.append(Card("event", about, text))

    def _show_issue(self, number: int, verb: str) -> None:
        issue = self.hub.issue(number)
        text, title = issue.body or "", issue.title
        card = Card("issue", number, text, issue.author, verb, title, issue.labels)
        self._story.cards.append(card)

    def _show_labels(self, number: int, before: tuple[str, ...]) -> None:
        after = self.hub.issue(number).labels
        for verb, labels in (("added", {*after} - {*before}), ("removed", {*before} - {*after})):
            for label in sorted(labels):
                self._event(number, f"The bot {verb} the label {label}.")

    def _show_pull(self, pull: int, verb: str) -> None:
        shown = self.hub.pull(pull)
        branch = shown.head
        files = tuple(_files(self.hub.diff("main", branch)))
        text, title = shown.body or "", shown.title
        card = Card("pull", pull, text, shown.author, verb, title, shown.labels, branch, files)
        self._story.cards.append(card)

    def _run(
        self,
        name: Literal["issues", "pull_request", "push"],
        action: str | None = None,
        number: int | None = None,
    ) -> int | None:
        """Run the bot as Actions would, and return the pull request of the first issue."""
        env = actions_environment(
            self.hub, self._directory, name, action, number, checkout=self._checkout
        )
        # Annotations are for the page of a run on GitHub.
        settings = read_settings({**env, "GITHUB_ACTIONS": ""})
        outcomes = run_event(settings, self._today, self._finder)
        self.verdict = outcomes[0].plan.verdict if outcomes else None
        return outcomes[0].pull if outcomes else None


def _sentences(comment: str) -> Iterator[str]:
    """Return what a comment begins with, and then each point of its first list."""
    plain = re.sub(r"<!--.*?-->|\*\*|\\(?=\W)|`", "", comment, flags=re.DOTALL)
    plain = html.unescape(re.sub(r"\[([^]\n]*)\]\(\S*\)", r"\1", plain))
    first, *others = [line for line in plain.splitlines() if line.strip()] or [""]
    # Without the greeting, and no more than a sentence.
    yield re.sub(r"^[^.:]*! |(?<=\.) .*", "", first.strip())
    listed = dropwhile(lambda line: not line.startswith("- "), others)
    points = takewhile(lambda line: line.startswith(("- ", "  ")), listed)
    yield from (line.removeprefix("- ").strip() for line in points if line.startswith("- "))


def _files(patch: str) -> Iterator[File]:
    for each in re.split(r"^(?=diff --git )", patch, flags=re.MULTILINE)[1:]:
        yield File(each.partition("\n")[0].rpartition(" b/")[2], each)
