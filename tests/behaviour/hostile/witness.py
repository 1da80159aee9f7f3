"""Look at a text as GitHub would show it: rendered, sanitised, and with what it then acts on.

GitHub renders Markdown by cmark-gfm, drops what its allow-list does not know, and then turns
mentions, references and addresses in the remaining text into links: in comments, titles and
commit messages, but not in files of a repository. Where its own borders are narrower than
those here, the wider ones are held, since mails, feeds and later versions read texts, too.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import cmarkgfm
from cmarkgfm.cmark import Options

# --- what the sanitiser lets through -------------------------------------------------------


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# The allow-list of html-pipeline, GitHub's own, in its SanitizationFilter.
TAGS = _words(
    """h1 h2 h3 h4 h5 h6 h7 h8 br b i strong em a pre code img tt div ins del sup sub p ol ul
    table thead tbody tfoot blockquote dl dt dd kbd q samp var hr ruby rt rp li tr td th s strike
    summary details caption figure figcaption abbr bdo cite dfn mark small span time wbr"""
)
ATTRIBUTES = _words(
    """abbr accept accept-charset accesskey action align alt axis border char charoff charset
    checked clear cols colspan compact coords datetime dir disabled enctype for frame headers
    height hreflang hspace id ismap itemprop label lang maxlength media method multiple name
    nohref noshade nowrap open progress prompt readonly rel rev role rows rowspan rules scope
    selected shape size span start summary tabindex title type usemap valign value width"""
)
ATTRIBUTES_OF_TAG = {
    "a": {"href"},
    "img": {"src", "longdesc", "loading"},
    "div": {"itemscope", "itemtype"},
    **dict.fromkeys(("blockquote", "del", "ins", "q"), frozenset({"cite"})),
}
SCHEMES = {
    ("a", "href"): {"", "http", "https", "mailto"},
    ("img", "src"): {"", "http", "https"},
    ("img", "longdesc"): {"", "http", "https"},
}
WITHIN = {
    "li": {"ul", "ol"},
    **dict.fromkeys(("tr", "td", "th", "thead", "tbody", "tfoot"), frozenset({"table"})),
}
VOID = frozenset({"img", "br", "hr", "input", "source", "wbr"})
# cmark-gfm writes these for a task list, which comes past the sanitiser.
TASK_BOX = {"type": "checkbox", "disabled": ""}


@dataclass
class Element:
    """An element of a page, its children in order."""

    tag: str
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Yield the element and all elements in it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def find(self, tag: str) -> list[Element]:
        """Return the elements of one kind in it."""
        return [each for each in self.walk() if each.tag == tag]

    def text(self) -> str:
        """Return what a reader reads in it, one line for each line."""
        return "".join(
            child if isinstance(child, str) else "\n" if child.tag == "br" else child.text()
            for child in self.children
        )

    def get(self, name: str) -> str:
        """Return an attribute, blank where it is not there."""
        return self.attributes.get(name) or ""


@dataclass
class Page:
    """A rendered text: its tree, and the comments in it, which readers do not see."""

    source: str
    body: Element
    comments: list[str]

    def tables(self) -> list[list[list[Element]]]:
        """Return the tables, each as rows of cells."""
        return [
            [row.find("td") + row.find("th") for row in table.find("tr")]
            for table in self.body.find("table")
        ]

    def links(self) -> list[str]:
        """Return where the links lead."""
        return [each.get("href") for each in self.body.find("a")]

    def images(self) -> list[str]:
        """Return where the images are fetched."""
        return [each.get("src") for each in self.body.find("img")]

    def tags(self) -> set[str]:
        """Return the kinds of elements."""
        return {each.tag for each in self.body.walk()} - {"body"}


class _Builder(HTMLParser):
    """Build the tree, and refuse what is not closed in order: browsers would guess there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("body")]
        self.comments: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"<{tag}> has an attribute twice"
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID, f"<{tag} /> is not closed"
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data.strip())

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"a processing instruction: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")


_EXTENSIONS = ("table", "autolink", "tagfilter", "strikethrough", "tasklist")
_OPTIONS = (
    Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_GITHUB_PRE_LANG
)


def render_file(markdown: str) -> Page:
    """Render a file of a repository; AssertionError where its HTML is not closed in order."""
    return _page(markdown, _OPTIONS)


def render_comment(markdown: str) -> Page:
    """Render a comment or a pull request's text, in which every line end breaks the line."""
    return _page(markdown, _OPTIONS | Options.CMARK_OPT_HARDBREAKS)


def _page(markdown: str, options: int) -> Page:
    rendered = cmarkgfm.cmark.markdown_to_html_with_extensions(markdown, options, _EXTENSIONS)
    builder = _Builder()
    builder.feed(rendered)
    builder.close()
    assert len(builder.open) == 1, f"<{builder.open[-1].tag}> is not closed"
    return Page(markdown, builder.open[0], builder.comments)


def unfiltered(markdown: str) -> str:
    """Return the HTML that cmark-gfm would give without its filter of the worst tags."""
    extensions = [name for name in _EXTENSIONS if name != "tagfilter"]
    rendered: str = cmarkgfm.cmark.markdown_to_html_with_extensions(markdown, _OPTIONS, extensions)
    return rendered


def filtered(markdown: str) -> str:
    """Return the HTML that cmark-gfm gives with that filter."""
    rendered: str = cmarkgfm.cmark.markdown_to_html_with_extensions(markdown, _OPTIONS, _EXTENSIONS)
    return rendered


def refused(page: Page) -> list[str]:
    """Return what the sanitiser would drop from a page, a line each."""
    return [*_refused(page.body, ())]


def _refused(element: Element, around: tuple[str, ...]) -> Iterator[str]:
    tag, attributes = element.tag, element.attributes
    if tag == "input":
        if attributes != TASK_BOX or around[-1:] != ("li",):
            yield f"<input> {attributes}"
    elif tag != "body":
        yield from _refused_of(element)
        if tag in WITHIN and not WITHIN[tag] & set(around):
            yield f"<{tag}> outside of what it belongs to"
    for child in element.children:
        if isinstance(child, Element):
            yield from _refused(child, (*around, tag))


def _refused_of(element: Element) -> Iterator[str]:
    tag = element.tag
    if tag not in TAGS:
        yield f"<{tag}>"
    for name, value in element.attributes.items():
        if name not in ATTRIBUTES | ATTRIBUTES_OF_TAG.get(tag, set()):
            yield f"<{tag} {name}>"
        schemes = SCHEMES.get((tag, name))
        if schemes is not None and _scheme(value or "") not in schemes:
            yield f"<{tag} {name}={value!r}>"


def _scheme(address: str) -> str:
    try:
        return urlsplit(re.sub(r"[\x00-\x20]", "", address)).scheme
    except ValueError:
        return "broken"


# --- what GitHub acts on -------------------------------------------------------------------

# GitHub's borders are ASCII: `é@octocat` and `@@octocat` mention.
ACTED_ON = {
    kind: re.compile(pattern, re.ASCII | re.IGNORECASE | re.MULTILINE)
    for kind, pattern in (
        ("mention", r"(?<![A-Za-z0-9])@[A-Za-z0-9][\w/-]*"),
        ("mail address", r"[A-Za-z0-9._+-]@[A-Za-z0-9_-]+\.[A-Za-z0-9_.-]*[A-Za-z]"),
        ("reference", r"(?:[\w.-]+/[\w.-]+|[\w.-]+)?#\d+"),
        ("short reference", r"(?<![A-Za-z0-9])GH-\d+"),
        (
            "commit",
            r"(?<![A-Za-z0-9])(?-i:[0-9a-f]{7,40})(?![A-Za-z0-9])",
        ),
        ("advisory", r"(?<![A-Za-z0-9])(?:GHSA(?:-[a-z0-9]{4}){3}|CVE-\d{4}-\d+)"),
        ("emoji", r":[\w+-]+:"),
        ("address", r"[A-Za-z][A-Za-z0-9+.-]*://\S*|(?<![A-Za-z0-9])www\.\S*"),
        (
            "word to skip checks",
            r"\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]|^skip-checks:",
        ),
        (
            "closing keyword",
            r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b:?[\s\xa0]+"
            r"(?:[\w./-]*#\d+|GH-\d+|https?://)",
        ),
    )
}
# What no pass looks into, as one sign that is no letter.
_APART = "\ufffc"
_NO_PASS = frozenset({"code", "pre", "a", "img"})
_INLINE = frozenset(
    {"b", "strong", "em", "i", "sub", "sup", "del", "a", "code", "img", "s", "input"}
)


def acted_on(text: str) -> list[str]:
    """Return what GitHub would act on in a plain text, each with its kind."""
    return [
        f"{kind}: {found[0]}" for kind, each in ACTED_ON.items() for found in each.finditer(text)
    ]


def acted_on_in(page: Page) -> list[str]:
    """Return what GitHub would act on in a page, once each: read tag by tag, and without tags."""
    return [*dict.fromkeys(found for text in passages(page) for found in acted_on(text))]


def acted_on_as_text(text: str) -> list[str]:
    """Return what GitHub would act on where a text stands as it is, as in a commit's message.

    Mails and feeds decode once more than GitHub does, and take the escapes off.
    """
    decoded = html.unescape(text)
    forms = (text, decoded, re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", decoded))
    return [*dict.fromkeys(found for form in forms for found in acted_on(form))]


def pictures_in(page: Page) -> list[str]:
    """Give the names of emoji, as in `:octocat:`, for which GitHub shows a picture in any page."""
    return [found for text in _texts(page.body) for found in re.findall(r":[\w+-]+:", text)]


def commands_to_bots(text: str) -> list[str]:
    """Return the lines that a bot which reads a comment's source would take for commands."""
    return re.findall(r"^[^\S\n]*(?:/[A-Za-z].*|@[A-Za-z]\S*[^\S\n]+\S.*)", text, re.MULTILINE)


def passages(page: Page) -> Iterator[str]:
    """Yield the texts of a page that the passes look at: each alone, and each block's together."""
    yield from _texts(page.body)
    yield from _blocks(page.body)


def _texts(element: Element) -> Iterator[str]:
    if element.tag in _NO_PASS:
        return
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _texts(child)


def _blocks(element: Element) -> Iterator[str]:
    run = ""
    for child in element.children:
        if isinstance(child, str) or child.tag in _INLINE:
            run += child if isinstance(child, str) else _run(child)
        else:
            yield run
            run = ""
            yield from _blocks(child)
    yield run


def _run(element: Element) -> str:
    if element.tag in _NO_PASS or element.tag in VOID:
        return _APART
    return "".join(child if isinstance(child, str) else _run(child) for child in element.children)


def formulas(page: Page) -> int:
    """Count the dollar signs that may open mathematics: neither escaped nor part of code."""
    code = sum(each.text().count("$") for each in page.body.find("code"))
    return len(re.findall(r"(?<!\\)(?:\\\\)*\$", page.source)) - code


# --- badges --------------------------------------------------------------------------------

BADGES = "https://img.shields.io/badge/"


def read_badge(address: str) -> list[str]:
    """Return the texts of a badge by the grammar of shields.io: decoded first, then split."""
    parts = urlsplit(address)
    texts = [""]
    for token in re.findall(r"--|__|_|-|[^-_]+", unquote(parts.path.removeprefix("/badge/"))):
        if token == "-":
            texts.append("")
        else:
            texts[-1] += {"--": "-", "__": "_", "_": " "}.get(token, token)
    return texts
