"""A list's README: its entries read by the description, and the whole put together again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.errors import BrokenReadme, BrokenState
from bot.listing.description import Description
from bot.listing.readme.document import Line

if TYPE_CHECKING:
    from bot.listing.template.captures import Fields
    from bot.listing.template.entries import EntryTemplate


class Entry(NamedTuple):
    """An entry of a README: the headings over it, its line, and its fields where they are read.

    `text` is how it stands there. `written` is what is written for it: what its fields make
    where that is the same, else the text as it stands.
    """

    section: tuple[str, ...]
    line: int
    text: str
    written: str
    fields: Fields | None
    from_fields: bool
    number: str = ""

    @property
    def lines(self) -> int:
        """Return how many lines the entry has."""
        return self.text.count("\n") + 1

    @property
    def exact(self) -> bool:
        """Whether the entry's own bytes come back."""
        return self.written == self.text


class Listed(NamedTuple):
    """What a README says: its entries, and whether the whole comes back byte for byte.

    `lines` are its lines with their ends, `templates` those that read an entry, and `writes` that
    of a new one, None for none.
    """

    entries: tuple[Entry, ...]
    same: bool
    lines: tuple[Line, ...]
    templates: tuple[EntryTemplate, ...]
    writes: EntryTemplate | None


def read_readme(readme: bytes | str, description: Description) -> Listed:
    """Return what a README says. Raises BrokenReadme for one that cannot be cut, with its name."""
    from bot.listing.readme.reading import listed_in  # with all that templates take to be compiled

    name = description.list.readme
    content = readme.encode() if isinstance(readme, str) else readme
    try:
        return listed_in(content, description)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"{name}: line {line}: not UTF-8, at byte {error.start}"
        raise BrokenReadme(message) from error
    except BrokenState as broken:
        raise BrokenReadme(f"{name}: {broken}") from broken
