"""Clean text once, on its way in.

Cleaning runs in one fixed order, so that nothing it removes can revive a
payload: line ends, comments, invisible characters, runs of marks, normal form.
Stored text is plain; `sinks` makes it safe for the place where it goes.
"""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n?")
_BLANKS = re.compile(r"\s+")
_MAX_MARKS = 4
_JOINERS = "\u200c\u200d"
# Letters by category, blank to the eye.
_BLANK_LETTERS = dict.fromkeys(map(ord, "\u2800\u3164\u115f\u1160\uffa0"), " ")
# Marks by category, nothing to the eye.
_UNSEEN_MARKS = "\u034f\u17b4\u17b5"


def clean(raw: str) -> str:
    """Give the text of an issue as a reader of the issue sees it, in NFC.

    Line ends become LF, HTML comments a blank, other white space but LF a blank.
    Control, format, private and surrogate characters go, except joiners that
    stand inside an emoji or a word of a joining script. Runs of more than four
    combining marks are cut, since normalising them takes quadratic time.
    Cleaning a clean text changes nothing.
    """
    text = visible(_without_comments(_LINE_ENDS.sub("\n", raw)))
    # A comment that invisible characters had split stands whole only now.
    return _without_comments(text)


def _without_comments(text: str) -> str:
    """Replace each HTML comment by a blank; an unclosed one hides the rest, as on GitHub."""
    kept = []
    start = 0
    while (opening := text.find("<!--", start)) >= 0:
        kept.append(text[start:opening])
        closing = text.find("-->", opening + 4)
        if closing < 0:
            return " ".join(kept)
        start = closing + 3
    kept.append(text[start:])
    return " ".join(kept)


def visible(text: str) -> str:
    """Give the text without what cannot be seen, white space but LF as blanks, in NFC."""
    kept: list[str] = []
    marks = 0
    for char in _decomposed(text):
        category = unicodedata.category(char)
        if char in _JOINERS:
            kept.append(char)
        elif char == "\n":
            marks = 0
            kept.append(char)
        elif category.startswith("Z") or char in "\t\v\f\x85":
            marks = 0
            kept.append(" ")
        elif not _is_invisible(char, category):
            is_mark = category in ("Mn", "Me") or unicodedata.combining(char) > 0
            marks = marks + 1 if is_mark else 0
            if marks <= _MAX_MARKS:
                kept.append(char)
    joined = (
        char
        for index, char in enumerate(kept)
        if char not in _JOINERS or _joins(kept[max(0, index - 1) : index + 2])
    )
    return unicodedata.normalize("NFC", "".join(joined))


def _decomposed(text: str) -> str:
    """Take letters and their marks apart, one by one, so that marks can be counted.

    The marks stay in their order: bringing a long run into order is what takes so long.
    """
    text = text.translate(_BLANK_LETTERS)
    if text.isascii():
        return text
    return "".join([unicodedata.normalize("NFD", char) for char in text])


def _is_invisible(char: str, category: str) -> bool:
    """Tell control, format, private, surrogate characters and noncharacters from letters.

    Unassigned ones stay: what is unassigned differs between versions of Python.
    """
    point = ord(char)
    noncharacter = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    return category in ("Cc", "Cf", "Co", "Cs") or noncharacter or char in _UNSEEN_MARKS


def _joins(window: list[str]) -> bool:
    """Tell whether the joiner in the middle stands between emoji or letters of joining scripts."""
    return len(window) == 3 and all(
        ord(char) > 0x2FF and unicodedata.category(char)[0] in "LMS" for char in window[::2]
    )


def one_line(text: str) -> str:
    """Give the text on one line, runs of white space collapsed to one blank."""
    return _BLANKS.sub(" ", text).strip()


def fold(text: str) -> str:
    """Give the letters and digits of a title alone, for comparing two titles.

    Case, accents, punctuation, blanks, full-width forms and the Cyrillic and
    Greek letters that look like Latin ones make no difference. A text without
    any letter or digit folds to itself.
    """
    plain = unicodedata.normalize(
        "NFKD", unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
    )
    folded = "".join(char for char in plain.casefold() if char.isalnum())
    return folded or text


# Unicode's confusables, the letters of two scripts that pass for Latin ones in print.
_LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТУХІЈЅаеорсухіјѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονɑ",
    "ABEKMHOPCTYXIJSaeopcyxijsdhqwABEZHIKMNOPTYXova",
)


def shorten(text: str, limit: int) -> str:
    """Cut to at most `limit` UTF-16 units, as GitHub counts, ending in an ellipsis."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) // 2 <= limit:
        return text
    return units[: 2 * (limit - 1)].decode("utf-16-le", "ignore").rstrip() + "…"
