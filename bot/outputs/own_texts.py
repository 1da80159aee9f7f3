"""Say which templates a list may replace by its own, and what is wrong with those it brings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import meta, nodes

from bot.errors import BrokenState
from bot.listing import Description
from bot.outputs.sandbox import path_of
from bot.outputs.templates import TEMPLATES, Templates

_FRAME = "list.md.j2"
_SUFFIX = ".md.j2"
# The forms are described, not written; and what proposes a description comes before any text.
_APART = frozenset(("form.md.j2", "heads.md.j2", "configure.md.j2", "misdescribed.md.j2"))


def replaceable(form: Description) -> frozenset[str]:
    """Return the names of the templates that a list may replace."""
    shipped = {path.name for path in TEMPLATES.glob(f"*{_SUFFIX}")} - _APART
    return frozenset(shipped | {_frame(form)} - {""})


def flaws_of_texts(own: Mapping[str, str], form: Description) -> list[str]:
    """Return a line for each thing that is wrong with the templates of a list, with its place."""
    names = replaceable(form)
    found: list[str] = []
    for name, text in own.items():
        if name not in names:
            found.append(f"{path_of(name)}: none of the texts that a list may have as its own")
            continue
        try:
            found += _unknown(name, Templates(own={name: text}), form)
        except BrokenState as broken:
            found.append(str(broken))
    return found


def raise_for_texts(own: Mapping[str, str], form: Description) -> None:
    """Raise BrokenState with all that is wrong with the templates of a list, if anything is."""
    if flaws := flaws_of_texts(own, form):
        raise BrokenState("\n".join(flaws))


def _unknown(name: str, templates: Templates, form: Description) -> Iterator[str]:
    """Return which values a template names that its text does not have."""
    shipped = _FRAME if name == _frame(form) else name
    there = meta.find_undeclared_variables(Templates().parsed(shipped))
    there |= {"say", "range", "namespace"}
    tree = templates.parsed(name)
    for unknown in sorted(meta.find_undeclared_variables(tree) - there):
        line = next(each.lineno for each in tree.find_all(nodes.Name) if each.name == unknown)
        yield f"{path_of(name)}, line {line}: '{unknown}' is no value of this text"


def _frame(form: Description) -> str:
    return form.list.frame.rpartition("/")[2]
