"""Propose a description of the list, by one pull request, and keep that up to date.

A repository gets the bot by a workflow file. As long as nothing describes its list no issue is
touched: the first run reads README.md and proposes what it takes it for.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from bot.config import CONFIGURE_BRANCH
from bot.errors import BrokenState, Fault, NotPermitted, UsageFault
from bot.listing import DESCRIPTION_FILE
from bot.messages import Memory, Renderer, Verdict, blocks, configure_message, configure_title
from bot.outputs import Configured, configured, proposed
from bot.reconcile.applying import Outcome, apply_plan
from bot.reconcile.branch import read_if_there, unchanged
from bot.reconcile.planning import Plan, make_list_plan
from bot.reconcile.states import ActualPull, Context, DesiredBranch, DesiredPull, Tip
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
        text = self._on_branch(context)
        fault: Fault | None = None
        desired: DesiredBranch | None = None
        try:
            made = self._made(context, text)
            desired = self._desired(made, context, is_theirs=text is not None)
            block = Renderer(made.form).pulls.configure(made, is_ours=text is None)
        except (UsageFault, BrokenState) as broken:
            if text is None:
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
            raise NotPermitted(f"{refused}. {self._by_hand(context)}") from refused

    def _on_branch(self, context: Context) -> str | None:
        """Return the description on the branch where it is a person's, None for the bot's own."""
        if context.branch is None:
            return None
        branch, read_file = context.branch, self.tools.repository.read_file
        text = read_if_there(read_file, branch.tip.commit, DESCRIPTION_FILE)
        return None if text is None or _digest(text) == branch.digest else text

    def _made(self, context: Context, text: str | None) -> Configured:
        read_file, base = self.tools.repository.read_file, context.base.commit

        def read(path: str) -> str | None:
            return read_if_there(read_file, base, path)

        return proposed(read, self.name) if text is None else configured(read, text)

    def _desired(self, made: Configured, context: Context, *, is_theirs: bool) -> DesiredBranch:
        """Return the branch: what comes with the description, on top of what is there.

        The default branch is never merged into it, for nothing on it is changed there, too.
        """
        branch = context.branch
        # A person's description stays theirs: the message goes on naming the bot's last one.
        digest = branch.digest if branch and is_theirs else _digest(made.text)
        message = configure_message(digest)
        files: dict[str, str | None] = {**made.files}
        data = made.form.list.data
        if branch is None:
            return DesiredBranch(files, message, context.base, "", data=data)
        same = unchanged(self.tools.repository.read_file, files, branch)
        fork = Tip(branch.fork, "")
        return DesiredBranch(files, message, fork, "", data=data, unchanged=same)

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
