"""This list as tests use it: its description, and what needs one with it filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bot.catalog import catalog, lint, page_data, record, stages
from bot.catalog.catalog import Catalog
from bot.catalog.page_data import NO_PAGE_DATA, PageData, Read
from bot.catalog.paper import Paper
from bot.catalog.stages import Stages
from bot.fields import tags
from bot.fields.reading import NOTHING, Link
from bot.listing.describe import DESCRIPTION_FILE, read_description
from bot.messages import comments
from bot.outputs import readme
from bot.outputs.forms import make_forms
from bot.outputs.templates import TEMPLATES, Templates
from bot.submission import form
from bot.submission.draft import Draft
from bot.submission.issue import IssueText
from bot.submission.model import Submission
from tests.paths import PROJECT

DESCRIBED = (PROJECT / DESCRIPTION_FILE).read_text("utf-8")
OURS = read_description(DESCRIBED)
DESCRIPTION = {DESCRIPTION_FILE: DESCRIBED}  # as a file of a repository
FORMS = make_forms(OURS, Templates())


class Summary(NamedTuple):
    """The three sentences of an entry."""

    innovation: str
    tasks: str
    result: str


def tag_key(name: str) -> str:
    """Return what two spellings of one tag have in common."""
    return tags.tag_key(name, OURS.tag_suffix)


def issue_text(title: str, body: str, labels: frozenset[str] = frozenset()) -> IssueText:
    """Return what an issue to the list says."""
    return IssueText(title, body, labels, form=OURS)


def parse(title: str, body: str) -> Submission:
    """Return what an issue to the list says, field by field."""
    return form.parse(title, body, OURS)


def draft_of(also: Sequence[str] = (), **values: Any) -> Draft:
    """Return what is known of a submission, by the names of fields; a summary by its parts."""
    summary = values.pop("summary", {})
    parts = {f"summary.{part}": text for part, text in summary.items()}
    return Draft(OURS, {**values, **parts}, also=also)


def parse_catalog(text: str, name: str = "papers.json") -> Catalog:
    """Return the list that a text holds."""
    return catalog.parse_catalog(text, OURS, name)


def lint_text(text: str, name: str = "papers.json") -> tuple[list[str], Catalog | None]:
    """Return the findings for a text, and the list where it is one."""
    return lint.lint_text(text, OURS, name)


def read_papers(values: Iterable[Any]) -> tuple[Paper, ...]:
    """Return the papers of records."""
    return record.read_papers(values, OURS)


def read_stages(text: str, name: str = "stages.json") -> Stages:
    """Return the stages that a text holds."""
    return stages.read_stages(text, OURS.roles.tags, OURS.tag_suffix, name)


def read_page_data(read: Read) -> tuple[PageData, tuple[str, ...]]:
    """Return what stands beside the list, and what is wrong with it."""
    return page_data.read_page_data(read, OURS)


def lint_page_data(read: Read, tags: Iterable[str] | None) -> list[str]:
    """Return what is wrong beside the list."""
    return page_data.lint_page_data(read, OURS, tags)


def generate(
    papers: Sequence[Paper], templates: Templates, data: PageData = NO_PAGE_DATA
) -> dict[str, str]:
    """Return the generated files of some papers."""
    return readme.generate(papers, OURS, templates, data)


def renderer(templates: Path = TEMPLATES) -> comments.Renderer:
    """Return what renders the texts of this list."""
    return comments.Renderer(OURS, templates)


def listing(papers: Iterable[Paper] = (), text: str = "[]\n") -> Catalog:
    """Return a list of some papers."""
    return Catalog(tuple(papers), text, OURS)


def paper_of(
    title: str,
    date: dt.date | None,
    heads: Sequence[str],
    venue: str,
    summary: Summary,
    links: Sequence[Link],
    issue: int | None = None,
    authors: Sequence[str] = (),
    more_authors: bool = False,
    extra: Mapping[str, Any] = NOTHING,
) -> Paper:
    """Return a paper with these values."""
    nobody = Paper(OURS, {}, issue, extra)
    return changed(
        nobody,
        title=title,
        date=date,
        heads=tuple(heads),
        venue=venue,
        summary=summary,
        links=tuple(links),
        authors=tuple(authors),
        more_authors=more_authors,
    )


def changed(paper: Paper, **update: Any) -> Paper:
    """Return a paper with some parts changed; a summary is three sentences."""
    own = {name: update.pop(name) for name in ("issue", "extra") if name in update}
    if summary := update.pop("summary", None):
        update |= {f"summary.{part}": text for part, text in summary._asdict().items()}
    if isinstance(update.get("date"), dt.date):
        update["date"] = update["date"].isoformat()
    return paper._replace(**own).with_values(update)


def summary_of(paper: Paper) -> Summary:
    """Return the three sentences of a paper."""
    return Summary(*(paper.get(f"summary.{part}") for part in Summary._fields))


def describe(folder: Path) -> None:
    """Make a folder that of a list, by its description and its forms."""
    for path, text in {**DESCRIPTION, **FORMS}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
