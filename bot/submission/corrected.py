"""Write a submission anew as a complete template, for its contributor to copy."""

from __future__ import annotations

from bot.config import LONGEST_TITLE
from bot.fields import SUMMARY_PARTS, is_filler, looks_like_link, without_prefix
from bot.submission.draft import Draft
from bot.text import shorten

# The check knows what stands in brackets as left out, so that an unfilled copy is not accepted.
_TITLE_TO_FILL = "[the title in full]"
_HEADS_TO_FILL = "[head name], [another head name]"
_VENUE_TO_FILL = "[arXiv / ACL / ICLR / NeurIPS]"


def corrected(draft: Draft, issue_title: str) -> str:
    """Return a submission as a complete template: what was read in place, the rest to fill in."""
    own_title = without_prefix(issue_title) or ""
    if is_filler(own_title) or (" " not in own_title and looks_like_link(own_title)):
        own_title = ""
    own_title = shorten(own_title, LONGEST_TITLE)
    heads = ", ".join(head.name for head in draft.heads)
    published = [draft.venue or _VENUE_TO_FILL, draft.dated.text]
    lines = [
        f"Title: {draft.title or own_title or _TITLE_TO_FILL}",
        f"Head: {heads or _HEADS_TO_FILL}",
        f"Published: {', '.join(filter(None, published))}",
    ]
    lines += [f"{_LINK_KEYS.get(link.kind, 'Link')}: {link.url}" for link in draft.links]
    lines.append("Summary:")
    lines += [
        f"- {label}: {draft.summary.get(key) or f'[one sentence: {wanted}]'}"
        for key, (_, label, wanted) in SUMMARY_PARTS.items()
    ]
    return "\n".join(lines)


_LINK_KEYS = {"Code": "Code", "Data": "Data", "Page": "Project", "View": "Demo", "Demo": "Demo"}
