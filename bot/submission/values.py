"""Bring together what an issue says under its keys: one value for each, paper by paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.fields import Day, find_date, is_filler, parse_link, without_addresses
from bot.submission import bibtex
from bot.submission.keys import LINK_KEYS, SUMMARY_KEYS, split_parts
from bot.text import fold, one_line

_LISTS = frozenset({"heads", *LINK_KEYS})
_WEAK = ("name", "dated", "accepted")  # where no other key gives as much
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

    said: list[KeyText]
    loose: list[str]
    entries: list[bibtex.Entry] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    repeated: tuple[str, ...] = ()
    unread: list[str] = field(default_factory=list)


def split_papers(
    said: list[KeyText], loose: list[tuple[int, str]], entries: list[bibtex.Entry], most: int
) -> list[RawPaper]:
    """Return what is said of each paper, at least of one: a second title begins a second paper.

    An address belongs to the paper whose keys stand before it, an entry of BibTeX to
    that whose title it has. There are no more than `most`, the last of which keeps the rest.
    """
    papers: list[RawPaper] = []
    start = 0
    while True:
        is_last = len(papers) + 1 == most
        end = len(said) if is_last else start + _second_paper(said[start:])
        begin = start if papers else -1
        last = len(said) if end == len(said) else end
        papers.append(RawPaper(said[start:end], [a for at, a in loose if begin < at <= last]))
        if end == len(said):
            break
        start = end
    _share_out(papers, entries, most)
    return papers


def _second_paper(said: list[KeyText]) -> int:
    """Return where the keys of a second paper begin, or how many there are if it is one paper."""
    titles = [
        (place, each.text)
        for place, each in enumerate(said)
        if each.key == "title" and not is_filler(each.text)
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
            paper = by_title[_folded(title)] = RawPaper([], [])
            papers.append(paper)
        if paper is None or paper.entries:
            papers[0].unread.append(f"BibTeX: {title or ', '.join(entry.values())}")
        else:
            paper.entries.append(entry)


def _folded(title: str) -> str:
    return fold(title[:_LONGEST_TITLE].replace("{", "").replace("}", ""))


def _title(paper: RawPaper) -> str:
    titles = (each.text for each in paper.said if each.key == "title")
    return next((text for text in titles if not is_filler(text)), "")


def merged(paper: RawPaper) -> RawPaper:
    """Fill in each key's text, the keys that came with two different ones, and what is left over.

    A value is looked at once, however often its key stands: thousands of short ones
    may follow one that is as long as a body.
    """
    early = _with_parts([each for each in paper.said if not each.is_late])
    texts: dict[str, list[str]] = {}
    for each in early:
        texts.setdefault(each.key, []).append(each.text)
    late = _late(paper, {key for key, each in texts.items() if not all(map(is_filler, each))})
    for each in late:
        texts.setdefault(each.key, []).append(each.text)
    for key in _WEAK:
        texts.pop(key, None)
    repeated = []
    for key, said in texts.items():
        told = _different(key, said)
        if key in _LISTS:
            paper.fields[key] = "\n".join(told)
        elif told:
            paper.fields[key] = told[0]
            paper.unread += [f"{key.capitalize()}: {one_line(text)}" for text in told[1:]]
            repeated += [key] if len(told) > 1 else []
        if not told:
            paper.fields[key] = next(filter(None, said), "")
    paper.repeated = tuple(repeated)
    if paper.loose:
        paper.fields["loose"] = "\n".join(paper.loose)
    _take_name(paper, [each for each in (*early, *late) if each.key == "name"])
    _take_places(paper, [each.text for each in (*early, *late) if each.key == "accepted"])
    _take_date(paper, [each for each in (*early, *late) if each.key == "dated"])
    for entry in paper.entries:
        _take_entry(paper, entry)
    return paper


def _different(key: str, said: list[str]) -> list[str]:
    """Return the different values of a key; a title may stand twice, with a full stop and without.

    A template may be left standing beside the filled one.
    """
    told = dict.fromkeys(text for text in said if not is_filler(text))
    names: dict[str, str] = {}
    for text in told:
        names.setdefault((key == "title" and _folded(text)) or text, text)
    return [*names.values()]


def _late(paper: RawPaper, known: set[str]) -> list[KeyText]:
    """Return the late values that count: not one that says another thing below a signature.

    `known` are the keys that a complete submission has given by then. Two such values
    are a second thought, and asked about.
    """
    late = [each for each in paper.said if each.is_late]
    known -= _LISTS
    against = [each for each in late if each.key in known and not is_filler(each.text)]
    said = {(each.key, each.text) for each in paper.said if not each.is_late}
    against = [each for each in against if (each.key, each.text) not in said]
    if len(against) != 1 or against[0].key == "title":
        return late
    paper.unread.append(against[0].line)
    return [each for each in late if each is not against[0]]


def _with_parts(said: list[KeyText]) -> list[KeyText]:
    """Split a summary that was written as one text, where no part of it stands elsewhere."""
    told = [each for each in said if each.key in ("summary", *SUMMARY_KEYS)]
    told = [each for each in told if not is_filler(each.text)]
    parts = [each for each in told if each.key in SUMMARY_KEYS]
    whole = parts or told
    if len(whole) != 1:
        return said
    key, text = whole[0].key, whole[0].text
    rest, found = split_parts(one_line(f"{key.capitalize()}: {text}" if parts else text))
    if not found:
        return said
    left = [each for each in said if each is not whole[0]]
    split = [KeyText(key, text) for key, text in found.items()]
    return [*left, *(() if parts else [KeyText(key, rest)]), *split]


def _take_name(paper: RawPaper, names: list[KeyText]) -> None:
    """Take `Name: X` for the title where there is none."""
    told = [each for each in names if not is_filler(each.text)]
    if len({each.text for each in told}) == 1 and is_filler(paper.fields.get("title", "")):
        paper.fields["title"] = told[0].text
    else:
        paper.unread += [each.line for each in told]


def _take_places(paper: RawPaper, places: list[str]) -> None:
    """Add the venues that other labels name, as `Comments: Accepted at ICLR 2025` does."""
    if places:
        given = paper.fields.get("venue", "")
        paper.fields["venue"] = "\n".join(filter(None, [given, *dict.fromkeys(places)]))


def _take_date(paper: RawPaper, dates: list[KeyText]) -> None:
    """Take the date under another label, a day before a year, where no key gives as much."""
    days = [each for each in dates if isinstance(find_date(each.text)[0], Day)]
    given = _date_given(paper)
    taken = next(iter(days or dates), None)
    if taken and not isinstance(given, Day) and (days or given is None):
        paper.fields["date"] = taken.text
    told = " ".join(paper.fields.get(key, "") for key in ("date", "published", "venue"))
    told = told[: 3 * _LONGEST_PLACE]
    paper.unread += [each.line for each in dates if each.text not in told]


def _date_given(paper: RawPaper) -> object:
    """Return the date that the keys give, a day before anything else; None for none."""
    texts = [paper.fields.get(key, "") for key in ("date", "published", "venue")]
    plain = (without_addresses(text[:_LONGEST_PLACE].replace("\n", ", "))[0] for text in texts)
    found = [find_date(text)[0] for text in plain]
    if texts[0] and not is_filler(texts[0]) and found[0] is None:
        return texts[0]  # meant as a date, and asked about
    return next((each for each in found if isinstance(each, Day)), next(filter(None, found), None))


def _take_entry(paper: RawPaper, entry: bibtex.Entry) -> None:
    """Take from an entry of BibTeX what no key gives."""
    fields = paper.fields
    if is_filler(fields.get("title", "")) and "title" in entry:
        fields["title"] = entry["title"]
    place, day = bibtex.place_of(entry), bibtex.day_of(entry)
    given = (fields.get(key, "")[:_LONGEST_PLACE] for key in ("published", "venue"))
    rests = (find_date(without_addresses(text)[0])[1] for text in given)
    if place and all(map(is_filler, rests)):
        fields["venue"] = place
    if day and _date_given(paper) is None and find_date(day)[0]:
        fields["date"] = day
    known = _identities(fields)
    has_paper = any(known.values())
    for address in bibtex.addresses_of(entry):
        found = parse_link(address)
        if found and not has_paper:
            fields["link"] = f"{fields.get('link', '')}\n{address}".strip()
        elif not found or found.identity not in known:
            paper.unread.append(address)


def _identities(fields: dict[str, str]) -> dict[str, bool]:
    """Return the identity of each address, and whether it names a paper."""
    texts: Iterable[str] = (fields.get(key, "") for key in ("title", "published", "venue", "loose"))
    addresses = [a for text in (*texts, *map(fields.get, LINK_KEYS)) if text
                 for a in without_addresses(text)[1]]  # fmt: skip
    found = filter(None, map(parse_link, addresses))
    return {each.identity: each.names_paper for each in found}
