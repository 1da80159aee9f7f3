"""Fuzz the way of an issue: from its title and body to everything that is written about it."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path

from bot.catalog.catalog import Catalog
from bot.catalog.lint import lint
from bot.submission.corrected import corrected
from bot.submission.draft import Draft
from bot.submission.form import LONGEST_BODY
from bot.submission.read import read_fields
from bot.submission.review import Accepted, Duplicate, Ignored, review_issue
from tests.behaviour.hostile.cases import CASES, template
from tests.behaviour.hostile.cases import text_of as text_of_case
from tests.fuzz.words import shared_lines, text_of
from tests.fuzz.written import ISSUE, check_written
from tests.ours import issue_text, listing, parse, parse_catalog
from tests.paths import PROJECT

ROOMS = (
    "submission/form.py",
    "fields/title.py",
    "submission/lines.py",
    "submission/labels.py",
    "submission/values.py",
    "submission/unfolding.py",
    "submission/bibtex.py",
    "submission/keys.py",
    "submission/words.py",
    "text/markdown.py",
    "fields/addresses.py",
    "fields/fillers.py",
    "fields/written_dates.py",
    "fields/tag_names.py",
    "fields/venue_names.py",
    "text/clean.py",
    "submission/read.py",
    "fields/reference.py",
    "fields/hosts.py",
    "fields/identifiers.py",
)
TODAY = dt.date(2026, 1, 15)
_PREFIX = "Add new paper: "


def _few_papers() -> Catalog:
    """Return a list short enough to be rendered many times a second."""
    listed = parse_catalog((PROJECT / "tests/data/papers.json").read_text(encoding="utf-8"))
    few = listing((), "[]\n")
    for paper in listed.papers[:3]:
        few = few.with_paper(paper)
    return few


LISTED = _few_papers()


def target(data: bytes) -> None:
    """Judge an issue: its title is the first line, its body the rest."""
    title, _, body = text_of(data).partition("\n")
    check_issue(title, body)


def check_issue(title: str, body: str) -> None:
    """Check all that holds for any issue, also where it is a submission by its title alone."""
    check_reading(title, body)
    if isinstance(check_verdict(title, body), Ignored):
        check_verdict(f"{_PREFIX}{title}", body)


def check_verdict(title: str, body: str) -> object:
    """Check a verdict and all that would be written for it, and return it."""
    review = review_issue(title, body, frozenset(), LISTED, TODAY, ISSUE)
    check_written(review, title, LISTED)
    match review:
        case Accepted(paper, _):
            grown = LISTED.with_paper(paper)
            assert parse_catalog(grown.text).papers == grown.papers
            assert lint(grown) == []
            again = review_issue(title, body, frozenset(), grown, TODAY, ISSUE)
            assert isinstance(again, Duplicate)
            assert again.listed == paper
            assert again.update is None
        case Ignored():
            assert not issue_text(title, body).submits
    return review


def check_reading(title: str, body: str) -> None:
    """Check that line ends make no difference, and that the corrected submission reads the same."""
    submission = parse(title, body)
    lines = re.sub("\r\n?", "\n", body)
    ends = ("\n", "\r\n", "\r") if 2 * len(lines) < LONGEST_BODY else ()
    for end in ends:
        assert parse(title, lines.replace("\n", end)) == submission
    draft = read_fields(submission, LISTED, TODAY)
    whole = corrected(draft, title)
    assert issue_text("", whole).submits
    again = read_fields(parse(title, whole), LISTED, TODAY)
    check_kept(draft, again)
    # The issue's own title may stand in for the paper's, and is read for the first time then.
    settled = corrected(again, title)
    last = read_fields(parse(title, settled), LISTED, TODAY)
    assert corrected(last, title) == settled


def check_kept(draft: Draft, again: Draft) -> None:
    """Check that whatever was read of a submission is read of the corrected one as well."""
    links, links_again = ({link.url for link in each.links} for each in (draft, again))
    if draft.title:
        assert (again.title, links_again) == (draft.title, links)
    assert links_again >= links  # the issue's own title, which stands in, may hold one more
    names, names_again = ([head.name for head in each.tags] for each in (draft, again))
    # Of brackets without a partner it depends on what else is in the line where a name ends.
    if not any(set("()") & set(re.sub(r"\([^()]*\)", "", name)) for name in names):
        assert names_again == names
    check_venue_kept(draft, again)
    assert again.date == draft.date
    kept, again_kept = (each.stored() for each in (draft, again))
    for name in ("summary.innovation", "summary.tasks", "summary.result"):
        assert again_kept.get(name) == kept.get(name)


def check_venue_kept(draft: Draft, again: Draft) -> None:
    """Check that the venue is kept, but for a month at its end that a year alone now follows."""
    if draft.dated.partial:
        assert draft.venue.startswith(again.venue)
    else:
        assert again.venue == draft.venue


def seeds() -> Iterator[bytes]:
    """Yield the examples, a listed paper, and the project's own hostile issues."""
    for path in sorted(Path(PROJECT / "examples").glob("*.md")):
        yield f"{_PREFIX}\n{path.read_text(encoding='utf-8')}".encode()
    yield f"\n{template(title=LISTED.papers[0].title)}".encode()
    for case in CASES:
        title = case.title.replace("\n", " ")
        yield f"{title}\n{text_of_case(case, ISSUE)}".encode("utf-8", "surrogatepass")


def shared_seeds() -> Iterator[bytes]:
    """Yield the hostile ones where they lie beside the repository."""
    for line in shared_lines("corpus.jsonl"):
        record = json.loads(line)
        title = record["title"].replace("\n", " ")
        yield f"{title}\n{record['body'] or ''}".encode("utf-8", "surrogatepass")
