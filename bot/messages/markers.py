"""Write down what the bot has to remember in a text of its own, and read it again.

There is no database: what must be known later stands in one marker, an HTML comment that
readers do not see, on the first line of a comment or of the bot's block in a pull request.
Nothing that anybody submitted ever stands there, and nothing is read anywhere else, but
for texts that older versions of the bot wrote: in those, marks count only as lines of
their own outside of every code fence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

from bot.messages.verdicts import Verdict, verdict_of
from bot.text import pattern

# Stands in a comment for the pull request, whose number is known only once it is open. No sink
# lets a control character through, so that nobody can put one there.
PULL_REFERENCE = "\x1apull-request\x1a"

_PULL = "pull"  # stands where a comment's marker has the verdict
_BEGIN, _END = "<!-- paper-bot:", " -->"
_VERSION = "v1"
_LONGEST = 40_000  # of a marker: a proposal takes forty, and GitHub's texts end at 65,536
_DIGEST = pattern(r"[0-9a-f]{16}")
_KEY = pattern(r"[0-9a-f]{12}")
_DAY = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Proposals = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Memory:
    """What one text of the bot's remembers.

    `verdict` is that of a comment, None for a pull request, and `digest` that of the issue's
    text it was made from, which `changed` on this day. `pull` is the issue's own pull request,
    `first` the one for the same paper that was there before; `keys` name the paper, and `title`
    is the digest of the title that the bot gave, `author` the number of the account that filed
    the issue. `not_known` is what may still be looked up, `kept` what a person's commit decides,
    and `taken_over` tells that the branch is left to its people. A pull request was `closed` by
    the bot or `reopened` by a person after that; `commented` tells that its issue was
    answered by a comment. `still_open` tells that the comment says that the issue can be
    closed. `proposals` are what the maintenance pull request proposes, each by its digest, with
    the service it comes from. `is_old` is a text of an older version.
    """

    verdict: Verdict | None = None
    digest: str = ""
    changed: str = ""
    pull: int | str | None = None
    first: int | None = None
    keys: tuple[str, ...] = ()
    title: str = ""
    author: int = 0
    not_known: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    proposals: Proposals = ()
    taken_over: bool = False
    closed: bool = False
    reopened: bool = False
    commented: bool = False
    still_open: bool = False
    is_old: bool = False

    @property
    def facts(self) -> tuple[object, ...]:
        """Return what a text says beside its wording: a change of these is worth a write."""
        return self.not_known, self.kept, self.first, self.taken_over, self.still_open


# The words of a marker that are there or not, and what of a memory they stand for.
_FLAGS = {
    "hands-off": "taken_over",
    "closed": "closed",
    "reopened": "reopened",
    "commented": "commented",
    "still-open": "still_open",
}


def write(memory: Memory) -> str:
    """Return the marker that holds a memory, one line."""
    kind = memory.verdict or _PULL
    words = [f"{_BEGIN}{kind}", *([memory.digest] if memory.digest else []), _VERSION]
    values: dict[str, Sequence[object]] = {
        "changed": [memory.changed],
        "pull": [memory.pull],
        "first": [memory.first],
        "keys": memory.keys,
        "title": [memory.title],
        "author": [memory.author],
        "wanting": memory.not_known,
        "kept": [quote(name, safe="") for name in memory.kept],
        "proposals": [f"{mark}:{quote(source, safe='')}" for mark, source in memory.proposals],
    }
    for name, found in values.items():
        if given := [str(each) for each in found if each]:
            words.append(f"{name}={','.join(given)}")
    words += [word for word, name in _FLAGS.items() if getattr(memory, name)]
    return " ".join(words) + _END


def fill_pull(text: str, number: int) -> str:
    """Return a comment with the number of its pull request, in its marker and in its words."""
    marked = text.replace(f"pull={PULL_REFERENCE}", f"pull={number}")
    return marked.replace(PULL_REFERENCE, f"#{number}")


def read_comment(text: str) -> Memory | None:
    """Return the memory of a comment of the bot's, None for any other text."""
    line, _, rest = text.replace("\r\n", "\n").partition("\n")
    memory = read(line)
    if memory is None or memory.verdict is None:
        return None
    return _with_old_marks(memory, rest) if memory.is_old else memory


def read_block(lines: str) -> Memory:
    """Return the memory of a pull request from what stands in the bot's block."""
    line, _, rest = lines.partition("\n")
    memory = read(line)
    if memory is not None and memory.verdict is None:
        return memory if memory.proposals else replace(memory, proposals=_old_proposals(rest))
    old = Memory(is_old=True, closed=line == CLOSED, reopened=line == OPENED_AGAIN)
    return _with_old_marks(old, lines if rest else line)


def read(line: str) -> Memory | None:
    """Return the memory that a line holds; None where it is no marker."""
    if not (line.startswith(_BEGIN) and line.endswith(_END) and len(line) <= _LONGEST):
        return None
    inner = line[len(_BEGIN) : -len(_END)]
    if "<" in inner or ">" in inner:
        return None
    kind, *words = inner.split(" ")
    verdict = verdict_of(kind)
    if verdict is None and kind != _PULL:
        return None
    digest = words.pop(0) if words and _DIGEST.fullmatch(words[0]) else ""
    if not words:
        return Memory(verdict, digest, is_old=True)
    if words.pop(0) != _VERSION:
        return None
    values = dict(word.partition("=")[::2] for word in words)
    proposals = (word.partition(":")[::2] for word in values.get("proposals", "").split(","))
    return Memory(
        verdict,
        digest,
        changed=_first(_DAY, values.get("changed", "")),
        pull=number_of(values.get("pull", "")),
        first=number_of(values.get("first", "")),
        keys=_keys(values.get("keys", "").split(",")),
        title=_first(_KEY, values.get("title", "")),
        author=number_of(values.get("author", ""), digits=18) or 0,
        not_known=_names(values.get("wanting", "").split(",")),
        kept=tuple(map(unquote, _names(values.get("kept", "").split(",")))),
        proposals=tuple((m, unquote(source)) for m, source in proposals if _KEY.fullmatch(m)),
        **{name: word in values for word, name in _FLAGS.items()},
    )


def number_of(text: str, *, digits: int = 9) -> int | None:
    """Return a number of GitHub's; None for what is none, or longer than any it has given."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= digits
    return int(text) or None if is_number else None


def _first(pattern: re.Pattern[str], text: str) -> str:
    return text if pattern.fullmatch(text) else ""


def _keys(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if _KEY.fullmatch(word))


def _names(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word)


# --- what older versions wrote --------------------------------------------------------------

CLOSED = "<!-- closed by the bot -->"
OPENED_AGAIN = "<!-- opened again by a person -->"
_MARK = pattern(r"<!-- ([a-z]{2,8}) ([^<>\n]{1,2000}) -->")
_LINKED = pattern(
    r"(?:Thank you! |You bring what the list lacks, and |This issue was closed, so "
    r"|A maintainer closed )#([0-9]{1,9}) (?:adds this|offers to|was closed as|without merging)"
)
_PROPOSAL = pattern(r"<!-- proposal ([0-9a-f]{12}) ([A-Za-z ]{1,40}) -->")
_FENCE = pattern(r"(`{3,}|~{3,})(.*)")


def _with_old_marks(memory: Memory, text: str) -> Memory:
    """Add what the marks of an older text say; the first of each kind counts."""
    found: dict[str, str] = {}
    for line in _outside_fences(text):
        if mark := _MARK.fullmatch(line):
            found.setdefault(mark[1], mark[2])
        elif linked := _LINKED.match(line):
            found.setdefault("linked", linked[1])
    digest, _, changed = found.get("text", "").partition(" changed ")
    return Memory(
        memory.verdict,
        memory.digest or _first(_DIGEST, digest),
        changed=_first(_DAY, changed),
        pull=number_of(found.get("linked", "")),
        first=number_of(found.get("second", "")),
        keys=_keys(found.get("paper", "").split(" ")),
        title=_first(_KEY, found.get("title", "")),
        author=number_of(found.get("by", ""), digits=18) or 0,
        not_known=_names(found.get("wanting", "").split(" ")),
        kept=_names(found.get("kept", "").split(" ")),
        proposals=_old_proposals(text),
        taken_over=found.get("hands") == "off",
        closed=memory.closed,
        reopened=memory.reopened,
        is_old=True,
    )


def _outside_fences(text: str) -> Iterator[str]:
    """Return the lines outside of code fences: inside, a submitted text keeps its marks."""
    fence = ""
    for line in text.split("\n"):
        found = _FENCE.match(line.strip())
        if not fence and found:
            fence = found[1]
        elif not fence:
            yield line
        elif found and found[1].startswith(fence) and not found[2].strip():
            fence = ""


def _old_proposals(text: str) -> Proposals:
    """Return the proposals that an older text names, each in a line of its own."""
    lines = map(_PROPOSAL.fullmatch, _outside_fences(text))
    return tuple((line[1], line[2]) for line in lines if line)
