"""Each sink makes a text harmless for the place where it goes, and readable there."""

import html
import json
import re
import time
import unicodedata
from urllib.parse import unquote

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.text.defuse import defuse, without_commands
from bot.text.escape import (
    Output,
    for_address,
    for_annotation,
    for_attribute,
    for_badge,
    for_code,
    for_comment,
    for_comment_attribute,
    for_commit,
    for_fence,
    for_html,
    for_json,
    for_log,
    for_markdown,
    for_output,
    for_terminal,
    for_title,
    for_trailer,
    readdressed,
)
from tests.behaviour.hostile.witness import commands_to_bots
from tests.strings import ANYTHING, PLAIN, utf16_units


def render(markdown: str) -> str:
    """Render as GitHub does, with its extensions, raw HTML left in to be seen."""
    rendered: str = cmarkgfm.github_flavored_markdown_to_html(
        markdown, Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    )
    return rendered


# --- HTML ----------------------------------------------------------------------------------


@given(PLAIN)
def test_html_shows_the_text_and_cannot_leave_text_or_attribute(text: str) -> None:
    shown = for_html(text).replace("<wbr>", "")
    assert html.unescape(shown) == text
    assert not set("<>\"'$\n") & set(shown)


def test_html_hides_what_an_edit_of_the_list_by_hand_could_bring() -> None:
    assert for_html("a\u202eb\0c\nd<") == "abc d&lt;"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (":octocat: heads", ":<wbr>octocat: heads"),
        ("at 1:100:1000", "at 1:<wbr>100:1000"),
        ("::shipit::", "::<wbr>shipit::"),
        (":a:b:", ":<wbr>a:<wbr>b:"),
        (":+1: :-1: :e-mail:", ":<wbr>+1: :<wbr>-1: :<wbr>e-mail:"),
        (":piñata:", ":<wbr>piñata:"),
        ("Heads: a study: part 2", "Heads: a study: part 2"),
        (":not an emoji:", ":not an emoji:"),
    ],
)
def test_no_name_of_an_emoji_stands_whole_in_text_of_html(text: str, shown: str) -> None:
    """GitHub puts a picture for it in every text between two tags, entities or not."""
    assert for_html(text) == shown
    assert for_attribute(text) == text
    assert not re.search(r":[\w+-]+:", for_comment(text))


@pytest.mark.parametrize("mark", ["\u0338", "\u0301", "\u20dd", "\u093e"])
def test_a_mark_at_the_beginning_does_not_change_the_mark_up_before_it(mark: str) -> None:
    """`>` and U+0338 become one sign in normal form, and the tag is none any more."""
    for sink in (for_html, for_attribute, for_comment):
        shown = f"<b>{sink(f'{mark}A')}"
        assert unicodedata.normalize("NFC", shown) == shown
        assert shown.startswith("<b>&#x")
        assert html.unescape(shown) == f"<b>{mark}A"
    assert for_code(f"{mark}A") == f"` {mark}A `"


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
    r"|(?<![A-Za-z0-9])[0-9a-f]{7,40}(?![A-Za-z0-9])"
    r"|\[(?i:skip ci|ci skip|no ci|skip actions|actions skip)\]"
    r"|(?:^|[^A-Za-z0-9])(?i:GHSA|CVE)-[A-Za-z0-9]{4}"
    r"|:[A-Za-z0-9_+-]{1,64}:",
    re.ASCII,
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
        ("defaced and deadbeefcafe", "deface‑d and deadbe‑efcafe"),
        ("1000000 of 175000000", "1‑000‑000 of 175‑000‑000"),
        ("20240517.", "20‑240‑517."),
        ("see GHSA-ab12-cd34-ef56", "see GHSA‑ab12-cd34-ef56"),
        ("as in cve-2024-12345", "as in cve‑2024-12345"),
        (":octocat: and :+1:", "：octocat: and ：+1:"),
        ("from 1:100:1000", "from 1：100:1000"),
        (":a:b:c:", "：a：b：c:"),
        ("A Study [skip ci] [No CI]", "A Study ［skip ci] ［No CI]"),
        ("&#64;octocat &commat;octocat", "＆＃64;octocat ＆commat;octocat"),
        ("@<b></b>octocat", "＠<b></b>octocat"),
    ],
)  # fmt: skip
def test_what_github_would_act_on_is_put_to_rest(text: str, shown: str) -> None:
    assert defuse(text) == shown


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
        "decade facade 100000",
        "DEFACED Deadbeef",
        "ratio 3:2, and/or",
        "10:30 to 12:45, a: b: c",
        "CVE and GHSA entries",
        "[skip] [ci]",
    ],
)
def test_ordinary_text_reads_as_before(text: str) -> None:
    assert defuse(text) == text


@given(ANYTHING)
def test_nothing_is_live_in_inert_text(text: str) -> None:
    shown = defuse(text)
    assert not LIVE.search(shown), shown
    # In Markdown an entity ends in a semicolon: https://spec.commonmark.org/0.31.2/#entity-references
    decoded = re.sub(r"&#?[0-9A-Za-z]{1,40};", lambda found: html.unescape(found[0]), shown)
    assert not LIVE.search(decoded), shown
    assert "\n" not in shown


@given(ANYTHING)
def test_inert_text_stays_as_it_is(text: str) -> None:
    assert defuse(defuse(text)) == defuse(text)


@given(PLAIN)
def test_a_comment_shows_the_inert_text(text: str) -> None:
    shown = for_comment(text)
    assert html.unescape(shown) == defuse(text)
    assert not set("<>\"'$\n") & set(shown)


@pytest.mark.parametrize(
    "sink", [defuse, for_comment, for_markdown, for_badge, for_log, for_fence, for_code]
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
        == f"<p>{html.escape(defuse(text), quote=True).replace('&#x27;', chr(39))}</p>\n"
    )


@given(ANYTHING)
def test_markdown_makes_one_paragraph_and_no_other_tag(text: str) -> None:
    rendered = render(for_markdown(text)).strip()
    shown = defuse(text)
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
    assert html.unescape(found[1]) == f"{without_commands(text)}\n"
    assert "<" not in found[1]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/approve", "∕approve"),
        ("Hi\n/cc @octocat\n  /lgtm", "Hi\n∕cc @octocat\n  ∕lgtm"),
        ("@dependabot merge", "＠dependabot merge"),
        ("\t@bot go", "\t＠bot go"),
        ("@org/team look", "＠org/team look"),
        ("@octocat", "@octocat"),
        ("and/or @octocat", "and/or @octocat"),
        ("Title: /approve", "Title: /approve"),
        ("//x.example\n/ a\n@ home\n/1", "//x.example\n/ a\n@ home\n/1"),
    ],
)
def test_no_line_of_a_fence_begins_with_a_command_to_a_bot(text: str, shown: str) -> None:
    assert without_commands(text) == shown
    assert f"\n{shown.replace(chr(9), ' ')}\n" in for_fence(text)


@given(st.lists(ANYTHING, min_size=1, max_size=5).map("\n".join))
@example("\x1b/approve")
@example("\u200b@octocat\u00a0go")
def test_nothing_that_a_fence_leaves_out_brings_a_command_to_the_front(text: str) -> None:
    assert commands_to_bots(for_fence(text)) == []


@pytest.mark.parametrize("text", ["=", "===", "= x", "-", "---", "- x", "+ x", "1. x"])
def test_a_line_of_markdown_does_not_underline_the_one_before_nor_begin_a_list(text: str) -> None:
    assert render(f"before\n{for_markdown(text)}") == f"<p>before\n{text}</p>\n"
    assert render(f"- before\n  {for_markdown(text)}") == (
        f"<ul>\n<li>before\n{text}</li>\n</ul>\n"
    )


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


# What changes a window's title or the clipboard, draws, links, moves the cursor, hides or turns
# text around, in seven bits and in eight.
STEERING = [
    "\x1b]0;owned\x07",
    "\x1b]52;c;ZXZpbA==\x1b\\",
    "\x1b]8;;https://x.example\x07link\x1b]8;;\x07",
    "\x1b[2J\x1b[31m",
    "\x9b31m",
    "\x9d52;c;ZXZpbA==\x9c",
    "\x90q\x9c",
    "a\rb",
    "a\x08b",
    "\x07",
    "\x0e\x0f",
    "\x7f",
    "\u202eabc\u202c",
    "\u2066abc\u2069",
    "\u200b\U000e0041",
    "\ud800",
]


def is_seen(lines: str) -> bool:
    """Whether all is to be seen but line ends, and the thin blanks that break commands."""
    return lines.replace("\n", "").replace("\u2009", "").isprintable()


@pytest.mark.parametrize("text", STEERING)
def test_nothing_steers_a_terminal(text: str) -> None:
    for shown in (for_terminal(text), for_log(text), for_json([text])):
        assert is_seen(shown)
    assert json.loads(for_json([text])) == [text]


@given(st.one_of(ANYTHING, st.text(st.sampled_from(":#[\n\r\x1b\x9b\u202e a"))))
def test_a_terminal_gets_lines_without_a_command(text: str) -> None:
    shown = for_terminal(text)
    assert is_seen(shown)
    assert shown.count("\n") == text.count("\n")
    assert "::" not in shown
    assert "##[" not in shown


def test_a_terminal_shows_lines_as_they_are() -> None:
    assert for_terminal("Köpfe: 头\r\n\n  - a") == "Köpfe: 头\n\n  - a"


@given(PLAIN)
def test_an_attribute_cannot_be_left(text: str) -> None:
    for shown in (for_attribute(text), for_comment_attribute(text)):
        assert not set("<>\"'\n") & set(shown)
    assert html.unescape(for_attribute(text)) == text
    assert not LIVE.search(html.unescape(for_comment_attribute(text)))


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "//x.example", "https://x.example/a b", "https://ex\u00e4mple.org"],
)
def test_what_is_no_web_address_is_no_link(text: str) -> None:
    with pytest.raises(ValueError, match="not a web address"):
        for_address(text)


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=60))
def test_an_address_stays_within_its_attribute(path: str) -> None:
    shown = for_address(f"https://x.example/{path}")
    assert html.unescape(shown) == f"https://x.example/{path}"
    assert not set("<>\"'$") & set(shown)


@given(ANYTHING)
def test_the_value_of_a_trailer_is_one_word_and_comes_back(text: str) -> None:
    plain = text.encode("utf-8", "ignore").decode()
    assert re.fullmatch(r"[A-Za-z0-9._~%-]*", for_trailer(plain))
    assert unquote(for_trailer(plain)) == plain


@given(ANYTHING)
def test_a_line_of_a_commit_is_one_inert_line(text: str) -> None:
    line = for_commit(text)
    assert len(f"{line}.".splitlines()) == 1
    assert not LIVE.search(line)


@given(st.one_of(ANYTHING, st.text(st.sampled_from("%:#[\n\r\v\x85\u2028 a0AD"))))
def test_an_annotation_is_one_command_and_its_message_none(text: str) -> None:
    before, head, message = for_annotation("error", text).split("::", 2)
    assert (before, head) == ("", "error title=paper-bot")
    assert len(f"{message}.".splitlines()) == 1
    assert "::" not in message
    assert "##[" not in message
    assert not re.search(r"%(?!25)", message)  # the runner decodes %0A to a line end


def test_outputs_are_words_of_ours() -> None:
    values: dict[str, Output] = {"verdict": "taken over", "issue": 7, "pull-request": ""}
    assert for_output(values) == "verdict=taken over\nissue=7\npull-request=\n"


def test_several_words_or_numbers_are_an_output_in_one_line_of_json() -> None:
    values: dict[str, Output] = {"issues": [7, 9], "verdicts": {7: "taken over", 9: "listed"}}
    lines = for_output({**values, "pull-requests": []}).splitlines()

    told = dict(line.split("=", 1) for line in lines)
    assert {key: json.loads(value) for key, value in told.items()} == {
        "issues": [7, 9],
        "verdicts": {"7": "taken over", "9": "listed"},
        "pull-requests": [],
    }


@pytest.mark.parametrize("value", ["a\nPATH=/tmp", "a\r", "<<EOF", "Induction Head", "é"])
def test_an_output_that_a_stranger_may_have_written_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="no word of ours"):
        for_output({"verdict": value})
    with pytest.raises(ValueError, match="no word of ours"):
        for_output({"verdicts": {7: value}})
    with pytest.raises(ValueError, match="no word of ours"):
        for_output({value: "accepted"})


@given(st.one_of(ANYTHING, st.text(st.sampled_from(":#[\n\r\v\x85\u2028 a"))))
def test_json_holds_the_value_and_no_workflow_command(text: str) -> None:
    shown = for_json({"message": text, "list": [text]})
    assert json.loads(shown) == {"message": text, "list": [text]}
    assert "::" not in shown
    assert "##[" not in shown
    assert len(shown.splitlines()) == 6
    assert shown.encode()


def test_addresses_begin_otherwise_in_links_alone() -> None:
    title = for_html('On <a href="papers/heads.md"> in papers/heads.md')
    link = Markup('<a href="papers/heads.md">')
    shown = readdressed(link + title, "papers/", "")
    assert shown == Markup('<a href="heads.md">') + title


def test_what_no_sink_has_made_is_escaped_when_it_is_readdressed() -> None:
    assert readdressed('<a href="x">', "x", "y") == "&lt;a href=&quot;x&quot;&gt;"
