"""Find the issues that a text closes by GitHub's keywords."""

from __future__ import annotations

import re

# https://docs.github.com/issues/tracking-your-work-with-issues/linking-a-pull-request-to-an-issue
_CLOSING = re.compile(
    r"\b(?:close[sd]?|fix(?:es|ed)?|resolve[sd]?):?[ \t]+"
    r"(?P<repository>[\w.-]+/[\w.-]+)?#(?P<number>\d+)\b",
    re.IGNORECASE | re.ASCII,
)
_NOT_PROSE = re.compile(r"```.*?(?:```|\Z)|<!--.*?(?:-->|\Z)|`[^`\n]*`", re.DOTALL)


def closed_by_message(message: str, repository: str) -> list[int]:
    """List the issues of `repository` that a commit's message closes."""
    return [
        int(match["number"])
        for match in _CLOSING.finditer(message)
        if (match["repository"] or repository).lower() == repository.lower()
    ]


def closed_by_markdown(text: str, repository: str) -> list[int]:
    """List the issues that a pull request's body closes; code and comments say nothing."""
    return closed_by_message(_NOT_PROSE.sub(" ", text), repository)
