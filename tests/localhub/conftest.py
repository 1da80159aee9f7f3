"""A hub for each test, and real clients to speak to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from github import Auth, Github, GithubException
from github.Repository import Repository

from localhub import LocalHub

FILES = {"papers.json": "[]\n", "README.md": "# Papers\n\none\ntwo\nthree\n", "docs/a.txt": "a\n"}

Connect = Callable[[str | None], Github]
Refused = Callable[..., AbstractContextManager[None]]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[LocalHub]:
    with LocalHub.create(tmp_path, FILES) as running:
        yield running


@pytest.fixture
def connect(hub: LocalHub) -> Iterator[Connect]:
    """Connect with a token, or anonymously without one."""
    clients: list[Github] = []

    def client(token: str | None) -> Github:
        clients.append(
            Github(
                base_url=hub.api_url,
                auth=Auth.Token(token) if token else None,
                seconds_between_requests=None,
                seconds_between_writes=None,
                retry=None,
            )
        )
        return clients[-1]

    yield client
    for opened in clients:
        opened.close()


@pytest.fixture
def bot(hub: LocalHub, connect: Connect) -> Repository:
    """The repository as the bot sees it."""
    return connect(hub.bot_token).get_repo(hub.full_name)


@pytest.fixture
def refused() -> Refused:
    """Expect GitHub to refuse with this status, saying these words in message or errors."""

    @contextmanager
    def expect(status: int, words: str) -> Iterator[None]:
        with pytest.raises(GithubException) as caught:
            yield
        data = caught.value.data
        said = [data["message"], *(error.get("message", "") for error in data.get("errors", []))]
        assert (caught.value.status, data["status"]) == (status, str(status))
        assert words in said
        assert data["documentation_url"].startswith("https://docs.github.com/")

    return expect


@pytest.fixture
def propose(hub: LocalHub, bot: Repository) -> Callable[..., int]:
    """Open a pull request of the bot's with one commit, and return its number."""

    def pull(branch: str, path: str, content: str, body: str = "") -> int:
        hub.commit_files(branch, {path: content}, f"Change {path}")
        return bot.create_pull(base="main", head=branch, title=f"Change {path}", body=body).number

    return pull
