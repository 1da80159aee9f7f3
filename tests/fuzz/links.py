"""Fuzz the readers of single values: addresses, venues, dates, heads."""

from __future__ import annotations

from collections.abc import Iterator

from bot.fields.addresses import without_addresses, without_links
from bot.fields.published import read_published
from bot.fields.reading import Link
from bot.fields.reference import looks_like_link, parse_link
from bot.fields.tag_names import split_tags, words_of
from bot.fields.tags import spellings, tags_of
from bot.fields.venue_names import read_venue
from bot.fields.written_dates import (
    Day,
    Partial,
    Unclear,
    date_to_fill,
    find_date,
    find_dates,
    find_filled,
)
from bot.submission.draft import Draft
from bot.text.clean import clean, one_line
from bot.text.escape import for_address
from tests.behaviour.hostile.signs import SIGNS
from tests.fuzz.parser import LISTED, TODAY, check_venue_kept
from tests.fuzz.words import text_of
from tests.ours import OURS, draft_of

ROOMS = (
    "fields/reference.py",
    "fields/hosts.py",
    "fields/identifiers.py",
    "fields/addresses.py",
    "fields/published.py",
    "fields/date.py",
    "fields/written_dates.py",
    "fields/tags.py",
    "fields/tag_names.py",
    "fields/venue.py",
    "fields/venue_names.py",
    "text/markdown.py",
)
_WORDS = words_of(OURS.fields["heads"])
_KNOWN = spellings(LISTED.tags, OURS.tag_suffix)


def target(data: bytes) -> None:
    """Read one text as a value of every kind, raw as a service may send it and as an issue's."""
    text = text_of(data)
    check_address(text)
    value = clean(text).strip()
    for word in value.split():
        check_address(word)
    check_pasted(value)
    check_date(one_line(value))
    check_venue(one_line(value))
    check_heads(value)
    check_published(value)


def check_address(text: str) -> None:
    """Check that an address is written anew from its identity, and reads the same again."""
    found = parse_link(text)
    if not found:
        return
    assert looks_like_link(text) or " " in text.strip()
    assert parse_link(found.url) == found
    assert for_address(found.url)
    assert Link(label=found.label or "Paper", kind=found.kind, url=found.url).url.isascii()
    assert found.venue is None or found.venue.isprintable()


def check_pasted(text: str) -> None:
    """Check that no address is left in a line, and none is found that it does not hold."""
    bare, addresses = without_links(text)
    assert all(address in text for address in addresses)
    assert len(bare) <= len(text)
    rest, addresses = without_addresses(text)
    assert not any(looks_like_link(word) for word in rest.split())
    assert len(rest) <= len(text)


def check_date(text: str) -> None:
    """Check that a day is one of the line's own years, and that a bracket keeps what was said."""
    dates, rest = find_dates(text)
    assert len(rest) == len(text)
    for date in (*dates, *find_filled(text)[0], find_date(text)[0]):
        match date:
            case Day(day):
                assert 1950 <= day.year <= 9999
                assert find_date(str(day))[0] == date
            case Partial(said) | Unclear(said, _, _):
                assert said
    asked = date_to_fill(text)
    assert "\n" not in asked
    assert asked.count("[") == asked.count("]") == 1


def check_venue(text: str) -> None:
    """Check that a venue's name is one line no longer than what was written, unless it is known."""
    venue = read_venue(text, LISTED.venues)
    assert venue.name == one_line(venue.name)
    if venue.known:
        assert read_venue(venue.name, LISTED.venues) == venue
    else:
        assert len(venue.name) <= len(text)


def check_heads(text: str) -> None:
    """Check that each stored name is read as itself, and that none comes twice."""
    heads = tags_of(text, _WORDS, _KNOWN)
    names = [head.name for head in heads]
    assert len(set(names)) == len(names)
    for head in heads:
        assert head.name == one_line(head.name) != ""
        again = tags_of(head.name, _WORDS, _KNOWN)
        assert [each.name for each in again] == [head.name]
    assert all(piece == one_line(piece) for piece in split_tags(text, _WORDS))


def check_published(text: str) -> None:
    """Check that venue and date read the same when they are written as they were read."""
    draft = read_alone(text)
    assert draft.date is None or draft.date.year >= 1950
    if not draft.venue:
        assert any(problem.field == "venue" for problem in draft.problems)
        return
    written = ", ".join(filter(None, [draft.venue, draft.dated.text]))
    again = read_alone(written)
    check_venue_kept(draft, again)
    assert again.date == draft.date


def read_alone(text: str) -> Draft:
    """Return what is read of a venue and a date."""
    draft = draft_of()
    date, venue = draft.asked("date"), draft.asked("venue")
    readings, _ = read_published(("", text, ""), date, venue, LISTED.venues, TODAY)
    return draft.take(*readings)


def seeds() -> Iterator[bytes]:
    """Yield addresses of every kind, dates, venues and lists of heads as people write them."""
    yield from (sign.encode() for sign in SIGNS.values())
    yield from (link.url.encode() for paper in LISTED.papers for link in paper.links)
    yield from (", ".join(paper.tags).encode() for paper in LISTED.papers)
    for text in (
        "https://arxiv.org/pdf/2402.02872v1.pdf arXiv:cs/0112017 10.48550/arXiv.2402.02872",
        "https://www.aclweb.org/anthology/P19-1580.pdf doi:10.18653/v1/2024.acl-long.1",
        "[paper](https://openreview.net/pdf?id=NpsVSN6o4ul&x=1), <https://dl.acm.org/doi/10.1/2>",
        "https://proceedings.mlr.press/v235/x24a.html https://ojs.aaai.org/index.php/AAAI/article/view/1/2",
        "https://papers.nips.cc/paper/2019/hash/0123456789abcdef0123456789abcdef-Abstract.html",
        "https://github.com/a/b.git/tree/main/c https://x.github.io/a https://hf.co/datasets/a/b",
        "EMNLP 2024 (Findings), Nov. 12th, 2024; In Proceedings of the 41st ICML'24 (oral)",
        "2024年1月2日 20240102 1/2/2024 02.03.2024 2024-01 May 2024 [year-month-day; you wrote x]",
        "the n-gram heads(Induction Head), *Copy* and Paste Heads and Name Mover heads (NMH)、新头",
    ):
        yield text.encode()


def shared_seeds() -> Iterator[bytes]:
    """Yield none: nothing of this kind lies beside the repository."""
    yield from ()
