"""Whatever a look-up service answers, nothing of it is live in what the bot writes."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.commands.run import run_event
from bot.commands.settings import read_settings
from bot.config import branch_name
from bot.lookup.lookup import make_lookup
from localhub import actions_environment
from tests.behaviour.hostile.actions import commands
from tests.behaviour.hostile.cases import TITLE, Case, template
from tests.behaviour.hostile.corpus import ANSWERS, records
from tests.behaviour.hostile.signs import SIGNS
from tests.behaviour.hostile.site import Site
from tests.behaviour.hostile.witness import acted_on_in, render_comment
from tests.behaviour.hostile.written import (
    TAGS_OF_A_COMMENT,
    check_characters,
    check_plain,
    check_readme,
    check_rendered,
    without_own,
)
from tests.lookup.played import Clock
from tests.lookup.services import PlayedServices
from tests.ours import parse_catalog
from tests.tiers import chosen

TODAY = dt.date(2026, 1, 15)
NUMBER = "2503.01234"
LOOKUPS = records("lookups.jsonl")
# Where links of the bot's lead: papers, as an address made anew from an identity.
KNOWN = re.compile(r"https://(?:arxiv\.org/abs|doi\.org|openreview\.net|aclanthology\.org)/[!-~]+")


@pytest.fixture
def services() -> Iterator[PlayedServices]:
    with PlayedServices() as played:
        yield played


def answer(site: Site, services: PlayedServices, link: str = "") -> None:
    """File an issue that lacks facts, let the bot look them up, and check what it wrote."""
    extra = f"Link: {link}\n" if link else ""
    site.file(Case("looked-up", "accepted", template(extra=extra)))
    env = actions_environment(site.hub, site.directory, "issues", "opened", site.issue)
    clock = Clock()
    finder = make_lookup(base_url=services.url, clock=clock, sleep=clock.sleep)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        (outcome,) = run_event(read_settings(env), TODAY, finder)
    assert outcome.plan.verdict == "accepted"
    assert len(commands(printed.getvalue())) == 1
    written, pull = site.written(), f"#{site.issue + 1}"
    check_characters(written)
    paper = parse_catalog(site.hub.read(branch_name(site.issue), "papers.json") or "").of_issue(
        site.issue
    )
    assert paper is not None
    assert (paper.title, paper.tags) == (TITLE, ("Quiet Head", "Carrier Head"))
    rows = 5 if paper.authors else 4  # each fact with its source, and the table's head
    assert written.readme
    check_readme(written.before, written.readme, paper)
    own = [f"reference: #{site.issue}", f"closing keyword: Closes #{site.issue}"]
    for text, expected in ((written.comment, [f"reference: {pull}"]), (written.body, own)):
        page = render_comment(text or "")
        check_rendered(page, TAGS_OF_A_COMMENT)
        assert acted_on_in(page) == expected
        assert all(KNOWN.fullmatch(address) for address in page.links())
        assert all(address.startswith("https://img.shields.io/badge/") for address in page.images())
        assert {len(table) for table in page.tables()} <= {1, rows}
    check_plain(f"{written.title}\n\n{without_own(written.body or '', paper)}", own)


@pytest.mark.parametrize("link", chosen(["", f"https://arxiv.org/abs/{NUMBER}"], ""))
@pytest.mark.parametrize("line", LOOKUPS, ids=lambda line: line["id"])
def test_a_hostile_answer_of_every_service_is_harmless(
    line: dict[str, Any], link: str, own_site: Site, services: PlayedServices
) -> None:
    services.hostile(line)
    answer(own_site, services, link)


def test_the_hostile_answers_are_here() -> None:
    assert len(LOOKUPS) >= ANSWERS


@pytest.mark.parametrize("sign", SIGNS)
def test_a_title_of_a_service_is_shown_and_not_live(
    sign: str, own_site: Site, services: PlayedServices
) -> None:
    services.paper(f"Another Study {SIGNS[sign]}", arxiv=NUMBER, venue=f"Proc. {SIGNS[sign]}")
    answer(own_site, services, f"https://arxiv.org/abs/{NUMBER}")
    body = own_site.written().body or ""
    assert "The title on" in body


@pytest.mark.parametrize("sign", SIGNS)
def test_a_paper_that_a_service_offers_is_shown_and_not_live(
    sign: str, own_site: Site, services: PlayedServices
) -> None:
    services.paper(
        TITLE, arxiv=NUMBER, doi="10.1234/x", venue=f"Proc. of {SIGNS[sign]}", published=SIGNS[sign]
    )
    answer(own_site, services)
