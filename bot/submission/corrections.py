"""Recognise an issue that corrects an entry of the list: by its title, or by the form for it."""

from __future__ import annotations

from bot.fields import looks_like_link
from bot.submission import words
from bot.submission.keys import read_key
from bot.submission.model import Submission
from bot.submission.vocabulary import Vocabulary, label_key
from bot.text import clean, one_line

NEW_TITLE = "new title"  # the key of the right title, beside the one that finds the entry
_OURS = ("correct entry", "更正条目")  # ours alone
_PREFIXES = (*_OURS, "correction", "correct")
# The headings of `correct-entry.yml` in each language; the last two are nobody else's.
_PAPER, _WRONG, _RIGHT = "paper", "what is wrong", "what is right"
_CHINESE = {"论文": _PAPER, "哪里有误": _WRONG, "正确内容": _RIGHT}
_HEADINGS = {each: each for each in (_PAPER, _WRONG, _RIGHT)} | _CHINESE
_LONGEST = 65_536


def without_prefix(title: str) -> str | None:
    """Return what follows `Correct entry:` in an issue's title, None for any other title."""
    own = one_line(clean(title))
    for prefix in _PREFIXES:
        rest = own[len(prefix) :].lstrip()
        if own.casefold().startswith(prefix) and (not rest or rest[0] in ":：-–—"):
            return rest.lstrip(" :：-–—")
    return None


def is_correction(title: str, body: str) -> bool:
    """Whether an issue corrects an entry: by its title, or by the form's own headings."""
    if one_line(clean(title)).casefold().startswith(_OURS):
        return True
    return {_WRONG, _RIGHT} <= _answers(body).keys()


def read_form(title: str, body: str, vocabulary: Vocabulary) -> Submission | None:
    """Return what the form for corrections says, None for any other body.

    The paper is named by its title or an address, as the person gave it; what is right is
    the field that is wrong or, where none is chosen, a field a line.
    """
    answers = _answers(body)
    if not {_WRONG, _RIGHT} <= answers.keys():
        return None
    own = without_prefix(title) or ""
    paper = one_line(answers.get(_PAPER, "")) or own
    fields = {words.LINK if looks_like_link(paper) else vocabulary.title: paper}
    chosen = read_key(f"{one_line(answers[_WRONG])}: ", vocabulary)
    right = answers[_RIGHT]
    for key, text in [(chosen.word.key, right)] if chosen else _by_line(right, vocabulary):
        name = NEW_TITLE if key == vocabulary.title else key
        # A link may name the paper and another be the right one.
        fields[name] = f"{fields[name]}\n{text}" if name in fields else text
    return Submission(own, fields, corrects=True)


def _by_line(text: str, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Return the fields that lines name; what names none is prose."""
    found = [(line, read_key(line, vocabulary)) for line in text.split("\n")]
    named = [(key.word.key, key.rest) for _, key in found if key]
    prose = "\n".join(line for line, key in found if line and not key)
    return [*named, *([(words.SUMMARY, prose)] if prose else [])]


def _answers(body: str) -> dict[str, str]:
    """Return what stands below each heading of the form, by what that is in English."""
    folded = body.casefold()
    if not any(heading in folded for heading, each in _HEADINGS.items() if each == _RIGHT):
        return {}  # most issues
    found: dict[str, list[str]] = {}
    lines: list[str] | None = None
    for line in clean(body[:_LONGEST]).split("\n"):
        text = line.strip()
        label = label_key(text.lstrip("#").strip().rstrip(":：")) if text.startswith("#") else ""
        if heading := _HEADINGS.get(label):
            lines = found.setdefault(heading, [])
        elif lines is not None:
            lines.append(text)
    return {label: "\n".join(lines).strip() for label, lines in found.items()}
