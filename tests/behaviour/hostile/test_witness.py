"""The witness sees what GitHub would show and act on: else its silence would say nothing."""

from __future__ import annotations

import pytest

from tests.behaviour.hostile.actions import commands, message_of, variables
from tests.behaviour.hostile.witness import (
    acted_on,
    acted_on_as_text,
    acted_on_in,
    commands_to_bots,
    filtered,
    formulas,
    pictures_in,
    read_badge,
    refused,
    render_comment,
    render_file,
    unfiltered,
)

# --- rendering -----------------------------------------------------------------------------


def test_a_line_end_breaks_the_line_in_a_comment_and_not_in_a_file() -> None:
    assert len(render_comment("a\nb").body.find("br")) == 1
    assert render_file("a\nb").body.find("br") == []


def test_a_blank_line_in_a_table_of_tags_lets_markdown_in() -> None:
    assert render_file("<table>\n<tr><td>\n**a**\n</td></tr>\n</table>").body.find("strong") == []
    page = render_file("<table>\n<tr><td>\n\n**a**\n\n</td></tr>\n</table>")
    assert [each.text() for each in page.body.find("strong")] == ["a"]


def test_a_page_gives_its_tables_links_images_and_comments() -> None:
    page = render_file(
        "[a](https://x.example) ![b](y.png)\n\n| c | d |\n| - | - |\n| e | f |\n<!-- g -->"
    )
    assert page.links() == ["https://x.example"]
    assert page.images() == ["y.png"]
    (table,) = page.tables()
    assert [[cell.text() for cell in row] for row in table] == [["c", "d"], ["e", "f"]]
    assert page.comments == ["g"]


@pytest.mark.parametrize(
    "html", ["<td>", "<b><i></b></i>", "</table>", "<b", "<p/>", "<!doctype x>", '<i a="1" a="2">']
)
def test_what_a_browser_would_have_to_guess_is_refused(html: str) -> None:
    with pytest.raises(AssertionError):
        render_file(f"<div>\n{html}\n</div>\n")


# --- the allow-list ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "dropped"),
    [
        ("<b>a</b>", []),
        ("<svg></svg>", ["<svg>"]),
        ("<form></form>", ["<form>"]),
        ('<b onclick="x">a</b>', ["<b onclick>"]),
        ('<b style="x">a</b>', ["<b style>"]),
        ('<b class="x">a</b>', ["<b class>"]),
        ('<a href="https://x.example">a</a>', []),
        ('<a href="#top">a</a>', []),
        ('<a href="javascript:x">a</a>', ["<a href='javascript:x'>"]),
        ('<a href="java\tscript:x">a</a>', ["<a href='java\\tscript:x'>"]),
        ('<img src="data:image/png;base64,x">', ["<img src='data:image/png;base64,x'>"]),
        ('<b href="x">a</b>', ["<b href>"]),
        ("<tr></tr>", ["<tr> outside of what it belongs to"]),
        ("<li></li>", ["<li> outside of what it belongs to"]),
        ("<ul><li></li></ul>", []),
        ('<input type="checkbox" disabled="">', ["<input> {'type': 'checkbox', 'disabled': ''}"]),
    ],
)
def test_the_sanitiser_drops_what_its_list_does_not_know(html: str, dropped: list[str]) -> None:
    assert refused(render_file(f"<div>{html}</div>")) == dropped


def test_a_task_list_comes_past_the_sanitiser() -> None:
    page = render_file("- [x] a\n- [ ] b")
    assert [each.get("checked") for each in page.body.find("input")] == ["", ""]
    assert len(refused(render_file("- [x] a"))) == 1  # a ticked one is none of the bot's


@pytest.mark.parametrize("tag", ["script", "style", "iframe", "textarea", "title", "xmp"])
def test_the_filter_of_the_worst_tags_is_seen_at_work(tag: str) -> None:
    markdown = f"a <{tag}>b</{tag}>"
    assert filtered(markdown) != unfiltered(markdown)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("a :octocat: b", [":octocat:"]),
        ("a :<wbr>octocat: b", []),
        ("<b>:+1:</b>", [":+1:"]),
        ("<code>:+1:</code>", []),
        ('<img alt=":+1:">', []),
        ("&#58;octocat&#58;", [":octocat:"]),
    ],
)
def test_names_of_emoji_are_seen_in_each_text(html: str, found: list[str]) -> None:
    assert pictures_in(render_file(f"<div>\n{html}\n</div>\n")) == found


def test_commands_to_bots_are_seen_at_the_beginning_of_any_line() -> None:
    assert commands_to_bots("```\n/approve\n  @bot go\n```\na /b") == ["/approve", "  @bot go"]


# --- what GitHub acts on -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ping @octocat", ["mention: @octocat"]),
        ("é@octocat @@octocat", ["mention: @octocat", "mention: @octocat"]),
        ("@org/team", ["mention: @org/team"]),
        ("pass@1", []),
        ("a@b.example", ["mail address: a@b.example"]),
        ("#1 and o/r#2", ["reference: #1", "reference: o/r#2"]),
        ("C# 1", []),
        ("gh-3", ["short reference: gh-3"]),
        ("as of 0a1b2c3", ["commit: 0a1b2c3"]),
        ("1000000 defaced facade", ["commit: 1000000", "commit: defaced"]),
        ("see GHSA-ab12-cd34-ef56", ["advisory: GHSA-ab12-cd34-ef56"]),
        ("see CVE-2024-1234", ["advisory: CVE-2024-1234"]),
        (":octocat: at 1:100:2", ["emoji: :octocat:", "emoji: :100:"]),
        ("12:30 to 1:15", []),
        ("https://x.example/1", ["address: https://x.example/1"]),
        ("www.x.example", ["address: www.x.example"]),
        ("[Skip CI]", ["word to skip checks: [Skip CI]"]),
        ("Fixes: #1", ["reference: #1", "closing keyword: Fixes: #1"]),
        ("closes\u00a0o/r#1", ["reference: o/r#1", "closing keyword: closes\u00a0o/r#1"]),
        ("closes the gap", []),
    ],
)
def test_a_plain_text_gives_what_github_would_act_on(text: str, found: list[str]) -> None:
    assert acted_on(text) == found


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("see #1", ["reference: #1"]),
        ("`#1 @octocat`", []),
        ("```\n@octocat\n```", []),
        ("[@octocat](https://x.example)", []),
        ("&#64;octocat", ["mention: @octocat"]),
        ("\\#1", ["reference: #1"]),
        ("**a**@octocat", ["mention: @octocat"]),
        ("<b>@</b>octocat", ["mention: @octocat"]),
        ("`a`@octocat", ["mention: @octocat"]),
        ("<!-- @octocat -->", []),
        ("<td>Clo<i>ses</i> #1</td>", ["reference: #1", "closing keyword: Closes #1"]),
    ],
)
def test_a_page_gives_what_github_would_act_on(markdown: str, found: list[str]) -> None:
    assert acted_on_in(render_comment(markdown)) == found


@pytest.mark.parametrize("text", ["@octocat", "&commat;octocat", "\\@octocat", "\\&commat;octocat"])
def test_a_text_is_read_as_mails_and_feeds_read_it(text: str) -> None:
    assert acted_on_as_text(text) == ["mention: @octocat"]


@pytest.mark.parametrize(
    ("markdown", "count"),
    [("$x$", 2), ("\\$x\\$", 0), ("`$x$`", 0), ("\\\\$x$", 2), ("<td>&#x24;x&#36;</td>", 0)],
)
def test_dollars_that_may_open_a_formula_are_counted(markdown: str, count: int) -> None:
    assert formulas(render_comment(markdown)) == count


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("Retrieval_Head-blue", ["Retrieval Head", "blue"]),
        ("a--b__c-blue", ["a-b_c", "blue"]),
        ("a%2Db-blue", ["a", "b", "blue"]),  # it splits after decoding
        ("100%25-blue?logo=x", ["100%", "blue"]),
    ],
)
def test_a_badge_is_read_as_its_service_reads_it(path: str, texts: list[str]) -> None:
    assert read_badge(f"https://img.shields.io/badge/{path}") == texts


# --- the runner ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("log", "found"),
    [
        ("a\n::error::x\nb", ["::error::x"]),
        ("   ::notice title=y::x", ["::notice title=y::x"]),
        ("a\r::add-mask::x", ["::add-mask::x"]),
        ("a ::error::x", []),
        ("::error", []),
        ("a ##[group]x", ["##[group]x"]),
    ],
)
def test_a_log_gives_what_the_runner_takes_for_commands(log: str, found: list[str]) -> None:
    assert commands(log) == found


def test_an_annotation_may_hold_line_ends_in_percent() -> None:
    assert message_of("::error title=x::a%0A::b%250A") == "a\n::b%0A"


def test_a_file_of_outputs_is_read_as_the_runner_reads_it() -> None:
    text = "verdict=accepted\nx=y<<z\nbody<<EOF\na=b\nEOF\n"
    assert variables(text) == {"verdict": "accepted", "x": "y<<z", "body": "a=b"}
    for broken in ("verdict", "body<<EOF\na=b\n"):
        with pytest.raises(ValueError, match=r"missing|neither"):
            variables(broken)
