"""A description or README that cannot be read is named with its place, and to no contributor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import CONFIGURE_BRANCH
from bot.errors import BrokenReadme, Fault
from bot.listing import DESCRIPTION_FILE, BrokenDescription
from tests.lists_on_hub import PAPERS, ListBench, opened

PAPER = PAPERS["long-context"][0]


@pytest.fixture(name="bench")
def _bench(tmp_path: Path) -> Iterator[ListBench]:
    with opened("long-context", tmp_path) as bench:
        yield bench


def _break(bench: ListBench, path: str, *pairs: tuple[str, str | bytes]) -> str:
    """Let a maintainer spoil a file, and return what it was."""
    good = bench.hub.read("main", path) or ""
    bad = good.encode()
    for old, new in pairs:
        assert old in good
        bad = bad.replace(old.encode(), new.encode() if isinstance(new, str) else new)
    bench.hub.commit_files("main", {path: bad}, "By hand")
    return good


FAULTS = [
    ("kind: title", "kind: titel"),
    ("order: append", "order: sideways"),
]


def test_every_fault_of_a_description_is_said_in_the_run_and_in_the_issue(
    bench: ListBench,
) -> None:
    good = _break(bench, DESCRIPTION_FILE, *FAULTS)
    issue = bench.file(PAPER)
    question = bench.hub.open_issue("A question", "How do I file a paper?")

    for number in (issue, question):
        with pytest.raises(BrokenDescription) as broken:
            bench.run(number, action="opened")

    assert broken.value.exit_code == 2
    (summary,) = {path.read_text("utf-8") for path in bench.directory.glob("run-*/summary.md")}
    comment = bench.comment(issue)
    for line, fault in ((11, "did you mean title?"), (19, "order is “sideways”")):
        assert f"{DESCRIPTION_FILE}, line {line}: " in summary
        assert f"{DESCRIPTION_FILE}, line {line}: " in comment
        assert fault in summary
        assert fault in comment
    assert "Nothing is wrong with this paper" in comment
    assert not bench.hub.comments(question)
    assert list(bench.hub.branches()) == ["main"]
    settled = bench.hub.snapshot()
    with pytest.raises(BrokenDescription):
        bench.run(issue)
    assert bench.hub.snapshot() == settled

    bench.hub.commit_files("main", {DESCRIPTION_FILE: good}, "Mend it")
    bench.run(None, "push", None)

    assert "accepted" in bench.comment(issue).splitlines()[0]
    bench.assert_settled(issue)


def test_a_description_in_another_encoding_is_said_in_the_issue(bench: ListBench) -> None:
    good = _break(bench, DESCRIPTION_FILE, ("kind: title", b"kind: titl\xe9"))
    issue = bench.file(PAPER)

    with pytest.raises(BrokenDescription, match="line 11: not UTF-8"):
        bench.run(issue, action="opened")

    assert f"{DESCRIPTION_FILE}, line 11: not UTF-8" in bench.comment(issue)
    assert "Nothing is wrong with this paper" in bench.comment(issue)
    assert list(bench.hub.branches()) == ["main"]
    bench.hub.commit_files("main", {DESCRIPTION_FILE: good}, "Mend it")
    bench.run(issue)
    assert "accepted" in bench.comment(issue).splitlines()[0]


def test_a_description_that_went_missing_is_proposed_anew_and_no_issue_is_touched(
    bench: ListBench,
) -> None:
    store = bench.store()
    bench.hub.commit_files("main", {DESCRIPTION_FILE: None}, "Remove it")
    issue = bench.file(PAPER)
    before = bench.hub.issue(issue)
    for number, name in ((issue, "issues"), (None, "schedule")):
        bench.run(number, name, "opened" if number else None)  # type: ignore[arg-type]
    (pull,) = bench.hub.pulls()
    assert pull.head == CONFIGURE_BRANCH
    assert bench.hub.issue(issue) == before
    assert bench.store(CONFIGURE_BRANCH) == store


SPOILED: dict[str, tuple[tuple[str, str | bytes], str]] = {
    "no heading": (("## 📜 Papers", "## Articles"), "no heading begins with “## 📜 Papers”"),
    "conflict": (
        ("### 3. KV", "<<<<<<< HEAD\n### 3. KV"),
        "line 36 is a mark of a conflict that nobody has resolved",
    ),
    "encoding": (("Hard…but", b"Hard\xff"), "line 54: not UTF-8"),
    "no news": (("### Week Papers", "### News"), "no heading begins with “### Week Papers”"),
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_readme_that_cannot_be_written_is_named_in_run_and_issue_until_it_is_mended(
    bench: ListBench, how: str
) -> None:
    spoil, said = SPOILED[how]
    good = _break(bench, "README.md", spoil)
    issue = bench.file(PAPER)

    with pytest.raises(BrokenReadme, match=said) as broken:
        bench.run(issue, action="opened")

    assert broken.value.exit_code == 4
    assert said in bench.comment(issue)
    assert "Nothing is wrong with this paper" in bench.comment(issue)
    assert list(bench.hub.branches()) == ["main"]
    before = bench.hub.snapshot()
    try:
        (outcome,) = [each for each in bench.sweep() if each.plan.issue == issue]
        told: Fault | None = outcome.fault
    except BrokenReadme as fault:
        told = fault
    assert said in str(told)
    assert bench.hub.snapshot() == before

    bench.hub.commit_files("main", {"README.md": good}, "Mend it")
    bench.run(issue)

    assert "accepted" in bench.comment(issue).splitlines()[0]
    bench.assert_settled(issue)


def test_a_section_that_is_gone_is_a_problem_with_what_can_be_chosen(bench: ListBench) -> None:
    _break(bench, "README.md", ("#### 1.1 General Long-Context Surveys", "#### 1.1 Overviews"))
    bench.maintained()  # the papers there are in the section of the new name
    issue = bench.file(PAPER)

    bench.run(issue, action="opened")

    assert "rejected" in bench.comment(issue).splitlines()[0]
    assert ": 1.1 Overviews, 3.1.1 Attention-Score" in bench.comment(issue)
    body = (bench.hub.issue(issue).body or "").replace(
        "1.1 General Long-Context Surveys", "1.1 overview"
    )
    bench.hub.edit_issue(issue, body=body)
    bench.run(issue)
    assert "“1.1 overview” was taken for 1.1 Overviews" in bench.comment(issue)
    bench.assert_settled(issue)
