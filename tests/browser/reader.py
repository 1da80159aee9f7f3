"""Read a repository's pages in Chromium, and measure what readers see and what pages do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal, NamedTuple
from urllib.parse import unquote, urldefrag

from playwright.sync_api import Browser, FloatRect, Route, sync_playwright

from tests.browser import badges
from tests.browser.repository import MAIN, OF_GITHUB, Repository
from tests.browser.tools import BROWSERS, program
from tests.paths import TESTS

Theme = Literal["light", "dark"]
Findings = Mapping[str, list[str]]
THEMES: tuple[Theme, ...] = ("light", "dark")
WIDTHS = (320, 390, 768, 1280)
HEIGHT = 800
# In pixels. In less room than the first, a line of a long text holds a word or two.
NARROWEST_ROOM = 150
SMALLEST_TEXT = 12
SMALLEST_TEXT_OF_A_PICTURE = 9
FAINTEST_TEXT = 4.5  # the contrast that WCAG asks of texts
_PAGE = {"light": "rgb(255, 255, 255)", "dark": "rgb(13, 17, 23)"}
_PAPERS = "[id^='user-content-paper-']"


class Picture(NamedTuple):
    """A drawing of the repository's own, and how large a page shows it."""

    path: str
    scale: float


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium, which reaches no network, and end it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program(*BROWSERS), args=["--host-resolver-rules=MAP * ~NOTFOUND"]
        )
        yield browser
        browser.close()


class Reader:
    """Somebody who reads a repository, in a theme.

    `acts` tells what its pages did by themselves: what they asked for that is neither a file of
    the repository nor a badge, each dialog, window and download, and what scripts said.
    """

    def __init__(self, browser: Browser, repository: Repository, theme: Theme = "light") -> None:
        self.acts: list[str] = []
        self._repository = repository
        self._theme = theme
        self._context = browser.new_context(
            color_scheme=theme,
            viewport={"width": WIDTHS[-1], "height": HEIGHT},
            service_workers="block",
        )
        self._context.route("**/*", self._answer)
        self._page = self._context.new_page()
        self._page.on("dialog", lambda dialog: self._saw("dialog", dialog.message, dialog.dismiss))
        self._page.on("popup", lambda popup: self._saw("window", popup.url))
        self._page.on("download", lambda download: self._saw("download", download.url))
        self._page.on("pageerror", lambda error: self._saw("error", str(error)))
        self._page.on("console", lambda line: self._saw("console", line.text))

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._context.close()

    def open(self, path: str, width: int = WIDTHS[-1]) -> None:
        """Open a page in a window of some width."""
        self._page.set_viewport_size({"width": width, "height": HEIGHT})
        self._page.goto(MAIN + path)

    def wrong(self) -> Findings:
        """Return what is wrong with the open page, lines by kind; see measure.js."""
        return self._run(
            "measure", badgeHosts=badges.HOSTS, narrowest=NARROWEST_ROOM, smallest=SMALLEST_TEXT
        )

    def first_paper(self) -> float:
        """Return how far the top of the first paper is from that of the open page."""
        paper = self._page.locator(_PAPERS).first
        box = paper.bounding_box()
        assert box, "the first paper is folded away"
        return box["y"]

    def pictures(self) -> list[Picture]:
        """Return the drawings of the repository's own that the open page shows in this theme."""
        shown = self._page.evaluate(
            """() => [...document.images].filter((image) => image.naturalWidth)
              .map((image) => [image.currentSrc, image.width / image.naturalWidth])"""
        )
        return [
            Picture(unquote(address.removeprefix(MAIN)), scale)
            for address, scale in shown
            if address.startswith(MAIN) and address.endswith(".svg")
        ]

    def wrong_in(self, picture: Picture) -> Findings:
        """Return which texts of a picture cannot be read, lines by kind; see picture.js."""
        self._page.goto(MAIN + picture.path)
        return self._run(
            "picture",
            scale=picture.scale,
            page=_PAGE[self._theme],
            smallest=SMALLEST_TEXT_OF_A_PICTURE,
            faintest=FAINTEST_TEXT,
        )

    def dead_links(self) -> list[str]:
        """Return the links within the repository that open nothing visible, by page and reason."""
        fragments: dict[str, dict[str, str]] = defaultdict(dict)
        dead = []
        for path in self._repository.pages:
            for address in self._links(path):
                there, fragment = urldefrag(address)
                if not self._is_there(there):
                    dead.append(f"{path}: {there} is nowhere")
                elif fragment:
                    fragments[there].setdefault(fragment, path)
        for there, asked in fragments.items():
            self._page.goto(there)
            lost = self._page.evaluate(_script("follow"), [*asked])
            dead += [f"{asked[each]}: {there}#{each} {reason}" for each, reason in lost]
        return dead

    def screenshot(self, tallest: int) -> bytes:
        """Return a picture of the top of the open page, or of all of it where that is shorter."""
        width, height = self._page.evaluate(
            "() => [innerWidth, document.documentElement.scrollHeight]"
        )
        top: FloatRect = {"x": 0, "y": 0, "width": width, "height": min(height, tallest)}
        return self._page.screenshot(full_page=True, clip=top)

    def _links(self, path: str) -> list[str]:
        self._page.goto(MAIN + path)
        links: list[str] = self._page.evaluate(
            "() => [...document.querySelectorAll('a[href]:not(.anchor)')].map((each) => each.href)"
        )
        return links

    def _is_there(self, address: str) -> bool:
        """Whether an address leads to another site, or to something of the repository."""
        of_list = MAIN.partition("blob/")[0]
        if address.startswith(MAIN):
            return self._repository.is_there(unquote(address.removeprefix(MAIN)))
        if address.startswith(of_list):
            return address.removeprefix(of_list).partition("/")[0] in OF_GITHUB
        return not address.startswith(MAIN.partition("owner")[0])

    def _run(self, script: str, **asked: object) -> Findings:
        found: Findings = self._page.evaluate(_script(script), asked)
        return {kind: lines for kind, lines in found.items() if lines}

    def _saw(self, kind: str, text: str, then: Any = None) -> None:
        self.acts.append(f"{kind}: {text}")
        if then:
            then()

    def _answer(self, route: Route) -> None:
        """Answer a request from the repository or with a badge; refuse and tell any other."""
        address = urldefrag(route.request.url).url
        path = unquote(address.removeprefix(MAIN))
        repository, beside = self._repository, self._repository.beside(path)
        if route.request.is_navigation_request() and path in repository.pages:
            route.fulfill(body=repository.pages[path], content_type="text/html")
        elif address in repository.badges:
            route.fulfill(body=repository.badges[address], content_type="image/svg+xml")
        elif path in repository.files and path.endswith(".svg"):
            route.fulfill(body=repository.files[path], content_type="image/svg+xml")
        elif beside and beside.suffix == ".png":
            route.fulfill(path=beside)
        else:
            self.acts.append(f"request: {address}")
            route.abort()


def _script(name: str) -> str:
    return (TESTS / "browser" / f"{name}.js").read_text("utf-8")
