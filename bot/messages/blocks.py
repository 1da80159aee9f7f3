"""Know the bot's own texts again: the marked block of a pull request, titles, issues.

What a text has to remember stands in its marker, see `markers`.
"""

from __future__ import annotations

import dataclasses
import hashlib
from typing import Any

from bot.messages import markers
from bot.messages.markers import Memory
from bot.submission import IssueText

BLOCK_BEGIN = "<!-- paper-bot:begin -->"
BLOCK_END = "<!-- paper-bot:end -->"


def unix(text: str) -> str:
    """Return a text with the line ends that the bot writes; GitHub's forms send others."""
    return text.replace("\r\n", "\n")


def block(memory: Memory, text: str) -> str:
    """Return a block with this memory and text."""
    return "\n".join([BLOCK_BEGIN, markers.write(memory), text.strip(), BLOCK_END])


def _parts(body: str) -> tuple[str, str, str] | None:
    """Return what stands before the bot's block, in it, and after it; None where there is none.

    Its ends are lines of their own: the same words within a line may be somebody's text.
    """
    lines = unix(body).split("\n")
    bare = [line.rstrip() for line in lines]
    try:
        begin = bare.index(BLOCK_BEGIN)
        end = bare.index(BLOCK_END, begin)
    except ValueError:
        return None
    before, inner, after = lines[:begin], lines[begin + 1 : end], lines[end + 1 :]
    return (
        "".join(f"{line}\n" for line in before),
        "\n".join(inner),
        "".join(f"\n{line}" for line in after),
    )


def replace_block(body: str, new: str) -> str:
    """Replace the bot's block in a body and keep all else; a removed block stays removed."""
    parts = _parts(body)
    return f"{parts[0]}{new}{parts[2]}" if parts else unix(body)


def memory_of(body: str) -> Memory:
    """Return what the bot's block in a pull request's body remembers: nothing where it is gone."""
    parts = _parts(body)
    return markers.read_block(parts[1]) if parts else Memory()


def remember(body: str, **changes: Any) -> str:
    """Return a body, or a block alone, whose memory has these parts changed."""
    parts = _parts(body)
    return _rewritten(body, _text(parts[1]), **changes) if parts else unix(body)


def close_block(body: str, word: str) -> str:
    """Put a word about the closing on top of the block; where there is no block, at the end.

    It takes one line, so that it can be taken back whatever it says.
    """
    parts, word = _parts(body), " ".join(word.split())
    if parts is None:
        closed = block(Memory(closed=True), word)
        return f"{unix(body).rstrip()}\n\n{closed}\n".lstrip()
    return _rewritten(body, f"{word}\n\n{_text(parts[1])}", closed=True, reopened=False)


def open_again(body: str) -> str:
    """Take the word about the closing back, and remember that a person opened it again."""
    parts = _parts(body)
    if parts is None:
        return unix(body)
    _, _, text = parts[1].partition("\n")  # the marker, and below it the word
    return _rewritten(body, text.partition("\n")[2], closed=False, reopened=True)


def _text(inner: str) -> str:
    """Return what stands in a block beside the marker that holds its memory."""
    return inner if markers.read_block(inner).is_old else inner.partition("\n")[2]


def _rewritten(body: str, text: str, **changes: Any) -> str:
    return replace_block(body, block(dataclasses.replace(memory_of(body), **changes), text))


def title_digest(title: str) -> str:
    """Return the word by which the bot knows again, in the block, a title that it wrote itself."""
    return hashlib.sha256(title.encode("utf-8", "replace")).hexdigest()[:12]


def digest_of(issue: IssueText) -> str:
    """Return the digest of an issue's text, by which a commit names what it was read from."""
    text = f"{issue.title}\0{issue.body}".encode("utf-8", "replace")
    return hashlib.sha256(text).hexdigest()[:16]
