"""Turn the mark-up of titles and venues into plain text: HTML, MathML, LaTeX."""

from __future__ import annotations

from bot.text import clean, one_line, without_latex, without_tags

_LONGEST = 2000


def plain_text(value: object) -> str:
    """Return a service's text on one plain line, cleaned like an issue's own; "" for no text."""
    if not isinstance(value, str):
        return ""
    return one_line(clean(without_latex(without_tags(clean(value[:_LONGEST])))))
