"""news.json is read newest first, or refused with all that is wrong with it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.news import News, read_news
from bot.catalog.strict_json import BrokenFile
from bot.config import LONGEST_NEWS, MOST_NEWS
from bot.text.clean import clean, one_line
from tests.beside import records
from tests.paths import PROJECT

CORPUS = [
    (record[part] or "")[:3000]
    for record in records("hostile/corpus.jsonl", "id")
    for part in ("title", "body")
]


def read(*entries: Any) -> tuple[News, ...]:
    return read_news(json.dumps(entries, indent=2))


@given(st.lists(st.dates(), max_size=8))
def test_news_stand_newest_first_and_of_one_day_as_in_the_file(days: list[dt.date]) -> None:
    entries = [{"date": str(day), "text": str(place)} for place, day in enumerate(days)]
    order = sorted(range(len(days)), key=lambda place: (-days[place].toordinal(), place))
    assert read(*entries) == tuple(News(days[place], str(place)) for place in order)


def test_an_address_is_optional() -> None:
    (news,) = read({"date": "2024-09-06", "text": "Out.", "url": "https://x.example/a(1)"})
    assert news == News(dt.date(2024, 9, 6), "Out.", "https://x.example/a(1)")


@pytest.mark.parametrize(
    ("entry", "line", "said"),
    [
        ({"text": "A"}, 2, "entry 1.date: missing"),
        ({"date": "2024-13-01", "text": "A"}, 3, "entry 1.date: no day of the calendar"),
        ({"date": None, "text": "A"}, 3, "entry 1.date: not a date in the form 2024-10-14"),
        ({"date": "2024-09-06"}, 2, "entry 1.text: missing"),
        ({"date": "2024-09-06", "text": "<!-- x -->"}, 4, "entry 1.text: empty"),
        ({"date": "2024-09-06", "text": "x" * (LONGEST_NEWS + 1)}, 4, "longer than 300"),
        ({"date": "2024-09-06", "text": "A", "url": "javascript:a"}, 5, "not a web address"),
        ({"date": "2024-09-06", "text": "A", "url": "https://x y"}, 5, "not a web address"),
        ({"date": "2024-09-06", "text": "A", "link": "x"}, 5, "no such field in this file"),
        ("A", 2, "entry 1: not an object"),
    ],
)
def test_a_fault_is_named_by_its_line(entry: Any, line: int, said: str) -> None:
    with pytest.raises(BrokenFile) as broken:
        read(entry)
    (found,) = broken.value.faults
    assert found.startswith(f"news.json, line {line}: ")
    assert said in found


def test_more_news_than_a_page_shows_are_refused() -> None:
    entry = {"date": "2024-09-06", "text": "A"}
    assert len(read(*[entry] * MOST_NEWS)) == MOST_NEWS
    with pytest.raises(BrokenFile):
        read(*[entry] * (MOST_NEWS + 1))


def test_a_hostile_text_is_cleaned_or_refused() -> None:
    for text in CORPUS:
        shown = one_line(clean(text))
        told = json.dumps([{"date": "2024-09-06", "text": text}])
        if 0 < len(shown) <= LONGEST_NEWS:
            assert read_news(told)[0].text == shown
        else:
            with pytest.raises(BrokenFile, match=r"line 1: entry 1.text: (empty|longer)"):
                read_news(told)


def test_our_own_news_are_in_order() -> None:
    assert len(read_news((PROJECT / "news.json").read_text("utf-8"))) >= 3
