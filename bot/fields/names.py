"""Know a line that names people from the words of a title."""

from __future__ import annotations

import re

from bot.text import pattern

_NAME = r"(?:[A-Z][^\W\d_]*+[.'’-]?){1,3}"
_PERSON = pattern(
    rf"(?:{_NAME} )(?:(?:{_NAME}|de|da|van|von|der|den|la|el|bin|al) ?){{1,4}}"
    r"[0-9*†‡§¶,\s∗⋆]{0,12}"
)
_BETWEEN_PEOPLE = pattern(r"\s*(?:[,;、·]|\band\b|&|\bet al\.?)\s*")
# `Lovelace, Ada and Turing, Alan`, as BibTeX writes them.
_LAST_NAMES_FIRST = pattern(
    rf"(?:{_NAME}(?: {_NAME})?, {_NAME}(?: {_NAME}){{0,2}}(?: and |\.?$)){{2,}}(?:others\.?)?"
)
# One name of a citation: `Lovelace`, `A. M. Turing`, `van den Berg`, `Turing A`.
_CITED = pattern(
    r"(?:(?:[A-Z][^\W\d_]*+[.'’-]?){1,3} ?|(?:de|da|van|von|der|den|la|el|bin|al) ){1,5}"
)
# How words of titles end, and no names do.
_OF_NO_NAME = pattern(
    r"(?:tions?|ments?|ness|ity|ities|ical|ology|graphy|sions?|ized|ised|ified|tional|ative"
    r"|isms?|ics|ings)\b",
    re.IGNORECASE,
)
# Words of titles that begin with a capital as names do.
_OF_TITLES = frozenset(
    re.findall(
        "[a-z]+",
        "head heads attention model models learning network networks transformer transformers"
        " language languages context circuit circuits mechanism mechanisms memory memories"
        " reasoning inference training layer layers token tokens feature features data dataset"
        " task tasks analysis study approach method methods system systems generation retrieval"
        " induction knowledge information representation representations neural deep large"
        " efficient interpretability understanding vision visual text image images video"
        " multimodal reward agent agents policy optimization search benchmark evaluation"
        " framework survey editing compression cache decoding sparse scaling factuality safety"
        " alignment probing the of with from for using through towards",
    )
)
_BEFORE_NOUNS = frozenset(
    ("A", "An", "The", "Of", "For", "From", "With", "Without", "Within", "Between", "Through",
     "Across", "Under", "Over", "Beyond", "Into", "Onto", "Against", "About", "Among", "Around",
     "Before", "After", "During", "Toward", "Towards", "Using", "Than", "Their", "Its", "Our",
     "Your", "That", "Which", "Who", "Where", "While", "Are", "Was", "Were", "Has", "Have", "Will",
     "Should", "Could", "May", "Might", "Must", "But", "If", "Then", "So", "Only", "Still",
     "In", "On", "To", "Can", "Be", "Is", "At", "Via", "And", "Or", "As", "By", "Not", "Do",
     "Does", "It", "You", "We", "What", "Why", "How", "When", "New", "More", "All", "Also")
)  # fmt: skip


def is_people(line: str) -> bool:
    """Whether a line names people: each a few words with capitals, none a title's.

    A single name of two words may as well be the end of a title, and is one where it
    ends in a full stop; what is doubtful is told and not joined.
    """
    line = re.sub(r"^by ", "", line, flags=re.IGNORECASE)
    if _has_word_of_title(line) or _OF_NO_NAME.search(line):
        return False
    if _LAST_NAMES_FIRST.fullmatch(line):
        return True
    if line.split(" ", 1)[0] in _BEFORE_NOUNS:
        return False
    people = [part for part in _BETWEEN_PEOPLE.split(line.rstrip(".")) if part]
    is_one = len(people) == 1 and line == people[0] + "." * line.endswith(".")
    if is_one and (line.endswith(".") or ("." not in line and len(line.split()) > 2)):
        return False
    return bool(people) and all(len(each) < 60 and _PERSON.fullmatch(each) for each in people)


def names_alone(text: str) -> bool:
    """Whether a text is a list of names as `Lovelace, A., & Turing, A.` of a citation."""
    if text.split(" ", 1)[0] in _BEFORE_NOUNS or _has_word_of_title(text):
        return False
    names = [name.strip(" .") for name in _BETWEEN_PEOPLE.split(text)]
    names = [name for name in names if name and name != "others"]
    several = len(names) > 1 or " et al" in text
    # `Llama, Mistral and Gemma` are no people: one of these has two names, or an initial.
    is_full = any(" " in name or "." in name for name in names) or re.search(r"\b[A-Z]\b", text)
    return (
        several
        and bool(is_full or " et al" in text)
        and all(_CITED.fullmatch(name) for name in names)
    )


def _has_word_of_title(text: str) -> bool:
    return any(word in _OF_TITLES for word in re.findall(r"[a-z]+", text.lower()))
