"""Make the issue forms of the list in a folder."""

from __future__ import annotations

from pathlib import Path

from bot.commands.files import read_beside
from bot.listing import Description


def forms_in(root: Path, form: Description) -> dict[str, str]:
    """Return each form's text by its path. Raises BrokenState for a README that does not read."""
    from bot.outputs import Templates, make_forms, sections_to_choose

    found = read_beside(root / form.list.readme)
    return make_forms(form, Templates(), sections_to_choose(found[1], form) if found else ())
