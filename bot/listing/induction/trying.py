"""Try templates on the entries of a list, and keep those that read most of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from bot.listing.describe import read_description
from bot.listing.entries import EntryTemplate, read_by
from bot.listing.found_values import Fields
from bot.listing.induction.fields import Drafted
from bot.listing.induction.learning import Learned, learned
from bot.listing.induction.plan import Plan
from bot.listing.knowing import is_title_alone
from bot.listing.strict_yaml import BrokenDescription

_MOST_TEMPLATES = 4
_ALWAYS, _MOSTLY = 0.95, 0.5  # shares of entries from which a part is in all of them
_REST = 0.01  # of the entries, from where a template of their own is worth it
_SLIPS = 20  # entries that are read anew for one that is read in another way
# What no title holds: a bar between cells, the end of a link.
_LOOSE = re.compile(r"(?<!\\)\||\]\(|^\W*$")


def best_plan(plan: Plan, found: Learned, texts: Sequence[str]) -> Plan | None:
    """Return the plan that reads most entries, and most of them as they are written."""
    scores = [(_score(each, texts), each) for each in _valid(plan, found, found.keys)]
    return max(scores, key=lambda each: each[0])[1] if scores else None


def _valid(plan: Plan, found: Learned, keys: Sequence[str]) -> Iterator[Plan]:
    """Yield plans whose templates are valid, each with as many parts as may be."""
    for behind, always in product((False, True), (_ALWAYS, _MOSTLY)):
        for most in range(len(keys), 0, -1):
            entry = found.template(keys[:most], behind=behind, always=always)
            tried = plan.with_entry(entry, _used(found.fields, entry))
            if is_valid(tried):
                yield tried
                break


def with_others(plan: Plan, texts: Sequence[str], head: str) -> Plan:
    """Return a plan with templates for the entries that it does not read."""
    for _ in range(_MOST_TEMPLATES):
        before = readings(plan, texts)
        unread = [text for text, read in zip(texts, before, strict=True) if read is None]
        found = learned(unread, head) if len(unread) >= max(2, _REST * len(texts)) else None
        if found is None:
            break
        kinds = {each.name: each.kind for each in plan.fields}
        keys = [key for key in found.keys if found.is_of(key, kinds)]
        tried = [(_gain(before, readings(each, texts)), each) for each in _also(plan, found, keys)]
        gain, best = max(tried, key=lambda each: each[0], default=(0, plan))
        if gain < max(2, len(unread) // 10):
            break
        plan = best
    return plan


def _also(plan: Plan, found: Learned, keys: Sequence[str]) -> Iterator[Plan]:
    """Yield plans with one more template that is valid."""
    for behind, always in product((False, True), (_ALWAYS, _MOSTLY)):
        for most in range(len(keys), 0, -1):
            entry = found.template(keys[:most], behind=behind, always=always)
            tried = replace(plan, reads_also=(*plan.reads_also, entry))
            if entry not in (plan.entry, *plan.reads_also) and is_valid(tried):
                yield tried
                break


def _used(fields: Sequence[Drafted], entry: str) -> list[Drafted]:
    """Return the fields that stand in a template, in the order in which they do."""
    found = [
        (gap.start(), each)
        for each in fields
        if (gap := re.search(rf"\{{{re.escape(each.name)}[.}}|:]", entry))
    ]
    return [each for _, each in sorted(found, key=lambda pair: pair[0])]


def is_valid(plan: Plan) -> bool:
    """Whether nothing is wrong with the description that a plan makes."""
    try:
        read_description(plan.text())
    except BrokenDescription:
        return False
    return True


def readings(plan: Plan, texts: Sequence[str]) -> list[Fields | None]:
    """Return what a plan reads of each entry, None where that is not sound."""
    templates = _templates(plan)
    found = (read_by(templates, text) for text in texts)
    return [each[1].fields if each and is_sound(each[1].fields) else None for each in found]


def is_sound(fields: Fields) -> bool:
    """Whether what was read as a title is one, and holds nothing else."""
    title = str(fields.get("title", ""))
    return is_title_alone(title) and not _LOOSE.search(title)


def _templates(plan: Plan) -> list[EntryTemplate]:
    form = read_description(plan.text())
    return [EntryTemplate(each, form.fields) for each in (form.entry, *form.reads_also)]


def _gain(before: Sequence[Fields | None], after: Sequence[Fields | None]) -> int:
    """Return how many more entries are read, 0 where others are read in another way."""
    pairs = [*zip(before, after, strict=True)]
    changed = sum(first is not None and first != second for first, second in pairs)
    more = sum(first is None and second is not None for first, second in pairs)
    return 0 if changed * _SLIPS > more else more


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


def small_plan(plan: Plan, found: Learned) -> Plan | None:
    """Return a plan with no more than title and links, and anything behind them in reading."""
    linked = {each.name for each in found.fields if each.kind in ("title", "link", "links")}
    keys = [key for key in found.keys if found.name_of(key) in linked]
    small = next(iter(_valid(plan, found, keys)), None)
    if small is None:
        return None
    rest = f"{small.entry}{{_}}"
    longer = replace(small, reads_also=(rest,))
    return longer if is_valid(longer) else small
