"""Run a command of the bot as a person types it, in this process or in one of its own."""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from bot import __main__ as program
from tests.paths import PROJECT


def bot(
    *arguments: str,
    directory: Path = PROJECT,
    stdin: str = "",
    env: Mapping[str, str] | None = None,
) -> CompletedProcess[str]:
    """Run a command in a folder, with nothing of Actions in its environment but `env`."""
    printed, told = _Kept(), _Kept()
    with (
        in_place(["paper-bot", *arguments], directory, env or {}),
        pytest.MonkeyPatch.context() as process,
    ):
        process.setattr(sys, "stdin", io.TextIOWrapper(_Kept(stdin.encode()), "utf-8"))
        process.setattr(sys, "stdout", io.TextIOWrapper(printed, "utf-8"))
        process.setattr(sys, "stderr", io.TextIOWrapper(told, "utf-8"))
        with pytest.raises(SystemExit) as ended:
            program.main()
        sys.stdout.flush()
        sys.stderr.flush()
    stdout, stderr = printed.getvalue().decode(), told.getvalue().decode()
    assert "Traceback" not in stderr
    assert isinstance(ended.value.code, int)
    return CompletedProcess(arguments, ended.value.code, stdout, stderr)


def bot_process(
    *arguments: str,
    directory: Path = PROJECT,
    stdin: str = "",
    env: Mapping[str, str] | None = None,
) -> CompletedProcess[str]:
    """Do as `bot` does, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "bot", *arguments],
        cwd=directory,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=_environment(env or {}),
    )
    assert "Traceback" not in done.stderr
    return done


def bot_without(module: str, command: str, *, directory: Path) -> CompletedProcess[str]:
    """Run a command where a module is not installed."""
    script = (
        f"import sys; sys.modules[{module!r}] = None\n"
        f"sys.argv = ['bot', {command!r}]\n"
        "from bot.commands.cli import main\n"
        "main()"
    )
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=directory,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )


@contextmanager
def in_place(argv: Sequence[str], directory: Path, env: Mapping[str, str]) -> Iterator[None]:
    """Give a command its own arguments, folder, environment and log, and take them back."""
    root, own = logging.getLogger(), logging.getLogger("bot")
    kept = root.handlers[:], root.level, own.level
    with pytest.MonkeyPatch.context() as process:
        environment = _environment(env)
        for name in {*os.environ} - environment.keys():
            process.delenv(name)
        for name, value in environment.items():
            process.setenv(name, value)
        process.setattr(tempfile, "tempdir", None)  # which remembers TMPDIR
        process.setattr(sys, "argv", [*argv])
        process.chdir(directory)
        yield
    root.handlers[:] = kept[0]
    root.setLevel(kept[1])
    own.setLevel(kept[2])


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    bare = {key: value for key, value in os.environ.items() if not key.startswith("GITHUB_")}
    return {**bare, "PYTHONPATH": str(PROJECT), "PAPER_BOT_SERVICES_OFF": "all", **given}


class _Kept(io.BytesIO):
    """What a standard stream has taken, kept when the stream is closed."""

    def close(self) -> None:
        """Stay open."""
