"""Look-ups in the whole job: services played on loopback, asked by the real client."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

from bot.catalog.paper import Paper
from bot.commands.run import run_event
from bot.config import branch_name
from tests.conftest import TODAY, Bench
from tests.looked_up import BARE, TITLE, answer, finder
from tests.lookup.services import PlayedServices
from tests.ours import parse_catalog

WITH_LINK = BARE.replace("arXiv\n", "https://arxiv.org/abs/2502.11806\n")


def record(bench: Bench, issue: int) -> Paper:
    text = bench.hub.read(branch_name(issue), "papers.json")
    paper = parse_catalog(text or "").of_issue(issue)
    assert paper
    return paper


def links(paper: Paper) -> list[tuple[str, str]]:
    return [(link.label, link.url) for link in paper.links]


def test_date_and_link_come_from_the_services_with_their_source(
    bench: Bench, services: PlayedServices
) -> None:
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")
    issue = bench.hub.open_issue("Add new paper:", BARE)

    (outcome,) = answer(bench, issue, services)

    paper = record(bench, issue)
    assert str(paper.date) == "2025-02-17"
    assert links(paper) == [("arXiv", "https://arxiv.org/abs/2502.11806")]
    assert outcome.pull
    body = bench.hub.pull(outcome.pull).body or ""
    assert re.search(r"<td>2025-02-17</td>\s*<td>arXiv</td>", body)
    assert re.search(r"<td>arXiv</td>\s*<td>the issue</td>", body)
    assert "wanting" not in body


def test_with_every_service_down_the_pull_request_comes_without_and_is_completed_later(
    bench: Bench, services: PlayedServices
) -> None:
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")
    services.down(503)
    issue = bench.hub.open_issue("Add new paper:", BARE)

    (outcome,) = answer(bench, issue, services)

    assert outcome.pull
    assert record(bench, issue).date is None
    assert "Not known yet: date and link." in (bench.hub.pull(outcome.pull).body or "")

    services.up()
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")
    outcomes = answer(bench, None, services)

    assert str(record(bench, issue).date) == "2025-02-17"
    assert links(record(bench, issue)) == [("arXiv", "https://arxiv.org/abs/2502.11806")]
    assert "wanting" not in (bench.hub.pull(outcome.pull).body or "")
    assert sum(each.applied for each in outcomes) == 3
    settled = bench.hub.snapshot()
    assert sum(each.applied for each in answer(bench, None, services)) == 0
    assert bench.hub.snapshot() == settled


def test_what_was_found_stays_when_the_services_go_down(
    bench: Bench, services: PlayedServices
) -> None:
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")
    issue = bench.hub.open_issue("Add new paper:", BARE)
    answer(bench, issue, services)
    services.down(0)
    bench.hub.edit_issue(issue, body=BARE.replace("5%", "4%"))

    answer(bench, issue, services)

    paper = record(bench, issue)
    assert (str(paper.date), links(paper)) == (
        "2025-02-17",
        [("arXiv", "https://arxiv.org/abs/2502.11806")],
    )
    assert "4%" in paper.get("summary.result")


def test_a_redelivery_asks_neither_the_services_nor_more_than_four_times_github(
    bench: Bench, services: PlayedServices
) -> None:
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")
    issue = bench.hub.open_issue("Add new paper:", BARE)
    answer(bench, issue, services)
    bench.hub.clear_requests()
    asked = len(services.requests)

    answer(bench, issue, services)

    assert len(services.requests) == asked
    assert len(bench.hub.requests) <= 4


def test_what_the_issue_says_stands_and_a_disagreement_is_a_note(
    bench: Bench, services: PlayedServices
) -> None:
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")
    body = WITH_LINK.replace("https:", "2024-08-01, https:").replace(TITLE, "Exploring Translation")
    issue = bench.hub.open_issue("Add new paper:", body)

    (outcome,) = answer(bench, issue, services)

    paper = record(bench, issue)
    assert (paper.title, str(paper.date)) == ("Exploring Translation", "2024-08-01")
    assert outcome.pull
    body = bench.hub.pull(outcome.pull).body or ""
    assert "The issue says 2024-08-01, arXiv says 2025-02-17." in body
    assert f"The title on arXiv reads: {TITLE}" in body


def test_an_accepted_version_is_noted_and_the_venue_left_to_the_reviewer(
    bench: Bench, services: PlayedServices
) -> None:
    services.paper(
        TITLE,
        arxiv="2502.11806",
        published="2025-02-17",
        venue="International Conference on Learning Representations",
    )
    issue = bench.hub.open_issue("Add new paper:", WITH_LINK)

    (outcome,) = answer(bench, issue, services)

    assert record(bench, issue).venue == "arXiv"
    assert outcome.pull
    assert "published at ICLR by now" in (bench.hub.pull(outcome.pull).body or "")


def test_a_paper_listed_under_its_number_is_a_duplicate_though_the_issue_gives_no_link(
    bench: Bench, services: PlayedServices
) -> None:
    services.paper(TITLE, arxiv="2404.15574", published="2024-04-24")
    issue = bench.hub.open_issue("Add new paper:", BARE)

    (outcome,) = answer(bench, issue, services)

    assert outcome.plan.verdict == "duplicate"


def test_a_date_in_the_future_is_not_taken_but_told(bench: Bench, services: PlayedServices) -> None:
    services.paper(TITLE, arxiv="2502.11806", published="2999-01-01")
    issue = bench.hub.open_issue("Add new paper:", BARE)

    (outcome,) = answer(bench, issue, services)

    assert record(bench, issue).date is None
    assert outcome.pull
    body = bench.hub.pull(outcome.pull).body or ""
    assert "arXiv gives 2999-01-01, which lies in the future; not taken." in body


def test_a_duplicate_known_by_a_look_up_stands_when_the_services_go_down(
    bench: Bench, services: PlayedServices
) -> None:
    services.paper(TITLE, arxiv="2404.15574", published="2024-04-24")
    issue = bench.hub.open_issue("Add new paper:", BARE)
    answer(bench, issue, services)
    settled = bench.hub.snapshot()
    asked = len(services.requests)
    services.down(503)

    answer(bench, issue, services)
    answer(bench, None, services)

    assert bench.hub.snapshot() == settled
    assert [each for each in services.requests[asked:] if TITLE in repr(each)] == []


def test_services_that_come_and_go_do_not_reword_what_is_settled(
    bench: Bench, services: PlayedServices
) -> None:
    issue = bench.hub.open_issue("Add new paper:", BARE)
    answer(bench, issue, services)
    settled = bench.hub.snapshot()

    services.down(503)
    answer(bench, None, services)
    services.up()
    answer(bench, None, services)

    assert bench.hub.snapshot() == settled


def test_another_paper_of_a_similar_title_is_offered_not_taken(
    bench: Bench, services: PlayedServices
) -> None:
    services.paper(f"{TITLE} Revisited", arxiv="2502.00001", published="2025-02-01")
    issue = bench.hub.open_issue("Add new paper:", BARE)

    (outcome,) = answer(bench, issue, services)

    assert (record(bench, issue).date, record(bench, issue).links) == (None, ())
    assert outcome.pull
    body = bench.hub.pull(outcome.pull).body or ""
    assert 'is it this paper? <a href="https://arxiv.org/abs/2502.00001">Look</a>' in body


def test_an_issue_that_has_something_else_to_mend_is_looked_up_once(
    bench: Bench, services: PlayedServices
) -> None:
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")
    issue = bench.hub.open_issue("Add new paper:", BARE.replace("- Tasks:", "- Nothing:"))

    answer(bench, issue, services)
    assert "Published: arXiv, 2025-02-17" in bench.comment(issue)
    asked = len(services.requests)
    answer(bench, issue, services)
    run_event(bench.settings("schedule", None), TODAY, finder(services))

    assert [each for each in services.requests[asked:] if TITLE in repr(each)] == []


def test_the_schedule_takes_turns_among_what_is_not_known(
    bench: Bench, services: PlayedServices
) -> None:
    numbers = [
        bench.hub.open_issue(
            "Add new paper:",
            BARE.replace(TITLE, f"Paper {chr(65 + n)} on Heads"),
            author=f"contributor-{n}",
        )
        for n in range(7)
    ]
    answer(bench, None, services)
    services.requests.clear()
    outcomes = answer(bench, None, services)

    asked = unquote_plus(repr(services.requests))
    assert sum(f"Paper {chr(65 + n)} on Heads" in asked for n in range(7)) == 5
    assert [outcome.plan.issue for outcome in outcomes] == [*numbers, None]


def test_no_host_off_the_list_and_no_token_ever(bench: Bench, services: PlayedServices) -> None:
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")
    issue = bench.hub.open_issue(
        "Add new paper:", f"{BARE}\nLink: https://evil.example/x\nProject: http://169.254.169.254/"
    )

    answer(bench, issue, services)

    assert set(services.hosts()) <= {
        "export.arxiv.org",
        "api.datacite.org",
        "aclanthology.org",
        "api.crossref.org",
        "api2.openreview.net",
        "api.semanticscholar.org",
    }
    assert bench.hub.bot_token not in repr(services.requests)


def test_a_sweep_looks_a_new_paper_up_once(bench: Bench, services: PlayedServices) -> None:
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")
    first = bench.hub.open_issue("Add new paper:", BARE)
    (outcome,) = answer(bench, first, services)
    asked = len(services.requests)
    bench.hub.close_pull(outcome.pull or 0)
    services.requests.clear()
    second = bench.hub.open_issue("Add new paper:", BARE, author="bob")

    run_event(bench.settings("push", None), TODAY, finder(services))

    assert record(bench, second).date is not None
    assert len(services.requests) == asked
