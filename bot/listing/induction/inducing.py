"""Induce the description of a list from its README."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.errors import BrokenReadme, BrokenState
from bot.listing.describe import read_description
from bot.listing.description import Description
from bot.listing.induction.badge_rows import are_badge_rows, folds_over, with_rows
from bot.listing.induction.beginning import begun, doubts_of
from bot.listing.induction.blocks import (
    Block,
    blocks_of,
    heads_of,
    is_linked,
    is_paper,
    is_titled,
    most_papers,
    openings_of,
    spread,
    texts_of,
)
from bot.listing.induction.habits import are_years, headings_in, is_chinese, order_of
from bot.listing.induction.heading import name_in
from bot.listing.induction.learning import Learned, learned
from bot.listing.induction.looks import begins_with_people
from bot.listing.induction.plan import Plan
from bot.listing.induction.region import Region, region_of, with_beside
from bot.listing.induction.trying import Tried, best_plan, small_plan, with_others
from bot.listing.readme.document import Line, lines_of
from bot.listing.readme.listed import Entry, read_readme
from bot.text import Phrase

Size = Literal["full", "small", "bare"]
_SAMPLE = 300  # entries from which is learned
_MORE = 400  # entries of which those are looked at that are not read
_WELL, _LEAST = 0.5, 0.3  # of the entries: read well, and read at all
_SOME = 0.1  # of the entries with a link: they lead to papers
_FEW = 3  # entries from which hardly anything can be learned
_BESIDE = 3  # lines with links in other parts, from where they are told
_NAMED = 5  # of several things, in a sentence


@dataclass(frozen=True)
class Induced:
    """A description that was induced: its text, what it says, and what of it is not sure.

    `size` is "full" where entries are read with what they say, "small" where no more than title
    and links are, and "bare" where no entries were found.
    """

    text: str
    form: Description
    doubts: tuple[str, ...]
    size: Size


def induced_from(readme: str, name: str, path: str, data: str) -> Induced:
    """Return a description of the list with this name, by its README.

    Raises BrokenReadme for a README with marks of a conflict, or that is no text.
    """
    try:
        content = readme.encode()
        lines = lines_of(readme)
    except UnicodeEncodeError as error:
        raise BrokenReadme(f"{path}: not UTF-8, at character {error.start}") from error
    except BrokenState as broken:
        raise BrokenReadme(f"{path}: {broken}") from broken
    plan = Plan(name=name_in(readme) or name, readme=path, data=data)
    return _Induction(content, lines, plan).induced()


class _Induction:
    """The way from a README to a description."""

    def __init__(self, content: bytes, lines: list[Line], plan: Plan) -> None:
        self._content = content
        self._lines = lines
        self._plan = plan

    def induced(self) -> Induced:
        """Return the description."""
        openings = openings_of(self._lines)
        ranked = most_papers(self._lines, openings)
        blocks = blocks_of(self._lines, openings, ranked[0][0]) if ranked else []
        region = self._region(blocks)
        own = [each for each in blocks if region.start <= each.line < region.end]
        heads = heads_of(self._lines, own)
        sample = spread(own, _SAMPLE)
        papers = sum(is_paper(each.text) for each in sample)
        found = learned(texts_of(sample), heads) if papers > _SOME * len(sample) else None
        if found is None:
            return self._bare()
        plan = self._placed(region)
        linked = [text for text in texts_of(sample) if is_linked(text)]
        if are_badge_rows(linked):
            groups = () if region.levels else folds_over(self._lines, own)
            return self._made(with_rows(replace(plan, groups=groups), linked), "full", region)
        size, best = self._described(plan, found, own, heads)
        if best is None:
            return self._bare()
        names = {each.name for each in best.fields}
        left = [each.name for each in found.fields if each.name not in names]
        return self._made(best, size, region, left)

    def _region(self, blocks: Sequence[Block]) -> Region:
        """Return the part of the README in which the papers stand."""
        good = [each for each in blocks if is_linked(each.text) and is_titled(each.text)]
        papers = [each for each in good if is_paper(each.text)]
        wanted = {each.line for each in (papers if len(papers) * 3 >= len(good) else good)}
        others = (each.line for each in blocks if each.line not in wanted)
        region = region_of(self._lines, wanted, others)
        return with_beside(region, self._lines, (each.line for each in good))

    def _placed(self, region: Region) -> Plan:
        """Return a plan that says where the papers stand."""
        headings = headings_in(self._lines, region.start, region.end, region.levels)
        language = "zh" if headings and is_chinese(headings) else "en"
        return replace(self._plan, under=region.under, levels=region.levels, language=language)

    def _described(
        self, plan: Plan, found: Learned, own: Sequence[Block], heads: Mapping[str, str]
    ) -> tuple[Size, Plan | None]:
        """Return the plan that reads the entries best, and its size."""
        more = texts_of(spread(own, _MORE))
        best = best_plan(plan, found, texts_of(spread(own, _SAMPLE)))
        full = with_others(best, found, more, heads) if best else Tried(plan, 0)
        if full.share >= _WELL:
            return "full", full.plan
        short = small_plan(plan, found)
        small = with_others(short, found, more, heads) if short else Tried(plan, 0)
        if max(small.share, full.share) < _LEAST:
            return "bare", None
        return "small", small.plan if small.share > full.share else full.plan

    def _bare(self) -> Induced:
        """Return a description by which a new list can start."""
        plan = begun(self._plan, self._lines)
        text = plan.text()
        doubts = doubts_of(plan, self._lines)
        return Induced(text, read_description(text), tuple(doubts), "bare")

    def _made(self, plan: Plan, size: Size, region: Region, left: Sequence[str] = ()) -> Induced:
        form = read_description(plan.text())
        listed = read_readme(self._content, form)
        headings = headings_in(self._lines, region.start, region.end, region.levels)
        by_date = bool(region.levels) and are_years(headings) and bool(form.roles.date)
        order, is_sure = order_of(listed.entries, form.roles.date, in_sections=not by_date)
        if order == "prepend" and plan.entry.startswith("{n}"):
            order, is_sure = "append", False  # a new first one would change every number
        doubt = "" if is_sure else "in which order is not clear: a new entry comes last"
        plan = replace(plan, by_date=by_date, order=order, order_doubt=doubt)
        text = plan.text()
        doubts = _doubts(plan, region, left, listed.entries)
        return Induced(text, read_description(text), tuple(doubts), size)


def _doubts(
    plan: Plan, region: Region, left: Sequence[str], entries: Sequence[Entry]
) -> Iterator[Phrase]:
    """Yield what is not sure, and what was left out."""
    if len(entries) < _FEW:
        said = "Only {number} entries were found; is this where the papers stand?"
        yield Phrase(said, number=len(entries))
    for each in plan.fields:
        if each.doubt:
            yield Phrase("“{name}”: {doubt}", name=each.name, doubt=each.doubt)
    if left:
        said = "Left out, since it could not be told from what stands beside it: {names}."
        yield Phrase(said, names=", ".join(f"“{name}”" for name in left))
    titled = [(e.line, str(e.fields.get("title", ""))) for e in entries if e.fields]
    if mixed := [line for line, title in titled if begins_with_people(title)]:
        said = "{number} titles may begin with people ({lines})."
        yield Phrase(said, number=len(mixed), lines=_lines(mixed))
    if plan.order_doubt:
        yield Phrase("The order of the entries is not clear; new ones come last in their section.")
    if sum(region.beside.values()) >= _BESIDE:
        beside = [f"“{name}” ({number})" for name, number in region.beside.items()]
        yield Phrase(
            "Lines with links that stand elsewhere are not taken for papers: {names}.",
            names=", ".join(beside[:_NAMED]),
        )
    if region.empty:
        shown = ", ".join(f"“{each}”" for each in region.empty[:_NAMED])
        yield Phrase("These headings hold no paper, and count as sections: {names}.", names=shown)


def _lines(lines: Sequence[int]) -> Phrase:
    """Return the first of some lines, in words."""
    more = ", …" if len(lines) > _NAMED else ""
    return Phrase("line {lines}", lines=f"{', '.join(map(str, lines[:_NAMED]))}{more}")
