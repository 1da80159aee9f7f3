"""Show files of a repository as GitHub does: parsed, sanitised, with its headings and style."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path

import nh3

from bot.outputs.pages import is_generated
from tests.behaviour.hostile.witness import ATTRIBUTES, ATTRIBUTES_OF_TAG, TAGS, filtered
from tests.browser import badges
from tests.browser.tools import STYLE
from tests.ours import OURS

# Nobody can own a name under `.invalid`, so nothing could be there even if it were asked for.
MAIN = "https://github.invalid/owner/list/blob/main/"
# Pages that GitHub has for every repository.
OF_GITHUB = ("actions", "commits", "issues", "pulls", "releases", "security", "stargazers")
_TAGS = {*TAGS, "input", "picture", "source"}
_OF_TAG = {
    **{tag: {*names} for tag, names in ATTRIBUTES_OF_TAG.items()},
    "source": {"media", "sizes", "srcset"},
    "*": {*ATTRIBUTES, "id"} - {"rel"},
}
_HEADING = re.compile(r"<h([1-6])([^>]*)>(.*?)</h\1>", re.DOTALL)
_IMAGE = re.compile(r'<(?:img|source)[^>]* (?:src|srcset)="([^"]*)"')
# What GitHub has around a file: margins and, from 768 pixels up, a column beside it.
_AROUND = """
body { margin: 0; background: #fff; }
@media (prefers-color-scheme: dark) { body { background: #0d1117; } }
article.markdown-body {
  box-sizing: border-box; margin: 16px; padding: 16px; border: 1px solid #8883;
}
@media (min-width: 768px) {
  article.markdown-body { margin: 24px 260px 24px 24px; padding: 32px; }
}
@media (min-width: 1012px) { article.markdown-body { margin: 32px 352px 32px 32px; } }
"""


class Repository:
    """Files by their paths, of which those in Markdown are shown as pages.

    Beside them there is what a person wrote in `folder`, but nothing that the bot makes.
    """

    def __init__(self, files: Mapping[str, str], folder: Path | None = None) -> None:
        self.files = files
        self._folder = folder

    def is_there(self, path: str) -> bool:
        """Whether there is a file or a folder of this path."""
        return path in self.files or self.beside(path) is not None

    def beside(self, path: str) -> Path | None:
        """Return where a file or a folder that is none of the given ones lies, None for nowhere."""
        if not self._folder or is_generated(path, OURS) or not (self._folder / path).exists():
            return None
        return self._folder / path

    @cached_property
    def pages(self) -> dict[str, str]:
        """The HTML of each page."""
        return {path: _page(text) for path, text in self.files.items() if path.endswith(".md")}

    @cached_property
    def badges(self) -> dict[str, str]:
        """The badges that the pages show, as SVG, by address."""
        shown = {
            html.unescape(each) for page in self.pages.values() for each in _IMAGE.findall(page)
        }
        return badges.drawn(frozenset(filter(badges.is_badge, shown)))


def _page(markdown: str) -> str:
    body = _with_anchors(_sanitised(filtered(markdown)))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>A file</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_style()}{_AROUND}</style></head>"
        f'<body><article class="markdown-body">\n{body}</article></body></html>\n'
    )


@cache
def _style() -> str:
    return STYLE.read_text("utf-8")


def _sanitised(shown: str) -> str:
    return nh3.clean(
        shown,
        tags=_TAGS,
        attributes=_OF_TAG,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto"},
        id_prefix="user-content-",
        link_rel=None,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Return an attribute as GitHub leaves it: of boxes, only those of lists."""
    return None if (tag, name) == ("input", "type") and value != "checkbox" else value


def _with_anchors(shown: str) -> str:
    """Return HTML with an anchor at each heading, named as GitHub names it."""
    seen = Counter[str]()

    def anchored(found: re.Match[str]) -> str:
        level, attributes, inner = found.groups()
        name = slug(html.unescape(re.sub(r"<[^>]*>", "", inner)))
        again = seen[name]
        seen[name] += 1
        name = html.escape(f"{name}-{again}" if again else name)
        return (
            f'<div class="markdown-heading"><h{level}{attributes} class="heading-element">{inner}'
            f'</h{level}><a id="user-content-{name}" class="anchor" href="#{name}"></a></div>'
        )

    return _HEADING.sub(anchored, shown)


def slug(heading: str) -> str:
    """Return what GitHub calls a heading in links: letters, marks, digits, `_`, `-`."""
    kept = [char for char in heading.lower() if char in " -" or _is_of_words(char)]
    return "".join(kept).replace(" ", "-")


def _is_of_words(char: str) -> bool:
    return char.isalpha() or unicodedata.category(char) in ("Mn", "Mc", "Me", "Nd", "Pc")
