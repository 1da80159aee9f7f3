"""What is particular to one list, and every limit that a maintainer may ask about."""

from __future__ import annotations

import re
from pathlib import Path

PAPERS_FILE = "papers.json"
LABEL = "add-new-paper"  # of every submission
NEEDS_CHANGES = "needs-changes"
DUPLICATE = "duplicate"
RETRY = "bot-retry"
BRANCHES = "paper-bot/issue-"  # what the names of the issues' branches begin with
REFRESH_BRANCH = "paper-bot/refresh"


def shipped(folder: str) -> Path:
    """Return a folder of files that come with the bot: a wheel has it inside of the package."""
    package = Path(__file__).resolve().parent
    inside = package / folder
    return inside if inside.is_dir() else package.parent / folder


def branch_name(issue: int) -> str:
    """Give the name of an issue's branch; it is how branch and pull request are found again."""
    return f"{BRANCHES}{issue}"


def issue_of_branch(name: str) -> int | None:
    """Give the issue whose branch this is, None for any other branch."""
    found = re.fullmatch(rf"{BRANCHES}([1-9][0-9]{{0,8}})", name)
    return int(found[1]) if found else None


MOST_SAID_AN_HOUR = 20  # first comments on issues of one account
MOST_OPEN_OF_ONE_AUTHOR = 10  # pull requests that wait for a maintainer at a time
MOST_TIMES_PROPOSED = 5  # each closing and opening of an issue makes a pull request
REBUILT_A_RUN = 30  # at about six requests and three seconds each
TAKEN_UP_A_RUN = 40  # at about thirteen requests and eight seconds each
TAKEN_UP_OF_ONE_AUTHOR = 5
# The longest upstream: a title of 124 characters, 7 heads, a head of 34, a summary of 622 in all.
LONGEST_TITLE = 300
MOST_HEADS = 10
LONGEST_HEAD = 60
LONGEST_SENTENCE = 600
MOST_LINKS = 10
MOST_WORDS = 30  # that the list's own sentences keep to
