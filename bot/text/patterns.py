"""Regular expressions that cost nothing until they are used."""

from __future__ import annotations

import re
from typing import Any, cast


class _Pattern:
    """What a compiled pattern is, from the first time on that something of it is asked."""

    def __init__(self, text: str, flags: int) -> None:
        self._said = text, flags

    def __getattr__(self, name: str) -> Any:
        if "_compiled" not in vars(self):
            self._compiled = re.compile(*self._said)
        # Kept as an attribute: the next time this method is not asked.
        value = vars(self)[name] = getattr(self._compiled, name)
        return value


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled when it is first used.

    For patterns of a module: the bot has about four hundred, a command uses a few dozen of them,
    and compiling all took a fifth of its time. Raises re.error at its first use, not here.
    """
    return cast("re.Pattern[str]", _Pattern(text, flags))
