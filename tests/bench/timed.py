"""Run a command and print what it took, as JSON: `timed.py OUTPUT ERRORS COMMAND...`.

A process of its own, and a small one: what a process has used at most counts from when it was
split off, with all the memory of the process that did so.
"""

import json
import os
import sys
import time

_BYTES = 1 if sys.platform == "darwin" else 1024  # a unit of `ru_maxrss`


def main(output: str, errors: str, *command: str) -> None:
    """Run a command with its output and errors written to these files."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    streams = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, output, flags, 0o600),
        (os.POSIX_SPAWN_OPEN, 2, errors, flags, 0o600),
    ]
    begin = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=streams)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - begin
    code = os.waitstatus_to_exitcode(status)
    took = {"seconds": seconds, "peak": usage.ru_maxrss * _BYTES, "exit_code": code}
    print(json.dumps(took))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
