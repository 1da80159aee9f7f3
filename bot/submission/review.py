"""Judge a submission: accepted, rejected, duplicate, or none at all."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.catalog import Listing, Paper, Summary
from bot.fields import (
    Draft,
    FieldName,
    Findings,
    Note,
    Problem,
    Reference,
    is_filler,
    looks_like_link,
    read_title,
    references,
    without_addresses,
)
from bot.submission import form
from bot.submission.changes import Said, changed
from bot.submission.complete import Sourced, complete, lacks_facts, looked_up
from bot.submission.corrections import NEW_TITLE
from bot.submission.form import LONGEST_BODY
from bot.submission.model import Submission
from bot.submission.read import read_fields
from bot.text import fold, is_same, is_sibling, nearest, one_line, shorten, title_identity

_STUCK_ON = 12  # a folded title shorter than this is found inside others by chance
NOT_LISTED = "not-listed"
_SHOWN = 80  # characters of a title or a line that a problem or note repeats
_MOST_UNREAD = 10  # lines that notes quote
_LONGEST_YEARS = 300  # characters in which a venue and a date stand
_YEAR = re.compile(r"(?<![0-9.])(?:19|20)[0-9]{2}(?![0-9])")
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

    `sources` tell what of the draft was looked up, and where. `others` are the drafts
    of further papers that stand in the same issue.
    """

    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]
    draft: Draft
    sources: tuple[Sourced, ...] = ()
    others: tuple[Draft, ...] = ()


@dataclass(frozen=True)
class Duplicate:
    """A submission of a paper that the list has.

    `update` is the listed paper as the submission has it, None where that is the same.
    `told` is what else it says otherwise, and what a reviewer of the update should know.
    """

    listed: Paper
    notes: tuple[Note, ...]
    update: Paper | None = None
    told: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Ignored:
    """An issue that is no submission."""


Review = Accepted | Rejected | Duplicate | Ignored


# Title, addresses and years to look a paper up by.
Question = tuple[str, list[Reference], frozenset[int]]


class Finder(Protocol):
    """Whatever looks papers up."""

    def find(
        self, title: str, references: Sequence[Reference], years: Collection[int] = ()
    ) -> Findings:
        """Give what is known of a paper with this title and these addresses, of these years."""


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
    if not form.is_submission(title, body, labels):
        return Ignored()
    submission = form.parse(title, body)
    question = worth_asking(submission, catalog, today) if finder else None
    findings = finder.find(*question) if finder and question else Findings()
    return review(submission, catalog, today, number, findings)


def worth_asking(submission: Submission, catalog: Listing, today: dt.date) -> Question | None:
    """Give title and addresses to look a paper up by; None where an answer would not matter.

    That is so for a paper that is listed, where it is not clear which paper is meant,
    and where the contributor has to mend what no service knows and has given all else.
    """
    draft = read_fields(submission, catalog, today)
    if submission.corrects or _is_unclear(submission) or _listed(submission, draft, catalog):
        return None
    if not (draft.title or references(draft.links)):
        return None
    if draft.problems and not lacks_facts(draft):
        return None
    return draft.title, references(draft.links), _years(submission, draft)


def _years(submission: Submission, draft: Draft) -> frozenset[int]:
    """Give the years that the issue names for the paper, addresses left out."""
    texts = (submission.fields.get(key, "") for key in ("published", "date", "venue"))
    named = " ".join(without_addresses(text[:_LONGEST_YEARS])[0] for text in texts)
    years = {int(year) for year in _YEAR.findall(named)}
    return frozenset(years | ({draft.date.year} if draft.date else set()))


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
        said = Said(
            draft,
            frozenset(each.field for each in looked_up(sources)),
            submission.corrects,
            _new_title(submission, catalog, today),
        )
        update, told = changed(said, listed, catalog.venues)
        return Duplicate(listed, tuple(_notes_on_listed(draft, listed)), update, told)
    # What a mixture of two papers lacks is nobody's mistake, nor is it that of a correction.
    one_paper = "title" not in submission.repeated
    problems = (*unclear, *(draft.problems if one_paper else ()))
    if submission.corrects and not unclear:
        return Rejected((_unlisted(draft, catalog),), (), draft)
    _note_title(draft, submission, catalog)
    _note_unread(draft, submission)
    if problems:
        others = tuple(read_fields(other, catalog, today) for other in submission.others)
        return Rejected(problems, tuple(draft.notes), draft, looked_up(sources), others)
    return Accepted(_paper(draft, number), tuple(draft.notes), tuple(sources))


def _unlisted(draft: Draft, catalog: Listing) -> Problem:
    """Give the problem of a correction whose paper is not on the list."""
    near = _near_title(draft.title, catalog)
    likely = f" Is it {near}?" if near else ""
    message = (
        "No paper of this title or link is on the list, so there is nothing to correct."
        f"{likely} Write its title or its link as the list has it; file a paper that is"
        " not listed as a new one."
    )
    return Problem("title", NOT_LISTED, message, shorten(draft.title, _SHOWN))


def _new_title(submission: Submission, catalog: Listing, today: dt.date) -> str:
    """Give the right title of an entry, read like any other; blank where none is said."""
    said = {"title": submission.fields.get(NEW_TITLE, "")}
    return read_fields(Submission("", said), catalog, today).title if said["title"] else ""


def _is_unclear(submission: Submission) -> bool:
    """Tell whether there is more than one paper, or perhaps not the whole of one."""
    return submission.too_long or submission.quoted or "title" in submission.repeated


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
    if renamed := submission.fields.get(NEW_TITLE):  # a correction that has been merged
        return catalog.titled(one_line(renamed))
    own = submission.issue_title
    stuck_on = len(fold(own)) >= _STUCK_ON and fold(draft.title).endswith(fold(own))
    # What stands behind a title, or counts, makes another paper: "… Revisited", "… II".
    return catalog.titled(own) if stuck_on and not is_sibling(own, draft.title) else None


def _notes_on_listed(draft: Draft, listed: Paper) -> list[Note]:
    if not draft.title or is_same(draft.title, listed.title):
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
    if submission.withheld:
        message = f"The tail of a mail was not read: lines not shown here, {submission.withheld}."
        draft.note("issue", "not-taken", message)
    if aside:
        lines = "line was" if len(aside) == 1 else "lines were"
        message = f"{len(aside)} {lines} not read: of a quotation, or of code beside the template."
        draft.note("issue", "not-taken", message)
    draft.also += ["\n".join(lines) for lines in (unread, aside) if lines]


def _note_title(draft: Draft, submission: Submission, catalog: Listing) -> None:
    own = read_title(submission.issue_title).text
    if draft.title and submission.title_from_issue:
        message = "The title is the issue's own; the template has none."
        draft.note("title", "from-issue", message)
    if draft.title and not (is_filler(own) or looks_like_link(own) or is_same(own, draft.title)):
        message = "The title in the template differs from the issue's own title."
        draft.note("title", "differs", message)
    key = title_identity(draft.title)
    for title, place in catalog.index.titles.items():
        if len(title) >= _STUCK_ON and title in key and title != key:
            listed = catalog.papers[place].title
            message = f"The title holds that of a listed paper, {listed}, with a piece added."
            draft.note("title", "holds-listed", message)
            return
    # A sibling is another paper; what differs in letters alone may be this one.
    if (near := _near_title(draft.title, catalog)) and not is_sibling(near, draft.title):
        message = f"The list has a paper of nearly this title: {near}"
        draft.note("title", "near-listed", message)


def _near_title(title: str, catalog: Listing) -> str:
    """Give the title of the list that is nearest to this one, a sibling's last; blank for none."""
    places = nearest(title_identity(title), catalog.index.titles) if title else []
    titles = [catalog.papers[place].title for place in places]
    return min(titles, key=lambda listed: is_sibling(listed, title), default="")


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
