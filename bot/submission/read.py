"""Read each field of a Submission into what would be stored, with its problems and notes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.catalog import Catalog
from bot.config import LONGEST_AUTHOR, MOST_AUTHORS, MOST_LINKS
from bot.fields import (
    NO_NAMES,
    Asked,
    ChoiceField,
    Dated,
    DateField,
    Field,
    FieldName,
    LinkField,
    LinksField,
    Names,
    NamesField,
    Note,
    NumberField,
    Problem,
    Reading,
    Reference,
    SentenceField,
    SentencesField,
    TagsField,
    TextField,
    VenueField,
    is_filler,
    labelled,
    parse_link,
    prove_month,
    prove_venue,
    read_chosen,
    read_links,
    read_loose,
    read_names,
    read_number,
    read_published,
    read_sentence,
    read_sentences,
    read_tags,
    read_title,
    references,
    without_addresses,
    year_said,
)
from bot.listing import Description
from bot.submission import words
from bot.submission.described import vocabulary_of
from bot.submission.draft import HABITS, YEAR, Draft, asked, is_link_enough, name_of_links
from bot.submission.model import Submission
from bot.submission.offered import offered
from bot.submission.vocabulary import Vocabulary, part_key
from bot.text import Phrase, one_line, pattern, shorten

_YEAR = 4  # characters
_SHOWN = 80  # characters of what no blank divides
_NO_WORD = pattern(r"[!-~]{151,}")
_UNKEPT = frozenset({"too-long", "too-many", "too-few", "not-an-option", "address"})
# A field that a list does not have, for what is read together with another one.
_NO_DATE = Asked("no date", "", DateField(kind="date", required=False))
_NO_VENUE = Asked("no venue", "", VenueField(kind="venue", required=False))


def read_fields(submission: Submission, catalog: Catalog, today: dt.date) -> Draft:
    """Return everything that a submission says, in the list's spelling.

    `today` is the latest date that a paper may have been published on, give or
    take a time zone.
    """
    form = catalog.form
    keys = vocabulary_of(form)
    reader = _Reader(submission.fields, catalog, keys, today)
    pasted: list[str] = []
    readings = [*reader.title(pasted), *reader.of(TagsField, ChoiceField, NamesField, NumberField)]
    readings += [*reader.published(pasted), reader.prose()]
    readings += reader.of(SentenceField, SentencesField, TextField)
    placed = reader.addresses(pasted)
    kinds = {identity: words.KINDS[key] for identity, key in placed.items() if key in words.KINDS}
    apart = [*submission.fields.get(words.LOOSE, "").split(), *_in_prose(submission, pasted, form)]
    loose, left = read_loose(apart, pasted, reader.links)
    addresses = [*pasted, *loose]
    hosts, most = reader.hosts_and_most()
    readings += [left, read_links(addresses, reader.links, hosts, most, kinds)]
    draft = _proven(Draft(form, placed=placed).take(*readings))
    unkept = tuple(_unkept(draft.problems, submission.fields, keys))
    return draft.take(Reading("issue", None, also=unkept))


def _in_prose(submission: Submission, pasted: Iterable[str], form: Description) -> Iterator[str]:
    """Yield the addresses amid words, for a list to which a link alone is a submission.

    That is where no other address is one of the paper.
    """
    given = (*pasted, *submission.fields.get(words.LOOSE, "").split())
    if not is_link_enough(form) or any(ref.names_paper for ref in _known(given)):
        return
    for line in submission.unread:
        yield from without_addresses(line)[1]


def _known(addresses: Iterable[str]) -> Iterator[Reference]:
    return filter(None, map(parse_link, addresses))


@dataclass(frozen=True)
class _Reader:
    """Reads the fields of one submission, kind by kind."""

    fields: Mapping[str, str]
    catalog: Catalog
    keys: Vocabulary
    today: dt.date

    @property
    def form(self) -> Description:
        """Return what the list is."""
        return self.keys.form

    @property
    def links(self) -> FieldName:
        """Return the field that addresses are said to be of."""
        return name_of_links(self.form)

    def text(self, name: FieldName) -> str:
        """Return what is said under the name of a field."""
        return self.fields.get(name, "")

    def title(self, pasted: list[str]) -> Iterator[Reading[Any]]:
        """Yield the title; addresses that stand beside it go to `pasted`."""
        if name := self.form.roles.title:
            reading, addresses = read_title(self.text(name), asked(self.form, name))
            pasted += addresses
            yield reading

    def of(self, *kinds: type[Field]) -> list[Reading[Any]]:
        """Return the readings of all fields of these kinds, kind by kind."""
        fields = self.form.fields.items()
        names = [name for kind in kinds for name, each in fields if isinstance(each, kind)]
        return [self._read(asked(self.form, name), self.text(name)) for name in names]

    def _read(self, asked: Asked[Any], text: str) -> Reading[Any]:
        field, fillers = asked.field, self.keys.fillers
        if isinstance(field, TagsField):
            listed = self.catalog.tags if asked.name == self.form.roles.tags else ()
            return read_tags(text, asked, listed, fillers, self.links)
        if isinstance(field, ChoiceField):
            options = offered(asked.name, field, self.catalog)
            return read_chosen(text, asked, options, fillers)
        if isinstance(field, NamesField):
            return _names(text, asked)
        if isinstance(field, NumberField):
            return read_number(text, asked, fillers)
        if isinstance(field, SentencesField):
            parts = {part: self.text(part_key(asked.name, part)) for part in field.parts}
            return read_sentences(text, parts, asked, fillers)
        return read_sentence(text, asked, fillers)

    def published(self, pasted: list[str]) -> Iterator[Reading[Any]]:
        """Yield date and venue; addresses that stand among them go to `pasted`."""
        roles = self.form.roles
        date = asked(self.form, roles.date) if roles.date else _NO_DATE
        venue = asked(self.form, roles.venue) if roles.venue else _NO_VENUE
        texts = [self.text(key) for key in self.keys.places]
        read, addresses = read_published(texts, date, venue, self.catalog.venues, self.today)
        pasted += addresses
        yield Reading(HABITS, self.catalog.venue_habits)
        for reading in map(self._as_spelled, read):
            if reading.field not in (_NO_DATE.name, _NO_VENUE.name):
                yield reading
            elif said := _told_apart(reading.value):
                yield self._not_taken(reading.field, said)
        if isinstance(venue.field, VenueField) and venue.field.year != "false":
            yield Reading(YEAR, year_said(texts[1:]))

    def _as_spelled(self, reading: Reading[Any]) -> Reading[Any]:
        """Return a reading that tells of a spelling of the list's own, if it has one."""
        if reading.field != self.form.roles.venue:
            return reading
        spelled = self.catalog.venue_habits.spelling(reading.value)
        notes = []
        for note in reading.notes:
            if note.code == "normalised" and isinstance(note.message, Phrase):
                values = {**note.message.values, "name": spelled}
                note = note._replace(message=Phrase(note.message.key, **values))
                if values["written"] == spelled:
                    continue
            notes.append(note)
        return replace(reading, notes=tuple(notes))

    def prose(self) -> Reading[None]:
        """Return what stands under a summary, outside of its fields."""
        text = self.text(words.SUMMARY)
        return Reading("issue", None, also=() if is_filler(text) else (text,))

    def _not_taken(self, kind: str, said: str) -> Reading[None]:
        message = Phrase(
            "The list has {kind}; not taken: “{said}”.",
            kind=Phrase(kind),
            said=shorten(said, _SHOWN),
        )
        return Reading("issue", None, notes=(Note("issue", "not-taken", message),), also=(said,))

    def addresses(self, pasted: list[str]) -> dict[str, str]:
        """Add the addresses under keys of links, and return for each the key it was given for."""
        placed: dict[str, str] = {}
        hosts, _ = self.hosts_and_most()
        for key in self.keys.links:
            rest, addresses = without_addresses(self.text(key))
            found = addresses or ([] if is_filler(rest) else [rest])
            pasted += found
            field = self.form.fields.get(key)
            if not (isinstance(field, LinkField) and field.first_of):
                known = filter(None, (parse_link(each, hosts) for each in found))
                for reference in known:
                    placed.setdefault(reference.identity, key)
        return placed

    def hosts_and_most(self) -> tuple[tuple[str, ...], int]:
        """Return the hosts whose pages the list takes, and how many links there may be."""
        fields = [f for f in self.form.fields.values() if isinstance(f, LinkField | LinksField)]
        hosts = tuple(dict.fromkeys(host for field in fields for host in field.hosts))
        several = next((field for field in fields if isinstance(field, LinksField)), None)
        return hosts, (several.most if several else None) or MOST_LINKS


def _told_apart(value: Any) -> str:
    """Return what was read for a date or venue that the list lacks; a year alone is none."""
    if isinstance(value, Dated):
        return str(value.day) if value.day else value.partial if len(value.said) > _YEAR else ""
    return str(value)


def _names(text: str, asked: Asked[NamesField]) -> Reading[Names]:
    """Return the names of people or institutions; what is optional is not asked for."""
    if not (text or asked.field.required):
        return Reading(asked.name, NO_NAMES)
    example = asked.example()
    reading = read_names(text, MOST_AUTHORS, LONGEST_AUTHOR, field=asked.name, example=example)
    return reading if asked.field.required else replace(reading, lack=None)


def _proven(draft: Draft) -> Draft:
    """Return the draft with what the paper's own addresses are proof of."""
    papers, roles = references(draft.links), draft.form.roles
    if roles.venue:
        draft = draft.take(prove_venue(draft.reading(roles.venue), papers))
    if roles.date:
        misread = draft.is_misread(roles.date)
        date = asked(draft.form, roles.date)
        draft = draft.take(prove_month(draft.dated, papers, date, is_misread=misread))
    return draft.take(Reading(name_of_links(draft.form), labelled(draft.links, draft.venue)))


def _unkept(
    problems: Iterable[Problem], fields: Mapping[str, str], keys: Vocabulary
) -> Iterator[str]:
    """Yield what a person wrote that is too long, too much or of another kind."""
    for problem in problems:
        if problem.code in _UNKEPT or problem.code.startswith("not-a-"):
            texts = [one_line(fields.get(key, "")) for key in _keys_of(problem.field, keys)]
            yield from (_NO_WORD.sub(_cut, text) for text in texts if not is_filler(text))


def _keys_of(name: str, keys: Vocabulary) -> tuple[str, ...]:
    """Return the keys under which a field's text may stand."""
    if name == keys.venue:
        return words.PUBLISHED, keys.venue, keys.date
    if name == name_of_links(keys.form):
        return tuple(sorted(keys.links))
    return tuple(key for key in keys.manners if key.partition(":")[0] == name) or (name,)


def _cut(found: re.Match[str]) -> str:
    return shorten(found[0], _SHOWN)
