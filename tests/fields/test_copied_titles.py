"""A title is read as the paper has it, whatever it was copied from."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.fields.copied_titles import read_copied
from bot.text.clean import clean, one_line
from tests.ours import parse_catalog
from tests.paths import LISTED
from tests.strings import ANYTHING

LIST = parse_catalog(LISTED.read_text("utf-8"))
TITLES = [paper.title for paper in LIST.papers]
TOYS = "How Toys Travel Between Sentences"
ARXIV = "https://arxiv.org/abs/2402.01872"


@pytest.mark.parametrize("title", TITLES)
def test_a_listed_title_reads_as_itself(title: str) -> None:
    read = read_copied(title)
    assert (read.text, read.addresses, read.left, read.site) == (title, [], [], "")


TABS = [
    "[2404.15574] {}", "[2404.15574v2] {}", "[arXiv:2404.15574] {}", "(2404.15574) {}",
    "{} | OpenReview", "{} - ACL Anthology", "{} - arXiv", "{} | arXiv", "{} – arXiv.org",
    "{} | Semantic Scholar", "(PDF) {}", "[PDF] {}", "[PDF] {} | Semantic Scholar",
    "Paper page - {}", "{} | Proceedings of the 2024 CHI Conference on Human Factors",
    "{} | IEEE Conference Publication | IEEE Xplore", "{} - ScienceDirect", "{} | Nature",
    "{} | Request PDF", "{} — LessWrong", "{} · Hugging Face", "{}.", "{},", "{};", "**{}**",
    "“{}”", "“{}.”", "《{}》", "「{}」", "{{{}}}", "[{}](https://x.example/)", "*{}*", "<b>{}</b>",
    "[**{}**](https://arxiv.org/abs/2402.01872)", "{} [[Paper]](https://arxiv.org/abs/2402.01872)",
    "{} [paper](https://arxiv.org/abs/2402.01872) [code](https://github.com/a/b)",
    "{}, https://arxiv.org/abs/2402.01872", "{} (https://arxiv.org/abs/2402.01872)",
    "{} arXiv: 2402.01872", "{}（https://arxiv.org/abs/2402.01872）",
]  # fmt: skip


@pytest.mark.parametrize("form", TABS)
def test_every_listed_title_is_found_in_every_form_that_it_is_copied_in(form: str) -> None:
    for title in TITLES:
        found = read_copied(form.format(title))
        assert LIST.find(found.text, ()) is not None, found.text


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("{mrag: Elucidating the {D}esign Space}", "mrag: Elucidating the Design Space"),
        (r"How \emph{Toys} Travel", "How Toys Travel"),
        (r"\textbf{How Toys} Travel", "How Toys Travel"),
        (r"Schr\"odinger's Toys", "Schrödinger's Toys"),
        (r"Na{\"\i}ve Toys", "Naïve Toys"),
        (r"$\alpha$-Toys", "α-Toys"),
        (r"Toys \& Heads", "Toys & Heads"),
        (r"\texttt{Toys}: \textsf{A} \mbox{B}", "Toys: A B"),
        (r"\textcolor{red}{Toys} Travel", "Toys Travel"),
        (r"$\texttt{Toys}$: A & B", "Toys: A & B"),
        ("``How Toys'' Travel", "“How Toys” Travel"),
        ("Title: How Toys Travel", "How Toys Travel"),
        ("How Toys Travel†", "How Toys Travel"),
        ("How Toys Travel (CVPR2025)", "How Toys Travel"),
        ("[CVPR 2025] How Toys Travel", "How Toys Travel"),
        ("[NeurIPS'24 Oral] How Toys Travel", "[NeurIPS'24 Oral] How Toys Travel"),
        ("ICLR Poster How Toys Travel", "How Toys Travel"),
        ("Toys in the Wild (Extended Abstract)", "Toys in the Wild (Extended Abstract)"),
        ("Toys of Nature (1984)", "Toys of Nature (1984)"),
        ("10.5 Toys", "10.5 Toys"),
        ("Toys &amp; Heads", "Toys & Heads"),
        ("Toys&#39; Heads", "Toys' Heads"),
        ("Toys &amp;amp; Heads", "Toys & Heads"),
        ("How <i>Toys</i> Travel", "How Toys Travel"),
        ("**How Toys**: Travel", "How Toys: Travel"),
        ("*How* _Toys_ `Travel`", "How Toys Travel"),
        ("Eﬃcient Toys in the ﬁeld", "Efficient Toys in the field"),
        ("How Toys Travel.", "How Toys Travel"),
        ("How Toys Travel。", "How Toys Travel"),
        ("How Do Toys Travel?", "How Do Toys Travel?"),
        ("Toys!", "Toys!"),
        ("To Be Continued...", "To Be Continued..."),
        ("On the Toys of Lovelace et al.", "On the Toys of Lovelace et al."),
        ("Toys in the U.S.", "Toys in the U.S."),
        ("Toys in C* Algebras", "Toys in C* Algebras"),
        ("Attention* and Other Toys*", "Attention* and Other Toys*"),
        ("A* Search and B* Search", "A* Search and B* Search"),
        ("In-context learning: what [MASK] hides", "In-context learning: what [MASK] hides"),
        ("What <mask> and <EOS> hide", "What <mask> and <EOS> hide"),
        ("From $5 to $6 Toys", "From $5 to $6 Toys"),
        ("The name_mover_head of Toys", "The name_mover_head of Toys"),
        ("p(y|x) and p(x | y)", "p(y|x) and p(x | y)"),
        ("Toys - A Survey", "Toys - A Survey"),
        ("Toys | A Survey", "Toys | A Survey"),
        ("Beyond Toys - Nature", "Beyond Toys - Nature"),
        ("[Re] Toys Revisited", "[Re] Toys Revisited"),
        ("1.58-bit Toys", "1.58-bit Toys"),
        ("Toys {A", "Toys {A"),
        ("归纳头，玩具", "归纳头，玩具"),
        ("Paper", ""),
        ("[here](https://arxiv.org/abs/2402.01872)", ""),
        ("", ""),
    ],
)
def test_mark_up_is_taken_off_and_nothing_else(raw: str, title: str) -> None:
    assert read_copied(raw).text == title


@pytest.mark.parametrize(
    ("raw", "addresses"),
    [
        (f"[2402.01872] {TOYS}", ["2402.01872"]),
        (f"{TOYS}, {ARXIV}", [ARXIV]),
        (f"[{TOYS}]({ARXIV}) [code](https://github.com/a/b)", [ARXIV, "https://github.com/a/b"]),
        (f"{TOYS} [[Paper]]({ARXIV}v1) ![](https://x.example/i)",
         [f"{ARXIV}v1", "https://x.example/i"]),
        (
            f"[{TOYS}](https://openreview.net/forum?id=OqTMUPuLuC&referrer=%5BA%5D(%2Fgroup))",
            ["https://openreview.net/forum?id=OqTMUPuLuC&referrer=%5BA%5D(%2Fgroup)"],
        ),
        (f"{TOYS}\n[paper]({ARXIV}) [code](https://github.com/a/b)",
         [ARXIV, "https://github.com/a/b"]),
        (f"{TOYS}\n{ARXIV}", [ARXIV]),
        (f"2402.01872 {TOYS}", ["2402.01872"]),
        (f"arXiv:2402.01872: {TOYS}", ["arXiv:2402.01872"]),
        (f"{ARXIV} {TOYS}", [ARXIV]),
        (f'<a href="{ARXIV}">{TOYS}</a>', [ARXIV]),
    ],
)  # fmt: skip
def test_the_addresses_with_a_title_are_given_and_are_no_part_of_it(
    raw: str, addresses: list[str]
) -> None:
    read = read_copied(raw)
    assert (read.text, read.addresses, read.left) == (TOYS, addresses, [])


@pytest.mark.parametrize(
    "below",
    [
        "Ada Lovelace, Alan Turing",
        "Ada Lovelace, Alan Turing, and Grace Hopper",
        "Ada Lovelace and Alan Turing",
        "A. Lovelace, A. M. Turing",
        "Ada Lovelace1*, Alan Turing2†",
        "Ada Lovelace et al.",
        "Ada Lovelace; Alan Turing",
        "Ada Lovelace",
        "by Ada Lovelace",
        "By Ada Lovelace and Alan Turing",
        "Lovelace, Ada and Turing, Alan",
        "Rex Lovelace, Jure Turing.",
        "University of Toys",
        "ada@toys.example",
        "Accepted to ACL 2019",
        "ICLR 2025",
        "It is a long sentence that tells what the paper does and how it does all of that.",
    ],
)
def test_a_line_that_is_no_part_of_the_title_is_left_and_told(below: str) -> None:
    read = read_copied(f"{TOYS}\n{below}")
    assert read.text == TOYS
    assert read.left or "@" in below
    assert all(line in below for line in read.left)


@pytest.mark.parametrize("title", [title for title in TITLES if len(title) > 50])
def test_a_title_wrapped_at_any_blank_is_read_whole(title: str) -> None:
    words = title.split(" ")
    for place in range(5, len(words) - 2):
        raw = f"{' '.join(words[:place])}\n{' '.join(words[place:])}"
        assert read_copied(raw).text == title, raw


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A Survey on Efficient Inference for Large Language", "Models"),
        ("Gated Slots for Efficient Linear-Time", "Sequence Modeling."),
        ("UniPrefill: Universal Prefill Acceleration via Block-wise", "Dynamic Sparsification"),
        ("A Rule-Controllable Decoding Strategy for Language Generation", "by Imitating Systems"),
        ("How Toys Travel Between Sentences:", "Ada Lovelace Revisited"),
        ("Toys and their Attention", "Maps, Heads and Layers"),
    ],
)
def test_the_end_of_a_title_on_its_own_line_is_no_author(first: str, second: str) -> None:
    read = read_copied(f"{first}\n{second}")
    assert read.text == f"{first} {second}".rstrip(".")
    assert read.left == []


MARKS = st.lists(
    st.sampled_from(
        ["*", "**", "_", "`", "<!", "<", "--", "-->", "<!*--*", "&lt;", "!--", "[", "](a.b)", "{",
         "}", "\\", "\\emph{", "$", "&amp;", "&#8203;", "&#x338;", "\u0338", " | ", " - ", "arXiv",
         "[2402.01872] ", "Toys", " ", "\n", ".", ",", "“", "”", "《", "》", "(PDF) ", "ﬁ", "<b>"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(st.one_of(ANYTHING, MARKS))
@example("<!*--* x")
@example("<!`--` x")
@example("<![--](a.b) x")
@example("&lt;!-- x --&gt; y")
def test_a_stored_title_is_clean_and_reads_as_itself(raw: str) -> None:
    title = read_copied(clean(raw)).text
    assert one_line(clean(title)) == title
    assert "<!--" not in title
    assert read_copied(title).text == title
