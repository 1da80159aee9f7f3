"""Read each field of a Submission into what would be stored, with its problems and notes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from bot.catalog import Catalog
from bot.fields import (
    SUMMARY_PARTS,
    Problem,
    Reading,
    is_filler,
    labelled,
    prove_month,
    prove_venue,
    read_links,
    read_loose,
    read_published,
    read_sentence,
    read_tags,
    read_title,
    references,
    without_addresses,
)
from bot.submission.draft import Draft
from bot.submission.keys import LINK_KEYS
from bot.submission.model import Submission
from bot.text import one_line, shorten

_SHOWN = 80  # characters of what no blank divides
_NO_WORD = re.compile(r"[!-~]{151,}")
_UNKEPT = frozenset({"too-long", "too-many", "not-a-head", "not-a-title"})
_KEYS_OF_FIELD: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "heads": ("heads",),
    "venue": ("published", "venue", "date"),
    "links": tuple(sorted(LINK_KEYS)),
    **{name: (key,) for key, (name, _, _) in SUMMARY_PARTS.items()},
}


def read_fields(submission: Submission, catalog: Catalog, today: dt.date) -> Draft:
    """Return everything that a submission says, in the list's spelling.

    `today` is the latest date that a paper may have been published on, give or
    take a time zone.
    """
    fields = submission.fields
    title, pasted = read_title(fields.get("title", ""))
    published, addresses = read_published(fields, catalog.venues, today)
    pasted += addresses
    for key in ("link", "project", "demo", "code", "data"):
        rest, addresses = without_addresses(fields.get(key, ""))
        pasted += addresses or ([] if is_filler(rest) else [rest])
    loose, left = read_loose(fields.get("loose", "").split(), pasted)
    prose = fields.get("summary", "")
    draft = Draft().take(
        title,
        read_tags(fields.get("heads", ""), catalog.tags),
        *published,
        Reading("issue", None, also=() if is_filler(prose) else (prose,)),
        *(read_sentence(part, fields.get(part, "")) for part in SUMMARY_PARTS),
        left,
        read_links([*pasted, *loose]),
    )
    draft = _proven(draft)
    return draft.take(Reading("issue", None, also=tuple(_unkept(draft.problems, fields))))


def _proven(draft: Draft) -> Draft:
    """Return the draft with what the paper's own addresses are proof of."""
    papers = references(draft.links)
    draft = draft.take(
        prove_venue(draft.reading("venue"), papers),
        prove_month(draft.dated, papers, is_misread=draft.is_misread("date")),
    )
    return draft.take(Reading("links", labelled(draft.links, draft.venue)))


def _unkept(problems: tuple[Problem, ...], fields: Mapping[str, str]) -> Iterator[str]:
    """Yield what a person wrote that is too long, too much or of another kind."""
    for problem in problems:
        if problem.code in _UNKEPT:
            texts = [one_line(fields.get(key, "")) for key in _KEYS_OF_FIELD[problem.field]]
            yield from (_NO_WORD.sub(_cut, text) for text in texts if not is_filler(text))


def _cut(found: re.Match[str]) -> str:
    return shorten(found[0], _SHOWN)
