"""Judge a submission: accepted, rejected, duplicate, or none at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from bot.catalog import Catalog, Paper
from bot.fields import (
    Findings,
    Note,
    Problem,
    Reference,
    read_title,
    references,
    without_addresses,
)
from bot.listing import WriteError, entry_of
from bot.submission.changes import Said, changed
from bot.submission.complete import (
    Sourced,
    complete,
    lacks_authors,
    lacks_facts,
    lacks_year,
    looked_up,
    needed,
    resume,
    sources,
    told,
)
from bot.submission.corrections import NEW_TITLE
from bot.submission.described import vocabulary_of
from bot.submission.draft import Draft
from bot.submission.issue import IssueText
from bot.submission.model import Submission
from bot.submission.read import read_fields
from bot.submission.remarks import (
    STUCK_ON,
    notes_on_listed,
    problems_of_form,
    read_whole,
    unlisted,
)
from bot.submission.vocabulary import Vocabulary
from bot.text import Phrase, fold, is_sibling, one_line, pattern

_LONGEST_YEARS = 300  # characters in which a venue and a date stand
_YEAR = pattern(r"(?<![0-9.])(?:19|20)[0-9]{2}(?![0-9])")


class Accepted(NamedTuple):
    """A paper that can be listed, with what a reviewer should know.

    `sources` tell for date, venue and links where they come from.
    """

    paper: Paper
    notes: tuple[Note, ...]
    sources: tuple[Sourced, ...] = ()


class Rejected(NamedTuple):
    """A submission that its contributor must fix; `draft` is what could be read of it.

    `sources` tell what of the draft was looked up, and where. `others` are the drafts
    of further papers that stand in the same issue.
    """

    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]
    draft: Draft
    sources: tuple[Sourced, ...] = ()
    others: tuple[Draft, ...] = ()


class Duplicate(NamedTuple):
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
        """Return what is known of a paper with this title and these addresses, of these years."""


@dataclass(frozen=True)
class Filed:
    """A submission and the list that it is for, read on a day."""

    issue: IssueText
    catalog: Catalog
    today: dt.date

    @property
    def submission(self) -> Submission:
        """Return what the issue says, field by field."""
        return self.issue.submission

    @cached_property
    def draft(self) -> Draft:
        """Return what the submission itself says."""
        return self.read(self.submission)

    def read(self, submission: Submission) -> Draft:
        """Return what a submission to the list says."""
        return read_fields(submission, self.catalog, self.today)

    @property
    def keys(self) -> Vocabulary:
        """Return the words by which the issue is read."""
        return vocabulary_of(self.issue.form)

    @property
    def is_unclear(self) -> bool:
        """Whether there is more than one paper, or perhaps not the whole of one."""
        submission = self.submission
        return submission.too_long or submission.quoted or self.has_several

    @property
    def has_several(self) -> bool:
        """Whether the issue names two papers."""
        return self.keys.title in self.submission.repeated


def review_issue(
    title: str,
    body: str,
    labels: frozenset[str],
    catalog: Catalog,
    today: dt.date,
    number: int | None = None,
    finder: Finder | None = None,
) -> Review:
    """Judge an issue as filed, with what `finder` knows of its paper.

    Ignored where it is no submission, else judged by `review`.
    """
    issue = IssueText(title, body, labels, form=catalog.form)
    if not issue.submits:
        return Ignored()
    filed = Filed(issue, catalog, today)
    question = worth_asking(filed) if finder else None
    findings = finder.find(*question) if finder and question else Findings()
    return review(filed, number, findings)


def worth_asking(filed: Filed) -> Question | None:
    """Return title and addresses to look a paper up by; None where an answer would not matter.

    That is so for a paper that is listed, where it is not clear which paper is meant,
    and where the contributor has to fix what no service knows and has given all else.
    """
    submission, draft = filed.submission, filed.draft
    if submission.corrects or filed.is_unclear or _listed(filed, draft):
        return None
    if not (draft.title or references(draft.links)):
        return None
    if draft.problems and not lacks_facts(draft):
        return None
    return draft.title, references(draft.links), _years(filed, draft)


def _years(filed: Filed, draft: Draft) -> frozenset[int]:
    """Return the years that the issue names for the paper, addresses left out."""
    texts = (filed.submission.fields.get(key, "") for key in filed.keys.places)
    named = " ".join(without_addresses(text[:_LONGEST_YEARS])[0] for text in texts)
    years = {int(year) for year in _YEAR.findall(named)}
    return frozenset(years | ({draft.date.year} if draft.date else set()))


def review(
    filed: Filed,
    number: int | None = None,
    findings: Findings | None = None,
    earlier: Callable[[], Paper | None] | None = None,
) -> Accepted | Rejected | Duplicate:
    """Judge a submission against the list; `number` is the issue's, stored with the paper.

    All problems are reported at once. A listed paper is a duplicate whatever else
    is wrong, unless it is unclear which paper is meant. `findings` fill what the
    issue leaves open; so does what `earlier` returns, the record that an earlier run
    wrote. It is called only where something is missing.
    """
    submission, catalog, findings = filed.submission, filed.catalog, findings or Findings()
    unclear = problems_of_form(submission, filed.keys)
    draft = complete(filed.draft, findings.records, catalog.venues, filed.today)
    listed = None if unclear else _listed(filed, draft)
    is_open = unclear or submission.corrects
    if earlier and not listed and (is_open or _is_lacking(draft)) and (record := earlier()):
        draft = resume(draft, record)
        listed = None if unclear else _listed(filed, draft)
    draft = told(draft, findings)
    if listed:
        said = Said(draft, submission.corrects, _new_title(submission, draft))
        # What README.md alone has is no record yet that could be changed.
        is_kept = listed not in catalog.beside
        update, beside = changed(said, listed, catalog.venues) if is_kept else (None, ())
        return Duplicate(listed, tuple(notes_on_listed(draft, listed)), update, beside)
    draft = needed(draft)
    # What a mixture of two papers lacks is nobody's mistake, nor is it that of a correction.
    problems = (*unclear, *(() if filed.has_several else draft.problems))
    if submission.corrects and not unclear:
        return Rejected((unlisted(draft, catalog),), (), draft)
    draft = draft.take(read_whole(draft, submission, catalog))
    if problems:
        others = tuple(filed.read(each) for each in submission.others)
        return Rejected(problems, draft.notes, draft, looked_up(draft), others)
    paper = _paper(draft, number)
    try:
        entry_of(paper.record(), draft.form)
    except WriteError as error:
        message = Phrase(
            "This makes no entry of the list: {why}. Take marks such as * and ` out of it.",
            why=str(error),
        )
        unwritten = Problem("issue", "unwritten", message)
        return Rejected((unwritten,), draft.notes, draft, looked_up(draft))
    return Accepted(paper, draft.notes, sources(draft))


def _is_lacking(draft: Draft) -> bool:
    """Whether the record that an earlier run wrote may have what is missing."""
    lacks = lacks_facts(draft) or lacks_authors(draft) or lacks_year(draft)
    return lacks or bool(needed(draft).problems)


def _new_title(submission: Submission, draft: Draft) -> str:
    """Return the right title of an entry, read like any other; blank where none is said."""
    title = draft.asked(draft.form.roles.title)
    return read_title(submission.fields.get(NEW_TITLE, ""), title)[0].value


def _listed(filed: Filed, draft: Draft) -> Paper | None:
    """Return the paper of the list, also where only the issue's own title is free of a slip."""
    submission, catalog = filed.submission, filed.catalog
    if not draft.title and not draft.links:
        return None
    if found := catalog.find(draft.title or "\0", draft.links):
        return found
    if renamed := submission.fields.get(NEW_TITLE):  # a correction that has been merged
        return catalog.titled(one_line(renamed))
    own = submission.issue_title
    stuck_on = len(fold(own)) >= STUCK_ON and fold(draft.title).endswith(fold(own))
    # What stands behind a title, or counts, makes another paper: "… Revisited", "… II".
    return catalog.titled(own) if stuck_on and not is_sibling(own, draft.title) else None


def _paper(draft: Draft, number: int | None) -> Paper:
    return Paper(draft.form, draft.stored(), number)
