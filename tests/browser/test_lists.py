"""Any list is laid out as the founding one is, and nothing in it acts on its readers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.lists import LISTS
from tests.browser.reader import WIDTHS, Reader


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_laid_out_at_every_width_and_nothing_acts(browser: Browser, name: str) -> None:
    repository = LISTS[name]()
    wrong = {}
    with Reader(browser, repository) as reader:
        for path in repository.pages:
            for width in WIDTHS:
                reader.open(path, width)
                wrong[path, width] = reader.wrong()
        assert reader.dead_links() == []
        assert reader.acts == []
    assert {where: found for where, found in wrong.items() if found} == {}
