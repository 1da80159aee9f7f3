"""The sections that a paper may be put in are read from the headings of README.md."""

from __future__ import annotations

import pytest

from bot.errors import BrokenState
from bot.listing.describe import read_description
from bot.listing.description import Description
from bot.listing.headings import read_sections
from bot.listing.listed import read_readme
from tests.listing.lists import BESIDE, READMES, description, with_entry

README = """# Title
## Papers
Some words.
### First
- A
#### Within the first
- B
### Over others
#### Not a level that counts
### Empty
```
### In a fence
```
### First
- C
## Other
### Not a paper
"""


def described(headings: str) -> Description:
    sections = f'order: append\nsections: {{by: area, headings: "{headings}"}}'
    return read_description(with_entry("- {title}").replace("order: append", sections))


@pytest.mark.parametrize(
    ("headings", "wanted"),
    [
        ("3", ("First", "Over others", "Empty")),
        ("3-4", ("First", "Within the first", "Not a level that counts", "Empty")),
    ],
)
def test_a_heading_over_others_is_a_section_where_entries_stand_right_below_it(
    headings: str, wanted: tuple[str, ...]
) -> None:
    assert read_sections(README, described(headings)) == wanted


def test_a_list_without_headings_has_no_sections_in_its_readme() -> None:
    assert read_sections(README, read_description(with_entry("- {title}"))) == ()


def test_a_readme_without_the_part_for_papers_is_named() -> None:
    with pytest.raises(BrokenState, match="no heading begins with “## Papers”"):
        read_sections("# Title\n", described("3"))


@pytest.mark.skipif(not BESIDE.is_dir(), reason="the READMEs of other lists are not here")
@pytest.mark.parametrize("name", sorted(READMES.keys() - {"gui-agents"}))
def test_every_section_of_a_real_list_that_has_entries_can_be_chosen(name: str) -> None:
    content = (BESIDE / READMES[name]).read_bytes()
    entries = read_readme(content, description(name), "README.md").entries
    sections = read_sections(content.decode(), description(name))
    assert {entry.section[-1] for entry in entries} <= {*sections}
