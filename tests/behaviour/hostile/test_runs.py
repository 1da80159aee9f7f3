"""Whatever an issue holds, a run of the bot writes its own things alone, and nothing live.

Each issue is filed in a repository in use and answered by the command itself, with the
environment, the log and the files of a step of Actions.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.behaviour.hostile.cases import CASES, Case
from tests.behaviour.hostile.checking import check
from tests.behaviour.hostile.corpus import ISSUES, records
from tests.behaviour.hostile.site import Site, as_stored
from tests.behaviour.hostile.written import check_plain
from tests.tiers import all_thorough, first_of_each


@pytest.mark.parametrize(
    "case",
    first_of_each(CASES, lambda case: (case.category, case.verdict)),
    ids=lambda case: case.id,
)
def test_an_issue_of_our_own_is_answered_harmlessly(case: Case, own_site: Site) -> None:
    check(as_stored(case), own_site)


@pytest.mark.parametrize(
    "record", all_thorough(records("corpus.jsonl")), ids=lambda record: record["id"]
)
def test_an_issue_of_the_corpus_is_answered_harmlessly(
    record: dict[str, Any], corpus_site: Site
) -> None:
    must = record["must"]
    # What the verdict must be is judged elsewhere; here it is whatever the review says.
    case = Case(
        record["id"],
        "accepted",
        record["body"],
        record["title"],
        absent=tuple(must.get("absent", ())),
        seconds=must.get("max_seconds", 1),
    )
    check(case, corpus_site)


def test_the_corpus_is_here() -> None:
    assert len(records("corpus.jsonl")) >= ISSUES


# --- after the merge -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["all-at-once", "closes-another", "at-everybody", "skips-checks"])
@pytest.mark.parametrize("method", ["merge", "squash", "rebase"])
def test_what_a_merge_writes_to_the_default_branch_is_inert(
    name: str, method: Any, own_site: Site
) -> None:
    (case,) = [case for case in CASES if case.id == name]
    own_site.file(case)
    own_site.run()
    own_site.hub.merge_pull(own_site.issue + 1, method=method)
    message = own_site.hub.log("main")[0].message
    told = re.sub(r" \(#5\)|^Merge pull request #5 ", "", message)
    check_plain(told.partition("\nPaper-Issue: ")[0], [])
    others = [each for each in own_site.hub.snapshot().issues if each.number < own_site.issue]
    assert [each.state for each in others] == ["open", "open", "open"]
