"""A list may bring texts of its own, which run no code, make no value live, and have an end."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import BrokenState
from bot.messages.comments import Renderer
from bot.outputs.own_texts import flaws_of_texts
from bot.outputs.templates import TEMPLATES, Templates
from tests.conftest import PAPERS, Bench
from tests.ours import OURS, Summary, describe, paper_of
from tests.papers import open_pull
from tests.strings import MEANINGFUL
from tests.typed import bot

NAME = "comment_queued.md.j2"
PLACE = f".github/paper-bot/{NAME}"


def filled(text: str, **values: Any) -> str:
    return Templates(own={NAME: text}, for_comments=True).render(NAME, **{"most": 3, **values})


def test_a_text_of_the_lists_own_takes_the_place_of_the_bots() -> None:
    own = {NAME: "Wait, {{ most }} are open.\n"}
    assert "\nWait, 3 are open.\n" in Renderer(OURS, own=own).queued(3, "0a")
    assert "as many as stand open" in Renderer(OURS).queued(3, "0a")


def test_a_shipped_text_takes_in_one_of_the_lists_own_and_the_other_way_round() -> None:
    own = {"origin.md.j2": "From {{ issue }}.", NAME: '{% include "closing.md.j2" %}'}
    templates = Templates(own=own, for_comments=True)
    shown = '{% include "origin.md.j2" %}'
    assert "From 7." in Templates(own={**own, "page.md.j2": shown}).render("page.md.j2", issue=7)
    assert "Closed by the bot" in templates.render(NAME, reason="listed")


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.md.j2")), ids=lambda path: path.name)
def test_every_shipped_text_may_be_the_beginning_of_an_own_one(path: Path) -> None:
    if path.name in ("form.md.j2", "heads.md.j2", "configure.md.j2", "misdescribed.md.j2"):
        pytest.skip("not to be replaced")
    assert flaws_of_texts({path.name: path.read_text("utf-8")}, OURS) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\n{{ nothing }}", ", line 2: 'nothing' is no value of this text"),
        ("a\n{% if %}", ", line 2: Expected an expression"),
        ("\n\n{{ most | shout }}", ", line 3: No filter named 'shout'"),
        ("{{ " + "(" * 2_000 + "1" + ")" * 2_000 + " }}", ", line 1: too much within each other"),
        ("{{ " + "1 + " * 2_000 + "1 }}", ", line 1: too much within each other"),
        (
            "{% for a in range(2) %}" * 30 + "{% endfor %}" * 30,
            ", line 1: too much within each other",
        ),
        ("{{ most | safe }}", ", line 1: No filter named 'safe'"),
        ("{{ most * 2 }}", ", line 1: Mul is not allowed in a list's own template"),
        ("{% filter trim %}{% endfilter %}", ", line 1: FilterBlock is not allowed"),
        ("{% autoescape false %}{% endautoescape %}", ", line 1: ScopedEvalContextModifier is"),
        ("{% set x | trim %}{% endset %}", ", line 1: AssignBlock is not allowed"),
        ("{% call x() %}{% endcall %}", ", line 1: CallBlock is not allowed"),
        ("{% include most %}", ", line 1: only a template that is named may be taken in"),
        ("x\n<!-- paper-bot:end -->", ", line 1: the bot's own markers may not stand in a text"),
        ("x" * 100_001, ", line 1: longer than 100,000 characters"),
    ],
)
def test_a_fault_is_named_with_file_and_line(text: str, said: str) -> None:
    (flaw, *_) = flaws_of_texts({NAME: text}, OURS)
    assert flaw.startswith(PLACE + said)


def test_a_file_that_is_no_text_of_the_bots_is_named() -> None:
    (flaw,) = flaws_of_texts({"comment_quued.md.j2": ""}, OURS)
    assert flaw.startswith(".github/paper-bot/comment_quued.md.j2: none of the texts")
    framed = OURS.replaced(list=OURS.list.replaced(frame="x/mine.md.j2"))
    assert flaws_of_texts({"mine.md.j2": "{{ form.list.name }}"}, framed) == []


# --- no way out ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "{{ value.__class__ }}",
        "{{ value['__class__'] }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ value.upper() }}",
        "{{ value.format(value) }}",
        "{{ paper._replace(issue=1) }}",
        "{{ paper.with_values({}) }}",
        "{{ paper.form.label('title') }}",
        "{{ range.__self__ }}",
        "{{ say.__globals__ }}{{ say.func }}",
        "{{ self.__init__ }}",
        "{{ namespace.__init__.__globals__ }}",
        "{{ [].append(1) }}",
        "{{ lipsum }}",
        "{{ cycler }}",
        '{% import "/etc/passwd" as x %}',
        '{% include "../README.md" %}',
        '{% extends "closing.md.j2" %}',
    ],
)
def test_no_text_leaves_the_sandbox(text: str) -> None:
    paper = paper_of("On Heads", None, ("A Head",), "arXiv", Summary("a", "b", "c"), ())
    with pytest.raises(BrokenState):
        filled(text, value="x", paper=paper)


@pytest.mark.parametrize(
    "text",
    [
        "{% for x in range(100000) %}{% for y in range(100000) %}{% endfor %}{% endfor %}",
        "{% for x in range(10000000000) %}{% endfor %}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% macro f(n) %}{% if n %}{{ f(n-1) }}{{ f(n-1) }}{% endif %}{% endmacro %}{{ f(60) }}",
        f'{{% include "{NAME}" %}}{{% include "{NAME}" %}}',
        "{% set n = namespace(x='aaaa') %}"
        "{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
        "{% set n = namespace(x=[1]) %}"
        "{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% for i in range(100000) %}" + "a" * 1000 + "{% endfor %}",
    ],
)
def test_every_text_has_an_end(text: str) -> None:
    with pytest.raises(BrokenState, match=re.escape(PLACE)):
        filled(text)


# --- nothing live --------------------------------------------------------------------------

LIVE = "<b>x</b> **y** [z](https://e.example) ![i](https://e.example) @octocat #1 `c` $a$ | :tada:"
EXPRESSIONS = st.recursive(
    st.sampled_from(["value", "more", "'a'", "[value, more]", "1", "paper_like.title"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(
            ["markdown", "text", "attribute", "code", "fence", "trim", "upper", "lower", "title",
             "truncate(9)", "join", "join(value)", "join(more)", "default(value)", "capitalize",
             "safe", "first", "list", "string", "replace('\\\\\\\\', '')", "forceescape", "length"]
        )).map(lambda pair: f"({pair[0]} | {pair[1]})"),
        st.tuples(inner, st.sampled_from(["~", "+", "or", "and", "if value else", "*", "%"]), inner)
        .map(lambda parts: f"({' '.join(parts)})"),
        inner.map(lambda each: f"({each})[1:]"),
        inner.map(lambda each: f"({each})[0]"),
    ),
    max_leaves=6,
)  # fmt: skip
STATEMENTS = st.sampled_from(
    [
        "{{ EXPRESSION }}",
        "{% set kept = EXPRESSION %}{{ kept }}",
        "{% set kept %}{{ EXPRESSION }}{% endset %}{{ kept }}",
        "{% set kept %}{{ value }}{% endset %}{{ kept ~ EXPRESSION }}",
        "{% for each in EXPRESSION %}{{ each }}{% endfor %}",
        "{% macro shown(x) %}{{ x }}{% endmacro %}{{ shown(EXPRESSION) }}",
        "{% macro shown(x) %}{{ x }}{% endmacro %}{{ shown(value) ~ (EXPRESSION) }}",
        "{% if value %}{{ EXPRESSION }}{% endif %}",
        "{% with x = EXPRESSION %}{{ x }}{% endwith %}",
    ]
)
VALUES = st.sampled_from([LIVE, "**", "\\", "[", "`", "<"]) | st.text(
    st.sampled_from(MEANINGFUL), min_size=1, max_size=12
)


@example("{{ EXPRESSION }}", "value | text", LIVE, LIVE)
@example("{{ EXPRESSION }}", "value | attribute", LIVE, LIVE)
@given(STATEMENTS, EXPRESSIONS, VALUES, VALUES)
def test_no_text_makes_a_value_live(statement: str, expression: str, value: str, more: str) -> None:
    text = statement.replace("EXPRESSION", expression)
    like = {"title": value}
    try:
        made = filled(text, value=value, more=more, paper_like=like)
    except BrokenState:
        return
    shown = cmarkgfm.github_flavored_markdown_to_html(f"x {made}", Options.CMARK_OPT_UNSAFE)
    assert re.findall(r"<(?!/?(?:p|code|pre|br|span)\b)", shown) == [], (text, made)
    assert "@octocat" not in re.sub(r"<(code|pre).*?</\1>", "", shown, flags=re.DOTALL)


# --- the ways in ---------------------------------------------------------------------------


def test_a_run_says_it_in_the_lists_own_words(bench: Bench) -> None:
    own = {".github/paper-bot/comment_accepted.md.j2": "Merci ! {{ pull }}\n"}
    bench.hub.commit_files("main", own, "Say it in French")
    number, _ = open_pull(bench)
    assert "\nMerci ! #" in bench.comment(number)


def test_a_run_names_what_is_wrong_in_a_text_of_the_lists_own(bench: Bench) -> None:
    own = {".github/paper-bot/comment_accepted.md.j2": "\n{{ pul }}\n"}
    bench.hub.commit_files("main", own, "Slip")
    with pytest.raises(BrokenState, match=r"comment_accepted\.md\.j2, line 2: 'pul' is no value"):
        open_pull(bench)
    assert bench.hub.pulls() == []


def test_render_check_names_what_is_wrong(tmp_path: Path) -> None:
    describe(tmp_path)
    (tmp_path / "papers.json").write_text(PAPERS, "utf-8")
    (tmp_path / ".github/paper-bot").mkdir()
    (tmp_path / PLACE).write_text("{{ mots }}", "utf-8")
    done = bot("render", "--check", "--root", str(tmp_path))
    assert done.returncode == 4
    assert f"{PLACE}, line 1: 'mots' is no value of this text" in done.stderr
