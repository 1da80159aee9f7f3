"""Say the phrases of the bot's in the language of a list.

A sentence stands in the code in English, where it is said, with named gaps: `{title} is listed`.
The English is also the key by which it is found in another language, as with gettext.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.text.chinese import CHINESE
from bot.text.patterns import pattern

_GAP = pattern(r"\{([a-z_]+)\}")
_TABLES: Mapping[str, Mapping[str, str]] = {"zh": CHINESE}


class Phrase(str):
    """A phrase in English that can be said in other languages.

    `key` is the sentence with its gaps, `values` are what stands in these.
    """

    __slots__ = ("key", "values")

    key: str
    values: Mapping[str, object]

    def __new__(cls, key: str, **values: object) -> Phrase:
        """Return a sentence with its gaps filled."""
        made = super().__new__(cls, _filled(key, values))
        made.key, made.values = key, values
        return made


def in_a_row(*said: str) -> str:
    """Return sentences one after the other, those left out that are blank."""
    first, *others = filter(None, said)
    for each in others:
        first = Phrase("{first} {second}", first=first, second=each)
    return first


def translated(text: str, language: str) -> str:
    """Return a sentence in a language; as it is where that has none for it."""
    table = _TABLES.get(language.partition("-")[0])
    if table is None:
        return str(text)
    if not isinstance(text, Phrase):
        return table.get(text, text)
    values = {
        name: translated(value, language) if isinstance(value, Phrase) else value
        for name, value in text.values.items()
    }
    return _filled(table[text.key], values) if text.key in table else str(text)


def _filled(key: str, values: Mapping[str, object]) -> str:
    return _GAP.sub(lambda gap: str(values[gap[1]]), key)
