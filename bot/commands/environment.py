"""Take the settings from the environment and from a file, and keep the secrets out of sight.

They are taken out of the process's environment, and out of all that it prints.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Collection, Mapping, MutableMapping
from pathlib import Path
from typing import TextIO

from bot.errors import UsageFault
from bot.text import mask

SECRETS = ("GITHUB_TOKEN", "PAPER_BOT_SEMANTIC_SCHOLAR_KEY")


def take_secrets(env: MutableMapping[str, str]) -> dict[str, str]:
    """Take the secrets out of an environment and return them: no child process inherits them.

    What the process was started with stays in its memory, where Linux shows it to the
    same user as `/proc/PID/environ`; whoever may read that may read all of the memory.
    """
    return {name: env.pop(name) for name in SECRETS if name in env}


class _Masked(io.TextIOWrapper):
    """A standard stream that prints no secret, whoever writes to it."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        stream.flush()
        # Click would go around a stream that takes ASCII alone, and write UTF-8 below it.
        narrow = codecs.lookup(stream.encoding).name == "ascii"
        super().__init__(
            stream.buffer,
            "utf-8" if narrow else stream.encoding,
            stream.errors,
            line_buffering=stream.line_buffering,
            write_through=stream.write_through,
        )
        self.secrets: set[str] = set()

    def write(self, text: str) -> int:
        """Write a text, masked, and return its length."""
        super().write(mask(text, self.secrets))
        return len(text)


def mask_output(secrets: Collection[str]) -> None:
    """Mask these, too, from now on in what goes to standard output and standard error.

    That holds for traces of any thread and for what libraries print or log. It is
    never undone: a trace may come last of all.
    """
    sys.stdout, sys.stderr = _masked(sys.stdout), _masked(sys.stderr)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, _Masked):
            stream.secrets.update(secrets)


def _masked(stream: TextIO) -> TextIO:
    """Return a masked stream; one that is closed, or somebody's own, stays as it is."""
    if isinstance(stream, _Masked) or not isinstance(stream, io.TextIOWrapper):
        return stream
    return _Masked(stream)


def take_environment() -> dict[str, str]:
    """Return the process's environment, which is without secrets from then on."""
    return {**take_secrets(os.environ), **os.environ}


def with_file(env: Mapping[str, str], file: Path | None) -> dict[str, str]:
    """Return an environment and what it lacks of a file of settings.

    The file is `.env` where none is named. In Actions that one is not read: it would be part
    of a list that the workflow checked out. Raises UsageFault for a file that cannot be read.
    """
    if file is None:
        file = Path(".env")
        if env.get("GITHUB_ACTIONS") or not file.exists():
            return {**env}
    from dotenv import dotenv_values  # which takes a while, and there is seldom such a file

    try:
        with file.open(encoding="utf-8") as lines:
            found = dotenv_values(stream=lines)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageFault(f"{file} cannot be read: {type(error).__name__}") from None
    return {**{name: value for name, value in found.items() if value}, **env}


def secrets_in(env: Mapping[str, str]) -> list[str]:
    """Return the values in an environment that nobody may see."""
    return [env[name].strip() for name in SECRETS if env.get(name, "").strip()]
