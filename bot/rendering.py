"""Turn values into texts: comments, pull requests, and what is generated from the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bot import sinks
from bot.blocks import BLOCK_BEGIN, BLOCK_END, author_mark, keys_mark
from bot.catalog import Catalog
from bot.correcting import corrected
from bot.draft import SUMMARY_PARTS, Draft
from bot.generated import generate
from bot.index import references
from bot.models import FieldName, Note, Paper, Problem
from bot.templating import TEMPLATES, Templates
from bot.text import shorten
from bot.updates import additions
from bot.validation import Accepted

_FIELD_NAMES = {
    "title": "Title",
    "heads": "Head",
    "venue": "Published",
    "date": "Published Date",
    "links": "Link",
    "issue": "The issue",
    **{name: label for name, label, _ in SUMMARY_PARTS.values()},
}
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
        open_points, _ = _named(notes)
        return self._comment(
            "accepted",
            digest,
            paper=paper,
            notes=open_points,
            wanting=wanting(paper),
            pull=pull,
            kept=kept,
            kept_names=_kept_names(kept),
            hands_off=hands_off,
        )

    def rejected(
        self,
        problems: Sequence[Problem],
        draft: Draft,
        issue_title: str,
        digest: str,
        others: Sequence[Draft] = (),
    ) -> str:
        """Give the comment that names every problem and holds the corrected submission.

        `others` are further papers of the same issue, each for an issue of its own.
        """
        named = [(_FIELD_NAMES[problem.field], problem) for problem in problems]
        whole = corrected(draft, issue_title)
        also = shorten("\n\n".join(draft.also), _LONGEST_PROSE)
        return self._comment(
            "rejected",
            digest,
            problems=named,
            corrected=whole,
            others=[corrected(other, "") for other in others],
            also=also,
        )

    def duplicate(
        self,
        listed: Paper,
        notes: Sequence[Note],
        list_url: str,
        digest: str,
        *,
        update: Paper | None = None,
        pull: str = "",
        hands_off: bool = False,
    ) -> str:
        """Give the comment on a submission of a listed paper.

        `update` is that paper with what the submission adds, which `pull` offers, or
        would but for the person who has taken its branch over (`hands_off`).
        """
        brought = [(_FIELD_NAMES[n], v) for n, v in additions(listed, update)] if update else []
        return self._comment(
            "duplicate",
            digest,
            paper=listed,
            notes=notes,
            list_url=list_url,
            brought=brought,
            pull=pull,
            hands_off=hands_off,
            mark=keys_mark([listed]),
        )

    def second(self, paper: Paper, first: int, digest: str) -> str:
        """Give the comment on a paper that an earlier pull request, `first`, is for."""
        return self._comment("second", digest, verdict="duplicate", paper=paper, first=first)

    def listed(self, paper: Paper, list_url: str, digest: str, *, is_open: bool) -> str:
        """Give the comment on an issue whose paper has come on the list."""
        return self._comment("listed", digest, paper=paper, list_url=list_url, is_open=is_open)

    def ended(
        self, verdict: str, pull: int, digest: str, *, reverted: bool = False, times: int = 0
    ) -> str:
        """Give the comment on an issue whose pull request was closed: declined, withdrawn.

        `reverted` tells that it was merged, and that its paper is not listed all the same;
        `times` how often it was proposed, where that was too often.
        """
        return self._comment(verdict, digest, pull=pull, reverted=reverted, times=times)

    def queued(self, most: int, digest: str) -> str:
        """Give the comment on a paper whose contributor has as many open as may be, `most`."""
        return self._comment("queued", digest, most=most)

    def blocked(self, why: str, branch: str, link: str, digest: str) -> str:
        """Give the comment on a paper that a setting of the repository keeps from its way.

        `link` opens the pull request by hand, blank where there is no branch yet.
        """
        return self._comment("blocked", digest, why=why, branch=branch, link=link)

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
        open_points, spellings = _named(accepted.notes)
        sources = [(_FIELD_NAMES[each.field], each.value, each.source) for each in accepted.sources]
        return self._block(
            "pull_request.md.j2",
            [keys_mark([accepted.paper]), author_mark(author)],
            issue=issue,
            paper=accepted.paper,
            notes=open_points,
            spellings=spellings,
            sources=sources,
            wanting=wanting(accepted.paper),
            digest=digest,
            changed=changed,
            kept=kept,
            kept_names=_kept_names(kept),
        )

    def update_request(
        self,
        issue: int,
        listed: Paper,
        update: Paper,
        digest: str,
        *,
        author: int = 0,
        changed: str = "",
    ) -> str:
        """Give the marked block of a pull request that adds to a listed paper."""
        return self._block(
            "update_request.md.j2",
            [keys_mark([listed, update]), author_mark(author)],
            issue=issue,
            paper=update,
            brought=[(_FIELD_NAMES[name], value) for name, value in additions(listed, update)],
            digest=digest,
            changed=changed,
        )

    def refresh(self, proposals: Sequence[tuple[str, str, FieldName, str, str]]) -> str:
        """Give the marked block of the maintenance pull request.

        A proposal is its mark, the paper's title, the field, the value and the source.
        """
        named = [
            (mark, paper, _FIELD_NAMES[name], value, source)
            for mark, paper, name, value, source in proposals
        ]
        body = self._templates.render("refresh.md.j2", proposals=named)
        return f"{BLOCK_BEGIN}\n{body.strip()}\n{BLOCK_END}"

    def _block(self, template: str, marks: Iterable[str], **values: Any) -> str:
        body = self._templates.render(template, **values)
        return "\n".join([BLOCK_BEGIN, *marks, body.strip(), BLOCK_END])

    def _comment(self, name: str, digest: str, *, verdict: str = "", **values: Any) -> str:
        """Give a comment under its mark: the verdict, and the digest of the text it answers."""
        body = self._templates.render(f"comment_{name}.md.j2", **values)
        return f"<!-- paper-bot:{verdict or name} {digest} -->\n{body.strip()}\n"


def wanting(paper: Paper) -> list[str]:
    """Give what is not known of a paper and may be looked up: its date, a link to it."""
    return [
        name
        for name, known in (("date", paper.date), ("link", references(paper.links)))
        if not known
    ]


def _named(notes: Iterable[Note]) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Give the notes to look at, each with its field's name, and those on spelling alone."""
    # What is not known is said once, by itself.
    apart = ("normalised", "not-found")
    open_points = [(_FIELD_NAMES[n.field], n.message, n.url) for n in notes if n.code not in apart]
    return open_points, [note.message for note in notes if note.code == "normalised"]


def _kept_names(kept: Iterable[str]) -> list[str]:
    names = {str(name): shown for name, shown in _FIELD_NAMES.items()}
    return [names.get(name, name) for name in kept]


def pull_title(paper: Paper, verb: str = "Add") -> str:
    """Give the title of a paper's pull request."""
    return sinks.for_title(f"{verb} paper: {paper.title}")
