"""The generated files stay within GitHub's limit, hold every paper once, and lead to each other."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from bot.catalog.paper import Paper
from bot.outputs.templates import TEMPLATES, Templates
from tests.bench.lists import papers as made_papers
from tests.bench.lists import write_list
from tests.ours import DESCRIPTION, FORMS, OURS, changed, describe, read_papers, summary_of
from tests.pages import MOST_BYTES, Files, assert_sound, generated, papers_of
from tests.papers import TEMPLATE
from tests.paths import PROJECT
from tests.tiers import chosen, thorough
from tests.typed import bot, bot_process

CUT_OFF = 512_000  # GitHub shows no more of a file


# --- any size --------------------------------------------------------------------------------


@pytest.mark.parametrize("count", chosen([66, 480, 2_000, 20_000], 66, 480, 2_000))
def test_a_list_of_any_length_is_whole_within_the_limit_and_every_link_leads_somewhere(
    count: int,
) -> None:
    papers = papers_of(count)
    assert len(papers) == count
    files = assert_sound(generated(papers, Templates()), papers, MOST_BYTES)
    assert len(files.rows["README.md"]) > 0
    assert max(files.sizes().values()) < CUT_OFF


def test_the_list_as_it_is_takes_one_page_for_papers_and_one_for_heads() -> None:
    files = generated(papers_of(66), Templates())
    assert [path for path in files if path.endswith(".md")] == ["README.md", "papers/heads.md"]
    assert "Older Papers" not in files["README.md"]


def test_without_papers_there_is_nothing_to_link() -> None:
    assert_sound(generated((), Templates()), (), MOST_BYTES)


def test_readme_uses_the_room_it_has() -> None:
    readme = generated(papers_of(2_000), Templates())["README.md"]
    assert MOST_BYTES * 0.7 < len(readme.encode()) <= MOST_BYTES


# --- what is left from another list ----------------------------------------------------------

NOTES, OWN_PAGE = "papers/notes.md", "papers/2001.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a list of 520 papers, rendered, and two files that a person wrote there."""
    write_list(tmp_path / "papers.json", 520)
    describe(tmp_path)
    assert bot("render", directory=tmp_path).returncode == 0
    (tmp_path / NOTES).write_text("# Notes\n", "utf-8")
    (tmp_path / OWN_PAGE).write_text("# A space odyssey\n", "utf-8")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def moments(folder: Path) -> dict[str, int]:
    return {name: (folder / name).stat().st_mtime_ns for name in contents(folder)}


def shrink(folder: Path, count: int) -> set[str]:
    """Put a shorter list there, and return the pages that nothing is left for."""
    pages = {path for path in contents(folder) if path.startswith("papers/")}
    write_list(folder / "papers.json", count)
    wanted = generated(papers_of(count), Templates())
    return pages - {*wanted, NOTES, OWN_PAGE}


def test_rendering_a_shorter_list_removes_the_pages_of_the_longer_and_no_persons_file(
    folder: Path,
) -> None:
    stale = shrink(folder, 70)
    assert "papers/2022.md" in stale

    done = bot("render", directory=folder)

    assert done.returncode == 0
    left = contents(folder)
    expected = {path: text.encode() for path, text in generated(papers_of(70), Templates()).items()}
    others = {"papers.json", NOTES, OWN_PAGE, *DESCRIPTION, *FORMS}
    assert {path: text for path, text in left.items() if path not in others} == expected
    assert left[OWN_PAGE] == b"# A space odyssey\n"
    assert left[NOTES] == b"# Notes\n"
    assert {line.split(" ")[0] for line in done.stderr.splitlines() if " removed" in line} == stale


def test_a_second_render_writes_nothing(folder: Path) -> None:
    before = moments(folder)

    done = bot("render", directory=folder)
    checked = bot("render", "--check", directory=folder)

    assert (done.returncode, checked.returncode) == (0, 0)
    assert moments(folder) == before


def test_check_names_what_was_edited_what_is_missing_and_what_is_stale_and_writes_nothing(
    folder: Path,
) -> None:
    wanted = generated(papers_of(520), Templates())
    page, stale = Files(wanted).older[0], "papers/1999-05-17-to-31.md"
    (folder / stale).write_text(wanted[page], "utf-8")
    edited = wanted[page].replace("<strong>", "<strong>Edited: ", 1)
    (folder / page).write_text(edited, "utf-8")
    (folder / "papers/heads.md").unlink()
    before = contents(folder), moments(folder)

    done = bot("render", "--check", directory=folder)

    assert done.returncode == 1
    assert (contents(folder), moments(folder)) == before
    named = {line.split(" ")[0] for line in done.stderr.splitlines()}
    assert named == {page, "papers/heads.md", stale}
    (changed,) = (line for line in edited.split("\n") if "Edited: " in line)
    assert f"-{changed}" in done.stdout.splitlines()
    assert f"--- {page}" in done.stdout.splitlines()

    assert bot("render", directory=folder).returncode == 0
    assert bot("render", "--check", directory=folder).returncode == 0
    assert not (folder / stale).exists()


# --- what does not fit -----------------------------------------------------------------------


def too_long(title: str) -> Paper:
    paper = papers_of(66)[0]
    summary = summary_of(paper)._replace(result="x" * MOST_BYTES)
    return changed(paper, title=title, summary=summary)


@pytest.mark.parametrize("command", [["render"], ["add", "issue.md", "--offline"]])
def test_a_paper_that_no_page_has_room_for_is_named_and_nothing_is_written(
    command: list[str], tmp_path: Path
) -> None:
    papers = [*papers_of(66)[:3], too_long("On a Head\u2028That Fills Pages")]
    records = [paper.record() for paper in papers]
    (tmp_path / "papers.json").write_text(json.dumps(records, indent=2), "utf-8")
    (tmp_path / "issue.md").write_text(TEMPLATE, "utf-8")
    describe(tmp_path)
    (tmp_path / "README.md").write_text("As it was.\n", "utf-8")
    before = contents(tmp_path)

    done = bot(*command, directory=tmp_path)

    assert done.returncode == 4
    (line,) = done.stderr.splitlines()
    assert "That Fills Pages" in line
    assert "the bot itself" not in line
    assert contents(tmp_path) == before


# --- the same bytes --------------------------------------------------------------------------

_ENVIRONMENTS: list[tuple[dict[str, str], list[str]]] = [
    ({"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"}, ["-X", "utf8=0"]),
    ({"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "Pacific/Pago_Pago"}, ["-X", "utf8=1"]),
    ({"PYTHONHASHSEED": "3", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}, ["-X", "utf8=0"]),
]


@pytest.fixture(scope="module")
def odd_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list that fills pages, with titles and heads in several scripts."""
    papers = [*papers_of(480)]
    for place, title in enumerate(
        ["İki Başlık: ISI", "注意力头", "Головы", "ΣΊΣΥΦΟΣ", "ß & <Straße>"]
    ):
        heads = (*papers[place].tags, title, "I Head")
        papers[place * 90] = changed(papers[place * 90], title=title, heads=heads)
    path = tmp_path_factory.mktemp("odd") / "papers.json"
    describe(path.parent)
    records = [paper.record() for paper in papers]
    path.write_bytes(json.dumps(records, indent=2, ensure_ascii=False).encode())
    return path


# What this Python has installed serves others as well: to render takes nothing compiled, but
# to read a list does.
BARE = {
    "PATH": os.defpath,
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONPATH": os.pathsep.join([str(PROJECT), sysconfig.get_path("purelib")]),
}


def rendered_by(
    python: str, papers: Path, output: Path, env: Mapping[str, str], options: Sequence[str] = ()
) -> dict[str, bytes]:
    """Render in a process of its own."""
    command = ["-m", "bot", "render", "--papers", str(papers), "--output", str(output)]
    subprocess.run(
        [python, *options, *command],
        cwd=papers.parent,
        env={**BARE, **env},
        capture_output=True,
        check=True,
    )
    return contents(output)


@pytest.fixture(scope="module")
def expected(odd_list: Path) -> dict[str, bytes]:
    papers = read_papers(json.loads(odd_list.read_bytes()))
    return {path: text.encode() for path, text in generated(papers, Templates()).items()}


@pytest.mark.parametrize(("env", "options"), _ENVIRONMENTS)
def test_the_files_are_the_same_under_every_hash_seed_locale_and_time_zone(
    env: dict[str, str],
    options: list[str],
    odd_list: Path,
    expected: dict[str, bytes],
    tmp_path: Path,
) -> None:
    assert rendered_by(sys.executable, odd_list, tmp_path, env, options) == expected


def interpreters(version: str) -> Iterator[str]:
    """Yield the Pythons of a version: the one on the path, and those beside the one that runs."""
    if found := shutil.which(f"python{version}"):
        yield found
    versions = Path(sys.base_prefix).parent
    yield from map(str, sorted(versions.glob(f"{version}.*/bin/python")))


GENERATE = """
import json, pathlib, sys
from bot.catalog import Paper
from bot.fields import Link
from bot.fields.kinds import *
from bot.listing.description import *
from bot.outputs import Templates, generate

form = eval(sys.argv[2])  # which a compiled reader has read

def paper(record):
    values = {name: text for name, text in record.items() if text and name in form.fields}
    values |= {f"summary.{part}": text for part, text in record["summary"].items()}
    values["heads"] = tuple(record["heads"])
    values["links"] = tuple(Link(**link) for link in record["links"])
    return Paper(form, values, record.get("issue"))

papers = [paper(record) for record in json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))]
sys.stdout.buffer.write(json.dumps(generate(papers, form, Templates())).encode())
"""


@pytest.mark.parametrize("version", chosen(["3.11", "3.12", "3.13", "3.14", "3.15"], "3.13"))
def test_the_files_are_the_same_under_every_python(
    version: str, odd_list: Path, expected: dict[str, bytes]
) -> None:
    for python in interpreters(version):
        # A name on the path may stand for a version that was not chosen.
        if subprocess.run([python, "-c", "import jinja2"], env=BARE).returncode == 0:
            break
    else:
        pytest.skip(f"there is no Python {version} here")
    command = [python, "-c", GENERATE, str(odd_list), repr(OURS)]
    done = subprocess.run(command, env=BARE, capture_output=True, check=True)
    assert {path: text.encode() for path, text in json.loads(done.stdout).items()} == expected


# --- a list of fifty megabytes ---------------------------------------------------------------

FIFTY_MEGABYTES = 50_000_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list of fifty megabytes: that of 2,000 papers again and again, with other titles."""
    entries = [json.dumps(each, indent=2, ensure_ascii=False) for each in made_papers(2_000)]
    entries = [f"  {each}".replace("\n", "\n  ") for each in entries]
    times = FIFTY_MEGABYTES // sum(len(each.encode()) + 2 for each in entries) + 1
    path = tmp_path_factory.mktemp("large") / "papers.json"
    joined = ",\n".join(
        each.replace('"title": "', f'"title": "{number} ', 1).replace(
            "https://", f"https://{number}."
        )
        for number in range(times)
        for each in entries
    )
    path.write_bytes(f"[\n{joined}\n]\n".encode())
    return path


def timed(*arguments: str, directory: Path, stdin: str = "") -> tuple[int, str, float]:
    """Run a command; return its code, what it said and its seconds of the processor."""
    begin = os.times()
    done = bot_process(*arguments, directory=directory, stdin=stdin)
    end = os.times()
    seconds = end.children_user + end.children_system - begin.children_user - begin.children_system
    return done.returncode, done.stderr, seconds


@thorough
def test_a_list_of_fifty_megabytes_is_read_and_rendered_in_a_minute_of_a_processor(
    large: Path, tmp_path: Path
) -> None:
    assert large.stat().st_size >= FIFTY_MEGABYTES
    papers = ["--papers", str(large)]

    describe(tmp_path)
    code, _, seconds = timed("check", "--offline", *papers, directory=tmp_path, stdin=TEMPLATE)
    assert code == 0
    assert seconds < 60
    code, _, seconds = timed("render", *papers, "--output", "out", directory=tmp_path)
    assert code == 0
    assert seconds < 60
    sizes = {path: len(text) for path, text in contents(tmp_path / "out").items()}
    assert max(sizes.values()) <= MOST_BYTES
    assert sum(sizes.values()) > FIFTY_MEGABYTES


@thorough
@pytest.mark.parametrize("command", ["check", "render"])
def test_half_a_list_of_fifty_megabytes_is_refused_with_its_line_and_nothing_written(
    command: str, large: Path, tmp_path: Path
) -> None:
    whole = large.read_bytes()
    half = whole[: len(whole) // 2]
    (tmp_path / "papers.json").write_bytes(half)
    describe(tmp_path)
    more = ["--offline"] if command == "check" else []

    code, told, seconds = timed(command, *more, directory=tmp_path, stdin=TEMPLATE)

    assert (code, len(told.splitlines())) == (4, 1)
    line = re.search(r"papers\.json, line (\d+)", told)
    assert line
    assert abs(int(line[1]) - half.count(b"\n") - 1) <= 1
    assert seconds < 30
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["papers.json"]


def test_templates_say_the_limit_that_these_tests_hold() -> None:
    assert "page_bytes = 400_000" in (TEMPLATES / "paper.html.j2").read_text("utf-8")
