"""Neutralise text for each place where it goes: one function a sink, and none beside.

Stored text is plain. Whatever a stranger may have written, in an issue, in
papers.json or in a service's answer, reaches a page, a comment, a commit, a log or
a file of Actions through the function of that sink alone, and as the last step:
nothing is removed afterwards, which could revive what was defused.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from bot.text.clean import shorten, visible
from bot.text.defuse import PLAIN_NAME, defuse, one_seen_line, without_commands, without_short_codes
from bot.text.patterns import pattern

_ADDRESS_CHARACTERS = pattern(r"https?://[!-~]+")
_BOLD = pattern(r"\*\*([^*\s](?:[^*]*[^*\s])?)\*\*")


def for_html(text: str) -> Markup:
    """Escape for text of an HTML block in a README.

    The dollar is escaped too: two of them on a line become mathematics on GitHub. By its
    hexadecimal number, since `#36` would refer to an issue from a squashed commit message.
    """
    return _markup(without_short_codes(_in_attribute(text)))


def for_attribute(text: str) -> Markup:
    """Escape for a double-quoted attribute of an HTML element."""
    return _markup(_in_attribute(text))


def _markup(text: str) -> Markup:
    """Return what is safe as Markup, without its constructor: that is written in Python."""
    return str.__new__(Markup, text)


def _in_attribute(text: str) -> str:
    if not text.isprintable() or "  " in text or text != text.strip():
        text = one_seen_line(text)
    if text and _is_mark(text[0]):
        return f"&#x{ord(text[0]):x};{_escaped(text[1:])}"
    return _escaped(text)


def _escaped(text: str) -> str:
    """Escape both kinds of quotation marks, too."""
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text or "$" in text:
        return html.escape(text).replace("$", "&#x24;")
    return text


def _is_mark(char: str) -> bool:
    """Whether a character would combine with the mark-up before it: `>` becomes `\u226f`."""
    return char > "\u02ff" and unicodedata.category(char).startswith("M")


def for_address(url: str) -> Markup:
    """Escape an address for a double-quoted `href` or `src`.

    Raises ValueError for what is no web address of printable ASCII: the schema of
    papers.json and `links` let nothing else come here.
    """
    if not _ADDRESS_CHARACTERS.fullmatch(url):
        raise ValueError("not a web address")
    return _markup(_escaped(url))


def weighed(text: str, sink: Callable[[str], str]) -> Markup:
    """Return a text as a sink has it, in which `**words**` are bold."""
    shown = ""
    for at, piece in enumerate(_BOLD.split(text)):
        # A sink takes off the blanks around a text.
        before, after = (
            " " * piece.startswith(" "),
            " " * (piece.strip() != "" and piece.endswith(" ")),
        )
        shown += f"<b>{sink(piece)}</b>" if at % 2 else f"{before}{sink(piece)}{after}"
    return _markup(shown)


def readdressed(shown: str, old: str, new: str) -> Markup:
    """Return HTML in which the addresses of links that begin with `old` begin with `new`.

    What a sink has made has no such quotation mark, so nothing else is touched; what none has
    made is escaped.
    """
    if not isinstance(shown, Markup):
        return for_html(shown)
    return _markup(str.replace(shown, _link(old), _link(new)))


@cache
def _link(address: str) -> str:
    """Return how a link to an address begins."""
    return f' href="{_escaped(address)}'


def for_badge(text: str) -> str:
    """Escape for one segment of a shields.io badge path.

    shields.io splits after percent-decoding, so `-` and `_` are doubled and only
    then is everything else percent-encoded: see "static badge" in its documentation.
    A blank is `_`, but not beside an underscore, where the three could be read two ways.
    """
    seen = one_seen_line(text)
    encoded = quote(seen.replace("-", "--").replace("_", "__"), safe="")
    return encoded if "_" in seen else encoded.replace("%20", "_")


def for_comment(text: str) -> Markup:
    """Escape for text of HTML inside a comment or a pull request: inert, then escaped."""
    return for_html(defuse(text))


def for_comment_attribute(text: str) -> Markup:
    """Escape for an attribute there, which a squashed commit message holds as plain text."""
    return for_attribute(defuse(text))


# Not the at sign: inert text has none that is live, and `pass\@1` in a squashed commit would be.
_MARKDOWN = pattern(r"([\\`*_\[\]()<>#!|~$&])")
# At the beginning of a line these open a list or underline a heading.
_OPENING = pattern(r"([0-9]{1,9})(?=\.)|(?=[-+=])")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


def for_markdown(text: str) -> Markup:
    """Escape for running Markdown: inert, every mark of the syntax escaped."""
    if PLAIN_NAME.fullmatch(text):
        return Markup(text)  # noqa: S704 - nothing in it is Markdown either
    escaped = _MARKDOWN.sub(lambda found: _ENTITIES.get(found[1]) or f"\\{found[1]}", defuse(text))
    if opening := _OPENING.match(escaped):
        escaped = f"{opening[0]}\\{escaped[opening.end() :]}"
    return Markup(escaped)  # noqa: S704


_SIGNS = pattern(r"[!-+\--/:-@\[-`{-~]")
_ENDING = pattern(r"[@#]$")  # which would be live before a name or a number


def for_anywhere(text: str) -> Markup:
    """Escape for a place that is not known: nothing is live in Markdown, HTML or an attribute.

    Each sign is written by its hexadecimal number, one that may become live full-width.
    """
    line = _ENDING.sub(lambda sign: chr(ord(sign[0]) + 0xFEE0), defuse(text))
    first = f"&#x{ord(line[0]):x};" if line and _is_mark(line[0]) else ""
    numbered = _SIGNS.sub(lambda sign: f"&#x{ord(sign[0]):x};", line[1:] if first else line)
    return _markup(first + numbered)


def joined_anywhere(texts: Iterable[object], between: object) -> Markup:
    """Return texts one after the other, of which what no sink has made is escaped."""
    every = (str(each if is_made(each) else for_anywhere(str(each))) for each in texts)
    return _markup(str(between if is_made(between) else for_anywhere(str(between))).join(every))


def for_reference(mark: str) -> Markup:
    """Return a mark of the bot's own that stands for a number that is not known yet."""
    return _markup(mark)


def is_made(value: object) -> bool:
    """Whether a sink has made a text."""
    return type(value) is Markup


# cmark takes a longer run of backticks for text, and what it should hold would be live.
_LONGEST_SPAN = 80


def for_code(text: str) -> Markup:
    """Wrap one line in a code span that is longer than any run of backticks in it.

    A line for which no span is long enough is escaped as running Markdown.
    """
    line = one_seen_line(text)
    fence = "`" * (_longest_backticks(line) + 1)
    if len(fence) > _LONGEST_SPAN:
        return for_markdown(line)
    # One blank on each side belongs to the span, not to what it shows.
    apart = line.startswith("`") or line.endswith("`") or _is_mark(line[:1])
    blank = " " if apart else ""
    return Markup(f"{fence}{blank}{line}{blank}{fence}")  # noqa: S704


def for_fence(text: str) -> Markup:
    """Wrap a block of text in a code fence that is longer than any run of backticks in it.

    Bots read a comment's source, in which a fence is no border: none of its lines commands one.
    """
    shown = "\n".join(line if line.isprintable() else visible(line) for line in text.split("\n"))
    shown = without_commands(shown)
    fence = "`" * max(3, _longest_backticks(shown) + 1)
    return Markup(f"{fence}text\n{shown}\n{fence}")  # noqa: S704


def _longest_backticks(text: str) -> int:
    return max((len(run) for run in re.findall(r"`+", text)), default=0)


def for_title(text: str, limit: int = 250) -> str:
    """Escape for the title of a pull request: inert, at most `limit` UTF-16 units."""
    # Half a word may read as the name of a commit, so what is left is escaped once more.
    return shorten(defuse(shorten(defuse(text), limit)), limit)


def for_commit(text: str) -> str:
    """Escape for a line of a commit message that a word of ours begins.

    By itself a title could pass for a trailer or a directive.
    """
    return defuse(text)


def for_trailer(text: str) -> str:
    """Escape one word for the value of a git trailer; `unquote` gives it back."""
    return quote(text, safe="")


def for_log(text: str) -> str:
    """Escape for one line of an Actions log: no control character, no workflow command."""
    shown = "".join(
        char if char.isprintable() else char.encode("unicode_escape", "replace").decode("ascii")
        for char in text
    )
    return _COMMAND.sub("\u2009", shown)


def for_terminal(text: str) -> str:
    """Escape lines for a terminal: none steers it, and none is a workflow command in a log."""
    return "\n".join(map(for_log, text.replace("\r\n", "\n").split("\n")))


# Between the two signs that begin a workflow command, or its older form.
_COMMAND = pattern(r"(?<=:)(?=:)|(?<=##)(?=\[)")


def for_annotation(level: str, message: str) -> str:
    """Return the workflow command that shows a message on a run's page; `level` is a word of ours.

    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
    """
    return f"::{level} title=paper-bot::{for_log(message).replace('%', '%25')}"


def for_output(values: Mapping[str, Output]) -> str:
    """Return the lines of a step's outputs: words and numbers of ours, or JSON of such.

    Raises ValueError for anything else: a line end in a value would begin another key.
    """
    lines = []
    for key, value in values.items():
        parts = [value] if isinstance(value, str | int) else [*value]
        parts += [*value.values()] if isinstance(value, Mapping) else []
        if not _WORD.fullmatch(key) or not all(_WORDS.fullmatch(str(part)) for part in parts):
            raise ValueError(f"the output {key} is no word of ours")
        whole = value if isinstance(value, str | int) else json.dumps(value, separators=(",", ":"))
        lines.append(f"{key}={whole}\n")
    return "".join(lines)


_WORD = pattern(r"[a-z-]{1,40}")
_WORDS = pattern(r"[a-z0-9 -]{0,40}")
Output = str | int | Sequence[int] | Mapping[int, str]


def for_json(value: Any) -> str:
    """Return a value as JSON for people and programs, in which no line is a workflow command.

    Nor does anything in it steer a terminal.
    """
    text = _COMMAND_SIGN.sub(
        lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, indent=2, ensure_ascii=False)
    )
    if text.replace("\n", "").isprintable():
        return text
    return "".join(
        char if char.isprintable() or char == "\n" else json.dumps(char)[1:-1] for char in text
    )


# The second of two signs that begin a command.
_COMMAND_SIGN = pattern(r"(?<=:):|(?<=##)\[")
