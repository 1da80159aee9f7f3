"""Issue forms that have fallen behind their description come by the maintenance pull request."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import REFRESH_BRANCH
from bot.listing import DESCRIPTION_FILE
from bot.outputs import Templates, make_forms, sections_to_choose
from tests.lists_on_hub import ListBench, opened

FORM, PLAIN, CORRECTION = (
    f".github/ISSUE_TEMPLATE/{name}"
    for name in ("add-new-paper.yml", "add-new-paper-plain.md", "correct-entry.yml")
)


@pytest.fixture(name="bench")
def _bench(tmp_path: Path) -> Iterator[ListBench]:
    with opened("llm-security", tmp_path) as bench:
        sections = sections_to_choose(bench.readme(), bench.form)
        forms = make_forms(bench.form, Templates(), sections)
        del forms[PLAIN]  # which its people do without
        bench.hub.commit_files("main", forms, "Add forms")
        yield bench


def test_a_changed_description_brings_its_forms_after_it(bench: ListBench) -> None:
    text = bench.hub.read("main", DESCRIPTION_FILE) or ""
    assert "label: add-paper" in text
    changed = text.replace("label: add-paper", "label: suggest-paper")
    bench.hub.commit_files("main", {DESCRIPTION_FILE: changed}, "By hand")

    bench.sweep()

    (pull,) = [each for each in bench.hub.pulls() if each.head == REFRESH_BRANCH]
    assert "labels: [suggest-paper]" in (bench.hub.read(REFRESH_BRANCH, FORM) or "")
    assert "labels: [suggest-paper]" in (bench.hub.read(REFRESH_BRANCH, CORRECTION) or "")
    assert bench.hub.read(REFRESH_BRANCH, PLAIN) is None
    assert f"`{CORRECTION}`" in (pull.body or "")
    assert f"`{FORM}`" in (pull.body or "")
    bench.merge(pull.number)
    bench.assert_settled()


def test_a_section_that_people_added_is_offered_by_the_form(bench: ListBench) -> None:
    bench.edit_readme("### Black-box attack", "### Grey-box attack\n\n### Black-box attack")

    bench.sweep()

    form = bench.hub.read(REFRESH_BRANCH, FORM) or ""
    assert form.index("- Grey-box attack") < form.index("- Black-box attack")


def test_forms_in_step_are_left_alone(bench: ListBench) -> None:
    bench.assert_settled()


def test_forms_that_were_declined_are_not_proposed_again(bench: ListBench) -> None:
    theirs = "name: Ours\ndescription: By hand\nbody: []\n"
    bench.hub.commit_files("main", {CORRECTION: theirs}, "By hand")
    bench.sweep()
    (pull,) = [each for each in bench.hub.pulls() if each.head == REFRESH_BRANCH]

    bench.hub.close_pull(pull.number)

    bench.assert_settled()
