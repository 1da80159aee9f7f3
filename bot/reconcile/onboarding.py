"""Propose a description of the list, by one pull request, and keep that up to date.

A repository gets the bot by a workflow file. As long as nothing describes its list no issue is
touched: the first run reads README.md and proposes what it takes it for.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from bot.config import CONFIGURE_BRANCH, FORMS_FOLDER, PAPERS_FILE
from bot.errors import OF_ACTIONS, BadToken, BrokenState, Fault, NotPermitted, UsageFault
from bot.listing import DESCRIPTION_FILE
from bot.messages import Memory, Renderer, Verdict, blocks, configure_message, configure_title
from bot.outputs import Configured, configured, proposed
from bot.reconcile.applying import Outcome, apply_plan
from bot.reconcile.branch import read_if_there, unchanged
from bot.reconcile.planning import Plan, make_list_plan
from bot.reconcile.states import (
    ActualBranch,
    ActualPull,
    Context,
    DesiredBranch,
    DesiredPull,
    Ending,
    Tip,
)
from bot.reconcile.tools import Tools


@dataclass(frozen=True)
class Onboarder:
    """Keeps the pull request that proposes a description.

    `name` is that of the list, as long as its README says none. A pull request that a person has
    closed is a no, unless somebody asks again by hand.
    """

    tools: Tools
    name: str
    asked_by_hand: bool = False

    def onboard(self) -> Outcome:
        """Open or update the pull request, as far as there is something to write.

        Where the description on its branch is a person's and is wrong, the text says so, and so
        does the outcome. Raises Fault; where GitHub lets the bot open no pull request, it names
        the setting and the way by hand.
        """
        context = self.tools.repository.around(
            CONFIGURE_BRANCH, self.tools.base_branch, is_described=False
        )
        if context.ended and not self.asked_by_hand:
            return Outcome(Plan(None, Verdict.DECLINED, pull=context.ended_pull), 0)
        fault: Fault | None = None
        desired: DesiredBranch | None = None
        is_theirs = True  # until the description was read
        try:
            text = self._on_branch(context)
            is_theirs = text is not None
            made = self._made(context, text)
            desired = self._desired(made, context, is_theirs=is_theirs)
            block = self._block(made, context, is_theirs=is_theirs)
        except (UsageFault, BrokenState) as broken:
            if not is_theirs or isinstance(broken, BadToken | NotPermitted):
                raise
            fault, block = broken, self.tools.renderer.pulls.misdescribed(str(broken))
        pull = DesiredPull(configure_title(self.name), block, context.base_branch)
        plan = make_list_plan(
            CONFIGURE_BRANCH,
            Verdict.CONFIGURE,
            desired,
            pull,
            context.branch,
            _with_block(context.pull),
        )
        try:
            return replace(apply_plan(self.tools, plan), fault=fault)
        except NotPermitted as refused:
            if refused.page != OF_ACTIONS:
                raise
            by_hand = f"{refused}. {self._by_hand(context)}"
            raise NotPermitted(by_hand, refused.page) from refused

    def _on_branch(self, context: Context) -> str | None:
        """Return the description on the branch where it is a person's, None for the bot's own.

        What was merged, and taken off the default branch since, is nobody's any more.
        """
        branch = context.branch
        if branch is None or branch.is_spent or context.ended is Ending.MERGED:
            return None
        text = self._read(branch.tip.commit, DESCRIPTION_FILE)
        return None if text is None or _digest(text) == branch.digest else text

    def _made(self, context: Context, text: str | None) -> Configured:
        """Return what comes with the description, as people want it on the branch.

        A README that they write there is that of the list, and a form that they remove stays so.
        """
        branch, base = context.branch, context.base.commit

        def read(path: str) -> str | None:
            is_page = path.endswith(".md") and not path.startswith(FORMS_FOLDER)
            is_there = bool(is_page and branch and branch.blobs.get(path))
            return self._read(branch.tip.commit if branch and is_there else base, path)

        made = proposed(read, self.name) if text is None else configured(read, text)
        readme = made.form.list.readme
        files = {
            path: text
            for path, text in made.files.items()
            if not (branch and path.startswith(FORMS_FOLDER) and self._is_removed(branch, path))
        }
        if readme not in files and self._read(base, readme) is None:
            files[readme] = read(readme) or ""
        return replace(made, files=files)

    def _is_removed(self, branch: ActualBranch, path: str) -> bool:
        """Whether people have removed a file that the bot had brought with a description."""
        if not (branch.own and branch.blobs.get(DESCRIPTION_FILE)):
            return False
        if path in branch.blobs:
            return not branch.blobs[path]
        return self._read(branch.fork, path) is None

    def _desired(self, made: Configured, context: Context, *, is_theirs: bool) -> DesiredBranch:
        """Return the branch: what comes with the description, on top of what is there.

        The default branch is merged into one that was merged before. Else it never is, for
        nothing on it is changed there, too.
        """
        branch, base = context.branch, context.base
        # A person's description stays theirs: the message goes on naming the bot's last one.
        digest = branch.digest if branch and is_theirs else _digest(made.text)
        message = configure_message(digest)
        files: dict[str, str | None] = {**made.files}
        data = made.form.list.data
        if branch is None:
            return DesiredBranch(files, message, base, "", data=data)
        if data != PAPERS_FILE and branch.own and branch.blobs.get(PAPERS_FILE):
            files[PAPERS_FILE] = self._read(base.commit, PAPERS_FILE)  # as before the bot's own
        same = unchanged(self.tools.repository.read_file, files, branch)
        if context.ended is Ending.MERGED:
            is_behind = branch.fork != base.commit
            return DesiredBranch(
                files, message, base, "", data=data, merge=is_behind, unchanged=same
            )
        fork = Tip(branch.fork, "")
        return DesiredBranch(files, message, fork, "", data=data, unchanged=same)

    def _block(self, made: Configured, context: Context, *, is_theirs: bool) -> str:
        readme, branch = made.form.list.readme, context.branch
        is_edited = readme not in made.files and bool(branch and branch.blobs.get(readme))
        pulls = Renderer(made.form).pulls
        return pulls.configure(made, is_ours=not is_theirs, is_edited=is_edited)

    def _read(self, commit: str, path: str) -> str | None:
        return read_if_there(self.tools.repository.read_file, commit, path)

    def _by_hand(self, context: Context) -> str:
        site, span = self.tools.site, f"{context.base_branch}...{CONFIGURE_BRANCH}"
        return (
            f"The setting is at {site}/settings/actions; "
            f"without it, {site}/compare/{span}?expand=1 opens the pull request by hand"
        )


def _with_block(pull: ActualPull | None) -> ActualPull | None:
    """Return a pull request that a person opened by hand, without a word, with a place for ours."""
    if pull is None or pull.own or pull.body.strip():
        return pull
    return replace(pull, body=blocks.block(Memory(), ""))


def _digest(text: str) -> str:
    """Return the word by which the bot knows again a description that it wrote itself."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
