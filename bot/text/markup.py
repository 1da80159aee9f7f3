"""Turn mark-up into plain text: HTML's elements and entities, MathML, LaTeX."""

from __future__ import annotations

import html
import logging
import re
from functools import lru_cache
from typing import Any

from bot.text.patterns import pattern

# Known elements alone: `<mask>` and `<EOS>` in a title are meant as they are written.
_TAG = pattern(
    r"</?(?:(?:mml|jats|m):[A-Za-z-]{1,30}|i|b|u|em|strong|sub|sup|inf|sc|scp|tt|span|p|br|font"
    r"|italic|bold|monospace|inline-formula|tex-math|alternatives|fixed-case|title"
    r"|math|semantics|annotation|mrow|mi|mo|mn|ms|mtext|mspace|mstyle|msub|msup|msubsup|mfrac"
    r"|msqrt|mover|munder|munderover|mfenced)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
# A dollar opens mathematics only where no blank follows, and closes it where none precedes:
# "from $5 to $6" is money.
_MATHEMATICS = pattern(r"\$(?=[^\s$])[^$]*(?<=[^\s$])\$(?!\d)")
_LATEX = pattern(r"[\\{}]")
# Commands whose text the library drops.
_DROPPED = pattern(
    r"\\(?:(?:texttt|textsf|textup|textmd|mbox)(?![A-Za-z])|textcolor ?\{[^{}]{0,40}\})"
)
_UNESCAPED = pattern(r"(?<!\\)([%&#~])")
# It quotes what it cannot parse, and a stranger's words have no place in the log.
logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)


def without_tags(text: str) -> str:
    """Drop the elements of HTML that a service writes, and resolve entities, escaped twice too."""
    return _TAG.sub("", html.unescape(html.unescape(text)))


def without_latex(text: str) -> str:
    """Resolve LaTeX where there is any: accents and symbols to letters, commands to their text."""
    has_mathematics = bool(_MATHEMATICS.search(text))
    if not has_mathematics and not _LATEX.search(text):
        return text
    if not has_mathematics:
        text = re.sub(r"(?<!\\)\$", r"\\$", text)
    # What means something else in LaTeX: a comment, a column, a parameter, a blank.
    plain = _UNESCAPED.sub(
        lambda found: r"\textasciitilde{}" if found[1] == "~" else f"\\{found[1]}",
        _DROPPED.sub("", text),
    )
    try:
        resolved: str = _reader().latex_to_text(plain)
    except Exception:  # the library raises KeyError, IndexError and more for what is no LaTeX
        return re.sub(r"\\[A-Za-z]+ ?|[\\{}$]", "", text)
    return resolved


@lru_cache(maxsize=1)
def _reader() -> Any:
    # Imported where it is needed: most issues hold no LaTeX, and it takes a while.
    from pylatexenc.latex2text import LatexNodes2Text  # type: ignore[import-untyped]

    return LatexNodes2Text(math_mode="text", keep_comments=True)
