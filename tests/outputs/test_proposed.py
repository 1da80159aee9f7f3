"""A list of any README gets a description that can be used as it is."""

from __future__ import annotations

import datetime as dt

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.catalog import Catalog, parse_catalog, with_readme
from bot.errors import BrokenReadme
from bot.outputs import Configured, configured, proposed, readme_of, readme_with
from tests.paths import PROJECT
from tests.tiers import thorough

LISTS = PROJECT / "tests" / "data" / "lists"
SOURCES = [path.read_text("utf-8") for path in sorted(LISTS.rglob("*.md"))]
MOST_LINES = 40
TODAY = dt.date(2026, 11, 30)
SIGNS = [
    *("`", "*", "_", "[", "]", "(", ")", "{", "}", "<", ">", "|", "#", ":", '"', "'", "\\", "&"),
    *("\r", "\t", "\0", "\ufeff", "\u2028", "\u202e", "{{", "{?", "${{ x }}", "<!--", "-->", "```"),
    *("@octo ", "## ", "- ", "  ", "None", "论文"),
]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Draw some lines of real lists, which are cut, joined, moved, and have signs put in."""
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 2))):
        source = draw(st.sampled_from(SOURCES)).splitlines(keepends=True)
        start = draw(st.integers(0, len(source) - 1))
        lines += source[start : start + draw(st.integers(1, MOST_LINES))]
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        begin = draw(st.integers(0, len(line)))
        end = draw(st.integers(begin, len(line)))
        other = draw(st.integers(0, len(lines) - 1))
        changes = {
            "cut": line[:begin] + line[end:],
            "join": line.rstrip("\n"),
            "twice": line * 2,
            "move": lines[other] + line,
            "sign": line[:begin] + draw(st.sampled_from(SIGNS)) + line[begin:],
            "end": line.replace("\n", "\r\n"),
        }
        lines[at] = changes[draw(st.sampled_from(sorted(changes)))]
    return "".join(lines)


def made_of(readme: str) -> Configured:
    """Return what is proposed for a README that is no file in which a merge was stopped."""
    try:
        return proposed({"README.md": readme}.get, "Papers")
    except BrokenReadme as broken:
        assume("mark of a conflict" not in str(broken))
        raise


def list_of(made: Configured, readme: str) -> Catalog:
    """Return the list that comes with a proposal."""
    return with_readme(parse_catalog(made.files["papers.json"], made.form), readme)


@settings(max_examples=60, deadline=None)
@given(mutated())
def test_what_is_proposed_is_what_comes_with_its_own_description(readme: str) -> None:
    made = made_of(readme)
    again = configured({"README.md": readme}.get, made.text)
    assert (again.form, again.files, again.look) == (made.form, made.files, made.look)
    assert "README.md" not in made.files
    assert readme_of(readme, list_of(made, readme)) == readme


@thorough
@settings(max_examples=60, deadline=None)
@given(mutated())
def test_one_more_paper_changes_no_line_that_is_there(readme: str) -> None:
    made = made_of(readme)
    before = list_of(made, readme)
    assume(before.papers)
    title = {made.form.roles.title: "What Nobody Has Written Yet"}
    after = before.with_paper(before.papers[-1].with_values(title))
    try:
        grown = readme_with(readme, before, after, TODAY)
    except BrokenReadme:
        return  # which says what is in the way
    old, new = ([line.rstrip("\r\n") for line in text.split("\n")] for text in (readme, grown))
    more = len(new) - len(old)
    at = next((at for at, line in enumerate(old) if line != new[at]), len(old))
    assert more > 0
    assert new[:at] + new[at + more :] == old
    assert any("What Nobody Has Written Yet" in line for line in new[at : at + more])


def test_a_heading_without_words_ends_what_is_above_it() -> None:
    entries = "".join(
        f"- [A Paper on {number} Things](https://arxiv.org/abs/2401.0000{number})\n"
        for number in range(4)
    )
    readme = (
        f"## Papers\n\n##\n\n### Ants\n\n{entries}\n### Bees\n\n{entries.replace('2401', '2402')}"
    )
    made = made_of(readme)
    assert made.look.read == 8
    assert "- Bees" in made.files[".github/ISSUE_TEMPLATE/add-new-paper.yml"]


def test_a_heading_without_words_is_no_section() -> None:
    entries = "".join(
        f"- [A Paper on {number} Things](https://arxiv.org/abs/2401.0000{number})\n"
        for number in range(4)
    )
    made = made_of(f"{entries}\n##\n\n{entries.replace('2401', '2402')}")
    assert made.look.read == 8
    assert made.form.sections is None
