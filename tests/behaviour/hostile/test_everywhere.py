"""Every live sign in every place of an issue: it is stored as typed, and raw nowhere else."""

from __future__ import annotations

import json

import pytest

from bot.config import branch_name
from bot.text.clean import clean, one_line
from tests.behaviour.hostile.cases import FIELDS, TITLE, Case, template
from tests.behaviour.hostile.checking import check
from tests.behaviour.hostile.signs import CANARY, SIGNS
from tests.behaviour.hostile.site import Site
from tests.tiers import chosen

# What must not stand as it was typed in any text but papers.json: it would be live there,
RAW = (
    f"@{CANARY}", "#1", "#2", "GH-3", "0a1b2c3d4e", f"://{CANARY}", f"www.{CANARY}",
    "[skip ci]", "[ci skip]", "\u200b", "\u202e", "&#64;", "&commat;",
)  # fmt: skip
# and what would be so where a text is rendered.
RAW_IN_A_PAGE = (f"<{CANARY}", "<script", "<img src=x")
PLACES = [*FIELDS, "link", "date", "above", "issue title"]
EVERYWHERE = [(sign, place) for sign in SIGNS for place in PLACES]
# Each sign in one place, and each place with one sign at least.
ONCE = [(sign, PLACES[n % len(PLACES)]) for n, sign in enumerate(SIGNS)]


def body(place: str, sign: str) -> str:
    """Write a submission with a sign beside the words of one place."""
    match place:
        case "link" | "date":
            return template(extra=f"{place.title()}: {sign}\n")
        case "above":
            return template(before=f"{sign}\n\n")
        case "issue title":
            return template()
        case _:
            return template(**{place: f"{FIELDS[place]} {sign}"})


@pytest.mark.parametrize(("sign", "place"), chosen(EVERYWHERE, *ONCE))
def test_a_sign_is_answered_harmlessly_in_every_place(
    sign: str, place: str, own_site: Site
) -> None:
    title = f"Add new paper: {SIGNS[sign]}" if place == "issue title" else "Add new paper: x"
    check(Case(f"{sign}-{place}", "accepted", body(place, SIGNS[sign]), title), own_site)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_in_a_record_is_stored_as_typed_and_raw_nowhere_else(
    sign: str, own_site: Site
) -> None:
    typed = SIGNS[sign]
    values = {name: f"A {name} with {typed}" for name in ("innovation", "tasks", "result")}
    own_site.file(Case(sign, "accepted", template(title=f"{TITLE} {typed}", **values)))
    run = own_site.run()
    assert CANARY not in run.log + run.output + run.summary
    stored = own_site.hub.read(branch_name(own_site.issue), "papers.json")
    assert stored
    summary = json.loads(stored)[-1]["summary"]
    assert summary["tasks"] == one_line(clean(f"A tasks with {typed}"))
    written, sent = own_site.written(), 0
    for request in run.requests:
        if request.method != "GET" and not request.path.endswith("/git/trees"):
            told = json.dumps(json.loads(request.body), ensure_ascii=False)
            told = told.replace(f"Closes #{own_site.issue}", "")
            told = told.replace(f"#{own_site.issue + 1}", "")
            assert [raw for raw in RAW if raw in told] == []
            sent += 1
    # Commit, branch, pull request, two times labels, comment, and the note that there is one.
    assert sent == 7
    for text in (written.comment, written.body, written.readme):
        assert text
        assert [raw for raw in RAW_IN_A_PAGE if raw in text] == []
