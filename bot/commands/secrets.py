"""Keep secrets out of the environment of a process, and out of all that it prints."""

from __future__ import annotations

import codecs
import io
import sys
from collections.abc import Collection, MutableMapping
from typing import TextIO

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
