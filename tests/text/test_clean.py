"""Text is cleaned once on its way in."""

import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.text.clean import clean, disguised, fold, half_width, one_line, shorten
from bot.text.invisible import IGNORABLE
from tests.strings import ANYTHING, utf16_units


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\tb\vc\fd\x85e\u00a0f\u3000g\u2028h", "a b c d e f g h"),
        ("a<!-- note -->b", "a b"),
        ("a<!--\nkey: value\n-->b<!---->c", "a b c"),
        ("kept <!-- never closed\nhidden", "kept "),
        ("a --> b", "a --> b"),
    ],
)
def test_line_ends_white_space_and_comments_are_made_plain(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    "unseen",
    ["\0", "\x07", "\x1b", "\x7f", "\u00ad", "\u200b", "\u200e", "\u202e", "\u2066", "\ufeff",
     "\u034f", "\U000e0041", "\ue000", "\U0010fffd", "\ufdd0", "\uffff", "\ud800"],
)  # fmt: skip
def test_characters_that_nobody_sees_are_dropped(unseen: str) -> None:
    assert clean(f"Induc{unseen}tion") == "Induction"


@pytest.mark.parametrize("blank", ["\u3164", "\u115f", "\u2800"])
def test_letters_that_look_blank_become_blanks(blank: str) -> None:
    assert clean(f"a{blank}b") == "a b"


@pytest.mark.parametrize(
    "text", ["👩\u200d💻", "❤\ufe0f\u200d🔥", "👩🏽\u200d🚀", "क\u094d\u200dष", "می\u200cخواهم"]
)
def test_joiners_inside_emoji_and_joining_scripts_stay(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("re\u200dtrieval", "retrieval"),
        ("\u200da", "a"),
        ("💻\u200d", "💻"),
        ("💻\u200d\u200d💻", "💻💻"),
        ("@\u200doctocat", "@octocat"),
    ],
)
def test_joiners_anywhere_else_are_dropped(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


def test_letters_and_marks_are_composed() -> None:
    assert clean("Te\u0302te \u212b") == "T\u00eate \u00c5"


def test_a_run_of_marks_is_cut_to_four_whatever_stands_between_them() -> None:
    kept = unicodedata.normalize("NFC", "x" + "\u0301" * 4)
    assert clean("x" + "\u0301" * 9) == kept
    assert clean("x" + "\u0301\u200b" * 9) == kept


def test_vietnamese_and_polytonic_greek_lose_no_mark() -> None:
    assert clean("Nguyễn ᾧ") == "Nguyễn ᾧ"


def test_a_comment_goes_before_the_characters_that_could_hide_one() -> None:
    """A comment leaves a blank, so that the halves of a word around it do not join."""
    assert clean("Clo<!-- -->ses #1") == "Clo ses #1"
    assert clean("@<!-- -->octocat") == "@ octocat"


def test_a_comment_that_invisible_characters_hid_goes_too() -> None:
    assert clean("a <!\u200b-- forged --\u200b> b") == "a   b"


@pytest.mark.parametrize(
    "unit", ["\u0301\u0316", "\u0301\u0316\u200b", "<!--", "\u200d💻", "e\u0323\u0302"]
)
def test_cleaning_takes_linear_time(unit: str) -> None:
    raw = "a" + unit * (64_000 // len(unit))
    start = time.process_time()
    clean(raw)
    assert time.process_time() - start < 0.5


@given(ANYTHING)
@example("<!\u200b-- x -->")
@example("\u0344" * 5)
@example("\u0cc6" * 5 + "\u0cc2")
@example("\u212a\u200d\u0995")
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    once = clean(raw)
    assert clean(once) == once


@given(ANYTHING)
def test_cleaned_text_is_composed_and_free_of_control_characters(raw: str) -> None:
    cleaned = clean(raw)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert "<!--" not in cleaned
    for char in cleaned:
        is_plain = unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
        assert is_plain or char in "\n\u200c\u200d"


@given(st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S", "Zs")), max_size=60))
def test_plain_ascii_without_a_comment_is_left_alone(text: str) -> None:
    assert clean(text.replace("<!--", "")) == text.replace("<!--", "")


def test_a_text_on_one_line_has_single_blanks_only() -> None:
    assert one_line("  a\n\n b \t c ") == "a b c"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("N-gram heads: a Study", "n gram HEADS -- a study!"),
        ("Tête", "tete"),
        ("Ｉｎｄｕｃｔｉｏｎ", "Induction"),
        ("Аttention", "Attention"),
        ("Αttеntiоո", "Attention"),
    ],
)
def test_titles_that_differ_in_print_only_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Аttention Heads", ["Аttention"]),
        ("Nаïve Heads of а СОМ, а Study", ["Nаïve", "а", "СОМ"]),
        ("Внимание Heads, β-VAE, Naïve Größe 归纳头", []),
        ("Головы внимания", []),
        ("", []),
    ],
)
def test_words_with_letters_that_pass_for_latin_ones_are_found(text: str, words: list[str]) -> None:
    assert disguised(text) == words


def test_titles_that_differ_by_a_word_and_titles_of_signs_stay_apart() -> None:
    assert fold("Heads in Transformers") != fold("Heads in Small Transformers")
    assert fold("???") != fold("!!!")


def test_half_a_character_from_elsewhere_stops_no_cut() -> None:
    assert shorten("a\ud800b" * 9, 4) == "ab…"


@given(st.text(max_size=40), st.integers(min_value=1, max_value=20))
def test_a_text_is_cut_to_the_limit_only_where_it_is_longer(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert utf16_units(short) <= limit
    assert short == text if utf16_units(text) <= limit else short.endswith("…")
    assert text.startswith(short.removesuffix("…").rstrip())


def test_whatever_nothing_shows_goes_from_a_sentence_by_ranges_of_our_own() -> None:
    unseen = [chr(point) for first, last in IGNORABLE for point in range(first, last + 1)]
    assert len(unseen) == 4174
    blank = {"\u115f", "\u1160", "\u3164", "\uffa0"}
    for char in unseen:
        expected = "Induc tion heads" if char in blank else "Induction heads"
        assert clean(f"Induc{char}tion heads") == expected, hex(ord(char))
    message = "".join(map(chr, range(0xE0100, 0xE01F0)))
    assert clean(f"Six heads{message} do it.") == "Six heads do it."


@pytest.mark.parametrize(
    "text", ["☀\ufe0f", "☀\ufe0e", "1\ufe0f\u20e3", "#\ufe0f\u20e3", "❤\ufe0f"]
)
def test_a_selector_behind_an_emoji_or_a_keycap_s_digit_stays(text: str) -> None:
    assert clean(f"a {text} b") == f"a {text} b"


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("a\ufe0fb", "ab"),
        ("1\ufe0f2", "12"),
        ("☀\ufe0f\ufe0f\ufe0e", "☀\ufe0f"),
        ("☀\ufe00", "☀"),
        ("漢\U000e0100字", "漢字"),
        ("α\u200dβ", "αβ"),
        ("漢\u200c字", "漢字"),
        ("a\ufe0f\u200d🔥", "a🔥"),
        ("\u1820\u180b", "\u1820"),
    ],
)
def test_a_selector_and_a_joiner_anywhere_else_go(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("\u0338Toys", "Toys"),
        ("Title: \u0301\u0301Toys", "Title: Toys"),
        ("a\n\u0338b", "a\nb"),
        ("a\u0338<!-- x -->\u0338b", "a\u0338 b"),
        ("\u200d\u0301x", "x"),
    ],
)
def test_a_mark_without_a_letter_to_stand_on_goes(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize("text", ["ꓮttention", "Ꭺttention", "Attentꓲon"])
def test_letters_of_lisu_and_cherokee_are_known_in_disguise(text: str) -> None:
    assert disguised(f"An {text} head") == [text]


def test_a_word_of_lisu_or_cherokee_beside_no_latin_letter_is_no_disguise() -> None:
    assert disguised("ꓮꓔꓔꓰ ᎠᎡᎢ") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Search & Learn", "Search and Learn"),
        ("Search&Learn", "search and learn"),
        ("检索＆学习 heads", "检索 and 学习 heads"),
        ("ꓮttention", "Attention"),
        ("ᎪttenᎢion", "attention"),
    ],
)
def test_an_ampersand_is_the_word_and_strange_letters_their_latin_ones(
    one: str, other: str
) -> None:
    assert fold(one) == fold(other)


def test_full_width_letters_digits_and_signs_are_written_in_ascii_at_their_places() -> None:
    assert half_width("ａｒＸｉｖ：２４０２．０１８７２，頭") == "arXiv:2402.01872,頭"
