"""Turn values into the bot's comments, and hold the templates of all its texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.catalog import Catalog, Paper, paper_keys
from bot.fields import Note, Problem
from bot.messages import markers
from bot.messages.markers import Memory
from bot.messages.pull_requests import PullRequests
from bot.messages.verdicts import Verdict
from bot.messages.wording import FIELD_NAMES, kept_names, named_changes, named_notes, wanting
from bot.outputs import TEMPLATES, Templates, generate
from bot.submission import NOT_LISTED, Draft, Sourced, corrected
from bot.text import shorten

# What look-ups say that helps a contributor, too.
_LOOKED_UP = frozenset(
    {"offered", "other-title", "disagrees", "published", "future", "not-looked-up"}
)
# What was written for a field and is not in the text to copy; whole lines stand below it.
LEFT_OUT = frozenset({"not-taken", "not-listed", "generic", "later", "several"})
_LONGEST_PROSE = 10_000  # of what has no place in the template


class Renderer:
    """Renders the templates of one folder.

    Every method raises BrokenState, with the template's name and line, where a
    template is missing or wrong.
    """

    def __init__(self, templates: Path = TEMPLATES) -> None:
        self._of_files = Templates(templates)
        self._templates = Templates(templates, for_comments=True)
        self.pulls = PullRequests(self._templates)

    def files(self, catalog: Catalog) -> dict[str, str]:
        """Return the text of each file that is generated from a catalog, by its path."""
        return generate(catalog.papers, self._of_files)

    def accepted(
        self,
        paper: Paper,
        notes: Sequence[Note],
        pull: str,
        digest: str,
        *,
        kept: Sequence[str] = (),
        taken_over: bool = False,
    ) -> str:
        """Return the comment on an accepted submission; `pull` refers to its pull request.

        `digest` is that of the issue's text, by which a later run knows that all is
        done. `kept` are the fields in which a maintainer's commit stands against the
        issue. `taken_over` says that the branch is left to the person who took it over.
        """
        open_points, _ = named_notes(notes)
        lacks = wanting(paper)
        return self._comment(
            Memory(
                Verdict.ACCEPTED,
                digest,
                pull=_number(pull),
                wanting=tuple(lacks),
                kept=tuple(kept),
                taken_over=taken_over,
            ),
            paper=paper,
            notes=open_points,
            wanting=lacks,
            pull=pull,
            kept_names=kept_names(kept),
            taken_over=taken_over,
        )

    def rejected(
        self,
        problems: Sequence[Problem],
        draft: Draft,
        issue_title: str,
        digest: str,
        *,
        others: Sequence[Draft] = (),
        sources: Sequence[Sourced] = (),
    ) -> str:
        """Return the comment that names every problem and holds the corrected submission.

        `others` are further papers of the same issue, each for an issue of its own.
        `sources` tell what was looked up, and where.
        """
        named = [(FIELD_NAMES[problem.field], problem) for problem in problems]
        # Whoever corrects an entry has no whole submission to write.
        is_correction = any(problem.code == NOT_LISTED for problem in problems)
        whole = "" if is_correction else corrected(draft, issue_title)
        also = shorten("\n\n".join(draft.also), _LONGEST_PROSE)
        told = [(note.message, note.url) for note in draft.notes if note.code in _LOOKED_UP]
        found = [(FIELD_NAMES[each.field], each.source) for each in sources]
        left = [
            (FIELD_NAMES[note.field], note.message)
            for note in draft.notes
            if note.code in LEFT_OUT and note.field != "issue"
        ]
        return self._comment(
            Memory(Verdict.REJECTED, digest),
            problems=named,
            corrected=whole,
            left_out=left,
            others=[corrected(other, "") for other in others],
            also=also,
            looked_up=found,
            notes=told,
        )

    def duplicate(
        self,
        listed: Paper,
        notes: Sequence[Note],
        list_url: str,
        digest: str,
        *,
        update: Paper | None = None,
        told: Sequence[Note] = (),
        pull: str = "",
        taken_over: bool = False,
    ) -> str:
        """Return the comment on a submission of a listed paper.

        `update` is that paper as the submission has it, which `pull` offers, or would but
        for the person who has taken its branch over (`taken_over`). `told` is what else
        the submission says.
        """
        offered = named_changes(listed, update)
        return self._comment(
            Memory(
                Verdict.DUPLICATE,
                digest,
                pull=_number(pull) if offered and not taken_over else None,
                keys=paper_keys(listed),
                taken_over=taken_over and bool(offered),
            ),
            paper=listed,
            notes=notes,
            list_url=list_url,
            changes=offered,
            only_adds=not any(old for _, old, _ in offered),
            told=[(FIELD_NAMES[note.field], note.message, note.url) for note in told],
            is_kept=any(note.code == "kept" and note.field != "issue" for note in told),
            pull=pull,
            taken_over=taken_over,
        )

    def second(self, paper: Paper, first: int, digest: str) -> str:
        """Return the comment on a paper that an earlier pull request, `first`, is for."""
        memory = Memory(Verdict.DUPLICATE, digest, first=first)
        return self._comment(memory, "comment_second.md.j2", paper=paper, first=first)

    def listed(self, paper: Paper, list_url: str, digest: str, *, is_open: bool) -> str:
        """Return the comment on an issue whose paper has come on the list."""
        memory = Memory(Verdict.LISTED, digest, still_open=is_open)
        return self._comment(memory, paper=paper, list_url=list_url, is_open=is_open)

    def ended(
        self, verdict: Verdict, pull: int, digest: str, *, reverted: bool = False, times: int = 0
    ) -> str:
        """Return the comment on an issue whose pull request was closed: declined, withdrawn.

        `reverted` tells that it was merged, and that its paper is not listed all the same;
        `times` how often it was proposed, where that was too often.
        """
        memory = Memory(verdict, digest, pull=None if reverted or times else pull)
        return self._comment(memory, pull=pull, reverted=reverted, times=times)

    def queued(self, most: int, digest: str) -> str:
        """Return the comment on a paper whose contributor has as many open as may be, `most`."""
        return self._comment(Memory(Verdict.QUEUED, digest), most=most)

    def blocked(self, why: str, branch: str, link: str, digest: str) -> str:
        """Return the comment on a paper that a setting of the repository keeps from its way.

        `link` opens the pull request by hand, blank where there is no branch yet.
        """
        memory = Memory(Verdict.BLOCKED, digest)
        return self._comment(memory, why=why, branch=branch, link=link)

    def secret(self, digest: str) -> str:
        """Return the comment on a text in which GitHub has found what looks like a secret."""
        return self._comment(Memory(Verdict.REJECTED, digest), "comment_secret.md.j2")

    def _comment(self, memory: Memory, template: str = "", **values: Any) -> str:
        """Return a comment under its marker; `template` where it is not the verdict's own."""
        verdict = memory.verdict
        body = self._templates.render(template or (verdict.template if verdict else ""), **values)
        return f"{markers.write(memory)}\n{body.strip()}\n"


def _number(pull: str) -> str:
    """Return what stands for a pull request's number in a marker."""
    return pull.removeprefix("#")
