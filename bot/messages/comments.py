"""Turn values into the bot's comments, and hold the templates of all its texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.catalog import NO_PAGE_DATA, Catalog, PageData, Paper, paper_keys
from bot.fields import NOTHING, Problem
from bot.listing import Description
from bot.messages import markers
from bot.messages.markers import PULL_REFERENCE, Memory
from bot.messages.pull_requests import PullRequests
from bot.messages.verdicts import Verdict
from bot.messages.wording import FieldNames, not_known
from bot.outputs import TEMPLATES, Templates, entry_in_place, generate
from bot.submission import NOT_LISTED, Accepted, Duplicate, Rejected, corrected
from bot.text import escape, shorten

# What look-ups say that helps a contributor, too.
_LOOKED_UP = frozenset(
    {"offered", "other-title", "disagrees", "published", "future", "not-looked-up"}
)
# What was written for a field and is not in the text to copy; whole lines stand below it.
LEFT_OUT = frozenset({"not-taken", "not-listed", "generic", "later", "several"})
_LONGEST_PROSE = 10_000  # of what has no place in the template
_LONGEST_FAULT = 20_000  # of what is wrong in the repository; GitHub takes 65,536 of a comment


class Renderer:
    """Renders the templates of one folder, for the list that `form` describes.

    `own` are texts of the list's own, which take the place of templates by their names.

    Every method raises BrokenState, with the template's name and line, where a
    template is missing or wrong.
    """

    def __init__(
        self, form: Description, templates: Path = TEMPLATES, own: Mapping[str, str] = NOTHING
    ) -> None:
        self._names = FieldNames(form)
        self._of_files = Templates(templates, own)
        self._templates = Templates(templates, own, for_comments=True, language=form.list.language)
        self.pulls = PullRequests(self._templates, self._names)

    def files(self, catalog: Catalog, page_data: PageData = NO_PAGE_DATA) -> dict[str, str]:
        """Return the text of each file that is generated from a catalog, by its path."""
        return generate(catalog.papers, catalog.form, self._of_files, page_data)

    def accepted(
        self,
        accepted: Accepted,
        digest: str,
        *,
        kept: Sequence[str] = (),
        taken_over: bool = False,
    ) -> str:
        """Return the comment on an accepted submission, with a place for its pull request.

        `digest` is that of the issue's text, by which a later run knows that all is
        done. `kept` are the fields in which a maintainer's commit stands against the
        issue. `taken_over` says that the branch is left to the person who took it over.
        """
        open_points, _ = self._names.notes(accepted.notes)
        lacks = not_known(accepted.paper)
        memory = Memory(
            Verdict.ACCEPTED,
            digest,
            pull=PULL_REFERENCE,
            not_known=tuple(lacks),
            kept=tuple(kept),
            taken_over=taken_over,
        )
        return self._comment(
            memory,
            paper=accepted.paper,
            entry=entry_in_place(accepted.paper),
            notes=open_points,
            not_known=lacks,
            pull=escape.for_reference(PULL_REFERENCE),
            kept_names=self._names.kept(kept),
            taken_over=taken_over,
        )

    def rejected(self, found: Rejected, issue_title: str, digest: str) -> str:
        """Return the comment that names every problem and holds the corrected submission.

        Of further papers in the same issue it holds one each, for an issue of its own.
        """
        draft, say = found.draft, self._names.say
        # Whoever corrects an entry has no whole submission to write.
        is_correction = any(problem.code == NOT_LISTED for problem in found.problems)
        left = [
            (self._names[note.field], self._names.say(note.message))
            for note in draft.notes
            if note.code in LEFT_OUT and note.field != "issue"
        ]
        return self._comment(
            Memory(Verdict.REJECTED, digest),
            problems=[(self._names[each.field], self._said(each)) for each in found.problems],
            corrected="" if is_correction else corrected(draft, issue_title),
            left_out=left,
            others=[corrected(other, "") for other in found.others],
            also=shorten("\n\n".join(draft.also), _LONGEST_PROSE),
            looked_up=[(self._names[each.field], say(each.source)) for each in found.sources],
            notes=[
                (say(note.message), note.url) for note in draft.notes if note.code in _LOOKED_UP
            ],
        )

    def duplicate(
        self, found: Duplicate, list_url: str, digest: str, *, taken_over: bool = False
    ) -> str:
        """Return the comment on a submission of a listed paper.

        What the submission changes of it is offered by a pull request, for which there is a
        place, but for the person who has taken the branch over (`taken_over`).
        """
        offered = self._names.changes(found.listed, found.update)
        memory = Memory(
            Verdict.DUPLICATE,
            digest,
            pull=PULL_REFERENCE if offered and not taken_over else None,
            keys=paper_keys(found.listed),
            taken_over=taken_over and bool(offered),
        )
        return self._comment(
            memory,
            paper=found.listed,
            entry=entry_in_place(found.listed),
            notes=[note._replace(message=self._names.say(note.message)) for note in found.notes],
            list_url=list_url,
            changes=offered,
            only_adds=not any(change.old for change in offered),
            told=self._names.named(found.told),
            is_kept=any(note.code == "kept" and note.field != "issue" for note in found.told),
            pull=escape.for_reference(PULL_REFERENCE),
            taken_over=taken_over,
        )

    def second(self, paper: Paper, first: int, digest: str) -> str:
        """Return the comment on a paper that an earlier pull request, `first`, is for."""
        memory = Memory(Verdict.DUPLICATE, digest, first=first)
        entry = entry_in_place(paper)
        return self._comment(memory, "comment_second.md.j2", paper=paper, entry=entry, first=first)

    def listed(self, paper: Paper, list_url: str, digest: str, *, is_open: bool) -> str:
        """Return the comment on an issue whose paper has come on the list."""
        memory = Memory(Verdict.LISTED, digest, still_open=is_open)
        entry = entry_in_place(paper)
        return self._comment(memory, paper=paper, entry=entry, list_url=list_url, is_open=is_open)

    def ended(
        self, verdict: Verdict, pull: int, digest: str, *, reverted: bool = False, times: int = 0
    ) -> str:
        """Return the comment on an issue whose pull request was closed: declined, withdrawn.

        `reverted` tells that it was merged, and that its paper is not listed all the same;
        `times` how often it was proposed, where that was too often.
        """
        memory = Memory(verdict, digest, pull=None if reverted or times else pull)
        retry = self._names.form.submission.retry
        return self._comment(memory, pull=pull, reverted=reverted, times=times, retry=retry)

    def queued(self, most: int, digest: str) -> str:
        """Return the comment on a paper whose contributor has as many open as may be, `most`."""
        return self._comment(Memory(Verdict.QUEUED, digest), most=most)

    def blocked(self, why: str, branch: str, link: str, digest: str) -> str:
        """Return the comment on a paper that a setting of the repository keeps from its way.

        `link` opens the pull request by hand, blank where there is no branch yet.
        """
        memory = Memory(Verdict.BLOCKED, digest)
        fault = shorten(why, _LONGEST_FAULT)
        return self._comment(memory, why=fault, branch=branch, link=link)

    def secret(self, digest: str) -> str:
        """Return the comment on a text in which GitHub has found what looks like a secret."""
        return self._comment(Memory(Verdict.REJECTED, digest), "comment_secret.md.j2")

    def _said(self, problem: Problem) -> Problem:
        """Return a problem in the language of the list."""
        return problem._replace(message=self._names.say(problem.message))

    def _comment(self, memory: Memory, template: str = "", **values: Any) -> str:
        """Return a comment under its marker; `template` where it is not the verdict's own."""
        verdict = memory.verdict
        body = self._templates.render(template or (verdict.template if verdict else ""), **values)
        return f"{markers.write(memory)}\n{body.strip()}\n"
