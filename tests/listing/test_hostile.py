"""Hostile values in every description's templates: nothing of them is live, all of them is read."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st

from bot.fields.kinds import (
    ChoiceField,
    DateField,
    LinkField,
    LinksField,
    NamesField,
    NumberField,
    TagsField,
)
from bot.listing.describe import read_description
from bot.listing.readme.listed import read_readme
from bot.listing.template.entries import EntryTemplate
from bot.listing.template.sinks import WriteError
from bot.text import Around, for_row, one_line, plain, visible_line
from tests.beside import file_of
from tests.listing.lists import BESIDE, READMES, description, with_entry

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "</td></tr></table><h1>x</h1>",
    "<!-- x --> y",
    "<?php x ?>",
    "&lt;b&gt; &#60;b&#62; &amp;",
    "[x](https://evil.example)",
    "![x](https://evil.example/p.png)",
    "[x][1] [1] [^1]",
    "x](https://evil.example) [y",
    "**x** *x* __x__ _x_ ~~x~~ ~x~",
    "`x` ``x`` `",
    "# x",
    "> x",
    "- x",
    "+ x",
    "1. x",
    "1) x",
    "--- x",
    "=== x",
    "| x | y |",
    "[ ] x",
    "[x] y",
    "https://evil.example www.evil.example a@evil.example",
    "ftp://evil.example mailto:a@evil.example xmpp:a@evil.example",
    "<https://evil.example>",
    "$x$ $$x$$ $`x`$",
    ":octocat: :+1: :100:",
    "\\ \\\\ \\* \\",
    "x\\",
    '" onmouseover="alert(1)',
    "*", "**", "_", "`", "[", "]", "(", ")", "\\", "!", "x*", "_x", "x_", "*x",
    "{title} {? x}",
    "\u202ex\u0000y\u200b",
    "~~~ x",
    "``` x",
    "[x]: https://evil.example",
    "x ] ( y",
)  # fmt: skip
TEMPLATES = {
    f"{name}-{at}": (name, EntryTemplate(text, description(name).fields))
    for name in READMES
    for at, text in enumerate((description(name).entry, *description(name).reads_also))
}
# GitHub looks for mathematics in the source, and for the names of emoji in what is shown.
_MATHEMATICS = re.compile(r"(?<!\\)\$(?=\S)[^$]*(?<=[^\s\\])\$")
_SHORT_CODE = re.compile(r":[\w+-]{1,64}:")


class _Shown(HTMLParser):
    """The elements of a page, with their attributes, and its texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.texts: list[str] = []
        self._in_code = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "wbr":
            self.elements.append((tag, tuple(sorted(name for name, _ in attrs))))

        self._in_code = tag == "code"

    def handle_endtag(self, _: str) -> None:
        self._in_code = False

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if not self._in_code and _SHORT_CODE.search(data):
            self.elements.append(("emoji", (data,)))

    def handle_comment(self, data: str) -> None:
        self.elements.append(("comment", (data,)))


def _rendered(entry: str) -> _Shown:
    """Return an entry as GitHub shows it among others."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return _Shown(cmarkgfm.github_flavored_markdown_to_html(f"{entry}\n", options))


def _with(name: str, made: EntryTemplate, value: str) -> dict[str, Any]:
    """Return fields of which every text is this value."""
    fields: dict[str, Any] = {}
    for field, kind in description(name).fields.items():
        if field in made.names:
            url = "https://github.com/ada/engine"
            if isinstance(kind, DateField):
                fields[field] = "2024-03-17"
            elif isinstance(kind, LinkField):
                fields[field] = url
            elif isinstance(kind, LinksField):
                fields[field] = [{"label": "Paper", "kind": "Paper", "url": url}]
            elif isinstance(kind, NumberField):
                fields[field] = "7"
            else:
                several = isinstance(kind, NamesField | TagsField | ChoiceField)
                fields[field] = [value] if several else value
    return fields


@pytest.mark.parametrize("of", TEMPLATES)
def test_a_hostile_value_is_shown_as_text_and_read_again_or_refused(of: str) -> None:
    name, made = TEMPLATES[of]
    for value in HOSTILE:
        _assert_inert(name, made, value)


# Places of a value that none of the lists has.
PLACES = (
    "- ``{remark}`` {title}",
    "|{title}|{remark}|",
    "|{title}|`{remark}`|",
    "- <details><summary>{title}</summary>{remark}</details>",
    "> <p>{title}<br>{remark}</p>",
    "- **{title}**\n  <p>{remark}</p>",
    "<blockquote>{title}</blockquote>",
    "<tr><td>`{title}`</td><td>{remark}</td></tr>",
    "<p>[{remark}]({link}) `{title}`</p>",
    "- **{authors}**\n> <p>`{title}`</p>",
    "- > {title}",
    "- {title}[**{remark}**]",
    "<sub>\n{title}\n</sub>",
    "- {title}\n  - {authors}\n  - {remark}",
)


@pytest.mark.parametrize("place", PLACES)
def test_a_hostile_value_is_shown_as_text_in_any_place(place: str) -> None:
    made = EntryTemplate(place, read_description(with_entry(place)).fields)
    wanted: dict[str, Any] = {"title": "word", "remark": "word", "authors": ["word"]}
    wanted["link"] = "https://example.org/"
    head = "| a | b |\n| --- | --- |\n" if place.startswith("|") else ""
    plain_entry = _rendered(head + made.write(wanted))
    for value in (*HOSTILE, "x`y", "a|b", "Heads!"):
        try:
            entry = head + made.write({**wanted, "title": value})
        except WriteError:
            continue
        shown = _rendered(entry)
        assert shown.elements == plain_entry.elements, entry
        assert visible_line(value) in one_line("".join(shown.texts)), entry


def _assert_inert(name: str, made: EntryTemplate, value: str) -> None:
    """Hold an entry of a value against the entry of a word: the same elements, no others."""
    plain_entry = _rendered(made.write(_with(name, made, "word")))
    for field, hostile in _with(name, made, value).items():
        fields = {**_with(name, made, "word"), field: hostile}
        try:
            entry = made.write(fields)
        except WriteError:
            continue
        shown = _rendered(entry)
        assert shown.elements == plain_entry.elements, entry
        assert not _MATHEMATICS.search(entry), entry
        if hostile == value:
            seen = "".join(shown.texts)
            assert visible_line(hostile) in one_line(seen), entry


@pytest.mark.parametrize("of", [f"{name}-0" for name in READMES])
def test_the_titles_of_hostile_issues_are_shown_as_text(of: str) -> None:
    name, made = TEMPLATES[of]
    lines = file_of("hostile/corpus.jsonl").read_text("utf-8").splitlines()
    bodies = [record["body"] or "" for record in map(json.loads, lines)]
    titles = {
        line.partition(":")[2].strip()[:300]
        for body in bodies
        for line in body.encode("utf-8", "replace").decode().splitlines()[:3]
    }
    for title in sorted(title for title in titles if any(map(str.isalnum, title))):
        _assert_inert_title(name, made, title)


def _assert_inert_title(name: str, made: EntryTemplate, title: str) -> None:
    fields = {**_with(name, made, "word"), "title": title}
    try:
        entry = made.write(fields)
    except WriteError:
        return
    expected = _rendered(made.write(_with(name, made, "word")))
    assert _rendered(entry).elements == expected.elements, entry


@pytest.mark.skipif(not BESIDE.is_dir(), reason="the whole READMEs are not beside the project")
def test_titles_of_real_lists_are_written_as_they_are() -> None:
    titles = [
        entry.fields["title"]
        for name, file in READMES.items()
        for entry in read_readme((BESIDE / file).read_bytes(), description(name)).entries
        if entry.fields
    ]
    changed = [title for title in titles if for_row(title, Around("*", "*")) != title]
    assert len(titles) > 2_700
    assert {title.partition(":")[0] for title in changed} == {
        "M$^2$-Miner", "A*-Thought", "USDC", "NeuroLogic A*esque Decoding",
    }  # fmt: skip


_AROUND = st.sampled_from(
    [Around("*", "*"), Around("_", "_"), Around(" ", " "), Around('"', '"'), Around("[", "]")]
)


@given(st.text(alphabet="ab *_`[]()<>&$~:@|\\!#-/.1w", min_size=1, max_size=30), _AROUND)
def test_a_row_shows_just_the_text(text: str, around: Around) -> None:
    line = one_line(text) or "-"
    row = for_row(line, around)
    assert plain(row) == line
    left, right = {"*": ("**", "**"), "[": ("[", "](https://e.org)")}.get(
        around.left, (around.left, around.right)
    )
    shown = _rendered(f"1. x {left}{row}{right} y")
    usual = _rendered(f"1. x {left}word{right} y")
    assert shown.elements == usual.elements, row
    assert one_line("".join(shown.texts)).count(line), row
