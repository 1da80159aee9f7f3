"""Check a README that is its list's own: what is read of it, and where papers stand in it."""

from __future__ import annotations

from typing import NamedTuple

from bot.catalog import Catalog
from bot.config import SHOWN_BY_GITHUB
from bot.doctor.check import Check, unknown
from bot.doctor.setup import Files, Unread
from bot.errors import BrokenState
from bot.listing import (
    Description,
    Listed,
    missing_headings,
    read_readme,
    read_sections,
)
from bot.outputs import readme_of

_LEAST_READ = 0.9  # of the entries, with fields; the others are kept as written
_MOST_NAMED = 5


class Own(NamedTuple):
    """A README that is its list's own, and what it says."""

    content: bytes
    listed: Listed


def read_own(form: Description, files: Files | Unread) -> Own | Unread | str:
    """Return the README and what it says; a text says what is wrong with it."""
    if isinstance(files, Unread):
        return files
    content = files.contents.get(form.list.readme)
    if isinstance(content, Unread):
        return content
    if content is None:
        return f"{form.list.readme} is missing"
    try:
        return Own(content, read_readme(content, form))
    except BrokenState as broken:
        return str(broken)


def check_own_readme(
    form: Description,
    own: Own | Unread | str,
    catalog: Catalog | Unread | str,
    files: Files,
    where: str,
) -> Check:
    """Check whether the README is there, has every paper of the store, and is shown whole."""
    name = form.list.readme
    if name not in files.blobs:
        others = [path for path in sorted(files.blobs) if _is_readme(path)]
        said = f"; there is {', '.join(others[:_MOST_NAMED])}" if others else ""
        change = f"Write at readme: in .github/paper-bot.yml {where} which file the list is."
        return Check("readme", "wrong", f"{name} is not there{said}", change)
    if isinstance(own, Unread):
        return unknown("readme", own)
    if isinstance(catalog, Unread):
        return unknown("readme", catalog)
    if isinstance(own, str):
        return unknown("readme", Unread(f"{name} does not read by its description"))
    if isinstance(catalog, Catalog) and (lacking := _lacking(own.content, catalog)):
        change = "Pull the default branch, run paper-bot render, commit and push."
        return Check("readme", "wrong", lacking, change)
    size = len(own.content)
    if size > SHOWN_BY_GITHUB:
        found = f"{name} has {size:,} bytes; GitHub shows {SHOWN_BY_GITHUB:,}, and cuts the rest"
        change = "Move older papers to another page, or let the list be shown: generated."
        return Check("readme", "look", found, change)
    return Check("readme", "ok", f"{name} is the list's own, {size:,} bytes")


def _is_readme(path: str) -> bool:
    name = path.rpartition("/")[2].lower()
    return name.startswith("readme") and name.endswith((".md", ".markdown"))


def _lacking(content: bytes, catalog: Catalog) -> str:
    """Return why a README has not all papers of the store; blank where it has."""
    about = catalog.form.list
    readme = content.decode()
    try:
        if readme_of(readme, catalog) != readme:
            return f"{about.readme} lacks papers that are in {about.data}"
    except BrokenState as broken:
        return str(broken)
    return ""


def check_sections(form: Description, own: Own | Unread | str, where: str) -> Check:
    """Check whether the headings that the description names are in the README."""
    if isinstance(own, Unread):
        return unknown("sections", own)
    change = f"Write the headings in .github/paper-bot.yml {where} as the README has them."
    if isinstance(own, str):
        return Check("sections", "wrong", own, change)
    name = form.list.readme
    if missing := missing_headings(own.listed, form):
        named = ", ".join(f"“{each}”" for each in missing[:_MOST_NAMED])
        return Check("sections", "wrong", f"{name} has no heading {named}", change)
    if form.sections is None:
        return Check("sections", "ok", "the list has no sections")
    names = read_sections(own.content, form)
    if not names:
        found = f"{name} has no heading of level {form.sections.headings} where the entries stand"
        return Check("sections", "wrong", found, change)
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return Check("sections", "ok", f"sections are found: {', '.join(names[:2])}{more}")


def check_entries(form: Description, own: Own | Unread | str) -> Check:
    """Check which share of the entries is read with fields; the others are kept as written."""
    if isinstance(own, Unread):
        return unknown("entries", own)
    name = form.list.readme
    if isinstance(own, str):
        return unknown("entries", Unread(f"{name} does not read by its description"))
    total = len(own.listed.entries)
    if not total:
        found = f"{name} has no entry where the description says that they stand"
        change = "See with paper-bot read, and mend under or headings in .github/paper-bot.yml."
        return Check("entries", "look", found, change)
    kept = [entry for entry in own.listed.entries if entry.fields is None]
    read = total - len(kept)
    found = f"{read} of {total} entries are read with fields ({read / total:.0%})"
    if kept:
        found += f"; {len(kept)} kept as written, the first in line {kept[0].line}"
    if read < total * _LEAST_READ:
        change = "See which with paper-bot read, and write a template for them at reads-also."
        return Check("entries", "look", found, change)
    return Check("entries", "ok", found)
