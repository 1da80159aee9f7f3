"""Any list is laid out as the founding one is, and nothing in it acts on its readers."""

from __future__ import annotations

from itertools import product

import pytest
from playwright.sync_api import Browser

from tests.browser.lists import LISTS, founding, shown
from tests.browser.reader import WIDTHS, Reader
from tests.pages import papers_of
from tests.tiers import thorough


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_laid_out_at_every_width_and_nothing_acts(browser: Browser, name: str) -> None:
    repository = LISTS[name]()
    wrong = {}
    with Reader(browser, repository) as reader:
        for path, width in product(repository.pages, WIDTHS):
            reader.open(path, width)
            wrong[path, width] = reader.wrong()
            for picture in reader.pictures():
                wrong[picture.path, width] = reader.wrong_in(picture)
        assert reader.dead_links() == []
        assert reader.acts == []
    assert {where: found for where, found in wrong.items() if found} == {}


@thorough
def test_every_link_of_a_list_that_takes_several_pages_opens_something_visible(
    browser: Browser,
) -> None:
    repository = shown(papers_of(480), founding()[1])
    assert len(repository.pages) > 2
    with Reader(browser, repository) as reader:
        assert reader.dead_links() == []
