"""A generated list without a frame of its own has the one for any list."""

from __future__ import annotations

import datetime as dt

from bot.catalog.news import News
from bot.catalog.page_data import NO_PAGE_DATA, PageData
from bot.listing.description import Description
from bot.outputs.readme import generate
from bot.outputs.templates import Templates
from tests.ours import OURS, Summary, paper_of

ABOUT = OURS.list.replaced(name="Papers on *Pumps*", frame="")
PUMPS = OURS.replaced(list=ABOUT)
SAID = Summary("Says what is new.", "Says what was tried.", "Came out.")


def readme(*dates: dt.date, form: Description = PUMPS, data: PageData = NO_PAGE_DATA) -> str:
    made = (paper_of(f"On {day}", day, ("A Pump",), "arXiv", SAID, ()) for day in dates)
    papers = [each._replace(form=form) for each in made]
    return generate(papers, form, Templates(), data)["README.md"]


def test_it_says_the_lists_name_and_nothing_of_another_list() -> None:
    text = readme(dt.date(2025, 1, 2))
    assert "\n# Papers on \\*Pumps\\*\n" in text
    assert "attention" not in text.lower()


def test_it_links_the_page_of_tags_where_the_list_has_tags() -> None:
    assert "[By head](papers/heads.md)" in readme()
    fields = {name: field for name, field in OURS.fields.items() if name != "heads"}
    assert "[By " not in readme(form=PUMPS.replaced(fields=fields))


def test_its_groups_have_headings_or_folds() -> None:
    text = readme(dt.date(2025, 1, 2), dt.date(2023, 1, 2))
    assert '### <a id="papers-2025"></a>Year 2025\n\n<p id="' in text
    assert '<summary id="papers-2023"><strong>Year 2023</strong></summary>\n<p id="' in text
    assert "[Year 2025](#user-content-papers-2025)\n· [Year 2023](#user-content-" in text
    assert text.count("<details>") == text.count("</details>") == 1


def test_it_shows_news_and_the_citation_where_there_are_any() -> None:
    told = [News(dt.date(2025, 1, day), f"<b>News</b> {day}") for day in (4, 3, 2, 1)]
    text = readme(data=PageData(None, tuple(told), is_cited=True))
    places = [text.index(each) for each in ("02: &lt;b&gt;News", "<summary>Earlier", "2025-01-01")]
    assert places == sorted(places)
    assert "[News](#news)" in text
    assert "[Cite](CITATION.cff)" in text
    assert "news" not in readme().lower()
    assert "CITATION" not in readme()
