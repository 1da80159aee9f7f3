"""Read the BibTeX entries that people paste, broken ones as far as they go.

Not by a library: of an entry cut off at its end, without a key or with a comma missing,
pybtex 0.26 reads nothing, and bibtexparser 2.1 nothing or one field that holds the rest.
"""

from __future__ import annotations

import re

from bot.text import one_line, pattern

# Also behind a label, as in `BibTeX: @inproceedings{`.
_ENTRY = pattern(
    r"(?m)^[ \t]*(?:[-*][ \t])?(?:[*_]{0,2}[A-Za-z]{2,12}[*_]{0,2}[:：][*_]{0,2}[ \t]*)?"
    r"@([A-Za-z]{2,20})[ \t]*\{"
)
_NO_PAPERS = frozenset({"string", "comment", "preamble"})
_FIELD = pattern(r"(?<![\w-])([A-Za-z][A-Za-z_-]{1,20})\s{0,5}=\s{0,20}")
_BARE = pattern(r"[^,{}\n]{0,200}")
_BLANK_LINE = pattern(r"\n[ \t]*(?:\n|$)|\0")
_KEY_LINE = pattern(r"^[ \t>*#-]{0,6}[A-Z][\w ()]{1,30}[:：]", re.MULTILINE)
_BRACE = pattern(r"(?<!\\)[{}]")
_QUOTE = pattern(r'(?<!\\)"(?=\s{0,5}(?:[,}\n]|$))')
_LONGEST_QUOTED = 500
_ARXIV = pattern(r"(?:[0-9]{4}\.[0-9]{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/[0-9]{7})(?:v[0-9]{1,2})?")
_WANTED = frozenset(
    ("title", "booktitle", "journal", "journaltitle", "year", "month", "day", "date", "eprint",
     "archiveprefix", "eprinttype", "url", "doi", "howpublished", "volume", "publisher", "author")
)  # fmt: skip

Entry = dict[str, str]


def cut_entries(text: str, instead: str) -> tuple[str, list[Entry]]:
    """Return the text with a line `instead` for each entry, and the entries' fields by their names.

    Only an entry that has a title or names a paper's place counts.
    """
    starts = [found for found in _ENTRY.finditer(text) if found[1].lower() not in _NO_PAPERS]
    kept: list[str] = []
    entries: list[Entry] = []
    done = 0
    for number, found in enumerate(starts):
        if found.start() < done:
            continue
        limit = starts[number + 1].start() if number + 1 < len(starts) else len(text)
        end, entry = _read(text, found.end(), limit)
        if entry.keys() & {"title", "eprint", "doi", "url"}:
            kept += [text[done : found.start()], f"\n{instead}\n"]
            entries.append(entry)
            done = end
    kept.append(text[done:])
    return "".join(kept), entries


def _read(text: str, start: int, limit: int) -> tuple[int, Entry]:
    """Read the entry whose fields begin at `start`; return where it ends, and its fields."""
    closings = _closings(text, start - 1, limit)
    end = closings.get(start - 1, -1)
    after = end + 1
    if end < 0:  # broken: it ends where something else begins
        ends = (pattern.search(text, start, limit) for pattern in (_BLANK_LINE, _KEY_LINE))
        end = after = min((found.start() for found in ends if found), default=limit)
    entry: Entry = {}
    place = start
    while found := _FIELD.search(text, place, end):
        value, place = _value(text, found.end(), end, closings)
        name = found[1].lower()
        if name in _WANTED and value:
            entry.setdefault(name, value)
    return after, entry


def _value(text: str, start: int, end: int, closings: dict[int, int]) -> tuple[str, int]:
    """Return the value that begins at `start`, and where to go on."""
    opening = text[start : start + 1]
    if opening == "{" and closings.get(start, end) < end:
        return one_line(text[start + 1 : closings[start]]), closings[start] + 1
    # A quoted value ends at a quotation mark before a comma or a line's end.
    limit = min(end, start + 1 + _LONGEST_QUOTED)
    if opening == '"' and (closing := _QUOTE.search(text, start + 1, limit)):
        return one_line(text[start + 1 : closing.start()]), closing.end()
    bare = _BARE.match(text, start + (opening in ("{", '"')), end)
    return one_line(bare[0].strip('" #')) if bare else "", bare.end() if bare else start


def _closings(text: str, start: int, limit: int) -> dict[int, int]:
    """Return for each opening brace where its partner stands."""
    openings: list[int] = []
    closings: dict[int, int] = {}
    for found in _BRACE.finditer(text, start, limit):
        if found[0] == "{":
            openings.append(found.start())
        elif openings:
            closings[openings.pop()] = found.start()
            if not openings:
                break
    return closings


def place_of(entry: Entry) -> str:
    """Return where an entry says its paper was published, blank where it does not say."""
    journal = entry.get("journal") or entry.get("journaltitle", "")
    if journal.casefold() == "corr" and (volume := entry.get("volume")):
        journal = f"{journal} {volume}"
    place = entry.get("booktitle") or journal
    if place:
        return place
    service = entry.get("archiveprefix") or entry.get("eprinttype", "")
    if service or _ARXIV.fullmatch(entry.get("eprint", "")):
        return service or "arXiv"
    return entry.get("publisher", "") if "arxiv" in entry.get("publisher", "").lower() else ""


def day_of(entry: Entry) -> str:
    """Return the date of an entry as it is written: a day, a month of a year, a year, or blank."""
    if date := entry.get("date"):
        return date
    year, month, day = (entry.get(name, "").strip("{} ") for name in ("year", "month", "day"))
    if not year:
        return ""
    if month.isdigit():
        return "-".join(part.zfill(2) for part in (year, month, day) if part)
    return " ".join(part for part in (day if month else "", month, year) if part)


def addresses_of(entry: Entry) -> list[str]:
    """Return the addresses of an entry's paper: its arXiv number, its DOI, its page."""
    number = entry.get("eprint", "")
    addresses = [f"arXiv:{number}"] if _ARXIV.fullmatch(number) else []
    if doi := entry.get("doi"):
        addresses.append(doi if "://" in doi else f"doi:{doi}")
    if "://" in (url := entry.get("url", "") or entry.get("howpublished", "")):
        addresses.append(url.removeprefix("\\url").strip("{} "))
    return addresses
