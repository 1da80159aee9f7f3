"""Make sure that a README differs from another by one paper alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.listing.description import Description
from bot.listing.readme.also_in import second_places
from bot.listing.readme.draft import Draft
from bot.listing.readme.listed import Entry, Listed, read_readme
from bot.listing.readme.matching import names_of_entry
from bot.listing.readme.numbering import without_number
from bot.listing.readme.opening import with_section_for
from bot.listing.readme.places import places_of


class _Key(NamedTuple):
    """What of a piece has to be the same: the headings over it, and its text."""

    section: tuple[str, ...]
    text: str


class _Piece(NamedTuple):
    """An entry, or a line that is of none; `is_second` where it is of a second place."""

    key: _Key
    entry: Entry | None = None
    is_second: bool = False


def only_one_entry_changed(
    before: bytes | str, after: bytes | str, description: Description
) -> bool:
    """Whether one README differs from another by one paper at most.

    That is put in, changed or moved, in each of its sections and second places; one that keeps
    neither its title nor a link is another paper. With it may come the heading of its date. Blank
    lines and the numbers of other entries may differ, and where the README shows a number of
    papers alone, one may be gone for it. Raises BrokenState for a README that cannot be read,
    WriteError where a second place is gone.
    """
    listed = [read_readme(each, description) for each in (before, after)]
    if not _ends(listed[1]) <= (_ends(listed[0]) or {"\n"}):
        return False
    own = [[*_pieces(each, description)] for each in listed]
    counts = [Counter(piece.key for piece in pieces) for pieces in own]
    less, more = counts[0] - counts[1], counts[1] - counts[0]
    kept = [
        [piece.key for piece in pieces if piece.key not in less and piece.key not in more]
        for pieces in own
    ]
    if kept[0] != kept[1]:
        return False
    gone = [piece for piece in own[0] if piece.key in less]
    come = [piece for piece in own[1] if piece.key in more]
    new = next((piece.entry for piece in come if piece.entry and piece.entry.fields), None)
    if new and new.fields:
        places = places_of(listed[0], description)
        if opened := with_section_for(listed[0], places, description, new.fields):
            return only_one_entry_changed(opened, after, description)
    most = description.list.most_shown
    may_go = 1 if most and len(listed[1].entries) >= most else 0
    return _are_of_one_paper(gone, come, description, may_go)


def _are_of_one_paper(
    gone: Sequence[_Piece], come: Sequence[_Piece], description: Description, may_go: int
) -> bool:
    """Whether what is gone, and what came, is one paper's; of others as many `may_go`."""
    if any(piece.entry is None and not piece.is_second for piece in (*gone, *come)):
        return False
    new = [piece.entry for piece in come if piece.entry]
    if not new:
        return not gone and not come
    names = names_of_entry(new[0], description)

    def is_other(entry: Entry | None) -> bool:
        return entry is None or not names_of_entry(entry, description).are_of(names)

    if any(map(is_other, new)):
        return False
    others = [piece for piece in gone if not piece.is_second and is_other(piece.entry)]
    if len(others) > may_go:
        return False
    is_cut = any(place.most for place in description.also_in)
    return is_cut or not any(is_other(piece.entry) for piece in gone if piece.is_second)


def _pieces(listed: Listed, description: Description) -> Iterator[_Piece]:
    """Yield the pieces of a README, blank lines left out."""
    draft = Draft(listed, description)
    entries = {entry.line: entry for entry in listed.entries}
    second: dict[int, Entry | None] = {}
    for place in second_places(draft):
        second |= dict.fromkeys(place.headings())
        second |= {entry.line: entry for entry in place.entries()}
    is_numbered = listed.writes is not None and listed.writes.is_numbered
    at = 1
    while at <= len(listed.lines):
        line = listed.lines[at - 1].text.rstrip("\r\n")
        entry = entries.get(at)
        if entry:
            lines = listed.lines[at - 1 : at - 1 + entry.lines]
            text = "\n".join(each.text.rstrip("\r\n") for each in lines)
            key = _Key(entry.section, without_number(entry, text) if is_numbered else text)
            yield _Piece(key, entry)
        elif at in second:
            yield _Piece(_Key((), line), second[at], is_second=True)
        elif line.strip():
            yield _Piece(_Key((), line))
        at += entry.lines if entry else 1


def _ends(listed: Listed) -> set[str]:
    """Return how lines end, the last one left out, which may have no end."""
    return {line.text[len(line.text.rstrip("\r\n")) :] for line in listed.lines} - {""}
