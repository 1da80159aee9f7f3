"""A value of a template reaches a text by a filter that makes it safe for where it stands."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.paper import Paper
from bot.errors import BrokenState
from bot.fields.reading import NOTHING, Link
from bot.outputs.badges import link_badge, main_address, tag_badge
from bot.outputs.templates import TEMPLATES, Templates
from bot.text import escape
from tests.ours import Summary, generate, paper_of
from tests.strings import MEANINGFUL

TEXTS = st.text(st.sampled_from(MEANINGFUL + "注ΣİAß"), min_size=1, max_size=12)
ADDRESSES = st.sampled_from(["https://x.example/?a=1&b='", "http://x.example"])
NO_EXTRA = st.just(NOTHING)
KINDS = st.sampled_from(["Paper", "Code", "x<y"]) | TEXTS
LINKS = st.builds(Link, TEXTS, KINDS, ADDRESSES, NO_EXTRA)
PAPERS = st.builds(
    paper_of,
    TEXTS,
    st.none() | st.dates(),
    st.lists(TEXTS, max_size=4).map(tuple),
    TEXTS,
    st.builds(Summary, TEXTS, TEXTS, TEXTS),
    st.lists(LINKS, max_size=3).map(tuple),
    st.none(),
    st.lists(TEXTS, max_size=4).map(tuple),
    st.booleans(),
    NO_EXTRA,
)
FILES, COMMENTS = Templates(), Templates(for_comments=True)
Sink = Callable[[str], str]
PLACES: list[tuple[Templates, Sink, Sink]] = [
    (FILES, escape.for_html, escape.for_attribute),
    (COMMENTS, escape.for_comment, escape.for_comment_attribute),
]


def macro(templates: Templates, name: str, *values: object) -> str:
    return str(getattr(templates.macros("paper.html.j2", [name]), name)(*values))


def byline(paper: Paper, text: Sink, attribute: Sink) -> list[str]:
    """Return the line of the authors, if any: the first of many, with all of them in a title."""
    first, *others = paper.authors or ("",)
    if not first:
        return []
    if len(others) < 2 and not paper.more_authors:
        return [f"· {text(_cut(' and '.join(paper.authors), 205))}"]
    more = ", et al." if paper.more_authors else ""
    every = attribute(_cut(", ".join(paper.authors), 2000))
    return [f'· <span title="{every}{more}">{text(_cut(first, 100))} et al.</span>']


def _cut(told: str, longest: int) -> str:
    return told if len(told) <= longest else f"{told[: longest - 1]}…"


@pytest.mark.parametrize(
    "authors", [[f"Author {n}" for n in range(5000)], ["x" * 90_000], ["x" * 90_000] * 3]
)
@pytest.mark.parametrize("place", PLACES)
def test_a_row_of_thousands_of_authors_stays_short(
    place: tuple[Templates, Sink, Sink], authors: list[str]
) -> None:
    said = Summary("New.", "Tried.", "Found.")
    paper = paper_of("A", None, ("B",), "C", said, (), None, tuple(authors), False, NOTHING)
    row = macro(place[0], "row", paper)
    assert authors[0][:40] in row
    assert len(row) < 5000


@given(st.sampled_from(PLACES), PAPERS, st.booleans())
def test_a_row_shows_each_value_as_is_safe_in_its_place(
    place: tuple[Templates, Sink, Sink], paper: Paper, is_listed: bool
) -> None:
    templates, text, attribute = place
    title, date = text(paper.title), paper.date or "Date not known yet"
    places = {head: f"papers/heads.md#{n}" for n, head in enumerate(paper.tags)}
    heads = [f'<img src="{tag_badge(head)}" alt="{attribute(head)}">' for head in paper.tags]
    if paper.links:
        title = f'<a href="{escape.for_address(main_address(paper.links))}">{title}</a>'
    if is_listed:
        date = f'<a href="#user-content-paper-x">{date}</a>'
        named = zip(paper.tags, heads, strict=True)
        heads = [f'<a href="{places[head]}">{badge}</a>' for head, badge in named]
    links = [
        f'<a href="{escape.for_address(link.url)}">'
        f'<img src="{link_badge(link.label, link.kind)}" '
        f'alt="{attribute(link.label)} {attribute(link.kind)}"></a>'
        for link in paper.links
    ]
    given = ("paper-x", places) if is_listed else ()
    assert macro(templates, "row", paper, *given).splitlines() == [
        '<p id="paper-x">' if is_listed else "<p>",
        f"<strong>{title}</strong><br>",
        str(date),
        *byline(paper, text, attribute),
        *heads,
        *links,
        "<br>",
        f"• {text(paper.get('summary.innovation'))}<br>",
        f"• {text(paper.get('summary.tasks'))}<br>",
        f"• {text(paper.get('summary.result'))}",
        "</p>",
    ]


def test_a_title_leads_to_the_paper_itself_and_else_to_the_first_link() -> None:
    links = [Link("x", kind, f"https://{kind}.example") for kind in ("Code", "Paper", "Page")]
    assert main_address(links) == "https://Paper.example"
    assert main_address(links[::2]) == "https://Code.example"


def test_the_same_row_is_live_nowhere_and_in_a_comment_not_even_as_plain_text() -> None:
    """A squashed commit message holds a pull request's text as it is written."""
    text = "@octocat <b> #12"
    paper = paper_of(text, None, (text,), "arXiv", Summary(text, text, text), ())
    assert macro(FILES, "row", paper).count("@octocat &lt;b&gt; #12") == 5
    comment = macro(COMMENTS, "row", paper)
    assert comment.count("\uff20octocat &lt;b&gt; \uff0312") == 5
    assert "@" not in comment
    assert "#12" not in comment


@given(PAPERS)
def test_a_line_of_a_head_links_the_row_by_its_title(paper: Paper) -> None:
    assert macro(FILES, "line", paper, "2024.md", "x") == (
        f"\n<li>{paper.date or 'Date not known yet'} "
        f'<a href="2024.md#user-content-x">{escape.for_html(paper.title)}</a></li>'
    )


@pytest.mark.parametrize("templates", [FILES, COMMENTS], ids=["file", "comment"])
def test_lines_that_no_macro_has_made_are_escaped(templates: Templates) -> None:
    assert "<b>" not in macro(templates, "section", "A Head", "head-a", None, 1, ["<b>"])


@pytest.mark.parametrize("wrong", ["paper.titel", "paper.summary.inovation", "paper.date.yaer"])
def test_a_slip_in_a_macro_is_named_with_its_template(tmp_path: Path, wrong: str) -> None:
    folder = Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))
    macros = folder / "paper.html.j2"
    text = macros.read_text("utf-8")
    macros.write_text(text.replace("paper.title | text", f"{wrong} | text", 1), "utf-8")
    summary = Summary("Says what is new.", "Says what was tried.", "Came out.")
    paper = paper_of("On Heads", dt.date(2024, 5, 1), ("A Head",), "arXiv", summary, ())
    with pytest.raises(
        BrokenState, match=r"template paper\.html\.j2, line \d+: .*has no attribute"
    ):
        generate([paper], Templates(folder))


@pytest.mark.parametrize(
    "template",
    [
        "{{ value }}",
        "{{ value or '' }}{{ '' if value }}",
        "{% for each in [value] %}{{ each }}{% endfor %}",
        "{% set kept = value %}{{ kept }}",
        "{% set kept %}{{ value }}{% endset %}{{ kept }}",
        "{% macro shown(text) %}{{ text }}{% endmacro %}{{ shown(value) }}",
        "{{ [value] | join }}",
        "{{ '' ~ value }}",
        "{{ value | trim }}",
        "{{ value | trim }}{{ '<i>' | text }}",
        "{% autoescape false %}{{ value }}{% endautoescape %}",
    ],
)
@pytest.mark.parametrize("for_comments", [False, True])
def test_a_value_without_a_sink_is_escaped_and_once(
    tmp_path: Path, template: str, for_comments: bool
) -> None:
    """Whatever a template does with it: what no sink has made is escaped where it is shown."""
    (tmp_path / "page.md.j2").write_text(template, "utf-8")
    shown = Templates(tmp_path, for_comments=for_comments).render("page.md.j2", value="<b>&\"'")
    assert shown.startswith("&lt;b&gt;&amp;&#34;&#39;")
    assert "<" not in shown


def test_what_only_looks_like_a_text_of_a_sink_is_escaped(tmp_path: Path) -> None:
    """A subclass of a text is not what a sink makes, nor is another kind of value."""

    class Text(str):
        __slots__ = ()

    class Value:
        def __str__(self) -> str:
            return "<i>"

    (tmp_path / "page.md.j2").write_text("{{ text }}{{ value }}{{ safe }}", "utf-8")
    shown = Templates(tmp_path).render(
        "page.md.j2", text=Text("<b>"), value=Value(), safe=escape.for_html("a<b")
    )
    assert shown == "&lt;b&gt;&lt;i&gt;a&lt;b"
