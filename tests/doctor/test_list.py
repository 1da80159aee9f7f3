"""What doctor says of a list: its store, its README, its forms, and what stands beside."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bot.catalog.page_data import NO_PAGE_DATA
from bot.doctor.listed import check_pages
from bot.doctor.setup import Files
from bot.outputs.files import blob_sha
from bot.outputs.templates import TEMPLATES
from localhub import LocalHub
from tests.doctor.looking import look, verdicts
from tests.ours import parse_catalog, read_page_data, renderer
from tests.paths import PROJECT

FORM = ".github/ISSUE_TEMPLATE/add-new-paper.yml"
PLAIN = ".github/ISSUE_TEMPLATE/add-new-paper-plain.md"
CORRECTION = ".github/ISSUE_TEMPLATE/correct-entry.yml"


@pytest.mark.parametrize(
    ("files", "code", "others"),
    [
        ({FORM: "name: By hand\n"}, "forms", {}),
        ({PLAIN: "By hand\n"}, "forms", {}),
        ({FORM: None, PLAIN: None, CORRECTION: None}, "forms", {}),
        ({"papers.json": "[{]"}, "papers", {"readme": "unknown"}),
        ({"papers.json": b'["\xff"]'}, "papers", {"readme": "unknown"}),
        ({"papers.json": None}, "papers", {"readme": "unknown"}),
        ({"papers.json": "[]\n"}, "readme", {}),
        ({"README.md": "# By hand\n"}, "readme", {}),
        ({"README.md": None}, "readme", {}),
        (
            {".github/paper-bot.yml": "version: 1\nlist: {name: Papers, shape: round}\n"},
            "description",
            dict.fromkeys(["papers", "readme", "beside", "forms"], "unknown"),
        ),
    ],
)
def test_a_wrong_file_is_named(
    hub: LocalHub, files: dict[str, str | bytes | None], code: str, others: dict[str, str]
) -> None:
    hub.commit_files("main", files, "Spoil")
    checks = look(hub)

    assert verdicts(checks) == {code: "wrong", **others}
    assert next(iter(files)) in checks[code].found + (checks[code].change or "")


def test_a_generated_page_that_is_not_as_rendered_or_not_wanted_is_named(hub: LocalHub) -> None:
    hub.commit_files("main", {"papers/heads.md": "By hand\n", "papers/2019.md": "Old\n"}, "Edit")

    check = look(hub)["readme"]

    assert check.verdict == "wrong"
    assert check.found.endswith(": papers/2019.md, papers/heads.md")


def test_a_page_that_github_would_cut_is_named(hub: LocalHub, tmp_path: Path) -> None:
    templates = Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))
    macros = templates / "paper.html.j2"
    macros.write_text(macros.read_text("utf-8").replace("400_000", "900_000"), "utf-8")
    (record,) = json.loads(hub.read("main", "papers.json") or "")
    several = [{**record, "title": f"Paper {number}", "links": []} for number in range(1800)]
    catalog = parse_catalog(json.dumps(several))
    pages = renderer(templates).files(catalog)
    size = len(pages["README.md"].encode())
    files = {"papers.json": catalog.text, **pages}

    blobs = {path: blob_sha(text) for path, text in files.items()}
    check = check_pages(catalog, NO_PAGE_DATA, Files(blobs, {}), templates)

    assert 512_000 < size < 900_000
    assert (check.verdict, f"README.md has {size:,} bytes" in check.found) == ("wrong", True)


def test_pictures_may_be_behind_the_list_and_not_be_missing(hub: LocalHub) -> None:
    catalog = parse_catalog(hub.read("main", "papers.json") or "")
    picture = next(path for path in renderer().files(catalog) if path.endswith(".svg"))
    hub.commit_files("main", {picture: "<svg>An earlier one</svg>"}, "Leave a picture behind")
    check = look(hub)["readme"]
    assert (check.verdict, picture in check.found) == ("ok", True)

    hub.commit_files("main", {picture: None}, "Lose a picture")
    check = look(hub)["readme"]
    assert (check.verdict, picture in check.found) == ("wrong", True)


STAGES = """{
  "name": {"one": "stage", "many": "stages"},
  "stages": [{"name": "First"}],
  "heads": {
    "Retrieval Head": {"stage": "First"}
  }
}
"""


def test_the_pages_are_compared_with_what_stands_beside_the_list(hub: LocalHub) -> None:
    files = {"stages.json": STAGES, "news.json": '[{"date": "2024-09-06", "text": "Out."}]'}
    page_data, _ = read_page_data(lambda path: (path, files[path]) if path in files else None)
    catalog = parse_catalog(hub.read("main", "papers.json") or "")
    hub.commit_files("main", {**files, **renderer().files(catalog, page_data)}, "Show more")

    assert verdicts(look(hub)) == {}
    assert look(hub)["beside"].found == "in order: stages.json, news.json"


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("stages.json", STAGES.replace('{"stage": "First"}', "1"), "stages.json, line 5: "),
        ("stages.json", STAGES.replace("Retrieval", "Other"), "stages.json, line 5: "),
        ("news.json", "[\n1, 2, 3, 4]", "news.json, line 2: entry 1: not an object; "),
    ],
)
def test_what_is_broken_beside_the_list_is_named_by_its_line(
    hub: LocalHub, path: str, text: str, found: str
) -> None:
    hub.commit_files("main", {path: text}, "Break it")
    check = look(hub)["beside"]
    assert (check.verdict, check.found.startswith(found)) == ("wrong", True)
    assert check.found.endswith("; and 1 more") == (path == "news.json")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("message:", "note:", "CITATION.cff: message missing; "),
        ("cff-version: 1.2.0", "cff-version:", "CITATION.cff: cff-version missing; "),
        (
            '  - name: "The paper-bot authors"',
            "  - affiliation: Here",
            "line 8: an author without a name",
        ),
        ("license: MIT", "date-released: 2025-02-30", "line 6: date-released is no day"),
        ("license: MIT", 'license: "MIT\x07"', "CITATION.cff, line 6: no YAML"),
        ("license: MIT", "title: Another", "line 6: title stands twice"),
        ('"The survey is', "'The survey is", "CITATION.cff, line "),
        ("title:", "title: a: b #", "CITATION.cff, line 4: no YAML: mapping values"),
    ],
)
def test_a_citation_that_github_cannot_read_is_named(
    hub: LocalHub, old: str, new: str, found: str
) -> None:
    text = (PROJECT / "CITATION.cff").read_text("utf-8")
    hub.commit_files("main", {"CITATION.cff": text.replace(old, new, 1)}, "Break it")
    check = look(hub)["citation"]
    assert (check.verdict, found in check.found) == ("wrong", True)


@pytest.mark.parametrize("text", ["", "[]", "1", "&a [*a]", "[" * 5000, "!!python/object:os.x {}"])
def test_a_citation_of_any_other_kind_is_wrong_and_ends_nothing(hub: LocalHub, text: str) -> None:
    hub.commit_files("main", {"CITATION.cff": text}, "Break it")
    assert look(hub)["citation"].verdict == "wrong"


def test_a_list_without_a_citation_is_told_so(hub: LocalHub) -> None:
    hub.commit_files("main", {"CITATION.cff": None}, "Remove it")
    check = look(hub)["citation"]
    assert (check.verdict, "nobody is told how to cite" in check.found) == ("ok", True)
    assert "cff-version, message, title, authors" in (check.change or "")


@pytest.mark.parametrize("kept", [FORM, PLAIN])
def test_one_form_will_do(hub: LocalHub, kept: str) -> None:
    gone = [path for path in (FORM, PLAIN, CORRECTION) if path != kept]
    hub.commit_files("main", dict.fromkeys(gone), "Keep one")
    check = look(hub)["forms"]
    assert (check.verdict, gone[0] in check.found) == ("ok", True)
