"""Hold all that the bot writes about one issue against what the issue's record allows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.catalog.paper import Paper
from bot.fields.reading import Link
from bot.messages.comments import LEFT_OUT
from bot.submission.review import Rejected
from bot.text.clean import shorten
from tests.behaviour.hostile.witness import (
    BADGES,
    Element,
    Page,
    acted_on_as_text,
    acted_on_in,
    commands_to_bots,
    filtered,
    formulas,
    pictures_in,
    read_badge,
    refused,
    render_comment,
    render_file,
    unfiltered,
)
from tests.reworded import read_back

SAFE_LIMIT = 58_000  # characters that others found to be taken always; GitHub says 65,536
TITLE_LIMIT = 256
# The kinds of elements that the templates write; those of the page's own head and foot beside.
TAGS_OF_A_TABLE = {"table", "tr", "td", "strong", "img", "a", "br"}
# What keeps the name of an emoji in the list from being one; a comment has none.
TAGS_OF_A_ROW = {*TAGS_OF_A_TABLE, "wbr"}
TAGS_OF_A_COMMENT = {*TAGS_OF_A_TABLE, "p", "ul", "li", "code", "pre", "sub", "input"}
TAGS_OF_THE_LIST = {*TAGS_OF_A_ROW, "details", "summary"}
# The marks by which the bot knows its own texts again; nothing that a stranger typed is in one.
MARK = re.compile(
    r"paper-bot:(?:begin|end)|proposal [0-9a-f]{12} [A-Za-z ]+"
    r"|paper-bot:[a-z]+(?: [0-9a-f]{16})? v1(?: (?:changed=[0-9-]{10}|(?:pull|first|author)=\d+"
    r"|(?:keys|title)=[0-9a-f]{12}(?:,[0-9a-f]{12})*|(?:wanting|kept)=[a-z.%0-9A-Z,]+"
    r"|hands-off|closed|reopened|commented))*",
    re.ASCII,
)
# One segment of a path, and behind it a logo by its name, or nothing.
BADGE = re.compile(re.escape(BADGES) + r"[A-Za-z0-9._~%-]+(?:\?logo=[a-z]+)?")
COLOURS = {"blue", "#D2691E", "brightgreen", "black", "purple", "lightgrey"}
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_DIGEST = re.compile(r"(?<=digest of its text: `)[0-9a-f]{16}(?=`)")


@dataclass(frozen=True)
class Written:
    """All that the bot wrote about an issue; what it did not write is None.

    `before` is the README as it was, `commit` the message of the commit on the issue's branch.
    """

    before: str
    readme: str | None = None
    comment: str | None = None
    title: str | None = None
    body: str | None = None
    commit: str | None = None

    def texts(self) -> Iterator[str]:
        """Yield each text that was written."""
        for text in (self.readme, self.comment, self.title, self.body, self.commit):
            if text is not None:
                yield text


def check_accepted(written: Written, paper: Paper, issue: int, pull: str) -> None:
    """Check what is written for a paper that is proposed; `pull` refers to its pull request."""
    assert written.readme is not None
    assert written.comment is not None
    assert written.title is not None
    assert written.body is not None
    assert written.commit is not None
    check_characters(written)
    check_readme(written.before, written.readme, paper)
    comment = check_page(written.comment, [paper])
    assert acted_on_in(comment) == [f"reference: {pull}"]
    assert [len(table) for table in comment.tables()] == [3]
    check_row(comment, paper)
    check_pull(written, paper, issue)


def check_pull(written: Written, paper: Paper, issue: int) -> None:
    """Check title, body and commit of a pull request, and what a squash merge makes of them."""
    assert written.title is not None
    assert written.body is not None
    assert written.commit is not None
    body = check_page(written.body, [paper])
    own = [f"reference: #{issue}", f"closing keyword: Closes #{issue}"]
    assert acted_on_in(body) == own
    check_row(body, paper)
    check_plain(written.title, [])
    assert len(written.title.encode("utf-16-le")) // 2 <= TITLE_LIMIT
    assert len(written.title.splitlines()) == 1
    trailers = written.commit.rstrip().rpartition("\n\n")[2].split("\n")
    assert [line.partition(": ")[0] for line in trailers][:2] == ["Paper-Issue", "Issue-Digest"]
    assert len(trailers) <= 3, "a trailer more"
    check_plain(written.commit.rstrip().rpartition("\n\n")[0], [])
    check_plain(f"{written.title}\n\n{without_own(written.body, paper)}", own)


def check_rejected(written: Written, review: Rejected) -> None:
    """Check what is written for an issue that its author has to fix."""
    notes = [each for each in review.draft.notes if each.code in LEFT_OUT and each.field != "issue"]
    assert written.comment is not None
    check_characters(written)
    comment = check_page(written.comment, [])
    assert acted_on_in(comment) == []
    assert comment.tables() == []
    assert len(comment.body.find("li")) == len(review.problems) + len(notes)
    assert 1 <= len(comment.body.find("pre")) <= 2 + len(review.others)
    assert [written.readme, written.title, written.body, written.commit] == [None] * 4


def check_duplicate(written: Written, listed: Paper, list_url: str) -> None:
    """Check the comment on a paper that is listed, where nothing is offered to be added."""
    assert written.comment is not None
    check_characters(written)
    comment = check_page(written.comment, [listed], list_url)
    assert acted_on_in(comment) == []
    assert [len(table) for table in comment.tables()] == [3]
    check_row(comment, listed)
    assert [written.readme, written.title, written.body, written.commit] == [None] * 4


def check_update(
    written: Written, was: Paper, update: Paper, list_url: str, issue: int, pull: str
) -> None:
    """Check what is written where an issue brings what a listed paper lacks."""
    assert written.readme is not None
    assert written.comment is not None
    check_characters(written)
    check_readme_changed(written.before, written.readme, update)
    comment = check_page(written.comment, [was], list_url)
    assert acted_on_in(comment) == [f"reference: {pull}"]
    assert [len(table) for table in comment.tables()] == [3]
    check_row(comment, was)
    check_pull(written, update, issue)


# --- a text --------------------------------------------------------------------------------


def check_characters(written: Written) -> None:
    """Check that every character is one to be seen; joiners stand inside emoji and words."""
    for text in written.texts():
        assert text == unicodedata.normalize("NFC", text)
        for char in set(text):
            unseen = unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co")
            assert not unseen or char in "\n\u200c\u200d", f"U+{ord(char):04X}"


def check_plain(text: str, own: Sequence[str]) -> None:
    """Check that GitHub would act on nothing in a plain text but `own`."""
    assert acted_on_as_text(text) == list(own)


def without_own(body: str, paper: Paper) -> str:
    """Return a body as a reader of plain text has it, without the record's own addresses.

    Its marks and tags are the template's.
    """
    text = _DIGEST.sub("", _TAG.sub("", _COMMENT.sub("", body)))
    for link in paper.links:
        text = text.replace(link.url, "")
    return text


# --- a page --------------------------------------------------------------------------------


def check_page(text: str, papers: Sequence[Paper], *links: str) -> Page:
    """Check that a comment or body renders to what the template writes, and return the page.

    Its links and images are those of `papers`, and `links`.
    """
    page = render_comment(text)
    check_rendered(page, TAGS_OF_A_COMMENT)
    assert all(MARK.fullmatch(each) for each in page.comments), page.comments
    addresses = [link.url for paper in papers for link in paper.links]
    assert set(page.links()) == {*addresses, *links}
    assert all(each.attributes == {"lang": "text"} for each in page.body.find("pre"))
    assert len(text) <= SAFE_LIMIT
    assert commands_to_bots(text) == []
    return page


def check_rendered(page: Page, tags: set[str]) -> None:
    """Check that a page needs no sanitiser, and is made of the template's elements alone."""
    assert refused(page) == []
    assert unfiltered(page.source) == filtered(page.source)
    assert page.tags() <= tags
    assert formulas(page) == 0
    assert pictures_in(page) == []
    for image in page.body.find("img"):
        assert image.attributes.keys() == {"src", "alt"}
    for link in page.body.find("a"):
        assert link.attributes.keys() == {"href"}


def check_row(page: Page, paper: Paper) -> None:
    """Check that the first table of a page is the paper's: its head, and the two rows."""
    head, *rows = page.tables()[0]
    assert [cell.text() for cell in head] == ["Date", "Paper & Summary", "Tags", "Links"]
    _check_rows(rows, paper, as_read=as_read)


def _check_rows(
    rows: list[list[Element]], paper: Paper, as_read: Callable[[str], str] = lambda text: text
) -> None:
    """Check that two rows show a paper in five cells, and say what its record says."""
    (date, title, tags, links), (summary,) = rows
    assert date.text() == str(paper.date or "not known yet")
    assert as_read(title.text()) == as_read(paper.title)
    sentences = paper.summary.innovation, paper.summary.tasks, paper.summary.result
    shown = [line for line in summary.text().split("\n") if line]
    assert [as_read(line) for line in shown] == [as_read(f"• {each}") for each in sentences]
    _check_badges(tags.find("img"), [(head, [head]) for head in paper.heads], as_read)
    assert [each.get("href") for each in links.find("a")] == [link.url for link in paper.links]
    named = [(label_of(link), link.kind) for link in paper.links]
    _check_badges(links.find("img"), [(" ".join(each), [*each]) for each in named], as_read)
    assert {each.tag for row in rows for cell in row for each in cell.walk()} <= TAGS_OF_A_ROW


def label_of(link: Link) -> str:
    """Return the left side of a link's badge, which a long name of a venue would not fit."""
    return shorten(link.label, 60)


def _check_badges(
    images: list[Element], badges: list[tuple[str, list[str]]], as_read: Callable[[str], str]
) -> None:
    """Check that each badge says its texts by the grammar of shields.io, in one segment of a path.

    What is behind the path is a logo by its name, or nothing.
    """
    assert len(images) == len(badges)
    for image, (name, texts) in zip(images, badges, strict=True):
        assert BADGE.fullmatch(image.get("src")), image.get("src")
        *said, colour = read_badge(image.get("src"))
        assert said == texts
        assert colour in COLOURS
        assert as_read(image.get("alt")) == as_read(f"{name} Badge")


def as_read(text: str) -> str:
    """Return a text as it reads: full-width signs as the ASCII ones, hyphens left out."""
    return text.translate(_LOOKALIKES)


_LOOKALIKES = str.maketrans("＠＃：․＆［", "@#:.&[", "-\u2011")


# --- the list ------------------------------------------------------------------------------


def check_readme(before: str, after: str, paper: Paper) -> None:
    """Check that a page of the list has grown by the two rows of one paper, and by no more."""
    page, grown = _list_pages(before, after)
    old, new = _rows(page), _rows(grown)
    places = range(0, len(new), 2)
    (place,) = [n for n in places if _outlines(new[:n] + new[n + 2 :]) == _outlines(old)]
    _check_rows(new[place : place + 2], paper)
    assert len(grown.tables()) - len(page.tables()) in (0, 1)  # the first paper of a year


def check_readme_changed(before: str, after: str, paper: Paper) -> None:
    """Check that of a page of the list at most the rows of one paper have changed."""
    old, new = map(_rows, _list_pages(before, after))
    places = range(0, len(new), 2)
    assert len(old) == len(new)
    (place,) = [n for n in places if new[n][1].text() == paper.title]
    changed = [n for n in places if _outlines(old[n : n + 2]) != _outlines(new[n : n + 2])]
    assert changed in ([place], [])  # where a paper appeared is seen in links without a name alone
    _check_rows(new[place : place + 2], paper)


def _list_pages(before: str, after: str) -> tuple[Page, Page]:
    """Return the list's part of two READMEs, of which all else is the same, byte by byte."""
    parts = map(_parts, map(read_back, (before, after)))
    (head, old, foot), (new_head, new, new_foot) = parts
    assert (new_head, new_foot) == (head, foot)
    pages = _render(old), render_file(new)
    for page in pages:
        check_rendered(page, {*TAGS_OF_THE_LIST, "h3", "p"})
        assert page.comments == []
    for page in map(_render, (before, after)):
        (comment,) = page.comments
        assert comment.startswith("Generated from templates/README.md.j2")
    return pages


def _parts(readme: str) -> tuple[str, str, str]:
    head, begin, rest = readme.partition("\n## Papers\n\n")
    middle, end, foot = rest.partition("\n## The bot\n")
    assert begin
    assert end
    return head, middle, foot


_render = lru_cache(64)(render_file)


def _rows(page: Page) -> list[list[Element]]:
    """Return the rows of the papers, without those that head a table."""
    rows = [row for table in page.tables() for row in table[1:]]
    assert len(rows) % 2 == 0
    return rows


def _outlines(rows: list[list[Element]]) -> list[str]:
    return [repr(row) for row in rows]
