"""What is said of a submission as a whole: its form, its title, and what was not read."""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalog import Catalog, Paper
from bot.fields import Note, Problem, Reading, is_filler, looks_like_link, read_copied
from bot.submission.draft import Draft
from bot.submission.form import LONGEST_BODY
from bot.submission.model import Submission
from bot.submission.vocabulary import Vocabulary
from bot.text import (
    Phrase,
    in_a_row,
    is_same,
    is_sibling,
    nearest,
    one_line,
    shorten,
    title_identity,
)

NOT_LISTED = "not-listed"
STUCK_ON = 12  # a folded title shorter than this is found inside others by chance
_SHOWN = 80  # characters of a title or a line that a problem or note repeats
_MOST_UNREAD = 10  # lines that notes quote


def problems_of_form(submission: Submission, keys: Vocabulary) -> list[Problem]:
    """Return what is wrong with an issue whatever its fields say."""
    problems: list[Problem] = []
    if submission.too_long:
        message = Phrase(
            "This is longer than an issue can be: at most {longest} characters.",
            longest=f"{LONGEST_BODY:,}",
        )
        problems.append(Problem("issue", "too-long", message))
    if submission.quoted:
        message = Phrase("The template stands in a quotation. Remove the > at the line beginnings.")
        problems.append(Problem("issue", "quoted", message))
    for key in submission.repeated:
        name = keys.field_of(key)
        if key == keys.title:
            message = Phrase(
                "There are two titles. File one issue for each paper, and keep one here."
            )
            problems.append(Problem(name, "several-papers", message))
        else:
            message = Phrase("This field stands twice with different values. Keep the right one.")
            problems.append(Problem(name, "repeated", message))
    return problems


def unlisted(draft: Draft, catalog: Catalog) -> Problem:
    """Return the problem of a correction whose paper is not on the list."""
    near = _near_title(draft.title, catalog)
    likely = Phrase("Is it {likely}?", likely=near) if near else ""
    message = in_a_row(
        Phrase("No paper of this title or link is on the list, so there is nothing to correct."),
        likely,
        Phrase(
            "Write its title or its link as the list has it; file a paper that is not listed as a"
            " new one."
        ),
    )
    return Problem(draft.form.roles.title, NOT_LISTED, message, shorten(draft.title, _SHOWN))


def notes_on_listed(draft: Draft, listed: Paper) -> list[Note]:
    """Return what its contributor should know of a title that the list has."""
    name = draft.form.roles.title
    if not draft.title or is_same(draft.title, listed.title):
        return [note for note in draft.notes if note.code == "look-alike" and note.field == name]
    message = Phrase(
        "The link is that of {title}; the issue's title reads {other}.",
        title=listed.title,
        other=draft.title,
    )
    return [Note(name, "other-title", message)]


def read_whole(draft: Draft, submission: Submission, catalog: Catalog) -> Reading[None]:
    """Return what is said of the title beside others, and what was taken for nothing.

    Of that, some lines are for the reviewer, all for the contributor.
    """
    notes = (*_on_title(draft, submission, catalog), *_on_unread(submission))
    also = ("\n".join(lines) for lines in (submission.unread, submission.aside) if lines)
    return Reading("issue", None, notes=notes, also=tuple(also))


def _on_unread(submission: Submission) -> Iterator[Note]:
    unread, aside = submission.unread, submission.aside
    texts = [
        Phrase("Not taken from the issue: “{line}”", line=shorten(one_line(line), _SHOWN))
        for line in unread[:_MOST_UNREAD]
    ]
    if (more := len(unread) - _MOST_UNREAD) > 0:
        one = Phrase("{number} more line was not taken from the issue.", number=more)
        several = Phrase("{number} more lines were not taken from the issue.", number=more)
        texts.append(one if more == 1 else several)
    if tail := submission.withheld:
        texts.append(
            Phrase("The tail of a mail was not read: lines not shown here, {tail}.", tail=tail)
        )
    if number := len(aside):
        one = Phrase(
            "{number} line was not read: of a quotation, or of code beside the template.",
            number=number,
        )
        several = Phrase(
            "{number} lines were not read: of a quotation, or of code beside the template.",
            number=number,
        )
        texts.append(one if number == 1 else several)
    return (Note("issue", "not-taken", text) for text in texts)


def _on_title(draft: Draft, submission: Submission, catalog: Catalog) -> Iterator[Note]:
    name, field = draft.title, draft.form.roles.title
    own = read_copied(submission.issue_title).text
    if name and submission.title_from_issue:
        message = Phrase("The title is the issue's own; the template has none.")
        yield Note(field, "from-issue", message)
    if name and not (is_filler(own) or looks_like_link(own) or is_same(own, name)):
        message = Phrase("The title in the template differs from the issue's own title.")
        yield Note(field, "differs", message)
    key = title_identity(name)
    for title, place in catalog.index.titles.items():
        if len(title) >= STUCK_ON and title in key and title != key:
            listed = catalog.at(place).title
            message = Phrase(
                "The title holds that of a listed paper, {listed}, with a piece added.",
                listed=listed,
            )
            yield Note(field, "holds-listed", message)
            return
    # A sibling is another paper; what differs in letters alone may be this one.
    if (near := _near_title(name, catalog)) and not is_sibling(near, name):
        message = Phrase("The list has a paper of nearly this title: {near}", near=near)
        yield Note(field, "near-listed", message)


def _near_title(title: str, catalog: Catalog) -> str:
    """Return the title of the list nearest to this one, a sibling's last; blank for none."""
    places = nearest(title_identity(title), catalog.index.titles) if title else []
    titles = [catalog.at(place).title for place in places]
    return min(titles, key=lambda listed: is_sibling(listed, title), default="")
