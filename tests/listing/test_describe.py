"""A description: what is accepted, and every flaw at once, with its line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.listing.describe import read_description, stand_in
from bot.listing.schema import json_schema
from bot.listing.strict_yaml import BrokenDescription
from tests.listing.lists import BESIDE, FIELDS, OWN, with_entry
from tests.paths import PROJECT

DESCRIPTIONS = [
    *sorted(OWN.glob("*.yml")),
    *(sorted((BESIDE / "configs").glob("*.yml")) if BESIDE.is_dir() else []),
]
SCHEMA = PROJECT / "docs" / "paper-bot.schema.json"


@pytest.mark.parametrize("path", DESCRIPTIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_description_of_a_real_list_is_accepted(path: Path) -> None:
    text = path.read_text("utf-8")
    described = read_description(text)
    assert described.list.name in text
    assert {name for name in described.fields if f"{name}:" not in text} == set()


def test_the_published_schema_is_the_one_of_the_classes() -> None:
    assert json.loads(SCHEMA.read_text("utf-8")) == json_schema(), "make schema writes it anew"


def _checked(*files: Path) -> int:
    """Return the exit code of a check of files by the schema, as editors do it."""
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(SCHEMA)]
    command += map(str, files)
    return subprocess.run(command, capture_output=True, check=False).returncode


def test_the_schema_accepts_descriptions_of_real_lists_and_refuses_what_the_bot_does(
    tmp_path: Path,
) -> None:
    assert _checked(*DESCRIPTIONS) == 0
    wrong = tmp_path / "wrong.yml"
    wrong.write_text("version: 1\nlist: {nme: x}\nfields: {}\n", "utf-8")
    assert _checked(wrong) == 1


def test_flags_numbers_and_short_forms_are_read() -> None:
    text = with_entry("- {title}").replace(
        "{kind: title}", "{kind: title, required: false, longest: 90, also: [Name]}"
    )
    text = text.replace(
        "order: append", "order: append\nsections: {by: area, groups: [{title: A}]}"
    )
    described = read_description(text)
    title = described.fields["title"]
    assert (title.required, title.longest, title.also) == (False, 90, ("Name",))
    assert described.sections
    assert [dict(group.title) for group in described.sections.groups] == [{"": "A"}]


def test_a_name_that_becomes_that_of_a_file_is_small_letters() -> None:
    text = with_entry("- {title}").replace(
        "order: append",
        "order: append\nsections: {by: area, groups: [{title: A, name: ../A}]}",
    )
    (flaw,) = [each for each in _flaws(text) if "sections.groups" in each]
    assert flaw.endswith("is “../A”; wanted is small letters, digits and hyphens")


def _flaws(text: str) -> list[str]:
    with pytest.raises(BrokenDescription) as caught:
        read_description(text)
    return [f"{flaw.line}: {flaw.message}" for flaw in caught.value.flaws]


def test_every_flaw_is_said_at_once_with_line_what_was_read_and_what_is_wanted() -> None:
    text = """version: 2
list: {nme: x, pages: [{file: ../x}]}
fields:
  title: {kind: titel}
  date: {kind: date, precision: week, required: yes, also: x}
  tags: {kind: tags, most: -1, colour: red}
  x: {label: X}
sections: {by: date, headings: 3 to 5, groups: [{title: A, before: soon}]}
"""
    assert _flaws(text) == [
        "1: version 2 is for a newer bot: update the line `uses:`",
        "2: list.name is missing",
        "2: list.nme is no key here; did you mean name?",
        "2: list.pages.1.file is “../x”; wanted is the path of a file in the list's repository",
        "4: fields.title.kind is titel; did you mean title?",
        "5: fields.date.also is “x”; wanted is a list",
        "5: fields.date.precision is “week”; wanted is day, month or year",
        "5: fields.date.required is “yes”; wanted is true or false",
        "6: fields.tags.colour is no key here; did you mean colours?",
        "6: fields.tags.most is “-1”; wanted is a whole number",
        "7: fields.x is a map; wanted is a map with a kind",
        "8: sections.groups.1.before is “soon”; wanted is a day, such as 2022-11-30",
        "8: sections.headings is “3 to 5”; wanted is a level of headings, such as 3, or two, such "
        "as 3-5",
    ]


@pytest.mark.parametrize(
    ("old", "new", "flaw"),
    [
        ("kind: title", "kind: text", "of kind title there is none"),
        ("kind: text}", "kind: title}", "of kind title there are title, remark"),
        ("{kind: tags}", "{kind: tags, least: 3, most: 2}", "tags has at least 3 and at most 2"),
        ("precision: month", "shown-as: '%Q'", "%Q is no part of a date"),
        ("precision: month", "shown-as: '%d'", "names no year"),
        ("order: append", "sections: {by: place, headings: 3}", "place is no field"),
        ("order: append", "sections: {by: area, headings: 5-3}", "wanted is 3-5"),
        ("order: append", "sections: {by: area}", "neither headings"),
        ("{kind: link}", "{kind: link, first-of: [url]}", "url is no field of kind link"),
        ("order: append", "also-in: [{under: '# News', by: day, entry: '{title}'}]", "day is no"),
        ("order: append", "also-in: [{under: '# News', entry: '{venue}'}]", "no title stands"),
    ],
)
def test_parts_that_do_not_go_together_are_said(old: str, new: str, flaw: str) -> None:
    text = with_entry("- {title}")
    assert old in text
    assert any(flaw in said for said in _flaws(text.replace(old, new, 1)))


def test_a_list_in_place_needs_the_template_of_an_entry() -> None:
    assert _flaws(FIELDS) == [
        "2: the list is shown in-place, and entry is missing: the template of one"
    ]


def test_an_order_by_date_needs_a_date() -> None:
    text = with_entry("- {title}").replace("order: append", "order: newest")
    assert _flaws("\n".join(line for line in text.split("\n") if "kind: date" not in line)) == [
        "17: order is newest, and no field is of kind date"
    ]


@pytest.mark.parametrize("text", ["", "- a\n", "x", "[]"])
def test_what_is_no_map_is_said(text: str) -> None:
    (flaw,) = _flaws(text)
    assert "the file" in flaw
    assert "wanted is a map" in flaw


_FAULTY = """version: 1
list: {name: Papers, language: zh, shown: sideways}
submission: {label: add-paper, title: "[Add]", asks: [none]}
fields: {title: {kind: titel}}
"""


@pytest.mark.parametrize(
    ("text", "label", "title", "language"),
    [
        (_FAULTY, "add-paper", "[Add]", "zh"),
        (_FAULTY.replace("language: zh", "language: chinese"), "add-new-paper", "", "en"),
        ("list: {", "add-new-paper", "", "en"),
        ("", "add-new-paper", "", "en"),
    ],
)
def test_what_a_broken_description_says_of_submissions_is_kept(
    text: str, label: str, title: str, language: str
) -> None:
    known = stand_in(text)
    assert (known.submission.label, known.submission.title) == (label, title)
    assert known.list.language == language


def test_a_description_for_a_newer_bot_says_what_to_update() -> None:
    newer = "version: 2\nlist: {name: A}\nfields:\n  title: {kind: title}\nentry: '{title}'\n"
    with pytest.raises(BrokenDescription) as broken:
        read_description(newer)
    assert "line 1: version 2 is for a newer bot: update the line `uses:`" in str(broken.value)
