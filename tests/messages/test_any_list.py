"""The texts about a paper follow from the description of its list."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from bot.catalog.paper import Paper
from bot.catalog.record import read_papers
from bot.fields.reading import Note
from bot.listing.describe import read_description
from bot.listing.description import Description
from bot.messages.comments import Renderer
from bot.messages.markers import fill_pull
from bot.submission.complete import Sourced
from bot.submission.review import Accepted, Duplicate
from tests.filed import filed

LISTS = Path(__file__).parent.parent / "data" / "lists"
ISSUE = filed(7)
URL = "https://arxiv.org/abs/2402.02872"
GENERATED = """
version: 1
list: {name: Papers, data: list.json, shown: generated, preset: badge-table}
submission: {label: add, retry: try-again}
fields:
  title: {kind: title}
  pdf: {kind: link, label: Paper (PDF), names: Paper, required: false}
"""
IN_PLACE = """
version: 1
list: {name: Papers, under: "## Papers"}
fields:
  title: {kind: title}
  date: {kind: date, precision: month, required: false}
  venue: {kind: venue, required: false}
  kinds: {kind: tags, one: kind of pump, required: false}
  links: {kind: links, words: {Paper: paper}}
entry: "- **{title}** ({date}){? at {venue}}{links||, [[{word}]]({url})}"
"""


def paper(described: str, **values: Any) -> Paper:
    record = {"title": "On Pumps", **values}
    (made,) = read_papers([record], read_description(described))
    return made


def in_place(**values: Any) -> Paper:
    links = [{"label": "arXiv", "kind": "Paper", "url": URL}]
    return paper(IN_PLACE, **{"date": "2024-03", "links": links, **values})


def pull_request(paper: Paper, *sources: Sourced, notes: tuple[Note, ...] = ()) -> str:
    accepted = Accepted(paper, notes, sources)
    return Renderer(paper.form).pulls.pull_request(ISSUE, accepted, "0a")


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ((), "the list knows the venue and every kind of pump, and date and link are given"),
        (("kinds",), "the list knows the venue, and date and link are given"),
        (("venue",), "the list knows every kind of pump, and date and link are given"),
        (("venue", "kinds"), "date and link are given"),
        (("venue", "kinds", "date"), "link is given"),
    ],
)
def test_a_paper_without_notes_is_praised_for_what_its_list_has(
    without: tuple[str, ...], said: str
) -> None:
    whole = in_place()
    fields = {name: each for name, each in whole.form.fields.items() if name not in without}
    form = whole.form.replaced(fields=fields, entry="")
    text = pull_request(whole._replace(form=form))
    assert f"\nNothing stands out: {said}.\n" in text


def test_a_list_without_dates_never_says_that_one_is_not_known() -> None:
    text = pull_request(paper(GENERATED, pdf=URL))
    assert "not known yet" not in text.lower()
    assert "Date not known yet" in pull_request(
        paper(GENERATED.replace("  pdf:", "  day: {kind: date, required: false}\n  pdf:"), day=None)
    )


def test_a_date_is_shown_as_exact_as_it_is_known() -> None:
    described = GENERATED.replace("  pdf:", "  day: {kind: date, precision: month}\n  pdf:")
    text = pull_request(paper(described, day="2024-03", pdf=URL))
    assert "\n2024-03\n" in text
    assert "not known yet" not in text


def test_an_address_is_a_link_whatever_its_field_is_called() -> None:
    text = pull_request(paper(GENERATED, pdf=URL), Sourced("pdf", URL, "the issue"))
    assert f'<td>Paper (PDF)</td>\n<td><a href="{URL}">Paper</a></td>' in text


def test_a_label_is_shown_as_it_is_written() -> None:
    note = Note("pdf", "new", "Look.")
    assert "**Paper \\(PDF\\)**: Look." in pull_request(paper(GENERATED, pdf=URL), notes=(note,))


def test_an_update_names_the_lists_data_file_and_links_the_new_address() -> None:
    listed, update = paper(GENERATED), paper(GENERATED, pdf=URL)
    text = Renderer(listed.form).pulls.update_request(ISSUE, listed, update, "0a")
    assert "edit `list.json` on this branch" in text
    assert f'<td>nothing</td>\n<td><a href="{URL}">{URL}</a></td>' in text


def test_the_label_that_takes_up_a_paper_anew_is_the_lists_own() -> None:
    from bot.messages.verdicts import Verdict

    form = read_description(GENERATED)
    assert "sets the label `try-again` here" in Renderer(form).ended(Verdict.DECLINED, 8, "0a")


# --- a README that is the list's own -------------------------------------------------------

ENTRY = f"- **On Pumps** (2024-03), [[paper]]({URL})"


def test_a_paper_is_shown_as_the_entry_that_readme_will_have() -> None:
    listed = in_place()
    renderer = Renderer(listed.form)
    texts = [
        pull_request(listed),
        fill_pull(renderer.accepted(Accepted(listed, ()), "0a"), 8),
        renderer.duplicate(Duplicate(listed, ()), "https://github.com/o/r", "0a"),
        renderer.second(listed, 4, "0a"),
        renderer.listed(listed, "https://github.com/o/r", "0a", is_open=True),
    ]
    for text in texts:
        assert f"\n```text\n{ENTRY}\n```\n" in text
        assert "img.shields.io" not in text


def test_an_update_shows_the_entry_before_and_after() -> None:
    listed, update = in_place(), in_place(venue="ICLR 2024")
    text = Renderer(listed.form).pulls.update_request(ISSUE, listed, update, "0a")
    after = ENTRY.replace("(2024-03)", "(2024-03) at ICLR 2024")
    assert text.index(f"```text\n{ENTRY}\n```") < text.index(f"```text\n{after}\n```")


def test_what_no_template_writes_is_shown_as_a_row() -> None:
    listed = in_place()
    without = listed.form.replaced(entry="")
    assert "<table><tr><td>" in pull_request(listed._replace(form=without))


def test_nothing_in_an_entry_is_live() -> None:
    title = "Pumps ``` <b> @octocat"
    text = pull_request(in_place(title=title))
    (fence,) = re.findall(r"^(`{3,})text\n- .*\n\1$", text, re.MULTILINE)
    shown = cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)
    assert "<b>" not in shown
    assert len(fence) >= 3


@pytest.mark.parametrize("path", sorted(LISTS.glob("*.yml")), ids=lambda path: path.stem)
def test_no_text_about_another_list_knows_heads(path: Path) -> None:
    form: Description = read_description(path.read_text("utf-8"))
    if "heads" in form.fields:
        pytest.skip("the list of heads")
    made = Paper(form, {form.roles.title: "On Pumps"})
    texts = (pull_request(made), Renderer(form).accepted(Accepted(made, ()), "0a"))
    assert not [text for text in texts if "head" in text.lower()]
