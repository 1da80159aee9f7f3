"""What the schedule looks up for listed papers ends in the one maintenance pull request."""

from __future__ import annotations

import json
import re

from bot.commands.run import run_event
from bot.config import REFRESH_BRANCH
from bot.lookup.lookup import make_lookup
from bot.messages import blocks, markers
from bot.messages.blocks import BLOCK_END
from bot.messages.markers import Memory
from tests.conftest import PAPERS, TODAY, Bench
from tests.listed import list_papers, schedule
from tests.lookup.services import PlayedServices
from tests.ours import parse_catalog, renderer

TITLE = "A Paper Listed Without Date and Link"


def proposed(bench: Bench) -> list[tuple[str, str, list[str]]]:
    papers = parse_catalog(bench.hub.read(REFRESH_BRANCH, "papers.json") or "").papers
    return [
        (paper.venue, str(paper.date), [link.url for link in paper.links]) for paper in papers[1:]
    ]


def test_what_is_missing_on_the_list_is_proposed_with_its_source(
    bench: Bench, services: PlayedServices
) -> None:
    before = list_papers(bench, {"title": TITLE}, {"title": "Another", "date": "2024-01-02"})
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")

    outcome = schedule(bench, services)

    assert outcome.pull
    pull = bench.hub.pull(outcome.pull)
    assert (pull.head, pull.base, pull.mergeable) == (REFRESH_BRANCH, "main", True)
    assert proposed(bench) == [
        ("arXiv", "2025-02-17", ["https://arxiv.org/abs/2502.11806"]),
        ("arXiv", "2024-01-02", []),
    ]
    body = pull.body or ""
    assert re.search(r"<td>2025-02-17</td>\s*<td>arXiv</td>", body)
    text = bench.hub.read(REFRESH_BRANCH, "papers.json") or ""
    assert (
        bench.hub.read(REFRESH_BRANCH, "README.md")
        == renderer().files(parse_catalog(text))["README.md"]
    )
    assert bench.hub.read("main", "papers.json") == before
    first, _, rest = before.partition(json.dumps(json.loads(before)[1], ensure_ascii=False))
    assert text.startswith(first)
    assert text.endswith(rest)


def test_a_second_run_writes_nothing(bench: Bench, services: PlayedServices) -> None:
    list_papers(bench, {"title": TITLE})
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")
    schedule(bench, services)
    settled = bench.hub.snapshot()

    assert schedule(bench, services).applied == 0
    assert bench.hub.snapshot() == settled


def test_a_run_without_services_proposes_nothing_and_takes_nothing_back(
    bench: Bench, services: PlayedServices
) -> None:
    list_papers(bench, {"title": TITLE})
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")
    schedule(bench, services)
    settled = bench.hub.snapshot()
    services.down(503)

    assert schedule(bench, services).applied == 0
    assert bench.hub.snapshot() == settled


def test_what_was_declined_is_not_proposed_again(bench: Bench, services: PlayedServices) -> None:
    list_papers(bench, {"title": TITLE})
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")
    pull = schedule(bench, services).pull
    assert pull
    bench.hub.close_pull(pull)
    declined = bench.hub.snapshot()

    assert schedule(bench, services).plan.verdict == "nothing to refresh"
    assert bench.hub.snapshot() == declined


def test_what_was_declined_in_an_older_versions_text_is_not_proposed_again(
    bench: Bench, services: PlayedServices
) -> None:
    list_papers(bench, {"title": TITLE})
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")
    pull = schedule(bench, services).pull
    assert pull
    body = bench.hub.pull(pull).body or ""
    memory = blocks.memory_of(body)
    assert len(memory.proposals) == 2
    marks = "".join(f"<!-- proposal {mark} {source} -->\n" for mark, source in memory.proposals)
    older = markers.write(Memory(title=memory.title))
    text = body.replace(markers.write(memory), older).replace(BLOCK_END, f"\n{marks}{BLOCK_END}")
    bench.hub.edit_issue(pull, body=text)
    bench.hub.close_pull(pull)

    assert schedule(bench, services).plan.verdict == "nothing to refresh"


def test_after_a_merge_the_same_branch_serves_the_next_refresh(
    bench: Bench, services: PlayedServices
) -> None:
    list_papers(bench, {"title": TITLE})
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")
    first = schedule(bench, services).pull
    assert first
    bench.hub.merge_pull(first, method="squash")
    text = bench.hub.read("main", "papers.json") or ""
    assert schedule(bench, services).plan.verdict == "nothing to refresh"

    later = json.loads(PAPERS)[0] | {"title": "Listed Later", "links": [], "date": None}
    grown = text.removesuffix("\n]\n") + ",\n" + json.dumps(later) + "\n]\n"
    bench.hub.commit_files("main", {"papers.json": grown}, "List one more")
    services.paper("Listed Later", arxiv="2503.00001", published="2025-03-01")
    second = schedule(bench, services).pull

    assert second not in (None, first)
    assert bench.hub.pull(second or 0).mergeable is True
    assert proposed(bench)[-1] == ("arXiv", "2025-03-01", ["https://arxiv.org/abs/2503.00001"])


def test_a_list_that_grew_meanwhile_is_merged_into_the_open_pull_request(
    bench: Bench, services: PlayedServices
) -> None:
    text = list_papers(bench, {"title": TITLE})
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")
    pull = schedule(bench, services).pull
    assert pull
    other = json.loads(PAPERS)[0] | {"title": "Listed by Hand", "links": [], "venue": "ACL"}
    grown = text.removesuffix("\n]\n") + ",\n" + json.dumps(other) + "\n]\n"
    bench.hub.commit_files("main", {"papers.json": grown, "x.txt": "x"}, "List by hand")

    assert schedule(bench, services).pull == pull

    commit = bench.hub.log(REFRESH_BRANCH)[0]
    assert len(commit.parents) == 2
    assert bench.hub.read(REFRESH_BRANCH, "x.txt") == "x"
    assert bench.hub.pull(pull).mergeable is True
    assert proposed(bench)[0][1] == "2025-02-17"
    assert len(proposed(bench)) == 2


def test_a_preprint_published_since_gets_its_venue_proposed(
    bench: Bench, services: PlayedServices
) -> None:
    link = {"label": "arXiv", "kind": "Paper", "url": "https://arxiv.org/abs/2502.11806"}
    list_papers(bench, {"title": TITLE, "date": "2025-02-17", "links": [link]})
    services.paper(
        TITLE,
        arxiv="2502.11806",
        published="2025-02-17",
        venue="International Conference on Learning Representations",
    )

    outcome = schedule(bench, services)

    assert proposed(bench) == [("ICLR", "2025-02-17", ["https://arxiv.org/abs/2502.11806"])]
    assert outcome.pull
    body = bench.hub.pull(outcome.pull).body or ""
    assert re.search(r"<td>ICLR</td>\s*<td>Semantic Scholar</td>", body)


def test_a_branch_that_a_maintainer_took_over_is_left_alone(
    bench: Bench, services: PlayedServices
) -> None:
    list_papers(bench, {"title": TITLE}, {"title": "Found Later"})
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")
    schedule(bench, services)
    bench.hub.commit_files(REFRESH_BRANCH, {"notes.txt": "mine"}, "Add notes")
    services.paper("Found Later", arxiv="2503.00001", published="2025-03-01")
    before = bench.hub.snapshot()

    assert schedule(bench, services).plan.verdict == "taken over"
    assert bench.hub.snapshot() == before


def test_hand_edits_on_the_list_stand_beside_an_open_pull_request(
    bench: Bench, services: PlayedServices
) -> None:
    text = list_papers(bench, {"title": TITLE}, {"title": "Edited by Hand"})
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")
    pull = schedule(bench, services).pull
    papers = json.loads(text)
    papers[1]["date"] = "2025-02-01"
    papers[2] |= {"award": "Best Paper", "heads": ["Mended Head"]}
    edited = json.dumps(papers, indent=2) + "\n"
    bench.hub.commit_files("main", {"papers.json": edited}, "Edit by hand")

    outcome = schedule(bench, services)

    assert (outcome.pull, outcome.fault) == (pull, None)
    after = json.loads(bench.hub.read(REFRESH_BRANCH, "papers.json") or "")
    assert after[2] == papers[2]
    assert after[1] == papers[1] | {"links": after[1]["links"]}
    assert [link["url"] for link in after[1]["links"]] == ["https://arxiv.org/abs/2502.11806"]
    assert "2025-02-17" not in (bench.hub.pull(outcome.pull or 0).body or "")


def test_a_branch_that_a_person_changed_and_declined_is_not_opened_again(
    bench: Bench, services: PlayedServices
) -> None:
    list_papers(bench, {"title": TITLE}, {"title": "Found Later"})
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")
    pull = schedule(bench, services).pull
    assert pull
    bench.hub.commit_files(REFRESH_BRANCH, {"notes.txt": "mine"}, "Add notes")
    bench.hub.close_pull(pull)
    services.paper("Found Later", arxiv="2503.00001", published="2025-03-01")
    before = bench.hub.snapshot()

    assert schedule(bench, services).plan.verdict == "taken over"
    assert bench.hub.snapshot() == before


def test_preprints_get_their_turn_beside_papers_that_nobody_knows(
    bench: Bench, services: PlayedServices
) -> None:
    link = {"label": "arXiv", "kind": "Paper", "url": "https://arxiv.org/abs/2502.11806"}
    unknown = ({"title": f"Paper {chr(65 + n)} on Heads", "venue": "ACL"} for n in range(9))
    list_papers(bench, {"title": TITLE, "date": "2025-02-17", "links": [link]}, *unknown)
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17", venue="ICLR")

    schedule(bench, services)

    assert proposed(bench)[0][0] == "ICLR"


def test_one_run_looks_up_five_papers_at_most(bench: Bench, services: PlayedServices) -> None:
    list_papers(bench, *({"title": f"Paper {chr(65 + n)} on Heads"} for n in range(20)))

    schedule(bench, services)

    titles = [request.query.get("query") for request in services.asked("api.semanticscholar.org")]
    asked = {str(title) for title in titles if title} | {
        search
        for request in services.asked("export.arxiv.org")
        if (search := request.query.get("search_query", "")[4:-1])
    }
    assert len(asked) == 5


def test_an_issue_event_and_a_push_do_not_refresh(bench: Bench, services: PlayedServices) -> None:
    list_papers(bench, {"title": TITLE})
    services.paper(TITLE, arxiv="2502.11806", published="2025-02-17")
    finder = make_lookup(base_url=services.url)

    assert run_event(bench.settings("push", None), TODAY, finder) == []
    assert services.requests == []
