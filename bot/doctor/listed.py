"""Check the list itself: its store, its README and its issue forms, each by the description."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.catalog import BrokenCatalog, Catalog, PageData, founded, parse_catalog
from bot.config import SHOWN_BY_GITHUB
from bot.doctor.check import Check, unknown
from bot.doctor.described import undescribed
from bot.doctor.setup import Files, Unread
from bot.errors import BrokenState, UnreadableFile
from bot.fields import NOTHING
from bot.listing import Description
from bot.messages import Renderer
from bot.outputs import (
    FOLDER,
    TEMPLATES,
    Templates,
    blob_sha,
    is_generated,
    is_picture,
    make_forms,
    sections_to_choose,
)

_RENDER = "Pull the default branch, run paper-bot render, commit and push."


def read_papers(files: Files, form: Description | Unread | str) -> Catalog | Unread | str:
    """Read the list; a text says what is wrong with it.

    A list in place that has no store yet is what its README says.
    """
    if not isinstance(form, Description):
        return undescribed(form)
    name = form.list.data
    papers = files.contents.get(name)
    if isinstance(papers, Unread):
        return papers
    try:
        if papers is None:
            if not form.is_in_place:
                return f"{name} is missing"
            readme = files.contents.get(form.list.readme)
            if not isinstance(readme, bytes):
                return f"{name} is missing, and so is {form.list.readme}"
            return founded(readme.decode(), form)
        return parse_catalog(papers.decode(), form, name)
    except UnicodeDecodeError as error:
        return str(UnreadableFile.at(name if papers else form.list.readme, error))
    except (BrokenCatalog, BrokenState) as broken:
        return str(broken)


def check_papers(catalog: Catalog | Unread | str, files: Files, where: str) -> Check:
    """Check whether the store can be read."""
    if isinstance(catalog, Unread):
        return unknown("papers", catalog)
    if isinstance(catalog, str):
        change = f"Mend it {where}: paper-bot lint names every fault. A new list begins as []."
        return Check("papers", "wrong", catalog, change)
    about = catalog.form.list
    count = len(catalog.papers)
    papers = f"{count} paper{'s' if count != 1 else ''}"
    found = f"{about.data} reads, with {papers}"
    if about.data not in files.blobs:
        found = f"{about.data} is not there yet: the list is what {about.readme} says, {papers}"
    return Check("papers", "ok", found)


def check_pages(
    catalog: Catalog | Unread | str,
    page_data: PageData | Unread,
    files: Files,
    templates: Path = TEMPLATES,
    own: Mapping[str, str] | Unread = NOTHING,
) -> Check:
    """Check whether what is generated is what the list makes, and is shown as a whole."""
    if isinstance(catalog, Unread):
        return unknown("readme", catalog)
    if isinstance(page_data, Unread):
        return unknown("readme", page_data)
    if isinstance(own, Unread):
        return unknown("readme", own)
    if isinstance(catalog, str):
        return unknown("readme", Unread("the list itself does not read"))
    form, blobs = catalog.form, files.blobs
    pages = Renderer(form, templates, own).files(catalog, page_data)
    stale = [path for path in blobs if is_generated(path, form) and path not in pages]
    changed = [path for path, text in pages.items() if blobs.get(path) != blob_sha(text)]
    late = {path for path in (*changed, *stale) if is_picture(path, form) and path in blobs}
    if wrong := {*changed, *stale} - late:
        found = f"not what the templates make of {form.list.data}: {', '.join(sorted(wrong))}"
        return Check("readme", "wrong", found, _RENDER)
    sizes = {path: len(text.encode()) for path, text in pages.items()}
    path, largest = max(sizes.items(), key=lambda item: item[1])
    if largest > SHOWN_BY_GITHUB:
        found = f"{path} has {largest:,} bytes; GitHub shows {SHOWN_BY_GITHUB:,}, and cuts the rest"
        change = "Set page_bytes in templates/paper.html.j2 to 400_000, and render again."
        return Check("readme", "wrong", found, change)
    said = f"{form.list.readme} and {FOLDER}/ are up to date"
    if late:
        said += f", but for pictures that the scheduled run renews: {', '.join(sorted(late))}"
    return Check("readme", "ok", said)


def check_forms(form: Description | Unread | str, files: Files, where: str) -> Check:
    """Check whether contributors are offered forms, and those that the description makes."""
    if not isinstance(form, Description):
        return unknown("forms", undescribed(form))
    readme = files.contents.get(form.list.readme)
    try:
        sections = sections_to_choose(readme, form) if isinstance(readme, bytes) else ()
        wanted = make_forms(form, Templates(), sections)
    except BrokenState as broken:
        return unknown("forms", Unread(str(broken)))
    there = [path for path in wanted if path in files.blobs]
    if not there:
        found = f"no issue form is there: {', '.join(wanted)}"
        return Check("forms", "wrong", found, _RENDER)
    late = [path for path in there if files.blobs[path] != blob_sha(wanted[path])]
    if late:
        found = f"not what the description makes: {', '.join(late)}"
        return Check("forms", "wrong", found, f"{_RENDER} Or mend the description {where}.")
    lacking = [path for path in wanted if path not in there]
    said = f"; {', '.join(lacking)} would come with render" if lacking else ""
    return Check("forms", "ok", f"the issue forms are what the description makes{said}")
