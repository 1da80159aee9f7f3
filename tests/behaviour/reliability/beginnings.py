"""Where histories begin: with nothing, or after a few acts that the bot has answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from localhub import LocalHub
from localhub.moments import Moment
from tests.behaviour.reliability.committers import Committers
from tests.behaviour.reliability.contributors import Contributors
from tests.behaviour.reliability.harness import Stage
from tests.behaviour.reliability.maintainers import Maintainers
from tests.behaviour.reliability.memory import Act, Memory, View
from tests.behaviour.reliability.submissions import TEXTS


@dataclass(frozen=True)
class People:
    """All who act on a hub."""

    contributors: Contributors
    maintainers: Maintainers
    committers: Committers

    @classmethod
    def of(cls, hub: LocalHub, memory: Memory) -> People:
        """Let people act on a hub, and remember what they do."""
        given = hub, memory
        return cls(Contributors(*given), Maintainers(*given), Committers(*given))

    def acts(self) -> dict[str, list[Act]]:
        """Return all that can be done now, by kind."""
        view, found = View.of(self.contributors.hub), dict[str, list[Act]]()
        for group in (self.contributors, self.maintainers, self.committers):
            for act in group.acts(view):
                found.setdefault(act.kind, []).append(act)
        return found


@dataclass(frozen=True, repr=False)
class Beginning:
    """A beginning: what is there, and what people did."""

    name: str
    moment: Moment
    memory: Memory

    def __repr__(self) -> str:
        return self.name


Step = Callable[[People], None]


def _file(text: int) -> Step:
    return lambda people: people.contributors.file(TEXTS[text])


def _decline(people: People) -> None:
    people.maintainers.decline(2)


def _commit_field(people: People) -> None:
    people.committers.commit_field(1, "title")


def _commit_notes(people: People) -> None:
    people.committers.commit_notes(1, "notes-1.txt")


def _close(people: People) -> None:
    people.contributors.close(1, "bob")


def _give_title(people: People) -> None:
    people.maintainers.give_title(2)


def _forge(people: People) -> None:
    people.contributors.forge(1)


_STEPS: dict[str, tuple[Step, ...]] = {
    "nothing": (),
    "one open": (_file(0),),
    "two open": (_file(0), _file(2)),
    "a second issue": (_file(0), _file(1)),
    "an update": (_file(7),),
    "an update and one open": (_file(7), _file(0)),
    "a rejected one": (_file(4),),
    "a declined one": (_file(0), _decline),
    "one open with a field of a person's": (_file(0), _commit_field),
    "one open with a title of a person's": (_file(0), _give_title),
    "two open, one with notes": (_file(0), _file(2), _commit_notes),
    "a withdrawn one with notes": (_file(0), _commit_notes, _close),
    "a forged comment on one that is not a submission": (_file(8), _forge),
}


def tell_beginnings(stage: Stage) -> list[Beginning]:
    """Tell all beginnings on a stage."""
    empty = stage.hub.keep_moment()
    return [_tell(stage, empty, name, steps) for name, steps in _STEPS.items()]


def _tell(stage: Stage, empty: Moment, name: str, steps: tuple[Step, ...]) -> Beginning:
    stage.hub.return_to(empty)
    memory = Memory()
    people = People.of(stage.hub, memory)
    for step in steps:
        step(people)
        for event in memory.queue:
            assert stage.run(event) is None
        memory.queue.clear()
    return Beginning(name, stage.hub.keep_moment(), memory)
