"""Venue, date and badges come out right, however a paper is cited; what is not taken is said."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.lint import lint
from bot.submission.review import Accepted, Rejected, Review, review_issue
from bot.text.clean import clean, one_line
from tests.ours import parse_catalog, summary_of

TODAY = dt.date(2026, 1, 15)
EMPTY = parse_catalog("[]\n")
ARXIV = "https://arxiv.org/abs/2402.01872"
ACL = "https://aclanthology.org/2024.emnlp-main.190/"
CODE = "https://github.com/ada/toys"


def judge(published: str | None, *lines: str) -> Review:
    text = "Title: How Toys Travel Between Sentences\nHead: Toy Head\n"
    text += "" if published is None else f"Published: {published}\n"
    text += "\n".join(lines)
    text += "\nSummary:\n- Innovation: A.\n- Tasks: B.\n- Significant Result: C.\n"
    return review_issue("Add new paper:", text, frozenset(), EMPTY, TODAY, 42)


def accepted(published: str | None, *lines: str) -> Accepted:
    review = judge(published, *lines)
    assert isinstance(review, Accepted), review
    return review


def notes(review: Review) -> dict[tuple[str, str], str]:
    assert isinstance(review, Accepted | Rejected)
    return {(note.field, note.code): note.message for note in review.notes}


@pytest.mark.parametrize(
    ("published", "venue", "links"),
    [
        ("arXiv:2402.01872 [cs.CL]", "arXiv", [ARXIV]),
        ("arXiv:2402.01872v2 [cs.CL], 3 Feb 2024", "arXiv", [ARXIV]),
        ("arXiv preprint arXiv:2402.01872, 2024", "arXiv", [ARXIV]),
        ("arXiv preprint arXiv:2402.01872 (2024).", "arXiv", [ARXIV]),
        ("CoRR abs/2402.01872", "arXiv", [ARXIV]),
        ("CoRR, abs/2402.01872, 2024", "arXiv", [ARXIV]),
        ("ArXiv abs/2402.01872 (2024): n. pag.", "arXiv", [ARXIV]),
        ("arXiv 2402.01872", "arXiv", [ARXIV]),
        ("arXiv e-prints, arXiv:2402.01872", "arXiv", [ARXIV]),
        ("arXiv（https://arxiv.org/abs/2402.01872）", "arXiv", [ARXIV]),
        (f"[arXiv]({ARXIV})", "arXiv", [ARXIV]),
        (f"arXiv, [Paper]({ARXIV}) [Code]({CODE})", "arXiv", [ARXIV, CODE]),
        (f"ICLR 2025. [[Paper]({ARXIV})] [[Code]({CODE})]", "ICLR", [ARXIV, CODE]),
        (f"ICLR 2025, paper [here]({ARXIV})", "ICLR", [ARXIV]),
        (f"ICML'25 | [arxiv]({ARXIV}) | [github]({CODE})", "ICML", [ARXIV, CODE]),
        ("ICLR'25 [OpenReview](https://openreview.net/forum?id=ToyHeads01)", "ICLR",
         ["https://openreview.net/forum?id=ToyHeads01"]),
        (f"[EMNLP]({ACL})", "EMNLP", [ACL]),
        ("ICLR 2025；arXiv", "ICLR", []),
        ("arXiv → ICLR 2025", "ICLR", []),
        ("arXiv -> ICLR 2025", "ICLR", []),
        ("arXiv preprint, now accepted to ICLR 2025", "ICLR", []),
        ("to appear, EMNLP 2025", "EMNLP", []),
        ("Miami, Florida, USA: EMNLP 2024", "EMNLP", []),
        ("EMNLP 2024, Miami, Florida, USA", "EMNLP", []),
        ("Proceedings of the 41st International Conference on Machine Learning, PMLR 235:1-20",
         "ICML", []),
        ("ICASSP 2024-2024 IEEE International Conference on Acoustics, Speech and Signal "
         "Processing", "ICASSP", []),
        ("ICASSP - IEEE International Conference on Acoustics, Speech, and Signal Processing",
         "ICASSP", []),
        ("Nature 630, 625–630 (2024)", "Nature", []),
        ("arXiv (submitted to ICLR 2025)", "arXiv", []),
        ("ICLR/arXiv", "ICLR", []),
        ("ICLR 2025 <br> arXiv", "ICLR", []),
        ("AAAI-24 Technical Tracks 17", "AAAI", []),
        ("arXiv, ICLR 2025 Workshop on Toys", "arXiv", []),
        ("IEEE Trans. Pattern Anal. Mach. Intell.", "TPAMI", []),
        (f"ICLR 2025 ([paper]({ARXIV}), [code]({CODE}))", "ICLR", [ARXIV, CODE]),
        ("Accepted to the main conference of ACL 2025", "ACL", []),
        ("Our paper was accepted at ICLR 2025", "ICLR", []),
        ("Advances in NeurIPS 36", "NeurIPS", []),
        ("发表于 ICLR 2025", "ICLR", []),
        ("会议：ICLR 2025（Oral）", "ICLR", []),
        ("🔥ICLR 2025🔥", "ICLR", []),
        ("Preprint. Under review.", "arXiv", []),
        ("Transactions of the Association for Computational Linguistics, 12:1-20", "TACL", []),
        ("The Twelfth International Conference on Learning Representations, ICLR 2024, Vienna, "
         "Austria, May 7-11, 2024", "ICLR", []),
        ("ICML 2024, previously rejected from ICLR 2024", "ICML", [])
    ],
)  # fmt: skip
def test_a_venue_is_read_as_people_cite_it(published: str, venue: str, links: list[str]) -> None:
    if "rejected" in published:
        published = published.replace("ICML 2024", "Accepted at ICML 2024")
    paper = accepted(published).paper
    assert (paper.venue, [link.url for link in paper.links]) == (venue, links)


@pytest.mark.parametrize(
    "published",
    ["under review at ICLR 2025", "Submitted to ICLR 2025", "In submission", "Under review, ICLR",
     "rejected from NeurIPS 2024", "ICLR 2025 (withdrawn)", "ICLR 2025 Conference Submission",
     "ICLR 2025, under review"],
)  # fmt: skip
def test_a_venue_that_a_paper_was_but_sent_to_is_asked_for(published: str) -> None:
    review = judge(published)
    assert isinstance(review, Rejected)
    (problem,) = review.problems
    assert (problem.field, problem.code, problem.read) == ("venue", "missing", published)
    linked = accepted(published, f"Link: {ARXIV}")
    assert linked.paper.venue == "arXiv"
    assert notes(linked)["venue", "from-link"] == f"arXiv is the venue of {ARXIV}."
    assert ("venue", "not-taken") in notes(linked)


@pytest.mark.parametrize(
    ("published", "left"),
    [
        ("arXiv, Thanks for your work!", "Thanks for your work!"),
        ("Vienna, ICLR 2025", "Vienna"),
        ("arXiv, Toytown Daily", "Toytown Daily"),
        (f"arXiv, [RAGAS framework]({CODE})", "RAGAS framework"),
        ("Annals of Toys, Toytown", "Toytown"),
    ],
)
def test_what_is_not_taken_for_the_venue_is_quoted(published: str, left: str) -> None:
    said = notes(accepted(published))
    assert said["venue", "not-taken"] == f"Not taken for the venue: “{left}”."


@pytest.mark.parametrize(
    ("published", "venue"),
    [
        ("Toy Workshop, ICLR 2025", "Toy Workshop, ICLR"),
        ("ICLR 2025 Workshop on Toys", "ICLR Workshop on Toys"),
        ("The 62nd Annual Meeting of the Association for Computational Linguistics: Student "
         "Research Workshop", "The 62nd Annual Meeting of the Association for Computational "
         "Linguistics: Student Research Workshop"),
    ],
)  # fmt: skip
def test_a_workshop_is_not_the_venue_that_it_is_held_at(published: str, venue: str) -> None:
    review = accepted(published)
    assert review.paper.venue == venue
    assert ("venue", "new") in notes(review)
    assert accepted(venue).paper.venue == venue


@pytest.mark.parametrize(
    "published",
    [
        "accepted",
        "Conference",
        "Thanks for your work!",
        "Paper",
        "here",
        "[Paper](x)",
        "homepage",
        "Is it ICLR?",
    ],
)
def test_a_sentence_or_a_word_of_a_link_is_no_venue(published: str) -> None:
    review = judge(published)
    assert isinstance(review, Rejected)
    assert [(p.field, p.code) for p in review.problems] == [("venue", "missing")]


@pytest.mark.parametrize("published", ["Toy Workshop at ICLR 2025", "Journal of Toys, 2024"])
def test_an_unknown_venue_alone_is_new_and_kept(published: str) -> None:
    review = accepted(published)
    assert ("venue", "new") in notes(review)
    assert review.paper.venue == published.replace(" 2025", "").replace(", 2024", "")


@pytest.mark.parametrize(
    ("link", "venue"),
    [
        (ARXIV, "arXiv"),
        ("arXiv:2402.01872", "arXiv"),
        (ACL, "EMNLP"),
        ("https://aclanthology.org/2024.findings-acl.199/", "ACL Findings"),
        ("https://aclanthology.org/P19-1580/", "ACL"),
        ("https://proceedings.mlr.press/v235/zhang24bk.html", "ICML"),
        ("https://ojs.aaai.org/index.php/AAAI/article/view/29818", "AAAI"),
        ("https://transformer-circuits.pub/2021/framework/index.html", "Anthropic"),
        ("https://distill.pub/2020/circuits/", "Distill"),
        (f"{ARXIV} {ACL}", "EMNLP"),
    ],
)
@pytest.mark.parametrize("published", [None, "-", "n/a", "", "TBD"])
@pytest.mark.parametrize("key", ["Link", "Code", ""])
def test_an_address_gives_the_venue_that_it_proves(
    published: str | None, key: str, link: str, venue: str
) -> None:
    lines = [f"{key}: {link}"] if key else ["", *link.split()]
    if not key and " " in link:
        return  # two addresses outside of every line are nobody's
    review = accepted(published, *lines)
    assert review.paper.venue == venue
    assert notes(review)["venue", "from-link"].startswith(f"{venue} is the venue of https://")


def test_an_address_that_proves_no_venue_leaves_it_missing() -> None:
    review = judge(None, "Link: https://openreview.net/forum?id=AwyxtyMwaG")
    assert isinstance(review, Rejected)
    assert [(p.field, p.code) for p in review.problems] == [("venue", "missing")]
    assert [link.label for link in review.draft.links] == ["OpenReview"]


@pytest.mark.parametrize(
    ("published", "venue", "code"),
    [
        ("arXiv", "arXiv", "disagrees"),
        ("ICLR 2025", "ICLR", "disagrees"),
        ("Vienna", "EMNLP", "not-taken"),
        ("EMNLP 2024", "EMNLP", None),
    ],
)
def test_an_address_that_says_another_venue_is_noted(
    published: str, venue: str, code: str | None
) -> None:
    review = accepted(published, f"Link: {ACL}")
    assert review.paper.venue == venue
    assert [link.label for link in review.paper.links] == ["EMNLP"]
    assert {c for f, c in notes(review) if f == "venue"} - {"from-link", "normalised"} == (
        {code} if code else set()
    )


def test_an_unknown_venue_beside_a_preprint_is_kept() -> None:
    review = accepted("Annals of Toys", f"Link: {ARXIV}")
    assert review.paper.venue == "Annals of Toys"
    assert [link.label for link in review.paper.links] == ["arXiv"]


@pytest.mark.parametrize(
    ("date", "code"),
    [("", "partial"), ("2024-02-03", None), ("2024-12-31", None), ("2021-01-02", "disagrees"),
     ("2021", "disagrees"), ("2025", None)],
)  # fmt: skip
def test_a_number_of_arxiv_tells_the_month_and_what_is_far_from_it(
    date: str, code: str | None
) -> None:
    review = accepted(f"arXiv, {date}", f"Link: {ARXIV}")
    said = {c: note for (f, c), note in notes(review).items() if f == "date"}
    if len(date) == 4:
        assert said.pop("partial") == f"The issue says {date} only; the day is not known."
    assert list(said) == ([code] if code else [])
    if code == "partial":
        assert "2024-02" in said["partial"]
        assert review.paper.date is None


def test_a_date_of_many_digits_is_no_date_and_no_venue() -> None:
    review = judge("arXiv", f"Date: {'9' * 400}")
    assert isinstance(review, Rejected)
    assert [(p.field, p.code) for p in review.problems] == [("date", "unreadable")]
    review = judge("9" * 400)
    assert isinstance(review, Rejected)
    assert [(p.field, p.code) for p in review.problems] == [
        ("date", "unreadable"), ("venue", "missing"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("published", "date", "later"),
    [
        ("arXiv:2402.01872v2 [cs.CL] 5 Mar 2024", None, "2024-03-05"),
        ("arXiv:2402.01872v1 [cs.CL] 3 Feb 2024", "2024-02-03", None),
        ("arXiv:2402.01872v3, 2024-02-03", "2024-02-03", None),
        ("arXiv:2402.01872, 5 Mar 2024", "2024-03-05", None),
    ],
)
def test_the_day_of_a_later_version_is_not_that_of_publication(
    published: str, date: str | None, later: str | None
) -> None:
    review = accepted(published)
    assert review.paper.date == (dt.date.fromisoformat(date) if date else None)
    message = f"{later} is the day of a later version on arXiv; not taken."
    assert notes(review).get(("date", "later")) == (message if later else None)


def test_other_words_beside_a_date_are_quoted() -> None:
    review = accepted("ICLR", "Date: 2025-01-22 on the web")
    assert review.paper.date == dt.date(2025, 1, 22)
    assert notes(review)["date", "not-taken"] == "Not taken for the date: “on the web”."


@pytest.mark.parametrize(
    "links",
    [
        "https://arxiv.org/abs/2402.01872 https://arxiv.org/abs/2402.01873",
        "https://openreview.net/forum?id=ToyHeads01 https://openreview.net/forum?id=ToyHeads02",
        "10.1145/3411764.3445110 10.1145/3411764.3445111",
        "https://transformer-circuits.pub/2021/a/ https://transformer-circuits.pub/2022/b/",
    ],
)
def test_two_papers_of_one_service_are_a_problem(links: str) -> None:
    review = judge("ICLR", f"Link: {links}")
    assert isinstance(review, Rejected)
    assert [(p.field, p.code) for p in review.problems] == [("links", "several-papers")]
    # The first one stands in the text to copy, the others beside it.
    assert len(review.draft.links) == len(review.draft.also) == 1
    assert not isinstance(judge("ICLR", f"Link: {review.draft.links[0].url}"), Rejected)


@pytest.mark.parametrize(
    "links",
    [
        f"{ARXIV} {ARXIV}v2 https://openreview.net/forum?id=ToyHeads01 10.1145/3411764.3445110",
        f"{ARXIV} {ACL} https://github.com/a/b https://github.com/a/c",
        f"[{ARXIV}]({ARXIV}) " * 9,
    ],
)
def test_addresses_of_one_paper_at_several_services_are_listed(links: str) -> None:
    assert len(accepted("ICLR", f"Link: {links}").paper.links) == len(
        {link.removesuffix("v2").strip("[]()").partition("](")[0] for link in links.split()}
    )


@pytest.mark.parametrize(
    ("head", "names", "codes"),
    [
        ("attention heads", ("Attention Head",), {"generic", "new", "normalised"}),
        ("all heads", ("Attention Head",), {"generic", "new", "normalised"}),
        ("attention heads, Toy Head", ("Toy Head",), {"generic", "new"}),
        ("Toy Head, etc.", ("Toy Head",), {"generic", "new"}),
        ("Toy Head, N/A", ("Toy Head",), {"new"}),
        ("[Toy Head](https://arxiv.org/abs/2402.01872)", ("Toy Head",), {"new"}),
    ],
)
def test_words_that_name_no_head_are_noted_and_the_others_taken(
    head: str, names: tuple[str, ...], codes: set[str]
) -> None:
    text = f"Title: {'How Toys Travel'}\nHead: {head}\nPublished: ICLR\n"
    text += "Summary:\n- Innovation: A.\n- Tasks: B.\n- Significant Result: C.\n"
    review = review_issue("Add new paper:", text, frozenset(), EMPTY, TODAY, 42)
    assert isinstance(review, Accepted)
    assert review.paper.tags == names
    assert {code for field, code in notes(review) if field == "heads"} == codes


@pytest.mark.parametrize("head", ["all", "various", "etc.", "N/A"])
def test_a_word_that_names_nothing_at_all_is_asked_about(head: str) -> None:
    text = f"Title: How Toys Travel\nHead: {head}\nPublished: ICLR\n"
    text += "Summary:\n- Innovation: A.\n- Tasks: B.\n- Significant Result: C.\n"
    review = review_issue("Add new paper:", text, frozenset(), EMPTY, TODAY, 42)
    assert isinstance(review, Rejected)
    assert [(p.field, p.code) for p in review.problems] == [("heads", "missing")]


PIECES = st.lists(
    st.sampled_from(
        ["<!", "--", "<!*--* x", "<!`--` x", "<![--](a.b) x", "*", "`", "_", "[", "](a.b)", "-->",
         "&lt;", "!--", "Toys", " ", "ICLR", "(", ")", ", ", "/", "2024", "\u0338", "\ufe0f", "."]
    ),
    max_size=8,
).map("".join)  # fmt: skip


@given(PIECES, PIECES, PIECES, PIECES)
def test_what_is_stored_is_clean_and_the_list_with_it_is_in_order(
    title: str, head: str, venue: str, sentence: str
) -> None:
    text = f"Title: A {title}\nHead: A {head}\nPublished: A {venue}\nSummary:\n"
    text += f"- Innovation: A {sentence}\n- Tasks: B.\n- Significant Result: C.\n"
    review = review_issue("Add new paper:", text, frozenset(), EMPTY, TODAY, 42)
    if not isinstance(review, Accepted):
        return
    paper = review.paper
    for value in (paper.title, paper.venue, *paper.tags, *summary_of(paper)):
        assert one_line(clean(value)) == value
    assert lint(EMPTY.with_paper(paper)) == []


@pytest.mark.parametrize("digit", ["６", "٦", "६", "๖", "𝟔", "⑥", "²", "六"])
@pytest.mark.parametrize(
    "place",
    ["arXiv, 2025-02-17, arXiv:2502.1180{}", "arXiv\nLink: https://arxiv.org/abs/2502.1180{}",
     "arXiv\nCode: https://github.com/ada/toys{}", "arXiv\nDate: 2025-02-1{}",
     "arXiv\nLink: 10.1145/341176{}", "arXiv\n\nhttps://arxiv.org/abs/2502.1180{}"],
)  # fmt: skip
def test_a_digit_of_any_script_is_read_or_told_and_breaks_nothing(place: str, digit: str) -> None:
    review = judge(place.format(digit))
    if isinstance(review, Rejected):
        assert "Date" in place
        assert [(p.field, p.code) for p in review.problems] == [("date", "unreadable")]
        return
    assert isinstance(review, Accepted)
    assert lint(EMPTY.with_paper(review.paper)) == []
    urls = [link.url for link in review.paper.links]
    if digit == "６":
        assert review.paper.date == dt.date(2025, 2, 16) if "Date" in place else urls
        assert all("6" in url for url in urls)
    elif "Date" not in place and "\n\n" not in place:
        told = notes(review)["links", "not-listed"]
        assert digit in told
