"""Put to rest what GitHub, or a bot that reads its texts, would act on in a plain text.

Mentions, references, addresses, names of emoji and commands keep their looks and do nothing.
"""

from __future__ import annotations

import re

from bot.text.clean import one_line, visible
from bot.text.patterns import pattern


def one_seen_line(text: str) -> str:
    """Return the line a sink shows; papers.json may be edited by hand, so it is cleaned again."""
    return one_line(text if text.isprintable() else visible(text))


# GitHub's own borders are ASCII: `é@octocat` and `@@octocat` mention, `pass@1` does not.
_MENTION = pattern(r"(?<![A-Za-z0-9])@(?=[A-Za-z0-9<])")
# A domain of any length and also one that a dot begins; between two `@`, hence linear.
_EMAIL = pattern(r"@(?=[A-Za-z0-9_-]*\.[A-Za-z0-9_.-]*[A-Za-z])")
# After a domain without an ending, cmark counts its dot for the next: `a@b.5@c` is live.
_EMAILS = pattern(r"@[A-Za-z0-9_-]*\.[A-Za-z0-9_.@-]*@")
_REFERENCE = pattern(r"#(?=[\d<])")
_SHORT_REFERENCE = pattern(r"(?<![A-Za-z0-9])(GH)-(?=\d)", re.IGNORECASE)
# Both lead to the advisory of that name.
_ADVISORY = pattern(r"(?<![A-Za-z0-9])(GHSA|CVE)-(?=[A-Za-z0-9]{4})", re.IGNORECASE)
_ADDRESS = pattern(r":(?=//)")
# `:octocat:` is a picture in a page, a title and the list of commits, and so is `:100:`.
_SHORT_CODE = pattern(r":(?=[\w+-]{1,64}:)")
_BARE_ADDRESS = pattern(r"(?<![A-Za-z0-9])(www)\.", re.IGNORECASE)
# A word or a number may be a commit's name, too: anybody can make one that begins as they like.
_HEXADECIMAL = pattern(r"(?<![0-9A-Za-z])[0-9a-f]{7,40}(?![0-9A-Za-z])")
# In a commit message this keeps every workflow from running.
_SKIP = pattern(r"\[(?=(?:skip|no|ci|actions) (?:ci|actions|skip)\])", re.IGNORECASE)
# Words of letters with a capital first: none of what is replaced below, nor Markdown.
PLAIN_NAME = pattern(r"[A-Z][a-z]*(?:[ -][A-Z][a-z]*)*")
# Feeds and mails decode once more than GitHub does.
_ENTITY = pattern(r"&(?=#|[A-Za-z][A-Za-z0-9]{1,31};)")


def defuse(text: str) -> str:
    """Return one line in which nothing is live as plain text on GitHub, readable as before.

    Mentions, references to issues and commits, addresses and closing keywords
    would notify people or close issues from a title, a comment or a squashed
    commit message; full-width signs and a non-breaking hyphen look the same and
    do nothing.
    """
    line = one_seen_line(text)
    if PLAIN_NAME.fullmatch(line):
        return line  # as most tags, of which a list has thousands
    line = _MENTION.sub("\uff20", line)
    line = _EMAIL.sub("\uff20", line)
    line = _EMAILS.sub(lambda found: found[0].replace("@", "\uff20"), line)
    line = _ENTITY.sub("\uff06", line)
    line = _REFERENCE.sub("\uff03", line)
    line = _SHORT_REFERENCE.sub("\\1\u2011", line)
    line = _ADVISORY.sub("\\1\u2011", line)
    line = _ADDRESS.sub("\uff1a", line)
    line = _SHORT_CODE.sub("\uff1a", line)
    line = _BARE_ADDRESS.sub("\\1\u2024", line)
    line = _HEXADECIMAL.sub(_break_commit, line)
    return _SKIP.sub("\uff3b", line)


def _break_commit(found: re.Match[str]) -> str:
    """Break the name of a commit into pieces too short for one, a number at its thousands."""
    run = found[0]
    size, first = (3, len(run) % 3) if run.isdigit() else (6, 0)
    pieces = [run[start : start + size] for start in range(first, len(run), size)]
    return "\u2011".join([run[:first], *pieces] if first else pieces)


def without_short_codes(html: str) -> str:
    """Return text of HTML in which no name of an emoji stands whole, and which reads the same.

    GitHub looks for them in each text between two tags.
    """
    return _SHORT_CODE.sub(":<wbr>", html) if html.count(":") > 1 else html


# What a line begins with that bots take for a command to them, in a fence or not.
# `/approve` is one, and `@dependabot merge`; a name alone is none.
_COMMAND = pattern(r"^([^\S\n]*)(?:(/)(?=[A-Za-z])|(@)(?=[A-Za-z]\S*[^\S\n]+\S))", re.MULTILINE)


def without_commands(text: str) -> str:
    """Return lines none of which begins with a command to a bot, such as `/approve`.

    The sign before it is put by one that looks like it, and nothing else is touched.
    """
    return _COMMAND.sub(lambda found: found[1] + ("\u2215" if found[2] else "\uff20"), text)
