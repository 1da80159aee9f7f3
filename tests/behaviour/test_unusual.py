"""Unusual histories: forks, accounts of people, other bases, papers that leave the list."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from collections.abc import Callable

import pytest
import requests

from bot.commands.run import run_event
from bot.config import REFRESH_BRANCH, branch_name
from bot.errors import Fault
from bot.reconcile.applying import Outcome
from localhub.interference import Answer, Asked
from tests.conftest import PAPERS, TODAY, Bench
from tests.listed import list_papers, schedule
from tests.looked_up import BARE, TITLE, answer, finder
from tests.lookup.services import PlayedServices
from tests.ours import parse_catalog, renderer
from tests.papers import (
    LISTED,
    TEMPLATE,
    WITH_CODE,
    WITHOUT_TASKS,
    another,
    assert_rendered,
    assert_settled,
    commit_to_record,
    open_pull,
    record,
)

LINK = '/2404.15574"\n      }\n'
POST = ',\n      {"label": "Blog", "kind": "Post", "url": "https://example.org/post"}\n'
GROWN = PAPERS.replace(LINK, LINK.rstrip("\n") + POST)
UNDATED = "A Paper Listed Without Date and Link"
JSON = {"Content-Type": "application/json; charset=utf-8"}


def list_by_hand(bench: Bench, text: str) -> None:
    page = renderer().files(parse_catalog(text))["README.md"]
    bench.hub.commit_files("main", {"papers.json": text, "README.md": page}, "By hand")


def refused(status: int, message: str, *ends: str, method: str = "GET") -> Callable[..., Answer]:
    def play(asked: Asked, answer: Callable[[], Answer]) -> Answer:
        if asked.method == method and asked.path.endswith(ends):
            return Answer(status, JSON, json.dumps({"message": message}).encode())
        return answer()

    return play


def from_fork(number: int, name: str) -> Callable[..., Answer]:
    """Show a pull request as GitHub shows one of a fork's branch of this name."""

    def play(asked: Asked, answer: Callable[[], Answer]) -> Answer:
        given = answer()
        if asked.method != "GET" or not asked.path.endswith("/pulls"):
            return given
        pulls = json.loads(given.body)
        for pull in pulls:
            if pull["number"] == number:
                pull["head"] |= {"ref": name, "label": f"mallory:{name}"}
                pull["head"]["repo"] |= {"id": 99, "full_name": "mallory/papers"}
        if "head=" in asked.query:
            pulls = [pull for pull in pulls if pull["number"] != number]
        return Answer(given.status, JSON, json.dumps(pulls).encode())

    return play


@pytest.mark.parametrize("state", ["open", "closed"])
def test_a_forks_branch_of_the_same_name_is_not_the_bots(bench: Bench, state: str) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.commit_files("theirs", {"x": "1"}, "Theirs")
    foreign = bench.hub.open_pull("Mine", "", "theirs", "main", by="mallory")
    if state == "closed":
        bench.hub.close_pull(foreign, by="mallory")
    bench.hub.interference = from_fork(foreign, branch_name(issue))

    bench.run(issue, action="opened")

    assert [p.number for p in bench.hub.pulls() if p.head == branch_name(issue)]
    assert f"#{foreign} " not in bench.comment(issue)


def test_an_edit_does_not_close_the_pull_request_that_was_there_first(bench: Bench) -> None:
    older, _ = open_pull(bench, another(1), author="mallory")
    _, number = open_pull(bench, author="bob")
    bench.hub.edit_issue(older, body=TEMPLATE)
    bench.run(older)

    bench.run(None, "schedule", None)

    assert bench.hub.pull(number).state == "open"


@pytest.mark.parametrize("key", ["reviewed by", "заметка", "doi:url"])
def test_a_field_of_any_name_is_kept_and_does_not_lose_the_others(bench: Bench, key: str) -> None:
    issue, number = open_pull(bench)
    text = bench.hub.read(branch_name(issue), "papers.json") or ""
    text = text.replace(f'"issue": {issue}', f'"issue": {issue},\n    "{key}": "mine"')
    text = text.replace('"Source Head"', '"Translation Head"')
    bench.hub.commit_files(branch_name(issue), {"papers.json": text}, "Say it better")
    bench.run(number, "pull_request", "synchronize")
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))

    bench.run(issue)

    paper = record(bench.hub, issue)
    assert "Translation Head" in paper.tags
    assert paper.extra.get(key) == "mine"


def test_a_maintainers_field_outlives_an_edit_to_a_listed_paper_and_back(bench: Bench) -> None:
    issue, number = open_pull(bench)
    commit_to_record(bench.hub, issue, heads=("Translation Head",))
    bench.run(number, "pull_request", "synchronize")
    bench.hub.edit_issue(issue, body=WITH_CODE)
    bench.run(issue)
    bench.hub.edit_issue(issue, body=TEMPLATE)

    bench.run(issue)

    assert record(bench.hub, issue).tags == ("Translation Head",)


def run_as(bench: Bench, login: str, number: int, action: str) -> list[Outcome]:
    token = bench.hub.issue_token(login, write=True)
    asked = requests.get(
        f"{bench.hub.api_url}/user", headers={"Authorization": f"token {token}"}, timeout=9
    )
    settings = bench.settings("issues", action, number)
    own = asked.json()["id"]
    return run_event(dataclasses.replace(settings, token=token, own_user_id=own), TODAY)


@pytest.mark.parametrize("then", ["edited", "closed"])
def test_a_commit_by_the_person_whose_token_the_bot_has_is_a_persons(
    bench: Bench, then: str
) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    run_as(bench, "boss", issue, "opened")
    text = bench.hub.read(branch_name(issue), "papers.json") or ""
    text = text.replace('"Source Head"', '"Translation Head"')
    bench.hub.commit_files(
        branch_name(issue), {"papers.json": text}, "Say it better", author="boss"
    )
    if then == "closed":
        bench.hub.close_issue(issue)

    run_as(bench, "boss", issue, then)

    assert branch_name(issue) in bench.hub.branches()
    assert "Translation Head" in record(bench.hub, issue).tags


def test_a_pull_request_into_another_branch_leaves_the_bots_own_alone(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    two = [*json.loads(PAPERS), json.loads(PAPERS)[0] | {"title": "Only On Dev", "links": []}]
    bench.hub.commit_files("dev", {"papers.json": json.dumps(two, indent=2) + "\n"}, "Dev")
    bench.hub.open_pull("Try it on dev", "", branch_name(issue), "dev")
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))

    bench.run(issue)

    assert "Only On Dev" not in (bench.hub.read(branch_name(issue), "papers.json") or "")


def test_a_rebuild_asks_no_service_and_changes_no_field(
    bench: Bench, services: PlayedServices
) -> None:
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")
    issue = bench.hub.open_issue("Add new paper:", BARE)
    (opened,) = answer(bench, issue, services)
    _, other = open_pull(bench, another(1), author="bob")
    bench.hub.merge_pull(other)
    services.up()
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-20")
    services.requests.clear()

    run_event(bench.settings("push", None), TODAY, finder(services))
    answer(bench, issue, services)

    assert str(record(bench.hub, issue).date) in (bench.hub.pull(opened.pull or 0).body or "")
    assert services.requests == []


def test_issues_switched_off_close_nothing(bench: Bench) -> None:
    issue, number = open_pull(bench)
    said = "Issues are disabled for this repo"
    ends = f"/issues/{issue}", f"/issues/{issue}/comments"
    bench.hub.interference = refused(410, said, *ends)

    with contextlib.suppress(Fault):
        bench.run(number, "pull_request", "synchronize")

    assert bench.hub.pull(number).state == "open"
    assert branch_name(issue) in bench.hub.branches()


def test_an_update_whose_paper_left_the_list_says_what_it_does(bench: Bench) -> None:
    issue, number = open_pull(bench, WITH_CODE)
    list_by_hand(bench, "[]\n")
    bench.run(None, "push", None)

    bench.run(issue)

    pull = bench.hub.pull(number)
    assert pull.mergeable is True
    assert pull.title.startswith("Add paper")
    assert "on [the list]" not in bench.comment(issue)


def test_a_duplicate_whose_paper_left_the_list_is_taken_up(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", LISTED)
    bench.run(issue, action="opened")
    list_by_hand(bench, "[]\n")

    bench.run(None, "push", None)

    assert len(bench.hub.pulls()) == 1


def test_a_page_that_was_removed_on_main_is_no_fault(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.commit_files("main", {"README.md": None}, "Move the page")

    bench.run(issue)

    assert bench.hub.pull(number).mergeable is True


def test_the_pull_request_of_what_is_no_submission_any_more_does_not_stay(
    bench: Bench,
) -> None:
    issue, number = open_pull(bench)
    _, other = open_pull(bench, another(1), author="bob")
    bench.hub.unlabel_issue(issue, "add-new-paper")
    bench.hub.edit_issue(issue, title="Never mind", body="")
    bench.run(issue)
    bench.hub.merge_pull(other)
    bench.run(None, "push", None)

    pull = bench.hub.pull(number)
    assert pull.state == "closed" or pull.mergeable


def test_a_merged_refresh_with_a_persons_commit_is_not_the_last(
    bench: Bench, services: PlayedServices
) -> None:
    list_papers(bench, {"title": UNDATED})
    services.paper(UNDATED, arxiv="2502.11806", published="2025-02-17")
    first = schedule(bench, services).pull or 0
    bench.hub.commit_files(REFRESH_BRANCH, {"notes.txt": "mine"}, "Add notes")
    bench.hub.merge_pull(first, method="squash")
    papers = json.loads(bench.hub.read("main", "papers.json") or "")
    papers.append(papers[0] | {"title": "Listed Later", "date": None, "links": []})
    list_by_hand(bench, json.dumps(papers, indent=2) + "\n")
    services.paper("Listed Later", arxiv="2502.11807", published="2025-02-18")

    assert schedule(bench, services).pull not in (None, first)


def test_a_pull_request_that_a_person_opens_again_is_not_closed_again(bench: Bench) -> None:
    open_pull(bench)
    issue, second = open_pull(bench, another(1), author="bob")
    bench.hub.commit_files(branch_name(issue), {"notes.txt": "mine"}, "Add notes")
    bench.hub.edit_issue(issue, body=TEMPLATE)
    bench.run(issue)
    bench.hub.reopen_pull(second)

    bench.run(second, "pull_request", "reopened")

    assert bench.hub.pull(second).state == "open"


def test_what_a_maintainer_adds_to_the_bots_comment_stays(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", WITHOUT_TASKS)
    bench.run(issue, action="opened")
    (comment,) = bench.hub.comments(issue)
    bench.hub.edit_comment(comment.id, f"{comment.body}\nSee our guide.", by="maintainer")

    bench.run(None, "schedule", None)

    assert "See our guide." in bench.comment(issue)


@pytest.mark.parametrize("why", ["reverted", "retry", "another fact"])
def test_an_issue_opened_again_after_its_merge_is_answered(bench: Bench, why: str) -> None:
    issue, number = open_pull(bench, WITH_CODE if why == "another fact" else TEMPLATE)
    bench.hub.merge_pull(number)
    bench.run(number, "pull_request", "closed")
    said = bench.comment(issue)
    if why in ("reverted", "retry"):
        list_by_hand(bench, PAPERS)
    bench.hub.reopen_issue(issue)
    if why == "retry":
        bench.hub.label_issue(issue, "bot-retry")
    elif why == "another fact":
        body = WITH_CODE.replace("arxiv,", "ICLR 2025,")
        bench.hub.edit_issue(issue, body=body)

    bench.run(issue, action="reopened")
    bench.run(None, "schedule", None)

    assert len(bench.hub.pulls()) == 2 or bench.comment(issue) != said


def test_a_listed_paper_needs_no_changes(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.edit_issue(issue, body=WITHOUT_TASKS)
    bench.run(issue)
    bench.hub.merge_pull(number)

    bench.run(number, "pull_request", "closed")

    assert "needs-changes" not in bench.hub.issue(issue).labels


def test_a_merge_whose_event_was_lost_is_said_behind_many_comments(bench: Bench) -> None:
    old = bench.hub.open_issue("Add new paper:", WITHOUT_TASKS, author="ann")
    bench.run(old, action="opened")
    for _ in range(200):
        bench.hub.comment(old, "Talk", author="ann")
    issue, number = open_pull(bench)
    bench.hub.merge_pull(number)

    bench.run(None, "schedule", None)

    assert "This paper is on [the list]" in bench.comment(issue)


def test_an_amended_commit_whose_event_was_lost_is_found_by_the_sweep(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    message = bench.hub.log(branch_name(issue))[0].message
    text = bench.hub.read(branch_name(issue), "papers.json") or ""
    text = text.replace('"Source Head"', '"Translation Head"')
    bench.hub.commit_files(branch_name(issue), {"papers.json": text}, message)

    bench.run(None, "schedule", None)

    assert_rendered(bench, issue)


def test_a_withdrawn_update_is_not_said_to_be_listed_another_way(bench: Bench) -> None:
    issue, number = open_pull(bench, WITH_CODE)
    bench.hub.edit_issue(issue, body=LISTED)
    bench.run(issue)
    assert "come on the list another way" not in (bench.hub.pull(number).body or "")


def test_a_merge_that_listed_nothing_is_not_promised_any_more(bench: Bench) -> None:
    issue, number = open_pull(bench)
    files = {"papers.json": PAPERS, "notes.txt": "mine"}
    bench.hub.commit_files(branch_name(issue), files, "Drop the record")
    bench.run(number, "pull_request", "synchronize")
    bench.hub.merge_pull(number)

    bench.run(number, "pull_request", "closed")

    assert "as soon as a maintainer merges it" not in bench.comment(issue)


def test_an_issue_has_one_row_in_the_summary(bench: Bench, services: PlayedServices) -> None:
    issue = bench.hub.open_issue("Add new paper:", BARE)
    answer(bench, issue, services)
    settings = bench.settings("schedule", None)
    run_event(settings, TODAY, finder(services))
    assert settings.step_summary
    assert settings.step_summary.read_text().count(f"| {issue} |") == 1


def test_the_label_is_known_in_any_case(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.close_pull(number)
    bench.run(number, "pull_request", "closed")
    bench.hub.label_issue(issue, "Bot-Retry")
    bench.run(issue, action="labeled")
    assert len(bench.hub.pulls()) == 2


def test_closing_the_issue_ends_a_second_try_that_its_comment_does_not_tell_of_yet(
    bench: Bench,
) -> None:
    issue, number = open_pull(bench)
    bench.hub.close_pull(number)
    bench.run(number, "pull_request", "closed")
    bench.hub.label_issue(issue, "bot-retry")
    bench.hub.interference = refused(500, "Sorry", "/labels", method="POST")
    with pytest.raises(Fault):
        bench.run(issue, action="labeled")
    bench.hub.interference = None
    assert [pull.state for pull in bench.hub.pulls()] == ["closed", "open"]
    bench.hub.close_issue(issue)

    bench.run(None, "schedule", None)

    assert [pull.state for pull in bench.hub.pulls()] == ["closed", "closed"]
    assert "was closed as well" in bench.comment(issue)
    assert_settled(bench, issue)


@pytest.mark.parametrize(
    "said", ["Reference update failed", "Changes must be made through a pull request."]
)
def test_a_protected_branch_is_said_in_the_issue(bench: Bench, said: str) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.interference = refused(422, said, "/git/refs", method="POST")
    with pytest.raises(Fault):
        bench.run(issue, action="opened")
    assert bench.hub.comments(issue)


def test_services_that_come_and_go_reword_nothing_where_a_person_opened_it(
    bench: Bench, services: PlayedServices
) -> None:
    bench.hub.settings.actions_may_create_pulls = False
    issue = bench.hub.open_issue("Add new paper:", BARE)
    with pytest.raises(Fault):
        answer(bench, issue, services)
    bench.hub.open_pull("By hand", f"Closes #{issue}", branch_name(issue), "main")
    answer(bench, issue, services)
    texts = set()
    for down in (False, True, False, True):
        services.up()
        if down:
            services.down(503)
        answer(bench, None, services)
        texts.add(bench.comment(issue))
    assert len(texts) == 1
