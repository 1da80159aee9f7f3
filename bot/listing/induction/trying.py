"""Try templates on the entries of a list, and keep those that read most of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from bot.listing.describe import read_description
from bot.listing.induction.fields import Drafted
from bot.listing.induction.learning import ANY, Learned, learned
from bot.listing.induction.looks import kind_of, may_be_names
from bot.listing.induction.plan import Plan
from bot.listing.strict_yaml import BrokenDescription
from bot.listing.template.captures import Fields
from bot.listing.template.entries import EntryTemplate, read_by
from bot.listing.template.recognising import is_title_alone
from bot.text import pattern

_MOST_TEMPLATES = 4
_ALWAYS, _MOSTLY = 0.95, 0.5  # shares of entries from which a part is in all of them
_REST = 0.01  # of the entries, from where a template of their own is worth it
_LOOKED_AT = 60  # of the entries that are not read
_PLAUSIBLE = 0.5  # of the values of a field that was read
_SLIPS = 20  # entries that are read anew for one that is read in another way
_NEXT_ANY = pattern(r"(?:\{_\}[ \t]*)+\{_\}")  # one after the other, which are as good as one
# What no title holds: a bar between cells, the end of a link.
_LOOSE = pattern(r"(?<!\\)\||\]\(|^\W*$")


def best_plan(plan: Plan, found: Learned, texts: Sequence[str]) -> Plan | None:
    """Return the plan that reads most entries, and most of them as they are written."""
    own = dict(found.own)
    while True:
        scores = [(_score(each, texts), each) for each in _valid(plan, found, own)]
        if not scores:
            return None
        best = max(scores, key=lambda each: each[0])[1]
        wrong = _implausible(best, readings(best, texts))
        if not wrong:
            return best
        own = {key: each for key, each in own.items() if each.name not in wrong}


def small_plan(plan: Plan, found: Learned) -> Plan | None:
    """Return a plan with no more than title and links, and anything behind them in reading."""
    own = {k: f for k, f in found.own.items() if f.kind in ("title", "link", "links")}
    small = next(iter(_valid(plan, found, own)), None)
    if small is None:
        return None
    longer = replace(small, reads_also=(f"{small.entry}{ANY}",))
    return longer if is_valid(longer) else small


def _valid(plan: Plan, found: Learned, own: Mapping[str, Drafted]) -> list[Plan]:
    """Return plans whose templates are valid, each with as many of these parts as may be."""
    pieces = {key: own[key].piece for key in found.keys if key in own}
    return _fullest(found, pieces, lambda e: plan.with_entry(e, _used(found.fields, e)))


class Tried(NamedTuple):
    """A plan, and the share of the entries that it reads."""

    plan: Plan
    share: float


def with_others(
    plan: Plan, first: Learned, texts: Sequence[str], heads: Mapping[str, str]
) -> Tried:
    """Return a plan with templates for the entries that it does not read.

    They have the fields that were learned first.
    """
    names = {each.name for each in plan.fields}
    known = {key: each for key, each in first.own.items() if each.name in names}
    read = readings(plan, texts)
    for _ in range(_MOST_TEMPLATES):
        unread = [text for text, fields in zip(texts, read, strict=True) if fields is None]
        found = learned(unread, heads) if len(unread) >= max(2, _REST * len(texts)) else None
        best = _better(plan, found, known, unread) if found else None
        if best is None:
            break
        after = readings(best, texts)
        new = [now for now, old in zip(after, read, strict=True) if old is None]
        if not _is_gain(read, after) or _implausible(best, new):
            break
        plan, read = best, after
    return Tried(plan, sum(fields is not None for fields in read) / max(1, len(texts)))


def _better(
    plan: Plan, found: Learned, known: Mapping[str, Drafted], unread: Sequence[str]
) -> Plan | None:
    """Return a plan with the template that reads most of some entries, None for none."""
    whole = found.pieces(known)
    own = {key: piece for key, piece in whole.items() if piece != ANY}
    if found.is_row and own == whole:
        whole = {**whole, "": ANY}  # so that blank cells may hold anything
    some = unread[:: max(1, len(unread) // _LOOKED_AT)]
    tried = [
        (sum(fields is not None for fields in _read(_templates(each)[-1:], some)), each)
        for pieces in ((own,) if own == whole else (own, whole))
        for each in _also(plan, found, pieces)
    ]
    gain, best = max(tried, key=lambda each: each[0], default=(0, plan))
    return best if gain >= max(min(2, len(some)), len(some) // 10) else None


def _also(plan: Plan, found: Learned, pieces: Mapping[str, str]) -> list[Plan]:
    """Return plans with one more template that is valid."""

    def longer(entry: str) -> Plan:
        return replace(plan, reads_also=(*plan.reads_also, _NEXT_ANY.sub(lambda _: ANY, entry)))

    return _fullest(found, pieces, longer)


def _used(fields: Sequence[Drafted], entry: str) -> list[Drafted]:
    """Return the fields that stand in a template, in the order in which they do."""
    found = [
        (gap.start(), each)
        for each in fields
        if (gap := re.search(rf"\{{{re.escape(each.name)}[.}}|:]", entry))
    ]
    return [each for _, each in sorted(found, key=lambda pair: pair[0])]


def _fullest(found: Learned, pieces: Mapping[str, str], make: Callable[[str], Plan]) -> list[Plan]:
    """Return the plans that are valid with a template of most parts, in the ways of lists."""
    for most in range(len(pieces), 0, -1):
        some = dict([*pieces.items()][:most])
        entries = {
            found.template(some, behind=behind, always=always): None
            for behind, always in product((False, True), (_ALWAYS, _MOSTLY))
        }
        if valid := [plan for plan in map(make, entries) if is_valid(plan)]:
            return valid
    return []


def is_valid(plan: Plan) -> bool:
    """Whether nothing is wrong with the description that a plan makes."""
    try:
        read_description(plan.text())
    except BrokenDescription:
        return False
    return True


def readings(plan: Plan, texts: Sequence[str]) -> list[Fields | None]:
    """Return what a plan reads of each entry, None where that is not sound."""
    return _read(_templates(plan), texts)


def _read(templates: Sequence[EntryTemplate], texts: Sequence[str]) -> list[Fields | None]:
    found = (read_by(templates, text) for text in texts)
    return [each[1].fields if each and is_sound(each[1].fields) else None for each in found]


def is_sound(fields: Fields) -> bool:
    """Whether what was read as a title is one, and holds nothing else."""
    title = str(fields.get("title", ""))
    return is_title_alone(title) and not _LOOSE.search(title)


def _templates(plan: Plan) -> list[EntryTemplate]:
    form = read_description(plan.text())
    return [EntryTemplate(each, form.fields) for each in (form.entry, *form.reads_also)]


def _is_gain(before: Sequence[Fields | None], after: Sequence[Fields | None]) -> bool:
    """Whether more entries are read, and hardly any in another way than before."""
    pairs = [*zip(before, after, strict=True)]
    changed = sum(first is not None and first != second for first, second in pairs)
    more = sum(first is None and second is not None for first, second in pairs)
    return more > changed * _SLIPS


def _implausible(plan: Plan, read: Sequence[Fields | None]) -> set[str]:
    """Return the fields of which too many values are none of their kind."""
    wrong = set()
    for each in plan.fields:
        values = [fields[each.name] for fields in read if fields and fields.get(each.name)]
        if each.kind == "venue":
            right = sum(kind_of(value) in ("venue", "date") for value in values)
        elif each.kind == "names":
            right = sum(may_be_names(", ".join(value)) for value in values)
        else:
            continue
        if right < _PLAUSIBLE * len(values):
            wrong.add(each.name)
    return wrong


def _score(plan: Plan, texts: Sequence[str]) -> tuple[int, int]:
    """Return how many entries a plan reads, and how many of them it would write so."""
    templates = _templates(plan)
    read = exact = 0
    for text in texts:
        found = read_by(templates, text)
        if found and is_sound(found[1].fields):
            read += 1
            exact += found[0].composed(found[1]) == text
    return read, exact
