"""Split a text into names of heads, and take off what stands around a name."""

from __future__ import annotations

import re

from bot.text import HTML_BREAK, clean, one_line, unwrapped, without_tags

_SEPARATORS = ",;、，；｜\n"
_BETWEEN_WORDS = re.compile(r"[\s_.,:;…‐-―-]+")
_BAR = re.compile(r" \| ?|\| ")  # `A|B Head` is one name
_PLURAL = re.compile(r"\bheads$", re.IGNORECASE)
_SINGULAR = re.compile(r"\bhead$", re.IGNORECASE)
_FULL_WIDTH = str.maketrans("（）", "()")
_HYPHEN = re.compile(r"[-‐-―_]+(?=heads?$)", re.IGNORECASE)
_LEADING_THE = re.compile(r"^the\s+(?=\S)", re.IGNORECASE)
_BRACKET = re.compile(r"\(([^()]{1,60})\)")
# What a bracket says of a name without being a part of it.
_ASIDES = frozenset(
    ("s", "es", "new", "new head", "new heads", "plural", "listed", "known", "existing", "ours",
     "proposed")
)  # fmt: skip
_ABBREVIATION = re.compile(r"[A-Z]{1,4}s?")
_EMPHASIS = re.compile(r"(?<!\w)(\*\*|__|[`*_])(?=\S)([^*_`]{1,60})(?<=\S)\1(?!\w)")
_NUMBER = re.compile(r"[(（]?[0-9０-９]{1,2}[.)、．）]\s*(?=[^\W0-9]|[\"'*_`\[“])")
_CHINESE_NUMBER = re.compile(r"(?<![^\s，,;；|])[0-9]{1,2}、")  # its comma parts no names
# `Induction Head: copies` and `Induction Head - copies` say what the head does.
_DESCRIBED = re.compile(
    r"(.{1,80}?\bheads?)[*_`]{0,2} ?(?:[:：] ?| [-–—] )(?=\S)(.*)", re.IGNORECASE
)
_AND_MORE = re.compile(r"(?<=\w)[\s,]+(?:etc|and (?:others|more|so on)|\.\.|…)\.?$", re.IGNORECASE)
_LEADING_AND = re.compile(r"^(?:[Aa]nd|&)\s+")  # no `AND Gate Head`
# What stands between two names, each of which ends in "Head".
_JOINTS = re.compile(
    r" (?:and|or|vs\.?|[&+·•→]|[-=]>) |(?<=heads) ?[/|] ?|(?<=head) ?[/|] ?"
    r"|(?<=heads) (?=\(?[0-9]{1,2}[.)] )|(?<=head) (?=\(?[0-9]{1,2}[.)] )",
    re.IGNORECASE,
)
_WRAPPED = re.compile(r"(?<=[a-z])\n(?=heads?\s*(?:[,;\n]|$))", re.IGNORECASE)
# What people write before a name: `Head: X`, `e.g. X`, `such as X`, `New: X`.
_LEADING_WORDS = re.compile(
    r"^(?:(?:(?:head|attention head)s?(?: names?)?|names?|new|known|listed|existing|several|various"
    r"|others?) ?[:：] ?"
    r"|(?:e\.g\.,?|i\.e\.,?|for example,?|for instance,?|such as|including|namely|mainly|mostly"
    r"|maybe|probably|possibly|perhaps|(?-i:or)) )(?=\S)",
    re.IGNORECASE,
)
_TRAILING_MARKS = re.compile(r"(?<=[a-z]) ?(?:[*†‡?!]{1,3}|\[[^\[\]]{0,20}\]|\[\^?[0-9]{1,3}\])$")
_SAYS = re.compile(
    r"\b(?:not|see|does|did|paper|papers|below|above|unclear|among)\b", re.IGNORECASE
)


def split_heads(text: str) -> list[str]:
    """Split a field into names at commas, semicolons and line ends outside of brackets.

    A second name in brackets is a name of its own, as in `n-gram head(Induction head)`.
    """
    names: list[str] = []
    for piece in _split_outside_brackets(text):
        names.extend(_second_name(piece))
    return names


def _split_outside_brackets(text: str) -> list[str]:
    pieces = []
    start = depth = 0
    text = _unlisted(_WRAPPED.sub(" ", HTML_BREAK.sub("\n", text)).translate(_FULL_WIDTH))
    text = _BAR.sub(",", _CHINESE_NUMBER.sub("", text))
    balanced = text.count("(") == text.count(")")
    for index, char in enumerate(text):
        if balanced and char in "()":
            depth = max(0, depth + (1 if char == "(" else -1))
        elif char in _SEPARATORS and depth == 0:
            pieces.append(text[start:index])
            start = index + 1
    pieces.append(text[start:])
    lines = filter(None, map(one_line, pieces))
    trimmed = (_LEADING_AND.sub("", _without_bullet(line)) for line in lines)
    return [name for piece in trimmed for name in _joined_names(piece) if name]


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


def _joined_names(piece: str) -> list[str]:
    """Split `A Head and B Head`, but not `Copy and Paste Head`: each side must say "head"."""
    names = _JOINTS.split(piece)
    if len(names) > 1 and all(map(_ends_in_head, names)):
        return [_without_bullet(name) for name in names]
    return [piece]


def _ends_in_head(name: str) -> bool:
    return name.casefold().rstrip("*_`]").endswith(("head", "heads"))


def _second_name(piece: str) -> list[str]:
    opening = piece.find("(")
    if opening > 0 and piece.endswith(")"):
        inner = piece[opening + 1 : -1]
        if _ends_in_head(inner) and "(" not in inner and inner.casefold() not in _ASIDES:
            first = piece[:opening].strip()
            initials = "".join(word[0] for word in inner.replace("-", " ").split())
            if first.casefold().removesuffix("s") == initials.casefold():
                return _split_outside_brackets(inner)
            return [first, *_split_outside_brackets(inner)]
    return [piece]


def bare_names(written: str) -> list[str]:
    """Return what is left of a name without article, emphasis and what brackets add to it.

    What is left is read again until nothing changes, as the stored name will be read.
    """
    names = [written]
    for _ in range(len(written) + 1):
        bare = [piece for name in names for piece in split_heads(unwrapped(_bare(_spell(name))))]
        if bare == names:
            break
        names = bare
    return names


def is_generic(name: str) -> bool:
    """Whether a name is but a word for heads: `attention heads`, `all`, `etc.`."""
    if len(name) > 60:
        return False
    speaks = "head" not in name.casefold() and bool(_SAYS.search(name))
    return speaks or _generic_key(name) in _GENERIC


def _generic_key(name: str) -> str:
    return _BETWEEN_WORDS.sub("", name).casefold().removesuffix("s")


# Words for heads that name none of them.
_GENERIC = frozenset(
    _generic_key(words)
    for words in (
        "attention head", "attention", "attention mechanism", "self-attention head", "head",
        "self-attention", "multi-head", "multi-head attention", "multi-head attention head",
        "transformer head", "all", "all of them", "all head", "all attention head", "every head",
        "each head", "any head", "any", "various", "various head", "various attention head",
        "several", "several head", "some", "some head", "some attention head", "many", "many head",
        "multiple", "multiple head", "multiple attention head", "different", "different head",
        "different attention head", "specific head", "other", "others", "other head", "more",
        "and more", "and others", "and so on", "etc", "et cetera", "unspecified", "not specified",
        "not applicable", "general", "generic", "所有", "注意力头", "全部",
    )
)  # fmt: skip


def _bare(name: str) -> str:
    plain = _EMPHASIS.sub(r"\2", without_tags(name) if "</" in name else name)
    name = one_line(clean(name if "<!--" in plain else plain))
    name = _TRAILING_MARKS.sub("", _AND_MORE.sub("", name).rstrip(" .。")) or name
    name = _LEADING_WORDS.sub("", name)
    if described := _DESCRIBED.fullmatch(name):
        name = described[2] if is_generic(described[1]) else described[1]
    if name.count("(") == name.count(")"):
        name = one_line(_BRACKET.sub(lambda found: _kept_bracket(found, name), name))
    return _LEADING_THE.sub("", name)


def _kept_bracket(found: re.Match[str], name: str) -> str:
    """Return nothing for an abbreviation of the name or a word about it, else the bracket."""
    inner = found[1].strip()
    words = name[: found.start()].replace("-", " ").split()
    initials = "".join(word[0] for word in words).casefold()
    is_short = _ABBREVIATION.fullmatch(inner) or inner.casefold().removesuffix("s") == initials
    is_after_head = words[-1:] and words[-1].casefold() in ("head", "heads")
    says_more = is_after_head and " " in inner and not _ends_in_head(inner)
    aside = is_short or says_more or inner.casefold() in _ASIDES
    return "" if aside and found.start() > 0 else found[0]


def _spell(name: str) -> str:
    """Bring a new name to the list's habit: singular, a blank before "Head", capitals.

    Capitals come only where the name has none at all.
    """
    name = one_line(_SINGULAR.sub("Head", _PLURAL.sub("Head", _HYPHEN.sub(" ", name))))
    if name.removesuffix("Head").islower():
        name = " ".join(
            word if "-" in word else word[:1].upper() + word[1:] for word in name.split(" ")
        )
    return name
