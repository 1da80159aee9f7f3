"""A list in Chinese is spoken to in Chinese, with the same values as in English."""

from __future__ import annotations

import ast
import datetime as dt
import re
import shutil
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

from bot.catalog.catalog import Catalog
from bot.fields.reading import Note, Problem
from bot.messages.comments import Renderer
from bot.messages.pull_requests import pull_title
from bot.messages.verdicts import Verdict
from bot.outputs.configured import Configured, configured
from bot.outputs.hand_edits import Edit
from bot.outputs.readme import generate
from bot.outputs.templates import TEMPLATES, Templates
from bot.submission.complete import Sourced
from bot.submission.review import Accepted, Duplicate, Rejected, review_issue
from bot.text.chinese import CHINESE
from bot.text.phrases import Phrase, translated
from tests.filed import filed
from tests.ours import OURS, Summary, changed, draft_of, paper_of
from tests.paths import PROJECT

ABOUT = OURS.list.replaced(name="注意力头", language="zh", frame="")
FORM = OURS.replaced(list=ABOUT, sections=None)
SAID = Summary("新。", "做了。", "得到了。")
PAPER = paper_of("On Heads", None, ("A Head",), "arXiv", SAID, ())._replace(form=FORM)
ISSUE = filed(7)
URL = "https://github.com/o/r"
CLOSINGS = ("withdrawn", "gone", "listed", "done", "described", "second")
TRANSLATED = sorted(path.name for path in (TEMPLATES / "zh").glob("*.j2"))
# Names, code, and the keyword by which GitHub knows which issue a pull request closes.
NOT_ENGLISH = re.compile(
    r"<!--.*?-->|<[^>]*>|`[^`]*`|Closes #7|Correct entry:|\x1apull-request\x1a|\]\([^)]*\)"
    r"|\bpull request\b|\bissue\b|\bGitHub\b|On Heads|A Head|\barXiv\b|\bICLR\b"
    r"|\b(?:Title|Head|Published(?: Date)?)\b|\bREADME\b"
    r"|Settings → Actions → General → [A-Z][a-zA-Z ]+"
    r"|```.*?```|\bexample\b",
    re.DOTALL,
)


def _configured() -> Configured:
    """Return what comes with a description of a list that has an entry, another one, and a slip."""
    described = (
        "version: 1\nlist: {name: 列表, language: zh}\nfields:\n"
        "  title: {kind: title, label: 标题}\n  links: {kind: links, label: 链接}\n"
        "entry: '- {title} {links| |[{word}]({url})}'\n"
    )
    files = {"README.md": "# 列表\n\n- 论文 [论文](https://e.example)\n- 另一个\n\n[空]()\n"}
    return configured(files.get, described)


def texts() -> dict[str, str]:
    """Return what the bot says on each occasion."""
    renderer = Renderer(FORM)
    notes = (Note("heads", "new", "新"), Note("venue", "normalised", "写法"))
    sources = (Sourced("date", "", "the issue"), Sourced("links", "", "the issue's link"))
    accepted = Accepted(PAPER, notes, sources)
    known = changed(PAPER, date=dt.date(2024, 3, 1))
    rejected = Rejected((Problem("title", "missing", "缺。", "a", "b"),), (), draft_of())
    pulls, update = renderer.pulls, changed(PAPER, venue="ICLR")
    duplicate = Duplicate(PAPER, (), update, (Note("heads", "kept", "不同"),))
    return {
        "accepted": renderer.accepted(accepted, "0a", kept=("heads",)),
        "taken over": renderer.accepted(accepted, "0a", taken_over=True),
        "rejected": renderer.rejected(rejected, "", "0a"),
        "duplicate": renderer.duplicate(duplicate, URL, "0a"),
        "told": renderer.duplicate(duplicate._replace(update=None), URL, "0a"),
        "second": renderer.second(PAPER, 4, "0a"),
        "listed": renderer.listed(PAPER, URL, "0a", is_open=True),
        "declined": renderer.ended(Verdict.DECLINED, 8, "0a"),
        "withdrawn": renderer.ended(Verdict.WITHDRAWN, 8, "0a"),
        "queued": renderer.queued(10, "0a"),
        "secret": renderer.secret("0a"),
        "blocked": renderer.blocked("为何", "b", URL, "0a"),
        "pull request": pulls.pull_request(ISSUE, accepted, "0a", changed="2026-01-01"),
        "nothing stands out": pulls.pull_request(ISSUE, Accepted(known, ()), "0a"),
        "update": pulls.update_request(ISSUE, PAPER, update, "0a"),
        "refresh": pulls.refresh([("0a", "On Heads", "venue", "ICLR", "arXiv")]),
        "pages": pulls.refresh([], ["papers/a.svg"], "0a"),
        "edits": pulls.refresh([], ["README.md"], "0a", [Edit("On Heads", old="On Heads")] * 99),
        **{each: pulls.closing(each, 7, 4) for each in CLOSINGS},
        "title": pull_title(PAPER),
        "configure": pulls.configure(_configured(), is_ours=False),
    }


@pytest.mark.parametrize(("occasion", "text"), texts().items(), ids=lambda each: each[:20])
def test_no_english_is_left(occasion: str, text: str) -> None:
    left = NOT_ENGLISH.sub("", text)
    assert re.findall(r"[A-Za-z]{3,}", left) == [], occasion
    assert re.search(r"[\u4e00-\u9fff]", text)


def test_pages_have_titles_in_chinese() -> None:
    paper = changed(PAPER, date=dt.date(2025, 1, 2))
    files = generate([PAPER, paper], FORM, Templates())
    readme = files["README.md"]
    assert "</a>日期待定\n" in readme
    assert "</a>2025 年\n" in readme
    assert ">日期待定</a>" in readme
    assert "# 按head浏览论文" in files["papers/heads.md"]
    assert "2 篇论文\n<ul>" in files["papers/heads.md"]
    assert "Earlier" not in readme


def test_a_template_that_chinese_lacks_is_the_english_one(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))
    (folder / "zh" / "comment_secret.md.j2").unlink()
    renderer = Renderer(FORM, folder)
    assert "looks like a secret" in renderer.secret("0a")
    assert "感谢" in renderer.queued(10, "0a")


@pytest.mark.parametrize("name", TRANSLATED)
def test_a_template_in_chinese_shows_what_the_english_one_does(name: str) -> None:
    english, chinese = (
        jinja2.Environment(autoescape=True).parse((folder / name).read_text("utf-8"))
        for folder in (TEMPLATES, TEMPLATES / "zh")
    )
    assert used(chinese) == used(english)


def used(tree: nodes.Template) -> set[str]:
    """Return the names of values, parts of values and sinks, and the words that choose a text.

    That is without the words by which a template joins them.
    """
    names = {each.name for each in tree.find_all(nodes.Name)} - {"say", "name"}
    parts = {each.attr for each in tree.find_all(nodes.Getattr)} - {"first", "last"}
    filters = {each.name for each in tree.find_all(nodes.Filter)} - {"join", "length", "title"}
    compared = {
        each.expr.value
        for compare in tree.find_all(nodes.Compare)
        for each in compare.ops
        if isinstance(each.expr, nodes.Const)
    }
    return names | parts | filters | {str(each) for each in compared - {1}}


@pytest.mark.parametrize("key", CHINESE)
def test_a_sentence_in_chinese_has_the_gaps_of_the_english_one(key: str) -> None:
    gaps = r"\{[a-z_]+\}"
    assert sorted(re.findall(gaps, CHINESE[key])) == sorted(re.findall(gaps, key))
    assert CHINESE[key].strip()


def phrases() -> set[str]:
    """Return the sentences that the code says, as far as they stand where they are said."""
    found = set()
    for path in (PROJECT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Phrase":
                said = node.args[0]
                parts = [said.body, said.orelse] if isinstance(said, ast.IfExp) else [said]
                found |= {str(each.value) for each in parts if isinstance(each, ast.Constant)}
    return found


def test_every_sentence_that_the_code_says_has_a_translation() -> None:
    said = phrases()
    assert len(said) > 100
    assert said - CHINESE.keys() == set()


@pytest.mark.parametrize("word", ["day", "month", "year", "date", "venue", "no date", "no venue"])
def test_a_word_within_a_sentence_has_a_translation(word: str) -> None:
    assert word in CHINESE


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Title: x\nTitle: y",
        "Title: https://arxiv.org/abs/2402.02872",
        f"Title: {'x y ' * 200}\nHead: {', '.join(f'Head {n}' for n in range(20))}",
        "Title: On Heads\nHead: Attention\nPublished: Journal of Pumps, 2199-01-01",
        "Title: On Heads\nHead: https://x.example\nPublished: arXiv, 2024-13-45",
        "Title: On Heads\nLink: https://arxiv.org/abs/2402.02872, https://arxiv.org/abs/2402.02873",
        "> Title: On Heads\n\nTitle: On Heads\nSummary:\n- Innovation: " + "x " * 600,
    ],
)
def test_what_is_wrong_with_a_submission_is_said_in_chinese(body: str) -> None:
    labels = frozenset({FORM.submission.label})
    catalog = Catalog((), "[]\n", FORM)
    found = review_issue("", body, labels, catalog, dt.date(2026, 1, 15))
    assert isinstance(found, Rejected)
    said = [each.message for each in found.problems]
    said += [note.message for note in found.notes]
    chinese = [translated(message, "zh") for message in said]
    assert [text for text in chinese if not re.search(r"[\u4e00-\u9fff]", text)] == []
    assert [text for text in chinese if text in said] == []


def test_a_text_of_a_strangers_is_never_translated() -> None:
    said = Phrase("The title on {source} reads: {title}", source="link", title="Link")
    assert translated(said, "zh") == "link 上的标题为：Link"


def test_a_sentence_is_english_until_it_is_translated() -> None:
    said = Phrase("More {label}", label=Phrase("the issue"))
    assert said == "More the issue"
    assert translated(said, "zh") == translated(said, "zh-CN") == "更多issue"
    assert translated(said, "en") == translated(said, "fr") == "More the issue"


def test_a_sentence_without_a_translation_and_any_other_text_stay_as_they_are() -> None:
    assert translated(Phrase("Unheard of: {label}", label="x"), "zh") == "Unheard of: x"
    assert translated("On {label} Heads", "zh") == "On {label} Heads"


def test_a_value_that_looks_like_a_gap_stays_a_value() -> None:
    assert translated(Phrase("More {label}", label="{label} {x}"), "zh") == "更多{label} {x}"
