"""Other lists, whose README is their own: the whole way of a paper from issue to merge."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from bot.catalog import is_yaml, parse_catalog
from bot.config import REFRESH_BRANCH, branch_name
from tests.listing.lists import BESIDE
from tests.lists_on_hub import PAPERS, ListBench, Paper, added, opened
from tests.tiers import chosen

LISTS = list(PAPERS)
# Each whole README goes through one of two tests in CI, and each small one through some of all.
EVEN, ODD = LISTS[::2], LISTS[1::2]
PROSE = "A sentence of the maintainers' own."

Open = Callable[..., ListBench]


def _id(value: str | bool) -> str:
    return value if isinstance(value, str) else "whole" if value else "small"


def _sizes(small: list[str], whole: list[str]) -> list[ParameterSet]:
    """Return each list in small and whole: what `make test` runs in small, and CI as a whole."""
    cases = [(name, size) for size in (False, True) for name in LISTS]
    then = [*((name, False) for name in LISTS), *((name, True) for name in whole)]
    return chosen(cases, *((name, False) for name in small), then=then)


@pytest.fixture(name="open_list")
def _open_list(tmp_path: Path) -> Iterator[Open]:
    def open_one(name: str, whole: bool = False) -> ListBench:
        if whole and not BESIDE.is_dir():
            pytest.skip("the READMEs are not beside the project")
        return stack.enter_context(opened(name, tmp_path, whole=whole))

    with ExitStack() as stack:
        yield open_one


_NEWS = re.escape("- **[")  # the heading of a day's news


def _entry(paper: Paper) -> list[str]:
    return [re.escape(line).replace(re.escape("{n}"), r"\d+") for line in paper.lines]


def _assert_added(before: str, after: str, *papers: Paper) -> None:
    """Assert that a README has gained just the lines of these papers."""
    come = added(before, after)
    wanted = [line for paper in papers for line in _entry(paper)]
    news = [line for line in wanted if line.startswith(_NEWS)]
    wanted = [*news[:1], *(line for line in wanted if line not in news)]
    assert len(come) == len(wanted), come
    for pattern in wanted:
        assert any(re.fullmatch(pattern, line) for line in come), (pattern, come)


def _assert_one_record(bench: ListBench, before: str, after: str, issue: int) -> None:
    """Assert that a store has gained the record that an issue brings, and lost no byte."""
    old, new = (parse_catalog(text, bench.form).papers for text in (before, after))
    assert [paper.issue for paper in new if paper not in old] == [issue]
    assert len(new) == len(old) + 1
    if is_yaml(bench.form):
        added(before, after)
    else:
        assert after.startswith(before.removesuffix("\n]\n"))


@pytest.mark.parametrize(("name", "whole"), _sizes(LISTS, EVEN), ids=_id)
def test_a_paper_goes_from_issue_to_merge_and_changes_its_own_lines_alone(
    open_list: Open, name: str, whole: bool
) -> None:
    bench, paper = open_list(name, whole), PAPERS[name][0]
    readme, store = bench.with_room(1), bench.store()

    issue, pull = bench.propose(paper)

    branch, body = branch_name(issue), bench.hub.pull(pull).body or ""
    assert re.findall(r"(?i)\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?) #\d+", body) == [
        f"Closes #{issue}"
    ]
    assert f"#{pull}" in bench.comment(issue)
    changed = re.findall(r"(?m)^diff --git a/(\S+)", bench.hub.diff("main", branch))
    assert changed == [bench.form.list.readme, bench.form.list.data]
    _assert_added(readme, bench.readme(branch), paper)
    _assert_one_record(bench, store, bench.store(branch), issue)
    bench.assert_settled(issue)

    bench.merge(pull)

    assert bench.hub.issue(issue).state == "closed"
    assert "listed" in bench.comment(issue).splitlines()[0]
    _assert_added(readme, bench.readme(), paper)
    bench.assert_settled(issue)


@pytest.mark.parametrize(("name", "whole"), _sizes(EVEN, ODD), ids=_id)
def test_a_second_pull_request_is_rebuilt_after_the_first_is_merged(
    open_list: Open, name: str, whole: bool
) -> None:
    bench = open_list(name, whole)
    readme = bench.with_room(2)
    (first, first_pull), (second, second_pull) = map(bench.propose, PAPERS[name])

    bench.merge(first_pull)

    assert bench.hub.pull(second_pull).mergeable
    _assert_added(readme, bench.readme(branch_name(second)), *PAPERS[name])
    bench.assert_settled(first, second)
    bench.merge(second_pull)
    _assert_added(readme, bench.readme(), *PAPERS[name])
    listed = parse_catalog(bench.store(), bench.form).papers
    assert {first, second} <= {paper.issue for paper in listed}
    bench.assert_settled(first, second)


# By list: what a maintainer rewrites in an entry, and which field of which paper says so then.
EDITS = {
    "long-context": ("_Zican Dong, Tianyi Tang", "_Zican Dong, Ada Tang", "authors", "Ada Tang"),
    "gui-agents": ("Publisher: arXiv", "Publisher: UIST 2026", "publisher", "UIST 2026"),
    "llm-security": ("2023-06, AAAI(Oral) 24", "2023-07, AAAI(Oral) 24", "date", "2023-07"),
    "deep-learning-papers": ("(2014), J. Yosinski", "(2013), J. Yosinski", "date", "2013"),
    "gnn-papers": ("AI Open 2020", "AI Open 2021", "venue", "AI Open 2021"),
    "cvpr-papers": ("abs/2312.02134", "abs/2312.99999", "links", "abs/2312.99999"),
}


@pytest.mark.parametrize("name", chosen(LISTS, *ODD))
def test_what_people_write_into_the_readme_stands_and_is_taken_over(
    open_list: Open, name: str
) -> None:
    bench, (paper, other) = open_list(name), PAPERS[name]
    issue, pull = bench.propose(paper)
    old, new, field, value = EDITS[name]
    store = bench.store()
    bench.edit_readme(old, new)
    bench.write_above(PROSE)
    readme = bench.readme()

    bench.run(None, "push", None)
    later, later_pull = bench.propose(other)

    for number, proposed in ((issue, [paper]), (later, [other])):
        _assert_added(readme, bench.readme(branch_name(number)), *proposed)
        _assert_one_record(bench, store, bench.store(branch_name(number)), number)
    mended = bench.maintained()
    assert bench.readme() == readme
    before, after = (parse_catalog(text, bench.form).papers for text in (store, mended))
    (changed,) = [each for each in after if each not in before]
    assert value in str(changed.get(field))
    assert len(before) == len(after)
    for number in (pull, later_pull):
        assert bench.hub.pull(number).mergeable
        bench.merge(number)
    _assert_added(readme, bench.readme(), paper, other)
    bench.assert_settled(issue, later)


@pytest.mark.parametrize("name", chosen(LISTS, *EVEN))
def test_a_paper_that_people_list_in_the_readme_alone_is_known_and_taken_over(
    open_list: Open, name: str
) -> None:
    bench, paper = open_list(name), PAPERS[name][0]
    issue, _ = bench.propose(paper)
    readme = bench.readme(branch_name(issue))
    bench.hub.commit_files("main", {bench.form.list.readme: readme}, "List it by hand")

    bench.run(issue)

    assert "duplicate" in bench.comment(issue).splitlines()[0]
    assert bench.hub.pulls()[0].state == "closed"
    store = bench.maintained()
    assert str(paper.answers.get("title", "What GUI Agents Forget")) in store
    assert bench.readme() == readme
    bench.assert_settled(issue)


# By list: how the title of an entry begins that a maintainer takes out.
GONE = {
    "long-context": "One Thousand and One Pairs",
    "llm-security": "Detecting Language Model Attacks with Perplexity",
    "deep-learning-papers": "Decaf: A deep convolutional activation",
}


@pytest.mark.parametrize("name", chosen(GONE, "llm-security"))
def test_an_entry_that_people_take_out_of_the_readme_goes_from_the_store(
    open_list: Open, name: str
) -> None:
    bench, (paper, _) = open_list(name), PAPERS[name]
    title = GONE[name]
    (line,) = (each for each in bench.readme().splitlines(True) if title in each)
    bench.edit_readme(line, "")
    _, pull = bench.propose(paper)
    bench.merge(pull)  # the store changes before anybody looks
    readme, before = bench.readme(), parse_catalog(bench.store(), bench.form).papers

    store = bench.maintained()

    assert bench.readme() == readme
    after = parse_catalog(store, bench.form).papers
    assert [each.title.startswith(title) for each in before if each not in after] == [True]
    assert [each for each in before if each in after] == [*after]
    (taken_over,) = (each for each in bench.hub.pulls() if each.head == REFRESH_BRANCH)
    assert title in (taken_over.body or "")
    assert ": taken out" in (taken_over.body or "")
    bench.assert_settled()


def test_an_earlier_readme_that_nobody_can_read_says_nothing(open_list: Open) -> None:
    bench = open_list("llm-security")
    title = GONE["llm-security"]
    text, path = bench.readme(), bench.form.list.readme
    (line,) = (each for each in text.splitlines(True) if title in each)
    broken = text.encode() + b"\xe9\n"
    without = text.replace(line, "")
    bench.hub.commit_files("main", {path: broken}, "Save it in another encoding")
    bench.hub.commit_files("main", {path: without}, "Mend that, and take one out")

    store = bench.maintained()

    assert title not in store
    assert bench.readme() == without
    bench.assert_settled()


def test_a_paper_that_people_write_into_the_store_comes_into_the_readme(open_list: Open) -> None:
    bench = open_list("llm-security")
    text, records = bench.readme(), json.loads(bench.store())
    records.append({**records[0], "title": "Written by Hand", "links": []})
    records[-1]["links"] = [
        {"label": "arXiv", "kind": "Paper", "url": "https://arxiv.org/abs/2610.09999"}
    ]
    store = json.dumps(records, indent=2, ensure_ascii=False) + "\n"
    bench.hub.commit_files("main", {bench.form.list.data: store}, "By hand")

    assert bench.maintained() == store

    (line,) = added(text, bench.readme())
    assert line.startswith('- "Written by Hand"')
    bench.assert_settled()


@pytest.mark.parametrize("name", chosen(LISTS, *ODD))
def test_what_a_maintainer_writes_into_the_entry_on_the_branch_stays(
    open_list: Open, name: str
) -> None:
    bench, (paper, other) = open_list(name), PAPERS[name]
    issue, pull = bench.propose(paper)
    branch, title = branch_name(issue), _title(paper)
    bench.edit_readme(title, f"{title}, Reworded", branch)
    readme = bench.readme(branch)
    bench.run(issue)
    assert bench.readme(branch) == readme
    assert f"{title}, Reworded" in bench.store(branch)
    _, second = bench.propose(other)

    bench.merge(second)

    assert f"{title}, Reworded" in bench.readme(branch)
    assert bench.hub.pull(pull).mergeable
    bench.assert_settled(issue)
    bench.merge(pull)
    assert bench.readme().count(f"{title}, Reworded") == readme.count(f"{title}, Reworded")
    assert f"{title}, Reworded" in bench.store()
    bench.assert_settled(issue)


def _title(paper: Paper) -> str:
    return paper.answers.get("title") or paper.title.partition("] ")[2]


@pytest.mark.parametrize("name", chosen(LISTS, *EVEN))
def test_what_a_maintainer_writes_beside_the_entry_on_the_branch_is_not_lost(
    open_list: Open, name: str
) -> None:
    bench, (paper, other) = open_list(name), PAPERS[name]
    issue, pull = bench.propose(paper)
    branch = branch_name(issue)
    bench.write_above(PROSE, branch)
    bench.run(issue)
    assert PROSE in bench.readme(branch)
    _, second = bench.propose(other)

    bench.merge(second)

    assert PROSE in bench.readme(branch)
    bench.assert_settled(issue)
    if bench.hub.pull(pull).mergeable:
        bench.merge(pull)
        assert PROSE in bench.readme()
        bench.assert_settled(issue)
