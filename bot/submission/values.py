"""Bring together what an issue says under its keys: one value for each, paper by paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.fields import Day, Fillers, find_date, is_filler, parse_link, without_addresses
from bot.submission import bibtex, words
from bot.submission.keys import split_parts
from bot.submission.vocabulary import Group, Manner, Vocabulary
from bot.text import fold, one_line

_LISTS = (Manner.LIST, Manner.OPTIONS, Manner.LINK)
_WEAK = (words.NAME, words.DATED, words.ACCEPTED)  # where no other key gives as much
_LONGEST_TITLE = 400
_LONGEST_PLACE = 300  # of what is looked into for a venue and a date


class KeyText(NamedTuple):
    """What one occurrence of a key says; `line` is the first line as it was written."""

    key: str
    text: str
    line: str = ""
    is_late: bool = False


@dataclass
class RawPaper:
    """All that is said of one paper, and once `merged` what each key comes to.

    `repeated` are the keys that came with two different values, `unread` what was not taken.
    """

    vocabulary: Vocabulary
    said: list[KeyText]
    loose: list[str]
    entries: list[bibtex.Entry] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    repeated: tuple[str, ...] = ()
    unread: list[str] = field(default_factory=list)

    @property
    def places(self) -> list[str]:
        """Return what is said under the keys of date and venue, the date's own first."""
        return [self.fields.get(key, "") for key in self.vocabulary.places]

    def is_filler(self, text: str) -> bool:
        """Whether a text is none of a value."""
        return is_filler(text, self.vocabulary.fillers)

    def is_list(self, key: str) -> bool:
        """Whether all that is said under a key counts."""
        return self.vocabulary.manners.get(key, Manner.LINE) in _LISTS


def split_papers(
    said: list[KeyText],
    loose: list[tuple[int, str]],
    entries: list[bibtex.Entry],
    most: int,
    vocabulary: Vocabulary,
) -> list[RawPaper]:
    """Return what is said of each paper, at least of one: a second title begins a second paper.

    An address belongs to the paper whose keys stand before it, an entry of BibTeX to
    that whose title it has. There are no more than `most`, the last of which keeps the rest.
    """
    papers: list[RawPaper] = []
    start = 0
    while True:
        is_last = len(papers) + 1 == most
        end = len(said) if is_last else start + _second_paper(said[start:], vocabulary.title)
        begin = start if papers else -1
        last = len(said) if end == len(said) else end
        addresses = [address for at, address in loose if begin < at <= last]
        papers.append(RawPaper(vocabulary, said[start:end], addresses))
        if end == len(said):
            break
        start = end
    _share_out(papers, entries, most)
    return papers


def _second_paper(said: list[KeyText], title: str) -> int:
    """Return where the keys of a second paper begin, or how many there are if it is one paper."""
    titles = [
        (place, each.text)
        for place, each in enumerate(said)
        if each.key == title and not is_filler(each.text)
    ]
    names = [_folded(text) or text for _, text in titles]
    others = (place for (place, _), name in zip(titles, names, strict=True) if name != names[0])
    place = next(others, len(said))
    if place < len(said):
        # What stands right before the title and has been said already is the second paper's too.
        first: dict[str, int] = {}
        for at, each in enumerate(said[:place]):
            first.setdefault(each.key, at)
        while first.get(said[place - 1].key, place) < place - 1:
            place -= 1
    return place


def _share_out(papers: list[RawPaper], entries: list[bibtex.Entry], most: int) -> None:
    """Share the entries out to their papers; where keys give no title, each title makes a paper."""
    if not entries:
        return
    by_title = {_folded(title): paper for paper in papers if (title := _title(paper))}
    for entry in entries:
        title = entry.get("title", "")
        paper = by_title.get(_folded(title))
        if paper is None and not by_title:
            paper = papers[0]
            by_title[_folded(title)] = paper
        elif paper is None and not _title(papers[0]) and len(papers) < most:
            paper = by_title[_folded(title)] = RawPaper(papers[0].vocabulary, [], [])
            papers.append(paper)
        if paper is None or paper.entries:
            papers[0].unread.append(f"BibTeX: {title or ', '.join(entry.values())}")
        else:
            paper.entries.append(entry)


def _folded(title: str) -> str:
    return fold(title[:_LONGEST_TITLE].replace("{", "").replace("}", ""))


def _title(paper: RawPaper) -> str:
    titles = (each.text for each in paper.said if each.key == paper.vocabulary.title)
    return next((text for text in titles if not is_filler(text)), "")


def merged(paper: RawPaper) -> RawPaper:
    """Fill in each key's text, the keys that came with two different ones, and what is left over.

    A value is looked at once, however often its key stands: thousands of short ones
    may follow one that is as long as a body.
    """
    early = _with_parts([each for each in paper.said if not each.is_late], paper.vocabulary)
    texts: dict[str, list[str]] = {}
    for each in early:
        texts.setdefault(each.key, []).append(each.text)
    late = _late(paper, {key for key, each in texts.items() if not all(map(paper.is_filler, each))})
    for each in late:
        texts.setdefault(each.key, []).append(each.text)
    for key in _WEAK:
        texts.pop(key, None)
    repeated = []
    for key, said in texts.items():
        told = _different(paper, key, said)
        if paper.is_list(key):
            paper.fields[key] = "\n".join(told)
        elif told:
            paper.fields[key] = told[0]
            paper.unread += [f"{_heading(key)}: {one_line(text)}" for text in told[1:]]
            repeated += [key] if len(told) > 1 else []
        if not told:
            paper.fields[key] = next(filter(None, said), "")
    paper.repeated = tuple(repeated)
    if paper.loose:
        paper.fields[words.LOOSE] = "\n".join(paper.loose)
    _take_name(paper, [each for each in (*early, *late) if each.key == words.NAME])
    _take_places(paper, [each.text for each in (*early, *late) if each.key == words.ACCEPTED])
    _take_date(paper, [each for each in (*early, *late) if each.key == words.DATED])
    for entry in paper.entries:
        _take_entry(paper, entry)
    return paper


def _heading(key: str) -> str:
    """Return a key as the beginning of a line."""
    return re.split(r"[.:]", key)[-1].capitalize()


def _different(paper: RawPaper, key: str, said: list[str]) -> list[str]:
    """Return the different values of a key; a title may stand twice, with a full stop and without.

    A template may be left standing beside the filled one.
    """
    told = dict.fromkeys(text for text in said if not paper.is_filler(text))
    is_title = key == paper.vocabulary.title
    names: dict[str, str] = {}
    for text in told:
        names.setdefault((is_title and _folded(text)) or text, text)
    return [*names.values()]


def _late(paper: RawPaper, known: set[str]) -> list[KeyText]:
    """Return the late values that count: not one that says another thing below a signature.

    `known` are the keys that a complete submission has given by then. Two such values
    are a second thought, and asked about.
    """
    late = [each for each in paper.said if each.is_late]
    known = {key for key in known if not paper.is_list(key)}
    against = [each for each in late if each.key in known and not paper.is_filler(each.text)]
    said = {(each.key, each.text) for each in paper.said if not each.is_late}
    against = [each for each in against if (each.key, each.text) not in said]
    if len(against) != 1 or against[0].key == paper.vocabulary.title:
        return late
    paper.unread.append(against[0].line)
    return [each for each in late if each is not against[0]]


def _with_parts(said: list[KeyText], vocabulary: Vocabulary) -> list[KeyText]:
    """Split a summary that was written as one text, where no part of it stands elsewhere."""
    for group in vocabulary.groups:
        said = _with_parts_of(group, said, vocabulary.fillers)
    return said


def _with_parts_of(group: Group, said: list[KeyText], fillers: Fillers) -> list[KeyText]:
    told = [each for each in said if each.key in (group.key, *group.keys)]
    told = [each for each in told if not is_filler(each.text, fillers)]
    parts = [each for each in told if each.key in group.keys]
    whole = parts or told
    if len(whole) != 1:
        return said
    key, text = whole[0].key, whole[0].text
    label = next((label for label, name in group.key_of.items() if name == key), "")
    rest, found = split_parts(one_line(f"{label.capitalize()}: {text}" if parts else text), group)
    if not found:
        return said
    left = [each for each in said if each is not whole[0]]
    split = [KeyText(key, text) for key, text in found.items()]
    return [*left, *(() if parts else [KeyText(key, rest)]), *split]


def _take_name(paper: RawPaper, names: list[KeyText]) -> None:
    """Take `Name: X` for the title where there is none."""
    told = [each for each in names if not is_filler(each.text)]
    title = paper.vocabulary.title
    if len({each.text for each in told}) == 1 and is_filler(paper.fields.get(title, "")):
        paper.fields[title] = told[0].text
    else:
        paper.unread += [each.line for each in told]


def _take_places(paper: RawPaper, places: list[str]) -> None:
    """Add the venues that other labels name, as `Comments: Accepted at ICLR 2025` does."""
    if places:
        venue = paper.vocabulary.venue
        given = paper.fields.get(venue, "")
        paper.fields[venue] = "\n".join(filter(None, [given, *dict.fromkeys(places)]))


def _take_date(paper: RawPaper, dates: list[KeyText]) -> None:
    """Take the date under another label, a day before a year, where no key gives as much."""
    days = [each for each in dates if isinstance(find_date(each.text)[0], Day)]
    given = _date_given(paper)
    taken = next(iter(days or dates), None)
    if taken and not isinstance(given, Day) and (days or given is None):
        paper.fields[paper.vocabulary.date] = taken.text
    told = " ".join(paper.places)[: 3 * _LONGEST_PLACE]
    paper.unread += [each.line for each in dates if each.text not in told]


def _date_given(paper: RawPaper) -> object:
    """Return the date that the keys give, a day before anything else; None for none."""
    texts = paper.places
    plain = (without_addresses(text[:_LONGEST_PLACE].replace("\n", ", "))[0] for text in texts)
    found = [find_date(text)[0] for text in plain]
    if texts[0] and not is_filler(texts[0]) and found[0] is None:
        return texts[0]  # meant as a date, and asked about
    return next((each for each in found if isinstance(each, Day)), next(filter(None, found), None))


def _take_entry(paper: RawPaper, entry: bibtex.Entry) -> None:
    """Take from an entry of BibTeX what no key gives."""
    fields, keys = paper.fields, paper.vocabulary
    if is_filler(fields.get(keys.title, "")) and "title" in entry:
        fields[keys.title] = entry["title"]
    place, day = bibtex.place_of(entry), bibtex.day_of(entry)
    given = (text[:_LONGEST_PLACE] for text in paper.places[1:])
    rests = (find_date(without_addresses(text)[0])[1] for text in given)
    if place and all(map(is_filler, rests)):
        fields[keys.venue] = place
    if day and _date_given(paper) is None and find_date(day)[0]:
        fields[keys.date] = day
    known = _identities(paper)
    has_paper = any(known.values())
    for address in bibtex.addresses_of(entry):
        found = parse_link(address)
        if found and not has_paper:
            fields[words.LINK] = f"{fields.get(words.LINK, '')}\n{address}".strip()
        elif not found or found.identity not in known:
            paper.unread.append(address)


def _identities(paper: RawPaper) -> dict[str, bool]:
    """Return the identity of each address, and whether it names a paper."""
    keys = paper.vocabulary
    may_hold = (keys.title, *keys.places[1:], words.LOOSE, *keys.links)
    texts = filter(None, map(paper.fields.get, may_hold))
    addresses = [address for text in texts for address in without_addresses(text)[1]]
    found = filter(None, map(parse_link, addresses))
    return {each.identity: each.names_paper for each in found}
