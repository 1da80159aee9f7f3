"""Turn values into texts: comments, pull requests, and what is generated from the list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.catalog import Catalog, Paper, paper_keys
from bot.fields import FieldName, Note, Problem, references
from bot.messages import blocks, markers
from bot.messages.markers import Memory
from bot.messages.wording import FIELD_NAMES, kept_names, named_changes, named_notes
from bot.outputs import TEMPLATES, Templates, generate
from bot.submission import NOT_LISTED, Accepted, Draft, Sourced, corrected
from bot.text import escape, shorten

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
        self._templates = Templates(templates)

    def files(self, catalog: Catalog) -> dict[str, str]:
        """Give the text of each file that is generated from a catalog, by its path."""
        files = generate(catalog.papers, self._templates)
        return {path: text.decode() for path, text in files.items()}

    def accepted(
        self,
        paper: Paper,
        notes: Sequence[Note],
        pull: str,
        digest: str,
        *,
        kept: Sequence[str] = (),
        hands_off: bool = False,
    ) -> str:
        """Give the comment on an accepted submission; `pull` refers to its pull request.

        `digest` is that of the issue's text, by which a later run knows that all is
        done. `kept` are the fields in which a maintainer's commit stands against the
        issue. `hands_off` says that the branch is left to the person who took it over.
        """
        open_points, _ = named_notes(notes)
        lacks = wanting(paper)
        return self._comment(
            "accepted",
            Memory(
                "accepted",
                digest,
                pull=_number(pull),
                wanting=tuple(lacks),
                kept=tuple(kept),
                hands_off=hands_off,
            ),
            paper=paper,
            notes=open_points,
            wanting=lacks,
            pull=pull,
            kept_names=kept_names(kept),
            hands_off=hands_off,
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
        """Give the comment that names every problem and holds the corrected submission.

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
            "rejected",
            Memory("rejected", digest),
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
        hands_off: bool = False,
    ) -> str:
        """Give the comment on a submission of a listed paper.

        `update` is that paper as the submission has it, which `pull` offers, or would but
        for the person who has taken its branch over (`hands_off`). `told` is what else
        the submission says.
        """
        offered = named_changes(listed, update)
        return self._comment(
            "duplicate",
            Memory(
                "duplicate",
                digest,
                pull=_number(pull) if offered and not hands_off else None,
                keys=paper_keys(listed),
                hands_off=hands_off and bool(offered),
            ),
            paper=listed,
            notes=notes,
            list_url=list_url,
            changes=offered,
            only_adds=not any(old for _, old, _ in offered),
            told=[(FIELD_NAMES[note.field], note.message, note.url) for note in told],
            is_kept=any(note.code == "kept" and note.field != "issue" for note in told),
            pull=pull,
            hands_off=hands_off,
        )

    def second(self, paper: Paper, first: int, digest: str) -> str:
        """Give the comment on a paper that an earlier pull request, `first`, is for."""
        memory = Memory("duplicate", digest, first=first)
        return self._comment("second", memory, paper=paper, first=first)

    def listed(self, paper: Paper, list_url: str, digest: str, *, is_open: bool) -> str:
        """Give the comment on an issue whose paper has come on the list."""
        memory = Memory("listed", digest, still_open=is_open)
        return self._comment("listed", memory, paper=paper, list_url=list_url, is_open=is_open)

    def ended(
        self, verdict: str, pull: int, digest: str, *, reverted: bool = False, times: int = 0
    ) -> str:
        """Give the comment on an issue whose pull request was closed: declined, withdrawn.

        `reverted` tells that it was merged, and that its paper is not listed all the same;
        `times` how often it was proposed, where that was too often.
        """
        memory = Memory(verdict, digest, pull=None if reverted or times else pull)
        return self._comment(verdict, memory, pull=pull, reverted=reverted, times=times)

    def queued(self, most: int, digest: str) -> str:
        """Give the comment on a paper whose contributor has as many open as may be, `most`."""
        return self._comment("queued", Memory("queued", digest), most=most)

    def blocked(self, why: str, branch: str, link: str, digest: str) -> str:
        """Give the comment on a paper that a setting of the repository keeps from its way.

        `link` opens the pull request by hand, blank where there is no branch yet.
        """
        memory = Memory("blocked", digest)
        return self._comment("blocked", memory, why=why, branch=branch, link=link)

    def secret(self, digest: str) -> str:
        """Give the comment on a text in which GitHub has found what looks like a secret."""
        return self._comment("secret", Memory("rejected", digest))

    def closing(self, reason: str, issue: int, first: int | None = None) -> str:
        """Give the word with which the bot closes its own pull request."""
        values = {"reason": reason, "issue": issue, "first": first}
        return self._templates.render("closing.md.j2", **values).strip()

    def pull_request(
        self,
        issue: int,
        accepted: Accepted,
        digest: str,
        *,
        author: int = 0,
        changed: str = "",
        kept: Sequence[str] = (),
    ) -> str:
        """Give the marked block of a pull request's body.

        `author` is the number of the account that filed the issue.
        `changed` is the day on which the issue's text was changed after the pull
        request was opened, blank where it was not.
        """
        open_points, spellings = named_notes(accepted.notes)
        sources = [(FIELD_NAMES[each.field], each.value, each.source) for each in accepted.sources]
        lacks = wanting(accepted.paper)
        return self._block(
            "pull_request.md.j2",
            Memory(
                markers.PULL,
                digest,
                changed,
                keys=paper_keys(accepted.paper),
                author=author,
                wanting=tuple(lacks),
                kept=tuple(kept),
            ),
            issue=issue,
            paper=accepted.paper,
            notes=open_points,
            spellings=spellings,
            sources=sources,
            wanting=lacks,
            digest=digest,
            changed=changed,
            kept_names=kept_names(kept),
        )

    def update_request(
        self,
        issue: int,
        listed: Paper,
        update: Paper,
        digest: str,
        *,
        told: Sequence[Note] = (),
        author: int = 0,
        changed: str = "",
    ) -> str:
        """Give the marked block of a pull request that changes a listed paper.

        `told` is what a reviewer should know beside the change.
        """
        offered = named_changes(listed, update)
        keys = dict.fromkeys((*paper_keys(listed), *paper_keys(update)))
        return self._block(
            "update_request.md.j2",
            Memory(markers.PULL, digest, changed, keys=tuple(keys), author=author),
            issue=issue,
            paper=update,
            changes=offered,
            only_adds=not any(old for _, old, _ in offered),
            told=[(FIELD_NAMES[note.field], note.message, note.url) for note in told],
            digest=digest,
            changed=changed,
        )

    def refresh(self, proposals: Sequence[tuple[str, str, FieldName, str, str]]) -> str:
        """Give the marked block of the maintenance pull request.

        A proposal is its mark, the paper's title, the field, the value and the source.
        """
        named = [
            (mark, paper, FIELD_NAMES[name], value, source)
            for mark, paper, name, value, source in proposals
        ]
        body = self._templates.render("refresh.md.j2", proposals=named)
        return f"{blocks.BLOCK_BEGIN}\n{body.strip()}\n{blocks.BLOCK_END}"

    def _block(self, template: str, memory: Memory, **values: Any) -> str:
        return blocks.block(memory, self._templates.render(template, **values))

    def _comment(self, name: str, memory: Memory, **values: Any) -> str:
        """Give a comment under its marker."""
        body = self._templates.render(f"comment_{name}.md.j2", **values)
        return f"{markers.write(memory)}\n{body.strip()}\n"


def _number(pull: str) -> str:
    """Give what stands for a pull request's number in a marker."""
    return pull.removeprefix("#")


def wanting(paper: Paper) -> list[str]:
    """Give what is not known of a paper and may be looked up: its date, a link to it."""
    return [
        name
        for name, known in (("date", paper.date), ("link", references(paper.links)))
        if not known
    ]


def pull_title(paper: Paper, verb: str = "Add") -> str:
    """Give the title of a paper's pull request."""
    return escape.for_title(f"{verb} paper: {paper.title}")
