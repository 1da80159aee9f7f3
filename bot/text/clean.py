"""Clean text once, on its way in.

Cleaning runs in one fixed order, so that nothing it removes can revive a
payload: line ends, comments, invisible characters, runs of marks, normal form.
Stored text is plain; `sinks` makes it safe for the place where it goes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from bot.text.invisible import JOINERS, SELECTORS, is_ignorable, may_stand
from bot.text.patterns import pattern

_WORDS = pattern(r"[^\W\d_]+")
_COMMENT = pattern(r"<!--.*?(-->|\Z)", re.DOTALL)
_LINE_ENDS = pattern(r"\r\n?")
_BLANKS = pattern(r"\s+")
_MAX_MARKS = 4
_RUN_OF_MARKS = pattern(r"(?<![^b])[mj]+|(?P<long>m(?:j*m){4,})")
_SELECTOR = pattern(f"[{SELECTORS}]")
_JOINER = pattern(f"[{JOINERS}]")
# White space that is a control character, and letters by category that show as blanks.
_BLANKS_TO_THE_EYE = "\t\v\f\x85\u2800\u3164\u115f\u1160\uffa0"


def clean(raw: str) -> str:
    """Return the text of an issue as a reader of the issue sees it, in NFC.

    Line ends become LF, HTML comments a blank, other white space but LF a blank.
    Control, format, private and surrogate characters go, and whatever else nothing
    shows, except joiners and selectors inside an emoji or a word of a joining script.
    Runs of more than four combining marks are cut, since normalising them takes
    quadratic time, and marks without a letter to stand on go. Cleaning a clean text
    changes nothing.
    """
    text = visible(_without_comments(_LINE_ENDS.sub("\n", raw)))
    # A comment that invisible characters had split stands whole only now.
    bare = _without_comments(text)
    return text if bare == text else visible(bare)


def _without_comments(text: str) -> str:
    """Replace each HTML comment by a blank; an unclosed one hides the rest, as on GitHub."""
    return _COMMENT.sub(lambda found: " " if found[1] else "", text)


def visible(text: str) -> str:
    """Return the text without what cannot be seen, white space but LF as blanks, in NFC."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    # Letters and their marks come apart, so that marks can be counted, and stay in their
    # order: bringing a long run into order is what takes so long.
    apart = text.translate(_SEEN)
    if not apart.isascii():
        apart = _with_marks_cut(apart)
        apart = _SELECTOR.sub(_kept, apart)
        apart = _JOINER.sub(_kept, apart)
    return unicodedata.normalize("NFC", apart)


class _ByCharacter(dict[int, str]):
    """What `str.translate` puts for each character, worked out when one is first met."""

    _MOST = 65_536  # more than the characters in use, far less than all of Unicode

    def __init__(self, shown: Callable[[str], str]) -> None:
        self._shown = shown

    def __missing__(self, point: int) -> str:
        shown = self._shown(chr(point))
        if len(self) < self._MOST:
            self[point] = shown
        return shown


def _seen(char: str) -> str:
    """Return what is seen of a character: itself, taken apart, or a blank, or nothing."""
    category = unicodedata.category(char)
    if char == "\n" or char in JOINERS or char in SELECTORS:
        return char
    if category.startswith("Z") or char in _BLANKS_TO_THE_EYE:
        return " "
    if _is_invisible(char, category):
        return ""
    # A syllable of Hangul holds no mark, and becomes whole again in NFC.
    return char if "\uac00" <= char <= "\ud7a3" else unicodedata.normalize("NFD", char)


def _mark_or_letter(char: str) -> str:
    if char in JOINERS or char in SELECTORS:
        return "j"
    if char in " \n":
        return "b"
    is_mark = unicodedata.category(char) in ("Mn", "Me") or unicodedata.combining(char) > 0
    return "m" if is_mark else "l"


_SEEN = _ByCharacter(_seen)
_MARKS = _ByCharacter(_mark_or_letter)


def _with_marks_cut(text: str) -> str:
    """Cut each run of marks to four, and drop one that begins a word.

    That one would stand on what is written before it. Joiners neither end a run nor count.
    """
    kept: list[str] = []
    start = 0
    for run in _RUN_OF_MARKS.finditer(shapes := text.translate(_MARKS)):
        marks = [place for place in range(*run.span("long")) if shapes[place] == "m"]
        cut = marks[_MAX_MARKS] if marks else run.start()
        kept.append(text[start:cut])
        kept += [text[place] for place in range(cut, run.end("long")) if shapes[place] == "j"]
        start = run.end()
    kept.append(text[start:])
    return "".join(kept)


def _is_invisible(char: str, category: str) -> bool:
    """Whether a character is control, format, private, surrogate or no character at all.

    Other unassigned ones stay: what is unassigned differs between versions of Python.
    """
    point = ord(char)
    noncharacter = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    return category in ("Cc", "Cf", "Co", "Cs") or noncharacter or is_ignorable(char)


def _kept(found: re.Match[str]) -> str:
    """Return a joiner or a selector where it may stand, else nothing."""
    text, place = found.string, found.start()
    before, after = text[max(0, place - 1) : place], text[place + 1 : place + 2]
    return found[0] if may_stand(found[0], before, after) else ""


def one_line(text: str) -> str:
    """Return the text on one line, runs of white space collapsed to one blank."""
    return _BLANKS.sub(" ", text).strip()


def visible_line(text: str) -> str:
    """Return what can be seen of the text, on one line."""
    return one_line(visible(text))


def fold(text: str) -> str:
    """Return the letters and digits of a title alone, for comparing two titles.

    Case, accents, punctuation, blanks, full-width forms and the letters of other
    scripts that look like Latin ones make no difference, nor does `&` for "and". A
    text without any letter or digit folds to itself.
    """
    if "&" in text or "＆" in text:
        text = text.replace("&", " and ").replace("＆", " and ")
    if text.isascii():
        # By bytes, for the ten thousand titles of a list.
        return text.lower().encode().translate(None, _NO_ASCII_LETTERS).decode() or text
    plain = unicodedata.normalize(
        "NFKD", unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
    )
    folded = "".join(char for char in plain.casefold() if char.isalnum())
    return folded or text


_HALF_WIDTH = str.maketrans({point: point - 0xFEE0 for point in range(0xFF01, 0xFF5F)})


def half_width(text: str) -> str:
    """Return full-width letters, digits and signs, as Chinese keyboards type them, as ASCII.

    Each character stays at its place.
    """
    return text if text.isascii() else text.translate(_HALF_WIDTH)


_NO_ASCII_LETTERS = bytes(point for point in range(128) if not chr(point).isalnum())
# Of Unicode's confusables, the letters of living scripts that pass for Latin ones in print.
_LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТУХІЈЅӀаеорсухіјѕԁһԛԝӏѵΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικονρυϲɑɡıօոսհզ"
    "ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ"  # Lisu, made of turned and upright capitals
    "ᎠᎡᎢᎥᎪᎫᎬᎳᎷᎻᎽᏀᏃᏏᏒᏔᏙᏚᏞᏟᏢᏦᏴᏂᏧꭵꮁꮃꮓꮩꮪꮯ",  # Cherokee
    "ABEKMHOPCTYXIJSIaeopcyxijsdhqwlvABEZHIKMNOPTYXaikovpucagionuhq"
    "BPDTGKJCZFMNLSRVHWXYAEIOU"
    "DRTiAJEWMHYGZbRWVSLCPKBhdirwzvsc",
)


def disguised(text: str) -> list[str]:
    """Return the words that look Latin and hold letters of another script.

    Those are words of both, and words of nothing but such letters beside Latin ones.
    """
    words = _WORDS.findall(text)
    if not any(char.isascii() for word in words for char in word):
        return []
    plain = {word: word.translate(_LOOKALIKES) for word in words}
    changed = [word for word in plain if plain[word] != word]
    return [
        word
        for word in changed
        if all(unicodedata.name(char, "").startswith("LATIN") for char in plain[word])
    ]


def shorten(text: str, limit: int) -> str:
    """Cut to at most `limit` UTF-16 units, as GitHub counts, ending in an ellipsis."""
    if len(text) * 2 <= limit:  # a character takes at most two
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) // 2 <= limit:
        return text
    return units[: 2 * (limit - 1)].decode("utf-16-le", "ignore").rstrip() + "…"
