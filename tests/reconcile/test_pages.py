"""What follows from a list and its README is read once for all issues of a run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from bot.catalog import founded
from bot.messages import Renderer
from bot.reconcile import Tip
from bot.reconcile.pages import Pages
from tests.listing.lists import OWN, description


class InMemory:
    """READMEs by their commits."""

    def __init__(self, readmes: Mapping[str, str]) -> None:
        self._readmes = readmes

    def read_file(self, commit: str, path: str) -> str:
        assert path == "README.md"
        return self._readmes[commit]

    def blobs_at(self, tip: Tip) -> Mapping[str, str]:
        raise NotImplementedError(tip)  # nothing of a list in place asks for it

    def changed_paths(self, base: str, tip: str) -> frozenset[str] | None:
        raise NotImplementedError(base, tip)

    def earlier(self, commit: str, path: str) -> Iterable[str]:
        raise NotImplementedError(commit, path)


def test_a_list_is_read_anew_where_its_papers_or_its_readme_are_others() -> None:
    form = description("llm-security")
    readme = (OWN / "llm-security.md").read_text("utf-8")
    grown = readme.replace("### White-box attack\n", "### White-box attack\n- [X](https://x.org)\n")
    files = InMemory({"a": readme, "b": grown})
    pages = Pages(files, form, Renderer(form), dt.date(2026, 11, 30))
    papers = founded(readme, form).text

    first, again, other = (pages.catalog(papers, Tip(commit, "")) for commit in "aab")

    assert again is first
    assert len(other.beside) == len(first.beside) + 1
    assert pages.catalog("[]", Tip("b", "")).papers == ()
