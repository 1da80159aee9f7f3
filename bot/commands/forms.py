"""Make the issue forms of the list in a folder."""

from __future__ import annotations

from pathlib import Path

from bot.commands.files import read_beside
from bot.errors import BrokenState


def forms_in(folder: Path) -> dict[str, str]:
    """Return each form's text by its path; none for a list without a description.

    Raises UsageFault for a description that cannot be used, BrokenState for a README.
    """
    from bot.listing import DESCRIPTION_FILE, read_description, read_sections
    from bot.outputs import Templates, make_forms

    found = read_beside(folder / DESCRIPTION_FILE)
    if found is None:
        return {}
    description = read_description(found[1], found[0])
    readme = read_beside(folder / description.list.readme)
    try:
        sections = read_sections(readme[1], description) if readme else ()
    except BrokenState as broken:
        raise BrokenState(f"{folder / description.list.readme}: {broken}") from broken
    return make_forms(description, Templates(), sections)
