"""A link is looked up before anything is asked: a person types only what no service knows."""

from __future__ import annotations

import re

import pytest

from bot.commands.run import run_event
from bot.config import branch_name
from bot.lookup.lookup import LookUp, make_lookup
from bot.reconcile.applying import Outcome
from tests.conftest import TODAY, Bench
from tests.lookup.played import Clock
from tests.lookup.services import PlayedServices
from tests.lookup.shapes import ARXIV, DATACITE, SEMANTIC_SCHOLAR
from tests.ours import parse_catalog

TITLE = "Exploring Translation Mechanism of Large Language Models"
LINK = "https://arxiv.org/abs/2502.11806"
LABELS = ("add-new-paper",)
SUMMARY = """Summary:
- Innovation: Follows translation through single heads.
- Tasks: Finds the heads that matter, then tunes them.
- Significant Result: Fewer than 5% of the heads are crucial.
"""
NO_TITLE = f"Head: Retrieval Head\nLink: {LINK}\n{SUMMARY}"


def finder(services: PlayedServices) -> LookUp:
    """Return look-ups at the played services, whose waiting costs no time."""
    clock = Clock()
    return make_lookup(base_url=services.url, clock=clock, sleep=clock.sleep)


def answer(bench: Bench, issue: int | None, services: PlayedServices) -> list[Outcome]:
    settings = bench.settings(number=issue) if issue else bench.settings("schedule", None)
    return run_event(settings, TODAY, finder(services))


def verdict(bench: Bench, issue: int, services: PlayedServices) -> str:
    return answer(bench, issue, services)[0].plan.verdict


def corrected(comment: str) -> str:
    """Return the text that the comment offers to be copied."""
    found = re.search(r"^(`{3,})\w*\n(.*?)\n\1$", comment, re.MULTILINE | re.DOTALL)
    assert found, comment
    return found[2]


def filled(text: str) -> str:
    """Fill what no service knows into a corrected text."""
    text = re.sub(r"^Head: \[.*", "Head: Retrieval Head", text, flags=re.MULTILINE)
    return re.sub(r": \[one sentence.*", ": A sentence.", text)


def assert_settled(bench: Bench, issue: int, services: PlayedServices) -> None:
    """Assert that nothing is written and nothing asked about this issue any more."""
    before, asked = bench.hub.snapshot(), len(services.requests)
    for each in (issue, None, issue):
        answer(bench, each, services)
    assert bench.hub.snapshot() == before
    assert [
        each for each in services.requests[asked:] if "2502" in f"{each.path} {each.query}"
    ] == []


@pytest.fixture
def known(services: PlayedServices) -> PlayedServices:
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17", venue="ACL")
    return services


@pytest.mark.parametrize(
    ("title", "body", "labels"),
    [
        ("Add new paper:", LINK, ()),
        ("Add new paper: ", f"{LINK}\n", ()),
        (f"Add new paper: {LINK}", "", ()),
        ("Add new paper: arXiv:2502.11806", "Head: TBD", ()),
        ("A paper", LINK, LABELS),
        ("A paper", f"Link: {LINK}", LABELS),
        ("Add new paper", f"- {LINK}", LABELS),
        ("Add new paper", f"Title:\nHead:\nPublished: {LINK}\n", LABELS),
        ("Add new paper:", f"Title: {LINK}\n", ()),
    ],
)
def test_what_a_link_alone_tells_stands_in_the_corrected_text_with_its_source(
    bench: Bench, known: PlayedServices, title: str, body: str, labels: tuple[str, ...]
) -> None:
    bench.hub.make_labels(*labels)
    issue = bench.hub.open_issue(title, body, labels=labels)

    assert verdict(bench, issue, known) == "rejected"

    text = corrected(bench.comment(issue))
    assert f"Title: {TITLE}" in text
    assert "2025-02-17" in text
    assert LINK in text
    assert re.search(r"^Published: (?:arXiv|ACL), ", text, re.MULTILINE)
    assert "**Title** (arXiv)" in bench.comment(issue)
    assert "**Published Date** (arXiv)" in bench.comment(issue)
    assert "title of the paper is missing" not in bench.comment(issue)
    assert_settled(bench, issue, known)


def test_the_corrected_text_filled_with_what_nobody_knows_is_accepted_with_those_facts(
    bench: Bench, known: PlayedServices
) -> None:
    issue = bench.hub.open_issue("Add new paper:", LINK)
    answer(bench, issue, known)
    bench.hub.edit_issue(issue, body=filled(corrected(bench.comment(issue))))

    assert verdict(bench, issue, known) == "accepted"

    paper = parse_catalog(bench.hub.read(branch_name(issue), "papers.json") or "").of_issue(issue)
    assert paper
    assert (paper.title, str(paper.date)) == (TITLE, "2025-02-17")
    assert [link.url for link in paper.links] == [LINK]


def test_a_submission_that_lacks_only_what_services_know_is_accepted(
    bench: Bench, known: PlayedServices
) -> None:
    issue = bench.hub.open_issue("Add new paper:", NO_TITLE)

    (outcome,) = answer(bench, issue, known)

    assert outcome.plan.verdict == "accepted"
    body = bench.hub.pull(outcome.pull or 0).body or ""
    assert re.search(rf"<td>Title</td>\s*<td>{TITLE}</td>\s*<td>arXiv</td>", body)
    assert f"arXiv calls the paper of this link: {TITLE}" in body
    assert_settled(bench, issue, known)


def test_what_was_accepted_by_a_look_up_stays_when_the_issue_is_mended_and_all_is_down(
    bench: Bench, known: PlayedServices
) -> None:
    issue = bench.hub.open_issue("Add new paper:", NO_TITLE)
    answer(bench, issue, known)
    known.down(503)
    bench.hub.edit_issue(issue, body=NO_TITLE.replace("5%", "4%"))

    assert verdict(bench, issue, known) == "accepted"

    papers = parse_catalog(bench.hub.read(branch_name(issue), "papers.json") or "")
    paper = papers.of_issue(issue)
    assert paper
    assert paper.title == TITLE
    assert "4%" in paper.get("summary.result")


def test_an_issue_opened_again_is_looked_up_again(bench: Bench, known: PlayedServices) -> None:
    issue = bench.hub.open_issue("Add new paper:", NO_TITLE)
    answer(bench, issue, known)
    bench.hub.close_issue(issue, by="contributor")
    answer(bench, issue, known)
    bench.hub.reopen_issue(issue, by="contributor")

    assert verdict(bench, issue, known) == "accepted"
    assert_settled(bench, issue, known)


def test_a_title_never_gives_a_title(bench: Bench, services: PlayedServices) -> None:
    services.paper(f"{TITLE} Revisited", arxiv="2502.00001", published="2025-02-01")
    issue = bench.hub.open_issue("Add new paper:", f"Title: {TITLE}\n")

    assert verdict(bench, issue, services) == "rejected"

    text = corrected(bench.comment(issue))
    assert f"Title: {TITLE}\n" in text
    assert "2502.00001" not in text
    assert "is it this paper?" in bench.comment(issue)
    assert "Looked up" not in bench.comment(issue)


def test_a_title_alone_gives_date_venue_and_link(bench: Bench, known: PlayedServices) -> None:
    issue = bench.hub.open_issue("Add new paper:", f"Title: {TITLE}\n")

    assert verdict(bench, issue, known) == "rejected"

    text = corrected(bench.comment(issue))
    assert "Published: ACL, 2025-02-17" in text
    assert f"Link: {LINK}" in text
    assert "**Published** (Semantic Scholar)" in bench.comment(issue)


def test_an_arxiv_record_found_by_its_title_is_the_venue_where_none_is_named(
    bench: Bench, services: PlayedServices
) -> None:
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")
    body = f"Title: {TITLE}\nHead: Retrieval Head\n{SUMMARY}"
    issue = bench.hub.open_issue("Add new paper:", body)

    assert verdict(bench, issue, services) == "accepted"

    paper = parse_catalog(bench.hub.read(branch_name(issue), "papers.json") or "").of_issue(issue)
    assert paper
    assert (paper.venue, str(paper.date)) == ("arXiv", "2025-02-17")


def test_two_links_to_two_papers_give_no_title(bench: Bench, known: PlayedServices) -> None:
    known.paper("Something Else Entirely", acl="P19-1580", venue="ACL")
    body = f"Link: {LINK}, https://aclanthology.org/P19-1580\n"
    issue = bench.hub.open_issue("Add new paper:", body)

    assert verdict(bench, issue, known) == "rejected"

    assert "title of the paper is missing" in bench.comment(issue)


def test_with_the_services_down_the_corrected_text_asks_and_says_why(
    bench: Bench, known: PlayedServices
) -> None:
    known.down(503)
    issue = bench.hub.open_issue("Add new paper:", f"Link: {LINK}")

    assert verdict(bench, issue, known) == "rejected"

    comment = bench.comment(issue)
    assert TITLE not in corrected(comment)
    assert "Not looked up at arXiv" in comment
    assert "A scheduled run" not in comment
    assert_settled(bench, issue, known)


def test_a_date_that_cannot_be_read_is_asked_for_with_the_day_that_was_found(
    bench: Bench, known: PlayedServices
) -> None:
    body = f"Title: {TITLE}\nHead: Retrieval Head\nPublished: ACL, 03/04/2025, {LINK}\n{SUMMARY}"
    issue = bench.hub.open_issue("Add new paper:", body)

    assert verdict(bench, issue, known) == "rejected"

    comment = bench.comment(issue)
    assert "03/04/2025" in comment
    assert "Published: ACL, 2025-02-17" in corrected(comment)
    bench.hub.edit_issue(issue, body=corrected(comment))
    assert verdict(bench, issue, known) == "accepted"


def test_nothing_is_asked_where_the_services_have_nothing_to_add(
    bench: Bench, known: PlayedServices
) -> None:
    body = f"Title: {TITLE}\nPublished: ACL, 2025-02-17, {LINK}\n{SUMMARY}"
    issue = bench.hub.open_issue("Add new paper:", body)

    assert verdict(bench, issue, known) == "rejected"
    assert known.requests == []


def test_a_listed_paper_known_only_by_its_link_stays_a_duplicate(
    bench: Bench, services: PlayedServices
) -> None:
    listed = "Retrieval Head Mechanistically Explains Long-Context Factuality"
    services.paper(listed, doi="10.1145/3448016", venue="ICLR")
    issue = bench.hub.open_issue("Add new paper:", "Link: https://doi.org/10.1145/3448016")

    assert verdict(bench, issue, services) == "duplicate"

    services.down(503)
    assert_settled(bench, issue, services)


def test_a_flood_is_not_looked_up_before_it_is_answered(
    bench: Bench, services: PlayedServices
) -> None:
    issues = [
        bench.hub.open_issue("Add new paper:", f"Link: arXiv:2502.{number:05}", author="flood")
        for number in range(1, 26)
    ]
    for issue in issues:
        answer(bench, issue, services)

    asked = {request.query.get("id_list") for request in services.asked(ARXIV)}
    assert len(asked) == 20
    assert {*services.hosts()} <= {ARXIV, DATACITE, SEMANTIC_SCHOLAR}
