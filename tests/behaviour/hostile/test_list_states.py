"""However papers.json is found, the bot writes nothing over it, and nothing of it is live."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pygit2
import pytest

from bot.config import branch_name
from tests.behaviour.hostile.actions import commands, variables
from tests.behaviour.hostile.cases import Case, listed, template
from tests.behaviour.hostile.corpus import records
from tests.behaviour.hostile.signs import SIGNS
from tests.behaviour.hostile.site import Site, open_site
from tests.behaviour.hostile.written import check_duplicate, check_readme
from tests.ours import parse_catalog, renderer

CASE = Case("ordinary", "accepted", template())
OURS = {
    "not-a-number": '[{"title": NaN}]\n',
    "endless": '[{"issue": Infinity}]\n',
    "deep": "[" * 100_000,
    "long-number": f'[{{"issue": {"9" * 5_000}}}]\n',
    "half-a-character": '[{"title": "\\udc00"}]\n',
    "key-twice": '[{"title": "a", "title": "b"}]\n',
    "conflict": "<<<<<<< HEAD\n[]\n=======\n[]\n>>>>>>> main\n",
    "command": '::error::x\n##[group]y\n"\\u0007',
    "command-as-a-key": r'[{"\n::add-mask::x\r##[group]y": 1, "\n::add-mask::x\r##[group]y": 2}]',
    "script-as-a-link": json.dumps(
        [{**json.loads(listed().text)[0],
          "links": [{"label": "x", "kind": "Paper", "url": "javascript:alert(1)"}]}]
    ),
    "another-page": "<html><body>Unicorn!</body></html>\n",
}  # fmt: skip
SOUND = {"ok", "tabs-indent", "unknown-fields"}
BUILT = {"huge-5mb", "symlink"}  # told to be made; the first is in test_catalog.py
THEIRS = {state["id"]: state["content"] for state in records("papersjson.jsonl")}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with open_site(tmp_path_factory.mktemp("states"), listed()) as site:
        yield site


def assert_stopped(site: Site) -> None:
    """Assert that a run ends with one clear error for a person, and changes nothing."""
    before = site.hub.snapshot()
    run = site.run()
    assert run.code == 4
    assert {request.method for request in run.requests} == {"GET"}
    assert site.hub.snapshot() == before
    (told,) = commands(run.log)
    assert told.startswith("::error title=paper-bot::")
    assert "papers.json" in told
    assert "Traceback" not in run.log
    assert variables(run.output) == {}


@pytest.mark.parametrize("name", [*OURS, *sorted(THEIRS.keys() - SOUND - BUILT)])
def test_a_broken_list_stops_the_run_and_is_left_as_it_is(name: str, site: Site) -> None:
    site.file(CASE)
    text = (OURS | THEIRS)[name]
    site.hub.commit_files("main", {"papers.json": text}, "Edit the list by hand")
    assert_stopped(site)
    assert site.hub.read("main", "papers.json") == text


@pytest.mark.parametrize("name", sorted(THEIRS.keys() & SOUND))
def test_a_sound_list_grows_at_its_end_alone(name: str, site: Site) -> None:
    text = THEIRS[name]
    site.file(CASE)
    readme = renderer().files(parse_catalog(text))["README.md"]
    files = {"papers.json": text, "README.md": readme}
    site.hub.commit_files("main", files, "Edit the list by hand")
    assert site.run().code == 0
    grown = site.hub.read(branch_name(site.issue), "papers.json") or ""
    assert grown.startswith(text.removesuffix("\n]\n"))
    paper = parse_catalog(grown).of_issue(site.issue)
    assert paper is not None
    check_readme(readme, site.written().readme or "", paper)


def test_the_states_of_the_list_are_here() -> None:
    assert THEIRS.keys() >= SOUND | BUILT


@pytest.mark.parametrize("target", ["../../etc/passwd", "elsewhere.json"])
def test_a_list_that_is_a_symbolic_link_is_not_followed(
    target: str, site: Site, tmp_path: Path
) -> None:
    site.file(CASE)
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_text("[]\n", "utf-8")
    link = str(elsewhere) if target == "elsewhere.json" else target
    git = pygit2.Repository(str(site.hub.repository_path))
    tip = git.branches["main"].peel(pygit2.Commit)
    tree = git.TreeBuilder(tip.tree)
    tree.insert("papers.json", git.create_blob(link.encode()), pygit2.enums.FileMode.LINK)
    who = pygit2.Signature("A Name", "name@users.example")
    git.create_commit("refs/heads/main", who, who, "Link the list", tree.write(), [tip.id])
    assert_stopped(site)


NUMBER = "2404.15574"
SEEN = sorted(SIGNS.keys() - {"unseen"})  # which is told apart from what is shown in test_sinks.py


def hostile_record(sign: str) -> dict[str, Any]:
    """Return a record that the schema takes, with a sign in every text of it."""
    text = SIGNS[sign]
    return {
        "title": f"A Title {text}",
        "date": "2024-03-17",
        "heads": [f"A {text} Head"],
        "venue": f"Proc. {text}",
        "summary": dict.fromkeys(("innovation", "tasks", "result"), f"Says {text}."),
        "links": [
            {"label": text, "kind": "Paper", "url": f"https://arxiv.org/abs/{NUMBER}"},
            {"label": "x", "kind": f"A {text}", "url": "https://example.org/?a=1&b='(2)'#<3>$4$@x"},
        ],
    }


@pytest.mark.parametrize("sign", SEEN)
def test_a_hostile_record_of_the_list_is_shown_and_not_live(sign: str, site: Site) -> None:
    text = json.dumps([hostile_record(sign)], indent=2, ensure_ascii=False) + "\n"
    catalog, before = parse_catalog(text), renderer().files(parse_catalog("[]\n"))["README.md"]
    readme = renderer().files(catalog)["README.md"]
    check_readme(before, readme, catalog.papers[0])
    extra = f"Link: https://arxiv.org/abs/{NUMBER}\n"
    site.file(Case("twice", "duplicate", template(extra=extra)))
    files = {"papers.json": text, "README.md": readme}
    site.hub.commit_files("main", files, "Edit the list by hand")
    run = site.run()
    assert run.code == 0, run.log
    list_url = f"{site.hub.server_url}/{site.hub.full_name}#papers"
    check_duplicate(site.written(), catalog.papers[0], list_url)
