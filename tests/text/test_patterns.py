"""Patterns are compiled when they are first used, and then are what `re` makes of them."""

import ast
import importlib
import pkgutil
import re

import pytest

import bot
from bot.text import pattern
from tests.paths import PROJECT

BROKEN = "("


def test_a_pattern_does_what_a_compiled_one_does() -> None:
    lazy = pattern(r"(a+)(?P<end>b)", re.IGNORECASE)
    found = lazy.search("xAAb")
    assert found is not None
    assert (found[1], found["end"], found.re.pattern) == ("AA", "b", r"(a+)(?P<end>b)")
    assert lazy.sub("-", "aab ab b") == "- - b"
    assert [each[0] for each in lazy.finditer("ab aab")] == ["ab", "aab"]
    assert lazy.flags & re.IGNORECASE


def test_nothing_is_compiled_before_a_pattern_is_used() -> None:
    broken = pattern(BROKEN)
    with pytest.raises(re.error):
        broken.match("")


def test_every_pattern_of_a_module_can_be_compiled() -> None:
    """What is wrong with one would show at its first use alone, in a run."""
    kind = type(pattern(""))
    found = 0
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        if module.name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            for each in value if isinstance(value, list | tuple) else (value,):
                if isinstance(each, kind):
                    assert each.pattern is not None
                    found += 1
    assert found > 300


def test_no_module_compiles_a_pattern_when_it_is_imported() -> None:
    compiled = [
        f"{path.relative_to(PROJECT)}:{node.lineno}"
        for path in (PROJECT / "bot").rglob("*.py")
        for node in _run_at_import(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
    ]
    assert compiled == []


def _run_at_import(node: ast.AST) -> list[ast.AST]:
    """Return what is run while a module is imported: all but the bodies of functions."""
    found: list[ast.AST] = []
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.Lambda):
            found += [child, *_run_at_import(child)]
    return found
