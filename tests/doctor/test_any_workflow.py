"""Whatever people write into a workflow, doctor has an answer."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from bot.doctor.calls import calls_in, example_calls
from bot.doctor.setup import Files, Release, Rights
from bot.doctor.workflows import check_events, check_permissions, check_version
from tests.doctor.looking import DESCRIPTION_FILE, WORKFLOW_FILE

PAGE = "Settings > Actions > General"
# The words that mean something in a workflow, and others, in any place.
WORDS = st.sampled_from(
    [
        *("on", "jobs", "uses", "steps", "with", "permissions", "types", "branches", "push"),
        *("issues", "schedule", "write-all", "read", "in-a-fork", "true", "", "branches-ignore"),
        "octo/paper-bot/.github/workflows/run.yml@" + "0" * 40,
        *("./.github/workflows/run.yml", "octo/paper-bot@main # v1", "octo/paper-bot", "paper-bot"),
    ]
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    WORDS | st.none() | st.booleans() | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)
CALLED = st.fixed_dictionaries({"uses": WORDS, "with": VALUES, "permissions": VALUES})
WORKFLOWS = st.fixed_dictionaries(
    {"on": VALUES, "permissions": VALUES, "jobs": st.dictionaries(WORDS, CALLED | VALUES)}
)


def judge(text: str) -> int:
    """Judge a workflow, and return how many calls of the bot there are in it."""
    files = Files({DESCRIPTION_FILE: "", WORKFLOW_FILE: ""}, {WORKFLOW_FILE: text.encode()})
    calls = calls_in(files)
    assert isinstance(calls, tuple)
    if calls and not calls[0].why_broken:
        found = [
            check_events(calls, example_calls(), "main"),
            check_permissions(calls, example_calls(), Rights(True, False), PAGE),
            check_version(calls, Release("v1.0.0", "1" * 40)),
        ]
        assert all(check.change for check in found if check.verdict in ("wrong", "look"))
    return len(calls)


@given(WORKFLOWS | VALUES)
@example({"on": {"push": {"branches": {"a": 1}}}, "jobs": {"a": {"uses": "octo/paper-bot"}}})
def test_any_workflow_of_known_words_is_judged(workflow: Any) -> None:
    assert judge(json.dumps(workflow)) <= 1


@given(
    st.text(
        alphabet=st.sampled_from("on: jobsuepar-bt/\n\t{}[]&*!'\"#|>@\r\x85\u2028"), max_size=200
    )
)
def test_any_text_is_judged(text: str) -> None:
    assert judge(text) <= 1
    assert judge(f"on: push\njobs:\n  a:\n    uses: octo/paper-bot@v1 # {text}") <= 1
