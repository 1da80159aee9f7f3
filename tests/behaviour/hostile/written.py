"""Hold all that the bot writes about one issue against what the issue's record allows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.catalog.paper import Paper
from bot.messages.comments import LEFT_OUT
from bot.submission.review import Rejected
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
TAGS_OF_A_TABLE = {"table", "tr", "td", "strong", "span", "img", "a", "br", "p"}
# What keeps the name of an emoji in the list from being one; a comment has none.
TAGS_OF_A_ROW = {*TAGS_OF_A_TABLE, "wbr"}
TAGS_OF_A_COMMENT = {*TAGS_OF_A_TABLE, "ul", "li", "code", "pre", "sub", "input"}
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
# Where a head stands, from README.md or from a page beside.
PLACE = re.compile(r"(?:papers/)?heads[a-z0-9-]*\.md#user-content-head-[a-z0-9-]+")
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
    assert [len(table) for table in comment.tables()] == [1]
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
    assert [len(table) for table in comment.tables()] == [1]
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
    assert [len(table) for table in comment.tables()] == [1]
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
        assert link.attributes.keys() in ({"href"}, {"id"})


def check_row(page: Page, paper: Paper) -> None:
    """Check that the first table of a page is a frame around one paper."""
    ((cell,),) = page.tables()[0]
    (row,) = cell.find("p")
    links = _check_row(row, paper, as_read=as_read)
    assert links == [link.url for link in paper.links]
    assert row.attributes == {}


def _check_row_of_list(row: Element, paper: Paper) -> None:
    """Check that a row shows a paper and leads to itself and to its heads."""
    own, *links = _check_row(row, paper)
    assert own == f"#user-content-{row.get('id')}"
    heads = links[: len(paper.tags)]
    assert all(PLACE.fullmatch(address) for address in heads), heads
    assert links[len(heads) :] == [link.url for link in paper.links]


def _check_row(
    row: Element, paper: Paper, as_read: Callable[[str], str] = lambda text: text
) -> list[str]:
    """Check that a row says what a record says; return its links but for that of the title."""
    title, date, *rest = (line for line in row.text().split("\n") if line.strip())
    authors, summary = rest[:-3], rest[-3:]
    assert len(authors) == bool(paper.authors)
    assert as_read(title) == as_read(paper.title)
    assert date == str(paper.date or "Date not known yet")
    sentences = (
        paper.get("summary.innovation"),
        paper.get("summary.tasks"),
        paper.get("summary.result"),
    )
    assert [as_read(line) for line in summary] == [as_read(f"• {each}") for each in sentences]
    _check_badges(row.find("img"), paper, as_read)
    assert {each.tag for each in row.walk()} <= TAGS_OF_A_ROW
    links = [each.get("href") for each in row.find("a")]
    assert [each.get("href") for each in row.find("strong")[0].find("a")] == _leads(paper)
    return links[len(_leads(paper)) :]


def _leads(paper: Paper) -> list[str]:
    """Return where the title of a paper leads, if anywhere."""
    urls = [link.url for link in sorted(paper.links, key=lambda link: link.kind != "Paper")]
    return urls[:1]


def _check_badges(images: list[Element], paper: Paper, as_read: Callable[[str], str]) -> None:
    """Check that each badge says its texts by the grammar of shields.io, in one segment of a path.

    What is behind the path is a logo by its name, or nothing. A long text is cut.
    """
    badges = [[head] for head in paper.tags] + [[link.label, link.kind] for link in paper.links]
    assert len(images) == len(badges)
    for image, texts in zip(images, badges, strict=True):
        assert BADGE.fullmatch(image.get("src")), image.get("src")
        *said, colour = read_badge(image.get("src"))
        assert len(said) == len(texts)
        for shown, text in zip(said, texts, strict=True):
            cut = shown.removesuffix("…")
            assert shown == text or (len(cut) > 5 and text.startswith(cut)), (shown, text)
        assert colour in COLOURS
        assert as_read(image.get("alt")) == as_read(" ".join(texts))


def as_read(text: str) -> str:
    """Return a text as it reads: full-width signs as the ASCII ones, hyphens left out."""
    return text.translate(_LOOKALIKES)


_LOOKALIKES = str.maketrans("＠＃：․＆［", "@#:.&[", "-\u2011")


# --- the list ------------------------------------------------------------------------------


def check_readme(before: str, after: str, paper: Paper) -> None:
    """Check that a page of the list has grown by the row of one paper, and by no more."""
    page, grown = _list_pages(before, after)
    old, new = _rows(page), _rows(grown)
    (place,) = [n for n in range(len(new)) if _outlines(new[:n] + new[n + 1 :]) == _outlines(old)]
    _check_row_of_list(new[place], paper)


def check_readme_changed(before: str, after: str, paper: Paper) -> None:
    """Check that of a page of the list at most the row of one paper has changed."""
    old, new = map(_rows, _list_pages(before, after))
    assert len(old) == len(new)
    (place,) = [n for n, row in enumerate(new) if row.find("strong")[0].text() == paper.title]
    changed = [n for n in range(len(old)) if repr(old[n]) != repr(new[n])]
    assert changed in ([place], [])  # where a paper appeared is seen in links without a name alone
    _check_row_of_list(new[place], paper)


def _list_pages(before: str, after: str) -> tuple[Page, Page]:
    """Return the list's part of two READMEs, of which all else is the same, byte by byte."""
    parts = map(_parts, map(read_back, (before, after)))
    (head, old, foot), (new_head, new, new_foot) = parts
    assert (new_head, new_foot) == (head, foot)
    pages = _render(old), render_file(new)
    for page in pages:
        check_rendered(page, {*TAGS_OF_THE_LIST, "h3"})
        assert page.comments == []
    for page in map(_render, (before, after)):
        (comment,) = page.comments
        assert comment.startswith("Generated from templates/README.md.j2")
    return pages


def _parts(readme: str) -> tuple[str, str, str]:
    head, begin, rest = readme.partition("\n## Papers\n\n")
    middle, end, foot = rest.partition("\n## Add a paper\n")
    assert begin
    assert end
    return head, middle, foot


_render = lru_cache(64)(render_file)


def _rows(page: Page) -> list[Element]:
    """Return the rows of the papers."""
    return [each for each in page.body.find("p") if each.get("id")]


def _outlines(rows: list[Element]) -> list[str]:
    return [repr(row) for row in rows]
