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
_JOINERS = "\u200c\u200d"
# Letters by category, blank to the eye.
_BLANK_LETTERS = dict.fromkeys(map(ord, "\u2800\u3164\u115f\u1160\uffa0"), " ")
# Marks by category, nothing to the eye.
_UNSEEN_MARKS = "\u034f\u17b4\u17b5"


def clean(raw: str) -> str:
    """Give the text of an issue as a reader of the issue sees it, in NFC.

    Line ends become LF, HTML comments a blank, other white space but LF a blank.
    Control, format, private and surrogate characters go, except joiners that
    stand inside an emoji or a word of a joining script. Runs of more than four
    combining marks are cut, since normalising them takes quadratic time.
    Cleaning a clean text changes nothing.
    """
    text = _visible(_without_comments(_LINE_ENDS.sub("\n", raw)))
    # A comment that invisible characters had split stands whole only now.
    return _without_comments(text)


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
    """Give the text without what cannot be seen, white space but LF as blanks, in NFC."""
    kept: list[str] = []
    marks = 0
    for char in _decomposed(text):
        category = unicodedata.category(char)
        if char in _JOINERS:
            kept.append(char)
        elif char == "\n":
            marks = 0
            kept.append(char)
        elif category.startswith("Z") or char in "\t\v\f\x85":
            marks = 0
            kept.append(" ")
        elif not _is_invisible(char, category):
            is_mark = category in ("Mn", "Me") or unicodedata.combining(char) > 0
            marks = marks + 1 if is_mark else 0
            if marks <= _MAX_MARKS:
                kept.append(char)
    joined = (
        char
        for index, char in enumerate(kept)
        if char not in _JOINERS or _joins(kept[max(0, index - 1) : index + 2])
    )
    return unicodedata.normalize("NFC", "".join(joined))


def _decomposed(text: str) -> str:
    """Take letters and their marks apart, one by one, so that marks can be counted.

    The marks stay in their order: bringing a long run into order is what takes so long.
    """
    text = text.translate(_BLANK_LETTERS)
    if text.isascii():
        return text
    return "".join([unicodedata.normalize("NFD", char) for char in text])


def _is_invisible(char: str, category: str) -> bool:
    """Tell control, format, private, surrogate characters and noncharacters from letters.

    Unassigned ones stay: what is unassigned differs between versions of Python.
    """
    point = ord(char)
    noncharacter = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    return category in ("Cc", "Cf", "Co", "Cs") or noncharacter or char in _UNSEEN_MARKS


def _joins(window: list[str]) -> bool:
    """Tell whether the joiner in the middle stands between emoji or letters of joining scripts."""
    return len(window) == 3 and all(
        ord(char) > 0x2FF and unicodedata.category(char)[0] in "LMS" for char in window[::2]
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


def _seen(text: str) -> str:
    """Give the line a sink shows; papers.json may be edited by hand, so it is cleaned again."""
    return one_line(text if text.isprintable() else _visible(text))


def for_html(text: str) -> Markup:
    """Neutralise for text and double-quoted attributes of an HTML block in a README.

    The dollar is escaped too: two of them on a line become mathematics on GitHub. By its
    hexadecimal number, since `#36` would refer to an issue from a squashed commit message.
    """
    return Markup(html.escape(_seen(text)).replace("$", "&#x24;"))  # noqa: S704


def for_badge(text: str) -> str:
    """Neutralise for one segment of a shields.io badge path.

    shields.io splits after percent-decoding, so `-` and `_` are doubled and only
    then is everything else percent-encoded: see "static badge" in its documentation.
    A blank is `_`, but not beside an underscore, where the three could be read two ways.
    """
    seen = _seen(text)
    encoded = quote(seen.replace("-", "--").replace("_", "__"), safe="")
    return encoded if "_" in seen else encoded.replace("%20", "_")


# GitHub's own borders are ASCII: `é@octocat` and `@@octocat` mention, `pass@1` does not.
_MENTION = re.compile(r"(?<![A-Za-z0-9])@(?=[A-Za-z0-9<])")
_EMAIL = re.compile(r"@(?=[A-Za-z0-9_-]{1,63}\.[A-Za-z0-9_.-]{0,189}[A-Za-z])")
_REFERENCE = re.compile(r"#(?=[\d<])")
_SHORT_REFERENCE = re.compile(r"(?<![A-Za-z0-9])(GH)-(?=\d)", re.IGNORECASE)
_ADDRESS = re.compile(r":(?=//)")
_BARE_ADDRESS = re.compile(r"(?<![A-Za-z0-9])(www)\.", re.IGNORECASE)
_HEXADECIMAL = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{7,40}(?![0-9A-Za-z])")
# In a commit message this keeps every workflow from running.
_SKIP = re.compile(r"\[(?=(?:skip|no|ci|actions) (?:ci|actions|skip)\])", re.IGNORECASE)
# Feeds and mails decode once more than GitHub does.
_ENTITY = re.compile(r"&(?=#|[A-Za-z][A-Za-z0-9]{1,31};)")


def inert(text: str) -> str:
    """Give one line in which nothing is live as plain text on GitHub, readable as before.

    Mentions, references to issues and commits, addresses and closing keywords
    would notify people or close issues from a title, a comment or a squashed
    commit message; full-width signs and a non-breaking hyphen look the same and
    do nothing.
    """
    line = _seen(text)
    line = _MENTION.sub("\uff20", line)
    line = _EMAIL.sub("\uff20", line)
    line = _ENTITY.sub("\uff06", line)
    line = _REFERENCE.sub("\uff03", line)
    line = _SHORT_REFERENCE.sub("\\1\u2011", line)
    line = _ADDRESS.sub("\uff1a", line)
    line = _BARE_ADDRESS.sub("\\1\u2024", line)
    line = _HEXADECIMAL.sub(_break_commit, line)
    return _SKIP.sub("\uff3b", line)


def _break_commit(found: re.Match[str]) -> str:
    """Break the name of a commit into pieces too short for one; numbers and words stay."""
    run = found[0]
    if run.isdigit() or run.isalpha():
        return run
    return "\u2011".join(run[start : start + 6] for start in range(0, len(run), 6))


def for_comment(text: str) -> Markup:
    """Neutralise for HTML inside a comment or a pull request: inert, then escaped."""
    return for_html(inert(text))


# Not the at sign: inert text has none that is live, and `pass\@1` in a squashed commit would be.
_MARKDOWN = re.compile(r"([\\`*_\[\]()<>#!|~$&])")
# At the beginning of a line these open a list or underline a heading.
_OPENING = re.compile(r"([0-9]{1,9})(?=\.)|(?=[-+=])")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


def for_markdown(text: str) -> Markup:
    """Neutralise for running Markdown: inert, every mark of the syntax escaped."""
    escaped = _MARKDOWN.sub(_escape_mark, inert(text))
    if opening := _OPENING.match(escaped):
        escaped = f"{opening[0]}\\{escaped[opening.end() :]}"
    return Markup(escaped)  # noqa: S704


def _escape_mark(found: re.Match[str]) -> str:
    return _ENTITIES.get(found[1]) or f"\\{found[1]}"


def for_code(text: str) -> Markup:
    """Wrap one line in a code span that is longer than any run of backticks in it."""
    line = _seen(text)
    fence = "`" * (_longest_backticks(line) + 1)
    # One blank on each side belongs to the span, not to what it shows.
    blank = " " if line.startswith("`") or line.endswith("`") else ""
    return Markup(f"{fence}{blank}{line}{blank}{fence}")  # noqa: S704


def for_fence(text: str) -> Markup:
    """Wrap a block of text in a code fence that is longer than any run of backticks in it."""
    shown = "\n".join(line if line.isprintable() else _visible(line) for line in text.split("\n"))
    fence = "`" * max(3, _longest_backticks(shown) + 1)
    return Markup(f"{fence}text\n{shown}\n{fence}")  # noqa: S704


def _longest_backticks(text: str) -> int:
    return max((len(run) for run in re.findall(r"`+", text)), default=0)


def for_title(text: str, limit: int = 250) -> str:
    """Neutralise for the title of a pull request: inert, at most `limit` UTF-16 units."""
    return shorten(inert(text), limit)


def for_log(text: str) -> str:
    """Neutralise for one line of an Actions log: no control character, no workflow command."""
    shown = "".join(
        char if char.isprintable() else char.encode("unicode_escape", "replace").decode("ascii")
        for char in text
    )
    return _COMMAND.sub("\u2009", shown)


# Between the two signs that begin a workflow command, or its older form.
_COMMAND = re.compile(r"(?<=:)(?=:)|(?<=##)(?=\[)")


def shorten(text: str, limit: int) -> str:
    """Cut to at most `limit` UTF-16 units, as GitHub counts, ending in an ellipsis."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) // 2 <= limit:
        return text
    return units[: 2 * (limit - 1)].decode("utf-16-le", "ignore").rstrip() + "…"
