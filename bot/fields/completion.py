"""What look-ups may fill of a paper: the rule for issues, earlier records and listed papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.fields.identifiers import PREPRINT
from bot.fields.kinds import FieldName
from bot.fields.links import references
from bot.fields.reading import Link


class Facts(Protocol):
    """What is known of a paper and can be looked up."""

    @property
    def published(self) -> str:
        """When it was published, blank where that is not known as exactly as the list has it."""

    @property
    def venue(self) -> str:
        """Where it was published, blank where that is not known."""

    @property
    def links(self) -> Sequence[Link]:
        """Its addresses, and those of code and pages."""


def lacking(paper: Facts) -> frozenset[FieldName]:
    """Return which of date, venue and link to the paper are not known."""
    known: dict[FieldName, object] = {
        "date": paper.published,
        "venue": paper.venue,
        "links": references(paper.links),
    }
    return frozenset(name for name, value in known.items() if not value)


def fillable(listed: Facts) -> frozenset[FieldName]:
    """Return what a look-up may set: what is lacking, and the venue of a preprint.

    The list has what it has; but a preprint may have been published since.
    """
    return lacking(listed) | ({"venue"} if listed.venue == PREPRINT else frozenset())
