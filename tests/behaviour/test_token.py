"""The token: read once, given to GitHub alone, and held by nothing that a run leaves or starts."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pygit2
import pytest
import responses

from bot.commands.context import make_finder
from bot.commands.environment import take_environment, take_secrets, with_file
from bot.commands.settings import read_settings
from bot.errors import BrokenState, TransientFault, UsageFault
from bot.gateway import Gateway
from bot.gateway.checkout import Checkout
from bot.gateway.client import open_client
from bot.reconcile.changes import WriteComment
from bot.text.mask import mask
from localhub import LocalHub, actions_environment
from localhub.events import EventName
from localhub.hub import BOT_PERMISSIONS
from localhub.interference import Answer, Asked, Interference
from tests.conftest import Bench
from tests.faults import JSON_TYPE, KINDS, Injected, Kind, truly
from tests.lookup.played import PlayedAnswer, PlayedRequest, PlayedServer
from tests.lookup.services import PlayedServices
from tests.papers import TEMPLATE, another, open_pull
from tests.paths import PROJECT
from tests.tiers import chosen, thorough

KEY = "semantic-scholar-canary-7f3a9c"
TOKENS = "ghs_"  # with which each token of the hub begins
SECONDS = 120

# Runs `python -m bot run` once for each environment that stands on standard input; where the bot
# sleeps, only its clock goes on.
RUNS = """
import json, os, sys, time
clock, passed = time.monotonic, 0.0
def sleep(seconds):
    global passed
    passed += seconds
time.monotonic, time.sleep = lambda: clock() + passed, sleep
from bot.commands.cli import main
sys.argv = ["bot", "run"]
for env in json.load(sys.stdin):
    os.environ.update(env)
    try:
        main()
    except SystemExit as ended:
        print("ended with", ended.code, flush=True)
"""


def python(
    *arguments: str, env: Mapping[str, str], stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run Python with nothing of Actions, and of no proxy, in its environment but `env`."""
    left_out = ("github_", "paper_bot_", "http_", "https_", "all_proxy", "no_proxy", "netrc")
    bare = {
        name: value for name, value in os.environ.items() if not name.lower().startswith(left_out)
    }
    return subprocess.run(
        [sys.executable, "-W", "error", *arguments],
        cwd=PROJECT,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
        env={**bare, "PYTHONPATH": str(PROJECT), "PAPER_BOT_SERVICES_OFF": "all", **env},
    )


def environment(
    bench: Bench, number: int | None, name: EventName = "issues", token: str | None = None
) -> dict[str, str]:
    """Return what Actions sets for an event."""
    action = "edited" if number else None
    env = actions_environment(bench.hub, bench.directory, name, action, number)
    return env | ({"GITHUB_TOKEN": token} if token else {})


class Elsewhere:
    """A server that nobody should ask for anything."""

    def __init__(self) -> None:
        self.requests: list[PlayedRequest] = []
        self._server = PlayedServer(self._reply)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def _reply(self, request: PlayedRequest) -> PlayedAnswer:
        self.requests.append(request)
        return PlayedAnswer("[]")

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    server = Elsewhere()
    yield server
    server.stop()


@pytest.fixture
def gateway(bench: Bench) -> Iterator[Gateway]:
    made = gateway_to(bench.hub, bench.directory)
    yield made
    made.close()


def gateway_to(hub: LocalHub, directory: Path) -> Gateway:
    return Gateway(
        hub.full_name,
        hub.bot_token,
        api_url=hub.api_url,
        workspace=directory,
        own_user_id=1,
        is_loopback=True,
    )


# --- read once, and out of the environment -------------------------------------------------------


def test_the_secrets_are_taken_out_of_the_environment_and_those_of_a_file_never_get_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "of-the-environment")
    monkeypatch.delenv("PAPER_BOT_SEMANTIC_SCHOLAR_KEY", raising=False)
    lines = (
        f"GITHUB_TOKEN=of-the-file\nPAPER_BOT_SEMANTIC_SCHOLAR_KEY={KEY}\nPAPER_BOT_CONTACT=a@b.c\n"
    )
    (tmp_path / ".env").write_text(lines, "utf-8")

    env = with_file(take_environment(), tmp_path / ".env")

    assert env["GITHUB_TOKEN"] == "of-the-environment"
    assert env["PAPER_BOT_SEMANTIC_SCHOLAR_KEY"] == KEY
    assert env["PAPER_BOT_CONTACT"] == "a@b.c"
    assert env.keys() >= {"PATH"}
    assert not {"GITHUB_TOKEN", "PAPER_BOT_SEMANTIC_SCHOLAR_KEY"} & os.environ.keys()


def test_a_job_in_somebody_else_s_process_leaves_their_environment_alone(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "their-own-token")

    open_pull(bench)

    assert os.environ["GITHUB_TOKEN"] == "their-own-token"


def test_a_settings_file_that_cannot_be_read_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"GITHUB_TOKEN=\xff\n")

    with pytest.raises(UsageFault, match=r"/file cannot be read: UnicodeDecodeError$"):
        with_file({}, tmp_path / "file")
    with pytest.raises(UsageFault, match=r"/none cannot be read: FileNotFoundError$"):
        with_file({}, tmp_path / "none")
    with pytest.raises(UsageFault, match=r" cannot be read: IsADirectoryError$"):
        with_file({}, tmp_path)


def test_taking_secrets_leaves_the_rest() -> None:
    env = {"GITHUB_TOKEN": "a", "GITHUB_REPOSITORY": "b/c"}

    assert take_secrets(env) == {"GITHUB_TOKEN": "a"}
    assert env == {"GITHUB_REPOSITORY": "b/c"}


USUAL = {"GITHUB_REPOSITORY": "octo/list"}


@pytest.mark.parametrize("token", ["canary\nX-More: 1", "can ary", "canary\u2026", "canary\x7f"])
def test_what_cannot_be_a_token_is_named_without_its_value(token: str) -> None:
    with pytest.raises(UsageFault, match=r"^GITHUB_TOKEN holds a blank") as fault:
        read_settings({**USUAL, "GITHUB_TOKEN": token})
    assert "canary" not in str(fault.value)
    with pytest.raises(UsageFault, match=r"^PAPER_BOT_SEMANTIC_SCHOLAR_KEY holds a blank"):
        make_finder({"PAPER_BOT_SEMANTIC_SCHOLAR_KEY": token})


def test_a_line_end_after_the_token_does_no_harm() -> None:
    assert read_settings({**USUAL, "GITHUB_TOKEN": "abc\r\n"}).token == "abc"


@pytest.mark.parametrize(
    "url",
    [
        "http://api.github.com",
        "ftp://localhost",
        "https://",
        "https://api.github.com:port",
        "http://[",
        "http://localhost.example.com",
        "http://localhost@example.com",
        "//localhost",
        "https://somebody:password@github.example.com",
    ],
)
def test_the_api_is_at_an_https_address_without_a_password_or_on_this_machine(url: str) -> None:
    with pytest.raises(UsageFault, match=r"^GITHUB_API_URL must be an https address$"):
        read_settings({**USUAL, "GITHUB_TOKEN": "abc", "GITHUB_API_URL": url})


def test_nothing_that_holds_the_token_shows_it(bench: Bench, gateway: Gateway) -> None:
    env = environment(bench, None, "schedule")
    client = open_client(bench.hub.bot_token, bench.hub.api_url)
    finder = make_finder({"PAPER_BOT_SEMANTIC_SCHOLAR_KEY": KEY})

    shown = f"{read_settings(env)!r} {gateway!r} {client!r} {client.auth!r} {client.auth}"
    shown += f"{finder!r}"

    assert bench.hub.bot_token not in shown
    assert KEY not in shown


# --- to GitHub's address alone -------------------------------------------------------------------

ADDRESSES = [
    "http://127.0.0.1:{elsewhere}",
    "http://localhost:{elsewhere}",
    "http://localhost:{api}",
    "https://127.0.0.1:{api}",
    "http://127.0.0.1@localhost:{elsewhere}",
    "@localhost:{elsewhere}",
]


def filled(address: str, hub: LocalHub, elsewhere: Elsewhere) -> str:
    return address.format(api=hub.api_url.rpartition(":")[2], elsewhere=elsewhere.port)


def answering(body: object, status: int = 200, **headers: str) -> Interference:
    """Answer everything the same."""
    answer = Answer(status, {**JSON_TYPE, **headers}, json.dumps(body).encode())
    return lambda _asked, _answer: answer


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_next_page_at_another_address_is_not_asked_for(
    bench: Bench, gateway: Gateway, elsewhere: Elsewhere, address: str
) -> None:
    link = f'<{filled(address, bench.hub, elsewhere)}/issues/1/comments?page=2>; rel="next"'
    first = answering([{"id": 1, "body": "", "user": None}], Link=link)
    bench.hub.interference = lambda asked, answer: (
        answering([]) if "&page=2" in f"&{asked.query}" else first
    )(asked, answer)

    with pytest.raises(TransientFault, match=r"answer leads to another address than 127.0.0.1"):
        gateway.comment(1)
    assert (elsewhere.requests, len(bench.hub.requests)) == ([], 1)


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_an_answer_says_is_to_be_found_elsewhere_is_not_asked_for(
    bench: Bench, gateway: Gateway, elsewhere: Elsewhere, address: str
) -> None:
    url = f"{filled(address, bench.hub, elsewhere)}/repos/octo-list/papers/pulls/2"
    bench.hub.interference = answering([{"url": url, "number": 2, "state": "open"}])

    with pytest.raises(TransientFault, match=r"answer leads to another address than 127.0.0.1"):
        gateway.context(1, "main", branch_may_exist=False)
    assert (elsewhere.requests, len(bench.hub.requests)) == ([], 1)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("address", ADDRESSES[:4])
def test_a_redirect_to_another_address_is_not_followed(
    bench: Bench, gateway: Gateway, elsewhere: Elsewhere, status: int, address: str
) -> None:
    target = f"{filled(address, bench.hub, elsewhere)}/repos/octo-list/papers/issues/1"
    bench.hub.interference = answering({"message": "Moved"}, status, Location=target)

    with pytest.raises(BrokenState, match=r"^127.0.0.1:[0-9]+ redirects to another address"):
        gateway.issue(1)
    with pytest.raises(BrokenState, match=r"^127.0.0.1:[0-9]+ redirects to another address"):
        gateway.apply(WriteComment(1, None, "Hello"), None)
    assert elsewhere.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "http://api.github.com",
        "https://gist.github.com",
        "https://objects.githubusercontent.com",
        "https://api.github.com:8443",
        "https://api.github.com.example.com",
        "https://example.com",
    ],
)
def test_no_other_host_of_github_gets_the_token_and_none_without_tls(
    tmp_path: Path, url: str
) -> None:
    gateway = Gateway("octo/list", "token", workspace=tmp_path, own_user_id=1, is_loopback=True)
    first = "https://api.github.com:443/repos/octo/list/issues/7/comments"
    link = {"Link": f'<{url}/repos/octo/list/issues/7/comments?page=2>; rel="next"'}
    with responses.RequestsMock() as stage:
        stage.get(first, json=[{"id": 1, "body": "", "user": None}], headers=link)

        with pytest.raises(TransientFault, match=r"another address than api.github.com$"):
            gateway.comment(7)
        assert [call.request.url for call in stage.calls] == [f"{first}?per_page=100"]


@thorough
def test_the_token_stays_where_it_belongs_without_the_client_s_assertions_too(
    bench: Bench, elsewhere: Elsewhere
) -> None:
    def with_next_page(_asked: Asked, answer: Any) -> Answer:
        given: Answer = answer()
        next_page = f'<http://localhost:{elsewhere.port}/?page=2>; rel="next"'
        return Answer(given.status, {**given.headers, "Link": next_page}, given.body)

    bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.interference = with_next_page
    env = environment(bench, None, "schedule")

    done = python("-O", "-c", RUNS, env={}, stdin=json.dumps([env]))

    assert (elsewhere.requests, "ended with 3" in done.stdout) == ([], True)
    assert "answer leads to another address" in done.stderr


def test_neither_netrc_nor_a_proxy_stands_between_the_bot_and_loopback(
    bench: Bench, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login somebody password else\n", "utf-8")
    proxy = f"http://127.0.0.1:{elsewhere.port}"
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    env = {**environment(bench, issue), "HOME": str(tmp_path), "NETRC": str(tmp_path / ".netrc")}

    done = python(
        *("-m", "bot", "run"),
        env={**env, "HTTP_PROXY": proxy, "http_proxy": proxy, "ALL_PROXY": proxy},
    )

    assert (done.returncode, elsewhere.requests) == (0, []), done.stderr
    assert {request.actor for request in bench.hub.requests} == {"github-actions[bot]"}
    assert len(bench.hub.pulls()) == 1


# --- in nothing that a run leaves ----------------------------------------------------------------


def _echo(status: int, words: str) -> Kind:
    """Refuse with the token in every place of the answer."""

    def play(asked: Asked, _answer: object) -> Answer:
        told = f"{words} (Authorization: token {asked.token})"
        body = {"message": told, "errors": [{"message": told, "field": told, "code": told}]}
        return Answer(status, {**JSON_TYPE, "X-Token": str(asked.token)}, json.dumps(body).encode())

    return Kind(f"{status} {words}", play)


PROTECTED = _echo(422, "Repository rule violation found")
ECHOES = (
    *(_echo(400, "Problems parsing"), _echo(401, "Bad credentials"), _echo(403, "Forbidden")),
    *(_echo(403, "not permitted to create pull requests"), _echo(404, "Not Found"), PROTECTED),
    *(_echo(409, "Conflict"), _echo(429, "Slow down"), _echo(500, "Server Error")),
)


@thorough
def test_whatever_github_answers_the_secrets_are_in_nothing_that_is_left(
    bench: Bench, services: PlayedServices
) -> None:
    """Every kind of fault, at each run's first read and first write, and refusals that echo."""
    faults: dict[str, Injected] = {}
    runs = []
    for at, kind in enumerate((*KINDS, *ECHOES)):
        for writing in (False, True):
            token = bench.hub.issue_app_token(BOT_PERMISSIONS)
            number = bench.hub.open_issue("Add new paper:", another(10 + 2 * at + writing))
            matching = (lambda asked: asked.writes) if writing else (lambda _asked: True)
            faults[token] = Injected(kind, times=None, matching=matching)
            runs.append(environment(bench, number, token=token))
    runs.append(environment(bench, bench.hub.open_issue("Add new paper:", TEMPLATE)))
    base = {
        "PAPER_BOT_SERVICES_OFF": "",
        "PAPER_BOT_SERVICES_URL": services.url,
        "PAPER_BOT_SEMANTIC_SCHOLAR_KEY": KEY,
    }
    bench.hub.interference = lambda asked, answer: faults.get(asked.token or "", truly)(
        asked, answer
    )

    done = python("-c", RUNS, env={}, stdin=json.dumps([{**base, **env} for env in runs]))

    assert done.stdout.count("ended with") == len(runs), done.stderr
    assert done.stdout.rstrip().endswith("ended with 0")
    assert all(fault.hits for fault in faults.values())
    assert_without_secrets(done.stdout + done.stderr)
    assert "***" in done.stdout
    for path in bench.directory.rglob("*"):
        if path.is_file():
            assert_without_secrets(path.read_bytes().decode(errors="replace"))
    for request in bench.hub.requests:
        assert_without_secrets(f"{request.path} {request.query} {request.body.decode()}")
    for asked in services.requests:
        told = {name: value for name, value in asked.headers.items() if name != "x-api-key"}
        assert_without_secrets(f"{asked.target} {told}")
        assert asked.headers.get("x-api-key") == (KEY if "semanticscholar" in asked.host else None)
    assert "api.semanticscholar.org" in services.hosts()


def assert_without_secrets(text: str) -> None:
    assert TOKENS not in text
    assert KEY not in text


def test_a_reason_that_is_quoted_in_the_issue_is_without_the_token(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    refs: Interference = Injected(
        PROTECTED, times=None, matching=lambda asked: asked.writes and "/git/" in asked.path
    )
    bench.hub.interference = refs

    with pytest.raises(BrokenState):
        bench.run(issue)

    assert "rule violation found" in bench.comment(issue)
    assert TOKENS not in bench.comment(issue)


def test_what_doctor_quotes_of_a_refusal_is_without_the_token(bench: Bench) -> None:
    bench.hub.interference = _echo(403, "Resource not accessible")

    done = python("-m", "bot", "doctor", env=environment(bench, None, "schedule"))

    assert "Resource not accessible (Authorization: token ***)" in done.stdout
    assert_without_secrets(done.stdout + done.stderr)


def test_the_step_summary_and_the_annotations_are_masked_whatever_they_quote(bench: Bench) -> None:
    env = environment(bench, None, "schedule")
    env["GITHUB_EVENT_PATH"] = f"/nonexistent/{env['GITHUB_TOKEN']}"

    done = python("-m", "bot", "run", env=env)

    summary = Path(env["GITHUB_STEP_SUMMARY"]).read_text("utf-8")
    assert done.returncode == 2
    for text in (summary, done.stdout, done.stderr):
        assert "/nonexistent/***" in text
        assert_without_secrets(text)


CRASHES = {
    "a fault of the bot": "raise RuntimeError(token)",
    "an interrupt": "raise BaseException(token)",
    "an interrupt while a fault is told": """
        try:
            raise RuntimeError(token)
        except RuntimeError:
            raise BaseException("over")""",
    "a thread": """
        thread = threading.Thread(target=lambda: {}[token])
        thread.start()
        thread.join()
        return []""",
    "a warning": "warnings.warn(token)",
    "a program's own words": "print(token, token, file=sys.stderr); return []",
    "a log": "logging.getLogger('urllib3').error('sent %s', {'Authorization': token}); return []",
    "a client that logs its headers": """
        logging.getLogger().setLevel(logging.DEBUG)
        http.client.HTTPConnection.debuglevel = 1
        return answer(settings, *rest, **more)""",
}
CRASH = """
import http.client, logging, sys, threading, warnings
import bot.commands.run
from bot.commands.cli import main
answer = bot.commands.run.run_event
def crash(settings, *rest, **more):
        token = f"{settings.token} and KEY"
        BODY
bot.commands.run.run_event = crash
sys.argv = ["bot", "run"]
main()
"""


@pytest.mark.parametrize("name", CRASHES)
def test_no_error_text_trace_or_log_holds_a_secret(bench: Bench, name: str) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    script = CRASH.replace("KEY", KEY).replace("BODY", CRASHES[name].strip())
    env = {**environment(bench, issue), "PAPER_BOT_SEMANTIC_SCHOLAR_KEY": KEY}

    done = python("-c", script, env=env)

    assert "***" in done.stdout + done.stderr
    assert_without_secrets(done.stdout + done.stderr)


def test_masking_takes_the_longer_secret_first_and_leaves_short_words() -> None:
    assert mask("abcdefgh-ijkl abcdefgh wrong", ["abcdefgh", "abcdefgh-ijkl", "wrong", ""]) == (
        "*** *** wrong"
    )


@pytest.mark.parametrize("encoding", ["ascii", "utf-8", "latin-1"])
def test_output_is_masked_in_every_encoding(encoding: str) -> None:
    script = (
        "import click, sys; from bot.commands.environment import mask_output\n"
        "mask_output(()); mask_output(['the-canary']); click.echo('a the-canary')\n"
        "print('b the-canary'); click.echo('c the-canary', err=True)"
    )

    done = python("-c", script, env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})

    assert (done.stdout, done.stderr) == ("a ***\nb ***\n", "c ***\n")


# --- no process has it, and none gets a word of an issue -----------------------------------------

AUDIT = """
import json, os, sys
told, event, seen = sys.argv[1], os.environ["GITHUB_EVENT_PATH"], []
def secrets():
    return sorted({"GITHUB_TOKEN", "PAPER_BOT_SEMANTIC_SCHOLAR_KEY"} & os.environ.keys())
def hook(name, args):
    if name == "open" and str(args[0]) == event:
        seen.append(["event", secrets()])
    elif name == "subprocess.Popen":
        seen.append(["process", [str(each) for each in args[1]], args[3], secrets()])
    elif name == "socket.connect":
        seen.append(["connection", list(args[1])])
    elif name.partition(".")[0] == "pty" or name in STARTS:
        seen.append(["other", name])
STARTS = {"os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.startfile",
    "os.system"}
sys.addaudithook(hook)
from bot.commands.cli import main
sys.argv = ["bot", "run"]
try:
    main()
finally:
    with open(told, "w") as file:
        json.dump(seen, file)
"""
HOSTILE = {
    "title": "--upload-pack=zq1 $(touch zq1) zq1",
    "innovation": "`touch zq2`; touch zq2 | zq2 && zq2.",
    "tasks": "-c core.sshCommand=zq3 --exec=zq3 http://127.0.0.1:1/zq3",
    "result": "http://zq4.example/ GIT_SSH_COMMAND=zq4 %(zq4) {zq4}.",
}
ISSUE = """Title: {title}
Head: zq5 Head
Published: arXiv
Link: https://zq6.example/2502.11806
Summary:
- Innovation: {innovation}
- Tasks: {tasks}
- Significant Result: {result}
"""


@pytest.fixture
def git() -> str:
    found = shutil.which("git")
    if found is None:
        pytest.skip("git is not installed, without which the bot starts no process")
    return found


@pytest.mark.usefixtures("git")
@pytest.mark.parametrize("name", chosen(["issues", "schedule"], "issues"))
def test_processes_get_fixed_words_and_connections_lead_to_github_and_the_services(
    bench: Bench, services: PlayedServices, name: EventName
) -> None:
    issue = bench.hub.open_issue("Add new paper: zq0", ISSUE.format(**HOSTILE))
    if name == "schedule":
        open_pull(bench)  # whose branch the sweep reads from the checkout
    env = environment(bench, issue if name == "issues" else None, name)
    told = bench.directory / "seen.json"

    done = python(
        *("-c", AUDIT, str(told)),
        env={
            **env,
            "PAPER_BOT_SERVICES_OFF": "",
            "PAPER_BOT_SERVICES_URL": services.url,
            "PAPER_BOT_SEMANTIC_SCHOLAR_KEY": KEY,
        },
    )

    assert done.returncode == 0, done.stderr
    seen = json.loads(told.read_text("utf-8"))
    processes = [event for event in seen if event[0] == "process"]
    assert {event[0] for event in seen} == {"event", "process", "connection"}
    assert [event for event in seen if event[0] == "event"] == [["event", []]]
    for _, command, given, left in processes:
        assert command[:3] == ["git", "-C", env["GITHUB_WORKSPACE"]]
        assert command[3] in {"cat-file", "merge-base", "ls-tree"}
        assert left == []
        assert_without_secrets(json.dumps(given))
        assert "zq" not in json.dumps([command, given])
    ports = {int(url.rpartition(":")[2]) for url in (bench.hub.api_url, services.url)}
    connections = {tuple(event[1]) for event in seen if event[0] == "connection"}
    assert connections == {("127.0.0.1", port) for port in ports}
    assert list(PROJECT.glob("zq*")) == []


def spy(folder: Path, git: str) -> Path:
    """Put a `git` into a folder that writes its environment down, and return the folder."""
    folder.mkdir()
    program = folder / "git"
    program.write_text(f'#!/bin/sh\nenv >> "{folder}/seen"\nexec "{git}" "$@"\n', "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return folder


OF_THE_SHELL = {"PWD", "OLDPWD", "SHLVL", "_"}


def names_seen(folder: Path) -> set[str]:
    lines = (folder / "seen").read_text("utf-8").splitlines()
    return {line.partition("=")[0] for line in lines} - OF_THE_SHELL


def test_git_gets_nothing_of_the_environment_but_its_path_and_home(
    bench: Bench, git: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where whoever uses the library has left secrets and git's own variables there."""
    folder = spy(bench.directory / "bin", git)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    for name in ("GITHUB_TOKEN", "GH_TOKEN", "ACTIONS_RUNTIME_TOKEN", "GIT_DIR", "GIT_TRACE"):
        monkeypatch.setenv(name, str(bench.directory / "canary"))
    workspace = bench.settings("schedule", None).workspace
    head = bench.hub.branches()["main"]

    found = Checkout(workspace).read(head, "papers.json")

    assert found is not None
    assert b"Retrieval Head" in found
    settings = {"LC_ALL", "GIT_ALLOW_PROTOCOL", "GIT_NO_LAZY_FETCH", "GIT_NO_REPLACE_OBJECTS"}
    assert names_seen(folder) == settings | ({"PATH", "HOME"} & os.environ.keys())
    assert "canary" not in (folder / "seen").read_text("utf-8")
    assert not (bench.directory / "canary").exists()


@pytest.mark.usefixtures("git")
def test_no_program_that_a_checkout_s_configuration_names_is_started(bench: Bench) -> None:
    open_pull(bench)
    workspace = bench.settings("schedule", None).workspace
    repository = pygit2.Repository(str(workspace))
    program, ran = bench.directory / "program", bench.directory / "ran"
    program.write_text(f'#!/bin/sh\necho "$0 $@" >> "{ran}"\n', "utf-8")
    program.chmod(0o755)
    tip = signed(repository, "refs/remotes/origin/paper-bot/issue-1")
    config = repository.config
    config["log.showSignature"] = True
    for name in ("gpg.program", "core.fsmonitor", "core.pager", "core.sshCommand"):
        config[name] = str(program)
    for name in ("core.alternateRefsCommand", "diff.external", "credential.helper"):
        config[name] = str(program)
    config["core.repositoryFormatVersion"] = 1
    config["extensions.partialClone"] = "origin"
    config["remote.origin.promisor"] = True
    config["remote.origin.url"] = f"ext::{program}"
    config["protocol.ext.allow"] = "always"
    head = str(repository.references["refs/remotes/origin/main"].target)
    checkout = Checkout(workspace)

    assert checkout.read(head, "papers.json") is not None
    assert checkout.branch(tip, head, 41898282) is not None
    assert checkout.read("f" * 40, "papers.json") is None
    assert checkout.branch("f" * 40, head, 41898282) is None
    assert not ran.exists(), ran.read_text("utf-8")


def signed(repository: pygit2.Repository, name: str) -> str:
    """Return the name of a copy of a branch's last commit that bears a signature."""
    commit = repository[repository.references[name].target]
    assert isinstance(commit, pygit2.Commit)
    content = commit.read_raw().decode()
    return str(repository.create_commit_with_signature(content, "-----BEGIN PGP-----", "gpgsig"))


@pytest.mark.usefixtures("git")
def test_a_replaced_object_is_read_as_its_name_says(bench: Bench) -> None:
    bench.hub.commit_files("main", {"papers.json": "[]\n"}, "Empty the list")
    workspace = bench.settings("schedule", None).workspace
    repository = pygit2.Repository(str(workspace))
    head = repository.references["refs/remotes/origin/main"].target
    last = repository[head]
    assert isinstance(last, pygit2.Commit)
    repository.references.create(f"refs/replace/{head}", last.parent_ids[0])

    assert Checkout(workspace).read(str(head), "papers.json") == b"[]\n"
