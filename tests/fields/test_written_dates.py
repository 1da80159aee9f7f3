"""Dates in the forms that people write: read, left open, or sent back with a word on why."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.fields.written_dates import Day, Partial, Unclear, find_date, find_dates

WRITTEN_DAYS = [
    "2025-01-14",
    "2025-1-14",
    "2025/01/14",
    "2025/1/14",
    "2025.01.14",
    "2025 - 01 - 14",
    "20250114",
    "2025-01-14T09:30:00Z",
    "14 Jan 2025",
    "14 January 2025",
    "14th January, 2025",
    "14-Jan-2025",
    "Jan 14, 2025",
    "Jan. 14 2025",
    "January 14th, 2025",
    "JANUARY 14, 2025",
    "2025 Jan 14",
    "2025-Jan-14",
    "14/01/2025",
    "01/14/2025",
    "14.1.2025",
    "2025年1月14日",
    "2025 年 1 月 14 日",
    "２０２５－０１－１４",
    "2025–01–14",
    "2025‑01‑14",
    "2025−01−14",
    "2025—1—14",
    "２０２５／１／１４",
    "2025年1月14号",
    "２０２５年１月１４日",
    "Jan 14,2025",
    "January 14th,2025",
    "Jan14, 2025",
    "14th of January 2025",
    "14 of January, 2025",
    "the 14th of January 2025",
    "14Jan2025",
    "Tue, 14 Jan 2025",
    "Tuesday, January 14, 2025",
    "2025. 01. 14",
    "2025 01 14",
    "14/Jan/2025",
    "14 January, 2025",
    "Jan. 14th, 2025",
]


@pytest.mark.parametrize("text", WRITTEN_DAYS)
def test_a_day_is_read_in_each_form_that_people_use(text: str) -> None:
    assert find_date(text)[0] == Day(dt.date(2025, 1, 14))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("arXiv, 2025-01-14", "arXiv,"),
        ("EMNLP (2025-01-14)", "EMNLP ( )"),
        ("14 Jan 2025 | ICLR", "| ICLR"),
        ("ACL 2025/01/14 main", "ACL   main"),
    ],
)
def test_the_rest_of_the_line_is_given_back(text: str, rest: str) -> None:
    date, left = find_date(text)
    assert date == Day(dt.date(2025, 1, 14))
    assert left.strip() == rest


@pytest.mark.parametrize(
    "text",
    ["2025", "2025-01", "2025/1", "01/2025", "Jan 2025", "January, 2025", "2025 January",
     "2025年1月", "2025.01", "2025.1", "Jan-2025", "January of 2025"],
)  # fmt: skip
def test_a_month_or_a_year_alone_is_partial(text: str) -> None:
    assert find_date(text) == (Partial(text), " ")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("03/04/2025", "ambiguous"),
        ("3.4.2025", "ambiguous"),
        ("2025-13-01", "impossible"),
        ("2025-02-30", "impossible"),
        ("2023-02-29", "impossible"),
        ("31 April 2025", "impossible"),
        ("0000-00-00", "impossible"),
        ("2025-13", "impossible"),
        ("2025-00", "impossible"),
        ("1800-01-01", "impossible"),
        ("1800-01", "impossible"),
        ("32/13/2025", "impossible"),
        ("20251301", "impossible"),
    ],
)
def test_digits_that_name_no_day_or_two_are_never_guessed(text: str, code: str) -> None:
    date, _ = find_date(text)
    assert isinstance(date, Unclear)
    assert (date.code, date.text) == (code, text)
    assert date.why.endswith(".")
    assert "1800" not in text or "1800" in date.why


@pytest.mark.parametrize("text", ["04/04/2025", "4.4.2025"])
def test_a_day_equal_to_its_month_is_not_ambiguous(text: str) -> None:
    assert find_date(text)[0] == Day(dt.date(2025, 4, 4))


@pytest.mark.parametrize(
    "text",
    ["", "arXiv", "soon", "1739145600", "12345", "v2", "NeurIPS'24", "2402.02872", "May", "p. 1-3",
     "٢٠٢٥-٠٢-١٠", "10/02/25", "2005.01234", "9" * 400],
)  # fmt: skip
def test_what_is_no_date_stays_in_the_line(text: str) -> None:
    assert find_date(text) == (None, text)


def test_a_leap_day_exists_in_leap_years_only() -> None:
    assert find_date("2024-02-29")[0] == Day(dt.date(2024, 2, 29))
    assert isinstance(find_date("2025-02-29")[0], Unclear)


FIRST, LATER = Day(dt.date(2025, 1, 22)), Day(dt.date(2025, 3, 11))


@pytest.mark.parametrize(
    ("text", "dates", "rest"),
    [
        ("Published: 22 Jan 2025, Last Modified: 11 Mar 2025", [FIRST, LATER], ","),
        ("Last Modified: 2025-03-11, Published: 22 Jan 2025", [FIRST, LATER], ","),
        ("22 Jan 2025 (v1), last revised 11 Mar 2025 (v2)", [FIRST, LATER], ","),
        (
            "[Submitted on 22 Jan 2025 (v1), last revised 11 Mar 2025 (this version, v2)]",
            [FIRST, LATER],
            "[ , ]",
        ),
        ("Submitted on 22 Jan 2025", [FIRST], ""),
        ("arXiv, v2 11 Mar 2025, v1 22 Jan 2025", [FIRST, LATER], "arXiv, ,"),
        ("Wed, 22 Jan 2025 17:57:34 UTC", [FIRST], ""),
        ("January 22, 2025 on arXiv", [FIRST], "on arXiv"),
        ("First published 2025-01-22 at ICLR 2025", [FIRST, Partial("2025")], "at ICLR"),
        ("Submitted 2025-01-22; revised 2025-03-11; ICLR", [FIRST, LATER], "; ; ICLR"),
        ("2025-01-22, 2025-03-11", [FIRST, LATER], ","),
        ("arXiv 2024.11", [Partial("2024.11")], "arXiv"),
        ("Published at ICLR, 2025-01-22", [FIRST], "Published at ICLR,"),
        ("Preprint v2", [], "Preprint v2"),
    ],
)
def test_the_date_of_the_first_version_comes_first(
    text: str, dates: list[object], rest: str
) -> None:
    found, left = find_dates(text)
    assert found == dates
    assert " ".join(left.split()) == rest
    assert len(left) == len(text)
