"""Hold what runners that only act like GitHub ignore: triggers, permissions, pins, forms."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

from bot import __version__
from bot.outputs.files import is_own
from tests.ours import OURS
from tests.paths import PROJECT

WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
BOTS = [path for path in WORKFLOWS if path.name.startswith("paper-bot")]
CALLED = PROJECT / ".github" / "workflows" / "run.yml"
PASTED = [PROJECT / "examples" / "workflows" / path.name for path in BOTS]
ACTION = PROJECT / "action.yml"
LOCKS = sorted((PROJECT / "requirements").glob("*.txt"))
FORM = PROJECT / ".github" / "ISSUE_TEMPLATE" / "add-new-paper.yml"
FORMS = sorted(path for path in FORM.parent.glob("*.yml") if path.name != "config.yml")
PLAIN = PROJECT / ".github" / "ISSUE_TEMPLATE" / "add-new-paper-plain.md"

every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
every_bot = pytest.mark.parametrize("path", BOTS, ids=lambda path: path.name)
every_file = pytest.mark.parametrize(
    "path", [*WORKFLOWS, *PASTED, ACTION], ids=lambda path: f"{path.parent.name}/{path.name}"
)
every_lock = pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)


def read_yaml(path: Path) -> dict[str, Any]:
    """Read by YAML 1.2, where the key `on` is a word; by YAML 1.1 it would be the value true."""
    value = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    assert isinstance(value, dict)
    return value


def workflow(name: str) -> dict[str, Any]:
    return read_yaml(PROJECT / ".github" / "workflows" / name)


def jobs_of(path: Path) -> list[dict[str, Any]]:
    return list(read_yaml(path)["jobs"].values())


def steps_of(path: Path) -> list[dict[str, Any]]:
    if path == ACTION:
        return [*read_yaml(path)["runs"]["steps"]]
    return [step for job in jobs_of(path) for step in job.get("steps", ())]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def requirement_lines(path: Path) -> list[str]:
    """Join continued lines and drop comments, as pip reads the file."""
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = (line.split(" #")[0].strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def pins(path: Path) -> dict[str, frozenset[str]]:
    """Map each locked package to its version, or versions where they differ by platform."""
    pinned = re.compile(r"([\w.-]+)(?:\[[\w, -]+\])?==(\S+)")
    found: dict[str, set[str]] = defaultdict(set)
    for match in map(pinned.match, requirement_lines(path)):
        if match:
            found[canonicalize_name(match[1])].add(match[2])
    return {name: frozenset(versions) for name, versions in found.items()}


def assert_satisfied(requirement: Requirement, locked: dict[str, frozenset[str]]) -> None:
    """Assert that a version is locked which a requirement admits."""
    versions = locked[canonicalize_name(requirement.name)]
    assert any(requirement.specifier.contains(version) for version in versions), requirement


def test_there_are_these_workflows_and_locks() -> None:
    assert [path.stem for path in WORKFLOWS] == [
        "ci",
        "codeql",
        "paper-bot-schedule",
        "paper-bot",
        "release",
        "run",
    ]
    assert [path.stem for path in LOCKS] == ["build", "demo", "dev", "fuzz", "run", "uv"]


MAY_WRITE = {"contents": "write", "issues": "write", "pull-requests": "write"}
# What a pull request for a paper, or its merge, may change: the list, and what is generated.
OF_A_PAPER = {"papers.json", "README.md", "papers/**"}


class TestBotWorkflow:
    def test_starts_on_just_these_events(self) -> None:
        """Not on a schedule: GitHub switches a file with one off after 60 quiet days, as a whole.

        Nor on a pull request that is opened, updated or reopened: each by the bot would leave a
        run that waits for approval.
        """
        on = workflow("paper-bot.yml")["on"]
        assert set(on) == {"issues", "pull_request", "push", "workflow_dispatch"}
        assert on["issues"] == {
            "types": [
                "opened",
                "edited",
                "reopened",
                "labeled",
                "closed",
                "deleted",
                "transferred",
            ]
        }
        assert on["pull_request"] == {"types": ["closed"]}

    def test_sweeps_every_six_hours_at_an_odd_minute_in_a_file_of_its_own(self) -> None:
        on = workflow("paper-bot-schedule.yml")["on"]
        assert set(on) == {"schedule"}
        (entry,) = on["schedule"]
        minute, *rest = entry["cron"].split()
        assert rest == ["*/6", "*", "*", "*"]
        assert int(minute) % 5 != 0

    def test_only_the_schedule_is_lost_where_github_switches_files_with_one_off(self) -> None:
        scheduled = [path.name for path in WORKFLOWS if "schedule" in read_yaml(path)["on"]]
        assert scheduled == ["codeql.yml", "paper-bot-schedule.yml"]

    def test_can_be_started_by_hand_with_or_without_an_issue_number(self) -> None:
        inputs = workflow("paper-bot.yml")["on"]["workflow_dispatch"]["inputs"]
        assert set(inputs) == {"issue"}
        assert inputs["issue"]["type"] == "string"
        assert "required" not in inputs["issue"]

    @every_bot
    def test_may_write_contents_issues_and_pull_requests_and_nothing_else(self, path: Path) -> None:
        (job,) = jobs_of(path)
        assert job["permissions"] == MAY_WRITE
        assert job["cache-mode"] == "none"

    @every_bot
    def test_holds_triggers_permissions_and_one_call_at_the_commit_that_runs(
        self, path: Path
    ) -> None:
        assert set(read_yaml(path)) == {"name", "on", "permissions", "jobs"}
        (job,) = jobs_of(path)
        assert set(job) == {"permissions", "cache-mode", "uses", "secrets"}
        assert job["uses"] == "$/.github/workflows/run.yml"
        key = "${{ secrets.PAPER_BOT_SEMANTIC_SCHOLAR_KEY }}"
        assert job["secrets"] == {"semantic-scholar-key": key}

    def test_names_no_label(self) -> None:
        """A list may have labels of other names."""
        labels = OURS.submission
        named = [labels.label, labels.needs_changes, labels.duplicate, labels.retry]
        for path in (*BOTS, *PASTED, CALLED, ACTION):
            text = path.read_text("utf-8")
            assert [name for name in named if name in text] == []


class TestWhatOthersPaste:
    @pytest.mark.parametrize(
        ("path", "lines"), [*zip(PASTED, (12, 25), strict=True)], ids=["schedule", "events"]
    )
    def test_is_short_and_holds_no_reference_but_the_one_to_the_bot(
        self, path: Path, lines: int
    ) -> None:
        text = path.read_text("utf-8")
        assert len(text.splitlines()) <= lines
        assert text.count("OWNER/paper-bot/.github/workflows/run.yml@") == 1

    @pytest.mark.parametrize(
        ("own", "pasted"), [*zip(BOTS, PASTED, strict=True)], ids=["schedule", "events"]
    )
    def test_is_what_this_list_has_but_for_where_it_calls(self, own: Path, pasted: Path) -> None:
        assert without_calls(own) == without_calls(pasted)
        assert read_yaml(own).keys() == read_yaml(pasted).keys()

    @pytest.mark.parametrize("path", PASTED, ids=lambda path: path.name)
    def test_names_the_version_that_is_here(self, path: Path) -> None:
        assert path.read_text("utf-8").count(f" # v{__version__}\n") == 1


def without_calls(path: Path) -> list[str]:
    """Return a workflow's lines without what they call, comments aside."""
    lines = [line.split(" #")[0].rstrip() for line in path.read_text("utf-8").splitlines()]
    return [line for line in lines if "uses:" not in line and not line.startswith("#")]


class TestCalledWorkflow:
    """`run.yml`: conditions, keys, checkout and time limits, for this list and all others."""

    def job(self) -> dict[str, Any]:
        (job,) = jobs_of(CALLED)
        return job

    def condition(self) -> str:
        return squeezed(self.job()["if"])

    def test_is_only_called(self) -> None:
        assert set(workflow("run.yml")["on"]) == {"workflow_call"}

    def test_says_of_what_goes_in_its_type_and_that_it_is_optional(self) -> None:
        call = workflow("run.yml")["on"]["workflow_call"]
        assert {name: each["type"] for name, each in call["inputs"].items()} == {
            "contact": "string",
            "services-off": "string",
            "in-a-fork": "boolean",
        }
        assert [*call["secrets"]] == ["semantic-scholar-key"]
        for each in (*call["inputs"].values(), *call["secrets"].values()):
            assert each["description"]
            assert each["required"] is False

    def test_hands_on_what_the_action_tells(self) -> None:
        outputs = workflow("run.yml")["on"]["workflow_call"]["outputs"]
        told = read_yaml(ACTION)["outputs"]
        assert [*outputs] == [*told] == [*self.job()["outputs"]]
        for name in told:
            assert outputs[name]["description"] == told[name]["description"]
            assert outputs[name]["value"] == f"${{{{ jobs.reconcile.outputs.{name} }}}}"
            assert self.job()["outputs"][name] == f"${{{{ steps.bot.outputs.{name} }}}}"
            assert told[name]["value"] == f"${{{{ steps.bot.outputs.{name} }}}}"

    def test_pushes_count_on_the_default_branch_whatever_its_name_and_on_the_bots(self) -> None:
        no_fork = "(inputs.in-a-fork||!github.event.repository.fork))"
        assert (
            "(github.event_name=='push'&&github.ref==format('refs/heads/{0}',"
            f"github.event.repository.default_branch)&&{no_fork}"
        ) in self.condition()
        assert (
            f"(github.event_name=='push'&&startsWith(github.ref,'refs/heads/paper-bot/')&&{no_fork}"
        ) in self.condition()
        assert f"(github.event_name=='schedule'&&{no_fork}" in self.condition()

    def test_may_write_contents_issues_and_pull_requests_and_nothing_else(self) -> None:
        assert self.job()["permissions"] == MAY_WRITE
        assert self.job()["cache-mode"] == "none"

    def test_never_cancels_a_run_between_two_writes(self) -> None:
        assert self.job()["concurrency"]["cancel-in-progress"] is False

    def test_events_of_one_issue_share_a_key_whatever_they_are(self) -> None:
        group = squeezed(self.job()["concurrency"]["group"])
        assert "format('paper-bot/issue-{0}',github.event.issue.number)" in group
        assert "format('paper-bot/issue-{0}',github.event.inputs.issue)" in group
        assert "&&github.event.pull_request.head.ref)" in group
        assert "&&github.ref_name)" in group

    def test_whatever_looks_at_everything_shares_a_key(self) -> None:
        group = squeezed(self.job()["concurrency"]["group"])
        sweeps = group[: group.index("&&'paper-bot/sweep')")].split("||((")[-1]
        for name in ("push", "schedule", "workflow_dispatch"):
            assert f"github.event_name=='{name}'" in sweeps

    def test_an_event_that_the_job_drops_pushes_no_waiting_run_out(self) -> None:
        group = squeezed(self.job()["concurrency"]["group"])
        issues, pulls, *others = re.split(r"\)?\|\|\(?(?=github.event_name)", self.condition())
        assert issues.startswith("(github.event_name=='issues'")
        assert pulls.startswith("github.event_name=='pull_request'")
        assert len(others) == 4
        for each in (issues.removeprefix("("), pulls, *others):
            assert each in group
        assert group.endswith("||github.run_id}}")

    def test_spares_minutes_for_bots_labels_of_a_form_other_branches_and_forks(self) -> None:
        condition = self.condition()
        assert "github.event.sender.type!='Bot'" in condition
        assert (
            "(github.event.action!='labeled'"
            "||github.event.issue.updated_at!=github.event.issue.created_at)"
        ) in condition
        assert "startsWith(github.event.pull_request.head.ref,'paper-bot/')" in condition
        assert "github.event.pull_request.head.repo.full_name==github.repository" in condition

    def test_checks_out_the_default_branch_only(self) -> None:
        (checkout,) = (
            step
            for step in steps_of(CALLED)
            if step.get("uses", "").startswith("actions/checkout@")
        )
        assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}"

    def test_fetches_every_branch_for_the_runs_that_look_at_everything(self) -> None:
        depth = " ".join(self.job()["steps"][0]["with"]["fetch-depth"].split())
        sweeps = """contains(fromJSON('["push", "schedule", "workflow_dispatch"]'), """
        assert depth == f"${{{{ {sweeps}github.event_name) && '0' || '1' }}}}"

    def test_calls_the_action_at_its_own_commit_with_the_settings_of_the_list(self) -> None:
        *_, last = steps_of(CALLED)
        assert last["uses"] == "$/."
        assert last["with"] == {
            "contact": "${{ inputs.contact || vars.PAPER_BOT_CONTACT }}",
            "services-off": "${{ inputs.services-off || vars.PAPER_BOT_SERVICES_OFF }}",
            "semantic-scholar-key": "${{ secrets.semantic-scholar-key }}",
        }
        assert {*last["with"], "token"} == set(read_yaml(ACTION)["inputs"])


class TestAction:
    def test_installs_wheels_by_hash_and_nothing_besides(self) -> None:
        install, run = (step["run"] for step in steps_of(ACTION))
        assert install == 'bash "$GITHUB_ACTION_PATH/requirements/install" "$RUNNER_TEMP/paper-bot"'
        script = (PROJECT / "requirements" / "install").read_text("utf-8").replace("\\\n", " ")
        lines = [line for line in script.splitlines() if " pip install " in line]
        assert len(lines) == 2
        for line, lock in zip(lines, ("uv.txt", "run.txt"), strict=True):
            assert " --require-hashes --only-binary :all: " in line
            assert line.endswith(f'--requirement "$locks/{lock}"')
        assert "install" not in run

    def test_gives_the_token_to_the_bot_step_alone(self) -> None:
        *others, last = steps_of(ACTION)
        assert last["env"] == {
            "GITHUB_TOKEN": "${{ inputs.token }}",
            "PAPER_BOT_CONTACT": "${{ inputs.contact }}",
            "PAPER_BOT_SERVICES_OFF": "${{ inputs.services-off }}",
            "PAPER_BOT_SEMANTIC_SCHOLAR_KEY": "${{ inputs.semantic-scholar-key }}",
        }
        assert all("env" not in step for step in (*others, *steps_of(CALLED)))
        texts = [path.read_text(encoding="utf-8") for path in (ACTION, CALLED, *BOTS)]
        assert [text.count("github.token") for text in texts] == [1, 0, 0, 0]
        assert [re.findall(r"(?:secrets|vars)\.[\w-]+", text) for text in texts] == [
            [],
            [
                "vars.PAPER_BOT_CONTACT",
                "vars.PAPER_BOT_SERVICES_OFF",
                "secrets.semantic-scholar-key",
            ],
            *[["secrets.PAPER_BOT_SEMANTIC_SCHOLAR_KEY"]] * 2,
        ]

    def test_says_of_what_goes_in_that_it_is_optional(self) -> None:
        for each in read_yaml(ACTION)["inputs"].values():
            assert each["description"]
            assert each["required"] is False


class TestNothingStartsOnAPaper:
    """A run on a pull request of the bot's waits for approval, before any condition is asked."""

    @every_workflow
    def test_no_pull_request_that_changes_but_the_list_starts_a_run(self, path: Path) -> None:
        on = read_yaml(path)["on"]
        if "pull_request" not in on:
            return
        trigger = on["pull_request"]
        if path.name == "paper-bot.yml":
            assert trigger == {"types": ["closed"]}  # by a person: GITHUB_TOKEN starts none by it
        else:
            assert set(trigger) == {"paths-ignore"}
            assert set(trigger["paths-ignore"]) == OF_A_PAPER

    @every_workflow
    def test_no_merge_of_one_starts_a_run_but_the_bot_s(self, path: Path) -> None:
        on = read_yaml(path)["on"]
        if path.name == "paper-bot.yml" or "push" not in on:
            return
        if path.name == "release.yml":
            assert set(on["push"]) == {"tags"}
        else:
            assert set(on["push"]["paths-ignore"]) == OF_A_PAPER

    @every_workflow
    def test_no_trigger_names_the_default_branch(self, path: Path) -> None:
        on = read_yaml(path)["on"]
        triggers = [on.get(name) or {} for name in ("push", "pull_request")]
        assert {name for each in triggers for name in each.get("branches", ())} <= {"**"}

    @pytest.mark.parametrize("name", ["ci.yml", "codeql.yml"])
    def test_pushes_to_other_branches_start_no_job(self, name: str) -> None:
        for job in workflow(name)["jobs"].values():
            assert squeezed(job["if"]) == (
                "github.event_name!='push'||github.ref_name==github.event.repository.default_branch"
            )

    def test_what_the_bot_writes_is_no_more_than_these_paths(self) -> None:
        written = ["papers.json", "README.md", "papers/heads.md", "papers/2024-01.md"]
        assert [path for path in written if not is_own(path, OURS)] == []
        assert not is_own("templates/README.md.j2", OURS)
        assert not is_own(".github/workflows/ci.yml", OURS)


class TestCiWorkflow:
    def test_runs_the_one_script_on_every_supported_python(self) -> None:
        job = workflow("ci.yml")["jobs"]["check"]
        assert job["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13"]
        assert job["strategy"]["fail-fast"] is False
        assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/run"]

    def test_installs_what_the_bot_runs_with_and_starts_it_as_its_workflow_does(self) -> None:
        """Else a lock that nothing can install would be found by the first issue after a merge."""
        job = workflow("ci.yml")["jobs"]["run"]
        versions = job["strategy"]["matrix"]["python"]
        assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/start"]
        assert versions == ["3.11", "3.12"]  # the floor, and what the bot's runner has
        script = (PROJECT / ".ci" / "start").read_text("utf-8")
        assert 'requirements/install "$folder/bot"' in script
        assert 'python="$folder/bot/env/bin/python"' in script
        for command in ("--version", "check --offline"):
            assert f'"$python" -P -m bot {command}' in script

    def test_starts_on_pushes_pull_requests_and_by_hand(self) -> None:
        assert set(workflow("ci.yml")["on"]) == {"push", "pull_request", "workflow_dispatch"}

    def test_may_only_read(self) -> None:
        for job in workflow("ci.yml")["jobs"].values():
            assert job["permissions"] == {"contents": "read"}

    def test_gives_way_to_a_newer_push(self) -> None:
        assert workflow("ci.yml")["concurrency"]["cancel-in-progress"] is True


class TestCodeqlWorkflow:
    def test_analyzes_pushes_pull_requests_and_each_week_what_rests(self) -> None:
        on = workflow("codeql.yml")["on"]
        assert set(on) == {"push", "pull_request", "schedule"}
        (entry,) = on["schedule"]
        minute, hour, *rest = entry["cron"].split()
        assert minute.isdecimal()
        assert hour.isdecimal()
        assert rest[:2] == ["*", "*"]
        assert rest[2].isdecimal()

    def test_analyzes_the_bot_and_the_workflows(self) -> None:
        (job,) = workflow("codeql.yml")["jobs"].values()
        assert job["strategy"]["matrix"]["language"] == ["python", "actions"]
        start, analyze = job["steps"][1:]
        assert start["uses"].startswith("github/codeql-action/init@")
        assert start["with"]["languages"] == "${{ matrix.language }}"
        assert analyze["uses"].startswith("github/codeql-action/analyze@")

    def test_starts_and_analyzes_with_one_release(self) -> None:
        used = [step["uses"] for step in steps_of(PROJECT / ".github" / "workflows" / "codeql.yml")]
        assert len({use.partition("@")[2] for use in used if "codeql-action" in use}) == 1

    def test_may_write_findings_and_nothing_else(self) -> None:
        (job,) = workflow("codeql.yml")["jobs"].values()
        permissions = dict(job["permissions"])
        assert permissions.pop("security-events") == "write"
        assert permissions == {"contents": "read", "actions": "read"}

    def test_runs_no_command_of_ours(self) -> None:
        assert all("run" not in step for step in steps_of(PROJECT / ".github/workflows/codeql.yml"))


class TestReleaseWorkflow:
    def test_starts_on_tags_of_versions_alone(self) -> None:
        assert workflow("release.yml")["on"] == {"push": {"tags": ["v*"]}}

    def test_may_write_a_release_and_an_attestation_and_nothing_else(self) -> None:
        (job,) = workflow("release.yml")["jobs"].values()
        assert job["permissions"] == {
            "contents": "write",
            "id-token": "write",
            "attestations": "write",
        }

    def test_attests_and_releases_the_same_files_with_the_token_for_the_release_alone(self) -> None:
        *others, attest, release = steps_of(PROJECT / ".github" / "workflows" / "release.yml")
        assert attest["with"] == {"subject-path": "${{ runner.temp }}/release/files/*"}
        assert '"$RUNNER_TEMP"/release/files/*' in release["run"]
        assert release["env"] == {"GH_TOKEN": "${{ github.token }}"}
        assert all("env" not in step for step in (*others, attest))


class TestEveryWorkflow:
    @every_workflow
    def test_grants_nothing_on_top(self, path: Path) -> None:
        assert read_yaml(path)["permissions"] == {}

    @every_workflow
    def test_never_runs_what_a_stranger_sends_with_a_token_that_writes(self, path: Path) -> None:
        assert not {"pull_request_target", "workflow_run"} & set(read_yaml(path)["on"])

    @every_file
    def test_pins_every_action_by_commit_and_names_its_version(self, path: Path) -> None:
        lines = [line for line in path.read_text("utf-8").splitlines() if " uses:" in line]
        steps = [*steps_of(path), *(jobs_of(path) if path != ACTION else [])]
        assert len(lines) == sum("uses" in step for step in steps)
        for line in lines:
            own = "uses: $/" in line  # what this repository has at the commit that runs
            assert own or re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line

    @every_workflow
    def test_leaves_no_credentials_in_the_checkout(self, path: Path) -> None:
        checkouts = [s for s in steps_of(path) if s.get("uses", "").startswith("actions/checkout@")]
        assert bool(checkouts) is (path not in BOTS)
        assert all(step["with"]["persist-credentials"] is False for step in checkouts)

    @every_file
    def test_puts_no_expression_into_a_script(self, path: Path) -> None:
        assert all("${{" not in step.get("run", "") for step in steps_of(path))

    @every_workflow
    def test_names_every_permission_of_each_job(self, path: Path) -> None:
        for job in jobs_of(path):
            assert job["permissions"]
            assert set(job["permissions"].values()) <= {"read", "write"}

    @every_workflow
    def test_hands_no_secret_on_to_workflows_of_others(self, path: Path) -> None:
        for job in jobs_of(path):
            assert job.get("uses", "$/").startswith("$/")
            assert job.get("secrets") != "inherit"

    @every_file
    def test_sets_no_variable_or_path_for_the_steps_after(self, path: Path) -> None:
        text = path.read_text("utf-8")
        assert not re.search(r"GITHUB_(ENV|PATH|OUTPUT)|::(set-env|add-path|set-output)", text)

    @every_file
    def test_reads_and_writes_no_cache(self, path: Path) -> None:
        for step in steps_of(path):
            assert "actions/cache" not in step.get("uses", "")
            assert "cache" not in step.get("with", {})

    @every_workflow
    def test_ends_in_time(self, path: Path) -> None:
        jobs = [job for job in jobs_of(path) if "uses" not in job]
        assert all(0 < job["timeout-minutes"] <= 30 for job in jobs)

    @every_workflow
    def test_names_the_runner_s_release(self, path: Path) -> None:
        jobs = [job for job in jobs_of(path) if "uses" not in job]
        assert all(job["runs-on"] == "ubuntu-24.04" for job in jobs)


class TestZizmor:
    def test_is_told_to_let_nothing_be(self) -> None:
        assert not [*PROJECT.rglob(".github/zizmor.y*ml"), *PROJECT.glob("zizmor.y*ml")]

    @every_file
    def test_is_not_told_to_ignore_a_line(self, path: Path) -> None:
        assert "zizmor:" not in path.read_text("utf-8")


class TestDependabot:
    def test_watches_actions_and_locks_and_waits_a_week(self) -> None:
        updates = read_yaml(PROJECT / ".github" / "dependabot.yml")["updates"]
        actions, locks, npm = updates
        assert actions["package-ecosystem"] == "github-actions"
        assert actions["directory"] == "/"
        assert (locks["package-ecosystem"], locks["directory"]) == ("pip", "/requirements")
        assert (npm["package-ecosystem"], npm["directory"]) == ("npm", "/tests/browser")
        assert all(update["cooldown"]["default-days"] >= 7 for update in updates)
        assert all(update["groups"] for update in updates)

    def test_changes_no_pin_of_the_locks_by_itself_but_for_a_vulnerability(self) -> None:
        """Pins ask for one another by exact version, so that only all together can be renewed."""
        locks = read_yaml(PROJECT / ".github" / "dependabot.yml")["updates"][1]
        assert locks["open-pull-requests-limit"] == 0
        assert locks["groups"] == {"python": {"applies-to": "security-updates", "patterns": ["*"]}}

    def test_runs_no_code_of_what_it_brings(self) -> None:
        updates = read_yaml(PROJECT / ".github" / "dependabot.yml")["updates"]
        assert all("insecure-external-code-execution" not in update for update in updates)


class TestLocks:
    @every_lock
    def test_pin_every_package_to_a_version_and_its_hashes(self, path: Path) -> None:
        lines = requirement_lines(path)
        assert lines
        for line in lines:
            assert re.match(r"[a-z0-9-]+(\[[a-z0-9, -]+\])?==\S+ ", line), line
            assert re.search(r" --hash=sha256:[0-9a-f]{64}( |$)", line), line

    @every_lock
    def test_name_no_index_and_no_place_on_a_machine(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        assert not re.search(r"^(-i|--\w*index|--find-links|-f|-e)\b", text, re.MULTILINE)
        assert not re.search(r"(^|\s)(/|[A-Za-z]:\\)", text)

    @every_lock
    def test_say_on_top_how_to_renew_them(self, path: Path) -> None:
        assert "make lock" in "".join(path.read_text(encoding="utf-8").splitlines()[:2])

    @pytest.mark.parametrize(
        ("lock", "extras"),
        [
            ("run.txt", ()),
            ("demo.txt", ("demo",)),
            ("dev.txt", ("demo", "dev")),
            ("fuzz.txt", ("fuzz",)),
        ],
        ids=["run", "demo", "dev", "fuzz"],
    )
    def test_hold_what_the_project_asks_for(self, lock: str, extras: tuple[str, ...]) -> None:
        project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
        wanted = [*project["dependencies"]]
        for extra in extras:
            wanted += project["optional-dependencies"][extra]
        locked = pins(PROJECT / "requirements" / lock)
        for requirement in map(Requirement, wanted):
            if requirement.name != project["name"]:
                assert_satisfied(requirement, locked)

    def test_hold_what_building_the_project_asks_for(self) -> None:
        build = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["build-system"]
        for lock in ("dev.txt", "build.txt"):
            locked = pins(PROJECT / "requirements" / lock)
            for requirement in map(Requirement, build["requires"]):
                assert_satisfied(requirement, locked)

    def test_hold_what_installs_and_builds_and_nothing_else(self) -> None:
        assert set(pins(PROJECT / "requirements" / "uv.txt")) == {"uv"}
        assert set(pins(PROJECT / "requirements" / "build.txt")) == {"setuptools", "uv"}

    def test_agree_on_what_several_hold(self) -> None:
        run, demo, dev, fuzz, uv, build = (
            pins(PROJECT / "requirements" / f"{name}.txt")
            for name in ("run", "demo", "dev", "fuzz", "uv", "build")
        )
        assert uv.items() <= build.items() <= dev.items()
        assert run.items() <= demo.items() <= dev.items()
        assert {name: dev[name] for name in fuzz.keys() & dev.keys()} == {
            name: fuzz[name] for name in fuzz.keys() & dev.keys()
        }


class TestIssueForm:
    def test_asks_in_this_order_and_requires_only_what_is_required(self) -> None:
        fields = [field for field in read_yaml(FORM)["body"] if field["type"] != "markdown"]
        asked = [
            (field["attributes"]["label"], field["type"], field["validations"]["required"])
            for field in fields
        ]
        assert asked == [
            ("Title", "input", True),
            ("Published Date", "input", False),
            ("Source", "input", True),
            ("Head Name", "input", True),
            ("Paper Link", "input", False),
            ("Code Link", "input", False),
            ("Summary", "textarea", True),
        ]

    def test_lays_out_the_three_parts_of_the_summary(self) -> None:
        (summary,) = (field for field in read_yaml(FORM)["body"] if field["type"] == "textarea")
        assert summary["attributes"]["value"].splitlines() == [
            "- Innovation: ",
            "- Tasks: ",
            "- Significant Result: ",
        ]

    def test_both_ways_in_give_the_title_and_the_label_that_mark_a_submission(self) -> None:
        plain = YAML(typ="safe", pure=True).load(PLAIN.read_text("utf-8").split("---\n")[1])
        form = read_yaml(FORM)
        assert form["title"] == plain["title"] == "Add new paper: "
        assert form["labels"] == [plain["labels"]] == ["add-new-paper"]

    def test_the_plain_template_has_the_documented_lines(self) -> None:
        assert PLAIN.read_text(encoding="utf-8").split("-->\n\n")[1].splitlines() == [
            "Title: ",
            "Head: ",
            "Published: ",
            "Summary:",
            "- Innovation: ",
            "- Tasks: ",
            "- Significant Result: ",
        ]

    def test_a_blank_issue_stays_possible(self) -> None:
        config = read_yaml(PROJECT / ".github" / "ISSUE_TEMPLATE" / "config.yml")
        assert config == {"blank_issues_enabled": True}


class TestExamples:
    @pytest.mark.parametrize("name", ["template-issue.md", "form-issue.md"])
    def test_keep_each_summary_part_within_thirty_words(self, name: str) -> None:
        lines = (PROJECT / "examples" / name).read_text(encoding="utf-8").splitlines()
        parts = [line.split(": ", 1) for line in lines if line.startswith("- ")]
        assert [key for key, _ in parts] == ["- Innovation", "- Tasks", "- Significant Result"]
        assert all(len(sentence.split()) <= 30 for _, sentence in parts)


class TestSettings:
    def test_the_example_lists_every_setting_once(self) -> None:
        text = (PROJECT / ".env.example").read_text(encoding="utf-8")
        assert re.findall(r"^(?:# )?([A-Z_]+)=", text, re.MULTILINE) == [
            "GITHUB_TOKEN",
            "GITHUB_REPOSITORY",
            "GITHUB_EVENT_NAME",
            "GITHUB_EVENT_PATH",
            "GITHUB_API_URL",
            "GITHUB_SERVER_URL",
            "GITHUB_WORKSPACE",
            "PAPER_BOT_USER_ID",
            "PAPER_BOT_CONTACT",
            "PAPER_BOT_SERVICES_OFF",
            "PAPER_BOT_SEMANTIC_SCHOLAR_KEY",
            "PAPER_BOT_SERVICES_URL",
        ]

    def test_the_example_holds_no_token(self) -> None:
        assert "\nGITHUB_TOKEN=\n" in (PROJECT / ".env.example").read_text(encoding="utf-8")
