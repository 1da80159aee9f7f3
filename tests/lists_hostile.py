"""What a filed paper does to the README of a list that is its own: seen as GitHub renders it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

import cmarkgfm
from cmarkgfm.cmark import Options

from bot.catalog import Catalog, Paper, founded, is_yaml, parse_catalog, with_readme
from bot.fields import SentencesField
from bot.listing import questions, read_readme, with_entry
from bot.submission import Accepted, review_issue
from tests.listing.lists import OWN, description
from tests.lists_on_hub import PAPERS, TODAY, answered

# GitHub looks for mathematics in the source, and for the names of emoji in what is shown.
_MATHEMATICS = re.compile(r"(?<!\\)\$(?=\S)[^$\n]*(?<=[^\s\\])\$")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")  # in which nothing is mathematics
_SHORT_CODE = re.compile(r":[\w+-]{1,64}:")


class _Shown(HTMLParser):
    """The elements of a page, and where its links and pictures lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: set[tuple[str, ...]] = set()
        self.addresses: list[str] = []
        self.emoji: list[str] = []
        self._in_code = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add((tag, *sorted(name for name, _ in attrs)))
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        self._in_code = tag == "code"

    def handle_endtag(self, _: str) -> None:
        self._in_code = False

    def handle_data(self, data: str) -> None:
        self.emoji += [] if self._in_code else _SHORT_CODE.findall(data)

    def handle_comment(self, data: str) -> None:
        self.elements.add(("comment", data))


def shown(text: str) -> _Shown:
    """Return what GitHub makes of a text."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return _Shown(cmarkgfm.github_flavored_markdown_to_html(text, options))


@cache
def _list(name: str) -> tuple[str, Catalog]:
    """Return README and store of a list of few entries."""
    form = description(name)
    readme = (OWN / f"{name}.md").read_text("utf-8")
    if is_yaml(form):
        catalog = parse_catalog((OWN / f"{name}.papers.yaml").read_text("utf-8"), form)
    else:
        catalog = founded(readme, form)
    return readme, with_readme(catalog, readme)


@cache
def _usual(name: str) -> set[tuple[str, ...]]:
    """Return the elements of papers of a list that nobody made hostile."""
    return {each for paper in PAPERS[name] for each in shown("\n".join(paper.lines)).elements} | {
        ("p",),
        ("ol",),
        ("ol", "start"),
        ("ul",),
        ("li",),
        ("wbr",),
    }


def verdicts(name: str, value: str) -> Iterator[tuple[str, Any]]:
    """Yield what becomes of a paper of which each answer in turn is this value."""
    form, paper = description(name), PAPERS[name][0]
    _, catalog = _list(name)
    for question in questions(form):
        body = answered(form, {**paper.answers, question.id: value})
        title = paper.title or "Add paper"
        labels = frozenset({form.submission.label})
        yield question.id, review_issue(title, body, labels, catalog, TODAY, 7)


def assert_inert(name: str, accepted: Accepted) -> None:
    """Assert that a paper is one entry and one record, with nothing live but its own links."""
    form, paper = description(name), accepted.paper
    readme, catalog = _list(name)
    grown = catalog.with_paper(paper)
    again = parse_catalog(grown.text, form)
    assert len(again.papers) == len(catalog.papers) + 1
    (stored,) = [each for each in again.papers if each.issue == 7]
    assert {**stored.record(), **_joined(stored)} == {**paper.record(), **_joined(paper)}
    records = [each.record() for each in catalog.papers]
    after = with_entry(readme, form, paper.record(), TODAY.isoformat(), records)
    listed = read_readme(after.encode(), form)
    assert listed.same
    before = read_readme(readme.encode(), form)
    new = [entry for entry in listed.entries if entry.text not in {e.text for e in before.entries}]
    sections = paper.get("section") if isinstance(paper.get("section"), tuple) else ("one",)
    entries = [entry for entry in new if (entry.fields or {}).get("title") == paper.title]
    assert len(entries) >= 1, after
    assert len(listed.entries) - len(before.entries) == len(sections)
    old = {*readme.splitlines()}
    come = "\n".join(line for line in after.splitlines() if line not in old)
    page = shown(come)
    assert page.elements <= _usual(name), (page.elements - _usual(name), come)
    own = addresses_of(paper)
    for address in page.addresses:
        is_own = unquote(address) in own or address.startswith("https://img.shields.io/")
        assert is_own, (address, come)
    assert not page.emoji, come
    assert not _MATHEMATICS.search(_CODE.sub("x", come)), come


def _joined(paper: Paper) -> dict[str, str]:
    """Return the sentences of a paper in one: so a store of YAML may keep them."""
    kinds = paper.form.fields.items()
    names = [name for name, kind in kinds if isinstance(kind, SentencesField)]
    return {name: " ".join(paper.get(name) or ()) for name in names}


def addresses_of(paper: Paper) -> set[str]:
    """Return the addresses that a paper has, decoded."""
    return {unquote(url) for url in _urls(paper.record())}


def _urls(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value.startswith(("http://", "https://")):
            yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _urls(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _urls(each)
