"""Answers to play to the services: recordings, or texts of a test."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from pylatexenc.latexencode import unicode_to_latex  # type: ignore[import-untyped]

from bot.fields.reference import Reference, parse_link
from bot.lookup.answers import NoAnswer, Response
from tests.beside import file_of, loaded, names


@dataclass
class Played:
    """A fetch that knows the addresses it was given and fails the test for any other."""

    answers: Mapping[str, Response | NoAnswer]
    headers: dict[str, str] = field(default_factory=dict)

    def __call__(self, url: str, *, accept: str, headers: dict[str, str] | None = None) -> Response:
        assert url in self.answers, f"asked for {url}"
        assert accept
        self.headers = headers or {}
        given = self.answers[url]
        if isinstance(given, NoAnswer):
            raise given
        return given


@dataclass
class Always:
    """A fetch that has one answer to everything, and knows what it was asked."""

    answer: Response | NoAnswer
    asked: list[str] = field(default_factory=list)

    def __call__(self, url: str, *, accept: str, headers: dict[str, str] | None = None) -> Response:
        self.asked.append(f"{url} {accept} {headers or ''}")
        if isinstance(self.answer, NoAnswer):
            raise self.answer
        return self.answer


def reference(text: str) -> Reference:
    """Return the reference of an address or identifier that must be known."""
    found = parse_link(text)
    assert found is not None, text
    return found


def recorded_response(file: str) -> Response | NoAnswer:
    """Return a recorded answer as fetch would: statuses it does not read raise NoAnswer."""
    entry = next(each for each in _index() if each["file"] == file)
    text = file_of(f"metadata/{file}").read_text(encoding="utf-8")
    if file.startswith("acl/"):
        return Response(200, "application/x-bibtex", bib_of(text))
    if entry["status"] not in ("200", "400", "404"):
        return NoAnswer(f"answered {entry['status']}")
    declared = {".xml": "application/atom+xml", ".txt": "text/plain", ".html": "text/html"}
    return Response(int(entry["status"]), declared.get(Path(file).suffix, "application/json"), text)


def recorded_files() -> set[str]:
    """Return the names of all recordings."""
    return set(names("metadata", "*/*"))


def _index() -> list[dict[str, str]]:
    entries = loaded("metadata/index.json")
    return [{"file": each["file"], "status": str(each["status"])} for each in entries]


def bib_of(collection: str) -> str:
    """Write the `.bib` that aclanthology.org derives from a paper's entry in its XML data."""
    volume = ElementTree.fromstring(collection).find("volume")  # noqa: S314 - own recording
    assert volume is not None
    meta, paper = volume.find("meta"), volume.find("paper")
    assert meta is not None
    assert paper is not None
    number = paper.findtext("url", "")
    fields = {
        "title": _latex(paper.find("title")),
        "author": _people(paper, "author"),
        "editor": _people(meta, "editor"),
        "booktitle": _latex(meta.find("booktitle")),
        "month": meta.findtext("month", "")[:3].lower(),
        "year": meta.findtext("year", ""),
        "address": meta.findtext("address", ""),
        "publisher": meta.findtext("publisher", ""),
        "url": f"https://aclanthology.org/{number}/",
        "doi": paper.findtext("doi", ""),
        "pages": paper.findtext("pages", "").replace("–", "--"),
        "abstract": _latex(paper.find("abstract")),
    }
    lines = [
        f"    {name} = {value}" if name == "month" else f'    {name} = "{value}"'
        for name, value in fields.items()
        if value
    ]
    return f"@inproceedings{{{paper.findtext('bibkey')},\n" + ",\n".join(lines) + "\n}\n"


def _latex(element: ElementTree.Element | None) -> str:
    if element is None:
        return ""
    written = [_encoded(element.text)]
    for child in element:
        inner = _encoded("".join(child.itertext()))
        written.append(f"\\textit{{{inner}}}" if child.tag == "i" else f"{{{inner}}}")
        written.append(_encoded(child.tail))
    return "".join(written)


def _encoded(text: str | None) -> str:
    encoded: str = unicode_to_latex(text or "", replacement_latex_protection="braces-all")
    return re.sub(r'(?<!\\)"', "''", encoded.replace("{\\textquoteright}", "{'}"))


def _people(parent: ElementTree.Element, role: str) -> str:
    names = (
        f"{_encoded(each.findtext('last'))}, {_encoded(each.findtext('first'))}"
        for each in parent.iterfind(role)
    )
    return "  and\n      ".join(names)
