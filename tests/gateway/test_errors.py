"""GitHub's refusals and faults, as the gateway names them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import responses

from bot.errors import (
    BrokenState,
    Conflict,
    Fault,
    Limited,
    NotPermitted,
    SecretFound,
    SuspectedRule,
    TransientFault,
)
from bot.gateway import Gateway
from bot.reconcile.changes import CommitFiles, OpenPull, RemoveLabel, WriteComment
from bot.reconcile.states import Tip
from tests.ours import OURS

# PyGithub names the port.
API = "https://api.github.com:443/repos/octo/list"


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    made = Gateway(
        "octo/list", "token", workspace=tmp_path, own_user_id=1, is_loopback=True, form=OURS
    )
    yield made
    made.close()


@pytest.mark.parametrize(
    ("status", "message", "headers", "kind", "code"),
    [
        (401, "Bad credentials", {}, BrokenState, 4),
        (403, "Resource not accessible by integration", {}, NotPermitted, 4),
        (403, "API rate limit exceeded for installation", {}, Limited, 3),
        (403, "You have exceeded a secondary rate limit", {}, Limited, 3),
        (403, "Slow down", {"Retry-After": "3600"}, Limited, 3),
        (429, "Too many requests", {"Retry-After": "3600"}, Limited, 3),
        (502, "Server Error", {}, TransientFault, 3),
        (409, "Git Repository is empty.", {}, Conflict, 3),
        (409, "Repository rule violations found", {}, NotPermitted, 4),
        (409, "Changes must be made through a pull request.", {}, NotPermitted, 4),
        (422, "Changes must be made through a pull request.", {}, NotPermitted, 4),
        (409, "is at 0a1b but expected 2c3d", {}, Conflict, 3),
        (422, "Reference update failed", {}, SuspectedRule, 3),
        (403, "refusing to allow a GitHub App to create or update workflow", {}, NotPermitted, 4),
        (422, "Repository rule violations found: Secret detected in content", {}, SecretFound, 4),
        (409, "Secret detected in content", {}, SecretFound, 4),
        (422, "Reference already exists", {}, Conflict, 3),
        (422, "Validation Failed", {}, BrokenState, 4),
        (451, "Blocked", {}, BrokenState, 4),
    ],
)
@responses.activate
def test_each_refusal_is_a_fault_with_its_exit_code(
    gateway: Gateway,
    status: int,
    message: str,
    headers: dict[str, str],
    kind: type[Fault],
    code: int,
) -> None:
    responses.get(f"{API}/issues/7/comments", json=[])
    responses.post(
        f"{API}/issues/7/comments", json={"message": message}, status=status, headers=headers
    )

    with pytest.raises(kind, match=f"post a comment on issue 7.*{status}: {message}") as fault:
        gateway.apply(WriteComment(7, None, "Hello"), None)
    assert fault.value.exit_code == code
    assert [call.request.method for call in responses.calls] == ["GET", "POST"]


@responses.activate
def test_a_dropped_connection_is_a_fault_that_may_pass(gateway: Gateway) -> None:
    responses.post(f"{API}/pulls", body=requests.ConnectionError("reset"))

    with pytest.raises(TransientFault, match="could not open pull request"):
        gateway.apply(OpenPull("paper-bot/issue-7", "main", "Title", "Body"), None)


@responses.activate
def test_an_issue_that_is_hidden_is_not_taken_for_deleted(gateway: Gateway) -> None:
    responses.get(f"{API}/issues/7", json={"message": "Not Found"}, status=404)
    responses.get(API, json={"message": "Not Found"}, status=404)

    with pytest.raises(BrokenState, match="404"):
        gateway.issue(7)


@pytest.mark.parametrize(
    "body",
    ['{"number": 7', "<html>", "{}", "[]", "7", "[" * 200_000],
    ids=["cut", "HTML", "hollow", "list", "number", "deep"],
)
@responses.activate
def test_an_answer_that_cannot_be_read_is_a_fault_that_may_pass(
    gateway: Gateway, body: str
) -> None:
    responses.get(f"{API}/issues/7", body=body, content_type="application/json")

    with pytest.raises(TransientFault, match="could not read issue 7"):
        gateway.issue(7)


@responses.activate
def test_a_refusal_is_told_with_the_reason_that_github_gives(gateway: Gateway) -> None:
    refusal = {"message": "Validation Failed", "errors": [{"message": "Body is too long"}]}
    responses.get(f"{API}/issues/7/comments", json=[])
    responses.post(f"{API}/issues/7/comments", json=refusal, status=422)

    with pytest.raises(BrokenState, match="Validation Failed: Body is too long"):
        gateway.apply(WriteComment(7, None, "Hello"), None)


@responses.activate
def test_an_answer_that_is_no_json_is_a_fault(gateway: Gateway) -> None:
    responses.get(f"{API}/issues/7", body="<html>Unicorn</html>", status=503)

    with pytest.raises(TransientFault):
        gateway.issue(7)


@responses.activate
def test_one_version_of_the_api_is_asked_for(gateway: Gateway) -> None:
    responses.get(API, json={"default_branch": "main"})

    assert gateway.default_branch() == "main"
    assert responses.calls[0].request.headers["X-GitHub-Api-Version"] == "2022-11-28"


@responses.activate
def test_a_label_that_is_off_already_is_no_fault(gateway: Gateway) -> None:
    gone = {"message": "Label does not exist"}
    responses.delete(f"{API}/issues/7/labels/duplicate", json=gone, status=404)

    assert gateway.apply(RemoveLabel(7, "duplicate"), None) is None


@responses.activate
def test_a_branch_is_moved_forward_only(gateway: Gateway) -> None:
    responses.post(f"{API}/git/trees", json={"sha": "t" * 40}, status=201)
    responses.post(f"{API}/git/commits", json={"sha": "d" * 40}, status=201)
    moved = {"message": "Update is not a fast forward"}
    responses.patch(
        f"{API}/git/refs/heads/paper-bot/issue-7",
        json=moved,
        status=422,
        match=[responses.matchers.json_params_matcher({"sha": "d" * 40, "force": False})],
    )
    tip = Tip("c" * 40, "u" * 40)

    with pytest.raises(Conflict, match="not a fast forward"):
        gateway.apply(CommitFiles("paper-bot/issue-7", tip, {"a": "b"}, "m", create=False), None)


COMMIT = CommitFiles("paper-bot/issue-7", Tip("c" * 40, "u" * 40), {"a": "b"}, "m", create=True)
HOLLOW = ["", " ", "null", "<html>Unicorn</html>", "{}", "[]", '{"sha": null}', '"x"', "7"]


@pytest.mark.parametrize("body", HOLLOW)
@responses.activate
def test_a_tree_that_is_answered_by_nothing_is_a_fault_that_may_pass(
    gateway: Gateway, body: str
) -> None:
    responses.post(f"{API}/git/trees", body=body, status=201, content_type="application/json")
    responses.post(f"{API}/git/commits", json={"sha": "d" * 40}, status=201)

    with pytest.raises(TransientFault, match="could not create branch") as fault:
        gateway.apply(COMMIT, None)
    assert fault.value.exit_code == 3
    assert len(responses.calls) == 1


@pytest.mark.parametrize("body", HOLLOW)
@pytest.mark.parametrize("path", ["git/commits", "pulls"])
@responses.activate
def test_what_was_made_without_a_name_is_a_fault_that_may_pass(
    gateway: Gateway, path: str, body: str
) -> None:
    responses.post(f"{API}/git/trees", json={"sha": "t" * 40}, status=201)
    responses.post(f"{API}/{path}", body=body, status=201, content_type="text/html")
    change = COMMIT if "git" in path else OpenPull("paper-bot/issue-7", "main", "Title", "Body")

    with pytest.raises(TransientFault):
        gateway.apply(change, None)
    assert responses.calls[-1].request.url == f"{API}/{path}"


@pytest.mark.parametrize("body", ["", "<html>", "null", "{}", '{"total_commits": 1}'])
@responses.activate
def test_a_comparison_that_lacks_its_parts_is_a_fault_that_may_pass(
    gateway: Gateway, body: str
) -> None:
    responses.get(f"{API}/compare/main...topic", body=body, content_type="application/json")

    with pytest.raises(TransientFault):
        gateway.changed_paths("main", "topic")


@responses.activate
def test_a_workflow_file_that_may_not_be_moved_has_an_advice_of_its_own(gateway: Gateway) -> None:
    told = (
        "refusing to allow a GitHub App to create or update workflow "
        "`.github/workflows/x.yml` without `workflows` permission"
    )
    responses.post(f"{API}/git/trees", json={"message": told}, status=422)

    with pytest.raises(NotPermitted, match="press Update branch") as fault:
        gateway.apply(COMMIT, None)
    assert "exempt paper-bot" not in str(fault.value)
