"""Write what the services answer for a paper, small, in the shapes that were recorded."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.text.similarity import normalise
from tests.lookup.played import ATOM, HTML, TEXT, PlayedAnswer, PlayedRequest

ARXIV, DATACITE, ACL = "export.arxiv.org", "api.datacite.org", "aclanthology.org"
CROSSREF, OPENREVIEW = "api.crossref.org", "api2.openreview.net"
SEMANTIC_SCHOLAR = "api.semanticscholar.org"
HOSTS = (ARXIV, DATACITE, ACL, CROSSREF, OPENREVIEW, SEMANTIC_SCHOLAR)
Asked = Callable[[PlayedRequest], bool]


@dataclass(frozen=True)
class Paper:
    """A paper with its ids; `published` is the day of the first version, `venue_date` the later."""

    title: str
    arxiv: str | None = None
    published: str = "2024-02-05"
    venue: str | None = None
    venue_date: str = "2024-07-21"
    doi: str | None = None
    acl: str | None = None
    openreview: str | None = None
    semantic_scholar: bool = True


def answers_of(paper: Paper) -> Iterator[tuple[Asked, PlayedAnswer]]:
    """Yield the answers of each service that knows the paper, in the recorded shapes."""
    if paper.arxiv:
        entry = atom_entry(paper.arxiv, paper.title, paper.published)
        yield _arxiv(paper), PlayedAnswer(feed([entry]), content_type=ATOM)
        yield _path(DATACITE, f"/dois/10.48550/arxiv.{paper.arxiv}"), _json(_datacite(paper))
    if paper.doi:
        work = crossref_work(paper.doi, paper.title, paper.venue, paper.venue_date)
        yield _path(CROSSREF, f"/works/{paper.doi}"), _json({"status": "ok", "message": work})
        yield _titled(CROSSREF, "/works", "query.title", paper.title), _json(crossref_list([work]))
    if paper.acl:
        bib = PlayedAnswer(_bib(paper), content_type=TEXT)
        yield _path(ACL, f"/{paper.acl}.bib"), bib
    if paper.openreview:
        note = openreview_note(paper.openreview, paper.title, paper.venue)
        answer = _json({"notes": [note], "count": 10000})
        yield _titled(OPENREVIEW, "/notes/search", "term", paper.title), answer
    if paper.semantic_scholar:
        found = scholar_paper(
            paper.title,
            venue=paper.venue,
            date=paper.venue_date if paper.venue else paper.published,
            ArXiv=paper.arxiv,
            DOI=paper.doi,
            ACL=paper.acl,
        )
        api = "/graph/v1/paper/"
        for kind, number in (("ARXIV", paper.arxiv), ("DOI", paper.doi), ("ACL", paper.acl)):
            if number:
                yield _path(SEMANTIC_SCHOLAR, f"{api}{kind}:{number}"), _json(found)
        match = _titled(SEMANTIC_SCHOLAR, f"{api}search/match", "query", paper.title)
        yield match, _json({"data": [{**found, "matchScore": 238.6}]})


def atom_entry(number: str, title: str, published: str) -> str:
    """Return arXiv's entry of a paper; the title is not escaped."""
    return (
        f"<entry><id>http://arxiv.org/abs/{number}v2</id><title>{title}</title>"
        f"<updated>2026-01-02T00:41:18Z</updated><published>{published}T17:57:34Z</published>"
        "<summary>We study heads.</summary><author><name>A. Author</name></author></entry>"
    )


def feed(entries: Iterable[str]) -> str:
    """Return arXiv's answer with these entries."""
    inside = "".join(entries)
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"'
        ' xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">'
        f"<id>https://arxiv.org/api/zUwBFJ</id><title>arXiv Query</title>{inside}</feed>"
    )


def crossref_work(doi: str, title: str, venue: str | None, date: str) -> dict[str, object]:
    """Return Crossref's record of a work, an article of a venue or a preprint."""
    parts = [[int(part) for part in date.split("-")]]
    return {
        "DOI": doi,
        "type": "journal-article" if venue else "posted-content",
        "title": [title],
        "container-title": [venue] if venue else [],
        "issued": {"date-parts": parts},
        "published": {"date-parts": parts},
    }


def crossref_list(works: list[dict[str, object]]) -> dict[str, object]:
    """Return Crossref's answer to a search."""
    message = {"facets": {}, "total-results": len(works), "items": works, "items-per-page": 5}
    return {"status": "ok", "message-type": "work-list", "message": message}


def openreview_note(forum: str, title: str, venue: str | None) -> dict[str, object]:
    """Return OpenReview's note of a submission, under review where no venue accepted it."""
    said = venue or "Submitted to ICLR 2026"
    content = {"title": {"value": title}, "venue": {"value": said}}
    return {"id": forum, "forum": forum, "tcdate": 1729220267174, "content": content}


def scholar_paper(title: str, *, venue: str | None, date: str, **ids: str | None) -> dict[str, Any]:
    """Return Semantic Scholar's record of a paper."""
    return {
        "paperId": "7e55d8701785818776323b4147cb13354c820469",
        "externalIds": {name: number for name, number in ids.items() if number} | {"CorpusId": 1},
        "url": "https://www.semanticscholar.org/paper/7e55d8701785818776323b4147cb13354c820469",
        "title": title,
        "venue": venue or "arXiv.org",
        "publicationVenue": {"name": venue, "type": "conference"} if venue else None,
        "year": int(date[:4]),
        "publicationDate": date,
    }


def _datacite(paper: Paper) -> dict[str, object]:
    dates = [
        {"date": f"{paper.published}T17:57:34Z", "dateType": "Submitted", "dateInformation": "v1"},
        {"date": paper.published[:4], "dateType": "Issued"},
    ]
    doi = f"10.48550/arxiv.{paper.arxiv}"
    attributes = {"doi": doi, "titles": [{"title": paper.title}], "dates": dates}
    return {"data": {"id": doi, "type": "dois", "attributes": attributes}}


def _bib(paper: Paper) -> str:
    month = time.strftime("%b", time.strptime(paper.venue_date, "%Y-%m-%d")).lower()
    return (
        "@inproceedings{author-2024-title,\n"
        f'    title = "{paper.title}",\n    author = "Author, A.",\n'
        f'    booktitle = "Proceedings of {paper.venue}",\n    month = {month},\n'
        f'    year = "{paper.venue_date[:4]}",\n'
        f'    url = "https://aclanthology.org/{paper.acl}/",\n    pages = "1--9"\n}}\n'
    )


def _json(data: object) -> PlayedAnswer:
    return PlayedAnswer(json.dumps(data))


def _path(host: str, path: str) -> Asked:
    return lambda request: (
        (host, path.lower()) == (request.host, request.path.removesuffix("/").lower())
    )


def _titled(host: str, path: str, name: str, title: str) -> Asked:
    return lambda request: (
        (host, path) == (request.host, request.path) and _means(request.query.get(name, ""), title)
    )


def _arxiv(paper: Paper) -> Asked:
    def asked(request: PlayedRequest) -> bool:
        numbers = request.query.get("id_list", "").split(",")
        search = request.query.get("search_query", "").removeprefix("ti:")
        return request.host == ARXIV and (paper.arxiv in numbers or _means(search, paper.title))

    return asked


def _means(search: str, title: str) -> bool:
    """Whether all words that are searched for are in the title."""
    words = set(normalise(search).split())
    return bool(words) and words <= set(normalise(title).split())


def unknown(request: PlayedRequest) -> PlayedAnswer:
    """Answer as the service does for a paper that it does not know."""
    if request.host == ARXIV:
        return PlayedAnswer(feed([]), content_type=ATOM)
    if request.host == OPENREVIEW:
        return _json({"notes": [], "count": 10000})
    if request.host == CROSSREF:
        search = request.path == "/works"
        return _json(crossref_list([])) if search else PlayedAnswer("Resource not found.", 404)
    if request.host == SEMANTIC_SCHOLAR:
        return PlayedAnswer('{"error":"Title match not found"}', 404)
    if request.host == DATACITE:
        return PlayedAnswer('{"errors":[{"status":"404","title":"Not found."}]}', 404)
    return PlayedAnswer("<html><title>404</title></html>", 404, HTML)
