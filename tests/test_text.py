"""Text is cleaned once on its way in and made harmless for each place it goes to."""

import html
import re
import time
import unicodedata
from urllib.parse import unquote

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import example, given
from hypothesis import strategies as st

from bot.text import (
    clean,
    fold,
    for_badge,
    for_code,
    for_comment,
    for_fence,
    for_html,
    for_log,
    for_markdown,
    for_title,
    inert,
    one_line,
    shorten,
)

# Any character at all, those that carry meaning somewhere far more often than by chance.
MEANINGFUL = (
    "`*_~|<>&;#@:/\\[]()!$-+=.\"'0123456789abcdefGHwhtps \n\t\r\u200b\u200d\u0301\u0316\U0001f469"
)
HOSTILE = st.text(st.one_of(st.sampled_from(MEANINGFUL), st.characters()), max_size=60)
PIECES = st.lists(
    st.sampled_from(
        ["@octocat", "#1", "GH-1", "o/r#2", "www.", "https://", "x.example", "a@b.co", "<!--",
         "-->", "0a1b2c3", "&#64;", "&commat;", "\u200b", "\u200d", " ", "_", "*", "`", "é",
         "[skip ci]", "1."]
    ),
    max_size=12,
).map("".join)  # fmt: skip
ANYTHING = st.one_of(HOSTILE, PIECES)
PLAIN = ANYTHING.map(clean).map(one_line)


def render(markdown: str) -> str:
    """Render as GitHub does, with its extensions, raw HTML left in to be seen."""
    rendered: str = cmarkgfm.github_flavored_markdown_to_html(
        markdown, Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    )
    return rendered


def utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


# --- cleaning ------------------------------------------------------------------------------


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
    ],
)
def test_titles_that_differ_in_print_only_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_titles_that_differ_by_a_word_and_titles_of_signs_stay_apart() -> None:
    assert fold("Heads in Transformers") != fold("Heads in Small Transformers")
    assert fold("???") != fold("!!!")


# --- HTML ----------------------------------------------------------------------------------


@given(PLAIN)
def test_html_shows_the_text_and_cannot_leave_text_or_attribute(text: str) -> None:
    shown = for_html(text)
    assert html.unescape(shown) == text
    assert not set("<>\"'$\n") & set(shown)


def test_html_hides_what_an_edit_of_the_list_by_hand_could_bring() -> None:
    assert for_html("a\u202eb\0c\nd<") == "abc d&lt;"


# --- badges --------------------------------------------------------------------------------


def read_badge(path: str) -> list[str]:
    """Split a badge's path by the grammar of shields.io: decode first, then the signs."""
    texts = [""]
    for token in re.findall(r"--|__|_|-|[^-_]+", unquote(path, errors="strict")):
        if token == "-":
            texts.append("")
        else:
            texts[-1] += {"--": "-", "__": "_", "_": " "}.get(token, token)
    return texts


@pytest.mark.parametrize(
    ("text", "segment"),
    [
        ("Retrieval Head", "Retrieval_Head"),
        ("S-Inhibition Head", "S--Inhibition_Head"),
        ("name_mover", "name__mover"),
        ("100% Head", "100%25_Head"),
        ("Head?logo=x", "Head%3Flogo%3Dx"),
        ("../x#y", "..%2Fx%23y"),
        ("归纳头", "%E5%BD%92%E7%BA%B3%E5%A4%B4"),
    ],
)
def test_a_badge_segment_has_no_sign_that_steers_the_badge(text: str, segment: str) -> None:
    assert for_badge(text) == segment


@given(PLAIN)
@example("a _b")
@example("a_ b")
@example("%2D")
def test_a_badge_says_what_the_text_says(text: str) -> None:
    segment = for_badge(text)
    assert read_badge(segment) == [text]
    assert re.fullmatch(r"[A-Za-z0-9._~%-]*", segment)


# --- inert text ----------------------------------------------------------------------------

# What GitHub makes live in a plain text, in its own words: its borders are ASCII.
LIVE = re.compile(
    r"(?:^|[^A-Za-z0-9])@[A-Za-z0-9]"
    r"|#\d"
    r"|(?:^|[^A-Za-z0-9])(?i:GH)-\d"
    r"|://"
    r"|(?:^|[^A-Za-z0-9])(?i:www)\."
    r"|[A-Za-z0-9._+-]@[A-Za-z0-9_-]+\.[A-Za-z0-9_.-]*[A-Za-z]"
    r"|(?<![A-Za-z0-9])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}(?![A-Za-z0-9])"
    r"|\[(?i:skip ci|ci skip|no ci|skip actions|actions skip)\]"
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ping @octocat and @org/team", "ping ＠octocat and ＠org/team"),
        ("é@octocat", "é＠octocat"),
        ("@@octocat", "@＠octocat"),
        ("_@octocat_", "_＠octocat_"),
        ("Closes #1", "Closes ＃1"),
        ("fixes owner/repo#12", "fixes owner/repo＃12"),
        ("resolves GH-1", "resolves GH‑1"),
        ("see https://evil.example/x", "see https：//evil.example/x"),
        ("1http://evil.example", "1http：//evil.example"),
        ("www.evil.example", "www․evil.example"),
        ("_www.evil.example", "_www․evil.example"),
        ("mail a.b@evil.example", "mail a.b＠evil.example"),
        ("reverts 0123456789abcdef", "reverts 012345‑6789ab‑cdef"),
        ("as of a1b2c3d.", "as of a1b2c3‑d."),
        ("A Study [skip ci] [No CI]", "A Study ［skip ci] ［No CI]"),
        ("&#64;octocat &commat;octocat", "＆＃64;octocat ＆commat;octocat"),
        ("@<b></b>octocat", "＠<b></b>octocat"),
    ],
)  # fmt: skip
def test_what_github_would_act_on_is_put_to_rest(text: str, shown: str) -> None:
    assert inert(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Reports pass@1 and precision@10.",
        "pass@1.5 at p < 0.05",
        "5*3*2 is 30",
        "Costs $5 to run, not $50.",
        "Closes the gap to the baseline and fixes 2 known failures.",
        "Q&A heads; A&B",
        "C# and the # sign",
        "decade facade defaced 1000000",
        "ratio 3:2, and/or",
        "[skip] [ci]",
    ],
)
def test_ordinary_text_reads_as_before(text: str) -> None:
    assert inert(text) == text


@given(ANYTHING)
def test_nothing_is_live_in_inert_text(text: str) -> None:
    shown = inert(text)
    assert not LIVE.search(shown), shown
    assert not LIVE.search(html.unescape(shown)), shown
    assert "\n" not in shown


@given(ANYTHING)
def test_inert_text_stays_as_it_is(text: str) -> None:
    assert inert(inert(text)) == inert(text)


@given(PLAIN)
def test_a_comment_shows_the_inert_text(text: str) -> None:
    shown = for_comment(text)
    assert html.unescape(shown) == inert(text)
    assert not set("<>\"'$\n") & set(shown)


@pytest.mark.parametrize(
    "sink", [inert, for_comment, for_markdown, for_badge, for_log, for_fence, for_code]
)
@pytest.mark.parametrize(
    "unit", ["@", "#1", "a@", "0a", "https://", "a.b-", "`", "&#", "GH-1", "["]
)
def test_every_sink_takes_linear_time(sink: object, unit: str) -> None:
    assert callable(sink)
    text = unit * (64_000 // len(unit))
    start = time.process_time()
    sink(text)
    assert time.process_time() - start < 0.5


# --- Markdown ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "**bold** _it_ `code` ~~gone~~ [a](javascript:x) ![i](https://x.example/i.png)",
        "# heading",
        "- item",
        "+ item",
        "1. item",
        "1) item",
        "> quote",
        "| a | b |",
        "--- ***",
        "=====",
        "<script>alert(1)</script> <!-- x -->",
        "a@b.example www.x.example ftp://x.example",
        "&lt;b&gt; &#64;x",
        "[^1]: note",
        "\\",
        "\\<b> \\&lt; \\\\",
    ],
)
def test_markdown_shows_marks_of_the_syntax_as_text(text: str) -> None:
    assert (
        render(for_markdown(text))
        == f"<p>{html.escape(inert(text), quote=True).replace('&#x27;', chr(39))}</p>\n"
    )


@given(ANYTHING)
def test_markdown_makes_one_paragraph_and_no_other_tag(text: str) -> None:
    rendered = render(for_markdown(text)).strip()
    shown = inert(text)
    assert html.unescape(rendered) == (f"<p>{shown}</p>" if shown else "")
    assert re.findall(r"<[^>]*>", rendered) == (["<p>", "</p>"] if shown else [])


@given(PLAIN)
@example("`")
@example("``a`")
@example("` `")
def test_a_code_span_shows_its_line_exactly(text: str) -> None:
    assert render(f"x {for_code(text)}") == (
        f"<p>x <code>{html.escape(text, quote=True).replace('&#x27;', chr(39))}</code></p>\n"
        if text
        else "<p>x ``</p>\n"
    )


@given(ANYTHING)
def test_markdown_and_comments_are_inert_as_plain_text_too(text: str) -> None:
    """A squash merge makes a commit message of the source as it stands."""
    assert not LIVE.search(for_markdown(text))
    assert not LIVE.search(for_comment(text))


@given(st.lists(PLAIN, max_size=5).map("\n".join))
@example("```\n~~~\n````")
@example("`" * 80)
def test_a_fence_keeps_its_content_and_nothing_gets_out(text: str) -> None:
    rendered = render(f"before\n\n{for_fence(text)}\n\nafter")
    found = re.fullmatch(
        r'<p>before</p>\n<pre lang="text"><code>(.*)</code></pre>\n<p>after</p>\n',
        rendered,
        re.DOTALL,
    )
    assert found, rendered
    assert html.unescape(found[1]) == f"{text}\n"
    assert "<" not in found[1]


# --- titles, logs --------------------------------------------------------------------------


def test_a_long_title_is_cut_at_a_character_and_says_so() -> None:
    assert for_title("🎉" * 200) == "🎉" * 124 + "…"
    assert for_title("a" * 250) == "a" * 250


@given(st.one_of(ANYTHING, st.text(st.sampled_from("a😀@#1 "), min_size=200, max_size=600)))
def test_a_title_fits_and_holds_no_half_character(text: str) -> None:
    title = for_title(text)
    assert utf16_units(title) <= 250
    assert title.encode().decode() == title
    assert not LIVE.search(title)


def test_half_a_character_from_elsewhere_stops_no_cut() -> None:
    assert shorten("a\ud800b" * 9, 4) == "ab…"


@given(st.text(max_size=40), st.integers(min_value=1, max_value=20))
def test_a_text_is_cut_to_the_limit_only_where_it_is_longer(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert utf16_units(short) <= limit
    assert short == text if utf16_units(text) <= limit else short.endswith("…")
    assert text.startswith(short.removesuffix("…").rstrip())


@pytest.mark.parametrize(
    ("text", "logged"),
    [
        ("a\nb\r\u2028c", "a\\nb\\r\\u2028c"),
        ("::error::x", ":\u2009:error:\u2009:x"),
        (":::", ":\u2009:\u2009:"),
        ("###[group]", "###\u2009[group]"),
        ("\x1b[31m \u202e \ud800", "\\x1b[31m \\u202e \\ud800"),
        ("Köpfe 归纳头", "Köpfe 归纳头"),
    ],
)
def test_a_log_line_shows_control_characters_and_breaks_commands(text: str, logged: str) -> None:
    assert for_log(text) == logged


@given(st.one_of(ANYTHING, st.text(st.sampled_from(":#[\n\r\v\x85\u2028 a"))))
def test_a_log_line_is_one_line_without_a_workflow_command(text: str) -> None:
    logged = for_log(text)
    assert len(f"{logged}.".splitlines()) == 1
    assert "::" not in logged
    assert "##[" not in logged
    assert logged.encode().decode() == logged
