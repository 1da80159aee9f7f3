"""A paper that is listed stands in the news as well, under its day."""

from __future__ import annotations

import pytest

from bot.listing.describe import read_description
from bot.listing.description import Description
from bot.listing.readme.in_place import with_changed_entry, with_entry
from bot.listing.template.sinks import WriteError
from tests.listing.lists import OWN, description

_TEXT = """version: 1
list: {name: Papers, under: "## Papers"}
fields:
  title: {kind: title, ends-with: "."}
  venue: {kind: venue, required: false}
entry: "- {title}{? [{venue}]}"
also-in:
  - under: "### News"
    by: date
    heading: "- **[{date:%Y.%m.%d}]**"
    entry: "  - New: [{title}]"
"""
_PAPERS = "\n### Older\n\n- **[2019.01.01]**\n  - New: [Z]\n\n## Papers\n\n- A.\n"
_TWO_DAYS = """# List

### News

- **[2024.03.05]**
  - New: [A]

- **[2024.03.01]**
  - New: [B] (with a remark)
  - New: [C]
"""


def _described(most: int = 0, **changes: str) -> Description:
    text = _TEXT + (f"    most: {most}\n" if most else "")
    for old, new in changes.items():
        text = text.replace({"heading": '    heading: "- **[{date:%Y.%m.%d}]**"\n'}[old], new)
    return read_description(text)


@pytest.mark.parametrize(
    ("day", "news"),
    [
        (
            "2024-03-05",
            _TWO_DAYS.replace("  - New: [A]\n", "  - New: [A]\n  - New: [New One]\n"),
        ),
        (
            "2024-03-01",
            _TWO_DAYS + "  - New: [New One]\n",
        ),
        (
            "2024-03-06",
            _TWO_DAYS.replace(
                "### News\n\n", "### News\n\n- **[2024.03.06]**\n  - New: [New One]\n\n"
            ),
        ),
        (
            "2024-03-02",
            _TWO_DAYS.replace(
                "[A]\n\n", "[A]\n\n- **[2024.03.02]**\n  - New: [New One]\n\n"
            ),
        ),
        ("2024-02-01", _TWO_DAYS + "\n- **[2024.02.01]**\n  - New: [New One]\n"),
        ("", _TWO_DAYS),
    ],
)  # fmt: skip
def test_a_paper_is_put_under_its_day_which_is_made_where_it_is_not_there(
    day: str, news: str
) -> None:
    after = with_entry(_TWO_DAYS + _PAPERS, _described(), {"title": "New One"}, day)
    assert after == f"{news}{_PAPERS}- New One.\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("### News\n", "### News\n\n- **[2024.03.05]**\n  - New: [New One]\n"),
        (
            "### News\n\n<details>\n\n</details>\n",
            "### News\n\n<details>\n\n- **[2024.03.05]**\n  - New: [New One]\n\n</details>\n",
        ),
    ],
)
def test_the_first_day_of_all_has_a_place(before: str, after: str) -> None:
    papers = "\n## Papers\n\n- A.\n"
    listed = with_entry(before + papers, _described(), {"title": "New One"}, "2024-03-05")
    assert listed == f"{after}{papers}- New One.\n"


def test_without_days_the_newest_stands_first() -> None:
    readme = "### News\n\n  - New: [A]\n\n## Papers\n\n- A.\n"
    after = with_entry(readme, _described(heading=""), {"title": "New One"}, "2024-03-05")
    assert after == readme.replace("  - New", "  - New: [New One]\n  - New") + "- New One.\n"


@pytest.mark.parametrize(
    ("most", "day", "news"),
    [
        (4, "2024-03-05", _TWO_DAYS.replace("[A]\n", "[A]\n  - New: [New One]\n")),
        (
            3,
            "2024-03-05",
            _TWO_DAYS.replace("[A]\n", "[A]\n  - New: [New One]\n").replace("  - New: [C]\n", ""),
        ),
        (1, "2024-03-01", _TWO_DAYS.replace("  - New: [C]\n", "  - New: [New One]\n")),
    ],
)
def test_what_is_more_than_a_place_shows_goes_at_its_end(most: int, day: str, news: str) -> None:
    papers = "\n## Papers\n\n- A.\n"
    after = with_entry(_TWO_DAYS + papers, _described(most), {"title": "New One"}, day)
    assert after == f"{news}{papers}- New One.\n"


def test_a_day_goes_with_its_last_entry() -> None:
    news = "### News\n\n- **[2024.03.05]**\n  - New: [A]\n\n- **[2024.03.01]**\n  - New: [B]\n"
    papers = "\n## Papers\n\n- A.\n"
    after = with_entry(news + papers, _described(2), {"title": "New One"}, "2024-03-05")
    assert after == (
        f"### News\n\n- **[2024.03.05]**\n  - New: [A]\n  - New: [New One]\n{papers}- New One.\n"
    )


def test_a_paper_is_changed_there_too_and_others_are_not() -> None:
    readme = _TWO_DAYS + _PAPERS
    after = with_changed_entry(readme, _described(), {"title": "A"}, {"title": "A Better One"})
    assert after == readme.replace("[A]", "[A Better One]").replace("- A.", "- A Better One.")
    same = with_changed_entry(readme, _described(), {"title": "A"}, {"title": "A", "venue": "X"})
    assert same == readme.replace("- A.", "- A. [X]")


def test_a_place_that_is_gone_is_named() -> None:
    with pytest.raises(WriteError, match="no heading begins with “### News”"):
        with_entry("## Papers\n", _described(), {"title": "A"}, "2024-03-05")


def test_a_real_list_has_its_news_as_its_people_write_them() -> None:
    readme = (OWN / "long-context.md").read_text("utf-8")
    paper = {
        "title": "What Heads Do",
        "link": "https://arxiv.org/abs/2403.00001",
        "section": "1.1 General Long-Context Surveys",
        "authors": ["Ada Lovelace"],
        "venue": "Arxiv 2024",
    }
    after = with_entry(readme, description("long-context"), paper, "2026-05-28")
    entry = "  - Paper: [What Heads Do](https://arxiv.org/abs/2403.00001)"
    assert f"### Week Papers\n\n- **[2026.05.28]**\n{entry}\n\n- **[2026.05.27]**" in after
    windows = with_entry(
        readme.replace("\n", "\r\n"), description("long-context"), paper, "2026-05-28"
    )
    assert windows == after.replace("\n", "\r\n")
