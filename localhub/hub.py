"""Put the hub together: a repository, its people and a server, for Python and for HTTP."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pygit2

from localhub import events, moments, refs, views
from localhub.gitstore import HEADS, GitStore
from localhub.interference import Interference
from localhub.payloads import JSON, Payloads
from localhub.people import People
from localhub.rates import Rates, read_clock
from localhub.records import Actor, Clock, Request, Settings, TickingClock
from localhub.refusals import invalid
from localhub.server import Api
from localhub.serving import Server
from localhub.world import BOT, MAINTAINER, World

BOT_PERMISSIONS = {"contents": "write", "issues": "write", "pull_requests": "write"}
Files = Mapping[str, str | bytes]


class LocalHub(People):
    """A GitHub with one repository, on loopback.

    People act through the methods below, programs through the REST API at `api_url`;
    both take the same way through the rules. What a person may not do raises `Refusal`,
    a ValueError.
    """

    def __init__(self, world: World, server: Server, api: Api, path: Path) -> None:
        super().__init__(world)
        self._server = server
        self._api = api
        self.repository_path = path
        self.api_url = self.server_url = server.url
        self._show = Payloads(world, server.url, server.url)
        self.bot_token = self.issue_app_token(BOT_PERMISSIONS)

    @classmethod
    @contextmanager
    def create(
        cls,
        directory: Path,
        files: Files,
        *,
        owner: str = "octo-list",
        name: str = "papers",
        default_branch: str = "main",
    ) -> Iterator[LocalHub]:
        """Make a repository with one commit of `files` below `directory`, and serve it."""
        path = directory / f"{name}.git"
        store = GitStore.create(path, default_branch)
        world = World(store, owner, name, default_branch, TickingClock())
        refs.push_files(world, world.person(MAINTAINER), default_branch, files, "Start the list")
        api = Api(world)
        server = Server(api)
        try:
            yield cls(world, server, api, path)
        finally:
            server.stop()
            store.close()

    @property
    def full_name(self) -> str:
        """Name the repository with its owner."""
        return self._world.full_name

    @property
    def settings(self) -> Settings:
        """Return the repository's switches, to be changed at will."""
        return self._world.settings

    @property
    def clock(self) -> Clock:
        """Return the clock; another may be put in its place."""
        return self._world.clock

    @clock.setter
    def clock(self, clock: Clock) -> None:
        self._world.clock = clock

    def time(self) -> float:
        """Return the clock's time in seconds without making it pass: limits count by it."""
        with self._world.lock:
            return read_clock(self._world.clock)

    def pass_time(self, seconds: float) -> None:
        """Turn the clock forward."""
        with self._world.lock:
            clock, span = self._world.clock, dt.timedelta(seconds=seconds)
            if isinstance(clock, TickingClock):
                clock.now += span
            else:
                self._world.clock = lambda: clock() + span

    def limit_requests(self, remaining: int) -> None:
        """Leave the bot this many requests of the hour; then it is refused until the next."""
        with self._world.lock:
            self._api.rates.leave(Actor(BOT, permissions=BOT_PERMISSIONS), remaining)

    @property
    def interference(self) -> Interference | None:
        """Return what stands between programs and the hub; any may be put there, None lifts it."""
        return self._api.interference

    @interference.setter
    def interference(self, interference: Interference | None) -> None:
        self._api.interference = interference

    def keep_moment(self) -> moments.Moment:
        """Keep everything as it is now."""
        with self._world.lock:
            return moments.keep(self._world)

    def return_to(self, moment: moments.Moment) -> None:
        """Put everything back as it was, with nothing asked yet, no limit and no interference."""
        with self._world.lock:
            moments.return_to(self._world, moment)
            self._api.log.clear()
            self._api.rates = Rates(self.time)
            self._api.interference = None

    @property
    def requests(self) -> list[Request]:
        """List the requests so far, in the order of their ends."""
        with self._world.lock:
            return list(self._api.log)

    def clear_requests(self) -> None:
        """Forget the requests so far."""
        with self._world.lock:
            self._api.log.clear()

    def issue_token(self, login: str, *, write: bool = False, admin: bool = False) -> str:
        """Return a person a token; with `write` or `admin` the person becomes a collaborator."""
        with self._world.lock:
            if write or admin:
                self._world.collaborators.add(login.lower())
            if admin:
                self._world.admins.add(login.lower())
            return self._keep("ghp_", self._world.person(login))

    def issue_app_token(self, permissions: Mapping[str, str]) -> str:
        """Return a workflow run a token with these permissions."""
        return self._keep("ghs_", Actor(BOT, permissions=dict(permissions)))

    def _keep(self, prefix: str, actor: Actor) -> str:
        token = prefix + secrets.token_hex(18)
        self._world.tokens[token] = actor
        return token

    def issue(self, number: int) -> views.IssueView:
        """View an issue or pull request."""
        with self._world.lock:
            return views.view_issue(self._world, self._show, self._world.issue(number))

    def pull(self, number: int) -> views.PullView:
        """View a pull request."""
        with self._world.lock:
            return views.view_pull(self._world, self._show, *self._world.pull(number))

    def pulls(self) -> list[views.PullView]:
        """View all pull requests, oldest first."""
        with self._world.lock:
            return [
                views.view_pull(self._world, self._show, issue, pull)
                for issue, pull in self._world.pulls()
            ]

    def comments(self, number: int) -> list[views.CommentView]:
        """View the comments on an issue, oldest first."""
        with self._world.lock:
            found = self._world.comments_on(number)
            return [views.view_comment(self._show, comment) for comment in found]

    def branches(self) -> dict[str, str]:
        """Return each branch's last commit."""
        with self._world.lock:
            found = self._world.store.refs(HEADS)
            return {name.removeprefix(HEADS): sha for name, sha in found.items()}

    def read(self, ref: str, path: str) -> str | None:
        """Read a file of a branch or commit; None where it is not there."""
        with self._world.lock:
            commit = self._commit(ref)
            if path not in commit.tree:
                return None
            node = commit.tree[path]
            return node.data.decode() if isinstance(node, pygit2.Blob) else None

    def diff(self, base: str, head: str) -> str:
        """Write the difference between two branches or commits as a patch."""
        with self._world.lock:
            trees = self._commit(base).tree, self._commit(head).tree
            return self._world.store.diff(*trees).patch or ""

    def log(self, ref: str) -> list[views.CommitView]:
        """View the commits that lead to a branch or commit, newest first."""
        with self._world.lock:
            commits = self._world.store.between(None, str(self._commit(ref).id))
            return [views.view_commit(commit) for commit in reversed(commits)]

    def _commit(self, ref: str) -> pygit2.Commit:
        commit = self._world.store.resolve(ref)
        if commit is None:
            raise invalid("Commit", "ref", "missing", f"{ref} is neither a branch nor a commit")
        return commit

    def event(
        self,
        name: events.EventName,
        action: str | None = None,
        number: int | None = None,
        inputs: Mapping[str, str] | None = None,
    ) -> JSON:
        """Write an event's payload as a workflow run finds it."""
        with self._world.lock:
            return events.payload(self._world, self._show, name, action, number, inputs)

    def snapshot(self) -> views.Snapshot:
        """View everything that can be seen from outside, to compare with another moment."""
        with self._world.lock:
            return views.snapshot(self._world, self._show)
