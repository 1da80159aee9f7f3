"""Bodies of issues, made of a template's values."""

from __future__ import annotations

VALUES = {
    "Title": "Answer, Assemble, Ace",
    "Head": "Toy Head",
    "Published": "arXiv",
    "Summary": "",
    "- Innovation": "Locates the heads that promote an answer.",
    "- Tasks": "Path patching on three data sets.",
    "- Significant Result": "A few middle heads explain most of it.",
}


def body(*extra: str, **changes: str | None) -> str:
    """Write the template with some values changed, by the first word of their key."""
    lines = []
    for key, value in VALUES.items():
        name = key.removeprefix("- ").partition(" ")[0].lower()
        new = changes.get(name, value)
        if new is not None:
            lines.append(f"{key}: {new}")
    return "\n".join([*lines, *extra])
