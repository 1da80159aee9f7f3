"""The measures find what is wrong with a page: else their silence would say nothing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.badges import Badge, drawn, read
from tests.browser.reader import THEMES, WIDTHS, Reader, Theme
from tests.browser.repository import slug
from tests.browser.sketches import sketch

COPY, INDUCTION = 'alt="Copy"></a>', "papers/heads.md#user-content-induction-head"
PAPER = '<tr id="paper-a"><td>'


@pytest.mark.parametrize("theme", THEMES)
def test_with_a_good_page_nothing_is_wrong(browser: Browser, theme: Theme) -> None:
    with Reader(browser, sketch(), theme) as reader:
        for width in WIDTHS:
            reader.open("papers/heads.md", width)
            assert reader.wrong() == {}
            reader.open("README.md", width)
            assert reader.wrong() == {}
            (picture,) = reader.pictures()
            assert picture == (f"papers/chart-{theme}.svg", 1)
            assert reader.wrong_in(picture) == {}
        assert reader.dead_links() == []
        assert reader.acts == []


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("shrunk", PAPER, f'{PAPER}{"x" * 40}</td><td width="10">'),
        ("shrunk", 'alt="arXiv"', 'alt="arXiv" height="16"'),
        ("unlinked", '<a href="https://a.example/"><img', "<a><img"),
        ("broken", "chart-light.svg", "none.svg"),
        ("broken", "## Papers", "![x](https://evil.example/x.png)\n\n## Papers"),
        ("cut", "Another", "Another" * 50),
        ("squeezed", PAPER, f"{PAPER}{'x' * 30}</td><td>"),
        ("small", "Two papers.", "<sub><sub>Two papers.</sub></sub>"),
        ("wide", "## Papers", '<hr width="1000">\n\n## Papers'),
    ],
)
def test_what_is_wrong_with_a_page_is_found(
    browser: Browser, kind: str, old: str, new: str
) -> None:
    with Reader(browser, sketch("README.md", old, new)) as reader:
        reader.open("README.md", 390)
        assert kind in reader.wrong()


@pytest.mark.parametrize(
    ("path", "old", "new", "dead"),
    [
        ("papers/heads.md", "## Copy Head", "## Copying", "user-content-copy-head is nowhere"),
        ("README.md", ' id="paper-a"', "", "user-content-paper-a is nowhere"),
        ("README.md", '"#user-content-paper-b"', '"#paper-b"', "#paper-b is folded away"),
        ("README.md", "papers/heads.md)", "papers/tags.md)", "papers/tags.md is nowhere"),
        ("README.md", "issues/new", "issue/new", "list/issue/new/choose is nowhere"),
    ],
)
def test_a_link_that_opens_nothing_visible_is_found(
    browser: Browser, path: str, old: str, new: str, dead: str
) -> None:
    with Reader(browser, sketch(path, old, new)) as reader:
        found = reader.dead_links()
        assert found
        assert all(each.endswith(dead) for each in found)


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("small", 'font-size="12"', 'font-size="8"'),
        ("faint", "#fff", "#1f2328"),
        ("cut", 'x="10" y="20"', 'x="180" y="20"'),
    ],
)
def test_a_text_of_a_picture_that_cannot_be_read_is_found(
    browser: Browser, kind: str, old: str, new: str
) -> None:
    with Reader(browser, sketch("papers/chart-light.svg", old, new)) as reader:
        reader.open("README.md")
        assert reader.wrong_in(*reader.pictures()).keys() == {kind}


def test_a_picture_that_is_made_smaller_is_read_in_the_size_that_is_seen(browser: Browser) -> None:
    with Reader(browser, sketch("papers/chart-light.svg", 'width="240"', 'width="960"')) as reader:
        reader.open("README.md", 320)
        (picture,) = reader.pictures()
        assert picture.scale < 0.3


def test_the_first_paper_is_where_a_reader_sees_it(browser: Browser) -> None:
    near, far = sketch(), sketch("README.md", "## Papers", "x\n\n" * 100 + "## Papers")
    tops = []
    for repository in (near, far):
        with Reader(browser, repository) as reader:
            reader.open("README.md")
            tops.append(reader.first_paper())
    assert 0 < tops[0] < 800 < 3000 < tops[1]


@pytest.mark.parametrize(
    ("shown", "acted"),
    [
        ("![x](https://evil.example/x.png)", "request: https://evil.example/x.png"),
        ("![x](https://img.shields.io.evil.example/a)", "request: https://img.shields.io.evil"),
        (
            "![x](papers/none.svg)",
            "request: https://github.invalid/owner/list/blob/main/papers/none",
        ),
    ],
)
def test_what_a_page_asks_for_is_told(browser: Browser, shown: str, acted: str) -> None:
    with Reader(browser, sketch("README.md", "Two papers.", shown)) as reader:
        reader.open("README.md")
        assert [act for act in reader.acts if act.startswith(acted)] != []


@pytest.mark.parametrize(
    ("script", "acted"),
    [
        ("alert(1)", "dialog: 1"),
        ("console.log('x')", "console: x"),
        ("window.open('about:blank')", "window: about:blank"),
        ("fetch('https://evil.example/')", "request: https://evil.example/"),
        ("throw Error('x')", "error: x"),
    ],
)
def test_what_a_script_does_is_told(browser: Browser, script: str, acted: str) -> None:
    """A page that the sanitiser has let a script through, as none of GitHub's may."""
    repository = sketch()
    repository.pages["README.md"] += f"<script>{script}</script>"
    with Reader(browser, repository) as reader:
        reader.open("README.md")
        reader.wrong()
        assert acted in reader.acts


def test_a_badge_is_20_pixels_high_and_17_wider_for_a_logo(browser: Browser) -> None:
    assert browser.is_connected()
    plain = "https://img.shields.io/badge/arXiv-Paper-blue"
    shown = drawn(frozenset({plain, f"{plain}?logo=arxiv"}))
    sizes = {
        address: re.findall(r'<svg [^>]*?width="(\d+)" height="20"', badge)
        for address, badge in shown.items()
    }
    (narrow,), (wide,) = sizes[plain], sizes[f"{plain}?logo=arxiv"]
    assert int(wide) == int(narrow) + 17


@pytest.mark.parametrize(
    ("address", "badge"),
    [
        ("img.shields.io/badge/a--b_c-blue", Badge("", "a-b c", "blue", False, "flat")),
        ("img.shields.io/badge/a-b-red?logo=x", Badge("a", "b", "red", True, "flat")),
        ("awesome.re/badge.svg", Badge("", "awesome", "#fc60a8", True, "flat")),
    ],
)
def test_a_badge_shows_what_its_address_says(address: str, badge: Badge) -> None:
    assert read(f"https://{address}") == badge


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Copy Head", "copy-head"),
        ("What's *New*? 2.0", "whats-new-20"),
        ("Snake_Case — Head", "snake_case--head"),
        ("Tête d'Induction", "tête-dinduction"),
        ("注意力头", "注意力头"),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_a_heading_is_named_as_github_names_it(heading: str, name: str) -> None:
    assert slug(heading) == name
