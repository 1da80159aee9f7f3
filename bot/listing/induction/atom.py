"""What an entry is taken apart into: texts and links, with the words between them."""

from __future__ import annotations

from typing import NamedTuple

from bot.listing.template.literals import EMOJI
from bot.text import pattern

# In the shape of an atom: its text, and its address.
TEXT, URL = "\ue000", "\ue001"
NUMBER = "\ue002"  # among words, where an entry has its number
LABEL = pattern(
    rf"(?P<lead>(?:\s|[-*+•]|{EMOJI})*(?P<opens>\*\*|__|\*|_)?)"
    r"(?P<label>[^\W\d_][\w /;&.-]{0,24}?)"
    r"(?P<ends>[ \t]?(?:[:：](?P=opens)|(?(opens)(?P=opens))[ \t]?[:：])[ \t]*)"
)


class Atom(NamedTuple):
    """A text or a link of an entry, with the words `before` it.

    `shape` is how it is written, with signs for its text and address. `label` is the word of the
    line before it that says what it is.
    """

    kind: str
    text: str
    before: str
    shape: str = TEXT
    url: str = ""
    picture: str = ""
    label: str = ""
    cell: int = 0  # of a row


class Atoms(NamedTuple):
    """The atoms of an entry, and the words behind the last."""

    atoms: tuple[Atom, ...]
    tail: str
