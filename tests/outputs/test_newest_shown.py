"""A README of the list's own that shows the newest papers of a longer store."""

from __future__ import annotations

import datetime as dt

from bot.catalog import founded
from bot.listing import read_description
from bot.outputs import is_one_entry, readme_with, taken_out

TODAY = dt.date(2026, 11, 30)
README = "## Papers\n\n- B (2024-02)\n- A (2024-01)\n"
FORM = read_description("""version: 1
list: {name: Papers, under: "## Papers", most-shown: 2}
fields: {title: {kind: title}, date: {kind: date, precision: month}}
order: newest
entry: "- {title} ({date})"
""")


def test_the_oldest_goes_for_a_new_one() -> None:
    before = founded(README, FORM)
    after = before.with_paper(before.papers[0].with_values({"title": "N", "date": "2024-03"}))
    grown = readme_with(README, before, after, TODAY)
    assert grown == "## Papers\n\n- N (2024-03)\n- B (2024-02)\n"
    assert is_one_entry(README, grown, after)


def test_what_the_readme_alone_has_stays() -> None:
    before = founded("## Papers\n\n- B (2024-02)\n", FORM)
    after = before.with_paper(before.papers[0].with_values({"title": "N", "date": "2024-03"}))
    assert readme_with(README, before, after, TODAY) == README.replace("- B", "- N (2024-03)\n- B")


def test_what_went_with_the_number_is_not_what_people_took_out() -> None:
    before = founded(README, FORM)
    after = before.with_paper(before.papers[0].with_values({"title": "N", "date": "2024-03"}))
    grown = readme_with(README, before, after, TODAY)
    edited = grown.replace("- B (2024-02)\n", "")
    gone = taken_out(after, edited, ["no heading", grown, README])
    assert [after.papers[place].title for place in gone] == ["B"]
