"""Run a small GitHub on loopback over a real git repository: for demo, rehearsal and tests."""

from localhub.hub import LocalHub
from localhub.records import Request, Settings
from localhub.refusals import Refusal
from localhub.runner import actions_environment
from localhub.views import CommentView, CommitView, IssueView, PullView, Snapshot

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
