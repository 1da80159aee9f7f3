"""A description: what is accepted, and every flaw at once, with its line."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from bot.fields import Field
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


def test_every_kind_of_field_is_told_and_is_among_the_tests_own() -> None:
    kinds = sorted(get_args(kind.hints()["kind"])[0] for kind in get_args(Field))
    told = (PROJECT / "docs" / "describing.md").read_text("utf-8").partition("| kind |")[2]
    rows = [line.split("|")[1] for line in told.partition("\n\n")[0].splitlines()[2:]]
    assert sorted(word for row in rows for word in re.findall(r"`(.+?)`", row)) == kinds
    own = read_description(with_entry("- {title}")).fields.values()
    assert sorted({field.kind for field in own}) == kinds


def test_two_readings_of_a_description_are_equal_and_look_its_keys_up_once() -> None:
    """What is kept by a description is found by one that was read anew, for each paper."""
    text = with_entry("- {title}")
    first, again = read_description(text), read_description(text)
    assert first is not again
    assert first == again
    assert first != again.replaced(entry="* {title}")
    assert all(type(each).hints() is type(each).hints() for each in (first, *first.fields.values()))


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


# Each is a text, a number or a flag for the bot, and something else for YAML.
ODD = (
    "title: {kind: title, label: true, also: [null, 1, 2024-01-02], required: 'true'}",
    "area: {kind: choice, options: [true, 3.5]}\n  title: {kind: title, ends-with: ~}",
    "venue: {kind: venue, year: 'true', longest: '9'}\n  title: {kind: title}",
    "title: {kind: title}\nsections: {by: title, groups: [{title: 2024, folded-to: '2020'}]}",
)


def test_the_schema_accepts_what_the_bot_reads_however_it_is_quoted(tmp_path: Path) -> None:
    for at, fields in enumerate(ODD):
        text = f"version: '1'\nlist: {{name: null}}\nentry: '- {{title}}'\nfields:\n  {fields}\n"
        assert read_description(text).list.name == "null"
        (tmp_path / f"{at}.yml").write_text(text, "utf-8")
    assert _checked(*tmp_path.iterdir()) == 0


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


def test_what_was_read_is_said_in_short_however_long_it_is() -> None:
    text = with_entry("- {title}").replace("kind: title", f"kind: {'x' * 9_000}")
    (flaw,) = _flaws(f"{text}{'k' * 100}: 1\n")[:1]
    assert len(flaw) < 250


def test_a_file_that_is_too_long_has_that_flaw_alone() -> None:
    assert _flaws("x" * 200_001) == ["1: 200,001 characters; wanted are at most 200,000"]


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
        ("order: append", "sections: {by: date, groups: [{title: {}}]}", "a group has no title"),
        ("{kind: link}", "{kind: link, first-of: [url]}", "url is no field of kind link"),
        ("{kind: title}", "{Kind: title}", "fields.title.Kind is no key here; did you mean kind?"),
        ("{kind: title}", "{kind: [title]}", "fields.title.kind is a list; wanted is one of"),
        ("{kind: title}", "{kind: }", "fields.title.kind is empty; wanted is one of title, date"),
        ("kind: title", "kind: title, longest: 0", "wanted is a whole number of at least 1"),
        ("[Vision, Text]", "section", "is “section”; wanted is a list, or sections"),
        ("name: Papers", "preset: table, name: Papers", "is “table”; wanted is badge-table"),
        ("version: 1", f"version: {'9' * 5000}", "wanted is 1"),
        ("remark:", "issue:", "issue is what a record calls the number of its issue"),
        ("remark:", "title.short:", "title.short is a part of title, which is a field itself"),
        ("{name:", "{data: papers.csv, name:", "wanted is a file in one of .json, .yml, .yaml"),
        ("{name:", "{readme: papers.json, name:", "list.readme and list.data are both papers.json"),
        ("{kind: tags}", "{kind: tags, index: README.md}", "list.readme and fields.tags.index are"),
        (
            "{name:",
            "{pages: [{file: README.md}, {file: README.md, language: zh}], name:",
            "list.pages.1 and list.pages.2 are both README.md; wanted are two files",
        ),
        ("order: append", "submission: {label: Duplicate}", "are both “duplicate”"),
        ("order: append", f"submission: {{retry: {'x' * 51}}}", "GitHub takes 50"),
        ("order: append", "sections: {by: links, headings: 3}", "links holds addresses"),
        (
            "order: append",
            "sections: {by: area, groups: [{title: A, name: a}, {title: B, name: a}]}",
            "two of sections.groups are named a",
        ),
        (
            "order: append",
            "sections: {by: date, groups: [{title: A, before: 2022-02-30}]}",
            "2022-02-30 is no day of the calendar",
        ),
        ("order: append", "sections: {by: area, groups: [{title: ' '}]}", "has no title"),
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


def test_sections_by_date_need_a_date() -> None:
    text = f"{with_entry('- {title}')}\nsections: {{by: date, headings: 2}}\n"
    assert read_description(text).is_by_date
    (flaw,) = _flaws("\n".join(line for line in text.split("\n") if "kind: date" not in line))
    assert flaw.endswith(": sections are by date, and no field is of kind date")


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
