"""What README.md says of a list that keeps it as its own: papers beside the store, sections."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.catalog.catalog import Catalog
from bot.catalog.paper import Paper
from bot.catalog.record import RecordError, read_papers
from bot.fields import Link
from bot.listing import Description, beside, hand_edits, read_sections


def with_readme(catalog: Catalog, readme: str) -> Catalog:
    """Return a list with what its README.md says beside it. Raises BrokenState."""
    form = catalog.form
    if not form.is_in_place:
        return catalog
    records = [paper.record() for paper in catalog.papers]
    others = beside(readme, form, records)
    return replace(
        catalog,
        beside=tuple(paper_of_fields(fields, form) for fields in others),
        sections=read_sections(readme, form),
    )


def founded(readme: str, form: Description) -> Catalog:
    """Return the list that a README makes by itself, before it has a store. Raises BrokenState.

    An entry that no template reads, or that makes no record, is README.md's alone.
    """
    fields = hand_edits(readme, form, ()).added
    read = (_with_venue(paper_of_fields(each, form)) for each in fields)
    papers = [whole for paper in read if (whole := _whole(paper))]
    text = json.dumps([paper.record() for paper in papers], indent=2, ensure_ascii=False) + "\n"
    return Catalog(tuple(papers), text, form)


def _with_venue(paper: Paper) -> Paper:
    """Return a paper with the venue that the badge of its link names, where nothing else does."""
    name, links = paper.form.roles.venue, paper.links
    if not name or paper.venue or not paper.form.list.preset or not links:
        return paper
    first = next((link for link in links if link.kind == "Paper"), links[0])
    return paper.with_values({name: first.label})


def _whole(paper: Paper) -> Paper | None:
    try:
        return read_papers([paper.record()], paper.form)[0]
    except RecordError:
        return None


def paper_of_fields(fields: Mapping[str, Any], form: Description) -> Paper:
    """Return the paper of an entry's fields, which need not be all that the list asks for."""
    return Paper(form, {name: _value(value) for name, value in fields.items() if value})


def _value(value: Any) -> Any:
    if not isinstance(value, list | tuple):
        return value
    return tuple(Link(**each) if isinstance(each, dict) else each for each in value)
