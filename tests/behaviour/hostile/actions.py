"""Read what a step leaves as the runner of GitHub Actions does.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands and
src/Runner.Worker/ActionCommand.cs of actions/runner.
"""

from __future__ import annotations

import re

_LINE_ENDS = re.compile(r"\r\n|[\r\n]")
_DECODED = {"%25": "%", "%0D": "\r", "%0A": "\n"}


def commands(log: str) -> list[str]:
    """Return what the runner takes for commands in a log, in a line's own words.

    That is a line which begins with two colons, blanks aside, and has two more. What was
    once a command, `##[`, still is one anywhere in a line.
    """
    found = []
    for line in _LINE_ENDS.split(log):
        begun = line.lstrip()
        if begun.startswith("::") and "::" in begun[2:]:
            found.append(begun)
        if "##[" in line:
            found.append(line[line.index("##[") :])
    return found


def message_of(command: str) -> str:
    """Return the message of an annotation as the page of the run shows it."""
    message = command.split("::", 2)[2]
    return re.sub("%25|%0D|%0A", lambda found: _DECODED[found[0]], message)


def variables(text: str) -> dict[str, str]:
    """Return the variables of a file of commands, such as GITHUB_OUTPUT names one.

    Raises ValueError for a line that the runner would end the step for.
    """
    found = {}
    lines = iter(_LINE_ENDS.split(text))
    for line in lines:
        name, equals, value = line.partition("=")
        key, heredoc, end = line.partition("<<")
        if heredoc and len(key) < len(name):
            kept = []
            for inner in lines:
                if inner == end:
                    break
                kept.append(inner)
            else:
                raise ValueError(f"{end} is missing")
            found[key] = "\n".join(kept)
        elif equals:
            found[name] = value
        elif line:
            raise ValueError(f"neither name=value nor name<<end: {line}")
    return found
