"""Clean text once on its way in, and neutralise it for each sink on its way out.

Cleaning runs in one fixed order, so that nothing it removes can revive a
payload: line ends, comments, invisible characters, runs of marks, normal form.
Stored text is plain; only a sink's own function makes it safe for that sink.
"""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import quote

from markupsafe import Markup

_LINE_ENDS = re.compile(r"\r\n?")
_BLANKS = re.compile(r"\s+")
_MAX_MARKS = 4
_ZERO_WIDTH_JOINERS = "\u200c\u200d"
# Letters by category, blank to the eye.
_BLANK_LETTERS = dict.fromkeys(map(ord, "\u2800\u3164\u115f\u1160\uffa0\u034f"), " ")


def clean(raw: str) -> str:
    """Give the text of an issue as a reader of the issue sees it, in NFC.

    Line ends become LF, HTML comments a blank, other white space but LF a blank.
    Control, format, private and surrogate characters go, except joiners that
    stand inside an emoji or a word of a joining script. Runs of more than four combining marks
    are cut, since normalising them takes quadratic time.
    """
    text = _without_comments(_LINE_ENDS.sub("\n", raw))
    return unicodedata.normalize("NFC", _visible(text))


def _without_comments(text: str) -> str:
    """Replace each HTML comment by a blank; an unclosed one hides the rest, as on GitHub."""
    kept = []
    start = 0
    while (opening := text.find("<!--", start)) >= 0:
        kept.append(text[start:opening])
        closing = text.find("-->", opening + 4)
        if closing < 0:
            return " ".join(kept)
        start = closing + 3
    kept.append(text[start:])
    return " ".join(kept)


def _visible(text: str) -> str:
    text = text.translate(_BLANK_LETTERS)
    kept: list[str] = []
    marks = 0
    for index, char in enumerate(text):
        category = unicodedata.category(char)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if char == "\n":
            kept.append(char)
        elif category.startswith("Z") or char in "\t\v\f\x85":
            kept.append(" ")
        elif char in _ZERO_WIDTH_JOINERS:
            if _joins(text, index):
                kept.append(char)
        elif not _invisible(char, category) and marks <= _MAX_MARKS:
            kept.append(char)
    return "".join(kept)


def _invisible(char: str, category: str) -> bool:
    """Tell control, format, private, surrogate characters and noncharacters from letters.

    Unassigned ones stay: what is unassigned differs between versions of Python.
    """
    point = ord(char)
    noncharacter = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    return category in ("Cc", "Cf", "Co", "Cs") or noncharacter


def _joins(text: str, index: int) -> bool:
    """Tell whether the joiner at `index` stands between emoji or letters of joining scripts."""
    neighbours = text[index - 1 : index] + text[index + 1 : index + 2]
    return len(neighbours) == 2 and all(
        ord(char) > 0x2FF and unicodedata.category(char)[0] in "LMS" for char in neighbours
    )


def one_line(text: str) -> str:
    """Give the text on one line, runs of white space collapsed to one blank."""
    return _BLANKS.sub(" ", text).strip()


def fold(text: str) -> str:
    """Give the letters and digits of a title alone, for comparing two titles.

    Case, accents, punctuation, blanks, full-width forms and the Cyrillic and
    Greek letters that look like Latin ones make no difference. A text without
    any letter or digit folds to itself.
    """
    plain = unicodedata.normalize(
        "NFKD", unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
    )
    folded = "".join(char for char in plain.casefold() if char.isalnum())
    return folded or text


# Unicode's confusables, the letters of two scripts that pass for Latin ones in print.
_LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТУХІЈЅаеорсухіјѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονɑ",
    "ABEKMHOPCTYXIJSaeopcyxijsdhqwABEZHIKMNOPTYXova",
)


# --- sinks ---------------------------------------------------------------------------------


def for_html(text: str) -> Markup:
    """Neutralise for text and double-quoted attributes of an HTML block in a README.

    The dollar is escaped too: two of them on a line become mathematics on GitHub.
    """
    return Markup(html.escape(one_line(text)).replace("$", "&#36;"))  # noqa: S704


def for_badge(text: str) -> str:
    """Neutralise for one segment of a shields.io badge path.

    shields.io splits after percent-decoding, so `-` and `_` are doubled and only
    then is everything else percent-encoded: see "static badge" in its documentation.
    """
    doubled = one_line(text).replace("-", "--").replace("_", "__").replace(" ", "_")
    return quote(doubled, safe="")


_MENTION = re.compile(r"(?<![\w@])@(?=[A-Za-z0-9])")
_REFERENCE = re.compile(r"#(?=\d)")
_SHORT_REFERENCE = re.compile(r"\b(GH)-(?=\d)", re.IGNORECASE)
_SCHEME = re.compile(r"\b([A-Za-z][A-Za-z0-9+.-]{0,15}):(?=//)|\b(www)\.", re.IGNORECASE)
_COMMIT = re.compile(
    r"\b(?=[0-9a-f]{0,39}\d)(?=[0-9a-f]{0,39}[a-f])([0-9a-f]{6})(?=[0-9a-f]{1,34}\b)"
)


def inert(text: str) -> str:
    """Give one line in which nothing is live as plain text on GitHub, readable as before.

    Mentions, references to issues and commits, addresses and closing keywords
    would notify people or close issues from a title, a comment or a squashed
    commit message; full-width signs and a non-breaking hyphen look the same and
    do nothing.
    """
    line = one_line(text)
    line = _MENTION.sub("\uff20", line)
    line = _REFERENCE.sub("\uff03", line)
    line = _SHORT_REFERENCE.sub("\\1\u2011", line)
    line = _SCHEME.sub(lambda found: f"{found[1]}\uff1a" if found[1] else f"{found[2]}\u2024", line)
    return _COMMIT.sub("\\1\u2011", line)


def for_comment(text: str) -> Markup:
    """Neutralise for HTML inside a comment or a pull request: inert, then escaped."""
    return for_html(inert(text))


_MARKDOWN = re.compile(r"([\\`*_\[\]()<>#!|~$&@^])")


def for_markdown(text: str) -> Markup:
    """Neutralise for running Markdown: inert, every mark of the syntax escaped."""
    escaped = _MARKDOWN.sub(r"\\\1", inert(text))
    return Markup(escaped.replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\\&", "&amp;"))  # noqa: S704


def for_fence(text: str) -> Markup:
    """Wrap a block of text in a code fence that is longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return Markup(f"{fence}text\n{text}\n{fence}")  # noqa: S704


def for_title(text: str, limit: int = 250) -> str:
    """Neutralise for the title of a pull request: inert, at most `limit` UTF-16 units."""
    return shorten(inert(text), limit)


def for_log(text: str) -> str:
    """Neutralise for one line of an Actions log: no control character, no workflow command."""
    shown = "".join(
        char if char.isprintable() else char.encode("unicode_escape", "replace").decode("ascii")
        for char in text
    )
    return shown.replace("::", ":\u2009:").replace("##[", "#\u2009#[")


def shorten(text: str, limit: int) -> str:
    """Cut to at most `limit` UTF-16 units, as GitHub counts, ending in an ellipsis."""
    if len(text.encode("utf-16-le")) // 2 <= limit:
        return text
    kept = text.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", "ignore")
    return kept.rstrip() + "…"
