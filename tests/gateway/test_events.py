"""Which issues an event asks to look at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.errors import UsageFault
from bot.gateway.events import Trigger, read_event

REPOSITORY = {"default_branch": "trunk"}


def event(tmp_path: Path, payload: object) -> Path:
    path = tmp_path / "event.json"
    path.write_text(json.dumps(payload), "utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "payload", "trigger"),
    [
        ("issues", {"action": "edited", "issue": {"number": 42}}, Trigger(issue=42)),
        ("issues", {"action": "deleted", "issue": {"number": 1}}, Trigger(issue=1)),
        (
            "pull_request",
            {"pull_request": {"head": {"ref": "paper-bot/issue-7"}}},
            Trigger(issue=7),
        ),
        (
            "pull_request",
            {"pull_request": {"head": {"ref": "paper-bot/issue-x"}}},
            Trigger(why_nothing="a pull request that is not the bot's"),
        ),
        ("push", {"ref": "refs/heads/trunk"}, Trigger()),
        ("push", {"ref": "refs/heads/x"}, Trigger(why_nothing="a push to another branch")),
        ("push", {"ref": "refs/heads/paper-bot/issue-7"}, Trigger(issue=7)),
        ("push", {"ref": "refs/tags/trunk"}, Trigger(why_nothing="a push to another branch")),
        ("push", {"ref": None}, Trigger(why_nothing="a push to another branch")),
        (
            "push",
            {"ref": "refs/heads/paper-bot/refresh"},
            Trigger(why_nothing="a push to another branch"),
        ),
        ("schedule", {"schedule": "23 */6 * * *"}, Trigger()),
        ("workflow_dispatch", {"inputs": None}, Trigger(asked_by_hand=True)),
        ("workflow_dispatch", {"inputs": {"issue": ""}}, Trigger(asked_by_hand=True)),
        ("workflow_dispatch", {"inputs": {"issue": " 8 "}}, Trigger(issue=8, asked_by_hand=True)),
    ],
)
def test_an_event_names_what_to_look_at(
    tmp_path: Path, name: str, payload: dict[str, Any], trigger: Trigger
) -> None:
    path = event(tmp_path, payload | {"repository": REPOSITORY})

    found = read_event(name, path)

    assert found.default_branch == "trunk"
    assert (found.issue, found.why_nothing, found.asked_by_hand) == (
        trigger.issue,
        trigger.why_nothing,
        trigger.asked_by_hand,
    )


@pytest.mark.parametrize(
    ("name", "payload", "message"),
    [
        ("issues", {}, "about an issue but holds none"),
        ("issues", {"issue": {"number": "7"}}, "about an issue but holds none"),
        ("pull_request", {"pull_request": {}}, "about a pull request but holds none"),
        ("watch", {}, "does not know the event 'watch'"),
        ("workflow_dispatch", {"inputs": {"issue": "seven"}}, "'seven' is not the number"),
        # The workflow's concurrency key is made of what was typed.
        ("workflow_dispatch", {"inputs": {"issue": "#8"}}, "'#8' is not the number"),
        ("workflow_dispatch", {"inputs": {"issue": "0"}}, "'0' is not the number"),
        ("workflow_dispatch", {"inputs": {"issue": "1000000000"}}, "'1000000000' is not the"),
        ("workflow_dispatch", {"inputs": {"issue": "0000000001" + "9" * 5_000}}, "is not the"),
        ("workflow_dispatch", {"inputs": {"issue": "７"}}, "is not the number"),
        ("issues", [], "holds no JSON object"),
    ],
)
def test_an_event_that_makes_no_sense_is_wrong_usage(
    tmp_path: Path, name: str, payload: object, message: str
) -> None:
    with pytest.raises(UsageFault, match=message):
        read_event(name, event(tmp_path, payload))


def test_an_event_file_that_cannot_be_read_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="cannot be read: No such file"):
        read_event("issues", tmp_path / "missing.json")
    broken = tmp_path / "broken.json"
    broken.write_text("{", "utf-8")
    with pytest.raises(UsageFault, match="is no JSON"):
        read_event("issues", broken)
    with pytest.raises(UsageFault, match="GITHUB_EVENT_PATH is not set"):
        read_event("issues", None)
