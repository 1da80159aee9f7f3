"""Split a text into names of tags, and take off what stands around a name.

A list may have its tags end in a word of their own, such as "Head": then that word tells where
a name ends.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.fields.kinds import TagsField
from bot.text import HTML_BREAK, clean, one_line, pattern, unwrapped, without_tags

_SEPARATORS = ",;、，；｜\n"
_BETWEEN_WORDS = pattern(r"[\s_.,:;…‐-―-]+")
_BAR = pattern(r" \| ?|\| ")  # `A|B Head` is one name
_FULL_WIDTH = str.maketrans("（）", "()")
_LEADING_THE = pattern(r"^the\s+(?=\S)", re.IGNORECASE)
_BRACKET = pattern(r"\(([^()]{1,60})\)")
# What a bracket says of a name without being a part of it.
_ASIDES = ("s", "es", "new", "plural", "listed", "known", "existing", "ours", "proposed")
_ABBREVIATION = pattern(r"[A-Z]{1,4}s?")
_EMPHASIS = pattern(r"(?<!\w)(\*\*|__|[`*_])(?=\S)([^*_`]{1,60})(?<=\S)\1(?!\w)")
_NUMBER = pattern(r"[(（]?[0-9０-９]{1,2}[.)、．）]\s*(?=[^\W0-9]|[\"'*_`\[“])")
_CHINESE_NUMBER = pattern(r"(?<![^\s，,;；|])[0-9]{1,2}、")  # its comma parts no names
_AND_MORE = pattern(r"(?<=\w)[\s,]+(?:etc|and (?:others|more|so on)|\.\.|…)\.?$", re.IGNORECASE)
_LEADING_AND = pattern(r"^(?:[Aa]nd|&)\s+")  # no `AND Gate Head`
_TRAILING_MARKS = pattern(r"(?<=[a-z]) ?(?:[*†‡?!]{1,3}|\[[^\[\]]{0,20}\]|\[\^?[0-9]{1,3}\])$")
_SAYS = pattern(r"\b(?:not|see|does|did|paper|papers|below|above|unclear|among)\b", re.IGNORECASE)
_NEVER = pattern(r"(?!)")
# Patterns of lists whose tags end in a word, which stands here as TAG.
_PLURAL, _SINGULAR, _HYPHEN = r"\bTAGs$", r"\bTAG$", r"[-‐-―_]+(?=TAGs?$)"
# `Induction Head: copies` and `Induction Head - copies` say what the head does.
_DESCRIBED = r"(.{1,80}?\bTAGs?)[*_`]{0,2} ?(?:[:：] ?| [-–—] )(?=\S)(.*)"
# What stands between two names, each of which ends in the word.
_JOINTS = (
    r" (?:and|or|vs\.?|[&+·•→]|[-=]>) |(?<=TAGs) ?[/|] ?|(?<=TAG) ?[/|] ?"
    r"|(?<=TAGs) (?=\(?[0-9]{1,2}[.)] )|(?<=TAG) (?=\(?[0-9]{1,2}[.)] )"
)
_WRAPPED = r"(?<=[a-z])\n(?=TAGs?\s*(?:[,;\n]|$))"
# Words that name no tag of any list, alone and before the word for one.
_ALL = (
    "all", "every", "each", "any", "various", "several", "some", "many", "multiple", "different",
    "specific", "other",
)  # fmt: skip
_NO_TAG = (
    *_ALL, "all of them", "others", "more", "and more", "and others", "and so on", "etc",
    "et cetera", "unspecified", "not specified", "not applicable", "general", "generic", "所有",
    "全部",
)  # fmt: skip


class TagWords(NamedTuple):
    """The words of one list's tags, as patterns. `last` is the word in which each ends, if any."""

    field: TagsField
    last: str
    plural: re.Pattern[str]
    singular: re.Pattern[str]
    hyphen: re.Pattern[str]
    described: re.Pattern[str]
    joints: re.Pattern[str]
    wrapped: re.Pattern[str]
    leading: re.Pattern[str]
    asides: frozenset[str]
    generic: frozenset[str]

    def ends(self, name: str) -> bool:
        """Whether a name ends in the word that names of tags end in."""
        bare = name.casefold().rstrip("*_`]")
        return bool(self.last) and bare.endswith((self.last, f"{self.last}s"))

    def is_generic(self, name: str) -> bool:
        """Whether a name is but a word for tags: what the list calls them, `all`, `etc.`."""
        if len(name) > 60:
            return False
        has_word = not self.last or self.last in name.casefold()
        return (not has_word and bool(_SAYS.search(name))) or _generic_key(name) in self.generic


@lru_cache(maxsize=8)
def words_of(field: TagsField) -> TagWords:
    """Return the words of a list's tags."""
    last = field.suffix.casefold()
    nouns = [each.casefold() for each in (field.one, field.wants) if each]
    named = "|".join(map(re.escape, nouns)) or "tag"
    every = [
        *_NO_TAG,
        *nouns,
        *field.generic,
        *(f"{each} {noun}" for each in _ALL for noun in nouns),
    ]
    leading = (
        rf"^(?:(?:(?:{named})s?(?: names?)?|names?|new|known|listed|existing|several|various"
        r"|others?) ?[:：] ?"
        r"|(?:e\.g\.,?|i\.e\.,?|for example,?|for instance,?|such as|including|namely|mainly|mostly"
        r"|maybe|probably|possibly|perhaps|(?-i:or)) )(?=\S)"
    )
    asides = (*_ASIDES, *(f"new {noun}{end}" for noun in nouns for end in ("", "s")))
    generic = frozenset(map(_generic_key, every))
    return TagWords(
        field,
        last,
        plural=_compiled(_PLURAL, last),
        singular=_compiled(_SINGULAR, last),
        hyphen=_compiled(_HYPHEN, last),
        described=_compiled(_DESCRIBED, last),
        joints=_compiled(_JOINTS, last),
        wrapped=_compiled(_WRAPPED, last),
        leading=re.compile(leading, re.IGNORECASE),
        asides=frozenset(asides),
        generic=generic,
    )


def _compiled(pattern: str, last: str) -> re.Pattern[str]:
    """Return a pattern for the word in which tags end; for none, one that matches nothing."""
    if not last:
        return _NEVER
    return re.compile(pattern.replace("TAG", re.escape(last)), re.IGNORECASE)


def split_tags(text: str, words: TagWords) -> list[str]:
    """Split a field into names at commas, semicolons and line ends outside of brackets.

    A second name in brackets is a name of its own, as in `n-gram head(Induction head)`.
    """
    names: list[str] = []
    for piece in _split_outside_brackets(text, words):
        names.extend(_second_name(piece, words))
    return names


def _split_outside_brackets(text: str, words: TagWords) -> list[str]:
    pieces = []
    start = depth = 0
    text = words.wrapped.sub(" ", HTML_BREAK.sub("\n", text)).translate(_FULL_WIDTH)
    text = _BAR.sub(",", _CHINESE_NUMBER.sub("", _unlisted(text)))
    balanced = text.count("(") == text.count(")")
    for index, char in enumerate(text):
        if balanced and char in "()":
            depth = max(0, depth + (1 if char == "(" else -1))
        elif char in _SEPARATORS and depth == 0:
            pieces.append(text[start:index])
            start = index + 1
    pieces.append(text[start:])
    # A bar at an end is one between columns, and would part two names where a comma stands now.
    lines = filter(None, (one_line(piece).strip("| ") for piece in pieces))
    trimmed = (_LEADING_AND.sub("", _without_bullet(line)) for line in lines)
    return [name for piece in trimmed for name in _joined_names(piece, words) if name]


def _unlisted(text: str) -> str:
    """Take off the brackets around a list: `["A Head", "B Head"]`, `{A Head, B Head}`."""
    bare = text.strip()
    inner = bare[1:-1]
    held = bare[:1] + bare[-1:] in ("[]", "{}") and not any(map(inner.__contains__, "[]{}"))
    return inner if held and "," in inner else text


def _without_bullet(piece: str) -> str:
    piece = piece.lstrip("-+• ")
    piece = piece[1:].lstrip() if piece.startswith("* ") else piece
    number = _NUMBER.match(piece)
    return piece[number.end() :] if number else piece


def _joined_names(piece: str, words: TagWords) -> list[str]:
    """Split `A Head and B Head`, but not `Copy and Paste Head`: each side must say "head"."""
    names = words.joints.split(piece)
    if len(names) > 1 and all(map(words.ends, names)):
        return [_without_bullet(name) for name in names]
    return [piece]


def _second_name(piece: str, words: TagWords) -> list[str]:
    opening = piece.find("(")
    if opening > 0 and piece.endswith(")"):
        inner = piece[opening + 1 : -1]
        if words.ends(inner) and "(" not in inner and inner.casefold() not in words.asides:
            first = piece[:opening].strip()
            initials = "".join(word[0] for word in inner.replace("-", " ").split())
            if first.casefold().removesuffix("s") == initials.casefold():
                return _split_outside_brackets(inner, words)
            return [first, *_split_outside_brackets(inner, words)]
    return [piece]


def bare_names(written: str, words: TagWords) -> list[str]:
    """Return what is left of a name without article, emphasis and what brackets add to it.

    What is left is read again until nothing changes, as the stored name will be read.
    """
    names = [written]
    for _ in range(len(written) + 1):
        spelled = (unwrapped(_bare(_spell(name, words), words)) for name in names)
        bare = [piece for name in spelled for piece in split_tags(name, words)]
        if bare == names:
            break
        names = bare
    return names


def _generic_key(name: str) -> str:
    return _BETWEEN_WORDS.sub("", name).casefold().removesuffix("s")


def _bare(name: str, words: TagWords) -> str:
    plain = _EMPHASIS.sub(r"\2", without_tags(name) if "</" in name else name)
    name = one_line(clean(name if "<!--" in plain else plain))
    name = _TRAILING_MARKS.sub("", _AND_MORE.sub("", name).rstrip(" .。")) or name
    name = words.leading.sub("", name)
    if described := words.described.fullmatch(name):
        name = described[2] if words.is_generic(described[1]) else described[1]
    if name.count("(") == name.count(")"):
        name = one_line(_BRACKET.sub(lambda found: _kept_bracket(found, name, words), name))
    return _LEADING_THE.sub("", name)


def _kept_bracket(found: re.Match[str], name: str, words: TagWords) -> str:
    """Return nothing for an abbreviation of the name or a word about it, else the bracket."""
    inner = found[1].strip()
    before = name[: found.start()].replace("-", " ").split()
    initials = "".join(word[0] for word in before).casefold()
    is_short = _ABBREVIATION.fullmatch(inner) or inner.casefold().removesuffix("s") == initials
    is_after_last = before[-1:] and before[-1].casefold() in (words.last, f"{words.last}s")
    says_more = is_after_last and " " in inner and not words.ends(inner)
    aside = is_short or says_more or inner.casefold() in words.asides
    return "" if aside and found.start() > 0 else found[0]


def _spell(name: str, words: TagWords) -> str:
    """Bring a new name to the list's habit: singular, a blank before "Head", capitals.

    Capitals come only where the name has none at all, and where names have a common end.
    """
    suffix = words.field.suffix
    name = words.hyphen.sub(" ", name)
    for ending in (words.plural, words.singular):
        name = ending.sub(lambda _: suffix, name)
    name = one_line(name)
    if suffix and name.removesuffix(suffix).islower():
        name = " ".join(
            word if "-" in word else word[:1].upper() + word[1:] for word in name.split(" ")
        )
    return name
