"""A submission is judged as a careful maintainer would, with everything to fix said at once."""

from __future__ import annotations

import datetime as dt
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.catalog.catalog import Catalog
from bot.catalog.paper import Paper
from bot.config import LONGEST_SENTENCE, LONGEST_TAG, LONGEST_TITLE, MOST_LINKS, MOST_TAGS
from bot.fields.fillers import is_filler
from bot.fields.reading import Link
from bot.submission.corrected import corrected
from bot.submission.form import LONGEST_BODY
from bot.submission.read import read_fields
from bot.submission.review import Accepted, Duplicate, Ignored, Rejected, Review, review_issue
from tests.bodies import VALUES, body
from tests.ours import Summary, listing, paper_of, parse, parse_catalog, summary_of

TODAY = dt.date(2026, 1, 15)
EMPTY = parse_catalog("[]\n")
SENTENCES = Summary(innovation="It is new.", tasks="It was tried.", result="It works.")


def listed(
    title: str, url: str, heads: tuple[str, ...] = ("Toy Head",), venue: str = "arXiv"
) -> Paper:
    link = Link(label=venue, kind="Paper", url=url)
    day = dt.date(2024, 4, 24)
    return paper_of(
        title=title, date=day, heads=heads, venue=venue, summary=SENTENCES, links=(link,)
    )


RETRIEVAL = listed(
    "Retrieval Head Mechanistically Explains Long-Context Factuality",
    "https://arxiv.org/abs/2404.15574v1",
    ("Retrieval Head", "Induction Head"),
)
REVIEWED = listed(
    "Toys in Review: A Study", "https://openreview.net/forum?id=AwyxtyMwaG", venue="ICLR"
)
ANTHOLOGY = listed("Toys in Language", "https://aclanthology.org/P19-1580/", venue="ACL")
JOURNAL = listed("Toys", "https://dl.acm.org/doi/10.1145/3411764.3445110", venue="Toy Journal")
CATALOG = listing((RETRIEVAL, REVIEWED, ANTHOLOGY, JOURNAL), "[]\n")


def judge(text: str, title: str = "Add new paper:", catalog: Catalog = CATALOG) -> Review:
    return review_issue(title, text, frozenset(), catalog, TODAY, 42)


def accepted(text: str, title: str = "Add new paper:", catalog: Catalog = CATALOG) -> Accepted:
    review = judge(text, title, catalog)
    assert isinstance(review, Accepted), review
    return review


def problems(text: str) -> list[tuple[str, str]]:
    review = judge(text)
    assert isinstance(review, Rejected), review
    return [(problem.field, problem.code) for problem in review.problems]


def notes(review: Review) -> set[tuple[str, str]]:
    assert not isinstance(review, Ignored)
    return {(note.field, note.code) for note in review.notes}


def test_a_complete_submission_gives_the_record_that_is_stored() -> None:
    text = body("Link: https://arxiv.org/pdf/2402.02872v2", "Code: https://github.com/o/r.git",
                published="arXiv, 2024-2-5")  # fmt: skip
    paper = accepted(text).paper
    assert paper.record() == {
        "title": "Answer, Assemble, Ace",
        "date": "2024-02-05",
        "heads": ["Toy Head"],
        "venue": "arXiv",
        "summary": {
            "innovation": "Locates the heads that promote an answer.",
            "tasks": "Path patching on three data sets.",
            "result": "A few middle heads explain most of it.",
        },
        "links": [
            {"label": "arXiv", "kind": "Paper", "url": "https://arxiv.org/abs/2402.02872"},
            {"label": "GitHub", "kind": "Code", "url": "https://github.com/o/r"},
        ],
        "issue": 42,
    }


def test_date_and_links_may_lack_with_a_note() -> None:
    review = accepted(body())
    assert (review.paper.date, review.paper.links) == (None, ())
    assert notes(review) == {("date", "not-found"), ("links", "not-found")}


@pytest.mark.parametrize(
    ("published", "venue", "date", "urls"),
    [
        ("arXiv", "arXiv", None, []),
        ("EMNLP 2024", "EMNLP", None, []),
        ("arXiv, 2024-12-18", "arXiv", "2024-12-18", []),
        ("2024-12-18 arXiv", "arXiv", "2024-12-18", []),
        ("arXiv (18 Dec 2024)", "arXiv", "2024-12-18", []),
        ("arXiv，2024年12月18日", "arXiv", "2024-12-18", []),
        ("ICLR 2025 | 2024-12-18", "ICLR", "2024-12-18", []),
        ("arXiv, Dec 18, 2024", "arXiv", "2024-12-18", []),
        ("**arXiv**", "arXiv", None, []),
        ("[arXiv]", "arXiv", None, []),
        ("EMNLP / arXiv", "EMNLP", None, []),
        ("arXiv, EMNLP 2024", "EMNLP", None, []),
        ("https://arxiv.org/abs/2402.02872", "arXiv", None, ["https://arxiv.org/abs/2402.02872"]),
        ("arXiv:2402.02872v1", "arXiv", None, ["https://arxiv.org/abs/2402.02872"]),
        ("arXiv: 2402.02872, 2024-02-05", "arXiv", "2024-02-05",
         ["https://arxiv.org/abs/2402.02872"]),
        ("arXiv preprint arXiv:2402.02872", "arXiv", None, ["https://arxiv.org/abs/2402.02872"]),
        ("[EMNLP](https://aclanthology.org/2024.emnlp-main.190/), 2024-11-12", "EMNLP",
         "2024-11-12", ["https://aclanthology.org/2024.emnlp-main.190/"]),
        ("https://aclanthology.org/2024.naacl-long.7.pdf", "NAACL", None,
         ["https://aclanthology.org/2024.naacl-long.7/"]),
        ("ICLR 2025, https://openreview.net/pdf?id=abcdefghij", "ICLR", None,
         ["https://openreview.net/forum?id=abcdefghij"]),
        ("toy journal 2024", "Toy Journal", None, []),
        ("Annals of Toys", "Annals of Toys", None, []),
        ("Toys 1001.0000:", "Toys", None, []),
    ],
)  # fmt: skip
def test_published_holds_venue_date_and_link_in_any_mix(
    published: str, venue: str, date: str | None, urls: list[str]
) -> None:
    paper = accepted(body(published=published)).paper
    assert paper.venue == venue
    assert paper.date == (dt.date.fromisoformat(date) if date else None)
    assert [link.url for link in paper.links] == urls


@pytest.mark.parametrize(
    ("published_date", "source"),
    [("2024-12-18", "arXiv"), ("arXiv 2024-12-18", "_No response_"), ("arXiv", "18 Dec 2024"),
     ("Dec 18, 2024", "arxiv 2024"), ("", "arXiv, 2024/12/18")],
)  # fmt: skip
def test_published_date_and_source_may_be_mixed_up(published_date: str, source: str) -> None:
    text = body(f"Published Date: {published_date}", f"Source: {source}", published=None)
    paper = accepted(text).paper
    assert (paper.venue, paper.date) == ("arXiv", dt.date(2024, 12, 18))


@pytest.mark.parametrize(
    ("date", "code"),
    [
        ("2024-13-01", "impossible"),
        ("30 February 2024", "impossible"),
        ("1800-01-01", "impossible"),
        ("03/04/2024", "ambiguous"),
        ("2026-02-01", "future"),
        ("2099-01-01", "future"),
        ("soon", "unreadable"),
        ("1739145600", "unreadable"),
    ],
)
def test_a_bad_date_says_what_to_write(date: str, code: str) -> None:
    review = judge(body(f"Published Date: {date}"))
    assert isinstance(review, Rejected)
    (problem,) = review.problems
    assert (problem.field, problem.code, problem.example) == ("date", code, "2024-10-14")
    assert problem.read == str(date)


@pytest.mark.parametrize(
    ("date", "code"),
    [("2025-02-30", "impossible"), ("03/04/2024", "ambiguous"), ("2099-01-01", "future"),
     ("soon; [in May]", "unreadable")],
)  # fmt: skip
@pytest.mark.parametrize("venue", ["arXiv", "TBD"])
def test_a_bad_date_is_asked_for_with_what_was_written(date: str, code: str, venue: str) -> None:
    review = judge(body(f"Published Date: {date}", published=venue))
    assert isinstance(review, Rejected)
    copy = corrected(review.draft, "")
    shown = date.translate(str.maketrans("[]", "()"))
    assert f", [year-month-day; you wrote {shown}]\n" in copy
    # Unfilled it has the same problems, and gives the same text again.
    again = judge(copy)
    assert isinstance(again, Rejected)
    assert [(p.field, p.code) for p in again.problems] == [
        (p.field, p.code) for p in review.problems
    ]
    assert ("date", code) in [(p.field, p.code) for p in again.problems]
    assert corrected(again.draft, "") == copy
    filled = copy.replace("[arXiv / ACL / ICLR / NeurIPS]", "arXiv")
    for old, new in (("year-month-day", "2025-02-28"), (f"[year-month-day; you wrote {shown}]",
                                                        "2025-02-28")):  # fmt: skip
        paper = accepted(filled.replace(old, new)).paper
        assert (paper.venue, paper.date) == ("arXiv", dt.date(2025, 2, 28))


def test_a_date_beside_the_bracket_fills_it() -> None:
    published = "arXiv, 2025-02-28, [year-month-day; you wrote 2025-02-30]"
    assert accepted(body(published=published)).paper.date == dt.date(2025, 2, 28)


@pytest.mark.parametrize("date", ["2025-03", "March 2025", "2025"])
def test_half_a_date_stays_in_the_text_to_copy(date: str) -> None:
    review = judge(body(f"Date: {date}", tasks=""))
    assert isinstance(review, Rejected)
    assert f"\nPublished: arXiv, {date}\n" in corrected(review.draft, "")


def test_a_venue_to_fill_in_is_none_beside_a_date_either() -> None:
    published = "[arXiv / ACL / ICLR / NeurIPS], 2024-01-02"
    assert problems(body(published=published)) == [("venue", "missing")]
    assert accepted(body(published="arXiv, [year-month-day]")).paper.venue == "arXiv"


ARXIV = "https://arxiv.org/abs/2402.02872"
CODE = "https://github.com/o/r"


@pytest.mark.parametrize(
    ("extra", "urls"),
    [
        (ARXIV, [ARXIV]),
        (f"{CODE}\n\n{ARXIV}v2", [ARXIV, CODE]),
        (f"{ARXIV}\n\n{ARXIV}v2", [ARXIV]),
        (f"{ARXIV}\n\nhttps://arxiv.org/abs/2404.00001", []),
        (f"Link: https://arxiv.org/abs/2404.00001\n\n{ARXIV}",
         ["https://arxiv.org/abs/2404.00001"]),
        (f"Link: {ARXIV}\n\n{ARXIV}\n\n{CODE}", [ARXIV, CODE]),
    ],
)  # fmt: skip
def test_the_one_address_outside_of_all_keys_becomes_the_link(extra: str, urls: list[str]) -> None:
    review = accepted(body() + f"\n\n{extra}\n")
    assert [link.url for link in review.paper.links] == urls


def test_a_link_alone_is_kept_in_the_text_to_copy() -> None:
    review = judge(ARXIV)
    assert isinstance(review, Rejected)
    assert f"\nLink: {ARXIV}\n" in corrected(review.draft, "")


def test_many_addresses_take_no_more_time_than_their_length() -> None:
    text = "\n\n".join(f"arxiv.org/abs/2402.{number:05}" for number in range(3000))
    begin = time.process_time()
    assert isinstance(judge(text), Rejected)
    assert time.process_time() - begin < 1


def test_prose_and_addresses_without_a_place_are_kept_beside_the_draft() -> None:
    other = "https://arxiv.org/abs/2404.00001"
    text = f"Title: Playthings\nSummary: They\nare fun.\n\nReally.\n\n{ARXIV}\n{other}\n"
    review = judge(text)
    assert isinstance(review, Rejected)
    assert [*review.draft.also] == ["They\nare fun.\nReally.", ARXIV, other]


@pytest.mark.parametrize(("words", "noted"), [(30, False), (31, True)])
def test_a_long_sentence_is_noted_for_the_reviewer(words: int, noted: bool) -> None:
    review = accepted(body(innovation="word " * words))
    assert (("summary.innovation", "long") in notes(review)) is noted
    message = f"Innovation has {words} words; the list keeps to 30."
    assert (message in [note.message for note in review.notes]) is noted


def test_the_example_of_a_missing_sentence_is_a_sentence_of_a_paper() -> None:
    review = judge(body(innovation="", tasks="", significant=""))
    assert isinstance(review, Rejected)
    examples = [problem.example for problem in review.problems]
    paper = accepted(
        body(innovation=None, tasks=None, significant=None) + "\n".join(examples)
    ).paper
    for sentence, problem in zip(summary_of(paper), review.problems, strict=True):
        assert 5 < len(sentence.split()) <= 30
        assert sentence.lower() not in problem.message.lower()
        assert "one sentence" not in sentence.lower()


@pytest.mark.parametrize("date", ["2026-01-15", "2026-01-16"])
def test_today_is_no_future_nor_is_tomorrow_in_another_zone(date: str) -> None:
    assert accepted(body(f"Date: {date}")).paper.date == dt.date.fromisoformat(date)


@pytest.mark.parametrize("date", ["2024", "2024-12", "Dec 2024"])
def test_half_a_date_is_noted_and_never_completed(date: str) -> None:
    review = accepted(body(f"Date: {date}"))
    assert review.paper.date is None
    assert ("date", "partial") in notes(review)


def test_of_two_dates_the_one_after_date_is_taken_and_the_other_noted() -> None:
    review = accepted(body("Date: 2024-05-02", published="arXiv, 2024-05-01"))
    assert review.paper.date == dt.date(2024, 5, 2)
    assert ("date", "several") in notes(review)


@pytest.mark.parametrize(
    ("head", "heads", "codes"),
    [
        ("Toy Heads", ("Toy Head",), {"normalised"}),
        ("toy-head; induction", ("Toy Head", "Induction Head"), {"normalised"}),
        ("Safety Heads", ("Safety Head",), {"new", "normalised"}),
        ("Associative Memories", ("Associative Memories",), {"new"}),
        ("n-gram head(Induction head)", ("n-gram Head", "Induction Head"), {"new", "normalised"}),
        ("Retreival Head", ("Retreival Head",), {"near-miss"}),
        ("[Toy Head], [Retrieval Head]", ("Toy Head", "Retrieval Head"), set()),
        ("**Toy Head**, `Retrieval Head`", ("Toy Head", "Retrieval Head"), set()),
        ("Toy Head, ...", ("Toy Head",), set()),
        ("Toy Head, TBD (new)", ("Toy Head",), set()),
        ("the Toy-heads (TH)", ("Toy Head",), {"normalised"}),
    ],
)
def test_heads_take_the_spelling_of_the_list_and_the_reviewer_is_told(
    head: str, heads: tuple[str, ...], codes: set[str]
) -> None:
    review = accepted(body(head=head))
    assert review.paper.tags == heads
    assert {code for field, code in notes(review) if field == "heads"} == codes


def test_the_note_on_a_near_miss_names_the_likely_head() -> None:
    review = accepted(body(head="Retreival Head"))
    (message,) = [note.message for note in review.notes if note.field == "heads"]
    assert "Retreival Head" in message
    assert "Is it Retrieval Head?" in message


def test_an_unknown_venue_is_kept_with_a_note() -> None:
    review = accepted(body(published="Annals of Toys"))
    assert ("venue", "new") in notes(review)


FILLERS = [
    "", "...", "…", "-", "TBD", "tba", "N/A", "n.a.", "none", "todo", "???", "_No response_",
    "xxx", "[TBD]", "**TBD**", "Coming soon", "to be added",
]  # fmt: skip


@pytest.mark.parametrize("filler", FILLERS)
@pytest.mark.parametrize(
    ("key", "field"),
    [("title", "title"), ("head", "heads"), ("published", "venue"),
     ("innovation", "summary.innovation"), ("tasks", "summary.tasks"),
     ("significant", "summary.result")],
)  # fmt: skip
def test_a_placeholder_left_standing_is_a_missing_value(key: str, field: str, filler: str) -> None:
    assert problems(body(**{key: filler})) == [(field, "missing")]


@pytest.mark.parametrize(
    ("key", "field", "template"),
    [
        ("title", "title", "[paper's title]"),
        ("title", "title", "[the paper’s title]"),
        ("title", "title", "[the title in full]"),
        ("head", "heads", "[head name 1] (, [head name 2] ...)"),
        ("head", "heads", "[head name], [another head name]"),
        ("published", "venue", "[arXiv, ACL, ICLR, NIPS, ...]"),
        ("published", "venue", "[arXiv / ACL / ICLR / NeurIPS / ...]"),
        ("innovation", "summary.innovation", "[what is new]"),
        ("tasks", "summary.tasks", "[what was studied, and on what]"),
        ("significant", "summary.result", "[what came out]"),
    ],
)
def test_the_words_of_a_template_are_no_values(key: str, field: str, template: str) -> None:
    assert problems(body(**{key: template})) == [(field, "missing")]


def test_what_the_bot_itself_asks_to_fill_in_is_no_value() -> None:
    draft = read_fields(parse("", ""), EMPTY, TODAY)
    assert problems(corrected(draft, "")) == [
        ("title", "missing"),
        ("heads", "missing"),
        ("venue", "missing"),
        ("summary.innovation", "missing"),
        ("summary.tasks", "missing"),
        ("summary.result", "missing"),
    ]


def test_all_problems_are_told_at_once_in_the_words_of_the_template() -> None:
    review = judge(body(title="TBD", head=None, published="2024", tasks=""))
    assert isinstance(review, Rejected)
    assert [(p.field, p.code) for p in review.problems] == [
        ("title", "missing"),
        ("heads", "missing"),
        ("venue", "missing"),
        ("summary.tasks", "missing"),
    ]
    for problem in review.problems:
        assert problem.message.endswith(".")
        assert problem.example
    assert [p.read for p in review.problems] == ["TBD", "", "2024", ""]


@pytest.mark.parametrize("name", ["title", "head", "published", "innovation", "tasks"])
def test_a_missing_line_is_named_and_nothing_else_is(name: str) -> None:
    ((field, code),) = problems(body(**{name: None}))
    assert code == "missing"
    assert field.endswith(name) or (name, field) in {("head", "heads"), ("published", "venue")}


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("title", "T" * (LONGEST_TITLE + 1), ("title", "too-long")),
        ("title", "https://arxiv.org/abs/2402.02872", ("title", "not-a-title")),
        ("head", "H" * (LONGEST_TAG + 1), ("heads", "not-a-head")),
        ("head", "https://arxiv.org/abs/2402.02872", ("heads", "not-a-head")),
        ("head", "the arXiv:", ("heads", "not-a-head")),
        ("head", ", ".join(f"H{n} Head" for n in range(MOST_TAGS + 1)), ("heads", "too-many")),
        ("published", "V" * 400, ("venue", "too-long")),
        ("tasks", "s" * (LONGEST_SENTENCE + 1), ("summary.tasks", "too-long")),
    ],
)
def test_each_field_has_its_limit(key: str, value: str, expected: tuple[str, str]) -> None:
    assert problems(body(**{key: value})) == [expected]


def test_more_links_than_a_row_can_show_are_asked_about_and_not_cut() -> None:
    links = "".join(f"Link: https://arxiv.org/abs/2402.{n:05}\n" for n in range(1, MOST_LINKS + 2))
    assert problems(f"{body()}\n{links}") == [("links", "too-many")]


def test_a_text_longer_than_any_issue_is_not_read_to_its_end() -> None:
    long = f"{body()}\n{'x ' * LONGEST_BODY}"
    assert ("issue", "too-long") in problems(long)
    start = time.process_time()
    problems(long + "Title: T\n" * 3_000_000)
    assert time.process_time() - start < 0.5


def test_what_is_just_within_the_limits_is_accepted() -> None:
    heads = ", ".join(f"H{n} Head" for n in range(MOST_TAGS))
    review = accepted(body(title="T" * LONGEST_TITLE, head=heads, tasks="s" * LONGEST_SENTENCE))
    assert len(review.paper.tags) == MOST_TAGS


def test_letters_that_pass_for_others_are_flagged_in_a_title_and_in_a_head() -> None:
    review = accepted(body(title="Tоys in the Deep", head="Тoy Head"))
    assert {("title", "look-alike"), ("heads", "look-alike")} <= notes(review)
    assert not any(code == "look-alike" for _, code in notes(accepted(body())))


def test_a_listed_title_in_letters_that_pass_for_its_own_is_listed_and_flagged() -> None:
    disguise = RETRIEVAL.title.replace("o", "о")
    review = judge(body(title=disguise))
    assert isinstance(review, Duplicate)
    assert notes(review) == {("title", "look-alike")}


def test_a_problem_repeats_no_more_than_a_short_piece() -> None:
    review = judge(body(head="H" * 5000))
    assert isinstance(review, Rejected)
    assert len(review.problems[0].read) <= 80


def test_a_quoted_template_and_two_papers_say_what_to_do() -> None:
    quoted = "\n".join("> " + line for line in body().splitlines())
    assert problems(quoted) == [("issue", "quoted")]
    assert problems(body() + "\n" + body(title="Other Toys")) == [("title", "several-papers")]
    assert problems(body("- Tasks: Other tasks.")) == [("summary.tasks", "repeated")]


def test_two_papers_are_one_problem_and_the_first_can_be_copied_out() -> None:
    other = body(
        title="Other Toys", head="Other Head", published="ICLR", innovation="B.", tasks="B.",
        significant="B.",
    )  # fmt: skip
    review = judge(body() + "\n\n" + other)
    assert isinstance(review, Rejected)
    assert [(p.field, p.code) for p in review.problems] == [("title", "several-papers")]
    assert accepted(corrected(review.draft, "")).paper == accepted(body()).paper


def test_two_titles_in_a_row_say_nothing_of_what_stands_below_them() -> None:
    assert problems("Title: Other Toys\n" + body()) == [("title", "several-papers")]


@pytest.mark.parametrize(
    ("link", "paper"),
    [
        ("https://arxiv.org/pdf/2404.15574v3.pdf", RETRIEVAL),
        ("arXiv:2404.15574", RETRIEVAL),
        ("https://doi.org/10.48550/arXiv.2404.15574", RETRIEVAL),
        ("https://openreview.net/pdf?id=AwyxtyMwaG", REVIEWED),
        ("https://openreview.net/forum?noteId=abc&id=AwyxtyMwaG", REVIEWED),
        ("https://www.aclweb.org/anthology/P19-1580.pdf", ANTHOLOGY),
        ("https://doi.org/10.18653/v1/P19-1580", ANTHOLOGY),
        ("https://doi.org/10.1145/3411764.3445110", JOURNAL),
    ],
)
def test_the_identity_of_a_link_makes_a_duplicate_whatever_its_form(
    link: str, paper: Paper
) -> None:
    for text in (body(f"Link: {link}"), body(published=f"arXiv, {link}")):
        review = judge(text)
        assert isinstance(review, Duplicate)
        assert review.listed == paper
        assert notes(review) == {("title", "other-title")}


@pytest.mark.parametrize(
    "title",
    [
        RETRIEVAL.title,
        RETRIEVAL.title.upper(),
        RETRIEVAL.title.replace(" ", "  ") + ".",
        RETRIEVAL.title.replace("-", " "),
        f"**{RETRIEVAL.title}**",
        f"“{RETRIEVAL.title}”",
        RETRIEVAL.title.replace("Head", "Ｈｅａｄ"),
        RETRIEVAL.title.replace("a", "\u0430"),
        f"[{RETRIEVAL.title}](https://evil.example/)",
    ],
)
def test_the_same_folded_title_makes_a_duplicate(title: str) -> None:
    review = judge(body(title=title))
    assert isinstance(review, Duplicate)
    assert review.listed == RETRIEVAL


def test_a_duplicate_is_told_even_where_other_fields_lack() -> None:
    review = judge(f"Title: {RETRIEVAL.title}\nHead: TBD\n")
    assert isinstance(review, Duplicate)
    assert review.listed == RETRIEVAL


def test_two_papers_whose_titles_differ_by_a_word_are_two_papers() -> None:
    for title in (f"{RETRIEVAL.title} Again", RETRIEVAL.title.replace("Explains", "Breaks")):
        assert accepted(body(title=title)).paper.title == title


def test_a_piece_stuck_on_a_listed_title_is_noted() -> None:
    review = accepted(body(title=f"Attention Tracker: {RETRIEVAL.title}"))
    assert ("title", "holds-listed") in notes(review)


def test_a_slip_in_the_title_is_a_duplicate_where_the_issues_own_title_is_right() -> None:
    text = body(title=f"Attention Tracker: {RETRIEVAL.title}")
    review = judge(text, f"Add new paper: {RETRIEVAL.title}")
    assert isinstance(review, Duplicate)
    assert review.listed == RETRIEVAL


@pytest.mark.parametrize(
    ("title", "differs"),
    [
        ("Add new paper: Another Title", True),
        ("Add new paper: answer assemble ace", False),
        ("Add new paper: [2402.01872] Answer, Assemble, Ace | OpenReview", False),
        ("Add new paper:", False),
        ("Add new paper: [paper's title]", False),
    ],
)
def test_a_title_that_differs_from_the_issues_own_is_noted(title: str, differs: bool) -> None:
    assert (("title", "differs") in notes(accepted(body(), title))) is differs


@pytest.mark.parametrize(
    "title",
    [
        "[Answer, Assemble, Ace](https://arxiv.org/abs/2402.02872)",
        "Answer, Assemble, Ace https://arxiv.org/abs/2402.02872",
        "Answer, Assemble, Ace [arXiv:2402.02872]",
    ],
)
def test_a_link_pasted_with_the_title_becomes_a_link(title: str) -> None:
    paper = accepted(body(title=title)).paper
    assert paper.title == "Answer, Assemble, Ace"
    assert [link.url for link in paper.links] == ["https://arxiv.org/abs/2402.02872"]


def test_an_address_that_the_list_does_not_know_is_left_out_with_a_note() -> None:
    review = accepted(body("Link: https://evil.example/x", "Code: javascript:alert(1)"))
    assert review.paper.links == ()
    messages = [note.message for note in review.notes if note.code == "not-listed"]
    assert [message.split()[0] for message in messages] == [
        "https://evil.example/x",
        "javascript:alert(1)",
    ]
    assert review.paper.get("summary.result") == VALUES["- Significant Result"]


def test_a_link_takes_the_venue_as_its_label_where_its_host_has_none() -> None:
    link = "https://openreview.net/forum?id=abcdefghij"
    (found,) = accepted(body(f"Link: {link}", published="ICLR 2025")).paper.links
    assert (found.label, found.kind, found.url) == ("ICLR", "Paper", link)


@pytest.mark.parametrize(
    "sentence",
    [
        "The name_mover_head and W_OV matter; 5*3*2 is kept.",
        "Shows $O(n^2)$ cost and $p(y|x)$ for $W_{OV}$.",
        "Uses ~3% of 2×8 heads, p < 0.05, |Opr2| > |Opr1|.",
        "Works for 👩\u200d💻 users @scale, see head #7.",
        "A path \\1 and ${{ x }} and {{ y }} stay.",
    ],
)
def test_sentences_are_stored_as_written(sentence: str) -> None:
    assert accepted(body(tasks=sentence)).paper.get("summary.tasks") == sentence


def test_an_issue_that_is_no_submission_is_ignored() -> None:
    assert judge("Hello, what is the BibTeX?", "A question") == Ignored()


@pytest.mark.parametrize(
    ("text", "filler"),
    [("TBD", True), ("T.B.D.", True), ("[xxx]", True), ("", True), ("—", True),
     ("None of us", False), ("0", False), ("头", False)],
)  # fmt: skip
def test_a_filler_is_told_from_a_value(text: str, filler: bool) -> None:
    assert is_filler(text) is filler


ANY_TEXT = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\u200b\u202e\ufeff\u0301\u200d\x00\r\n\t \u2028\u3164\ud800[]()*_`<>:,;#-"
        ),
    ),
    max_size=120,
)


PHRASES = st.lists(
    st.sampled_from(
        ("toy", "Head", "heads", "the ", "(s)", "new", "-", " ",
         " and ", " / ", ", ", "; ", "(", ")", "[", "]", "**", "`",
         "*", "_", '"', ": ", "Title: ", "Result: ", "Tasks: ",
         "Innovation: ", "Innovation - ", ". ", "TBD", "2024", "2024-12-18", "arXiv", "ICLR",
         "in ", "Proceedings of ", "Findings of ", "workshop", "Oral", "'24", "- ", "1. ", "# ",
         "> ", "|", "https://arxiv.org/abs/2402.02872", "arXiv: ", "2402.02872", "\n", "\n  ",
         "\\", "<br>", "<BR>:", ":", "：", "=", "Link: ", "Code: ", "Head:", "Published", "标题：",
         "(0)", "<p>", ";")
    ),
    max_size=9,
).map("".join)  # fmt: skip
VALUE = st.one_of(ANY_TEXT, PHRASES)


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_gets_a_verdict(title: str, text: str) -> None:
    review_issue(title, text, frozenset({"add-new-paper"}), CATALOG, TODAY)


@pytest.mark.parametrize(
    ("result", "below", "stored"),
    [
        ("<BR>:", "", ""),
        ("<BR>:", "0", ": Link: 0"),
        ("It works<br>#", "0", "It works # Link: 0"),
        ("It works,<br/>as the<br />", "\ncode: shows", "It works, as the code: shows"),
        ("_It works_<br>", "", "It works"),
        ("<br>_It works_", "", "It works"),
    ],
)  # fmt: skip
def test_a_break_in_a_sentence_is_a_blank(result: str, below: str, stored: str) -> None:
    text = body(f"Link: {below}" if below == "0" else below.strip(), significant=result)
    if not stored:
        assert ("summary.result", "missing") in problems(text)
    else:
        paper = accepted(text).paper
        assert paper.get("summary.result") == stored
        assert accepted(corrected(read_fields(parse("", text), EMPTY, TODAY), "")).paper == paper


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"title": "|<p>Head:"}, "Title: “|Head:”"),
        ({"title": ">Task:,Link:"}, "Title: “Task:,Link:”"),
        ({"title": "\na Innovation:l Tasks: “b”"}, "Title: «a Innovation:l Tasks: “b”»"),
        ({"head": "0|(0)Title:"}, "Head: “0|Title:”"),
        ({"head": "Toy Head, Tasks: (s)Innovation:"}, "Head: “Toy Head”, “Tasks: Innovation:”"),
        ({"published": "Title:R24*Tasks:H"}, "Published: “Title:R *Tasks:H”"),
    ],
)
def test_a_value_that_holds_keys_is_quoted_in_the_text_to_copy(
    changes: dict[str, str], line: str
) -> None:
    text = body(**changes)
    paper = accepted(text).paper
    copy = corrected(read_fields(parse("", text), EMPTY, TODAY), "")
    assert line in copy.split("\n")
    assert accepted(copy).paper == paper


def test_keys_in_quotation_marks_are_a_part_of_the_value() -> None:
    title = "What “Title: Head: Tasks:” Says"
    assert accepted(body(title=title)).paper.title == title


@pytest.mark.parametrize(
    "head", ["Toy Head;|Doll Head", "Toy Head<br>|Doll Head|", "|Toy Head|, Doll Head"]
)
def test_a_bar_at_the_end_of_a_name_is_no_part_of_it(head: str) -> None:
    assert accepted(body(head=head)).paper.tags == ("Toy Head", "Doll Head")


@pytest.mark.parametrize(
    ("published", "venue"),
    [
        *(("2024 Toys Published", "Toys"), ("2024=e_Published", "=e_")),
        *(("Toys Online", "Toys Online"), ("Toy Workshop\\)", "Toy Workshop")),
        ("Toy Workshop<br>-", "Toy Workshop"),
    ],
)
def test_a_venue_is_stored_as_it_is_read_before_a_date(published: str, venue: str) -> None:
    assert accepted(body(published=published)).paper.venue == venue


@given(
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(
            ("title", "head", "published", "innovation", "tasks", "significant"), VALUE
        ),
    ),
    VALUE,
)
@example({"significant": "<BR>:"}, "0")
@example({"title": "0", "significant": "<BR>:"}, "0")
@example({"significant": "1<br>Project"}, "0")
@example({"head": "0|(0)Title:"}, "")
@example({"head": "Innovation:", "significant": "p<br>Head:Published:"}, "")
@example({"head": "P;|e"}, "")
@example({"title": "Title:Tasks: Innovation:"}, "")
@example({"title": "\n4|Innovation:1"}, "")
@example({"published": "2024=e_Published"}, "")
@example({"published": "workshop\\)"}, "")
def test_what_is_accepted_is_clean_and_reads_the_same_from_its_corrected_form(
    changes: dict[str, str], link: str
) -> None:
    text = body(f"Link: {link}", **changes)
    review = judge(text, catalog=EMPTY)
    if not isinstance(review, Accepted):
        return
    paper = review.paper
    values = [paper.title, paper.venue, *paper.tags, *summary_of(paper)]
    for value in values:
        assert value == " ".join(value.split())
        assert unicodedata.normalize("NFC", value) == value
        for char in value:
            assert unicodedata.category(char) not in ("Cc", "Co", "Cs", "Zl", "Zp")
            assert unicodedata.category(char) != "Cf" or char in "\u200c\u200d"
    draft = read_fields(parse("", text), EMPTY, TODAY)
    again = judge(corrected(draft, ""), catalog=EMPTY)
    assert isinstance(again, Accepted), again
    assert again.paper == paper
