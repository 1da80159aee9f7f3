"""A paper is looked up at its own service first, in few requests, and nothing is guessed."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from bot.errors import UsageFault
from bot.fields.findings import Findings, PublishedDate, Record, Unavailable
from bot.fields.people import Names
from bot.fields.reference import Reference, parse_link
from bot.lookup.answers import NoAnswer
from bot.lookup.arxiv import ArXiv
from bot.lookup.client import Client
from bot.lookup.crossref import Crossref
from bot.lookup.datacite import DataCite
from bot.lookup.lookup import LookUp, make_lookup
from bot.lookup.service import Service
from tests.lookup.played import ATOM, Clock, PlayedAnswer
from tests.lookup.recordings import Always
from tests.lookup.services import PlayedServices
from tests.lookup.shapes import (
    ACL,
    ARXIV,
    CROSSREF,
    DATACITE,
    HOSTS,
    OPENREVIEW,
    SEMANTIC_SCHOLAR,
    atom_entry,
    crossref_list,
    crossref_work,
    feed,
    scholar_paper,
)

TITLE = "Retrieval Heads Explain Long-Context Factuality"
RENAMED = "LongHead: Retrieval Heads Explain Long-Context Factuality"
NUMBER = "2404.15574"
MATCH = "/graph/v1/paper/search/match"


@pytest.fixture
def services() -> Iterator[PlayedServices]:
    with PlayedServices() as played:
        yield played


@pytest.fixture
def clock() -> Clock:
    return Clock()


def reference(text: str) -> Reference:
    found = parse_link(text)
    assert found is not None
    return found


def find(
    services: PlayedServices, title: str = TITLE, *links: str, off: Sequence[str] = ()
) -> Findings:
    clock = Clock()
    lookup = make_lookup("", "", off, services.url, clock=clock, sleep=clock.sleep)
    return lookup.find(title, [reference(link) for link in links])


def sources(records: Sequence[Record]) -> list[str]:
    return [record.source for record in records]


# --- by identity ---------------------------------------------------------------------------


def test_an_arxiv_link_gives_the_day_and_one_more_request_the_venue(
    services: PlayedServices,
) -> None:
    services.paper(TITLE, arxiv=NUMBER, published="2024-04-24", venue="ICLR")
    found = find(services, TITLE, f"https://arxiv.org/pdf/{NUMBER}v3")
    arxiv, scholar = found.records
    assert arxiv == Record(
        "arXiv",
        TITLE,
        PublishedDate("2024-04-24"),
        None,
        (reference(NUMBER),),
        Names(("A. Author",)),
    )
    assert (scholar.source, scholar.venue) == ("Semantic Scholar", "ICLR")
    assert (found.offers, found.unavailable) == ((), ())
    assert found.asked == ("arXiv", "Semantic Scholar")
    assert services.hosts() == [ARXIV, SEMANTIC_SCHOLAR]


def test_datacite_answers_where_arxiv_limits(services: PlayedServices) -> None:
    services.paper(TITLE, arxiv=NUMBER, published="2024-04-24", venue="ICLR")
    services.down(429, ARXIV)
    found = find(services, TITLE, NUMBER)
    assert sources(found.records) == ["DataCite", "Semantic Scholar"]
    assert found.records[0].date == PublishedDate("2024-04-24")
    assert found.unavailable == (Unavailable("arXiv", "limits requests"),)
    assert services.hosts() == [ARXIV, DATACITE, SEMANTIC_SCHOLAR]


def test_semantic_scholar_answers_where_arxiv_and_datacite_are_down(
    services: PlayedServices,
) -> None:
    services.paper(TITLE, arxiv=NUMBER, venue="ICLR")
    services.down(503, ARXIV, DATACITE)
    found = find(services, TITLE, NUMBER)
    assert sources(found.records) == ["Semantic Scholar"]
    assert [each.source for each in found.unavailable] == ["arXiv", "DataCite"]
    assert len(services.requests) == 3


def test_an_anthology_link_gives_the_venue_and_arxiv_the_day(services: PlayedServices) -> None:
    services.paper(
        TITLE, arxiv=NUMBER, published="2024-04-24", acl="2024.emnlp-main.190", venue="EMNLP",
        venue_date="2024-11-12",
    )  # fmt: skip
    found = find(services, TITLE, "https://aclanthology.org/2024.emnlp-main.190.pdf")
    anthology, arxiv = found.records
    assert (anthology.date, anthology.venue) == (PublishedDate("2024-11"), "EMNLP")
    assert arxiv.date == PublishedDate("2024-04-24")
    assert services.hosts() == [ACL, ARXIV]


def test_a_doi_gives_all_in_one_request(services: PlayedServices) -> None:
    services.paper(TITLE, doi="10.1145/3448016", venue="SIGMOD", venue_date="2021-06-09")
    [record] = find(services, TITLE, "https://dl.acm.org/doi/10.1145/3448016").records
    assert (record.source, record.venue) == ("Crossref", "SIGMOD")
    assert record.date == PublishedDate("2021-06-09")
    assert services.hosts() == [CROSSREF]


def test_a_doi_of_an_archive_is_asked_for_at_datacite(services: PlayedServices) -> None:
    find(services, TITLE, "https://doi.org/10.5281/zenodo.48440")
    assert services.hosts()[0] == DATACITE


def test_openreview_is_searched_and_only_the_forum_of_the_link_counts(
    services: PlayedServices,
) -> None:
    services.paper(TITLE, openreview="AAAAAAAAAA", venue="ICLR 2025 Poster")
    mine = find(services, TITLE, "https://openreview.net/forum?id=AAAAAAAAAA")
    assert mine.records[0].source == "OpenReview"
    assert mine.records[0].venue == "ICLR 2025 Poster"
    assert services.hosts()[0] == OPENREVIEW
    other = find(services, TITLE, "https://openreview.net/forum?id=BBBBBBBBBB")
    assert "OpenReview" not in sources(other.records + other.offers)


def test_openreview_is_searched_for_the_title_of_another_link_where_none_is_given(
    services: PlayedServices,
) -> None:
    services.paper(
        TITLE, arxiv=NUMBER, openreview="AAAAAAAAAA", venue="ICLR", semantic_scholar=False
    )
    found = find(services, "", "https://openreview.net/forum?id=AAAAAAAAAA", NUMBER)
    assert [(each.source, each.venue) for each in found.records] == [
        ("arXiv", None), ("OpenReview", "ICLR")
    ]  # fmt: skip


def test_arxiv_goes_first_whatever_the_order_of_the_links(services: PlayedServices) -> None:
    services.paper(TITLE, arxiv=NUMBER, openreview="AAAAAAAAAA", venue="ICLR")
    found = find(services, TITLE, "https://openreview.net/forum?id=AAAAAAAAAA", NUMBER)
    assert sources(found.records) == ["arXiv", "OpenReview"]
    assert services.hosts() == [ARXIV, OPENREVIEW]


def test_code_and_pages_are_not_looked_up(services: PlayedServices) -> None:
    find(services, "", "https://github.com/owner/name")
    assert services.requests == []


def test_a_link_alone_is_enough(services: PlayedServices) -> None:
    services.paper(TITLE, arxiv=NUMBER, venue="ICLR")
    assert sources(find(services, "", NUMBER).records) == ["arXiv", "Semantic Scholar"]


def test_the_paper_of_a_link_is_told_even_where_the_title_is_another(
    services: PlayedServices,
) -> None:
    services.paper("A Study of Something Else Entirely", arxiv=NUMBER)
    services.paper(TITLE, arxiv="2401.00001", venue="ICLR")
    found = find(services, TITLE, NUMBER)
    titles = {record.title for record in found.records}
    assert titles == {"A Study of Something Else Entirely"}
    assert found.offers == ()


def test_a_number_that_arxiv_does_not_know_leads_to_the_title(services: PlayedServices) -> None:
    services.paper(TITLE, arxiv=NUMBER, venue="ICLR")
    found = find(services, TITLE, "2401.99999")
    assert sources(found.records) == ["arXiv", "Semantic Scholar"]
    assert services.hosts() == [ARXIV, ARXIV, SEMANTIC_SCHOLAR]


# --- by title ------------------------------------------------------------------------------


def test_a_title_is_enough(services: PlayedServices) -> None:
    services.paper(TITLE, arxiv=NUMBER, published="2024-04-24", venue="ICLR")
    found = find(services, TITLE.upper() + ".")
    assert sources(found.records) == ["arXiv", "Semantic Scholar"]
    assert found.records[0].date == PublishedDate("2024-04-24")
    assert found.records[1].venue == "ICLR"
    assert services.hosts() == [ARXIV, SEMANTIC_SCHOLAR]


def test_a_preprint_takes_three_requests(services: PlayedServices) -> None:
    services.paper(TITLE, arxiv=NUMBER)
    found = find(services)
    assert sources(found.records) == ["arXiv", "Semantic Scholar"]
    assert services.hosts() == [ARXIV, SEMANTIC_SCHOLAR, CROSSREF]


def test_crossref_is_asked_last(services: PlayedServices) -> None:
    services.paper(TITLE, doi="10.1000/x", venue="Nature", semantic_scholar=False)
    assert sources(find(services).records) == ["Crossref"]
    assert services.hosts() == [ARXIV, SEMANTIC_SCHOLAR, CROSSREF]


def test_an_unknown_title_finds_nothing(services: PlayedServices) -> None:
    assert find(services) == Findings(asked=("arXiv", "Semantic Scholar", "Crossref"))


def test_no_title_and_no_link_ask_nobody(services: PlayedServices) -> None:
    assert find(services, "") == Findings()
    assert services.requests == []


def test_a_renamed_paper_is_offered(services: PlayedServices) -> None:
    services.answer(ARXIV, "/api/query", feed([atom_entry(NUMBER, RENAMED, "2024-04-24")]),
                    content_type=ATOM)  # fmt: skip
    found = find(services)
    assert found.records == ()
    assert [offer.title for offer in found.offers] == [RENAMED]


def test_a_wrong_top_hit_is_ignored(services: PlayedServices) -> None:
    other = scholar_paper(
        "Retrieval Augmented Claims", venue="ACL", date="2020-01-02", DOI="10.1000/x"
    )
    services.answer(SEMANTIC_SCHOLAR, MATCH, {"data": [other]})
    found = find(services)
    assert (found.records, found.offers) == ((), ())


def test_two_papers_with_one_title_at_one_service_are_offered(services: PlayedServices) -> None:
    entries = [atom_entry(number, TITLE, "2024-04-24") for number in (NUMBER, "2405.00001")]
    services.answer(ARXIV, "/api/query", feed(entries), content_type=ATOM)
    services.paper(TITLE, venue="ICLR", doi="10.1000/x")
    found = find(services)
    assert found.records == ()
    assert [offer.references[0].identity for offer in found.offers] == [
        f"arxiv:{NUMBER}", "arxiv:2405.00001"
    ]  # fmt: skip
    assert services.hosts() == [ARXIV]  # what is not decided is not asked any further


def test_a_preprint_and_its_accepted_version_are_no_tie(services: PlayedServices) -> None:
    works = [
        crossref_work("10.1101/1", TITLE, None, "2023-05-06"),
        crossref_work("10.1038/2", TITLE, "Nature", "2024-05-08"),
    ]
    services.answer(CROSSREF, "/works", crossref_list(works))
    found = find(services)
    assert [record.venue for record in found.records] == [None, "Nature"]
    assert found.offers == ()


@pytest.mark.parametrize(
    "known",
    [
        {"venue": "NeurIPS", "date": "2024-12-10", "DOI": "10.1000/x"},
        {"venue": None, "date": "2012-12-10", "DOI": "10.1000/x"},
    ],
    ids=["another venue", "another decade"],
)
def test_two_services_that_disagree_are_offered(
    services: PlayedServices, known: dict[str, Any]
) -> None:
    first = scholar_paper(TITLE, **{"venue": None, "date": "2024", **known})
    work = crossref_work("10.1000/y", TITLE, "ICLR", "2024-05")
    services.answer(SEMANTIC_SCHOLAR, MATCH, {"data": [first | {"publicationDate": None}]})
    services.answer(CROSSREF, "/works", crossref_list([work]))
    found = find(services)
    assert found.records == ()
    assert sources(found.offers) == ["Semantic Scholar", "Crossref"]


def test_two_spellings_of_a_venue_do_not_disagree(services: PlayedServices) -> None:
    venue = "International Conference on Learning Representations"
    first = scholar_paper(TITLE, venue=venue, date="2024", DOI="10.1000/x")
    work = crossref_work("10.1000/y", TITLE, "ICLR 2024", "2024-05")
    services.answer(SEMANTIC_SCHOLAR, MATCH, {"data": [first | {"publicationDate": None}]})
    services.answer(CROSSREF, "/works", crossref_list([work]))
    assert sources(find(services).records) == ["Semantic Scholar", "Crossref"]


def test_a_title_never_outweighs_an_identity(services: PlayedServices) -> None:
    services.paper(TITLE, acl="P16-1154", venue="ACL", venue_date="2016-08-01")
    services.answer(ARXIV, "/api/query", feed([atom_entry(NUMBER, TITLE, "2024-04-24")]),
                    content_type=ATOM)  # fmt: skip
    found = find(services, TITLE, "https://aclanthology.org/P16-1154")
    assert sources(found.records) == ["ACL Anthology"]
    assert sources(found.offers) == ["arXiv"]


# --- services that are off, down or hostile ------------------------------------------------


def test_services_are_switched_off_by_name(services: PlayedServices) -> None:
    services.paper(TITLE, arxiv=NUMBER, venue="ICLR")
    found = find(services, TITLE, NUMBER, off=("ARXIV", "semantic scholar", "arXiv"))
    assert sources(found.records) == ["DataCite"]
    assert found.asked == ("DataCite",)


def test_a_service_that_is_not_known_cannot_be_switched_off() -> None:
    with pytest.raises(UsageFault, match="dblp"):
        make_lookup(off=["arXiv", "dblp"])


@pytest.mark.parametrize(("contact", "base_url"), [("me", None), ("", "http://10.0.0.1")])
def test_settings_that_make_no_sense_are_refused(contact: str, base_url: str | None) -> None:
    with pytest.raises(UsageFault):
        make_lookup(contact, base_url=base_url)


def test_the_key_goes_to_semantic_scholar_alone(services: PlayedServices) -> None:
    services.paper(TITLE, arxiv=NUMBER, venue="ICLR")
    lookup = make_lookup("", "secret", (), services.url)
    lookup.find(TITLE, [reference(NUMBER)])
    keys = {request.host: request.headers.get("x-api-key") for request in services.requests}
    assert keys == {ARXIV: None, SEMANTIC_SCHOLAR: "secret"}


@pytest.mark.parametrize("status", [503, 429, 403, 0])
@pytest.mark.parametrize("links", [(), (NUMBER,), (NUMBER, "https://aclanthology.org/P16-1154")])
def test_with_all_down_every_reason_is_told_and_each_asked_once(
    services: PlayedServices, status: int, links: tuple[str, ...]
) -> None:
    services.down(status)
    found = find(services, TITLE, *links)
    assert (found.records, found.offers) == ((), ())
    assert tuple(each.source for each in found.unavailable) == found.asked
    assert {"arXiv", "Semantic Scholar", "Crossref"} <= set(found.asked)
    assert all(each.why for each in found.unavailable)
    assert len(services.requests) == len(found.asked)


def test_with_all_late_the_time_of_an_issue_holds(services: PlayedServices) -> None:
    services.play(lambda _request: True, PlayedAnswer(delay=30.0))
    client = Client(base_url=services.url, budget_seconds=1.5)
    every: dict[str, Service] = {
        "arxiv": ArXiv(client),
        "datacite": DataCite(client),
        "crossref": Crossref(client),
    }
    found = LookUp(every, client.begin).find(TITLE, [reference(NUMBER)])
    assert services.sent == 0
    assert found.records == ()
    assert [each.why for each in found.unavailable] == [
        "is too slow", "no time left", "no time left"
    ]  # fmt: skip


def test_a_new_issue_has_its_own_time_and_the_run_its_memory(
    services: PlayedServices, clock: Clock
) -> None:
    services.paper(TITLE, arxiv=NUMBER, venue="ICLR")
    services.down(429, SEMANTIC_SCHOLAR)
    lookup = make_lookup("", "", (), services.url, clock=clock, sleep=clock.sleep)
    for _ in range(10):
        found = lookup.find(TITLE, [reference(NUMBER)])
        assert sources(found.records) == ["arXiv"]
        assert found.unavailable == (Unavailable("Semantic Scholar", "limits requests"),)
    assert services.hosts().count(SEMANTIC_SCHOLAR) == 1
    assert clock.now == 27


def hostile_lines() -> list[dict[str, Any]]:
    """Return lines of the kinds that hostile look-ups come in."""
    entry = atom_entry("2407.15018", TITLE, "2024-07-21")
    nested = 20_000
    atom: list[tuple[str, str]] = [
        ("quadratic", f'<!DOCTYPE x [<!ENTITY a "{"A" * 1000}">]><feed>{"&a;" * 1000}</feed>'),
        ("external", '<!DOCTYPE x SYSTEM "http://169.254.169.254/x.dtd"><feed/>'),
        ("empty", '<feed xmlns="http://www.w3.org/2005/Atom"></feed>'),
        ("deep", "<a>" * nested + "</a>" * nested),
        ("cut", feed([entry])[:-20]),
        (
            "error",
            feed(["<entry><id>http://arxiv.org/api/errors</id><title>Error</title></entry>"]),
        ),
    ]
    others: list[tuple[int, str, str]] = [
        (200, "application/json", '{"data": ' * 5_000),
        (200, "application/json", "[" * 100_000),
        (200, "application/json", "9" * 5_000),
        (200, "application/json", '{"data": null, "message": 1, "notes": "x"}'),
        (200, "application/json", "@@GZIP_OF_ZEROS:1073741824"),
        (200, "application/json", "@@REPEAT:10485760"),
        (200, "text/html", "<html><title>Are you a robot?</title></html>"),
        (200, "application/atom+xml; charset=utf-16", feed([entry])),
        (302, "", "@@LOCATION:http://169.254.169.254/"),
        (302, "", "@@LOCATION:self"),
        (429, "", "@@RETRY_AFTER:3600"),
        (429, "", "@@RETRY_AFTER:-1"),
        (0, "", "@@RESET"),
        (0, "", "@@TLS_FAIL"),
    ]
    lines = [(name, 200, "application/atom+xml", body) for name, body in atom]
    lines += [(body[:30], status, kind, body) for status, kind, body in others]
    keys = ("id", "status", "content_type", "body")
    return [dict(zip(keys, line, strict=True)) for line in lines]


@pytest.mark.parametrize("line", hostile_lines(), ids=lambda line: str(line["id"]))
@pytest.mark.parametrize(
    "links", [(), (NUMBER, "https://doi.org/10.1000/x")], ids=["title", "links"]
)
def test_a_hostile_answer_is_a_value_and_brings_no_other_paper(
    services: PlayedServices, line: dict[str, Any], links: tuple[str, ...]
) -> None:
    services.hostile(line)
    begin = time.process_time()
    found = find(services, "Something Else", *links)
    assert time.process_time() - begin < 10
    assert (found.records, found.offers) == ((), ())
    assert set(services.hosts()) <= set(HOSTS)
    assert json.dumps([each.why for each in found.unavailable]).isascii()


def test_what_is_offered_is_bounded_and_told_once() -> None:
    class Eager(Service):
        name = "Eager"

        def _titled(self, _: str) -> Iterator[Record]:
            numbers = [reference(f"2401.0000{number}") for number in range(9)] * 2
            return (Record("Eager", TITLE, None, None, (each,)) for each in numbers)

    found = LookUp({"arxiv": Eager(Always(NoAnswer()))}).find(TITLE, [])
    assert len(set(found.offers)) == len(found.offers) == 5
