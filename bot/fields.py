"""Read each field of a Submission into what would be stored, with its problems and notes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from bot.catalog import Catalog
from bot.dates import WANTED, Day, Partial, Unclear, find_date
from bot.heads import Head, read_heads, spellings, split_heads
from bot.links import Reference, looks_like_link, parse_link
from bot.models import FieldName, Link, Note, Problem, Submission
from bot.text import fold, one_line, shorten
from bot.venues import Venue, read_venue

# The longest of the list's first 66 papers: title 124 characters, 7 heads, head 34, sentence 622.
LONGEST_TITLE = 300
MOST_HEADS = 12
LONGEST_HEAD = 60
LONGEST_PUBLISHED = 300
LONGEST_SENTENCE = 1000
MOST_LINKS = 10

SUMMARY_PARTS: dict[str, tuple[FieldName, str, str]] = {
    "innovation": ("summary.innovation", "Innovation", "what the paper brings that is new"),
    "tasks": ("summary.tasks", "Tasks", "what was studied, and on what"),
    "result": ("summary.result", "Significant Result", "what came out"),
}
_FILLERS = frozenset(
    ("paperstitle", "papertitle", "headname1headname2", "headname1", "headname2", "headname",
     "arxivacliclrnips", "arxivacliclrneurips", "tbd", "tba", "todo", "na", "none", "noresponse",
     "xxx", "fillin", "unknown")
)  # fmt: skip
_PAIRS = (
    ("**", "**"),
    ("__", "__"),
    ("`", "`"),
    ("[", "]"),
    ("“", "”"),
    ('"', '"'),
    ("*", "*"),
    ("_", "_"),
)
_READ_LIMIT = 80


@dataclass
class Draft:
    """What could be read of a submission so far; a field that could not be read is blank."""

    title: str = ""
    heads: list[Head] = field(default_factory=list)
    venue: str = ""
    date: dt.date | None = None
    links: list[Link] = field(default_factory=list)
    summary: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def problem(
        self, name: FieldName, code: str, message: str, *, read: str = "", example: str = ""
    ) -> None:
        """Add a problem, with at most a short piece of what was read."""
        short = shorten(one_line(read), _READ_LIMIT)
        self.problems.append(Problem(name, code, message, short, example))

    def note(self, name: FieldName, code: str, message: str) -> None:
        """Add a note for the reviewer."""
        self.notes.append(Note(name, code, message))


def read_fields(submission: Submission, catalog: Catalog, today: dt.date) -> Draft:
    """Give everything that a submission says, in the list's spelling.

    `today` is the latest date that a paper may have been published on, give or
    take a time zone.
    """
    draft = Draft()
    fields = submission.fields
    pasted: list[str] = []
    _read_title(draft, fields.get("title", ""), pasted)
    _read_heads(draft, fields.get("heads", ""), catalog)
    _read_published(draft, fields, pasted, catalog, today)
    _read_summary(draft, fields)
    for key in ("link", "project", "demo", "code", "data"):
        pasted.extend(_addresses(fields.get(key, "")))
    _read_links(draft, pasted)
    return draft


def is_filler(text: str) -> bool:
    """Tell whether a value is a placeholder left standing, or nothing that can be read."""
    return fold(text) in _FILLERS or not any(char.isalnum() for char in text)


def _read_title(draft: Draft, raw: str, pasted: list[str]) -> None:
    text, addresses = _without_links(one_line(raw))
    title = _unwrapped(text)
    example = "Title: Retrieval Head Mechanistically Explains Long-Context Factuality"
    if is_filler(title):
        message = 'The title of the paper is missing. Write it in full after "Title:".'
        draft.problem("title", "missing", message, read=raw, example=example)
    elif len(title) > LONGEST_TITLE:
        message = (
            f"This is longer than any title: {len(title)} characters, at most {LONGEST_TITLE}."
        )
        draft.problem("title", "too-long", message, example=example)
    elif " " not in title and looks_like_link(title):
        message = 'This is an address. Write the title, and put the address after "Link:".'
        draft.problem("title", "not-a-title", message, read=raw, example=example)
        addresses.append(title)
    else:
        draft.title = title
    pasted.extend(addresses)


def _read_heads(draft: Draft, raw: str, catalog: Catalog) -> None:
    pieces = split_heads(raw)
    example = "Head: Retrieval Head, Induction Head"
    if len(pieces) > MOST_HEADS:
        message = f"These are {len(pieces)} names. Give the {MOST_HEADS} most important at most."
        draft.problem("heads", "too-many", message, example=example)
        return
    names = [name for name in map(_unwrapped, pieces) if not is_filler(name)]
    if not names:
        message = "At least one attention head is needed. Write its name, several with commas."
        draft.problem("heads", "missing", message, read=raw, example=example)
        return
    wrong = [name for name in names if len(name) > LONGEST_HEAD or looks_like_link(name)]
    if wrong:
        message = f"This is not the name of a head: a few words, at most {LONGEST_HEAD} characters."
        draft.problem("heads", "not-a-head", message, read=wrong[0], example=example)
        names = [name for name in names if name not in wrong]
    draft.heads = read_heads("\n".join(names), spellings(catalog.heads))
    for head in draft.heads:
        _note_head(draft, head)


def _note_head(draft: Draft, head: Head) -> None:
    if not head.known:
        likely = f" Is it {head.likely}?" if head.likely else ""
        code = "near-miss" if head.likely else "new"
        draft.note("heads", code, f"{head.name} is new to the list.{likely}")
    if head.name != head.written:
        draft.note("heads", "normalised", f"{head.written} is written {head.name} here.")


def _read_published(
    draft: Draft, fields: dict[str, str], pasted: list[str], catalog: Catalog, today: dt.date
) -> None:
    texts = [fields.get("published", ""), fields.get("venue", "")]
    if any(len(text) > LONGEST_PUBLISHED for text in (*texts, fields.get("date", ""))):
        message = "This is too long for a venue and a date."
        draft.problem("venue", "too-long", message, example="Published: EMNLP, 2024-11-12")
        return
    rest: list[str] = []
    dates: list[Day | Partial | Unclear] = []
    for text in texts:
        text, addresses = _without_links(text)
        words = _join_arxiv(text).split()
        addresses.extend(word for word in words if looks_like_link(_bare(word)))
        pasted.extend(addresses)
        left = " ".join(word for word in words if not looks_like_link(_bare(word)))
        date, left = find_date(left)
        rest.append(left)
        dates.extend([date] if date else [])
    _read_date(draft, fields.get("date", ""), dates, today)
    _read_venue(draft, rest, pasted, catalog)


def _read_date(
    draft: Draft, raw: str, dates: list[Day | Partial | Unclear], today: dt.date
) -> None:
    own, _ = find_date(one_line(raw))
    if own:
        dates.insert(0, own)
    elif not is_filler(raw):
        message = f"This is no date. {WANTED}"
        draft.problem("date", "unreadable", message, read=raw, example="2024-10-14")
        return
    day = next((date for date in dates if isinstance(date, Day)), None)
    unclear = next((date for date in dates if isinstance(date, Unclear)), None)
    partial = next((date for date in dates if isinstance(date, Partial)), None)
    if unclear:
        message = f"{unclear.why} {WANTED}"
        draft.problem("date", unclear.code, message, read=unclear.text, example="2024-10-14")
    elif day and day.date > today + dt.timedelta(days=1):
        message = f"{day.date} lies in the future. Give the day of first publication, or none."
        draft.problem("date", "future", message, read=str(day.date), example="2024-10-14")
    elif day:
        draft.date = day.date
    elif partial:
        draft.note("date", "partial", f"The issue says {partial.text} only; the day is not known.")
    else:
        draft.note("date", "not-found", "The issue gives no date.")


def _read_venue(draft: Draft, texts: list[str], pasted: list[str], catalog: Catalog) -> None:
    written = [
        _unwrapped(one_line(piece))
        for text in texts
        if not is_filler(text)
        for piece in text.translate(str.maketrans(";|、，", ",,,,")).split(",")
    ]
    venues: dict[str, tuple[Venue, str]] = {}
    for piece in written:
        venue = read_venue(piece, catalog.venues)
        if any(char.isalpha() for char in venue.name) and not is_filler(venue.name):
            venues.setdefault(venue.name, (venue, piece))
    if not venues and (named := _venue_of_links(pasted)):
        venues[named] = (Venue(named, known=True), named)
    if not venues:
        message = (
            "Where the paper was published is missing: a preprint server, conference or journal."
        )
        read = ", ".join(written)
        draft.problem("venue", "missing", message, read=read, example="Published: arXiv")
        return
    choices = [choice for name, choice in venues.items() if name != "arXiv"] or [*venues.values()]
    venue, piece = choices[0]
    draft.venue = venue.name
    if len(venues) > 1:
        draft.note(
            "venue", "several", f"The issue names {', '.join(venues)}; {venue.name} is taken."
        )
    if not venue.known:
        draft.note("venue", "new", f"{venue.name} is a venue that the list does not know.")
    elif venue.name != piece:
        draft.note("venue", "normalised", f"{piece} is written {venue.name} here.")


def _venue_of_links(pasted: list[str]) -> str | None:
    references = (parse_link(_bare(address)) for address in pasted)
    return next((found.label for found in references if found and found.names_paper), None)


def _read_summary(draft: Draft, fields: dict[str, str]) -> None:
    for key, (name, label, wanted) in SUMMARY_PARTS.items():
        text = one_line(fields.get(key, ""))
        example = f"- {label}: One sentence that says {wanted}."
        if is_filler(text):
            message = f'The summary has no "{label}:". Write a sentence that says {wanted}.'
            draft.problem(name, "missing", message, read=text, example=example)
        elif len(text) > LONGEST_SENTENCE:
            message = f"This has {len(text)} characters; at most {LONGEST_SENTENCE} can be listed."
            draft.problem(name, "too-long", message, example=example)
        else:
            draft.summary[key] = text
            if "</" in text:
                draft.note(name, "markup", "HTML tags in this sentence will be shown as text.")


def _read_links(draft: Draft, pasted: list[str]) -> None:
    found: dict[str, Reference] = {}
    for address in pasted[:MOST_LINKS]:
        if reference := parse_link(_bare(address)):
            found.setdefault(reference.identity, reference)
        else:
            shown = shorten(one_line(address), _READ_LIMIT)
            message = (
                f"{shown} is no address of a paper, code or page that the list knows; left out."
            )
            draft.note("links", "not-listed", message)
    # Papers first: sorted() keeps the order of the issue within each half.
    for reference in sorted(found.values(), key=lambda reference: not reference.names_paper):
        label = reference.label or draft.venue or "Paper"
        draft.links.append(Link(label=label, kind=reference.kind, url=reference.url))
    if not any(reference.names_paper for reference in found.values()):
        draft.note("links", "not-found", "The issue gives no link to the paper.")


def _unwrapped(text: str) -> str:
    """Drop emphasis, quotation marks and square brackets that hold the whole text."""
    text = one_line(text)
    for opening, closing in _PAIRS:
        inner = text[len(opening) : -len(closing)]
        held = text.startswith(opening) and text.endswith(closing) and len(text) > 2
        if held and opening not in inner and closing not in inner:
            return _unwrapped(inner)
    return text


def _without_links(text: str) -> tuple[str, list[str]]:
    """Replace each Markdown link by its text and give the addresses."""
    kept: list[str] = []
    addresses: list[str] = []
    start = 0
    while (middle := text.find("](", start)) >= 0:
        opening = text.rfind("[", start, middle)
        closing = text.find(")", middle)
        if opening < 0 or closing < 0:
            break
        kept.append(text[start:opening] + text[opening + 1 : middle])
        addresses.append(text[middle + 2 : closing].strip())
        start = closing + 1
    kept.append(text[start:])
    return "".join(kept), addresses


def _addresses(text: str) -> list[str]:
    text, addresses = _without_links(_join_arxiv(text))
    return [*addresses, *(word for word in text.split() if looks_like_link(_bare(word)))]


def _join_arxiv(text: str) -> str:
    """Write `arXiv: 2402.02872` as the one word that it is."""
    words = text.split(" ")
    for index, word in enumerate(words[:-1]):
        if word.lower() == "arxiv:" and words[index + 1][:1].isdigit():
            words[index : index + 2] = ["", word + words[index + 1]]
    return " ".join(words)


def _bare(word: str) -> str:
    return word.strip("<>()[],;\"'")
