"""`read` prints what was understood of a list's README, or what keeps it from that."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.listing.lists import OWN
from tests.typed import bot


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a list that is described."""
    (tmp_path / ".github").mkdir()
    shutil.copy(OWN / "long-context.yml", tmp_path / ".github" / "paper-bot.yml")
    shutil.copy(OWN / "long-context.md", tmp_path / "README.md")
    return tmp_path


def test_read_prints_sections_shares_kept_entries_and_samples(here: Path) -> None:
    done = bot("read", directory=here)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert "13 entries in 3 sections" in lines
    assert any(line.startswith("12 are read with fields") for line in lines)
    assert "1 is kept as written" in lines
    assert any(line.startswith("    line 46: ") for line in lines)
    assert "        1.1 General Long-Context Surveys: 4" in lines
    assert "    authors: 12" in lines
    assert "        Zican Dong; Tianyi Tang; Lunyi Li; Wayne Xin Zhao" in lines
    assert lines[-2:] == [
        "An entry as it would be put in “20. Blogs & Tutorials”, in line 59",
        "    6. [**Transformer升级之路：9、一种全局长度外推的新思路.**]"
        "(https://kexue.fm/archives/9603) _苏剑林(Jianlin Su)._ 2023.",
    ]


def test_read_prints_json_for_programs(here: Path) -> None:
    done = bot("read", "--json", "--root", str(here))
    assert (done.returncode, done.stderr) == (0, "")
    record = json.loads(done.stdout)
    assert (set(record), record["readme"], record["same"]) == (
        {"readme", "entries", "same"},
        "README.md",
        True,
    )
    first = record["entries"][0]
    assert first == {
        "section": ["📜 Papers", "1. Survey Papers", "1.1 General Long-Context Surveys"],
        "line": 28,
        "fields": {
            "title": "A Survey on Long Text Modeling with Transformers",
            "link": "https://arxiv.org/abs/2302.14502",
            "authors": ["Zican Dong", "Tianyi Tang", "Lunyi Li", "Wayne Xin Zhao"],
            "venue": "Arxiv 2023",
        },
        "exact": True,
    }
    kept = [entry for entry in record["entries"] if entry["fields"] is None]
    assert [(entry["line"], entry["exact"]) for entry in kept] == [(46, True)]
    readme = (here / "README.md").read_text("utf-8").splitlines()
    assert all("[**" in readme[entry["line"] - 1] for entry in record["entries"])


def test_another_description_may_be_named(here: Path, tmp_path: Path) -> None:
    shutil.copy(OWN / "gnn-papers.md", tmp_path / "LIST.md")
    text = (OWN / "gnn-papers.yml").read_text("utf-8")
    config = tmp_path / "other.yml"
    config.write_text(text.replace("list: {", "list: {readme: LIST.md, "), "utf-8")
    done = bot("read", "--json", "--root", str(here), "--config", str(config))
    record = json.loads(done.stdout)
    assert (record["readme"], len(record["entries"])) == ("LIST.md", 7)


def test_a_list_without_a_description_is_told_what_to_do(tmp_path: Path) -> None:
    done = bot("read", "--root", str(tmp_path))
    assert done.returncode == 2
    assert "paper-bot.yml, which describes a list" in done.stderr
    assert "`init` makes one" in done.stderr
    assert "docs/describing.md" in done.stderr


def test_every_flaw_of_a_description_has_its_line(here: Path) -> None:
    (here / ".github" / "paper-bot.yml").write_text("version: 1\nlist: {nme: x}\nfields: {}\n")
    done = bot("read", "--root", str(here))
    assert (done.returncode, done.stdout) == (2, "")
    lines = done.stderr.splitlines()
    assert [line.rpartition("paper-bot.yml, ")[2] for line in lines] == [
        "line 2: list.name is missing",
        "line 2: list.nme is no key here; did you mean name?",
    ]


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (None, 2, "README.md cannot be read"),
        ("# Another list\n", 4, "no heading begins with “## 📜 Papers”"),
        ("## 📜 Papers\n\n<<<<<<< HEAD\n", 4, "README.md: line 3 is a mark of a conflict"),
        ("## 📜 Papers\n\nSoon.\n", 0, "README.md has no entry"),
    ],
)
def test_a_readme_that_says_nothing_is_named(
    here: Path, content: str | None, code: int, words: str
) -> None:
    if content is None:
        (here / "README.md").unlink()
    else:
        (here / "README.md").write_text(content, "utf-8")
    done = bot("read", "--root", str(here))
    assert (done.returncode, words in done.stderr) == (code, True), done.stderr
