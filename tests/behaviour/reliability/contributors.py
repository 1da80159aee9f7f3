"""What can be done to issues, by those who file them and by maintainers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from localhub import LocalHub
from localhub.records import Issue
from tests.behaviour.reliability.memory import RETRY, Act, Acts, Memory, View, issue_of
from tests.behaviour.reliability.submissions import TEXTS, Text

_AUTHORS = ("ada", "bob", "eve")
_MOST = 4  # issues; more would only make histories slower
_FORGED = "<!-- paper-bot:accepted 0123456789abcdef -->\nThank you!"


@dataclass(frozen=True)
class Contributors:
    """People around the issues of a list."""

    hub: LocalHub
    memory: Memory

    def acts(self, view: View) -> Acts:
        """Yield all that can be done to issues now."""
        issues = view.issues()
        if len(issues) < _MOST:
            for n, text in enumerate(TEXTS):
                yield Act("file", f"{text.kind} {text.paper} ({n})", partial(self.file, text))
        for issue in issues:
            yield from self._acts_on(issue)

    def _acts_on(self, issue: Issue) -> Acts:
        number = issue.number
        for n, text in enumerate(TEXTS):
            if text.body != issue.body:
                about = f"{number}: {text.kind} {text.paper} ({n})"
                yield Act("edit", about, partial(self.edit, number, text))
        for by in (issue.author.login, "maintainer"):
            about = f"{number} by {by}"
            if issue.state == "open":
                yield Act("close", about, partial(self.close, number, by))
            else:
                yield Act("reopen", about, partial(self.reopen, number, by))
        if RETRY not in issue.labels:
            yield Act("retry", f"{number}", partial(self.retry, number))
        for label in issue.labels:
            yield Act("unlabel", f"{number} {label}", partial(self.unlabel, number, label))
        if issue.locked:
            yield Act("unlock", f"{number}", partial(self.hub.unlock_issue, number))
        else:
            yield Act("lock", f"{number}", partial(self.hub.lock_issue, number))
            yield Act("forge", f"{number}", partial(self.forge, number))
        yield Act("delete", f"{number}", partial(self.delete, number))
        yield Act("transfer", f"{number}", partial(self.transfer, number))

    def file(self, text: Text) -> None:
        """File an issue."""
        author = _AUTHORS[self.memory.count() % len(_AUTHORS)]
        number = self.hub.open_issue(text.title, text.body, author=author)
        self.memory.tell("issues", "opened", number)

    def edit(self, number: int, text: Text) -> None:
        """Edit an issue."""
        self.hub.edit_issue(number, body=text.body)
        self._changed(number, "edited")

    def close(self, number: int, by: str) -> None:
        """Close an issue."""
        self.hub.close_issue(number, by=by)
        self._changed(number, "closed")

    def reopen(self, number: int, by: str) -> None:
        """Open a closed issue again."""
        self.hub.reopen_issue(number, by=by)
        self._changed(number, "reopened")

    def retry(self, number: int) -> None:
        """Ask the bot to take an issue up anew."""
        self.hub.label_issue(number, RETRY)
        self.memory.ask(number)
        self._changed(number, "labeled")

    def unlabel(self, number: int, label: str) -> None:
        """Take a label off an issue or a pull request."""
        view = View.of(self.hub)
        about = view.all[number]
        self.hub.unlabel_issue(number, label)
        issue = issue_of(about) if about.pull else number
        if label == RETRY:
            self.memory.ask_no_more(view, issue)
        else:
            self.memory.labels_off[number, label] = view.verdict(issue)

    def forge(self, number: int) -> None:
        """Write a comment that looks like the bot's."""
        own = View.of(self.hub).own_comments(number)
        self.hub.comment(number, own[0].body if own else _FORGED, author="mallory")

    def delete(self, number: int) -> None:
        """Delete an issue."""
        self.hub.delete_issue(number)
        self._changed(number, "deleted")

    def transfer(self, number: int) -> None:
        """Move an issue to another repository."""
        self.hub.transfer_issue(number)
        self._changed(number, "transferred")

    def _changed(self, number: int, action: str) -> None:
        self.memory.change(View.of(self.hub), number)
        self.memory.tell("issues", action, number)
