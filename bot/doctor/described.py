"""Check whether the list is described, by a file that reads."""

from __future__ import annotations

from bot.doctor.check import Check, unknown
from bot.doctor.setup import Unread
from bot.errors import Fault
from bot.listing import DESCRIPTION_FILE, Description, read_description

_MOST_NAMED = 3  # flaws; `read` names them all


def read_form(description: bytes | Unread | None) -> Description | Unread | str:
    """Read the description of the list; a text says what is wrong with it."""
    if isinstance(description, Unread):
        return description
    if description is None:
        return f"{DESCRIPTION_FILE} is missing"
    try:
        return read_description(description)
    except Fault as broken:
        return str(broken)


def undescribed(form: Unread | str) -> Unread:
    """Return why nothing is known of a list whose description was not read."""
    return form if isinstance(form, Unread) else Unread(f"{DESCRIPTION_FILE} does not read")


def check_description(form: Description | Unread | str, where: str) -> Check:
    """Check whether the list is described."""
    if isinstance(form, Unread):
        return unknown("description", form)
    if isinstance(form, Description):
        return Check("description", "ok", f"{DESCRIPTION_FILE} reads: {form.list.name}")
    first, *others = form.split("\n")
    found = "; ".join([first, *others][:_MOST_NAMED])
    more = f"; and {len(others) + 1 - _MOST_NAMED} more" if len(others) >= _MOST_NAMED else ""
    change = f"Mend it {where}: paper-bot read names every fault."
    return Check("description", "wrong", f"{found}{more}", change)
