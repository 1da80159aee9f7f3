"""What a maintainer commits on a branch, and what the issue says: both are kept."""

from __future__ import annotations

import datetime as dt
import html
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import branch_name
from bot.errors import BrokenState
from bot.gateway.checkout import Checkout
from bot.messages.commits import is_own_message, read_trailers, refresh_message
from bot.reconcile.merge import changed_fields, differing, keep_fields
from tests.conftest import PAPERS, Bench
from tests.ours import changed, parse_catalog
from tests.papers import (
    TEMPLATE,
    TITLE,
    another,
    assert_rendered,
    assert_settled,
    commit_to_record,
    open_pull,
    record,
)


def test_a_maintainers_field_stays_and_the_readme_follows(bench: Bench) -> None:
    issue, number = open_pull(bench)
    commit_to_record(bench.hub, issue, heads=("Translation Head",))

    bench.run(number, "pull_request", "synchronize")

    assert record(bench.hub, issue).tags == ("Translation Head",)
    assert_rendered(bench, issue)
    said = "Taken from a maintainer's commit on the branch, not from this issue: **Head**."
    assert said in bench.comment(issue)
    body = bench.hub.pull(number).body or ""
    assert "not as the issue says: **Head**" in body
    assert "is new to the list" not in body + bench.comment(issue)
    assert_settled(bench, issue)


def test_an_edit_of_the_issue_and_a_commit_are_both_kept(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    commit_to_record(bench.hub, issue, heads=("Translation Head",))
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))

    bench.run(issue)

    paper = record(bench.hub, issue)
    assert paper.tags == ("Translation Head",)
    assert paper.get("summary.result") == "Fewer than 4% of the heads are crucial."
    assert_rendered(bench, issue)
    assert_settled(bench, issue)


def test_where_both_changed_a_field_the_maintainers_word_stands_for_good(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    commit_to_record(bench.hub, issue, title="A Better Title")
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("Title: Exploring", "Title: Now Exploring"))
    bench.run(issue)
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("Title: Exploring", "Title: Yet Exploring"))
    bench.run(issue)

    assert record(bench.hub, issue).title == "A Better Title"
    assert "not from this issue: **Title**." in bench.comment(issue)
    assert_settled(bench, issue)


def test_a_maintainers_field_outlives_the_rebuild_after_a_merge(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    commit_to_record(bench.hub, issue, date=dt.date(2025, 2, 18))
    _, other = open_pull(bench, another(1), author="bob")
    bench.hub.merge_pull(other)

    bench.run(None, "push", None)

    assert record(bench.hub, issue).date == dt.date(2025, 2, 18)
    body = bench.hub.pull(2).body or ""
    assert "<td>2025-02-18</td>\n<td>a maintainer's commit</td>" in html.unescape(body)
    assert_rendered(bench, issue)
    assert bench.hub.pull(2).mergeable is True
    assert_settled(bench, issue)


def test_a_maintainers_other_files_outlive_an_edit_and_a_rebuild(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.commit_files(branch_name(issue), {"docs/notes.txt": "mine"}, "Add notes")
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))
    bench.run(issue)
    assert "Fewer than 4%" in record(bench.hub, issue).get("summary.result")
    _, other = open_pull(bench, another(1), author="bob")
    bench.hub.merge_pull(other)
    bench.hub.commit_files("main", {"elsewhere.txt": "theirs"}, "Add another file")

    bench.run(None, "push", None)

    branch = branch_name(issue)
    assert bench.hub.read(branch, "docs/notes.txt") == "mine"
    assert bench.hub.read(branch, "elsewhere.txt") == "theirs"
    assert bench.hub.pull(number).mergeable is True
    bench.hub.merge_pull(number)
    assert bench.hub.read("main", "docs/notes.txt") == "mine"
    assert bench.hub.read("main", "elsewhere.txt") == "theirs"


def test_a_file_that_a_maintainer_removed_on_the_branch_stays_removed(bench: Bench) -> None:
    bench.hub.commit_files("main", {"old.txt": "x"}, "Add a file")
    issue, number = open_pull(bench)
    bench.hub.commit_files(branch_name(issue), {"old.txt": None}, "Remove it")
    _, other = open_pull(bench, another(1), author="bob")
    bench.hub.merge_pull(other)

    bench.run(None, "push", None)

    assert bench.hub.read(branch_name(issue), "old.txt") is None
    assert bench.hub.pull(number).mergeable is True


def test_a_file_that_people_changed_on_both_sides_is_left_to_them(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    bench.hub.commit_files(branch_name(issue), {"notes.txt": "mine"}, "Add notes")
    bench.hub.commit_files("main", {"notes.txt": "theirs"}, "Add other notes")
    _, other = open_pull(bench, another(1), author="bob")
    bench.hub.merge_pull(other)
    tip = bench.hub.branches()[branch_name(issue)]

    bench.run(None, "push", None)

    assert bench.hub.branches()[branch_name(issue)] == tip
    assert "has taken over the branch" in bench.comment(issue)
    assert_settled(bench, issue)


def test_main_merged_into_the_branch_by_a_person_is_no_reason_to_stop(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.commit_files("main", {"other.txt": "x"}, "Add a file")
    bench.hub.merge_branch("main", branch_name(issue))
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))

    bench.run(issue)

    assert "Fewer than 4%" in record(bench.hub, issue).get("summary.result")
    assert "has taken over" not in bench.comment(issue)
    assert bench.hub.pull(number).mergeable is True
    assert_settled(bench, issue)


def test_a_person_who_changes_other_papers_on_the_branch_takes_it_over(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    branch = branch_name(issue)
    text = (bench.hub.read(branch, "papers.json") or "").replace("Says what is new.", "Mended.")
    bench.hub.commit_files(branch, {"papers.json": text}, "Mend another entry")
    tip = bench.hub.branches()[branch]
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))

    bench.run(issue)

    assert bench.hub.branches()[branch] == tip
    assert "has taken over the branch" in bench.comment(issue)
    assert_settled(bench, issue)


def test_a_field_of_the_maintainers_own_is_kept(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    branch = branch_name(issue)
    text = bench.hub.read(branch, "papers.json") or ""
    with_note = text.replace(f'"issue": {issue}', f'"issue": {issue},\n    "note": "seminal"')
    bench.hub.commit_files(branch, {"papers.json": with_note}, "Add a note")
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))

    bench.run(issue)

    paper = record(bench.hub, issue)
    assert paper.extra["note"] == "seminal"
    assert "Fewer than 4%" in paper.get("summary.result")
    assert_settled(bench, issue)


def test_authors_that_a_maintainer_names_are_kept_through_edit_and_rebuild(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    _, other = open_pull(bench, another(2))
    commit_to_record(bench.hub, issue, authors=("A. Head", "B. Tail"), more_authors=True)
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))
    bench.run(issue)
    bench.hub.merge_pull(other)
    bench.run(None, "push", None)

    paper = record(bench.hub, issue)
    assert (paper.authors, paper.more_authors) == (("A. Head", "B. Tail"), True)
    assert paper.get("summary.result") == "Fewer than 4% of the heads are crucial."
    text = bench.hub.read(branch_name(issue), "papers.json") or ""
    assert [*json.loads(text)[-1]][:4] == ["title", "authors", "more_authors", "date"]
    assert_rendered(bench, issue)
    assert_settled(bench, issue)


def test_an_issue_that_turns_to_a_listed_paper_closes_what_a_person_has_named(
    bench: Bench,
) -> None:
    issue, number = open_pull(bench)
    first = record(bench.hub, issue)
    commit_to_record(bench.hub, issue, title="A Better Title")
    bench.hub.edit_issue(issue, body=another(1))
    bench.run(issue)
    by_hand = changed(first, heads=("Another Head",), issue=None)
    text = parse_catalog(PAPERS).with_paper(by_hand).text
    bench.hub.commit_files("main", {"papers.json": text}, "List it by hand")

    bench.hub.edit_issue(issue, body=TEMPLATE)
    bench.run(issue)

    assert bench.hub.pull(number).state == "closed"
    assert record(bench.hub, issue).title == "A Better Title"
    assert "on [the list]" in bench.comment(issue)
    assert_settled(bench, issue)


def test_a_paper_that_was_listed_otherwise_closes_its_pull_request_and_keeps_the_commits(
    bench: Bench,
) -> None:
    issue, number = open_pull(bench)
    commit_to_record(bench.hub, issue, title="A Better Title")
    catalog = parse_catalog(PAPERS)
    by_hand = changed(record(bench.hub, issue), title=TITLE, heads=("Another Head",), issue=None)
    text = catalog.with_paper(by_hand).text
    bench.hub.commit_files("main", {"papers.json": text}, "List it by hand")

    bench.run(None, "push", None)

    assert bench.hub.pull(number).state == "closed"
    assert record(bench.hub, issue).title == "A Better Title"
    assert "on [the list]" in bench.comment(issue)
    assert_settled(bench, issue)


def amend(bench: Bench, issue: int, old: str, new: str) -> str:
    """Let a maintainer amend the bot's last commit; the checkout of the next run has it."""
    branch = branch_name(issue)
    text = bench.hub.read(branch, "papers.json") or ""
    assert old in text
    return bench.hub.amend_commit(branch, {"papers.json": text.replace(old, new)})


@pytest.mark.parametrize("lost", [False, True], ids=["event", "event lost"])
def test_what_a_maintainer_amended_in_the_bots_commit_stays(bench: Bench, lost: bool) -> None:
    """The author of the commit is the bot still; its committer is the maintainer."""
    issue, number = open_pull(bench)
    sha = amend(bench, issue, '"Source Head"', '"Translation Head"')
    commit = bench.hub.log(branch_name(issue))[0]
    assert (commit.sha, commit.committer) == (sha, "maintainer")

    if lost:
        bench.run(None, "schedule", None)
    else:
        bench.run(number, "pull_request", "synchronize")

    assert record(bench.hub, issue).tags == ("Translation Head", "Retrieval Head")
    assert sha in [commit.sha for commit in bench.hub.log(branch_name(issue))]
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))
    bench.run(issue)
    assert record(bench.hub, issue).tags == ("Translation Head", "Retrieval Head")
    assert_settled(bench, issue)


def test_a_checkout_does_not_take_an_amended_commit_for_the_bots(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    head = bench.hub.branches()["main"]
    own = bench.hub.branches()[branch_name(issue)]
    settings = bench.settings("schedule", None)
    branch = Checkout(settings.workspace).branch(own, head, settings.own_user_id)
    assert branch
    assert branch.own == own

    amended = amend(bench, issue, '"Source Head"', '"Translation Head"')

    checkout = Checkout(bench.settings("schedule", None).workspace)
    assert checkout.blobs(amended) is not None
    assert checkout.branch(amended, head, settings.own_user_id) is None


OWN = "Add paper from issue 7\n\nPaper: On Heads\n\nPaper-Issue: 7\nIssue-Digest: 0123456789abcdef"


@pytest.mark.parametrize(
    ("message", "digest"),
    [
        (OWN, "0123456789abcdef"),
        (
            f"{OWN}\nKept-Fields: heads\nCo-authored-by: ada <1+ada@example.org>\n",
            "0123456789abcdef",
        ),
        (OWN.replace("Add", "Update"), "0123456789abcdef"),
        # What GitHub proposes for a squash: of one commit, and of several.
        (OWN.replace("issue 7\n", "issue 7 (#8)\n"), ""),
        (f"Add paper: On Heads (#8)\n\n* {OWN}", ""),
        (f"Add paper: On Heads (#8)\n\n* Mend it\n\n* {OWN}\n", ""),
        (f"Say it better\n\n{OWN}", ""),
        (f'Revert "Add paper from issue 7"\n\n{OWN}', ""),
        (OWN.replace("Paper-Issue", "\nPaper-Issue") + "\n\nSigned-off-by: Ada", ""),
        ("Add paper from issue 7\n\nPaper: Issue-Digest: 0123456789abcdef", ""),
        ("Add paper from issue 7\n\nIssue-Digest: 0123456789abcdeg", ""),
    ],
)
def test_a_message_that_quotes_the_bots_is_not_its_own(message: str, digest: str) -> None:
    assert is_own_message(message) == bool(digest)
    assert not digest or read_trailers(message)[0] == digest


@pytest.mark.parametrize(
    "message",
    [
        "Refresh what is known of listed papers (#9)\n\nPaper-Bot: refresh",
        "Tidy (#9)\n\n* Refresh what is known of listed papers\n\nPaper-Bot: refresh",
    ],
)
def test_a_squashed_refresh_is_not_the_bots_own(message: str) -> None:
    assert is_own_message(refresh_message())
    assert not is_own_message(message)


def test_what_a_maintainer_squashed_into_the_branch_is_kept(bench: Bench) -> None:
    """GitHub makes a squash in the name of whoever opened the pull request, be it the bot's."""
    issue, number = open_pull(bench)
    branch = branch_name(issue)
    body = bench.hub.log(branch)[0].message
    text = bench.hub.read(branch, "papers.json") or ""
    files = {"papers.json": text.replace('"Source Head"', '"Translation Head"')}
    squash = f"Add paper: {TEMPLATE.splitlines()[0]} (#9)\n\n* {body}"
    bench.hub.commit_files(branch, files, squash, author="github-actions[bot]")

    bench.run(number, "pull_request", "synchronize")

    assert record(bench.hub, issue).tags == ("Translation Head", "Retrieval Head")
    assert_settled(bench, issue)


# --- the merge itself ---------------------------------------------------------------------------

BASE = parse_catalog(PAPERS).papers[0]._replace(issue=7)
VALUES = {
    "title": st.sampled_from(["One", "Two", "Three"]),
    "heads": st.sampled_from([("A",), ("B",), ("A", "B")]),
    "venue": st.sampled_from(["ACL", "ICLR"]),
    "date": st.sampled_from([None, dt.date(2024, 1, 1), dt.date(2025, 1, 1)]),
    "authors": st.sampled_from([(), ("A. Head",), ("A. Head", "B. Tail")]),
    "more_authors": st.booleans(),
}
CHANGES = st.fixed_dictionaries({}, optional=VALUES)


@given(issue=CHANGES, person=CHANGES)
def test_each_field_takes_the_side_that_changed_it_and_the_persons_where_both_did(
    issue: dict[str, Any], person: dict[str, Any]
) -> None:
    ours, theirs = changed(BASE, **issue), changed(BASE, **person)

    merged = keep_fields(ours, theirs, changed_fields(BASE, theirs))

    for name in VALUES:
        base, mine, other = (paper.get(name) for paper in (BASE, ours, theirs))
        assert merged.get(name) == (other if other != base else mine)
    assert merged.issue == 7
    assert set(differing(ours, merged)) == changed_fields(ours, merged)


def test_a_field_that_a_person_removed_does_not_come_back() -> None:
    base = BASE._replace(extra={"note": "seminal", "stars": 5})
    theirs = BASE._replace(extra={"stars": 5})

    merged = keep_fields(base, theirs, changed_fields(base, theirs))

    assert merged.extra == {"stars": 5}
    assert differing(base, merged) == ["note"]


def test_fields_that_make_no_paper_together_are_refused() -> None:
    broken = changed(BASE, title=" blank around ")

    with pytest.raises(BrokenState):
        keep_fields(BASE, broken, ["title"])
