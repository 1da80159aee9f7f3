"""Write a description as a person would: short, and with a word on what is not sure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from bot.text import pattern

# A text that needs no quotation marks in YAML, whatever stands behind it.
_PLAIN = pattern(r"[^\W_][\w ./()+&-]*[\w.)]|[^\W_]")


def scalar(text: str) -> str:
    """Return a text as a value of YAML."""
    if _PLAIN.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def mapping(name: str, keys: Mapping[str, object], indent: str = "") -> Iterator[str]:
    """Yield the lines of a map."""
    yield f"{indent}{name}:"
    for key, value in keys.items():
        if isinstance(value, Mapping):
            yield from mapping(key, value, f"{indent}  ")
        elif isinstance(value, str):
            yield f"{indent}  {key}: {scalar(value)}"
        elif isinstance(value, Sequence):
            yield f"{indent}  {key}: [{', '.join(scalar(str(each)) for each in value)}]"


def block(text: str, indent: str) -> Iterator[str]:
    """Yield a text of several lines as YAML has it, from behind its key."""
    hint = "2" if text[:1].isspace() else ""
    yield f"|{hint}-"
    for line in text.split("\n"):
        yield f"{indent}{line}" if line else ""


def template(text: str, indent: str) -> Iterator[str]:
    """Yield a template: in a line of its own, or as a block."""
    if "\n" in text or "'" in text:
        yield from block(text, indent)
    else:
        yield f"'{text}'"
