"""Lists as they may come to be: without a paper, with one, with odd and with hostile ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from itertools import cycle

from bot.catalog.news import News
from bot.catalog.page_data import NO_PAGE_DATA, PageData
from bot.catalog.paper import Paper
from bot.catalog.stages import Placed, Stage, Stages
from bot.config import LONGEST_NEWS, LONGEST_SENTENCE, LONGEST_TAG, LONGEST_TITLE, MOST_TAGS
from bot.fields import Link
from bot.outputs.templates import Templates
from bot.submission.review import Accepted, review_issue
from tests.behaviour.hostile.corpus import records
from tests.behaviour.hostile.signs import SIGNS
from tests.browser.repository import Repository
from tests.ours import changed, generate, parse_catalog, read_page_data, summary_of, tag_key
from tests.pages import papers_of
from tests.paths import LISTED, PROJECT

_DAY = dt.date(2026, 1, 15)
_ARABIC = "رؤوس الانتباه في النماذج اللغوية الكبيرة: كيف تسترجع المعلومات من السياق الطويل"
_CHINESE = "大型语言模型中的注意力头:从长上下文中检索信息的机制及其对事实性的影响研究"
_WORDS = "What a Head Does When a Model Reads a Long Text and Is Asked About It " * 10
_VENUE = "Proceedings of the Workshop on What Attention Heads Do and How That Is Found Out"
_AUTHORS = tuple(f"{each} Author" for each in ("First", "Second", "Third", "Fourth"))


def founding() -> tuple[list[Paper], PageData]:
    """Return the founding list, and what stands beside it."""

    def read(name: str) -> tuple[str, str] | None:
        path = LISTED.with_name(name)
        return (name, path.read_text("utf-8")) if path.exists() else None

    data, faults = read_page_data(read)
    assert faults == ()
    return [changed(paper, authors=_AUTHORS) for paper in papers_of(66)], data


def odd() -> tuple[list[Paper], PageData]:
    """Return a list whose texts are long, or in other scripts."""
    plain = founding()[0][0]
    name = "Long-Context Retrieval and In-Context Identification and Recall"
    heads = [f"{n} {name[: LONGEST_TAG - 7]} Head" for n in range(MOST_TAGS)]
    links = [Link(_VENUE, kind, f"https://{kind}.example/") for kind in ("Paper", "Code")]
    summary = summary_of(plain)._replace(
        tasks="x" * LONGEST_SENTENCE, result=_WORDS[:LONGEST_SENTENCE]
    )
    papers = [
        *(changed(plain, title=title) for title in (_ARABIC, _CHINESE * 3)),
        *(changed(plain, title=title[:LONGEST_TITLE]) for title in (_WORDS, "x" * LONGEST_TITLE)),
        changed(plain, title="On Heads With Long Names", heads=tuple(heads)),
        changed(plain, title="On Other Scripts", heads=(_ARABIC[:40], _CHINESE[:40])),
        changed(plain, title="On Long Venues", venue=_VENUE, links=tuple(links)),
        changed(plain, title="On Long Sentences", summary=summary),
        changed(plain, title="On Many Authors", authors=(_ARABIC, _CHINESE, *_AUTHORS * 20)),
        changed(plain, title="On One Author", authors=("x" * 100,), more_authors=True),
    ]
    return papers, _beside((_ARABIC, _CHINESE, _WORDS, "x" * LONGEST_SENTENCE), papers)


def hostile() -> tuple[list[Paper], PageData]:
    """Return a list of what hostile issues bring."""
    empty, papers = parse_catalog("[]\n"), []
    for number, record in enumerate(records("corpus.jsonl"), start=1):
        body = record["body"] or ""
        review = review_issue(record["title"], body, frozenset(), empty, _DAY, number)
        if isinstance(review, Accepted):
            papers.append(review.paper)
    return papers, NO_PAGE_DATA


def with_signs() -> tuple[list[Paper], PageData]:
    """Return a list with every live sign in every field, and in what stands beside it."""
    papers = []
    plain = founding()[0][0]
    for name, sign in SIGNS.items():
        links = tuple(each._replace(label=sign[:LONGEST_TAG]) for each in plain.links)
        summary = summary_of(plain)._replace(innovation=sign, tasks=sign, result=sign)
        heads, title, authors = (sign[:LONGEST_TAG],), f"{name} {sign}", (sign, sign)
        told = changed(plain, title=title, heads=heads, venue=sign, authors=authors)
        papers.append(changed(told, summary=summary, links=links))
    return papers, _beside(SIGNS.values(), papers)


def _beside(texts: Iterable[str], papers: Iterable[Paper]) -> PageData:
    """Return data in which each name and sentence is one of some texts."""
    found = [*texts]
    names = [*dict.fromkeys(text[:LONGEST_TAG] for text in found)]
    heads = [tag_key(head) for paper in papers for head in paper.tags]
    placed = [Placed(name, name, name, name) for name in names]
    stages = Stages(
        names[0],
        names[-1],
        found[0],
        "https://a.example/",
        tuple(Stage(name, text) for name, text in zip(names, found, strict=True)),
        dict(zip(heads, cycle(placed), strict=False)),
        "Head",
    )
    return PageData(stages, tuple(News(_DAY, text[:LONGEST_NEWS]) for text in found))


def shown(papers: Iterable[Paper], data: PageData) -> Repository:
    """Return the project with another list."""
    return Repository(generate([*papers], Templates(), data), PROJECT)


LISTS: dict[str, Callable[[], Repository]] = {
    "no paper": lambda: shown([], NO_PAGE_DATA),
    "no paper, but what stands beside": lambda: shown([], founding()[1]),
    "one paper": lambda: shown(founding()[0][:1], founding()[1]),
    "papers alone": lambda: shown(founding()[0][:3], NO_PAGE_DATA),
    "odd papers": lambda: shown(*odd()),
    "hostile papers": lambda: shown(*hostile()),
    "live signs": lambda: shown(*with_signs()),
}
