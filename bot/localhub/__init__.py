"""Run a small GitHub on loopback over a real git repository: for demo, rehearsal and tests."""

from bot.localhub.hub import LocalHub
from bot.localhub.records import Request, Settings
from bot.localhub.refusals import Refusal
from bot.localhub.runner import actions_environment
from bot.localhub.views import CommentView, CommitView, IssueView, PullView, Snapshot

__all__ = [
    "CommentView",
    "CommitView",
    "IssueView",
    "LocalHub",
    "PullView",
    "Refusal",
    "Request",
    "Settings",
    "Snapshot",
    "actions_environment",
]
