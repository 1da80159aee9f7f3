"""Lists whose entries are two rows of a table of HTML, with badges for tags and links.

How their rows are read is the preset's; here is how one more is written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.listing.induction.blocks import Block
from bot.listing.induction.fields import Drafted
from bot.listing.induction.looks import date_form
from bot.listing.induction.plan import Plan
from bot.listing.readme.document import Line, plain_heading
from bot.text import pattern

PRESET = "badge-table"
_ROWS = pattern(
    r"<tr[^<>]*>\s*<td(?P<first>[^<>]*\browspan=\"?2[^<>]*)>\s*(?P<date>[^<>]{4,20}?)\s*</td>\s*"
    r"<td(?P<second>[^<>]{0,200})>\s*<strong>[^<>]+</strong>"
)
_FURTHER = pattern(r"<td([^<>]*)>\s*(?=<img|<a )")
_BADGE = pattern(r"img\.shields\.io/badge/[^\s\"?]*-([A-Za-z0-9%]{3,12})[?\"]")
_LINKED = pattern(r"<a [^<>]*>\s*<img[^<>]*>\s*</a>")
_SUMMARY = pattern(r"<summary\b[^<>]*>", re.IGNORECASE)
_MOSTLY = 0.5


def are_badge_rows(texts: Sequence[str]) -> bool:
    """Whether most entries are two rows with badges."""
    fitting = sum(bool(_ROWS.match(text)) and "img.shields.io/badge/" in text for text in texts)
    return fitting > _MOSTLY * len(texts)


def with_rows(plan: Plan, texts: Sequence[str]) -> Plan:
    """Return a plan for entries that are two rows, written as most of them are."""
    found = [rows for text in texts if (rows := _ROWS.match(text))]
    first, second = (_usual(rows[name] for rows in found) for name in ("first", "second"))
    further = _usual(cell for text in texts for cell in _FURTHER.findall(text))
    colour = _usual(each for text in texts for each in _BADGE.findall(_LINKED.sub("", text)))
    paper = _usual(each for text in texts for each in _BADGE.findall(text))
    form, precision, _ = date_form([rows["date"] for rows in found])
    badge = "https://img.shields.io/badge/"
    entry = f"""<tr>
  <td{first}>{{date}}</td>
  <td{second}><strong>{{title}}</strong></td>
  <td{further}>
    {{tags|\\n    |<img src="{badge}{{tag}}-{colour or "blue"}">}}
  </td>
  <td{further}>
    {{links|\\n    |<a href="{{url}}"><img src="{badge}{{label}}-{{kind}}-{paper or "blue"}"></a>}}
  </td>
</tr>
<tr>
  <td colspan="3">
    {{bullets|<br>\\n    |• {{bullet}}}}
  </td>
</tr>"""
    shown = {} if form in ("", "%Y-%m-%d", "%Y-%m", "%Y") else {"shown-as": form}
    fields = (
        Drafted("date", "date", "", {"precision": precision, **shown}),
        Drafted("title", "title", ""),
        Drafted("tags", "tags", ""),
        Drafted("links", "links", ""),
        Drafted("bullets", "sentences", "", {"label": "Summary"}),
    )
    return replace(plan, preset=PRESET, entry=entry, fields=fields)


def _usual(texts: Iterable[str]) -> str:
    counts = Counter(texts)
    return counts.most_common(1)[0][0] if counts else ""


def folds_over(lines: Sequence[Line], entries: Iterable[Block]) -> tuple[str, ...]:
    """Return the titles of the folds in which all entries stand, none where some are in none."""
    titles: dict[str, None] = {}
    title = ""
    begins = frozenset(entry.line for entry in entries)
    for at, line in enumerate(lines):
        if "</details>" in line.text:
            title = ""
        elif _SUMMARY.search(line.text):
            title = plain_heading(line.text)
        elif at in begins:
            if not title:
                return ()
            titles[title] = None
    return tuple(titles)
