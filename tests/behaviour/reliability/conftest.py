"""One stage for all cases of a worker, and each story's beginning and end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.behaviour.reliability.flows import Flow
from tests.behaviour.reliability.harness import Stage, open_stage
from tests.behaviour.reliability.stories import Story, tell

Begin = Callable[[Flow], Story]


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with open_stage(tmp_path_factory.mktemp("stage")) as opened:
        yield opened


@pytest.fixture(scope="session")
def story(stage: Stage) -> Begin:
    """Return a story: told once without any fault, then ready to be told with some."""
    empty = stage.hub.keep_moment()
    told: dict[str, Story] = {}

    def begin(flow: Flow) -> Story:
        if flow.name not in told:
            stage.hub.return_to(empty)
            told[flow.name] = tell(stage, flow)
        return told[flow.name]

    return begin
