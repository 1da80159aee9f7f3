"""What there is on a hub, and what people did there, as far as the bot must not undo it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.messages.blocks import memory_of
from localhub import LocalHub
from localhub.events import EventName
from localhub.records import Comment, Issue, Request
from tests.behaviour.reliability.harness import BOT_LOGIN, Event
from tests.behaviour.reliability.submissions import BY_BODY, Text

RETRY = "bot-retry"


_BRANCH = re.compile(r"(?:.*refs/heads/)?paper-bot/issue-(\d+)")
_TAKEN_OFF = re.compile(rf"DELETE .*/issues/(\d+)/labels/{RETRY}")
_VERDICT = re.compile(r"<!-- paper-bot:(\w+)")


def issue_of(pull: Issue) -> int:
    """Return the issue that a pull request of the bot's is for."""
    return issue_of_branch(pull.pull.head if pull.pull else "") or 0


def issue_of_branch(name: str) -> int | None:
    """Return the issue that a branch of the bot's is for, by its name, reference or address."""
    found = _BRANCH.fullmatch(name)
    return int(found[1]) if found else None


def branch_of(number: int) -> str:
    """Name an issue's branch."""
    return f"paper-bot/issue-{number}"


@dataclass(frozen=True)
class View:
    """What there is, without asking whether pull requests can be merged, which takes time.

    `all` are issues and pull requests by their numbers.
    """

    refs: Mapping[str, str]
    all: Mapping[int, Issue]
    comments: Mapping[int, Comment]

    @classmethod
    def of(cls, hub: LocalHub) -> View:
        """Look at the hub as it is now."""
        moment = hub.keep_moment()
        return cls(moment.refs, moment.rest["issues"], moment.rest["comments"])

    def issues(self) -> list[Issue]:
        """Return the issues that are not gone."""
        return [one for one in self.all.values() if one.pull is None and not one.is_gone]

    def pulls(self) -> list[Issue]:
        """Return the bot's pull requests."""
        return [one for one in self.all.values() if one.pull and one.author.login == BOT_LOGIN]

    def open_pulls(self) -> dict[int, Issue]:
        """Return the bot's open pull requests by the issue that they are for."""
        return {issue_of(pull): pull for pull in self.pulls() if pull.state == "open"}

    def branches(self) -> dict[int, str]:
        """Return the last commit of the bot's branches by issue."""
        named = ((issue_of_branch(name), sha) for name, sha in self.refs.items())
        return {number: sha for number, sha in named if number}

    def own_comments(self, number: int) -> list[Comment]:
        """Return the bot's comments on an issue."""
        return [
            each
            for each in self.comments.values()
            if each.number == number and each.author.login == BOT_LOGIN
        ]

    def verdict(self, number: int) -> str | None:
        """Return the verdict that the bot's comment on an issue says."""
        own = self.own_comments(number)
        found = _VERDICT.search(own[0].body) if own else None
        return found[1] if found else None

    def text(self, number: int) -> Text:
        """Return what an issue says."""
        return BY_BODY[self.all[number].body or ""]


@dataclass
class Memory:
    """What people did, by issue, by pull request or by both; `queue` are the events of it.

    `declined` are issues whose pull request was closed, with the last number that was given
    by then, `asked` those of them that the bot is to take up anew. `reopened` are pull requests
    that a person opened again and that the bot has to leave open as long as nothing else
    happens to their issues; `left` are all that ever were, which it may leave open for ever:
    it cannot always tell what came first. `commits`, `fields` and `files` are what people
    committed to the branch of an issue, `taken` the branches that the bot leaves to them.
    `touched` are other files that people changed on the default branch, `two_ran` tells that
    two runs were at work at once, and `whole` is the list as it was before somebody broke it.
    """

    queue: list[Event] = field(default_factory=list)
    declined: dict[int, int] = field(default_factory=dict)
    asked: dict[int, int] = field(default_factory=dict)
    reopened: set[int] = field(default_factory=set)
    left: set[int] = field(default_factory=set)
    commits: dict[int, list[str]] = field(default_factory=dict)
    fields: dict[int, dict[str, object]] = field(default_factory=dict)
    files: dict[int, dict[str, str]] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    titles: dict[int, str] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)
    labels_off: dict[tuple[int, str], str | None] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    two_ran: bool = False
    whole: str = ""
    done: int = 0

    def tell(self, name: EventName, action: str | None = None, number: int | None = None) -> None:
        """Queue an event."""
        self.queue.append(Event(name, action, number))

    def count(self) -> int:
        """Return a number that no other text has."""
        self.done += 1
        return self.done

    def change(self, view: View, issue: int) -> None:
        """Forget what an issue's next answer may do away with."""
        pulls = {each.number for each in view.pulls() if issue_of(each) == issue}
        self.reopened -= pulls
        for number, label in [*self.labels_off]:
            if number in {issue, *pulls}:
                del self.labels_off[number, label]

    def decline(self, view: View, pull: Issue) -> None:
        """Remember a pull request that a person closed, if it can be told from the bot's doing."""
        issue = view.all[issue_of(pull)]
        asked = not issue.is_gone and RETRY in issue.labels
        self.asked.pop(issue.number, None)
        if not memory_of(pull.body or "").closed:
            (self.asked if asked else self.declined)[issue.number] = max(view.all)
        self.change(view, issue.number)

    def ask(self, issue: int) -> None:
        """Remember that the bot is to take a declined issue up anew."""
        if issue in self.declined:
            self.asked[issue] = self.declined.pop(issue)

    def ask_no_more(self, view: View, issue: int) -> None:
        """Remember that it is not to do so, unless it has."""
        last = self.asked.pop(issue, None)
        if last is not None and all(
            pull.number <= last for pull in view.pulls() if issue_of(pull) == issue
        ):
            self.declined[issue] = last

    def forget_overtaken(self, view: View, requests: Iterable[Request], at: int) -> None:
        """Forget what a run could not know which had read what a no came to before request `at`.

        To it the pull request was open: it took a label for another try off, since there was
        nothing to try anew, or closed the pull request by itself, which was no no then.
        """
        last = {issue_of(pull): pull for pull in sorted(view.pulls(), key=lambda each: each.number)}
        for issue, pull in last.items():
            if memory_of(pull.body or "").closed:
                self.declined.pop(issue, None)
        read = 0
        for place, request in enumerate(requests):
            if request.method == "GET" and request.path.endswith("/pulls"):
                read = place
            taken_off = _TAKEN_OFF.fullmatch(f"{request.method} {request.path}")
            if taken_off and read < at <= place:
                self.ask_no_more(view, int(taken_off[1]))

    def forget_lost_texts(self, view: View) -> None:
        """Forget texts that a run wrote over which had read the ones before."""
        for number, words in [*self.words.items()]:
            if words not in (view.all[number].body or ""):
                del self.words[number]
        for number, title in [*self.titles.items()]:
            if title != view.all[number].title:
                del self.titles[number]

    def forget_labels(self, issue: int) -> None:
        """Forget which labels were taken off an issue."""
        for number, label in [*self.labels_off]:
            if number == issue:
                del self.labels_off[number, label]

    def forget_branch(self, issue: int) -> None:
        """Forget the commits on a branch that a person deletes."""
        for each in (self.commits, self.fields, self.files):
            each.pop(issue, None)
        self.taken.discard(issue)


@dataclass(frozen=True, repr=False)
class Act:
    """Something that somebody can do now, by its kind and what it is about."""

    kind: str
    about: str
    do: Callable[[], None]

    def __repr__(self) -> str:
        return f"{self.kind} {self.about}"


Acts = Iterator[Act]
