"""Write what was shown as one page that loads nothing, as GitHub would show it.

Texts of people take the way that they take on GitHub: GitHub's own parser makes HTML of them,
and a sanitizer leaves of that what is harmless.
"""

from __future__ import annotations

import base64
import re
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nh3
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options

from bot.commands.stage import Stage
from bot.commands.tour import EXAMPLES
from bot.outputs import Templates
from bot.text import escape

_TAGS = (nh3.ALLOWED_TAGS - {"area", "map"}) | {"input", "picture", "source"}
_ATTRIBUTES = {
    **{tag: {*names} for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "input": {"type", "checked", "disabled"},
    "source": {"media", "srcset"},
    "td": {"colspan", "rowspan", "width", "nowrap"},
    "details": {"open"},
    "*": {"id", "title"},
}
_SHOWN = "user-content-"  # what GitHub puts before an id
_BADGE = "https://img.shields.io/badge/"
_AWESOME = "https://awesome.re/badge.svg"
_COLOURS = {
    "blue": "#007ec6",
    "brightgreen": "#3fa50f",
    "lightgrey": "#8a8a8a",
    "black": "#24292f",
    "purple": "#8250df",
}
_Read = Callable[[str], str | None]


def write_page(stage: Stage, name: str) -> Path:
    """Write the page to a new file in the temporary folder, and return its path.

    `name` is what it tells of: a demo, a rehearsal.
    """
    read = partial(stage.hub.read, "main")
    show = partial(_to_html, read=read, breaks=True)
    text = Templates(EXAMPLES).render(
        "page.html.j2",
        told=name,
        stories=stage.stories,
        summary=stage.summary,
        show=show,
        pulls={pull.number for pull in stage.hub.pulls()},
        path=stage.readme,
        readme=_to_html(read(stage.readme) or "", read=read, breaks=False),
    )
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix=f"paper-bot-{name}-", suffix=".html", delete=False
    ) as file:
        file.write(text)
    return Path(file.name)


def _to_html(text: str, *, read: _Read, breaks: bool) -> str:
    """Return a text's Markdown as HTML; in comments, but not in files, each line end `breaks`."""
    options = Options.CMARK_OPT_UNSAFE | (Options.CMARK_OPT_HARDBREAKS if breaks else 0)
    cleaned = nh3.clean(
        github_flavored_markdown_to_html(text, options),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=partial(_attribute, read),
        url_schemes={"https", "mailto"},
        id_prefix=_SHOWN,
    )
    return _with_references(cleaned)


def _attribute(read: _Read, _: str, name: str, value: str) -> str | None:
    """Return an attribute as it is on the page, None for what would load or lead to nothing."""
    if name in ("src", "srcset"):
        return _picture(value, read)
    if name == "type":
        return value if value == "checkbox" else None
    if name == "href" and not value.startswith("https://"):
        return f"#{_SHOWN}{value[1:].removeprefix(_SHOWN)}" if value.startswith("#") else None
    return value


def _picture(address: str, read: _Read) -> str | None:
    """Return a picture itself in the place of its address: a badge, or a chart of the list."""
    if address == _AWESOME:
        drawn = _badge(f"{_BADGE}awesome-%23a33a74")
    elif address.startswith(_BADGE):
        drawn = _badge(address)
    elif address.endswith(".svg") and ":" not in address:
        drawn = read(address) or ""
    else:
        return None
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"


def _badge(address: str) -> str:
    """Return a badge as shields.io would draw it, as SVG."""
    path = unquote(urlsplit(address).path.removeprefix("/badge/"))
    *texts, colour = re.split(r"(?<!-)-(?!-)", path)
    fill = _COLOURS.get(colour) or (colour if re.fullmatch("#[0-9A-Fa-f]{6}", colour) else "#555")
    drawn, left = "", 0.0
    for index, text in enumerate(texts):
        shown = re.sub(r"(?<!_)_(?!_)", " ", text).replace("__", "_").replace("--", "-")
        width = 6.4 * len(shown) + 12
        side = fill if index == len(texts) - 1 else "#555"
        drawn += (
            f'<rect x="{left}" width="{width}" height="20" fill="{side}"/>'
            f'<text x="{left + width / 2}" y="14">{escape.for_html(shown)}</text>'
        )
        left += width
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left}" height="20" fill="#fff" '
        f'text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
        f"{drawn}</svg>"
    )


def _with_references(cleaned: str) -> str:
    """Return HTML in which `#1` leads to where issue or pull request 1 stands on the page."""

    def lead(found: re.Match[str]) -> str:
        number = found["number"]
        return f'<a href="#about-{number}">#{number}</a>' if number else found[0]

    return re.sub(
        r"<(pre|code|a)\b.*?</\1>|<[^>]*>|(?<![\w&])#(?P<number>\d{1,4})\b",
        lead,
        cleaned,
        flags=re.DOTALL,
    )
