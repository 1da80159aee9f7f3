"""Tell spellings of one head from different heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_PUNCTUATION = re.compile(r"[\s_‐-―-]+")


def head_key(name: str) -> str:
    """Give what two spellings of one head have in common.

    Case, hyphens, blanks, a plural and a final "Head" make no difference.
    """
    key = _PUNCTUATION.sub("", name).casefold()
    bare = key.removesuffix("heads").removesuffix("head") or key
    return bare.removesuffix("s") if len(bare) > 3 and not bare.endswith("ss") else bare


def spellings(listed: Iterable[str]) -> dict[str, str]:
    """Give the list's spelling of each head by its key; the commonest one wins."""
    by_key: dict[str, str] = {}
    for name, _ in Counter(listed).most_common():
        by_key.setdefault(head_key(name), name)
    return by_key
