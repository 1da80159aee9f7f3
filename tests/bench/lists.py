"""Write lists of papers that are as papers.json is, only longer; the same bytes each time.

One paper is like another in what it holds. As a list grows, its years grow, and heads that
are new to it come ever more rarely, but never cease.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
import string
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench import words

LAST_DAY = dt.date(2026, 11, 1)
MOST_PAPERS = 200_000  # with more, the numbers of a conference's papers would run out
_DAYS = 8 * 365
_FIRST_ISSUE = 1000  # those before are left for issues that are filed on a list
_VENUES = {
    "arXiv": 60, "ICLR": 7, "EMNLP": 6, "NeurIPS": 6, "ACL": 6, "ICML": 5, "NAACL": 3,
    "ACL Findings": 2, "TMLR": 2, "SIGIR": 2, "AAAI": 1,
}  # fmt: skip
_VOLUMES = {"ACL": "acl-long", "EMNLP": "emnlp-main", "NAACL": "naacl-long"}
_DOIS = {"SIGIR": "10.1145", "AAAI": "10.1609"}


def write_list(path: Path, count: int) -> dict[str, Any]:
    """Write a list of as many papers, in the form of papers.json; give the one in its middle."""
    middle: dict[str, Any] = {}
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for number, paper in enumerate(papers(count)):
            if number == count // 2:
                middle = paper
            text = json.dumps(paper, indent=2, ensure_ascii=False)
            file.write(("[\n  " if number == 0 else ",\n  ") + text.replace("\n", "\n  "))
        file.write("\n]\n")
    return middle


def papers(count: int) -> Iterator[dict[str, Any]]:
    """Yield as many papers, in the order in which a list got them."""
    rng = random.Random(20261101)  # noqa: S311 - a seed, not a secret
    titles, heads, addresses = _titles(rng), _heads(rng), _Addresses(rng)
    issue = _FIRST_ISSUE
    for day in _days(rng, count):
        venue = rng.choices([*_VENUES], [*_VENUES.values()])[0]
        issue += rng.randint(1, 4)
        yield {
            "title": next(titles),
            "date": day.isoformat(),
            "heads": next(heads),
            "venue": venue,
            "summary": {part: words.sentence(rng) for part in ("innovation", "tasks", "result")},
            "links": addresses.links(venue, day),
            "issue": issue,
        }


def _days(rng: random.Random, count: int) -> list[dt.date]:
    """Return days that grow denser toward the last; of a hundred papers fifteen come late."""
    ages = [int(_DAYS * rng.random() ** 2.5) for _ in range(count)]
    days = [LAST_DAY - dt.timedelta(age) for age in ages]
    late = [rng.uniform(10, 400) if rng.random() < 0.15 else 0.0 for _ in days]
    listed = [day.toordinal() + delay for day, delay in zip(days, late, strict=True)]
    return [day for _, day in sorted(zip(listed, days, strict=True))]


def _titles(rng: random.Random) -> Iterator[str]:
    """Yield titles that differ in their first 60 characters, and so in their slugs."""
    seen: set[str] = set()
    while True:
        title = words.title(rng)
        begin = title[:60].casefold()
        if begin not in seen:
            seen.add(begin)
            yield title


def _heads(rng: random.Random) -> Iterator[list[str]]:
    """Yield each paper's heads: mostly such as were common before (Pitman and Yor's process)."""
    names = words.head_names()
    told: list[str] = []
    known = 0
    while True:
        heads: dict[str, None] = {}
        wanted = rng.choices([1, 2, 3, 4], [77, 13, 6, 4])[0]
        while len(heads) < wanted:
            if rng.random() * (len(told) + 20) < 20 + 0.6 * known:
                head, known = next(names), known + 1
            else:
                head = rng.choice(told)
            heads[head] = None
        told.extend(heads)
        yield [*heads]


class _Addresses:
    """Give addresses as the bot writes them, each only once."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._last: Counter[str] = Counter()
        self._numbers = itertools.count(3_600_000)

    def links(self, venue: str, day: dt.date) -> list[dict[str, str]]:
        """Return the links of a paper: its own, often code, now and then a page as well."""
        links = [{"label": venue, "kind": "Paper", "url": self._paper(venue, day)}]
        chance, account = self._rng.random(), words.name(self._rng)
        if chance < 0.34:
            url = f"https://github.com/{account}/{words.name(self._rng)}"
            links.append({"label": "GitHub", "kind": "Code", "url": url})
        if chance < 0.04:
            url = f"https://{account}.github.io/{words.name(self._rng)}/"
            links.append({"label": "Project", "kind": "Page", "url": url})
        return links

    def _paper(self, venue: str, day: dt.date) -> str:
        if venue == "arXiv":
            return f"https://arxiv.org/abs/{self._numbered(f'{day:%y%m}.', 3)}"
        if volume := _VOLUMES.get(venue) or (venue == "ACL Findings" and "findings-acl"):
            return f"https://aclanthology.org/{self._numbered(f'{day.year}.{volume}.', 1)}/"
        if prefix := _DOIS.get(venue):
            return f"https://doi.org/{prefix}/{next(self._numbers)}.{day.year}"
        letters = string.ascii_letters + string.digits
        return f"https://openreview.net/forum?id={''.join(self._rng.choices(letters, k=10))}"

    def _numbered(self, series: str, most: int) -> str:
        """Return the next number of a series, some left out."""
        self._last[series] += self._rng.randint(1, most)
        return f"{series}{self._last[series]:0{5 if most > 1 else 1}}"
