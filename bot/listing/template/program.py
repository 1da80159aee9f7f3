"""Compile the pieces of a template into a program that a scanner runs over an entry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise, zip_longest
from typing import NamedTuple

from bot.fields import (
    Field,
    LinkField,
    LinksField,
    NamesField,
    SentencesField,
)
from bot.listing.template import sinks, spellings
from bot.listing.template.contexts import Placed, place
from bot.listing.template.lacking import with_blank_cells, with_lacks
from bot.listing.template.language import (
    ANYTHING,
    Gap,
    Maybe,
    Piece,
    Pieces,
    Several,
    TemplateError,
    Words,
    flat,
    parse_template,
    with_optional_lines,
)
from bot.listing.template.literals import EXACT, LACKING, Literal, between, literal
from bot.listing.template.spellings import Spelling
from bot.listing.template.steps import Done, Fill, Fork, Slot, Step, Take, with_follow
from bot.text import pattern

POSITION = "n"  # the number of an entry in its run
_PARTS_OF_LINKS = ("word", "url", "label", "kind")
_OTHERS = pattern(r",? ?(?:et\.? al|and others|等)", re.IGNORECASE)


class Program(NamedTuple):
    """A compiled template: its steps for reading, its pieces for writing.

    `slots` and `ends`, which is what may stand behind one, go by the gaps in `pieces`.
    """

    steps: tuple[Step, ...]
    pieces: Pieces
    slots: Mapping[Gap, Slot]
    ends: Mapping[Gap, re.Pattern[str] | None]


def compile_template(text: str, fields: Mapping[str, Field], leniency: int = EXACT) -> Program:
    """Return the program of a template over these fields. Raises TemplateError."""
    optional = frozenset(name for name, field in fields.items() if not field.required)
    pieces = with_optional_lines(parse_template(text), optional)
    unsure: frozenset[Piece] = frozenset()
    if leniency == LACKING:
        pieces, unsure = with_lacks(pieces, fields)
    else:
        pieces = with_blank_cells(pieces, optional)
    places = place(pieces)
    builder = _Builder(fields, places, unsure, leniency, in_html=text.lstrip().startswith("<"))
    builder.add(pieces, None)
    builder.steps.append(Done())
    steps = tuple(with_follow(builder.steps, at) for at in range(len(builder.steps)))
    ends = {step.slot.gap: step.follow for step in steps if isinstance(step, Fill)}
    return Program(steps, pieces, builder.slots, ends)


class _Builder:
    """Lay the steps of a template out, one after the other."""

    def __init__(
        self,
        fields: Mapping[str, Field],
        places: Mapping[Gap, Placed],
        unsure: frozenset[Piece],
        leniency: int,
        *,
        in_html: bool,
    ) -> None:
        self.steps: list[Step] = []
        self.slots: dict[Gap, Slot] = {}
        self._fields = fields
        self._places = places
        self._unsure = unsure
        self._whole: frozenset[Gap] = frozenset()
        self._cited: frozenset[Gap] = frozenset()
        self._leniency = leniency
        self._in_html = in_html

    def add(self, pieces: Pieces, several: Several | None) -> None:
        """Add the steps of pieces, which are an item's where they are of `several`."""
        is_numbered = False
        self._cited |= _before_others(pieces)
        for piece, following in zip_longest(pieces, pieces[1:]):
            if isinstance(piece, Words):
                self._take(piece.text, numbered=is_numbered, behind=_sign_of(following))
            elif isinstance(piece, Gap):
                slot = self._slot(piece, several)
                self.slots[piece] = slot
                never = f"{slot.placed.sink.never}|{slot.spelling.never}"
                self.steps.append(Fill(slot, re.compile(never)))
            elif isinstance(piece, Maybe):
                self._may_be(piece, several)
            else:
                self._repeat(piece)
            is_numbered = isinstance(piece, Gap) and piece.name == POSITION

    def _take(self, text: str, *, numbered: bool = False, behind: str = "") -> None:
        if text:
            words = literal(
                text,
                self._leniency,
                in_html=self._in_html,
                numbered=numbered,
                begins=not self.steps,
                behind=behind,
            )
            self.steps.append(Take(words))

    def _may_be(self, maybe: Maybe, several: Several | None) -> None:
        fork = self._fork()
        self.add(maybe.pieces, several)
        ends: list[int] = []
        for words in maybe.instead:
            ends.append(self._fork())
            self.steps[fork] = Fork(fork + 1, len(self.steps))
            fork = self._fork()
            self._take(words)
        self.steps[fork] = Fork(fork + 1, len(self.steps))
        for end in ends:
            self.steps[end] = Fork(len(self.steps), len(self.steps))

    def _fork(self) -> int:
        self.steps.append(Fork(0, 0))
        return len(self.steps) - 1

    def _repeat(self, piece: Several) -> None:
        start = len(self.steps)
        self._whole |= _before_colours(piece.item)
        self.add(piece.item, piece)
        gaps: list[tuple[Gap, int]] = []
        flat(piece.item, gaps=gaps)
        is_of_links = isinstance(self._fields.get(piece.name), LinksField)
        if is_of_links and "url" not in {gap.name for gap, _ in gaps}:
            raise TemplateError(piece.line, f"{{{piece.name}|…}} shows no {{url}} of a link")
        fork = self._fork()
        if loose := between(piece):
            self.steps.append(Take(Literal(piece.between, loose)))
        else:
            self._take(piece.between)
        back = self._fork()
        self.steps[back] = Fork(start, start)
        self.steps[fork] = Fork(fork + 1, len(self.steps))

    def _slot(self, gap: Gap, several: Several | None) -> Slot:
        name, part = self._named(gap, several)
        placed = self._places[gap]
        if placed.sink is sinks.BADGE and gap in self._whole:
            placed = placed._replace(sink=sinks.WHOLE_BADGE)
        spelling = self._spelling(gap, name, part)
        sink = placed.sink
        if spelling.is_address and sink is sinks.ROW:
            placed = placed._replace(sink=sinks.BARE_ADDRESS)
        elif spelling.is_address and sink in (sinks.DESTINATION, sinks.ADDRESS):
            spelling = spellings.LINKED_ADDRESS
        elif sink.takes_addresses and not spelling.is_address:
            raise TemplateError(gap.line, f"{{{gap.name}}} is no address, and stands for one")
        elif spelling.is_address and sink in (sinks.PATH, sinks.BADGE):
            message = f"{{{gap.name}}} is a whole address in another; {{{name}.path}} is its path"
            raise TemplateError(gap.line, message)
        return Slot(gap, name, part, spelling, placed, several is not None)

    def _named(self, gap: Gap, several: Several | None) -> tuple[str, str]:
        """Return the field and the part of it that a gap is for."""
        if gap.name == ANYTHING:
            return ANYTHING, ""
        if several is not None:
            return several.name, self._part_of_item(gap, several)
        if gap.name in self._fields:
            return gap.name, ""
        if gap.name == POSITION:
            return POSITION, ""
        field, _, part = gap.name.rpartition(".")
        if isinstance(self._fields.get(field), LinkField) and part == "path":
            return field, part
        raise TemplateError(gap.line, self._no_field(gap.name))

    def _part_of_item(self, gap: Gap, several: Several) -> str:
        field = self._fields.get(several.name)
        if isinstance(field, LinksField):
            if gap.name not in _PARTS_OF_LINKS:
                wanted = ", ".join(f"{{{part}}}" for part in _PARTS_OF_LINKS)
                raise TemplateError(gap.line, f"{{{gap.name}}} is no part of a link: {wanted} are")
            return gap.name
        if field and field.is_list:
            return "item"
        message = f"{several.name} has one value, and is written {{{several.name}}}"
        raise TemplateError(gap.line, message if field else self._no_field(several.name))

    def _no_field(self, name: str) -> str:
        return f"{{{name}}} is no field; the fields are {', '.join(self._fields)}"

    def _spelling(self, gap: Gap, name: str, part: str) -> Spelling:
        if name == ANYTHING:
            return spellings.ANYTHING
        if part == "url":
            return spellings.ADDRESS
        if part in _PARTS_OF_LINKS:
            return spellings.WORD
        if part == "path":
            return spellings.PART
        if part == "item":
            is_prose = isinstance(self._fields[name], SentencesField)
            return spellings.SENTENCE if is_prose else spellings.ITEM
        if name == POSITION:
            return spellings.POSITION
        field = self._fields[name]
        if isinstance(field, LinksField):
            message = f"{name} is several links, and is written {{{name}| |[{{word}}]({{url}})}}"
            raise TemplateError(gap.line, message)
        try:
            spelling = spellings.spelling(field, gap.form)
        except ValueError as error:
            raise TemplateError(gap.line, str(error)) from error
        if isinstance(field, NamesField) and gap in self._cited:
            spelling = spellings.before_others(field, spelling)
        return spellings.known_alone(field, spelling) if gap in self._unsure else spelling


def _sign_of(piece: Piece | None) -> str:
    """Return the sign with which each of several begins, blank where there is none."""
    first = piece.item[0] if isinstance(piece, Several) and piece.item else None
    sign = first.text[:1] if isinstance(first, Words) else ""
    return "" if sign.isalnum() else sign.strip()


def _before_others(pieces: Pieces) -> frozenset[Gap]:
    """Return the gaps behind which the template itself says that some names are left out."""
    return frozenset(
        gap
        for gap, words in pairwise(pieces)
        if isinstance(gap, Gap) and isinstance(words, Words) and _OTHERS.match(words.text)
    )


def _before_colours(pieces: Pieces) -> frozenset[Gap]:
    """Return the gaps before which a badge begins and of which but the colour follows."""
    triples = zip(pieces, pieces[1:], pieces[2:], pieces[3:], strict=False)
    return frozenset(
        gap
        for words, gap, hyphen, colour in triples
        if isinstance(words, Words) and words.text.endswith("/")
        and isinstance(gap, Gap) and isinstance(hyphen, Words) and hyphen.text == "-"
        and isinstance(colour, Gap) and colour.name == ANYTHING
    )  # fmt: skip
