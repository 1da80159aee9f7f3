"""Check what stands beside the list: stages, news, texts of its own, and how to cite."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from bot.catalog import Catalog, PageData, lint_page_data, read_page_data
from bot.config import CITATION_FILE, NEWS_FILE, STAGES_FILE
from bot.doctor.check import Check, unknown
from bot.doctor.described import undescribed
from bot.doctor.files import BESIDE, is_text
from bot.doctor.setup import Files, Unread
from bot.errors import BrokenState, UnreadableFile
from bot.listing import Description
from bot.outputs import flaws_of_texts, raise_for_texts

Beside = Mapping[str, bytes | Unread]

_MOST_NAMED = 3  # faults; `lint` names them all
# https://github.com/citation-file-format/citation-file-format/blob/main/schema-guide.md
_NEEDED = ("cff-version", "message", "title", "authors")
_DATE = "date-released"
_NAMES = ("name", "family-names", "given-names", "alias")


def beside_of(files: Files) -> Beside:
    """Return what stands beside a list, as far as it is there."""
    return {
        path: content for path, content in files.contents.items() if path in BESIDE or is_text(path)
    }


def page_data_of(beside: Beside, form: Description | Unread | str) -> PageData | Unread:
    """Return what the pages show beside the papers; Unread where a file of it was not read."""
    if not isinstance(form, Description):
        return undescribed(form)
    unread = next((each for each in beside.values() if isinstance(each, Unread)), None)
    return unread or read_page_data(lambda path: _text(beside, path), form)[0]


def check_beside(
    beside: Beside,
    form: Description | Unread | str,
    catalog: Catalog | Unread | str,
    where: str,
) -> Check:
    """Check whether what is shown with the list is in order."""
    if not isinstance(form, Description):
        return unknown("beside", undescribed(form))
    there = [path for path in beside if path in (STAGES_FILE, NEWS_FILE) or is_text(path)]
    for path in there:
        if isinstance(unread := beside[path], Unread):
            return unknown("beside", unread)
    tags = catalog.tags if isinstance(catalog, Catalog) else None
    found = lint_page_data(lambda path: _text(beside, path), form, tags)
    try:
        found += flaws_of_texts(texts_of(beside), form)
    except UnreadableFile as error:
        found.append(str(error))
    if found:
        more = f"; and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
        said = "; ".join(found[:_MOST_NAMED])
        change = f"Mend it {where}: paper-bot lint names every fault."
        return Check("beside", "wrong", f"{said}{more}", change)
    return Check(
        "beside",
        "ok",
        f"in order: {', '.join(there)}" if there else "no other file is shown with the list",
    )


def texts_of(beside: Beside) -> dict[str, str]:
    """Return the templates of the list's own, by their names. Raises UnreadableFile."""
    found = (_text(beside, path) for path in beside if is_text(path))
    return {path.rpartition("/")[2]: text for path, text in filter(None, found)}


def own_texts(beside: Beside, form: Description | Unread | str) -> dict[str, str] | Unread:
    """Return the templates of the list's own; Unread where one was not read, or is wrong."""
    if not isinstance(form, Description):
        return undescribed(form)
    try:
        texts = texts_of(beside)
        raise_for_texts(texts, form)
    except BrokenState as broken:
        return Unread(str(broken))
    return texts


def _text(beside: Beside, path: str) -> tuple[str, str] | None:
    content = beside.get(path)
    if not isinstance(content, bytes):
        return None
    try:
        return path, content.decode()
    except UnicodeDecodeError as error:
        raise UnreadableFile.at(path, error) from error


def check_citation(beside: Beside, where: str) -> Check:
    """Check whether GitHub can say how the list is cited."""
    content = beside.get(CITATION_FILE)
    if isinstance(content, Unread):
        return unknown("citation", content)
    if content is None:
        found = f"{CITATION_FILE} is not there, so nobody is told how to cite the list"
        change = f"Add {CITATION_FILE} {where}; it needs {', '.join(_NEEDED)}."
        return Check("citation", "ok", found, change)
    if wrong := _wrong_in(content):
        found = f"{CITATION_FILE}{wrong}; GitHub may not show how to cite the list"
        return Check("citation", "wrong", found, f"Mend {CITATION_FILE} {where}.")
    return Check("citation", "ok", f"{CITATION_FILE} says how to cite the list")


def _wrong_in(content: bytes) -> str:
    """Return what keeps GitHub from reading a citation, behind the file's name; else nothing."""
    from bot.listing import read_yaml  # for this alone

    try:
        source = read_yaml(content.decode().removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        return f", line {content.count(10, 0, error.start) + 1}: not UTF-8"
    if source.flaws:
        line, message = min(source.flaws)
        return f", line {line}: {message}"
    cited = source.value
    if not isinstance(cited, dict):
        return ", line 1: no fields with values"
    if missing := [name for name in _NEEDED if not cited.get(name)]:
        return f": {', '.join(missing)} missing"
    if not _is_day(cited.get(_DATE, "")):
        return f", line {source.line((_DATE,))}: {_DATE} is no day of the calendar"
    authors = cited["authors"]
    for number, author in enumerate(authors if isinstance(authors, list) else [authors]):
        if not _is_named(author):
            return f", line {source.line(('authors', number))}: an author without a name"
    return ""


def _is_day(told: object) -> bool:
    """Whether a value, where there is one, is a day as in 2025-07-01."""
    try:
        return not told or bool(dt.date.fromisoformat(str(told)))
    except ValueError:
        return False


def _is_named(author: object) -> bool:
    return isinstance(author, dict) and any(author.get(name) for name in _NAMES)
