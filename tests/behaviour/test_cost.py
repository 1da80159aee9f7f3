"""Any body is judged in a tenth of a second, and twice the text takes about twice the time."""

import datetime as dt
import gc
import random
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.submission.form import LONGEST_BODY
from bot.submission.review import review_issue
from tests.beside import ALL_THERE, records
from tests.ours import parse_catalog
from tests.paths import PROJECT
from tests.tiers import chosen, thorough

LIST = parse_catalog((PROJECT / "tests/data/papers.json").read_text("utf-8"))
SECONDS = 0.1
GROWTH = 2.6
MEASURABLE = 0.03  # seconds below which a ratio says more of the verdict than of the growth

PLACES = {
    "anywhere": "",
    "title": "Title: ",
    "heads": "Title: T\nHead: ",
    "published": "Title: T\nHead: A\nPublished: ",
    "link": "Title: T\nHead: A\nPublished: arXiv\nLink: ",
    "sentence": "Title: T\nHead: A\nPublished: arXiv\nSummary:\n- Innovation: ",
    "fence": "```\nTitle: T\n",
    "quotation": "> Title: T\n> ",
}
UNITS = [
    "a", "a ", "a,", "a;", ". ", ".", "\n", "\n \n", "- ", "* ", "*", "**", "_", "`", "```\n",
    "~~~\n", "> ", "| ", "|-", "# ", "1. ", "1) ", "(", ")", "()", "[", "](", "[a](b)", "![a](",
    "<", "<!--", "<!-- a -->", "-->", "<br>", "\\", "&lt;", "&", ":", "\uff1a", "://", "www.",
    "@", "#1 ", "$", "%0A", "Title: a b c d\n", "Title:", "Tasks: ", "Head: a, b\n", "Summary:\n",
    "Published: ", "- Innovation: x\n- Tasks: y\n", "- Significant Result: ",
    "Published Date: 2024-01-01\n", "https://arxiv.org/abs/2402.02872 ",
    "https://arxiv.org/abs/2402.02872\n", "arXiv: 2402.02872 ", "10.1234/(((", "a.b.c.",
    "2024-01-01 ", "January 2024 ", "a\u0301\u0316", "\u0301\u0316", "\u200b", "\u200d",
    "a\u200d", "\ud83d\udc69\u200d", "\ud83c\udf89", "\uac00", "\u4e2d", "\ufdfa", "\u202e",
    "\u0000", "\t", "\r", "\u2028", " and ", " Head and ", "Heads (",
    "n-gram head(Induction head) ", "\u0130",
]  # fmt: skip


KEYS = [
    "Title", "Head", "Published", "Source", "Published Date", "Link", "url", "Code", "Summary",
    "Innovation", "Tasks", "Significant Result", "Authors", "Some Label",
]  # fmt: skip
LONG_PIECES = [
    "\u3002", ")", "]", "`", "*", "\u3001", "\uff0c", ";", "|", ".", "-", "_", "(", "[", "{", "}",
    '"', "=", "~", "a", "\u4e2d", "<br>", "- ", " .", "a.b ", "](",
]  # fmt: skip
LINES = ["{key}: -\n", "{key}:\n", "{key}: x\n", "- {key}: arXiv:2402.02872\n", "{key}: TBD\n",
         "```\n{key}: x\n```\n", "> {key}: x\n", "arxiv.org/abs/2402.02872\n",
         "[a](b.c)\n", "Label: x\n", "| {key} | x |\n", "x\n", "@misc{{a,\n", "title = {{a}},\n",
         "{key} - x\n", '"{key}": "x",\n']  # fmt: skip
GRID = [
    (key, piece, LINES[(row + 5 * column) % len(LINES)])
    for row, key in enumerate(KEYS)
    for column, piece in enumerate(LONG_PIECES)
]


@pytest.fixture(autouse=True, scope="module")
def _of_others() -> Iterator[None]:
    """Leave what other tests left behind out of Python's collections: one takes 0.06 s and more."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def seconds(body: str, times: int = 1) -> float:
    """Measure what judging takes of the processor, at best of some times."""
    taken = []
    for attempt in range(times):
        text = body + " " * attempt  # no two the same, or the second would be remembered
        start = time.process_time()
        review_issue("Add new paper", text, frozenset(), LIST, dt.date(2026, 1, 15), 7)
        taken.append(time.process_time() - start)
    return min(taken)


def check(body: str, half: str) -> None:
    whole = seconds(body)
    if whole > SECONDS or (whole > MEASURABLE and whole > GROWTH * seconds(half)):
        whole = seconds(body, 25)  # what else the machine does may have cost the time
        assert whole <= SECONDS
        assert whole <= GROWTH * seconds(half, 25)


def check_grown(key: str, piece: str, line: str) -> None:
    """Check a long value of one piece, and lines below it, thousands of times."""

    def written(size: int) -> str:
        start = f"{key}: x{piece * (size // 2 // len(piece))}\n"  # the letter makes it a value
        unit = line.format(key=key)
        return start + unit * ((size - len(start)) // len(unit))

    check(written(LONGEST_BODY - 10), written((LONGEST_BODY - 10) // 2))


@pytest.mark.parametrize("key", chosen(KEYS))
def test_a_long_value_and_thousands_of_lines_below_it_are_judged_in_time(key: str) -> None:
    for name, piece, line in GRID:
        if name == key:
            check_grown(key, piece, line)


@thorough
@settings(max_examples=40, deadline=None)
@given(st.sampled_from(KEYS), st.sampled_from(LONG_PIECES), st.sampled_from(LINES))
def test_any_long_value_and_any_lines_below_it_are_judged_in_time(
    key: str, piece: str, line: str
) -> None:
    check_grown(key, piece, line)


def check_repeated(start: str, unit: str) -> None:
    times = (LONGEST_BODY - len(start) - 10) // len(unit) // 2
    check(start + unit * 2 * times, start + unit * times)


@pytest.mark.parametrize("place", chosen(PLACES, "quotation"))
def test_the_longest_body_of_one_repeated_piece_is_judged_in_time(place: str) -> None:
    for unit in UNITS:
        check_repeated(PLACES[place], unit)


@thorough
@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([*PLACES.values()]),
    st.lists(st.tuples(st.sampled_from(UNITS), st.integers(1, 40)), min_size=1, max_size=8),
)
def test_the_longest_body_of_mixed_pieces_is_judged_in_time(
    start: str, pieces: list[tuple[str, int]]
) -> None:
    unit = "".join(piece * times for piece, times in pieces)
    check_repeated(start, unit)


def test_a_body_of_ever_other_characters_is_judged_in_time() -> None:
    characters = [*map(chr, range(0x20, 0xD800)), *map(chr, range(0xE000, 0x12000))]
    random.Random(7).shuffle(characters)  # noqa: S311
    body = "".join(characters)[: LONGEST_BODY - 10]
    check(body, body[: LONGEST_BODY // 2])


@thorough
def test_the_bodies_of_the_hostile_issues_are_judged_in_time_however_often_repeated() -> None:
    bodies = [each["body"] for each in records("hostile/corpus.jsonl", "id") if each["body"]]
    assert len(bodies) > (300 if ALL_THERE else 50)
    for body in bodies:
        check_repeated("", f"{body[: LONGEST_BODY // 2 - 10]}\n")
