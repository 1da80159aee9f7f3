"""Read each field of a Submission into what would be stored, with its problems and notes."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from bot.catalog import Listing
from bot.config import (
    LONGEST_HEAD,
    LONGEST_SENTENCE,
    LONGEST_TITLE,
    MOST_HEADS,
    MOST_LINKS,
    MOST_WORDS,
)
from bot.fields import (
    SUMMARY_PARTS,
    Draft,
    FieldName,
    Head,
    Link,
    Reference,
    is_filler,
    is_generic,
    looks_like_link,
    parse_link,
    prove,
    read_heads,
    read_published,
    read_title,
    spellings,
    split_heads,
    without_addresses,
    without_links,
)
from bot.submission.keys import LINK_KEYS
from bot.submission.model import Submission
from bot.text import clean, disguised, fold, one_line, shorten, unwrapped

_ALL_HEADS = "Attention Head"
_SHOWN = 80  # characters of an address that a note repeats
_NO_WORD = re.compile(r"[!-~]{151,}")
_UNKEPT = frozenset({"too-long", "too-many", "not-a-head", "not-a-title"})
_KEYS_OF_FIELD: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "heads": ("heads",),
    "venue": ("published", "venue", "date"),
    "links": tuple(sorted(LINK_KEYS)),
    **{name: (key,) for key, (name, _, _) in SUMMARY_PARTS.items()},
}
# Of Retrieval Head Mechanistically Explains Long-Context Factuality, a paper of the list.
_EXAMPLES = {
    "innovation": "Discovers retrieval heads, the few that fetch a fact from a long context.",
    "tasks": "Searches several models for such heads, and looks at their part in reasoning.",
    "result": "Without these heads a model hallucinates; without others it still retrieves.",
}


def read_fields(submission: Submission, catalog: Listing, today: dt.date) -> Draft:
    """Give everything that a submission says, in the list's spelling.

    `today` is the latest date that a paper may have been published on, give or
    take a time zone.
    """
    draft = Draft()
    fields = submission.fields
    pasted = _read_title(draft, fields.get("title", ""))
    _read_heads(draft, fields.get("heads", ""), catalog)
    pasted += read_published(draft, fields, catalog.venues, today)
    _read_summary(draft, fields)
    for key in ("link", "project", "demo", "code", "data"):
        rest, addresses = without_addresses(fields.get(key, ""))
        pasted += addresses or ([] if is_filler(rest) else [rest])
    pasted += _loose_links(draft, fields.get("loose", "").split(), pasted)
    _read_links(draft, pasted)
    _keep_words(draft, fields)
    return draft


def _keep_words(draft: Draft, fields: Mapping[str, str]) -> None:
    """Keep beside the draft what a person wrote that is too long, too much or of another kind."""
    for problem in draft.problems:
        if problem.code in _UNKEPT:
            texts = [one_line(fields.get(key, "")) for key in _KEYS_OF_FIELD[problem.field]]
            draft.also += [_NO_WORD.sub(_cut, text) for text in texts if not is_filler(text)]


def _cut(found: re.Match[str]) -> str:
    return shorten(found[0], _SHOWN)


def _read_title(draft: Draft, raw: str) -> list[str]:
    """Read the title and give the addresses that were pasted with it."""
    read = read_title(raw)
    title = read.text
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
        read.addresses.append(title)
    else:
        draft.title = title
        _note_disguise(draft, "title", title)
        _note_lost_letters(draft, raw, " ".join((title, *read.left, read.site)))
    if read.left:
        shown = shorten(", ".join(f"“{line}”" for line in read.left), 2 * _SHOWN)
        draft.note("title", "not-taken", f"Not taken for the title: {shown}.")
    if read.site:
        message = f"“{shorten(read.site, _SHOWN)}” beside the title is left out."
        draft.note("title", "normalised", message)
    return read.addresses


def _note_lost_letters(draft: Draft, raw: str, taken: str) -> None:
    """Say what was written for a title whose mark-up held letters, as commands and tags do."""
    written = one_line(raw)
    most = 2 * LONGEST_TITLE  # what is longer is noted as left out, and costs too much to compare
    if len(written) <= most and fold(without_addresses(written)[0]) != fold(taken[:most]):
        message = f"“{shorten(written, _SHOWN)}” is written “{shorten(draft.title, _SHOWN)}” here."
        draft.note("title", "normalised", message)


def _note_disguise(draft: Draft, name: FieldName, text: str) -> None:
    if words := disguised(text):
        shown = shorten(", ".join(words), _SHOWN)
        message = f"Letters of another script that look like Latin ones stand in: {shown}."
        draft.note(name, "look-alike", message)


def _read_heads(draft: Draft, raw: str, catalog: Listing) -> None:
    pieces = split_heads(_without_addresses_of_heads(draft, raw))
    example = "Head: Retrieval Head, Induction Head"
    if len(pieces) > MOST_HEADS:
        message = f"These are {len(pieces)} names. Give the {MOST_HEADS} most important at most."
        draft.problem("heads", "too-many", message, example=example)
        return
    names = [name for name in map(unwrapped, pieces) if not is_filler(name)]
    wrong = [name for name in names if len(name) > LONGEST_HEAD or looks_like_link(name)]
    kept = "\n".join(name for name in names if name not in wrong)
    heads = read_heads(kept, spellings(catalog.heads))
    wrong += [head.written for head in heads if looks_like_link(head.name)]
    named = [h for h in heads if not (is_filler(h.name) or looks_like_link(h.name))]
    draft.heads = _particular(draft, named)
    if wrong:
        message = f"This is not the name of a head: a few words, at most {LONGEST_HEAD} characters."
        draft.problem("heads", "not-a-head", message, read=wrong[0], example=example)
    elif not draft.heads:
        message = "At least one attention head is needed. Write its name, several with commas."
        draft.problem("heads", "missing", message, read=raw, example=example)
    for head in draft.heads:
        _note_head(draft, head)


def _without_addresses_of_heads(draft: Draft, raw: str) -> str:
    """Replace links by their texts; their addresses stand in no place where they count."""
    text, addresses = without_links(raw)
    if not addresses or "<!--" in text:
        return raw
    shown = shorten(", ".join(map(one_line, addresses)), _SHOWN)
    draft.note("links", "not-taken", f"{shown} stands among the heads; left out.")
    return text


def _particular(draft: Draft, heads: list[Head]) -> list[Head]:
    """Give the heads that are named, without words for heads that name none.

    Where there is nothing but `attention heads`, all of them are meant.
    """
    generic = [head for head in heads if is_generic(head.name)]
    if not generic:
        return heads
    shown = shorten(", ".join(f"“{head.written}”" for head in generic), _SHOWN)
    draft.note("heads", "generic", f"{shown} names no particular head.")
    named = [head for head in heads if head not in generic]
    of_heads = [head for head in generic if "head" in head.name.casefold()]
    return named or [replace(head, name=_ALL_HEADS) for head in of_heads[:1]]


def _note_head(draft: Draft, head: Head) -> None:
    if not head.known:
        likely = f" Is it {head.likely}?" if head.likely else ""
        code = "near-miss" if head.likely else "new"
        draft.note("heads", code, f"{head.name} is new to the list.{likely}")
    if head.name != head.written:
        draft.note("heads", "normalised", f"“{head.written}” is written {head.name} here.")
    _note_disguise(draft, "heads", head.name)


def _read_summary(draft: Draft, fields: dict[str, str]) -> None:
    if not is_filler(prose := fields.get("summary", "")):
        draft.also.append(prose)
    for key, (name, label, wanted) in SUMMARY_PARTS.items():
        text = one_line(clean(unwrapped(fields.get(key, ""))))
        example = f"- {label}: {_EXAMPLES[key]}"
        if is_filler(text):
            message = f'The summary has no "{label}:". Write a sentence that says {wanted}.'
            draft.problem(name, "missing", message, read=text, example=example)
        elif len(text) > LONGEST_SENTENCE:
            message = f"This has {len(text)} characters; at most {LONGEST_SENTENCE} can be listed."
            draft.problem(name, "too-long", message, example=example)
        else:
            draft.summary[key] = text
            if (words := len(text.split())) > MOST_WORDS:
                message = f"{label} has {words} words; the list keeps to {MOST_WORDS}."
                draft.note(name, "long", message)
            if "</" in text:
                draft.note(name, "markup", "HTML tags in this sentence will be shown as text.")


def _loose_links(draft: Draft, loose: list[str], pasted: list[str]) -> list[str]:
    """Give the addresses outside of every key that can be meant for the paper.

    That is one that stands alone of its sort, where no key gives such a one.
    """
    given = {found.identity: found for found in map(parse_link, pasted) if found}
    found = {ref.identity: (ref, text) for text in loose if (ref := parse_link(text))}
    named = [ref for name, (ref, _) in found.items() if name not in given]
    sorts = Counter(map(_sort, (*given.values(), *named)))
    taken = [found[ref.identity][1] for ref in named if sorts[_sort(ref)] == 1]
    for ref in named:
        if sorts[_sort(ref)] > 1:
            draft.also.append(found[ref.identity][1])
            shown = shorten(found[ref.identity][1], _SHOWN)
            message = f"{shown} stands outside of every line, one among several; left out."
            draft.note("links", "not-taken", message)
    return taken


def _sort(reference: Reference) -> str:
    return "Paper" if reference.names_paper else reference.kind


def _read_links(draft: Draft, pasted: list[str]) -> None:
    found = {(ref.identity if (ref := parse_link(text)) else text): (ref, text) for text in pasted}
    if len(found) > MOST_LINKS:
        message = f"These are {len(found)} links. Give the {MOST_LINKS} most important at most."
        draft.problem("links", "too-many", message)
    read = list(found.values())[:MOST_LINKS]
    for reference, address in read:
        if not reference:
            shown = shorten(one_line(address), _SHOWN)
            message = (
                f"{shown} is no address of a paper, code or page that the list knows; left out."
            )
            draft.note("links", "not-listed", message)
    references = [reference for reference, _ in read if reference]
    others = _read_one_paper(draft, references, is_told=len(found) > MOST_LINKS)
    references = [reference for reference in references if reference not in others]
    papers = [reference for reference in references if reference.names_paper]
    prove(draft, papers)
    # Papers first: sorted() keeps the order of the issue within each half.
    for reference in sorted(references, key=lambda reference: not reference.names_paper):
        label = reference.badge(draft.venue)
        draft.links.append(Link(label=label, kind=reference.kind, url=reference.url))
    if not papers:
        draft.note("links", "not-found", "The issue gives no link to the paper.")


def _read_one_paper(draft: Draft, references: list[Reference], *, is_told: bool) -> list[Reference]:
    """Refuse two papers in one issue, and give the addresses of all but the first one.

    One service gives one paper one address. `is_told` tells that the links are refused
    for another reason already.
    """
    first: dict[str, Reference] = {}
    papers = [reference for reference in references if reference.names_paper]
    others = [ref for ref in papers if first.setdefault(ref.service, ref) != ref]
    if others and not is_told:
        several = [ref for ref in papers if any(ref.service == other.service for other in others)]
        message = (
            f"These are addresses of {len(several)} papers:"
            f" {', '.join(reference.url for reference in several)}."
            " One issue is for one paper: keep its own, and file an issue for each other one."
        )
        draft.problem("links", "several-papers", message, read=others[0].url)
        draft.also += [reference.url for reference in others]
    return others
