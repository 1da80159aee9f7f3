"""What doctor says of a repository: each check right, wrong and not to be read."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import responses

from bot.catalog.page_data import NO_PAGE_DATA
from bot.doctor.checks import check_readme, examine
from bot.doctor.read import read_setup
from bot.doctor.rules import Check
from bot.doctor.setup import Repository, Rule, Setup, Unread
from bot.errors import BrokenState, TransientFault
from bot.outputs.files import blob_sha
from bot.outputs.templates import TEMPLATES
from localhub import LocalHub
from localhub.records import Settings
from tests.conftest import Bench
from tests.ours import parse_catalog, read_page_data, renderer
from tests.paths import PROJECT
from tests.typed import bot

NOW = dt.datetime(2026, 1, 15, 12, tzinfo=dt.UTC)
WORKFLOW_FILE = ".github/workflows/paper-bot.yml"
SCHEDULE_FILE = ".github/workflows/paper-bot-schedule.yml"
BOT_FILES = [
    WORKFLOW_FILE,
    SCHEDULE_FILE,
    ".github/workflows/run.yml",
    "action.yml",
    "bot/__main__.py",
    "requirements/run.txt",
    "templates/README.md.j2",
]
TEMPLATE_FILE = ".github/ISSUE_TEMPLATE/add-new-paper.yml"
LABELS = ["add-new-paper", "needs-changes", "duplicate", "bot-retry"]
CODES = [
    "repository",
    "bot",
    "archived",
    "issues",
    "actions",
    "pull-requests",
    "merging",
    "workflow",
    "schedule",
    "description",
    "papers",
    "readme",
    "beside",
    "citation",
    "issue-template",
    "labels",
    "bot-branches",
    "required-checks",
]
# What GitHub's published shapes answer for a repository that is all right.
API = "https://api.github.com:443/repos/octo/list"
SHA = "0" * 40


@pytest.fixture
def hub(bench: Bench) -> LocalHub:
    """A repository whose set-up is all right."""
    paths = [*BOT_FILES, TEMPLATE_FILE, "CITATION.cff"]
    files = {path: (PROJECT / path).read_text("utf-8") for path in paths}
    bench.hub.commit_files("main", files, "Set the bot up")
    bench.hub.make_labels(*LABELS)
    bench.hub.settings.last_scheduled_run = NOW - dt.timedelta(hours=3)
    return bench.hub


def look(hub: LocalHub, token: str | None = None, now: dt.datetime = NOW) -> dict[str, Check]:
    """Return each check by its code, seen by an administrator where no token is given."""
    token = token or hub.issue_token("maintainer", admin=True)
    setup = read_setup(hub.full_name, token, api_url=hub.api_url)
    checks = examine(setup, f"{hub.server_url}/{hub.full_name}", now)
    assert all(check.change for check in checks if check.verdict == "wrong")
    return {check.code: check for check in checks}


def verdicts(checks: dict[str, Check]) -> dict[str, str]:
    return {code: check.verdict for code, check in checks.items() if check.verdict != "ok"}


# --- right -----------------------------------------------------------------------------------


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
    assert len(asked) == len(set(asked)) == 15
    assert {request.method for request in hub.requests} == {"GET"}
    assert hub.snapshot() == before


# --- wrong -----------------------------------------------------------------------------------

Spoil = Callable[[Settings], object]


@pytest.mark.parametrize(
    ("spoil", "code", "found", "page"),
    [
        (lambda s: setattr(s, "archived", True), "archived", "is archived", "/settings"),
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

    assert verdicts(checks) == {code: "wrong"}
    assert found in checks[code].found
    assert f"{hub.server_url}/{hub.full_name}{page}" in (checks[code].change or "")


@pytest.mark.parametrize(
    ("files", "code", "others"),
    [
        ({WORKFLOW_FILE: None}, "workflow", {"bot": "wrong"}),
        ({SCHEDULE_FILE: None}, "schedule", {"bot": "wrong"}),
        *(({path: None}, "bot", {}) for path in BOT_FILES[2:]),
        ({TEMPLATE_FILE: None}, "issue-template", {}),
        ({"papers.json": "[{]"}, "papers", {"readme": "unknown"}),
        ({"papers.json": b'["\xff"]'}, "papers", {"readme": "unknown"}),
        ({"papers.json": None}, "papers", {"bot": "wrong", "readme": "unknown"}),
        ({"papers.json": "[]\n"}, "readme", {}),
        ({"README.md": "# By hand\n"}, "readme", {}),
        ({"README.md": None}, "readme", {}),
    ],
)
def test_a_wrong_file_is_named(
    hub: LocalHub, files: dict[str, str | bytes | None], code: str, others: dict[str, str]
) -> None:
    hub.commit_files("main", files, "Spoil")
    checks = look(hub)

    assert verdicts(checks) == {code: "wrong", **others}
    assert next(iter(files)) in checks[code].found + (checks[code].change or "")


def test_a_generated_page_that_is_not_as_rendered_or_not_wanted_is_named(hub: LocalHub) -> None:
    hub.commit_files("main", {"papers/heads.md": "By hand\n", "papers/2019.md": "Old\n"}, "Edit")

    check = look(hub)["readme"]

    assert check.verdict == "wrong"
    assert check.found.endswith(": papers/2019.md, papers/heads.md")


def test_a_repository_without_a_bot_is_told_so_first(bench: Bench) -> None:
    bench.hub.commit_files("main", {"papers.json": None}, "Remove the list")
    checks = look(bench.hub)

    assert [*checks][:2] == ["repository", "bot"]
    assert checks["bot"].found.startswith("there is no bot in this repository: not on main: ")
    for path in (*BOT_FILES, "papers.json"):
        assert path in checks["bot"].found
    assert {checks[code].verdict for code in ("bot", "workflow", "schedule", "papers")} == {"wrong"}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("on:\n  push:\n    branches: [main]\n", "ok"),
        ("on:\n  push:\n    branches: [trunk, 'main']\n", "ok"),
        ("on:\n  push:\n    branches: ['**']\n", "ok"),
        ("on:\n  push:\n    paths: [papers.json]\n", "ok"),
        ("on:\n  push:\n    branches: [master]\n", "wrong"),
        ("on:\n  push:\n    branches:\n      - trunk\n      - master\n    paths: [x]\n", "wrong"),
        ("on:\n  push:\n    branches:\n      - 'main'\n", "ok"),
    ],
)
def test_a_workflow_for_another_default_branch_is_named(
    hub: LocalHub, text: str, verdict: str
) -> None:
    hub.commit_files("main", {WORKFLOW_FILE: text}, "Bring an older workflow")
    check = look(hub)["workflow"]

    assert check.verdict == verdict
    if verdict == "wrong":
        assert check.found.endswith("alone, not to main")


@pytest.mark.parametrize(("days", "told"), [(44, False), (46, True), (90, True)])
def test_the_end_of_the_schedule_is_told_before_it_comes(
    hub: LocalHub, days: int, told: bool
) -> None:
    now = NOW + dt.timedelta(days=days)  # the hub's commits are of that day
    hub.settings.last_scheduled_run = now
    check = look(hub, now=now)["schedule"]

    assert (check.verdict, bool(check.change)) == ("ok", told)
    if told:
        assert "Commit something before 2026-03-16" in (check.change or "")
        assert "/actions/workflows/paper-bot-schedule.yml" in (check.change or "")


def test_a_page_that_github_would_cut_is_named(hub: LocalHub, tmp_path: Path) -> None:
    templates = Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))
    macros = templates / "paper.html.j2"
    macros.write_text(macros.read_text("utf-8").replace("400_000", "900_000"), "utf-8")
    (record,) = json.loads(hub.read("main", "papers.json") or "")
    several = [{**record, "title": f"Paper {number}", "links": []} for number in range(1800)]
    catalog = parse_catalog(json.dumps(several))
    pages = renderer(templates).files(catalog)
    size = len(pages["README.md"].encode())
    files = {"papers.json": catalog.text, **pages}

    check = check_readme(
        catalog,
        NO_PAGE_DATA,
        {path: blob_sha(text) for path, text in files.items()},
        templates,
    )

    assert 512_000 < size < 900_000
    assert (check.verdict, f"README.md has {size:,} bytes" in check.found) == ("wrong", True)


def test_pictures_may_be_behind_the_list_and_not_be_missing(hub: LocalHub) -> None:
    catalog = parse_catalog(hub.read("main", "papers.json") or "")
    picture = next(path for path in renderer().files(catalog) if path.endswith(".svg"))
    hub.commit_files("main", {picture: "<svg>An earlier one</svg>"}, "Leave a picture behind")
    check = look(hub)["readme"]
    assert (check.verdict, picture in check.found) == ("ok", True)

    hub.commit_files("main", {picture: None}, "Lose a picture")
    check = look(hub)["readme"]
    assert (check.verdict, picture in check.found) == ("wrong", True)


STAGES = """{
  "name": {"one": "stage", "many": "stages"},
  "stages": [{"name": "First"}],
  "heads": {
    "Retrieval Head": {"stage": "First"}
  }
}
"""


def test_the_pages_are_compared_with_what_stands_beside_the_list(hub: LocalHub) -> None:
    files = {"stages.json": STAGES, "news.json": '[{"date": "2024-09-06", "text": "Out."}]'}
    page_data, _ = read_page_data(lambda path: (path, files[path]) if path in files else None)
    catalog = parse_catalog(hub.read("main", "papers.json") or "")
    hub.commit_files("main", {**files, **renderer().files(catalog, page_data)}, "Show more")

    assert verdicts(look(hub)) == {}
    assert look(hub)["beside"].found == "in order: stages.json, news.json"


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("stages.json", STAGES.replace('{"stage": "First"}', "1"), "stages.json, line 5: "),
        ("stages.json", STAGES.replace("Retrieval", "Other"), "stages.json, line 5: "),
        ("news.json", "[\n1, 2, 3, 4]", "news.json, line 2: entry 1: not an object; "),
    ],
)
def test_what_is_broken_beside_the_list_is_named_by_its_line(
    hub: LocalHub, path: str, text: str, found: str
) -> None:
    hub.commit_files("main", {path: text}, "Break it")
    check = look(hub)["beside"]
    assert (check.verdict, check.found.startswith(found)) == ("wrong", True)
    assert check.found.endswith("; and 1 more") == (path == "news.json")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("message:", "note:", "CITATION.cff: message missing; "),
        ("cff-version: 1.2.0", "cff-version:", "CITATION.cff: cff-version missing; "),
        (
            '  - name: "The paper-bot authors"',
            "  - affiliation: Here",
            "line 8: an author without a name",
        ),
        ("license: MIT", "date-released: 2025-02-30", "line 6: date-released is no day"),
        ("license: MIT", 'license: "MIT\x07"', "CITATION.cff, line 6: no YAML"),
        ("license: MIT", "title: Another", "line 6: title stands twice"),
        ('"The survey is', "'The survey is", "CITATION.cff, line "),
        ("title:", "title: a: b #", "CITATION.cff, line 4: no YAML: mapping values"),
    ],
)
def test_a_citation_that_github_cannot_read_is_named(
    hub: LocalHub, old: str, new: str, found: str
) -> None:
    text = (PROJECT / "CITATION.cff").read_text("utf-8")
    hub.commit_files("main", {"CITATION.cff": text.replace(old, new, 1)}, "Break it")
    check = look(hub)["citation"]
    assert (check.verdict, found in check.found) == ("wrong", True)


@pytest.mark.parametrize("text", ["", "[]", "1", "&a [*a]", "[" * 5000, "!!python/object:os.x {}"])
def test_a_citation_of_any_other_kind_is_wrong_and_ends_nothing(hub: LocalHub, text: str) -> None:
    hub.commit_files("main", {"CITATION.cff": text}, "Break it")
    assert look(hub)["citation"].verdict == "wrong"


def test_a_list_without_a_citation_is_told_so(hub: LocalHub) -> None:
    hub.commit_files("main", {"CITATION.cff": None}, "Remove it")
    check = look(hub)["citation"]
    assert (check.verdict, "nobody is told how to cite" in check.found) == ("ok", True)
    assert "cff-version, message, title, authors" in (check.change or "")


def test_the_plain_template_will_do(hub: LocalHub) -> None:
    plain = TEMPLATE_FILE.replace(".yml", "-plain.md")
    hub.commit_files("main", {TEMPLATE_FILE: None, plain: "Title:\n"}, "Keep the plain one")
    assert look(hub)["issue-template"].verdict == "ok"


def test_an_organization_that_greys_the_setting_out_is_named(hub: LocalHub) -> None:
    hub.settings.actions_may_create_pulls = False
    change = look(hub)["pull-requests"].change or ""
    assert f"{hub.server_url}/organizations/octo-list/settings/actions" in change


def test_a_new_workflow_has_its_first_two_days(hub: LocalHub) -> None:
    hub.settings.last_scheduled_run = None
    soon = dt.datetime(2025, 1, 2, tzinfo=dt.UTC)
    assert look(hub, now=soon)["schedule"].verdict == "ok"


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


# --- a warning, or not to be read ------------------------------------------------------------


@pytest.mark.parametrize("by", ["protection", "ruleset"])
def test_required_checks_are_a_warning(hub: LocalHub, by: str) -> None:
    if by == "protection":
        hub.settings.required_checks.append("build")
    else:
        parameters = {"required_status_checks": [{"context": "build"}]}
        hub.settings.rules["main"] = [{"type": "required_status_checks", "parameters": parameters}]
    checks = look(hub)

    assert verdicts(checks) == {"required-checks": "unknown"}
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
NOTHING_READ = Setup(REPOSITORY, *[Unread("no answer")] * 15)


def test_what_was_not_read_is_unknown_in_every_check() -> None:
    checks = examine(NOTHING_READ, "https://github.com/octo/list", NOW)
    assert [check.code for check in checks] == CODES
    seen = ("repository", "archived", "issues")
    assert {check.code for check in checks if check.verdict == "ok"} == {*seen}
    assert {check.verdict for check in checks} == {"ok", "unknown"}
    unknown = [check for check in checks if check.code not in seen]
    assert all(each.found.startswith("could not be checked: ") for each in unknown)


# --- answers that the local GitHub does not give ---------------------------------------------


def published(path: str = "", answer: object = None, status: int = 200) -> Setup | Unread:
    """Observe a repository by answers of GitHub's published shapes, one of them replaced."""
    owner = {"login": "octo", "type": "User"}
    repository = {"full_name": "octo/list", "default_branch": "main", "owner": owner}
    answers: dict[str, object] = {
        "": repository | {"archived": False, "has_issues": True},
        "/branches/main": {"commit": {"commit": {"tree": {"sha": SHA}}}, "protected": False},
        f"/git/trees/{SHA}": {"tree": [], "truncated": False},
        "/actions/permissions": {"enabled": True, "allowed_actions": "all"},
        "/actions/permissions/workflow": {"can_approve_pull_request_reviews": True},
        "/actions/workflows/paper-bot.yml": {
            "state": "active",
            "created_at": "2020-01-08T23:48:37.000-08:00",
        },
        "/actions/workflows/paper-bot-schedule.yml": {
            "state": "active",
            "created_at": "2020-01-08T23:48:37.000-08:00",
        },
        "/actions/workflows/paper-bot-schedule.yml/runs": {
            "total_count": 0,
            "workflow_runs": [],
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
    assert not isinstance(setup.workflow, Unread)
    assert setup.workflow.since == dt.datetime(2020, 1, 9, 7, 48, 37, tzinfo=dt.UTC)
    assert (setup.last_run, setup.papers, setup.protection) == (None, None, ())


@responses.activate
def test_a_cut_list_of_files_counts_for_nothing() -> None:
    setup = observed(published(f"/git/trees/{SHA}", {"tree": [], "truncated": True}))
    assert setup.files == setup.papers == Unread("GitHub cut the list of files")


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


@pytest.mark.parametrize("answer", [{}, [], [1], {"state": "active", "created_at": None}])
@responses.activate
def test_an_answer_of_another_form_is_not_read(answer: object) -> None:
    setup = observed(published("/actions/workflows/paper-bot.yml", answer))
    assert isinstance(setup.workflow, Unread)


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


# --- the command -----------------------------------------------------------------------------


def doctor(
    hub: LocalHub, *arguments: str, token: str | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    """Run the command, by default as an administrator; the token shows nowhere."""
    token = token or hub.issue_token("maintainer", admin=True)
    hub.settings.last_scheduled_run = dt.datetime.now(dt.UTC)
    settings = {
        "GITHUB_REPOSITORY": hub.full_name,
        "GITHUB_TOKEN": token,
        "GITHUB_API_URL": hub.api_url,
        "GITHUB_SERVER_URL": hub.server_url,
    }
    done = bot("doctor", *arguments, env=settings | env)
    assert token not in done.stdout + done.stderr
    return done


def test_the_json_is_one_list_of_checks(hub: LocalHub) -> None:
    done = doctor(hub, "--json")

    answer = json.loads(done.stdout)
    assert (list(answer), done.returncode, done.stderr) == (["checks"], 0, "")
    assert [check["code"] for check in answer["checks"]] == CODES
    for check in answer["checks"]:
        assert list(check) == ["code", "verdict", "found", "change"]
        assert check["verdict"] == "ok"
        # The hub's commits are old by the command's clock.
        assert check["change"] is None or check["code"] == "schedule"


def test_something_wrong_exits_1_and_the_change_is_one_line(hub: LocalHub) -> None:
    hub.settings.actions_may_create_pulls = False
    done = doctor(hub)

    assert done.returncode == 1
    assert "wrong    pull-requests: GitHub Actions may not create pull requests\n" in done.stdout
    change, *_ = done.stdout.split("\nTo change:\n")[1].splitlines()
    assert change.startswith("  pull-requests: Tick Allow GitHub Actions to create and approve")


def test_what_cannot_be_checked_does_not_fail(hub: LocalHub) -> None:
    done = doctor(hub, token=hub.bot_token)

    assert done.returncode == 0
    assert "unknown  actions: could not be checked: GitHub answered 403" in done.stdout


def test_a_terminal_gets_a_table(hub: LocalHub) -> None:
    hub.settings.actions_may_create_pulls = False
    done = doctor(hub, FORCE_COLOR="1", TERM="xterm", COLUMNS="120")

    assert "\x1b[" in done.stdout
    assert "check" in done.stdout.splitlines()[0]
    assert "\n  pull-requests: Tick Allow" in done.stdout


def test_what_github_says_cannot_be_a_workflow_command(hub: LocalHub) -> None:
    hub.settings.required_checks.append("x\n::error::y")
    done = doctor(hub)

    assert done.returncode == 0
    assert "::error::" not in done.stdout
    assert "\n:" not in done.stdout


@pytest.mark.parametrize("missing", ["GITHUB_TOKEN", "GITHUB_REPOSITORY"])
def test_without_settings_it_exits_2(hub: LocalHub, missing: str) -> None:
    done = doctor(hub, **{missing: ""})
    assert (done.returncode, done.stdout) == (2, "")
    assert missing in done.stderr


def test_a_wrong_token_exits_4(hub: LocalHub) -> None:
    done = doctor(hub, token="ghp_unknown")
    assert (done.returncode, done.stdout) == (4, "")
    assert "The token is wrong or expired" in done.stderr


def test_no_network_exits_3(hub: LocalHub) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: nobody answers
        done = doctor(hub, GITHUB_API_URL=f"http://127.0.0.1:{taken.getsockname()[1]}")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        "paper-bot: could not read the set-up of the repository: no connection to GitHub"
        " (ConnectionError)\n"
    )
