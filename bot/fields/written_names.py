"""Read the names of people or institutions as people type, copy and paste them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.fields.addresses import without_links
from bot.fields.fillers import is_filler
from bot.fields.kinds import FieldName
from bot.fields.people import Names, as_names, given_first, is_suffix, split_outside
from bot.fields.reading import Note, Problem, Reading, look_alikes, problem, quoted
from bot.fields.reference import looks_like_link
from bot.text import (
    HTML_BREAK,
    Phrase,
    clean,
    half_width,
    in_a_row,
    one_line,
    pattern,
    unwrapped,
    without_bullet,
    without_latex,
    without_tags,
)

_SHOWN = 80
_ROUNDS = 8
_FAR = 10  # times what is allowed: what is more is not looked at closely
_STRONG = r"[;；、｜•]| [|·] |: "  # `Qwen: An Yang` is a team and its first
_AND = r"(?<=\s)(?:and|AND)(?=\s)"
_JOINT = pattern(r",? (?:and|&) ")
_LEADING = pattern(r"^(?:(?-i:and|AND|[Bb]y)|&|authors?:) +(?=\S)", re.IGNORECASE)
_INITIALS = pattern(r"(?:[A-Z]\.[ -]?){1,4}|[A-Z](?:[ -][A-Z]){0,3}")  # no "MIT"
# What points to a footnote or an affiliation.
_MARKS = pattern(
    r"<sup>[^<>]{0,60}</sup>|\$\s?\^\{?[^{}$]{0,60}\}?\s?\$|\\(?:textsuperscript|thanks|footnote"
    r"mark|inst|orcid)(?:\[[^\[\]]{0,20}\])?\{[^{}]{0,200}\}|\^\{[^{}]{0,60}\}|\^[0-9*†‡]{1,3}(?:,[0-9*†‡]{1,3}){0,9}"
    r"|\[\^[^\[\]]{1,20}\]",
    re.IGNORECASE,
)
_SIGNS = "*†‡§¶‖#∗⋆✉⁎¹²³⁰⁴⁵⁶⁷⁸⁹"
_NUMBERED = pattern(r"(?<=[^\W\d_]{2})[0-9]$")
_LEADING_NUMBER = pattern(r"[(\[][0-9]{1,3}[)\]] ?(?=\S)")
# `HKUST(GZ)` is a name.
_ASIDE = pattern(r"(?:(?<![A-Z])| )(?:\([^()]{0,300}\)|（[^（）]{0,300}）|\[[^\[\]]{0,300}\])$")
_LONGEST_MORE = 60
_AT = pattern(r"\S@[^\s.]{1,100}\.\S")
_EMAIL = pattern(r" ?<?[^\s<>@]{1,64}@[^\s<>@]{1,200}>?$")
_MORE = pattern(
    r"(?:^|(?<=[\s,;，；、.]))"
    r"(?:(?:and )?et\.? ?al|(?:and|&) (?:others|more|colleagues)|(?-i:etc))\.?$"
    r"|\(?(?:[0-9]{1,5} )?(?:additional|other|more) authors(?: not shown)?\)?$|(?:等人?|\.\.\.|…)$",
    re.IGNORECASE,
)
_OTHERS = ("others", "et al", "et al.")
# At the end of a name these have a full stop of their own.
_SHORT = pattern(r"(?:(?:^|[\s.-])[A-Z]|\b(?:Co|Corp|Inc|Jr|Ltd|Sr|St))\.$")
# Words of names that are small, and those which behind "and" go on with an institution's name.
_PARTICLES = frozenset(
    ("al", "bin", "da", "das", "de", "del", "den", "der", "di", "dos", "du", "el", "la", "le",
     "los", "mac", "ten", "ter", "van", "von", "zu", "zum")
)  # fmt: skip
_OF_INSTITUTIONS = frozenset(
    ("Technology", "Science", "Sciences", "Engineering", "Computer", "Computing", "Mathematics",
     "Economics", "Medicine", "Astronomy", "Statistics", "Informatics", "Arts", "Information",
     "Communication", "Communications", "Telecommunications", "Development", "Research",
     "Automation", "Electronics", "Innovation", "Management", "Law", "Humanities")
)  # fmt: skip


def read_names(
    raw: str, most: int, longest: int, *, field: FieldName, example: str = ""
) -> Reading[Names]:
    """Return the names that a field holds, given names first, each once.

    `most` is how many there may be, `longest` how many characters one may have, and `example`
    what would be right in the field.
    """
    asides: list[str] = []
    names, others = _names(_plain(raw), most, longest, asides)
    if len(names) > most:
        message = Phrase(
            "These are {number} names. Give the first {most} at most, then “et al.”.",
            number=len(names),
            most=most,
        )
        return Reading(field, Names(), (problem(field, "too-many", message, example=example),))
    wrong = next((name for name in names if _is_wrong(name, longest)), None)
    kept = as_names((name for name in names if not _is_wrong(name, longest)), most, longest)
    value = Names(kept.named, bool(kept.named) and (kept.more or others))
    problems: tuple[Problem, ...] = ()
    lack = None
    if wrong:
        problems = (_problem(field, wrong, longest, example),)
    elif not value.named:
        message = Phrase("No name is given. Write the names, with commas between them.")
        lack = problem(field, "missing", message, read=raw[:_SHOWN], example=example)
    return Reading(field, value, problems, tuple(_notes(field, value, asides)), lack)


def _problem(field: FieldName, name: str, longest: int, example: str) -> Problem:
    """Return what is to be said of a text that is no name."""
    code, wrong = "address", Phrase("This is an address.")
    if len(name) > longest:
        code = "too-long"
        wrong = Phrase(
            "This is too long for one name: at most {longest} characters.", longest=longest
        )
    message = in_a_row(wrong, Phrase("Write the names alone, with commas between them."))
    return problem(field, code, message, read=name, example=example)


def _is_wrong(name: str, longest: int) -> bool:
    return len(name) > longest or looks_like_link(name) or bool(_AT.search(name))


def _notes(field: FieldName, names: Names, asides: list[str]) -> list[Note]:
    notes = []
    if asides:
        shown = quoted(list(dict.fromkeys(asides)), _SHOWN)
        notes.append(
            Note(field, "left-out", Phrase("Left out beside the names: {shown}.", shown=shown))
        )
    return notes + [note for name in names.named for note in look_alikes(field, name)][:1]


def _plain(raw: str) -> str:
    """Return the text line by line, with the texts of links alone and no marks of footnotes."""
    text = _MARKS.sub(" ", HTML_BREAK.sub("\n", raw))
    linked, _ = without_links(text)
    text = raw if "<!--" in linked else linked
    lines: list[str] = []
    for line in filter(None, map(one_line, text.split("\n"))):
        goes_on = lines and (lines[-1].endswith((" and", " &")) or line.startswith(("and ", "& ")))
        lines.append(f"{lines.pop()} {line}" if goes_on else without_bullet(line))
    return _unlisted("\n".join(lines))


def _unlisted(text: str) -> str:
    """Take off the brackets around a list: `["Ada Lovelace", "Alan Turing"]`."""
    inner = text[1:-1]
    held = text[:1] + text[-1:] in ("[]", "{}") and not any(map(inner.__contains__, "[]{}"))
    return inner if held and "," in inner else text


def _names(text: str, most: int, longest: int, asides: list[str]) -> tuple[list[str], bool]:
    """Return the names in a text, and whether it says that others follow.

    What is left of a name is read again until nothing changes, as the stored name will be
    read. `asides` gets the affiliations. What is far too long, and far too many, stay as
    they are.
    """
    names, others = [text], False
    for _ in range(_ROUNDS):
        apart = [_apart(piece) for name in names for piece in _split(name)]
        if len(apart) > _FAR * most:
            return [piece for piece, _ in apart], others
        others = others or any(more for _, more in apart)
        bare = [each if len(each) > _FAR * longest else _bare(each, asides) for each, _ in apart]
        before, names = names, [name for name in bare if name]
        if names == before:
            break
    return [name for name in names if not (_is_letter(name) or is_filler(name))], others


def _is_letter(name: str) -> bool:
    """Whether a name is the mark of an affiliation: `a`."""
    return len(name) == 1 and name.isascii() and name.islower()


def _apart(piece: str) -> tuple[str, bool]:
    """Return a piece without the words that say that others follow, and whether it has them."""
    bare, more = piece.strip(" ,;"), False
    for _ in range(_ROUNDS):
        # From near its end: a pattern that ends in `$` is tried at each place of a long text.
        found = _MORE.search(bare, max(0, len(bare) - _LONGEST_MORE))
        if not found:
            break
        bare, more = bare[: found.start()].rstrip(" ,;"), True
    return bare, more


def _split(text: str) -> list[str]:
    return [name for line in text.split("\n") for name in _split_line(line)]


def _split_line(line: str) -> list[str]:
    """Split a line into names, by what stands between them."""
    line = _LEADING.sub("", _without_stop(line))
    strong = [piece.strip() for piece in split_outside(line, _STRONG)]
    if len(strong) > 1:
        turned = all(map(_is_turned, filter(None, strong)))
        parts = [[given_first(each)] if turned else _at_commas(each) for each in strong]
        return [name for part in parts for name in part]
    cited = [piece.strip() for piece in split_outside(line, _AND)]
    if len(cited) > 1 and all(map(_is_turned, cited)):
        return [given_first(piece) for piece in cited]
    return _at_commas(line)


def _at_commas(text: str) -> list[str]:
    """Split at commas; `Lovelace, A., Turing, A.` are two, and `Inc.` is none."""
    pieces = _pieces(_JOINT.sub(", ", text))
    lasts, givens = pieces[::2], pieces[1::2]
    if len(lasts) == len(givens) > 0 and all(map(_INITIALS.fullmatch, givens)):
        return [f"{given} {last}" for last, given in zip(lasts, givens, strict=True)]
    return [name for piece in _pieces(text) for name in _at_joint(piece)]


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for piece in (each.strip() for each in split_outside(text, "[,，]")):
        if pieces and is_suffix(piece):
            pieces[-1] = f"{pieces[-1]}, {piece}"
        elif piece:
            pieces.append(piece)
    return pieces


def _at_joint(text: str) -> list[str]:
    """Return the people whom `and` joins, or the name as it is: institutions have that word."""
    parts = _JOINT.split(_LEADING.sub("", text))
    if len(parts) < 2 or any(part.partition(" ")[0] in _OF_INSTITUTIONS for part in parts[1:]):
        return [text]
    is_short = "&" not in text and all(part.isalpha() and part[0].isupper() for part in parts)
    return parts if is_short or all(map(_is_person, parts)) else [text]


def _is_turned(name: str) -> bool:
    """Whether a name is `Last, First`, as far as its words tell, or is held by braces."""
    last, *given = map(str.strip, split_outside(name, ","))
    if not given:
        return name[:1] + name[-1:] == "{}" or name in _OTHERS
    if len(given) > 2 or not given[-1] or is_suffix(given[-1]):
        return False
    is_short = len(last.split()) < 4 and len(given[-1].split()) < 5
    return bool(last) and is_short and _are_names([*last.split(), *given[-1].split()])


def _is_person(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and _are_names(words)


def _are_names(words: Sequence[str]) -> bool:
    """Whether words can be of a person's name: none is small but a particle."""
    return all(not word[0].islower() or word in _PARTICLES for word in words)


def _bare(name: str, asides: list[str]) -> str:
    """Return a name without some of what stands around it; `asides` gets an affiliation."""
    name = unwrapped(_LEADING.sub("", without_bullet(_MARKS.sub("", name))))
    if "<" in name or "&" in name:
        name = without_tags(name)
    if any(map(name.__contains__, "\\{}$")):
        name = without_latex(name)
    name = one_line(clean(name)).strip(f" ,;，；{_SIGNS}")
    name = _LEADING_NUMBER.sub("", name)
    if " " in name or not name.isascii():
        name = _NUMBERED.sub("", name)
    return _without_aside(_without_stop(name), asides)


def _without_stop(text: str) -> str:
    """Drop a full stop at the end, but none of an abbreviation, nor what says "and so on"."""
    return text if text.endswith("..") or _SHORT.search(text) else text.rstrip(" .。")


def _without_aside(name: str, asides: list[str]) -> str:
    for each in (_ASIDE, _EMAIL):
        found = each.search(name)
        if found and found.start() > 0:
            aside = found[0].strip("()（）[]<> ")
            if any(map(str.isalpha, half_width(aside))) and len(aside) > 1:
                asides.append(aside)
            name = name[: found.start()].rstrip()
    return name
