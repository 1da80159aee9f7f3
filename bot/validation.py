"""Judge a submission: accepted, rejected, duplicate, or none at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot import issue_form
from bot.catalog import Listing
from bot.completion import Sourced, complete
from bot.draft import Draft, is_filler
from bot.fields import read_fields
from bot.findings import Findings
from bot.index import references
from bot.issue_form import LONGEST_BODY
from bot.links import Reference
from bot.models import FieldName, Note, Paper, Problem, Submission, Summary
from bot.text import fold, one_line, shorten
from bot.updates import completed

_STUCK_ON = 12  # a folded title shorter than this is found inside others by chance
_MOST_UNREAD = 10  # lines that notes quote
_SHOWN = 80  # characters of such a line
_FIELD_OF_KEY: dict[str, FieldName] = {
    "title": "title",
    "published": "venue",
    "venue": "venue",
    "date": "date",
    "innovation": "summary.innovation",
    "tasks": "summary.tasks",
    "result": "summary.result",
    "summary": "issue",
}


@dataclass(frozen=True)
class Accepted:
    """A paper that can be listed, with what a reviewer should know.

    `sources` tell for date, venue and links where they come from.
    """

    paper: Paper
    notes: tuple[Note, ...]
    sources: tuple[Sourced, ...] = ()


@dataclass(frozen=True)
class Rejected:
    """A submission that its contributor must mend; `draft` is what could be read of it.

    `others` are the drafts of further papers that stand in the same issue.
    """

    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]
    draft: Draft
    others: tuple[Draft, ...] = ()


@dataclass(frozen=True)
class Duplicate:
    """A submission of a paper that the list has.

    `update` is the listed paper with what the submission adds, None where it adds nothing.
    """

    listed: Paper
    notes: tuple[Note, ...]
    update: Paper | None = None


@dataclass(frozen=True)
class Ignored:
    """An issue that is no submission."""


Review = Accepted | Rejected | Duplicate | Ignored


# Title and addresses to look a paper up by.
Question = tuple[str, list[Reference]]


class Finder(Protocol):
    """Whatever looks papers up."""

    def find(self, title: str, references: Sequence[Reference]) -> Findings:
        """Give what is known of a paper with this title and these addresses."""


def review_issue(
    title: str,
    body: str,
    labels: frozenset[str],
    catalog: Listing,
    today: dt.date,
    number: int | None = None,
    finder: Finder | None = None,
) -> Review:
    """Judge an issue as filed, with what `finder` knows of its paper.

    Ignored where it is no submission, else judged by `review`.
    """
    if not issue_form.is_submission(title, body, labels):
        return Ignored()
    submission = issue_form.parse(title, body)
    question = worth_asking(submission, catalog, today) if finder else None
    findings = finder.find(*question) if finder and question else Findings()
    return review(submission, catalog, today, number, findings)


def worth_asking(submission: Submission, catalog: Listing, today: dt.date) -> Question | None:
    """Give title and addresses to look a paper up by; None where an answer would not matter.

    That is so while the contributor has something else to mend first, and for a
    paper that is listed.
    """
    draft = read_fields(submission, catalog, today)
    others = [problem for problem in draft.problems if problem.field != "venue"]
    if others or _problems_of_form(submission) or _listed(submission, draft, catalog):
        return None
    return draft.title, references(draft.links)


def review(
    submission: Submission,
    catalog: Listing,
    today: dt.date,
    number: int | None = None,
    findings: Findings | None = None,
    earlier: Paper | None = None,
) -> Accepted | Rejected | Duplicate:
    """Judge a submission against the list; `number` is the issue's, stored with the paper.

    All problems are reported at once. A listed paper is a duplicate whatever else
    is wrong, unless it is unclear which paper is meant. `findings` fill what the
    issue leaves open, and so does `earlier`, the record that an earlier run wrote.
    """
    draft = read_fields(submission, catalog, today)
    findings = findings or Findings()
    sources = complete(draft, findings, earlier, catalog.venues, today)
    unclear = _problems_of_form(submission)
    if not unclear and (listed := _listed(submission, draft, catalog)):
        update = completed(draft, listed, catalog.venues)
        return Duplicate(listed, tuple(_notes_on_listed(draft, listed)), update)
    # What a mixture of two papers lacks is nobody's mistake.
    one_paper = "title" not in submission.repeated
    problems = (*unclear, *(draft.problems if one_paper else ()))
    _note_title(draft, submission, catalog)
    _note_unread(draft, submission)
    if problems:
        others = tuple(read_fields(other, catalog, today) for other in submission.others)
        return Rejected(problems, tuple(draft.notes), draft, others)
    return Accepted(_paper(draft, number), tuple(draft.notes), tuple(sources))


def _problems_of_form(submission: Submission) -> list[Problem]:
    problems: list[Problem] = []
    if submission.too_long:
        message = f"This is longer than an issue can be: at most {LONGEST_BODY:,} characters."
        problems.append(Problem("issue", "too-long", message))
    if submission.quoted:
        message = "The template stands in a quotation. Remove the > at the line beginnings."
        problems.append(Problem("issue", "quoted", message))
    for key in submission.repeated:
        name = _FIELD_OF_KEY[key]
        if key == "title":
            message = "There are two titles. File one issue for each paper, and keep one here."
            problems.append(Problem(name, "several-papers", message))
        else:
            message = "This field stands twice with different values. Keep the right one."
            problems.append(Problem(name, "repeated", message))
    return problems


def _listed(submission: Submission, draft: Draft, catalog: Listing) -> Paper | None:
    """Find the paper in the list, also where only the issue's own title is free of a slip."""
    if not draft.title and not draft.links:
        return None
    if found := catalog.find(draft.title or "\0", draft.links):
        return found
    own = fold(submission.issue_title)
    if len(own) >= _STUCK_ON and own in fold(draft.title):
        return catalog.titled(own)
    return None


def _notes_on_listed(draft: Draft, listed: Paper) -> list[Note]:
    if not draft.title or fold(draft.title) == fold(listed.title):
        return [note for note in draft.notes if note.code == "look-alike" and note.field == "title"]
    message = f"The link is that of {listed.title}; the issue's title reads {draft.title}."
    return [Note("title", "other-title", message)]


def _note_unread(draft: Draft, submission: Submission) -> None:
    """Show what was taken for nothing: some lines to the reviewer, all to the contributor."""
    unread, aside = submission.unread, submission.aside
    for line in unread[:_MOST_UNREAD]:
        message = f"Not taken from the issue: “{shorten(one_line(line), _SHOWN)}”"
        draft.note("issue", "not-taken", message)
    if (more := len(unread) - _MOST_UNREAD) > 0:
        lines = "line was" if more == 1 else "lines were"
        draft.note("issue", "not-taken", f"{more} more {lines} not taken from the issue.")
    if aside:
        lines = "line was" if len(aside) == 1 else "lines were"
        message = f"{len(aside)} {lines} not read: of a quotation, or of code beside the template."
        draft.note("issue", "not-taken", message)
    draft.also += ["\n".join(lines) for lines in (unread, aside) if lines]


def _note_title(draft: Draft, submission: Submission, catalog: Listing) -> None:
    folded = fold(draft.title)
    own = submission.issue_title
    if draft.title and submission.title_from_issue:
        message = "The title is the issue's own; the template has none."
        draft.note("title", "from-issue", message)
    if draft.title and not is_filler(own) and fold(own) != folded:
        message = "The title in the template differs from the issue's own title."
        draft.note("title", "differs", message)
    for title, place in catalog.index.titles.items():
        if len(title) >= _STUCK_ON and title in folded and title != folded:
            listed = catalog.papers[place].title
            message = f"The title holds that of a listed paper, {listed}, with a piece added."
            draft.note("title", "holds-listed", message)
            break


def _paper(draft: Draft, number: int | None) -> Paper:
    return Paper(
        title=draft.title,
        date=draft.date,
        heads=tuple(head.name for head in draft.heads),
        venue=draft.venue,
        summary=Summary(
            draft.summary["innovation"], draft.summary["tasks"], draft.summary["result"]
        ),
        links=tuple(draft.links),
        issue=number,
    )
