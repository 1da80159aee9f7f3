"""What stands beside the list is read file by file: a broken one takes nothing else along."""

from __future__ import annotations

import pytest

from bot.catalog.page_data import NO_PAGE_DATA, PageData
from bot.errors import Fault, NotPermitted, TransientFault, UnreadableFile
from tests.ours import read_page_data

STAGES = """{"name": {"one": "stage", "many": "stages"}, "stages": [{"name": "One"}],
"heads": {"Copy Head": {"stage": "One"}}}"""
NEWS = '[{"date": "2024-09-06", "text": "Out."}]'


def read(**files: str) -> tuple[PageData, tuple[str, ...]]:
    named = {f"{name}.json": text for name, text in files.items()}
    return read_page_data(lambda name: (name, named[name]) if name in named else None)


def test_a_list_needs_none_of_it() -> None:
    assert read() == (NO_PAGE_DATA, ())
    assert NO_PAGE_DATA.stages is None
    assert NO_PAGE_DATA.news == ()


def test_a_broken_file_counts_as_not_there_and_stops_nothing_else() -> None:
    whole, no_faults = read(stages=STAGES, news=NEWS)
    assert no_faults == ()

    broken = STAGES.replace('"stage": "One"', '"stage": "Two"')
    data, faults = read(stages=broken, news=NEWS)
    assert data == PageData(None, whole.news)
    assert faults == (
        "stages.json, line 2: heads.'Copy Head'.stage: 'Two' is none of the stages declared above",
    )

    data, faults = read(stages=STAGES, news="{}")
    assert data == PageData(whole.stages, ())
    assert faults == ("news.json, line 1: not a list",)


def test_what_is_no_text_is_a_finding() -> None:
    def refuses(name: str) -> tuple[str, str] | None:
        raise UnreadableFile(f"{name} is not UTF-8")

    assert read_page_data(refuses) == (
        PageData(is_cited=True),
        ("stages.json is not UTF-8", "news.json is not UTF-8"),
    )


@pytest.mark.parametrize("fault", [TransientFault, NotPermitted])
def test_what_was_not_answered_is_not_taken_for_absent(fault: type[Fault]) -> None:
    def fails(name: str) -> tuple[str, str] | None:
        raise fault(f"no answer for {name}")

    with pytest.raises(fault):
        read_page_data(fails)


def test_a_file_that_says_how_to_cite_the_list_is_noticed() -> None:
    there = {"CITATION.cff": "title: A list"}
    data, faults = read_page_data(lambda name: (name, there[name]) if name in there else None)
    assert data == PageData(is_cited=True)
    assert faults == ()
