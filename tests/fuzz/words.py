"""Give a fuzzer the words that the code itself knows: every short literal of a module."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from tests.paths import PROJECT

_LONGEST = 40


def literals(modules: Iterable[str]) -> list[str]:
    """Return the short strings that stand in these files of the package, docstrings left out."""
    found: dict[str, None] = {}
    for module in modules:
        tree = ast.parse((PROJECT / "bot" / module).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found[node.value] = None
    return [text for text in found if 1 < len(text) <= _LONGEST]


def dictionary(words: Iterable[str]) -> str:
    """Write words as libFuzzer reads them, one a line, what is not a letter or digit escaped."""
    return "".join(f'"{_escaped(word)}"\n' for word in dict.fromkeys(words))


def _escaped(word: str) -> str:
    return "".join(
        chr(byte) if chr(byte).isalnum() and byte < 0x80 else f"\\x{byte:02x}"
        for byte in word.encode("utf-8", "surrogatepass")
    )


def text_of(data: bytes) -> str:
    """Read bytes as text; what is no UTF-8 becomes half a surrogate pair, as an issue may hold."""
    return data.decode("utf-8", "surrogateescape")


def shared_lines(name: str) -> Iterator[str]:
    """Yield the lines of a file of hostile records beside the repository, if it is there."""
    path = PROJECT.parent / "shared" / "hostile" / name
    if path.is_file():
        yield from path.read_text(encoding="utf-8").splitlines()
