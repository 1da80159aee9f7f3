"""The list as its readers see it on GitHub, from a phone to a desk, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import Browser

from tests.browser.lists import founding, shown
from tests.browser.reader import HEIGHT, THEMES, WIDTHS, Reader, Theme
from tests.browser.repository import Repository

PAGES = ("README.md", "papers/heads.md")


@pytest.fixture(scope="module")
def repository() -> Repository:
    """The project with the founding list."""
    return shown(*founding())


@pytest.fixture(scope="module")
def reader(browser: Browser, repository: Repository) -> Iterator[Reader]:
    """A reader of it."""
    with Reader(browser, repository) as reader:
        yield reader


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_every_badge_is_full_size_and_linked_and_no_text_is_cut_squeezed_or_small(
    reader: Reader, path: str, width: int
) -> None:
    reader.open(path, width)
    assert reader.wrong() == {}


def test_every_link_within_the_list_opens_something_visible(reader: Reader) -> None:
    assert reader.dead_links() == []


def test_the_first_paper_stands_within_a_screen_and_a_half(reader: Reader) -> None:
    reader.open("README.md")
    assert reader.first_paper() <= 1.5 * HEIGHT


@pytest.mark.parametrize("theme", THEMES)
def test_pictures_are_those_of_the_theme_and_can_be_read_at_every_width(
    browser: Browser, repository: Repository, theme: Theme
) -> None:
    with Reader(browser, repository, theme) as reader:
        for path, width in product(PAGES, WIDTHS):
            reader.open(path, width)
            for picture in reader.pictures():
                assert picture.path.endswith(f"-{theme}.svg")
                assert reader.wrong_in(picture) == {}, f"{picture.path} at {width} pixels"
        assert reader.acts == []
