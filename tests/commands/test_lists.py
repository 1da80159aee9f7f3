"""The files of a list are read in a folder as on GitHub."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.commands.lists import Place, place_of
from bot.errors import BadToken, UnreadableFile
from localhub import LocalHub

TEXTS = ".github/paper-bot"
FILES: dict[str, str | bytes] = {
    "README.md": "# Papers\r\n\ufeff",
    "docs/long list.md": "x" * 1_100_000,
    "broken.md": b"fine\n\xff",
    f"{TEXTS}/list.md.j2": "Own",
    f"{TEXTS}/notes.txt": "none of the bot's",
}


@contextmanager
def in_folder(directory: Path) -> Iterator[Place]:
    """Keep the files in a folder."""
    for path, content in FILES.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_bytes(content.encode() if isinstance(content, str) else content)
    with place_of(str(directory), {}) as place:
        yield place


@contextmanager
def on_github(directory: Path) -> Iterator[Place]:
    """Keep the files in a repository."""
    with LocalHub.create(directory, FILES) as hub:
        env = {"GITHUB_TOKEN": hub.issue_token("reader"), "GITHUB_API_URL": hub.api_url}
        with place_of(hub.full_name, env) as place:
            yield place


@pytest.fixture(params=[in_folder, on_github], ids=["a folder", "GitHub"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with request.param(tmp_path) as found:
        yield found


def test_a_file_is_read_byte_for_byte_and_none_is_none(place: Place) -> None:
    assert place.read("README.md") == FILES["README.md"]
    assert place.read("docs/long list.md") == FILES["docs/long list.md"]
    assert place.read("readme.rst") is None
    assert place.files() == {path: FILES[path] for path in ("README.md", "docs/long list.md")}


def test_the_lists_own_templates_are_found(place: Place) -> None:
    assert place.texts() == {"list.md.j2": "Own"}


def test_what_is_no_text_is_named_with_its_line(place: Place) -> None:
    with pytest.raises(
        UnreadableFile, match=r"^broken\.md, line 2: not UTF-8$|/broken\.md, line 2"
    ):
        place.read("broken.md")


def test_a_wrong_token_is_named(tmp_path: Path) -> None:
    with LocalHub.create(tmp_path, FILES) as hub:
        env = {"GITHUB_TOKEN": "ghp_wrong", "GITHUB_API_URL": hub.api_url}
        with pytest.raises(BadToken), place_of(hub.full_name, env):
            pass
