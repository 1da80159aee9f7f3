"""Compare two titles: whether they are one, or how far the same, whatever their spelling.

Titles that are nearly the same are mostly those of siblings: another part, another
version, a reply. So only the same letters, numbers and negations make one title.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping

from bot.text.clean import fold
from bot.text.patterns import pattern

# Measured on recorded answers: true matches in other spellings 1.00, a renamed preprint 0.92,
# another paper "… for Image Recognition" 0.88, a title with a dropped tail 0.84, other papers
# below 0.71.
OFFERED = 0.85

_LONGEST = 1000  # no title is longer; bringing a long run of marks into order is quadratic
_SHORTEST_LEAD = 6  # letters of a title before its subtitle that say something by themselves
_SHORTEST_START = 12  # of a key that others begin with not by chance
_MOST_LONGER = 5
_TAG = pattern(r"</?[A-Za-z][^<>]{0,200}>")
_COMMAND = pattern(r"\\(?:[A-Za-z]+|.)|[{}]")
_SUBTITLE = pattern(r": | [-–—] |\? ")
_DECIMAL = pattern(r"[0-9]+\.[0-9]+")
_NUMBER = pattern(r"[0-9]+(?:\.[0-9]+)?")
_NOT = pattern(r"\b(?:not?|cannot)\b")  # what a blank more or less makes another word
_NEGATION = pattern(
    r"\b(?:not?|non[^\W_]*|nor|neither|never|nothing|nobody|nowhere|without|cannot|"
    r"(?:is|are|was|were|do|does|did|wo|ca|has|have|could|should|would)n['’]?t)\b|[≠¬]"
)
_ONES = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_ROMAN = {
    f"{'X' * tens}{one}": str(10 * tens + ones)
    for tens in range(3)
    for ones, one in enumerate(_ONES, start=1)
}
# One letter is a number only here: "I" is a word, "X" a thing that is not named.
_COUNTED = frozenset(("part", "chapter", "volume", "vol", "phase", "version", "paper", "series"))
_WORDS = {
    word: str(value)
    for value, words in enumerate(
        ("one first", "two second", "three third", "four fourth", "five fifth", "six sixth",
         "seven seventh", "eight eighth", "nine ninth", "ten tenth"), start=1
    )
    for word in words.split()
}  # fmt: skip


def normalise(title: str) -> str:
    """Return the words of a title: no entities, tags, LaTeX, accents, case or punctuation."""
    plain = unicodedata.normalize("NFKD", _bare(title))
    bare = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    return " ".join("".join(char if char.isalnum() else " " for char in bare).split())


def ratio(a: str, b: str) -> float:
    """Return how much of two titles is common, 0 to 1; 0 where one has no letter or digit."""
    from rapidfuzz import fuzz

    left, right = normalise(a), normalise(b)
    return fuzz.ratio(left, right) / 100 if left and right else 0.0


def title_identity(title: str) -> str:
    """Return what makes a plain title the same as another: its letters, numbers and negations.

    Mostly that is the folded title. What folding loses comes behind it: the point of
    `2.5`, the sign of `LoRA+`, the blank between `not` and `able`.
    """
    lost = _DECIMAL.findall(title) if "." in title else []
    lost += [sign * title.count(sign) for sign in "+#" if sign in title]
    if "no" in (lowered := title.lower()) and (negations := _NOT.findall(lowered)):
        lost.append("n" * len(negations))
    return "|".join([fold(title), *lost])


def is_same(a: str, b: str) -> bool:
    """Whether two titles are one, but for spelling and mark-up; no letters are no title."""
    return bool(normalise(a)) and title_identity(_bare(a)) == title_identity(_bare(b))


def is_near(a: str, b: str) -> bool:
    """Whether two titles may be of one paper: a few letters or the subtitle differ."""
    return ratio(a, b) >= OFFERED or _lead(a) == fold(b) or fold(a) == _lead(b)


def nearest(key: str, keys: Mapping[str, int]) -> list[int]:
    """Return what stands at the keys of titles that are nearly this one, the nearest first.

    A title that goes on where this one ends, as with a subtitle, is near as well.
    """
    from rapidfuzz import fuzz, process

    others = [other for other in keys if other != key]
    found = process.extract(key, others, scorer=fuzz.ratio, score_cutoff=100 * OFFERED)
    longer = (
        [other for other in others if other.startswith(key)] if len(key) >= _SHORTEST_START else []
    )
    return [keys[other] for other in (*(other for other, _, _ in found), *longer[:_MOST_LONGER])]


def is_sibling(a: str, b: str) -> bool:
    """Whether numbers or negations of two titles differ: II for 2 is no difference."""
    return _signs(_bare(a)) != _signs(_bare(b))


def _bare(title: str) -> str:
    """Take entities, tags and LaTeX off a title, and write `&` in letters."""
    # Crossref escapes twice: "&amp;amp;".
    text = html.unescape(html.unescape(title[:_LONGEST]))
    text = text.replace("\\&", "&").replace("&", " and ")
    return _COMMAND.sub("", _TAG.sub("", text))


def _lead(title: str) -> str:
    """Return what stands before the subtitle, folded; blank where that says too little."""
    lead, *rest = _SUBTITLE.split(_bare(title), maxsplit=1)
    folded = fold(lead) if rest else ""
    return folded if len(folded) >= _SHORTEST_LEAD else ""


def _signs(title: str) -> tuple[list[str], int]:
    """Return the numbers of a title, however they are written, and how often it negates."""
    plain = unicodedata.normalize("NFKC", title)
    numbers = _NUMBER.findall(plain)
    before = ""
    for word in re.findall(r"[^\W\d_]+", plain):
        if word in _ROMAN and (len(word) > 1 or before in _COUNTED):
            numbers.append(_ROMAN[word])
        before = word.casefold()
        if before in _WORDS:
            numbers.append(_WORDS[before])
    return sorted(numbers), len(_NEGATION.findall(plain.casefold()))
