"""What doctor says of a README that is its list's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.listing import read_description
from bot.outputs import Templates, make_forms
from localhub import LocalHub
from tests.doctor.looking import DESCRIPTION_FILE, look, verdicts
from tests.lists_on_hub import SMALL_LIST

README = """# Papers on Heads

## Papers

### Surveys

- [Attention Heads of Large Language Models](https://arxiv.org/abs/2409.03752), 2024

### Attacks

- [Retrieval Head Mechanistically Explains Long-Context](https://arxiv.org/abs/2404.15574), 2024

## License
"""
FORMS = make_forms(read_description(SMALL_LIST), Templates(), ("Surveys", "Attacks"))
KEPT = "- *Heads, see the [third](https://example.org/3) of* **all**\n"


@contextmanager
def listed(
    folder: Path, readme: str = README, description: str = SMALL_LIST, name: str = "README.md",
    **more: str,
) -> Iterator[LocalHub]:  # fmt: skip
    """Serve a list that no workflow serves: its own files are all that counts here."""
    files = {**FORMS, DESCRIPTION_FILE: description, name: readme, **more}
    with LocalHub.create(folder, files) as hub:
        yield hub


def of_list(hub: LocalHub) -> dict[str, str]:
    """Return the verdicts on the list that are not "ok"."""
    return {code: each for code, each in verdicts(look(hub)).items() if code != "bot"}


def test_a_list_is_what_its_readme_says_before_it_has_a_store(tmp_path: Path) -> None:
    with listed(tmp_path) as hub:
        checks = look(hub)
        assert of_list(hub) == {}
    assert checks["papers"].found == (
        "papers.json is not there yet: the list is what README.md says, 2 papers"
    )
    assert checks["readme"].found == f"README.md is the list's own, {len(README)} bytes"
    assert checks["sections"].found == "sections are found: Surveys, Attacks"
    assert checks["entries"].found == "2 of 2 entries are read with fields (100%)"


@pytest.mark.parametrize("name", ["docs/LIST.md", "readme.md", "papers/README.markdown"])
def test_a_readme_of_another_name_is_found_by_the_description_alone(
    tmp_path: Path, name: str
) -> None:
    described = SMALL_LIST.replace("README.md", name)
    with listed(tmp_path, description=described, name=name) as hub:
        assert of_list(hub) == {}
        assert look(hub)["readme"].found.startswith(f"{name} is the list's own")


def test_a_readme_that_is_not_where_the_description_says_is_named(tmp_path: Path) -> None:
    with listed(tmp_path, name="docs/README.md") as hub:
        checks = look(hub)
    assert checks["readme"].verdict == "wrong"
    assert checks["readme"].found == "README.md is not there; there is docs/README.md"
    assert "readme: in .github/paper-bot.yml on main" in (checks["readme"].change or "")


def test_a_renamed_heading_over_all_entries_is_named(tmp_path: Path) -> None:
    with listed(tmp_path, README.replace("## Papers", "## The Papers")) as hub:
        checks = look(hub)
    assert checks["sections"].verdict == "wrong"
    assert "no heading begins with “## Papers”" in checks["sections"].found
    assert checks["readme"].verdict == checks["entries"].verdict == "unknown"


def test_headings_of_another_level_are_named(tmp_path: Path) -> None:
    described = SMALL_LIST.replace('headings: "3"', 'headings: "4"')
    with listed(tmp_path, description=described) as hub:
        check = look(hub)["sections"]
    assert check.verdict == "wrong"
    assert check.found == "README.md has no heading of level 4 where the entries stand"


def test_groups_and_second_places_that_the_readme_has_lost_are_named(tmp_path: Path) -> None:
    grouped = SMALL_LIST.replace(
        'sections: {by: section, headings: "3"}',
        """sections:
  by: section
  groups:
    - {name: surveys, title: Surveys}
    - {name: defences, title: Defences}
also-in:
  - {under: "### News", entry: "- [{title}]({link})"}""",
    )
    with listed(tmp_path, description=grouped) as hub:
        check = look(hub)["sections"]
    assert check.verdict == "wrong"
    assert check.found == "README.md has no heading “Defences”, “### News”"


def test_a_group_for_each_year_needs_no_heading_of_its_own_name(tmp_path: Path) -> None:
    dated = SMALL_LIST.replace(
        'sections: {by: section, headings: "3"}',
        'sections: {by: date, headings: "3", groups: [{title: "Papers of {year}"}]}',
    )
    readme = README.replace("### Surveys", "### Papers of 2024").replace("### Attacks\n\n", "")
    with listed(tmp_path, readme, dated) as hub:
        checks = look(hub)
    assert (checks["sections"].verdict, checks["sections"].found) == (
        "ok",
        "sections are found: Papers of 2024",
    )


@pytest.mark.parametrize(("kept", "verdict"), [(1, "look"), (0, "ok")])
def test_entries_that_no_template_reads_are_counted(
    tmp_path: Path, kept: int, verdict: str
) -> None:
    readme = README.replace("\n### Attacks", KEPT * kept + "\n### Attacks")
    with listed(tmp_path, readme) as hub:
        check = look(hub)["entries"]
    assert check.verdict == verdict
    if kept:
        assert check.found == (
            "2 of 3 entries are read with fields (67%); 1 kept as written, the first in line 8"
        )


def test_nine_of_ten_entries_are_enough(tmp_path: Path) -> None:
    line = README.splitlines(keepends=True)[6]
    more = "".join(line.replace("Attention", f"Attention {n}").replace("2409.03752", f"2409.0{n}")
                   for n in range(3000, 3008))  # fmt: skip
    with listed(tmp_path, README.replace(line, line + more + KEPT)) as hub:
        check = look(hub)["entries"]
    assert (check.verdict, check.found.startswith("10 of 11 entries")) == ("ok", True)


def test_a_readme_without_entries_is_to_be_looked_at(tmp_path: Path) -> None:
    with listed(tmp_path, "# Papers on Heads\n\n## Papers\n\n### Surveys\n\n### Attacks\n") as hub:
        assert of_list(hub) == {"entries": "look"}


def test_a_readme_that_github_cuts_is_to_be_looked_at(tmp_path: Path) -> None:
    long = README + "Prose that goes on.\n" * 26_000
    with listed(tmp_path, long) as hub:
        checks = look(hub)
        assert of_list(hub) == {"readme": "look"}
    assert f"README.md has {len(long):,} bytes" in checks["readme"].found


def test_papers_that_the_readme_lacks_are_named(tmp_path: Path) -> None:
    store = """[
  {
    "title": "A Paper That Nobody Has Put In",
    "date": "2024",
    "section": "Surveys",
    "link": "https://arxiv.org/abs/2404.00001"
  }
]
"""
    with listed(tmp_path, **{"papers.json": store}) as hub:
        checks = look(hub)
        assert of_list(hub) == {"readme": "wrong"}
    assert checks["readme"].found == "README.md lacks papers that are in papers.json"


def test_a_form_that_lacks_a_new_section_is_named(tmp_path: Path) -> None:
    with listed(tmp_path, README.replace("\n## License", "\n### Defences\n\n## License")) as hub:
        checks = look(hub)
        assert of_list(hub) == {"forms": "wrong"}
    assert checks["forms"].found.endswith(": .github/ISSUE_TEMPLATE/add-new-paper.yml")
