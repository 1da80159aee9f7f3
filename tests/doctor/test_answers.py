"""What doctor makes of GitHub's published answers where the local GitHub has others."""

from __future__ import annotations

import datetime as dt

import pytest
import responses

from bot.doctor.read import read_setup
from bot.doctor.setup import Rule, Setup, Unread, Workflow
from bot.errors import BrokenState, TransientFault

# What GitHub's published shapes answer for a repository without files.
API = "https://api.github.com:443/repos/octo/list"
SHA = "0" * 40


def published(path: str = "", answer: object = None, status: int = 200) -> Setup | Unread:
    """Observe a repository by answers of GitHub's published shapes, one of them replaced."""
    owner = {"login": "octo", "type": "User"}
    repository = {"full_name": "octo/list", "default_branch": "main", "owner": owner}
    answers: dict[str, object] = {
        "": repository | {"archived": False, "has_issues": True},
        "/branches/main": {"commit": {"commit": {"tree": {"sha": SHA}}}, "protected": False},
        f"/git/trees/{SHA}": {"tree": [], "truncated": False},
        "/actions/permissions": {"enabled": True, "allowed_actions": "all"},
        "/actions/permissions/workflow": {
            "can_approve_pull_request_reviews": True,
            "default_workflow_permissions": "read",
        },
        "/actions/workflows": {
            "total_count": 1,
            "workflows": [
                {
                    "path": ".github/workflows/ci.yml",
                    "state": "active",
                    "created_at": "2020-01-08T23:48:37.000-08:00",
                }
            ],
        },
        "/labels": [],
        "/rules/branches/paper-bot%2Fissue-1": [],
        "/rules/branches/main": [],
    }
    assert path in answers
    for each, usual in answers.items():
        replaced = each == path and answer is not None
        responses.get(
            f"{API}{each}", json=answer if replaced else usual, status=status if replaced else 200
        )
    return read_setup("octo/list", "token", api_url="https://api.github.com")


def observed(setup: Setup | Unread) -> Setup:
    assert isinstance(setup, Setup)
    return setup


@responses.activate
def test_moments_with_an_offset_are_read() -> None:
    setup = observed(published())
    since = dt.datetime(2020, 1, 9, 7, 48, 37, tzinfo=dt.UTC)
    assert setup.workflows == {".github/workflows/ci.yml": Workflow("active", since)}
    assert (setup.last_run, setup.proposal, setup.protection) == (None, None, ())


@responses.activate
def test_a_cut_list_of_files_counts_for_nothing() -> None:
    setup = observed(published(f"/git/trees/{SHA}", {"tree": [], "truncated": True}))
    assert setup.files == Unread("GitHub cut the list of files, of which there are too many")


@responses.activate
def test_more_labels_than_a_page_count_for_nothing() -> None:
    setup = observed(published("/labels", [{"name": f"label {n}"} for n in range(100)]))
    assert setup.labels == Unread("there are 100 labels or more")


@responses.activate
def test_a_classic_protection_that_is_off_requires_nothing() -> None:
    branch = {"commit": {"commit": {"tree": {"sha": SHA}}}}
    off = {"enforcement_level": "off", "contexts": ["build"]}
    setup = published("/branches/main", branch | {"protection": {"required_status_checks": off}})
    assert observed(setup).protection == ()


@pytest.mark.parametrize("answer", [{}, [], [1], {"workflows": [{"state": "active"}]}])
@responses.activate
def test_an_answer_of_another_form_is_not_read(answer: object) -> None:
    setup = observed(published("/actions/workflows", answer))
    assert isinstance(setup.workflows, Unread)


@responses.activate
def test_rules_carry_their_checks() -> None:
    parameters = {"required_status_checks": [{"context": "a"}, {"context": "b"}]}
    rules = [{"type": "required_status_checks", "parameters": parameters}, {"type": "deletion"}]
    setup = observed(published("/rules/branches/main", rules))
    assert setup.rules == (Rule("required_status_checks", ("a", "b")), Rule("deletion"))


@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (401, "Bad credentials", BrokenState),
        (403, "API rate limit exceeded for user ID 1.", TransientFault),
        (403, "You have exceeded a secondary rate limit.", TransientFault),
        (429, "Too many requests", TransientFault),
        (451, "Repository access blocked", BrokenState),
    ],
)
@responses.activate
def test_a_fault_is_never_taken_for_an_answer(
    status: int, message: str, kind: type[Exception]
) -> None:
    with pytest.raises(kind, match=message):
        published("/labels", {"message": message}, status)
