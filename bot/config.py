"""The bot's own names, and every limit that a maintainer may ask about."""

from __future__ import annotations

import re
from pathlib import Path

PAPERS_FILE = "papers.json"  # the list itself, where its description names no other file
STAGES_FILE = "stages.json"  # beside it, where a list wants one: the stage of each tag
TEXTS_FOLDER = ".github/paper-bot"  # templates of the list's, in the place of the bot's
SHOWN_BY_GITHUB = 512_000  # bytes of a page in Markdown; GitHub cuts the rest off
FORMS_FOLDER = ".github/ISSUE_TEMPLATE"  # of the issue forms, where GitHub looks for them
NEWS_FILE = "news.json"  # the same: what is new about the list
CITATION_FILE = "CITATION.cff"  # the same: how to cite it, in capitals as GitHub looks for it
# Labels, where the description names no others.
LABEL = "add-new-paper"  # of every submission
NEEDS_CHANGES = "needs-changes"  # of a submission that cannot be listed as it is
DUPLICATE = "duplicate"  # of a submission whose paper is listed or proposed already
RETRY = "bot-retry"  # set by a maintainer: take an issue up again after a no
BRANCHES = "paper-bot/issue-"  # what the names of the issues' branches begin with
REFRESH_BRANCH = "paper-bot/refresh"  # of the one maintenance pull request
CONFIGURE_BRANCH = "paper-bot/configure"  # of the one that proposes a description


def shipped(folder: str) -> Path:
    """Return a folder of files that come with the bot: a wheel has it inside of the package."""
    package = Path(__file__).resolve().parent
    inside = package / folder
    return inside if inside.is_dir() else package.parent / folder


def branch_name(issue: int) -> str:
    """Return the name of an issue's branch; it is how branch and pull request are found again."""
    return f"{BRANCHES}{issue}"


def issue_of_branch(name: str) -> int | None:
    """Return the issue whose branch this is, None for any other branch."""
    found = re.fullmatch(rf"{BRANCHES}([1-9][0-9]{{0,8}})", name)
    return int(found[1]) if found else None


# What one account may have or cause.
FIRST_COMMENTS_PER_HOUR = 20  # first comments on issues of one account
OPEN_PULLS_PER_AUTHOR = 10  # pull requests that wait for a maintainer at a time
PROPOSALS_PER_ISSUE = 5  # each closing and opening of an issue makes a pull request

# What one run does; the rest waits for the next.
SECONDS_PER_RUN = 480.0  # the workflow ends it after ten minutes; an issue takes half of one
PAUSES = (1, 5)  # seconds before a second and a third try, where a write failed
LIMIT_PAUSES = (60, 120)  # the same where GitHub limits requests and does not say how long

# What one sweep does over all open issues.
REBUILT_PER_RUN = 30  # pull requests, at about six requests and three seconds each
NEW_ISSUES_PER_RUN = 40  # new issues, at about thirteen requests and eight seconds each
NEW_ISSUES_PER_AUTHOR = 5  # of those
ORPHANS_PER_RUN = 5  # branches that are there without a reason; one of a person's may stay so
LOOKUPS_PER_RUN = 5  # papers whose date or link is not known; twenty seconds each at most
RECENT_DAYS = 14  # for how long a closed pull request is looked at whose event was lost
LONG_ISSUE = 20_000  # characters; the longest submission of a real list has a quarter of them
DEFERRED_PER_RUN = 10  # issues that are long, or cost long, or broke the bot, behind all others
SECONDS_OF_SORTING = 90.0  # to tell what is settled from what is not; the rest comes last
SECONDS_OF_SORTING_ONE = 1.0  # an issue takes a hundredth of that
MOST_OPEN_PULLS = 3_000  # that can be read; where more are open, a sweep stops and says so

# What the daily refresh of listed papers does.
REFRESHED_PER_RUN = 5  # papers looked up; each may take twenty seconds
LACKING_PER_RUN = 3  # of those without date or link; the others are preprints, lest they wait
DAYS_BETWEEN_PAGES = 7  # between two pull requests that bring nothing but pages up to date

# What one submission may hold, where the description says nothing else.
# The longest upstream: a title of 124 characters, 7 tags, a tag of 34, a summary of 622 in all.
LONGEST_TITLE = 300
MOST_TAGS = 10
LONGEST_TAG = 60
MOST_AUTHORS = 100  # the others are known to be there
LONGEST_AUTHOR = 100
LONGEST_SENTENCE = 600
MOST_SENTENCES = 10
MOST_LINKS = 10

# What the files beside the list may hold; a page shows all of it.
LONGEST_FILE = 1_000_000  # characters; one for 37 tags has 8,000
MOST_STAGES = 30
MOST_NEWS = 200
LONGEST_NEWS = 300
