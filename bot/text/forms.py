"""Write text into an issue form or a template: as YAML, as a line to fill in, as a note."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from markupsafe import Markup

from bot.text.clean import visible_line
from bot.text.patterns import pattern

# Letters, figures and signs that mean nothing in YAML where they stand, and words that do. Each
# set of Chinese signs stands apart: `re` takes ten times as long to compile one set of all.
_PLAIN = pattern(
    r"[^\W\d_](?:[\w .,;/()'+&%=@?!-]|[\u3001\u3002]|[\uff01-\uff1f]|[“”]|:(?=[^ ]))*(?<! )"
)
_PLAIN_IN_LIST = pattern(r"[^\W\d_][\w ./-]*(?<! )")
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
# Besides what JSON escapes: other control characters and line ends, and what no file may hold.
_UNREAD = pattern("[\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def for_yaml(text: str) -> Markup:
    """Return a value of a map in YAML that every reader takes for this text.

    It stands in quotation marks where it has to.
    """
    return _written(text, _PLAIN)


def for_yaml_list(texts: Iterable[str]) -> Markup:
    """Return texts as a list in brackets, where more signs mean something than elsewhere."""
    items = [_written(text, _PLAIN_IN_LIST) for text in texts]
    return Markup(f"[{', '.join(items)}]")  # noqa: S704 - a list of what is safe


def _written(text: str, plain: re.Pattern[str]) -> Markup:
    """Return a text as it is where a pattern matches it, else in quotation marks."""
    if plain.fullmatch(text) and text.lower() not in _WORDS:
        return Markup(text)  # noqa: S704 - nothing in it means more
    quoted = _UNREAD.sub(_escape, json.dumps(text, ensure_ascii=False))
    return Markup(quoted)  # noqa: S704 - it cannot leave its quotation marks


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    return "\ufffd" if "\ud800" <= char <= "\udfff" else f"\\u{ord(char):04x}"


def for_line(text: str) -> Markup:
    """Return a label as it is, on one line, for a template that people fill in."""
    return Markup(visible_line(text))  # noqa: S704 - a browser makes it harmless, as any issue


def for_note(text: str) -> Markup:
    """Return a text for a comment of HTML, which it cannot end."""
    return Markup(re.sub("-(?=-)", "- ", visible_line(text)))  # noqa: S704
