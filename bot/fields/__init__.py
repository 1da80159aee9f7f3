"""Read, spell, complete and compare each kind of field, one file a kind."""

from bot.fields.addresses import without_addresses, without_links
from bot.fields.date import Day, Partial, find_date
from bot.fields.draft import SUMMARY_PARTS, Draft, is_filler
from bot.fields.findings import Findings, PublishedDate, Record, Unavailable, read_date
from bot.fields.identity import identities, references
from bot.fields.link import Reference, looks_like_link, parse_link
from bot.fields.own_title import TITLE_PREFIX, has_prefix, without_prefix
from bot.fields.proof import prove
from bot.fields.published import read_published
from bot.fields.reading import NOTHING, FieldName, Link, Note, Problem
from bot.fields.spelling import head_key, spellings
from bot.fields.tags import Head, is_generic, read_heads, split_heads
from bot.fields.title import read_title
from bot.fields.venue import Venue, is_submitted, read_venue

__all__ = [
    "NOTHING",
    "SUMMARY_PARTS",
    "TITLE_PREFIX",
    "Day",
    "Draft",
    "FieldName",
    "Findings",
    "Head",
    "Link",
    "Note",
    "Partial",
    "Problem",
    "PublishedDate",
    "Record",
    "Reference",
    "Unavailable",
    "Venue",
    "find_date",
    "has_prefix",
    "head_key",
    "identities",
    "is_filler",
    "is_generic",
    "is_submitted",
    "looks_like_link",
    "parse_link",
    "prove",
    "read_date",
    "read_heads",
    "read_published",
    "read_title",
    "read_venue",
    "references",
    "spellings",
    "split_heads",
    "without_addresses",
    "without_links",
    "without_prefix",
]
