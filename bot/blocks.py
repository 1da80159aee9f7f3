"""Know the bot's own texts again: the marked block of a pull request, and the marks in them.

A mark is an HTML comment that readers do not see. There is no database: what the
bot has to remember stands where it belongs, in its own texts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from bot.index import identities
from bot.matching import title_identity
from bot.models import IssueSnapshot, Paper

BLOCK_BEGIN = "<!-- paper-bot:begin -->"
BLOCK_END = "<!-- paper-bot:end -->"

_CLOSED = "<!-- closed by the bot -->"
_OPENED_AGAIN = "<!-- opened again by a person -->"
_TEXT = re.compile(r"<!-- text ([0-9a-f]{16})(?: changed (\d{4}-\d{2}-\d{2}))? -->")
_PAPER = re.compile(r"<!-- paper((?: [0-9a-f]{12})+) -->")
_LINKED = re.compile(r"#(\d+) (?:adds this|offers to|was closed as well)|closed #(\d+) without")
_FACTS = re.compile(r"<!-- (?:wanting|kept|second|hands) [^<>\n]* -->")


def unix(text: str) -> str:
    """Give a text with the line ends that the bot writes; GitHub's forms send others."""
    return text.replace("\r\n", "\n")


def replace_block(body: str, block: str) -> str:
    """Replace the bot's block in a body and keep all else; a removed block stays removed."""
    body = unix(body)
    before, begin, rest = body.partition(BLOCK_BEGIN)
    _, end, after = rest.partition(BLOCK_END)
    return f"{before}{block}{after}" if begin and end else body


def close_block(body: str, word: str) -> str:
    """Put a word about the closing on top of the block; where there is no block, at the end."""
    body = unix(body)
    if BLOCK_BEGIN not in body:
        return f"{body.rstrip()}\n\n{BLOCK_BEGIN}\n{_CLOSED}\n{word}\n{BLOCK_END}\n".lstrip()
    return body.replace(BLOCK_BEGIN, f"{BLOCK_BEGIN}\n{_CLOSED}\n{word}\n", 1)


def open_again(body: str) -> str:
    """Take the word about the closing back, and remember that a person opened it again."""
    before, mark, rest = unix(body).partition(f"{BLOCK_BEGIN}\n{_CLOSED}\n")
    _, _, after = rest.partition("\n")
    return f"{before}{BLOCK_BEGIN}\n{_OPENED_AGAIN}\n{after.lstrip()}" if mark else before


def is_opened_again(body: str) -> bool:
    """Tell whether a person opened this pull request again after the bot had closed it."""
    return f"{BLOCK_BEGIN}\n{_OPENED_AGAIN}" in unix(body)


def is_closed_by_bot(body: str) -> bool:
    """Tell whether the bot closed this pull request, and no person."""
    return f"{BLOCK_BEGIN}\n{_CLOSED}" in unix(body)


def title_mark(title: str) -> str:
    """Give the mark by which the bot knows again, in the block, a title that it wrote itself."""
    return f"<!-- title {hashlib.sha256(title.encode()).hexdigest()[:12]} -->"


def mark_title(block: str, title: str) -> str:
    """Add the title's mark to the block, so that title and mark change in one request."""
    return block.replace(BLOCK_BEGIN, f"{BLOCK_BEGIN}\n{title_mark(title)}", 1)


def text_of(body: str) -> tuple[str, str]:
    """Give the digest of the issue's text that a body was made from, and the day it changed.

    Both are blank where the body does not say so.
    """
    found = _TEXT.search(body)
    return (found[1], found[2] or "") if found else ("", "")


def paper_keys(paper: Paper) -> tuple[str, ...]:
    """Give short names for what makes a paper the same as another: its title, its identities."""
    names = [f"title:{title_identity(paper.title)}", *identities(paper.links)]
    return tuple(map(_key, names))


def _key(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def title_key(pull_title: str) -> frozenset[str]:
    """Give the key of the paper that the bot named in a pull request's title."""
    verb, colon, title = pull_title.partition(" paper: ")
    if not colon or verb not in ("Add", "Update"):
        return frozenset()
    return frozenset({_key(f"title:{title_identity(title)}")})


def keys_mark(papers: Iterable[Paper]) -> str:
    """Give the mark by which another issue's pull request for the same paper is found."""
    keys = dict.fromkeys(key for paper in papers for key in paper_keys(paper))
    return f"<!-- paper {' '.join(keys)} -->"


def keys_of(body: str) -> frozenset[str]:
    """Give the keys of the paper that a pull request's body is about."""
    found = _PAPER.search(body)
    return frozenset(found[1].split()) if found else frozenset()


def author_mark(author: int) -> str:
    """Give the mark of the account whose issue a pull request is for, by its number."""
    return f"<!-- by {author} -->"


def author_of(body: str) -> int:
    """Give the account whose issue a pull request's body is for, 0 where it does not say."""
    found = re.search(r"<!-- by (\d{1,18}) -->", body)
    return int(found[1]) if found else 0


def linked_pull(comment: str) -> int | None:
    """Give the pull request that the bot's comment says is the issue's own."""
    found = _LINKED.search(comment)
    return int(found[1] or found[2]) if found else None


def facts_of(text: str) -> frozenset[str]:
    """Give the marks of what a text says beside its wording.

    They are what is not known yet, what a person's commit decides, and which pull
    request was there first.
    """
    return frozenset(_FACTS.findall(text))


def is_wanting(text: str) -> bool:
    """Tell whether a text of the bot's says that date or link are not known yet."""
    return "<!-- wanting " in text


def first_of(comment: str) -> int | None:
    """Give the pull request that a comment says was there first, None for any other comment."""
    found = re.search(r"<!-- second (\d+) -->", comment)
    return int(found[1]) if found else None


def digest_of(issue: IssueSnapshot) -> str:
    """Give the digest of an issue's text, by which a commit names what it was read from."""
    text = f"{issue.title}\0{issue.body}".encode("utf-8", "replace")
    return hashlib.sha256(text).hexdigest()[:16]
