"""The hub's whole state, and how things are found in it."""

from __future__ import annotations

import datetime as dt
import threading
from itertools import count

import pygit2

from localhub.gitstore import GitStore
from localhub.records import Actor, Clock, Comment, Issue, Label, Pull, Settings, Transfer, User
from localhub.refusals import Refusal, bad_credentials, moved, not_found

BOT = User(41898282, "github-actions[bot]", "Bot")
GITHUB = User(19864447, "web-flow")
GITHUB_EMAIL = "noreply@github.com"
MAINTAINER = "maintainer"


class World:
    """One repository with its people, issues, pull requests, comments and labels.

    Whoever reads or changes it holds `lock`.
    """

    def __init__(
        self, store: GitStore, owner: str, name: str, default_branch: str, clock: Clock
    ) -> None:
        self.lock = threading.RLock()
        self.store = store
        self.name = name
        self.default_branch = default_branch
        self.clock = clock
        self.settings = Settings()
        self.issues: dict[int, Issue] = {}
        self.comments: dict[int, Comment] = {}
        self.labels: dict[str, Label] = {}
        self.tokens: dict[str, Actor] = {}
        self.collaborators = {MAINTAINER}
        self.admins: set[str] = set()
        self.ids = count(3_000_000_001)
        self._user_ids = count(1001)
        self.owner = User(next(self._user_ids), owner, "Organization")
        self.users = {user.login.lower(): user for user in (self.owner, BOT)}
        self.created_at = clock()

    @property
    def full_name(self) -> str:
        """Name the repository with its owner."""
        return f"{self.owner.login}/{self.name}"

    def user(self, login: str) -> User:
        """Find an account, opening it at its first mention."""
        key = login.lower()
        if key not in self.users:
            self.users[key] = User(next(self._user_ids), login)
        return self.users[key]

    def user_by_email(self, email: str) -> User | None:
        """Find the account that a commit's address belongs to."""
        name, _, host = email.lower().partition("@")
        if email == GITHUB_EMAIL:
            return GITHUB
        if host != "users.noreply.github.com":
            return None
        return self.users.get(name.partition("+")[2] or name)

    def person(self, login: str, *, write: bool = False) -> Actor:
        """Let a person act, with the rights of a collaborator or `write`."""
        key = login.lower()
        return Actor(
            self.user(login),
            can_push=write or key in self.collaborators,
            is_admin=key in self.admins,
        )

    def actor(self, token: str | None) -> Actor:
        """Find who holds `token`; without one the actor is anonymous."""
        if token is None:
            return Actor(None)
        if token not in self.tokens:
            raise bad_credentials()
        return self.tokens[token]

    def issue(self, number: int) -> Issue:
        """Find an issue or pull request, or refuse as GitHub does."""
        if number not in self.issues:
            raise not_found()
        if self.issues[number].deleted:
            raise Refusal(410, "This issue was deleted")
        if (transfer := self.issues[number].transfer) is not None:
            raise moved(transfer) if transfer.readable else not_found()
        return self.issues[number]

    def moved_issue(self, repository_id: int, number: int) -> tuple[Issue, Transfer]:
        """Find an issue where it went, or refuse as GitHub does."""
        for issue in self.issues.values():
            to = issue.transfer
            if to is not None and (to.repository_id, to.number) == (repository_id, number):
                return issue, to
        raise not_found()

    def pull(self, number: int) -> tuple[Issue, Pull]:
        """Find a pull request, or refuse as GitHub does."""
        issue = self.issues.get(number)
        if issue is None or issue.pull is None:
            raise not_found()
        return issue, issue.pull

    def pulls(self) -> list[tuple[Issue, Pull]]:
        """List all pull requests, oldest first."""
        return [(issue, issue.pull) for issue in self.issues.values() if issue.pull is not None]

    def comment(self, comment_id: int) -> Comment:
        """Find a comment, or refuse as GitHub does."""
        if comment_id not in self.comments or self.issues[self.comments[comment_id].number].is_gone:
            raise not_found()
        return self.comments[comment_id]

    def comments_on(self, number: int) -> list[Comment]:
        """List the comments of one issue, oldest first."""
        return [comment for comment in self.comments.values() if comment.number == number]

    def signature(self, user: User, when: dt.datetime | None = None) -> pygit2.Signature:
        """Sign a commit as `user`, now where no moment is given."""
        moment = int((when or self.clock()).timestamp())
        if user == GITHUB:
            return pygit2.Signature("GitHub", GITHUB_EMAIL, moment, 0)
        return pygit2.Signature(user.login, user.email, moment, 0)
