"""The house as drawn: packages with a face each, and no way around it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.paths import PROJECT, TESTS

BOT = PROJECT / "bot"
PACKAGES = sorted(path.parent.name for path in BOT.glob("*/__init__.py"))


@cache
def _imported(path: Path) -> list[tuple[str, str]]:
    """Return module and name of each import in a file."""
    found: list[tuple[str, str]] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found += ((node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            found += ((alias.name, "") for alias in node.names)
    return found


def _named(path: Path) -> str:
    return str(path.relative_to(PROJECT))


@pytest.mark.parametrize("path", sorted(BOT.rglob("*.py")), ids=_named)
def test_others_import_from_a_packages_face_alone(path: Path) -> None:
    own = path.relative_to(BOT).parts[0]
    around = [
        module
        for module, _ in _imported(path)
        if module.startswith("bot.") and module.count(".") > 1 and module.split(".")[1] != own
    ]
    assert around == []


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_says_its_duty_and_its_face_is_what_others_use(package: str) -> None:
    face = BOT / package / "__init__.py"
    tree = ast.parse(face.read_text("utf-8"))
    assert (ast.get_docstring(tree) or "").count(".") >= 1
    named = {name for _, name in _imported(face)}
    used = {
        name
        for path in BOT.rglob("*.py")
        if path.relative_to(BOT).parts[0] != package
        for module, name in _imported(path)
        if module == f"bot.{package}"
    }
    assert named == used


@pytest.mark.parametrize("face", sorted(BOT.glob("*/*/__init__.py")), ids=_named)
def test_a_folder_of_a_package_says_what_each_of_its_modules_is_for(face: Path) -> None:
    said = ast.get_docstring(ast.parse(face.read_text("utf-8"))) or ""
    modules = {path.stem for path in face.parent.glob("*.py")} - {"__init__"}
    assert {name for name in modules if f"`{name}`" not in said} == set()


def test_the_table_of_packages_names_every_package_and_no_other() -> None:
    lines = (PROJECT / "docs" / "developing.md").read_text("utf-8").splitlines()
    named = [line.split("`")[1] for line in lines if line.startswith(("| `bot/", "| `localhub/"))]
    assert sorted(named) == sorted([*(f"bot/{name}/" for name in PACKAGES), "localhub/"])


@pytest.mark.parametrize("path", sorted(TESTS.rglob("test_*.py")), ids=_named)
def test_no_test_file_imports_another(path: Path) -> None:
    assert [
        (module, name)
        for module, name in _imported(path)
        if module.startswith("tests") and (".test_" in module or name.startswith("test_"))
    ] == []


@pytest.mark.parametrize("path", sorted(BOT.rglob("*.py")), ids=_named)
def test_no_module_is_over_300_lines_and_no_function_over_50(path: Path) -> None:
    text = path.read_text("utf-8")
    long = [
        f"{node.name}, line {node.lineno}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
        if (node.end_lineno or 0) - node.lineno >= 50
    ]
    assert (len(text.splitlines()) <= 300, long) == (True, [])


def test_the_folder_of_the_bot_shows_at_most_14_names() -> None:
    """Twelve packages, `errors.py` and `config.py`, beside what Python itself asks for."""
    names = {path.name for path in BOT.iterdir()} - {"__init__.py", "__main__.py", "__pycache__"}
    assert len(names) <= 14


@pytest.mark.parametrize("word", ["chatgpt", "attention head", "retrieval head", "innovation:"])
def test_no_module_knows_the_words_of_one_list(word: str) -> None:
    knowing = [path for path in BOT.rglob("*.py") if word in path.read_text("utf-8").casefold()]
    assert knowing == []
