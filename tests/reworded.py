"""Say every template in other words, and read what the bot then writes back into English.

The other language is English in the letters of another script, small and capital: no word
stays, and each can be read back. So a behaviour that asserts on what people read holds in both,
while the bot, GitHub and whoever acts on it have the other words only.
"""

from __future__ import annotations

import dataclasses
import re
import string
from pathlib import Path

from localhub import CommentView, LocalHub, PullView

# Glagolitic: nobody writes it here, and it has capitals.
_SMALL = "".join(map(chr, range(0x2C30, 0x2C30 + 26)))
_THERE = str.maketrans(string.ascii_letters, _SMALL + _SMALL.upper())
_BACK = str.maketrans(_SMALL + _SMALL.upper(), string.ascii_letters)

# What stays: what Jinja2 does, mark-up, addresses, code, and the keyword that GitHub reads.
_JINJA = r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}"
_KEPT = re.compile(
    rf"{_JINJA}|<!--.*?-->|<[^>]+>|^```.*?^```$|`[^`\n]+`|\]\([^)]*\)|https?://\S+|&\w+;|Closes \#",
    re.DOTALL | re.MULTILINE,
)
_LITERAL = re.compile(r'"[^"]*"')
_PLACE = re.compile(r"%[ds]")


def reword(template: str) -> str:
    """Return a template with every word of it in the other language."""
    done, at = [], 0
    for kept in _KEPT.finditer(template):
        done += [template[at : kept.start()].translate(_THERE), _reword_output(kept[0])]
        at = kept.end()
    return "".join([*done, template[at:].translate(_THERE)])


def _reword_output(kept: str) -> str:
    """Reword the texts that an output of Jinja2 chooses from."""
    if not kept.startswith("{{"):
        return kept
    return _LITERAL.sub(lambda found: _outside(_PLACE, found[0]), kept)


def _outside(kept: re.Pattern[str], text: str) -> str:
    """Return a text with the words outside of a pattern in the other language."""
    words = [part.translate(_THERE) for part in kept.split(text)]
    places = [*kept.findall(text), ""]
    return "".join(word + place for word, place in zip(words, places, strict=True))


def read_back(text: str) -> str:
    """Return a text with the words of the other language in English."""
    return text.translate(_BACK)


def reword_folder(folder: Path) -> None:
    """Reword all templates of a folder but those of forms: their words stand in a table."""
    for path in {*folder.glob("*.j2")} - {*folder.glob("*.yml.j2"), folder / "form.md.j2"}:
        path.write_text(reword(path.read_text("utf-8")), "utf-8")


class ReadableHub(LocalHub):
    """The hub, with the texts that the bot wrote in English, whatever language it writes."""

    def pull(self, number: int) -> PullView:
        """View a pull request."""
        return _readable(super().pull(number))

    def pulls(self) -> list[PullView]:
        """View all pull requests, oldest first."""
        return [_readable(pull) for pull in super().pulls()]

    def comments(self, number: int) -> list[CommentView]:
        """View the comments on an issue, oldest first."""
        found = super().comments(number)
        return [dataclasses.replace(each, body=read_back(each.body)) for each in found]


def _readable(pull: PullView) -> PullView:
    return dataclasses.replace(pull, body=pull.body and read_back(pull.body))
