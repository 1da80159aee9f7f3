"""Any issue at all is judged, and what is written of it is whole; what a fuzzer found stays found.

`make fuzz` looks for more with the same targets, for as long as asked.
"""

from __future__ import annotations

import importlib

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.fields.reference import parse_link
from bot.submission.review import Accepted, Duplicate, Ignored, Rejected, review_issue
from bot.text.defuse import defuse
from bot.text.escape import for_code, for_title
from tests.fuzz import catalog, parser, words
from tests.fuzz.__main__ import TARGETS
from tests.fuzz.links import check_address, check_published
from tests.fuzz.parser import LISTED, TODAY, check_issue
from tests.strings import ANYTHING
from tests.tiers import chosen

TEMPLATE = """Title: {title}
Head: {head}
Published: {published}
Date: {date}
Link: {link}
Code: {code}
Summary:
- Innovation: {innovation}
- Tasks: {tasks}
- Significant Result: {result}
"""
FIELDS = {
    "title": "Answer, Assemble, Ace: Studying Heads in Toy Transformers",
    "head": "Correct Letter Head, Retrieval Heads",
    "published": "EMNLP",
    "date": "2024-07-21",
    "link": "https://arxiv.org/abs/2407.15018",
    "code": "https://github.com/example/heads",
    "innovation": "Locates the heads that promote an answer symbol.",
    "tasks": "Path patching on three multiple choice datasets.",
    "result": "A few middle layer heads explain most of the effect.",
}
# Lines that carry meaning: keys in every form, fences, quotations, comments, whole fields.
MARKED = st.sampled_from(
    [
        *TEMPLATE.splitlines(),
        *TEMPLATE.format(**FIELDS).splitlines(),
        "**Title**: ", "### Title", "### Head Name", "### Published Date", "### Source",
        "### Summary", "- **Tasks**:", "1. Innovation - ", "**Significant Result:** ", "Paper: ",
        "> Title: x", "> Head: y", "```", "~~~~", "````text", "<!--", "-->", "-", "", "  ", "---",
        "Date: 2/3/2024", "Date: [year-month-day; you wrote soon]", "_No response_",
        "Venue: NIPS'24", "Authors: A. Author", "https://arxiv.org/abs/2402.02872v1", "[paper](https://hf.co/papers/x)",
    ]
)  # fmt: skip
LINES = st.one_of(
    MARKED,
    ANYTHING,
    st.tuples(MARKED, ANYTHING).map("".join),
    st.tuples(st.sampled_from([" ", "    ", "\t", "> ", "- ", "* "]), MARKED).map("".join),
)
BODIES = st.tuples(
    st.lists(LINES, max_size=20), st.sampled_from(["\n", "\n", "\n\n", "\r\n", "\r"])
).map(lambda parts: parts[1].join(parts[0]))
TITLES = st.one_of(ANYTHING, ANYTHING.map("Add new paper: {}".format))

examples = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


# --- any issue -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place", chosen(["the issue's title", *FIELDS], "title", "head", "published", "link", "tasks")
)
@settings(examples, max_examples=settings().max_examples // 5)
@given(text=ANYTHING)
@example(text="")
@example(text="[a](https://arxiv.org/abs/2402.02872), `b` / **c** 2024 (new)")
def test_any_text_in_one_field_is_judged_and_written_whole(place: str, text: str) -> None:
    title = text if place not in FIELDS else "Add new paper:"
    check_issue(title, TEMPLATE.format(**{**FIELDS, place: text}))


@examples
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, ANYTHING)))
def test_any_text_in_several_fields_is_judged_and_written_whole(texts: dict[str, str]) -> None:
    check_issue("", TEMPLATE.format(**{**FIELDS, **texts}))


@examples
@given(TITLES, BODIES)
def test_any_mix_of_keys_and_text_is_judged_and_written_whole(title: str, body: str) -> None:
    check_issue(title, body)


@examples
@given(TITLES, st.text(st.characters(), max_size=200))
def test_any_text_at_all_is_judged_and_written_whole(title: str, body: str) -> None:
    check_issue(title, body)


@examples
@given(st.one_of(st.text(), st.lists(st.sampled_from(words.literals(catalog.ROOMS))).map("".join)))
def test_any_text_is_a_list_or_broken_by_name(text: str) -> None:
    catalog.target(text.encode("utf-8", "surrogateescape"))


# What addresses are made of: hosts, names of folders, endings, a DOI, numbers.
PIECES = st.one_of(
    st.sampled_from(words.literals(["fields/hosts.py", "fields/identifiers.py"])),
    st.sampled_from(
        [
            *"/.,;:-_%<>()[]?=#",
            "//",
            "..",
            ".git",
            ".pdf",
            "%2F",
            "%2E",
            "10.",
            "10.1145/",
            "v2",
            "1",
        ]
    ),
    st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=5),
)
HOSTS = st.sampled_from([host for host in words.literals(["fields/hosts.py"]) if "." in host[1:]])


@examples
@given(HOSTS, st.lists(PIECES, max_size=6).map("".join))
@example("doi.org", "10.1609/aaai././x")
@example("doi.org", "10.1609/./")
def test_an_address_that_is_listed_reads_as_itself(host: str, path: str) -> None:
    for start in ("https://", "https://x.", "doi:", ""):
        check_address(f"{start}{host}/{path}")
        check_address(f"{start}{path}")


# --- the fuzzer's own ----------------------------------------------------------------------


@pytest.mark.parametrize("name", chosen(TARGETS, *(each for each in TARGETS if each != "parser")))
def test_what_a_target_starts_from_breaks_nothing(name: str) -> None:
    module = importlib.import_module(f"tests.fuzz.{name}")
    started = list(module.seeds())
    for seed in started:
        module.target(seed)
    assert len(started) > 2


def test_the_parser_starts_from_every_verdict() -> None:
    issues = [words.text_of(seed).partition("\n") for seed in parser.seeds()]
    reviews = [review_issue(one, body, frozenset(), LISTED, TODAY) for one, _, body in issues]
    verdicts = {type(review) for review in reviews}
    assert verdicts == {Accepted, Rejected, Duplicate, Ignored}


def test_the_words_given_to_the_fuzzer_are_those_of_the_code() -> None:
    found = words.literals(parser.ROOMS)
    assert {"paper's title", "openreview.net", "bioRxiv", "add new paper"} <= set(found)
    assert words.dictionary(['a"\\', "–", "a"]) == '"a\\x22\\x5c"\n"\\xe2\\x80\\x93"\n"a"\n'


# --- what it found -------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["www@.x.ex", f"a@{'b' * 64}.example"])
def test_a_mail_address_with_an_odd_domain_is_inert(address: str) -> None:
    assert defuse(address) == address.replace("@", "＠")


def test_a_mail_address_behind_another_needs_no_ending() -> None:
    assert defuse("a@b.5@c scores pass@1.5 and pass@2") == "a＠b.5＠c scores pass@1.5 and pass@2"


def test_a_line_that_no_code_span_can_hold_is_escaped() -> None:
    marks = "`" * 80
    assert for_code(f"@a {marks} <b>") == "＠a " + marks.replace("`", "\\`") + " &lt;b&gt;"


def test_a_title_cut_within_a_word_names_no_commit() -> None:
    assert for_title(f"{'x' * 240} 01234a56789gently") == f"{'x' * 240} 01234a‑5…"


@pytest.mark.parametrize(
    "address",
    [
        "10.48550/ararxiv.[o://",
        "https://dl.acm.org/doi/10.1145/a%2Epdf.pdf/.",
        "https://github.com/a/b.git.git./c",
        "https://huggingface.co/datasets/a./",
    ],
)
def test_an_odd_end_of_an_address_is_taken_off_whole(address: str) -> None:
    assert parse_link(address)
    check_address(address)


def test_a_repository_without_a_name_is_none() -> None:
    assert parse_link("https://github.com/a/.git") is None


@pytest.mark.parametrize(
    "text",
    [
        # Once the year is dropped, the slash has blanks around it, which part two venues.
        "x /2024.acl/y",
        # No address as one word, but one up to the comma.
        "10.48550/rcs/011arXiv.2402.0,872",
        # A second date, which is no day either, would be read first of the two.
        "x 2/22/1024 y 2/23/1024 z",
        # A day without its year, which the year behind it would make one.
        "x (y Nov. 12th, 2024th, 2024; z",
        # Without its year it falls into two sentences, of which the second names a venue.
        "https:/x2024年1月various attention head tp02.03.2024 2024-01 Mayt02u w/arxiv.org/r",
    ],
)
def test_an_odd_venue_is_read_the_same_from_the_corrected_submission(text: str) -> None:
    check_published(text)
