"""Write what stands in the bot's pull requests: titles, and the marked block of each body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.catalog import Paper, paper_keys
from bot.config import PAPERS_FILE
from bot.fields import FieldName, Note
from bot.listing import DESCRIPTION_FILE
from bot.messages import blocks
from bot.messages.markers import Memory, Proposals
from bot.messages.wording import FieldNames, not_known
from bot.outputs import Configured, Edit, Templates, called, entry_in_place
from bot.submission import Accepted, IssueSnapshot
from bot.text import Phrase, escape, pattern, shorten, translated

_LONGEST = 60_000  # characters; GitHub takes 65,536
_LONGEST_ENTRY = 4_000
_LONGEST_FAULT = 20_000  # of what is wrong with a description
_LONGEST_LINE = 90
_LONGEST_TITLE, _LONGEST_VALUE = 120, 300  # of what people edited
_MOST_EDITS = 60
_SCHEME = pattern(r"\bhttps?://(?:www\.)?")  # says nothing, and is a link wherever it stands
_MOST_FOUND = (60, 10, 2)  # things of a kind that the text on a description tells


@dataclass(frozen=True)
class PullRequests:
    """Renders the texts of pull requests. Every method raises BrokenState like `Renderer`'s."""

    templates: Templates
    names: FieldNames

    def closing(self, reason: str, issue: int | None = None, first: int | None = None) -> str:
        """Return the word with which the bot closes its own pull request."""
        values = {"reason": reason, "issue": issue, "first": first}
        return self.templates.render("closing.md.j2", **values).strip()

    def pull_request(
        self,
        issue: IssueSnapshot,
        accepted: Accepted,
        digest: str,
        *,
        changed: str = "",
        kept: Sequence[str] = (),
    ) -> str:
        """Return the marked block of a pull request's body.

        `changed` is the day on which the issue's text was changed after the pull
        request was opened, blank where it was not.
        """
        open_points, spellings = self.names.notes(accepted.notes)
        lacks = not_known(accepted.paper)
        return self._block(
            "pull_request.md.j2",
            Memory(
                None,
                digest,
                changed,
                keys=paper_keys(accepted.paper),
                author=issue.author_id,
                not_known=tuple(lacks),
                kept=tuple(kept),
            ),
            issue=issue.number,
            paper=accepted.paper,
            entry=entry_in_place(accepted.paper),
            roles=accepted.paper.form.roles,
            called=called(accepted.paper.form),
            notes=open_points,
            spellings=spellings,
            sources=self.names.sourced(accepted.paper, accepted.sources),
            not_known=lacks,
            digest=digest,
            changed=changed,
            kept_names=self.names.kept(kept),
        )

    def update_request(
        self,
        issue: IssueSnapshot,
        listed: Paper,
        update: Paper,
        digest: str,
        *,
        told: Sequence[Note] = (),
        changed: str = "",
    ) -> str:
        """Return the marked block of a pull request that changes a listed paper.

        `told` is what a reviewer should know beside the change.
        """
        offered = self.names.changes(listed, update)
        keys = dict.fromkeys((*paper_keys(listed), *paper_keys(update)))
        return self._block(
            "update_request.md.j2",
            Memory(None, digest, changed, keys=tuple(keys), author=issue.author_id),
            issue=issue.number,
            paper=update,
            entry=entry_in_place(update),
            old_entry=entry_in_place(listed),
            data=listed.form.list.data,
            changes=offered,
            only_adds=not any(change.old for change in offered),
            told=self.names.named(told),
            digest=digest,
            changed=changed,
        )

    def refresh(
        self,
        proposals: Sequence[tuple[str, str, FieldName, str, str]],
        pages: Sequence[str] = (),
        mark: str = "",
        edits: Sequence[Edit] = (),
    ) -> str:
        """Return the marked block of the maintenance pull request.

        A proposal is its mark, the paper's title, the field, the value and the source.
        Where there is none, `pages` are the files to bring up to date, and `mark` is theirs.
        `edits` are what people wrote into README.md.
        """
        named = [
            (paper, self.names[name], value, self.names.say(source), self.names.is_link(name))
            for _, paper, name, value, source in proposals
        ]
        told = [
            (
                shorten(edit.paper, _LONGEST_TITLE),
                self.names[edit.field] if edit.field else "",
                shorten(edit.old, _LONGEST_VALUE),
                shorten(edit.new, _LONGEST_VALUE),
            )
            for edit in edits[:_MOST_EDITS]
        ]
        sources: Proposals = tuple((mark, source) for mark, *_, source in proposals)
        if mark:
            sources = ((mark, PAPERS_FILE),)
        memory = Memory(proposals=sources)
        return self._block(
            "refresh.md.j2",
            memory,
            proposals=named,
            pages=pages,
            edits=told,
            more_edits=str(len(edits) - len(told)) if len(edits) > len(told) else "",
            readme=self.names.form.list.readme,
        )

    def maintenance_title(self, subject: str) -> str:
        """Return the title of the maintenance pull request, by the subject of its commit."""
        return self.names.say(subject)

    def configure(self, made: Configured, *, is_ours: bool, is_edited: bool = False) -> str:
        """Return the marked block of the pull request that proposes a description.

        `is_ours` tells that the description is the bot's, and not a person's on its branch, and
        `is_edited` that people have changed the README there. Where all that was found is too
        long for GitHub, there is less of each kind.
        """
        said = {"is_ours": is_ours, "is_edited": is_edited}
        blocks_ = (self._configure(made, most, said) for most in _MOST_FOUND)
        return next((each for each in blocks_ if len(each) <= _LONGEST), "") or self._configure(
            made, 0, said
        )

    def _configure(self, made: Configured, most: int, said: Mapping[str, bool]) -> str:
        """Return that block with so many things of a kind at most."""
        look, say = made.look, self.names.say
        put = look.put if look.put and most and len(look.put.entry) <= _LONGEST_ENTRY else None
        return self._block(
            "configure.md.j2",
            Memory(),
            form=made.form,
            look=look,
            put=put,
            put_line=str(put.line) if put else "",
            fields=[
                (self.names[name], look.counts[name], shown, _are_short(shown))
                for name, samples in look.samples.items()
                for shown in [[_SCHEME.sub("", each) for each in samples[:most]]]
            ],
            kept=[(str(line), text) for line, text in look.kept[:most]],
            doubts=[*map(say, made.doubts)],
            odd=[*map(say, look.odd)][:most],
            files=sorted(made.files),
            description=DESCRIPTION_FILE,
            replaces=made.replaces,
            **said,
        )

    def misdescribed(self, flaws: str) -> str:
        """Return the same block where the description on the branch is wrong."""
        return self._block(
            "misdescribed.md.j2",
            Memory(),
            flaws=shorten(flaws, _LONGEST_FAULT),
            description=DESCRIPTION_FILE,
        )

    def _block(self, template: str, memory: Memory, **values: Any) -> str:
        return blocks.block(memory, self.templates.render(template, **values))


def _are_short(samples: Sequence[str]) -> bool:
    """Whether samples of a field stand in one line of a table."""
    return sum(map(len, samples)) <= _LONGEST_LINE


def pull_title(paper: Paper, verb: str = "Add") -> str:
    """Return the title of a paper's pull request."""
    key = "Update paper: {title}" if verb == "Update" else "Add paper: {title}"
    said = translated(Phrase(key, title=paper.title), paper.form.list.language)
    return escape.for_title(said)
