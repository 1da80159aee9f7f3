"""Keep a moment of the world and return to it, which is cheaper than a world anew."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from localhub.world import World

# The store holds its objects for good, and numbers that were given never come again.
_STAYING = frozenset({"lock", "store", "ids", "_user_ids"})


@dataclass(frozen=True)
class Moment:
    """What the world held: references by name, and everything that is not in git."""

    refs: Mapping[str, str]
    rest: Mapping[str, Any]


def keep(world: World) -> Moment:
    """Keep the world as it is."""
    return Moment(world.store.refs(), _rest(vars(world)))


def return_to(world: World, moment: Moment) -> None:
    """Put the world back to what it was; the moment can be returned to again."""
    for name in world.store.refs().keys() - moment.refs.keys():
        world.store.delete_ref(name)
    for name, sha in moment.refs.items():
        if world.store.ref(name) != sha:
            world.store.set_ref(name, sha)
    vars(world).update(_rest(moment.rest))


def _rest(parts: Mapping[str, Any]) -> dict[str, Any]:
    return copy.deepcopy({name: part for name, part in parts.items() if name not in _STAYING})
