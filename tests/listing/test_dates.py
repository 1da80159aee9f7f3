"""Dates in the form that a list shows."""

from __future__ import annotations

import pytest

from bot.listing.induction.looks import date_form
from bot.listing.template.dates import date_forms, usual_date


def _read(form: str, text: str) -> str | None:
    return date_forms(form, "day")[10].read(text)


@pytest.mark.parametrize("text", ["7 Nov 2016", "07 nov 2016", "7 NOV 2016"])
def test_a_month_is_read_in_any_case(text: str) -> None:
    assert _read("%d %b %Y", text) == "2016-11-07"
    assert usual_date(text, "day") == "2016-11-07"


def test_the_fourth_letter_of_september_may_be_there() -> None:
    assert usual_date("Sept. 5, 2017", "day") == usual_date("5 sept 2017", "day") == "2017-09-05"


@pytest.mark.parametrize(
    ("form", "shown", "coarser"),
    [
        ("%-d %b %Y", "4 Apr 2023", "Apr 2023"),
        ("%Y/%-m/%-d", "2023/4/4", "2023/4"),
        ("%B %-d, %Y", "April 4, 2023", "April 2023"),
        ("%d.%m.%Y", "04.04.2023", "04.2023"),
    ],
)
def test_a_day_is_written_with_a_zero_or_without(form: str, shown: str, coarser: str) -> None:
    forms = date_forms(form, "day")
    assert forms[10].write("2023-04-04") == shown
    assert forms[10].read(shown) == "2023-04-04"
    assert forms[7].write("2023-04") == coarser


@pytest.mark.parametrize("form", ["%-d %d %Y", "%-x %Y", "%-Y-%m"])
def test_a_form_that_says_a_day_twice_or_something_unknown_is_refused(form: str) -> None:
    with pytest.raises(ValueError, match=r"twice|no part of a date"):
        date_forms(form, "day")


def test_a_list_whose_days_have_no_zero_is_proposed_that_form() -> None:
    assert date_form(["4 Apr 2023", "15 May 2023", "1 Jun 2023"])[0] == "%-d %b %Y"
    assert date_form(["04 Apr 2023", "15 May 2023", "1 Jun 2023"])[0] == "%d %b %Y"
