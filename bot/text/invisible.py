"""The characters that nothing shows, and where the few that are needed may stand.

The ranges are fixed, with what Unicode has not assigned yet: neither a new version of
Python nor one of Unicode changes what a text loses.
"""

from __future__ import annotations

from bisect import bisect_right

# Default_Ignorable_Code_Point, the whole of it, which Unicode promises never to grow beyond:
# https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt
IGNORABLE = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5),
    (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
# What a variation selector or a joiner may follow: the blocks that hold emoji.
_EMOJI = (
    (0x00A9, 0x00A9), (0x00AE, 0x00AE), (0x203C, 0x203C), (0x2049, 0x2049), (0x2122, 0x2122),
    (0x2139, 0x2139), (0x2194, 0x21AA), (0x231A, 0x23FF), (0x24C2, 0x24C2), (0x25AA, 0x27BF),
    (0x2934, 0x2935), (0x2B05, 0x2B55), (0x3030, 0x3030), (0x303D, 0x303D), (0x3297, 0x3299),
    (0x1F000, 0x1FAFF),
)  # fmt: skip
# Scripts whose letters change their form by a joiner: Arabic to Mandaic, the scripts of India
# and Sri Lanka, Myanmar, Khmer, Mongolian, and those of India beyond the first plane.
_JOINING = (
    (0x0600, 0x08FF), (0x0900, 0x0DFF), (0x1000, 0x109F), (0x1780, 0x18AF), (0xA840, 0xA8FF),
    (0xA9E0, 0xA9FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC), (0x11000, 0x11FFF), (0x1E900, 0x1E95F),
)  # fmt: skip
JOINERS = "\u200c\u200d"
SELECTORS = "\ufe0e\ufe0f"
_KEYCAP = "\u20e3"


def _within(ranges: tuple[tuple[int, int], ...], char: str) -> bool:
    point = ord(char)
    place = bisect_right(ranges, (point, 0x110000)) - 1
    return place >= 0 and point <= ranges[place][1]


def is_ignorable(char: str) -> bool:
    """Whether nothing is shown of a character, by Unicode's own list."""
    return _within(IGNORABLE, char)


def may_stand(char: str, before: str, after: str) -> bool:
    """Whether a joiner or a selector means something between its two neighbours.

    A selector does behind an emoji and in the keycap of a digit, a joiner between two
    emoji and between two letters of a script that needs it; `before` and `after` are
    blank at the ends of a text.
    """
    if not before:
        return False
    if char in SELECTORS:
        return _within(_EMOJI, before) or (before in "0123456789#*" and after == _KEYCAP)
    if not after:
        return False
    if _within(_JOINING, before) and _within(_JOINING, after):
        return True
    return (
        char == "\u200d"
        and (before == "\ufe0f" or _within(_EMOJI, before))
        and (_within(_EMOJI, after))
    )
