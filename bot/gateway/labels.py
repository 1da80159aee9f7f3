"""Translate between the labels that a list has and those by which the bot speaks of them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.config import DUPLICATE, LABEL, NEEDS_CHANGES, RETRY
from bot.listing import Description


class Labels:
    """The bot's labels under the names that a list gives them.

    To GitHub the case of a label does not matter.
    """

    def __init__(self, form: Description) -> None:
        named = form.submission
        names = (named.label, named.needs_changes, named.duplicate, named.retry)
        self._named = dict(zip((LABEL, NEEDS_CHANGES, DUPLICATE, RETRY), names, strict=True))
        self._meant = {name.lower(): label for label, name in self._named.items()}

    def read(self, names: Iterable[str]) -> frozenset[str]:
        """Return the labels of an issue; one that is merely called like the bot's is left out."""
        meant = (self._meant.get(name.lower(), name) for name in names)
        known = {name.lower() for name in self._named.values()}
        return frozenset(
            label for label in meant if label not in self._named or self.written(label) in known
        )

    def written(self, label: str) -> str:
        """Return the name that the list gives a label."""
        return self._named.get(label, label)
