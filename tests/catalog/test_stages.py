"""stages.json is read whole, or refused with all that is wrong with it, each by its line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from bot.catalog.stages import Placed, Stage, unlisted
from bot.catalog.strict_json import BrokenFile
from bot.config import LONGEST_TAG
from bot.text.clean import clean, one_line
from tests.beside import records
from tests.ours import parse_catalog, read_stages, tag_key
from tests.paths import PROJECT, SHARED
from tests.strings import ANYTHING

OURS = PROJECT / "stages.json"
CORPUS = [
    (record[part] or "")[:3000]
    for record in records("hostile/corpus.jsonl", "id")
    for part in ("title", "body")
]
SEED = SHARED / "seed" / "stages.json"
TEXT = """{
  "name": {"one": "stage", "many": "stages"},
  "source": {"text": "A Survey", "url": "https://arxiv.org/abs/2409.03752"},
  "stages": [
    {"name": "First", "about": "What comes first."},
    {"name": "Second"}
  ],
  "heads": {
    "Copy Head": {"stage": "First", "group": "Copying", "evidence": "figure"},
    "Mover Head": {"stage": "Second"}
  }
}
"""


def faults(text: str) -> list[str]:
    with pytest.raises(BrokenFile) as broken:
        read_stages(text)
    return [*broken.value.faults]


def test_a_grouping_is_read_with_its_words_source_stages_and_places() -> None:
    read = read_stages(TEXT)

    assert (read.one, read.many) == ("stage", "stages")
    assert (read.source, read.source_url) == ("A Survey", "https://arxiv.org/abs/2409.03752")
    assert read.stages == (Stage("First", "What comes first."), Stage("Second", ""))
    assert read.place("Copy Head") == Placed("First", "Copying", "", "figure")


@pytest.mark.parametrize("spelling", ["copy heads", "Copy-Head", "COPY"])
def test_a_head_is_found_however_it_is_spelled(spelling: str) -> None:
    place = read_stages(TEXT).place(spelling)
    assert place is not None
    assert place.stage == "First"


def test_a_head_that_is_not_named_has_no_place() -> None:
    assert read_stages(TEXT).place("Other Head") is None


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('"one": "stage", ', "", 2, "name.one: missing"),
        ('"stages": [', '"steps": [], "stages": [', 4, "steps: no such field in this file"),
        ('"First", "about"', '"", "about"', 5, "stages.entry 1.name: empty"),
        (
            '{"name": "Second"}',
            '{"name": "Second"}, {"name": "Second"}',
            6,
            "'Second' stands twice",
        ),
        ('{"name": "Second"}', '{"name": "Second"}, {"name": "second"}', 6, "stands twice"),
        ('{"stage": "Second"}', "7", 10, "heads.'Mover Head': not an object"),
        ('{"stage": "Second"}', '{"stage": 2}', 10, "heads.'Mover Head'.stage: not a text"),
        ('{"stage": "Second"}', '{"stage": "Third"}', 10, "none of the stages declared above"),
        ('{"stage": "Second"}', '{"stage": "Second", "url": ""}', 10, "no such field"),
        ('"Mover Head"', '"copy heads"', 10, "heads.'copy heads': the same as 'Copy Head'"),
        ('"Mover Head"', '"Copy Head"', 10, "heads.'Copy Head': stands twice"),
        ('"Mover Head"', '"\\u200b"', 10, "not a name of up to 60 characters"),
        ('"Mover Head"', f'"{"x" * 61}"', 10, "not a name of up to 60 characters"),
        ("https://arxiv", "javascript:", 3, "source.url: not a web address"),
        ('"What comes first."', f'"{"x" * 601}"', 5, "longer than 600 characters"),
        ("}\n}\n", "}\n", 12, "Expecting"),
    ],
)
def test_a_fault_is_named_by_its_line(old: str, new: str, line: int, said: str) -> None:
    assert old in TEXT
    (found,) = faults(TEXT.replace(old, new))
    assert found.startswith(f"stages.json, line {line}")
    assert said in found


def test_all_faults_are_named_at_once_in_their_order() -> None:
    text = TEXT.replace('"one": "stage", ', "").replace('{"stage": "Second"}', "{}")
    assert faults(text) == [
        "stages.json, line 2: name.one: missing",
        "stages.json, line 10: heads.'Mover Head'.stage: missing",
    ]


def test_a_long_key_is_named_by_its_beginning_alone() -> None:
    """GitHub drops a step summary of more than a megabyte."""
    long = "x" * 100_000
    text = TEXT.replace('"Copy Head"', f'"{long}"').replace('"Mover Head"', f'"{long.upper()}"')
    found = faults(text)
    assert len(found) == 3
    assert max(map(len, found)) < 200


@given(ANYTHING, ANYTHING)
def test_any_text_of_a_stage_comes_out_clean_and_on_one_line(name: str, about: str) -> None:
    told = [f"A {name}"[:LONGEST_TAG], f"A {about}"]
    value: dict[str, Any] = json.loads(TEXT)
    value["stages"].append(dict(zip(("name", "about"), told, strict=True)))
    stage = read_stages(json.dumps(value)).stages[-1]
    assert stage == Stage(*map(one_line, map(clean, told)))


def test_a_hostile_text_is_cleaned_or_refused_wherever_it_stands() -> None:
    for text in CORPUS:
        shown = one_line(clean(text))
        value: dict[str, Any] = json.loads(TEXT)
        value["source"]["text"] = value["stages"][0]["about"] = text
        value["heads"][text] = {"stage": "First", "group": text, "evidence": text}
        if 0 < len(shown) <= LONGEST_TAG:
            read = read_stages(json.dumps(value))
            assert read.place(text) == Placed("First", shown, "", shown)
            assert [read.source, read.stages[0].about] == [shown, shown]
        else:
            with pytest.raises(BrokenFile, match="line 1: "):
                read_stages(json.dumps(value))


def test_a_head_that_no_paper_has_is_named_by_its_line() -> None:
    listed = {tag_key("Copy Heads"): 1}
    assert unlisted(TEXT, "stages.json", "heads", "Head", listed) == [
        "stages.json, line 10: heads.'Mover Head': no paper of the list has it"
    ]


# --- our own -------------------------------------------------------------------------------------


def test_every_head_of_our_file_is_on_the_list() -> None:
    listed = parse_catalog((PROJECT / "papers.json").read_text("utf-8")).tags
    known = {tag_key(head): head for head in listed}
    assert unlisted(OURS.read_text("utf-8"), "stages.json", "heads", "Head", known) == []


@pytest.mark.skipif(not SEED.is_file(), reason="the seed is not beside this repository")
def test_our_file_holds_the_facts_of_the_seed() -> None:
    seed = json.loads(Path(SEED).read_text("utf-8"))["heads"]
    read = read_stages(OURS.read_text("utf-8"))

    wanted = {
        tag_key(head): Placed(
            place["stage"], place["group"], place["survey_name"], place["evidence"]
        )
        for head, place in seed.items()
        if place["stage"]
    }
    assert len(wanted) == 37
    assert read.tags == wanted
    assert [stage.name for stage in read.stages] == [
        "Knowledge Recalling",
        "In-Context Identification",
        "Latent Reasoning",
        "Expression Preparation",
    ]
