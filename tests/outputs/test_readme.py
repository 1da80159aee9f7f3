"""A page shows every paper that belongs there, once, in order and as its row is made."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from bot.errors import BrokenState
from bot.listing.describe import read_description
from bot.outputs import readme
from bot.outputs.templates import TEMPLATES, Templates
from tests.behaviour.hostile.witness import render_file
from tests.ours import DESCRIBED, Summary, changed, generate, paper_of

SUMMARY = Summary("Says what is new.", "Says what was tried.", "Came out.")
PAPERS = [
    paper_of(f"On {name}s", dt.date(2024, 5, 1), (name,), "arXiv", SUMMARY, ())
    for name in ("Copy Head", "Induction Head")
]


@pytest.mark.parametrize(
    "shown",
    [
        "",
        "{% for each in rows %}{{ each }}{% endfor %}" * 2,
        "{% for each in rows %}{{ each }}{{ each }}{% endfor %}",
        "{% for each in rows | reverse %}{{ each }}{% endfor %}",
        "{% for each in rows[1:] %}{{ each }}{% endfor %}",
        "{% for each in rows %}{{ each | upper }}{% endfor %}",
        "{% for each in rows %}{{ each | forceescape }}{% endfor %}",
        "{% for each in rows %}{{ each }}<hr>{% endfor %}",
    ],
)
@pytest.mark.parametrize(
    ("template", "rows"),
    [
        ("README.md.j2", "group.rows"),
        ("paper.html.j2", "lines"),
        ("tags.md.j2", "sections"),
    ],
)
def test_a_template_that_does_not_show_every_paper_as_it_is_once_is_refused(
    tmp_path: Path, template: str, rows: str, shown: str
) -> None:
    folder = Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))
    usual = "{% for each in ROWS %}{{ each }}{% endfor %}".replace("ROWS", rows)
    text = (folder / template).read_text("utf-8").replace("{%- for", "{% for").replace("-%}", "%}")
    assert text.count(usual) == 1
    one_head = [changed(paper, heads=("A Head",)) for paper in PAPERS]
    papers = PAPERS if rows == "sections" else one_head
    shown_otherwise = text.replace(usual, shown.replace("rows", rows))
    (folder / template).write_text(shown_otherwise, "utf-8")
    with pytest.raises(BrokenState, match=r"template .* does not show all of its papers once"):
        generate(papers, Templates(folder))


@pytest.mark.parametrize("name", ["[a](/b) _c_", "# d `e` | f", "<b>g</b> *h*"])
def test_a_heading_that_is_a_field_of_a_paper_is_shown_as_it_is_written(name: str) -> None:
    """Such a heading comes from an issue."""
    text = DESCRIBED.partition("\nsections:")[0] + "\nsections: {by: heads, headings: '3'}\n"
    values = {**PAPERS[0].values, "heads": (name,)}
    paper = PAPERS[0]._replace(form=read_description(text), values=values)

    page = render_file(readme.generate([paper], paper.form, Templates())["README.md"])

    assert [heading.text() for heading in page.body.find("h3")] == [name]
    assert name in [link.text() for link in page.body.find("a")]
