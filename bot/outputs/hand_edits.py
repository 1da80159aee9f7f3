"""Take over what people wrote into a README that is the list's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.catalog import Catalog, Paper, RecordError, read_papers
from bot.errors import BrokenState
from bot.listing import (
    Description,
    WriteError,
    hand_edits,
    merged,
    missing,
    unlisted,
    with_changed_entry,
)


class Edit(NamedTuple):
    """What a README says of a field of a paper otherwise than the store.

    `field` is blank for a whole paper: one that the README alone has or, with its title for
    `old`, one that it has no more.
    """

    paper: str
    field: str = ""
    old: str = ""
    new: str = ""


def as_edited(papers: Sequence[Paper], readme: str, form: Description) -> list[Paper]:
    """Return papers as their entries in a README have them; what an entry does not show stays.

    Raises BrokenState for a README that cannot be read, or that makes a paper none.
    """
    records = [paper.record() for paper in papers]
    found = hand_edits(readme, form, records)._replace(added=())
    taken = merged(records, found, form)
    changed = {edit.place for edit in found.differences}
    return [_paper(taken[at], form) if at in changed else paper for at, paper in enumerate(papers)]


def says_no_more(own: str, edited: str, base: str, before: Paper, after: Paper) -> bool:
    """Whether people changed of a README no more than the fields of one paper.

    `own` is as the bot wrote it, with the paper as it was `before`, and `edited` as it stands
    now, which makes the paper what it is `after`. What `base` has or lacks is no edit: that is
    README on the default branch, which may have been merged meanwhile. Blank lines do not count.
    """
    try:
        told = with_changed_entry(own, after.form, before.record(), after.record())
    except (WriteError, BrokenState):
        return False
    lines = [[line for line in text.splitlines() if line.strip()]
             for text in (own, edited, base, told)]  # fmt: skip
    was, is_, merged, wanted = map(Counter, lines)
    known, come = was & merged, was | merged
    changed = (is_ - come) + (known - is_)
    kept = [[line for line in each if line in known and line not in changed] for each in lines[:2]]
    return kept[0] == kept[1] and is_ - come <= wanted - come and known - is_ <= known - wanted


def with_edits(catalog: Catalog, readme: str) -> tuple[Catalog, list[Edit]]:
    """Return a list as its README has it, and what in it is another than before.

    Papers that the README alone has are added, those aside that make no record. Raises
    BrokenState for a README that cannot be read.
    """
    form, papers = catalog.form, catalog.papers
    records = [paper.record() for paper in papers]
    found = hand_edits(readme, form, records)
    taken = merged(records, found, form)
    changed = {edit.place: _paper(taken[edit.place], form) for edit in found.differences}
    edits = [
        Edit(papers[place].title, name, _shown(old), _shown(new))
        for place, name, old, new in found.differences
    ]
    grown = catalog.with_changed(changed) if changed else catalog
    for record in taken[len(papers) :]:
        try:
            paper = _paper(record, form)
            grown = grown.with_paper(paper)
        except (BrokenState, WriteError):
            continue  # what is no whole paper stays README's alone
        edits.append(Edit(paper.title))
    return grown, edits


def taken_out(catalog: Catalog, readme: str, earlier: Iterable[str]) -> frozenset[int]:
    """Return the places of the papers that people took out of a README.

    Those are missing in it and stood in one of the `earlier` ones, newest first. What never did
    is a paper that somebody wrote into the store; what was too old in the next one went with the
    number of papers that the README shows. Raises BrokenState for a README that cannot be read.
    """
    form, records = catalog.form, [paper.record() for paper in catalog.papers]
    lacking = after = missing(readme, form, records)
    gone: frozenset[int] = frozenset()
    for before in earlier if lacking else ():
        try:
            gone |= lacking & (after - unlisted(before, form, records))
            if gone == lacking:
                break
            after = missing(before, form, records)
        except BrokenState:
            continue
    return gone


def _paper(record: dict[str, object], form: Description) -> Paper:
    try:
        (paper,) = read_papers([record], form)
    except RecordError as error:
        raise BrokenState(f"{form.list.readme}: what an entry says makes no paper") from error
    return paper


def _shown(value: object) -> str:
    """Return a value in a line of text."""
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value))
    if isinstance(value, dict):
        return str(value.get("url", ""))
    return str(value or "")
