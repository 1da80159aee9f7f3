"""Whatever an issue holds, nothing that the bot writes about it is live, broken or too long."""

import datetime as dt
import html
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from bot.catalog import Catalog, parse_catalog
from bot.commits import commit_message
from bot.fields import LONGEST_SENTENCE, MOST_HEADS
from bot.rendering import Renderer, pull_title
from bot.rows import head_badge
from bot.sinks import for_log
from bot.validation import Accepted, Duplicate, Ignored, Rejected, Review, review_issue

HOSTILE = Path(__file__).resolve().parents[2] / "shared" / "hostile"
TODAY = dt.date(2026, 1, 15)
ISSUE = 7
PULL = "#8"
LIST_URL = "https://github.com/example/list#papers"
DIGEST = "0f1e2d3c4b5a6978"
BADGES = "https://img.shields.io/badge/"
BODY_LIMIT = 65_536
SAFE_LIMIT = 58_000  # what others found to be taken always
TITLE_LIMIT = 256

TEMPLATE = """Title: {title}
Head: {head}
Published: arXiv
Summary:
- Innovation: {innovation}
- Tasks: {tasks}
- Significant Result: {result}
"""
ORDINARY = {
    "title": "Answer, Assemble, Ace: Studying Heads in Toy Transformers",
    "head": "Correct Letter Head",
    "innovation": "Locates the heads that promote an answer symbol.",
    "tasks": "Path patching on three multiple choice datasets.",
    "result": "A few middle layer heads explain most of the effect.",
}
PAYLOADS = [
    "<script>alert(1)</script></td></table><img src=x onerror=alert(1)>",
    "@octocat @org/team @@x é@octocat Closes #1 fixes o/r#2 GH-3 a1b2c3d4e5",
    "https://evil.example www.evil.example a@evil.example [a](javascript:x) ![b](//evil.example)",
    "&lt;b&gt; &#64;octocat &#35;1 &commat;octocat",
    "``` ~~~ `code` **b** _i_ | a | b | > q # h - [ ] t [^1] $x$",
    "<!-\u200b- paper-bot:begin --> Clo\u200bses #1 @\u200boctocat \u202e\U000e0041",
    "::error::x ##[group]y ${{ github.token }} {{ 7*7 }} {% raw %} [skip ci]",
]


@dataclass(frozen=True)
class Written:
    """All that the bot would write about one issue."""

    review: Review
    readme: str | None = None
    comment: str | None = None
    pull: str | None = None
    title: str | None = None
    commit: str | None = None
    log: str | None = None

    def texts(self) -> Iterator[str]:
        """Give what people read; the commit goes with the pull request."""
        for text in (self.readme, self.comment, self.pull, self.title, self.commit, self.log):
            if text is not None:
                yield text


def write(title: str, body: str, catalog: Catalog) -> Written:
    """Review an issue and render everything that would be written for it."""
    renderer = Renderer()
    review = review_issue(title, body, frozenset(), catalog, TODAY, ISSUE)
    match review:
        case Accepted(paper, notes, _):
            return Written(
                review,
                readme=renderer.readme(catalog.with_paper(paper)),
                comment=renderer.accepted(paper, notes, PULL, DIGEST, hands_off=False),
                pull=renderer.pull_request(ISSUE, review, DIGEST),
                title=pull_title(paper),
                commit=commit_message(ISSUE, paper, DIGEST, "A Name <1+a-name@users.example>"),
                log=for_log(f"accepted: {paper.title}"),
            )
        case Rejected(problems, _, draft):
            return Written(review, comment=renderer.rejected(problems, draft, title, DIGEST))
        case Duplicate(listed, notes):
            return Written(review, comment=renderer.duplicate(listed, notes, LIST_URL, DIGEST))
        case Ignored():
            return Written(review)


# --- what readers see ----------------------------------------------------------------------


VOID = ("img", "br", "input")


class Strict(HTMLParser):
    """Count elements, and refuse what is not closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"{tag} has an attribute twice"
        self.tags[tag] += 1
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID, f"<{tag} /> is not closed"
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes something else"


def read_html(text: str) -> Strict:
    parser = Strict()
    parser.feed(text)
    parser.close()
    assert parser.open == []
    return parser


def generated_part(readme: str) -> str:
    before, heading, after = readme.partition("\n## Papers\n")
    assert heading
    assert "<table>" not in before
    return after.partition("\n## Run it yourself\n")[0]


ATTRIBUTES = {
    "table": set(),
    "tr": set(),
    "td": {"width", "rowspan", "nowrap", "colspan"},
    "strong": set(),
    "img": {"src", "alt"},
    "a": {"href"},
    "br": set(),
    "details": set(),
    "summary": set(),
}


def check_table(part: str) -> Counter[str]:
    """Check that HTML of the list is strict and only of the kind that the template writes."""
    parser = read_html(part)
    for tag, attributes in parser.elements:
        assert tag in ATTRIBUTES, tag
        assert attributes.keys() <= ATTRIBUTES[tag], attributes
        if tag == "img":
            src = urlsplit(attributes["src"] or "")
            assert (attributes["src"] or "").startswith(BADGES)
            assert src.path.count("/") == 2
            assert not src.query or re.fullmatch(r"logo=[a-z]+", src.query)
        if tag == "a":
            assert re.fullmatch(r"https?://[!-~]+", attributes["href"] or "")
    for table in re.findall(r"<table>.*?</table>", part, re.DOTALL):
        assert "\n\n" not in table
    return parser.tags


def render_markdown(text: str) -> str:
    rendered: str = cmarkgfm.github_flavored_markdown_to_html(
        text, Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_HARDBREAKS
    )
    return rendered


TEMPLATE_TAGS = {*ATTRIBUTES, "p", "ul", "li", "code", "pre", "sub", "input"} - {
    "details",
    "summary",
}


def check_comment(text: str, links: set[str]) -> str:
    """Check that a body renders to the templates' own tags, links and images, and give it."""
    rendered = render_markdown(text)
    parser = read_html(rendered)
    assert parser.tags.keys() <= TEMPLATE_TAGS
    for tag, attributes in parser.elements:
        if tag == "a":
            assert attributes == {"href": attributes.get("href")}
            assert attributes.get("href") in links
        if tag == "img":
            assert attributes.keys() == {"src", "alt"}
            assert (attributes["src"] or "").startswith(BADGES)
    assert len(text) <= BODY_LIMIT
    return rendered


# --- what GitHub would act on --------------------------------------------------------------

LIVE = re.compile(
    r"(?:^|[^A-Za-z0-9_])@[A-Za-z0-9]"
    r"|#\d"
    r"|(?:^|[^A-Za-z0-9])(?i:GH)-\d"
    r"|://"
    r"|(?:^|[^A-Za-z0-9_])(?i:www)\."
    r"|(?<![A-Za-z0-9])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}(?![A-Za-z0-9])"
    r"|\[(?i:skip ci|ci skip|no ci|skip actions|actions skip)\]",
    re.ASCII,
)


def check_inert(text: str, own: list[str]) -> None:
    """Check that a plain text, and what feeds and mails make of it, holds only `own` references."""
    bare = re.sub(r"<[^<>]*>", "", re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL))
    for form in (
        bare,
        html.unescape(bare),
        re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", html.unescape(bare)),
    ):
        for reference in own:
            assert form.count(reference) == 1, reference
            form = form.replace(reference, "")
        found = LIVE.search(form)
        assert not found, f"live: {form[max(0, found.start() - 30) : found.end() + 30]!r}"


def without_code(rendered: str) -> str:
    return re.sub(r"<code>.*?</code>", "", rendered, flags=re.DOTALL)


def check_characters(text: str) -> None:
    for char in text:
        plain = unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")
        assert plain or char in "\n\u200c\u200d", f"U+{ord(char):04X}"


def check(written: Written, catalog: Catalog) -> None:
    """Check all that holds for everything that the bot writes."""
    for text in written.texts():
        check_characters(text)
    match written.review:
        case Accepted(paper, _):
            links = {link.url for link in paper.links}
            assert written.readme is not None
            assert written.comment is not None
            assert written.pull is not None
            assert written.title is not None
            assert written.commit is not None
            assert written.log is not None
            grown = check_table(generated_part(written.readme))
            grown.subtract(tags_before(catalog.text))
            tables = grown["table"]
            assert tables in (0, 1)  # the first paper of a year opens a table, with its head row
            assert grown["tr"] == 2 + tables
            assert grown["td"] == 5 + 4 * tables
            assert grown["img"] == len(paper.heads) + len(paper.links)
            assert grown["a"] == len(paper.links)
            assert grown["br"] == 2
            check_inert(without_code(check_comment(written.comment, links)), [PULL])
            check_inert(without_code(check_comment(written.pull, links)), [f"Closes #{ISSUE}"])
            check_inert(written.title, [])
            check_inert(written.commit.rpartition("\n\n")[0], [])
            # A squash merge makes both a commit message, where code is no shelter.
            squashed = f"{written.title}\n\n{written.pull.replace(DIGEST, '')}"
            check_inert(squashed, [f"Closes #{ISSUE}"])
            assert len(written.title.encode("utf-16-le")) // 2 <= TITLE_LIMIT
            for line in (written.title, written.log):
                assert len(line.splitlines()) == 1
            assert "::" not in written.log
            assert "##[" not in written.log
        case Rejected(problems, _, draft):
            assert written.comment
            rendered = check_comment(written.comment, set())
            check_inert(without_code(rendered), [])
            assert rendered.count("<li>") == len(problems)
            assert rendered.count("<pre") == 1 + bool(draft.also)
        case Duplicate(listed, _):
            assert written.comment
            links = {LIST_URL, *(link.url for link in listed.links)}
            check_inert(without_code(check_comment(written.comment, links)), [])
        case Ignored():
            assert list(written.texts()) == []


@cache
def tags_before(text: str) -> Counter[str]:
    return check_table(generated_part(Renderer().readme(parse_catalog(text))))


def decode_badge(src: str) -> str:
    """Read the first text of a badge by the grammar of shields.io."""
    text = ""
    for token in re.findall(r"--|__|_|-|[^-_]+", unquote(src.removeprefix(BADGES))):
        if token == "-":
            break
        text += {"--": "-", "__": "_", "_": " "}.get(token, token)
    return text


def row_of(readme: str, paper_title: str) -> str:
    """Give the text of the row of a paper as a reader sees it."""
    rows = generated_part(readme).split('<td rowspan="2" nowrap>')
    shown = [html.unescape(re.sub(r"<[^<>]*>", "", row)) for row in rows]
    (row,) = [row for row in shown if f"\n{paper_title}\n" in row]
    return row


# --- without the corpus --------------------------------------------------------------------


@pytest.fixture(scope="module")
def listed() -> Catalog:
    return parse_catalog((Path(__file__).resolve().parent / "data/papers.json").read_text("utf-8"))


@pytest.mark.parametrize("place", list(ORDINARY))
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_any_field_stays_text(payload: str, place: str, listed: Catalog) -> None:
    body = TEMPLATE.format(**{**ORDINARY, place: payload})
    check(write("Add new paper: x", body, listed), listed)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_beside_what_is_missing_stays_text(payload: str, listed: Catalog) -> None:
    body = TEMPLATE.format(**{**ORDINARY, "title": payload, "tasks": "...", "result": "TBD"})
    written = write(f"Add new paper: {payload}", body, listed)
    assert isinstance(written.review, Rejected)
    check(written, listed)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_beside_the_link_of_a_listed_paper_stays_text(
    payload: str, listed: Catalog
) -> None:
    body = TEMPLATE.format(**{**ORDINARY, "title": payload})
    body += "Link: https://arxiv.org/abs/2404.15574\n"
    written = write("Add new paper: x", body, listed)
    assert isinstance(written.review, Duplicate)
    check(written, listed)


# Each text below is the one that grows most where it is escaped: as HTML, in a badge, as Markdown.
@pytest.mark.parametrize("unit", ["'", "🎉", "<", "&", "`", "\\", "@a ", "é", "_-"])
def test_the_longest_accepted_submission_fits_in_a_comment(unit: str, listed: Catalog) -> None:
    def filled(length: int, number: int = 0) -> str:
        return (f"a{number} " + unit * length)[:length].strip()

    links = "\n".join(f"Link: https://doi.org/10.1234/{n}{'(' * 190}" for n in range(10))
    body = (
        f"Title: {filled(300)}\nHead: {', '.join(filled(60, n) for n in range(MOST_HEADS))}\n"
        f"Published: {filled(300).replace('http', 'x')}\n{links}\nSummary:\n"
        f"- Innovation: {filled(LONGEST_SENTENCE)}\n- Tasks: {filled(LONGEST_SENTENCE)}\n"
        f"- Significant Result: {filled(LONGEST_SENTENCE)}\n"
    )
    written = write("Add new paper: x", body, listed)
    check(written, listed)
    assert isinstance(written.review, Accepted)
    assert max(len(written.comment or ""), len(written.pull or "")) < SAFE_LIMIT


# --- the corpus ----------------------------------------------------------------------------


def load(name: str) -> list[dict[str, Any]]:
    path = HOSTILE / name
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def seed() -> Catalog:
    return parse_catalog((HOSTILE / "seed_papers.json").read_text(encoding="utf-8"))


def test_the_corpus_of_hostile_issues_is_here() -> None:
    if not HOSTILE.is_dir():
        pytest.skip("the hostile issues lie beside the repository and are not here")
    assert len(load("corpus.jsonl")) >= 363


@pytest.mark.parametrize("record", load("corpus.jsonl"), ids=lambda record: str(record["id"]))
def test_nothing_that_is_written_about_a_hostile_issue_is_live_or_broken(
    record: dict[str, Any], seed: Catalog
) -> None:
    body = (record["body"] or "").replace("{ISSUE}", str(ISSUE))
    start = time.process_time()
    written = write(record["title"], body, seed)
    took = time.process_time() - start
    check(written, seed)
    assert took < 1
    must = record["must"]
    for text in must.get("absent", []):
        for place in (written.readme, written.comment, written.pull, written.title):
            assert text not in (place or "")
    if not isinstance(written.review, Accepted):
        assert not must.keys() & {"present", "badge_roundtrip"}
        return
    paper = written.review.paper
    assert written.readme
    row = row_of(written.readme, paper.title)
    for text in (paper.title, *paper.summary.model_dump().values(), *must.get("present", [])):
        assert text in row
    if "badge_roundtrip" in must:
        heads = [decode_badge(head_badge(head)) for head in paper.heads]
        # The list may spell a name its own way, in capitals.
        assert [head.casefold() for head in heads] == [
            head.casefold() for head in must["badge_roundtrip"]
        ]
        assert heads == list(paper.heads)
        assert all(head_badge(head) in written.readme for head in paper.heads)
