"""What doctor says of a repository's switches and rules: right, wrong, and not to be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from bot.doctor.checks import examine
from bot.doctor.read import read_setup
from bot.doctor.setup import Repository, Setup, Unread
from localhub import LocalHub
from localhub.records import Settings
from tests.conftest import Bench
from tests.doctor.looking import NOW, SCHEDULE_FILE, WORKFLOW_FILE, look, verdicts

CODES = [
    "repository",
    "bot",
    "archived",
    "fork",
    "issues",
    "actions",
    "pull-requests",
    "merging",
    "workflow",
    "events",
    "permissions",
    "version",
    "schedule",
    "description",
    "papers",
    "readme",
    "beside",
    "citation",
    "forms",
    "labels",
    "bot-branches",
    "required-checks",
]


def test_a_repository_that_is_set_up_is_all_right(hub: LocalHub) -> None:
    checks = look(hub)

    assert list(checks) == CODES
    assert verdicts(checks) == {}
    assert [check.code for check in checks.values() if check.change] == []


def test_each_thing_is_read_once_and_nothing_is_written(hub: LocalHub) -> None:
    hub.clear_requests()
    before = hub.snapshot()
    look(hub)

    asked = [(request.path, request.query) for request in hub.requests]
    assert len(asked) == len(set(asked)) == 17
    assert {request.method for request in hub.requests} == {"GET"}
    assert hub.snapshot() == before


Spoil = Callable[[Settings], object]


@pytest.mark.parametrize(
    ("spoil", "code", "found", "page"),
    [
        (lambda s: setattr(s, "archived", True), "archived", "is archived", "/settings"),
        (
            lambda s: s.__dict__.update(has_issues=False, forked_from="octo-source"),
            "issues",
            "in each new fork",
            "/settings",
        ),
        (lambda s: setattr(s, "has_issues", False), "issues", "are disabled", "/settings"),
        (
            lambda s: setattr(s, "actions_enabled", False),
            "actions",
            "Actions is disabled",
            "/settings/actions",
        ),
        (
            lambda s: setattr(s, "allowed_actions", "local_only"),
            "actions",
            "only the owner's own actions",
            "/settings/actions",
        ),
        (
            lambda s: setattr(s, "actions_may_create_pulls", False),
            "pull-requests",
            "may not create pull requests",
            "/settings/actions",
        ),
        (
            lambda s: s.__dict__.update(allow_merge_commit=False, allow_squash_merge=False),
            "merging",
            "only rebasing is allowed",
            "/settings",
        ),
        *(
            (
                lambda s, name=name, state=state: s.workflow_states.update({name: state}),
                code,
                f"{name} does not run: {why}; {what}",
                f"/actions/workflows/{name}",
            )
            for name, code, what in [
                ("paper-bot.yml", "workflow", "no issue is answered"),
                (
                    "paper-bot-schedule.yml",
                    "schedule",
                    "issues are answered, and what was missed is not picked up",
                ),
            ]
            for state, why in [
                ("disabled_inactivity", "GitHub switched it off after 60 days without a commit"),
                ("disabled_manually", "somebody switched it off"),
                ("disabled_some_new_way", "its state is disabled_some_new_way"),
            ]
        ),
        (
            lambda s: setattr(s, "last_scheduled_run", NOW - dt.timedelta(days=2, hours=1)),
            "schedule",
            "the last scheduled run began 2026-01-13 11:00 UTC: success",
            "/actions/workflows/paper-bot-schedule.yml",
        ),
        (
            lambda s: setattr(s, "last_scheduled_run", None),
            "schedule",
            "no scheduled run since 2025-01-01",
            "/actions/workflows/paper-bot-schedule.yml",
        ),
        (
            lambda s: s.protected_branches.add("paper-bot/*"),
            "bot-branches",
            "Require a pull request before merging",
            "/settings/rules",
        ),
        *(
            (
                lambda s, kind=kind: s.rules.update({"**": [{"type": kind}]}),
                "bot-branches",
                f"paper-bot/issue-1: {name}",
                "/settings/rules",
            )
            for kind, name in [
                ("creation", "Restrict creations"),
                ("update", "Restrict updates"),
                ("required_linear_history", "Require linear history"),
            ]
        ),
    ],
)
def test_a_wrong_setting_is_named_with_the_page_that_mends_it(
    hub: LocalHub, spoil: Spoil, code: str, found: str, page: str
) -> None:
    spoil(hub.settings)
    checks = look(hub)

    expected = {"fork": "wrong"} if hub.settings.forked_from else {}
    assert verdicts(checks) == {**expected, code: "wrong"}
    assert found in checks[code].found
    assert f"{hub.server_url}/{hub.full_name}{page}" in (checks[code].change or "")


def test_a_fork_is_told_what_is_off_in_it_until_its_workflows_know(hub: LocalHub) -> None:
    hub.settings.forked_from = "octo-source"
    check = look(hub)["fork"]
    assert check.verdict == "wrong"
    assert check.found.startswith("the repository is a fork of octo-source/paper-bot: ")
    assert "with: {in-a-fork: true}" in (check.change or "")

    files = {path: hub.read("main", path) or "" for path in (WORKFLOW_FILE, SCHEDULE_FILE)}
    for given, verdict in (("false", "wrong"), ("true", "look")):
        known = {
            path: text.replace("    uses:", f"    with: {{in-a-fork: {given}}}\n    uses:")
            for path, text in files.items()
        }
        hub.commit_files("main", known, "Live in a fork")
        assert look(hub)["fork"].verdict == verdict
    assert "until somebody enables each" in look(hub)["fork"].found


def test_an_organization_that_greys_the_setting_out_is_named(hub: LocalHub) -> None:
    hub.settings.actions_may_create_pulls = False
    change = look(hub)["pull-requests"].change or ""
    assert f"{hub.server_url}/organizations/octo-list/settings/actions" in change


def test_missing_labels_are_no_fault_but_only_people_make_the_retry_label(bench: Bench) -> None:
    check = look(bench.hub)["labels"]
    assert (check.verdict, check.found) == (
        "ok",
        "add-new-paper, needs-changes, duplicate: made when first needed;"
        " until then GitHub drops add-new-paper from what a form files, and the bot sets it;"
        " bot-retry, which only people set, is missing",
    )
    assert f"{bench.hub.full_name}/labels and name it bot-retry" in (check.change or "")
    bench.hub.make_labels("Bot-Retry")
    assert look(bench.hub)["labels"].change is None


@pytest.mark.parametrize("by", ["protection", "ruleset"])
def test_required_checks_are_a_warning(hub: LocalHub, by: str) -> None:
    if by == "protection":
        hub.settings.required_checks.append("build")
    else:
        parameters = {"required_status_checks": [{"context": "build"}]}
        hub.settings.rules["main"] = [{"type": "required_status_checks", "parameters": parameters}]
    checks = look(hub)

    assert verdicts(checks) == {"required-checks": "look"}
    assert checks["required-checks"].found.startswith("main requires build: ")
    assert "/settings/branches" in (checks["required-checks"].change or "")


@pytest.mark.parametrize("kind", ["required_signatures", "deletion", "commit_message_pattern"])
def test_a_rule_that_may_stop_the_bot_is_named(hub: LocalHub, kind: str) -> None:
    hub.settings.rules["paper-bot/*"] = [{"type": kind}, {"type": "non_fast_forward"}]
    checks = look(hub)

    assert verdicts(checks) == {"bot-branches": "unknown"}
    assert checks["bot-branches"].found.endswith(f"may stop the bot: {kind}")


def test_a_rule_against_forced_pushes_does_no_harm(hub: LocalHub) -> None:
    hub.settings.rules["**"] = [{"type": "non_fast_forward"}]
    assert verdicts(look(hub)) == {}


def test_selected_actions_are_to_be_looked_at(hub: LocalHub) -> None:
    hub.settings.allowed_actions = "selected"
    assert verdicts(look(hub)) == {"actions": "unknown"}


@pytest.mark.parametrize(
    ("who", "message"),
    [
        ("workflow", "GitHub answered 403: Resource not accessible by integration"),
        ("collaborator", "GitHub answered 403: Must have admin rights to Repository."),
    ],
)
def test_what_only_administrators_may_read_is_neither_right_nor_wrong(
    hub: LocalHub, who: str, message: str
) -> None:
    hub.settings.actions_enabled = hub.settings.actions_may_create_pulls = False
    token = hub.bot_token if who == "workflow" else hub.issue_token("carol", write=True)
    checks = look(hub, token)

    assert verdicts(checks) == {"actions": "unknown", "pull-requests": "unknown"}
    assert checks["actions"].found == f"could not be checked: {message}"
    assert "/settings/actions, or run this with" in (checks["pull-requests"].change or "")


def test_a_repository_out_of_reach_is_one_wrong_check(hub: LocalHub) -> None:
    setup = read_setup("octo-list/other", hub.bot_token, api_url=hub.api_url)
    (check,) = examine(setup, "https://github.com/octo-list/other", NOW)
    assert (check.code, check.verdict) == ("repository", "wrong")
    assert check.found == "not reached: GitHub answered 404: Not Found"


REPOSITORY = Repository("octo/list", "main", archived=False, has_issues=True, organization="")
NOTHING_READ = Setup(REPOSITORY, *[Unread("no answer")] * 12)


def test_what_was_not_read_is_unknown_in_every_check() -> None:
    checks = examine(NOTHING_READ, "https://github.com/octo/list", NOW)
    assert [check.code for check in checks] == CODES
    seen = ("repository", "archived", "fork", "issues")
    assert {check.code for check in checks if check.verdict == "ok"} == {*seen}
    assert {check.verdict for check in checks} == {"ok", "unknown"}
    unknown = [check for check in checks if check.code not in seen]
    assert all(each.found.startswith("could not be checked: ") for each in unknown)
