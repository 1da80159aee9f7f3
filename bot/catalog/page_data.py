"""Read what stands beside the list and is shown with it: stages.json and news.json."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple, TypeVar

from bot.catalog.news import News, read_news
from bot.catalog.stages import Stages, read_stages, unlisted
from bot.catalog.strict_json import BrokenFile, JsonText
from bot.config import CITATION_FILE, NEWS_FILE, STAGES_FILE
from bot.errors import UnreadableFile
from bot.fields import tag_key
from bot.listing import Description

T = TypeVar("T")


class PageData(NamedTuple):
    """What the pages show beside the papers; a list may have none of it.

    `is_cited` tells that there is a file that says how to cite the list.
    """

    stages: Stages | None = None
    news: tuple[News, ...] = ()
    is_cited: bool = False


NO_PAGE_DATA = PageData()


# Returns the name and the text of a file, None where it is not there.
Read = Callable[[str], tuple[str, str] | None]


def read_page_data(read: Read, form: Description) -> tuple[PageData, tuple[str, ...]]:
    """Return what the files beside the list say, and a line for each thing that is wrong.

    `form` describes the list. `read` may raise UnreadableFile. A file in which something is wrong
    counts as not there: half of a grouping would say of tags that they have no place.
    """
    faults: list[str] = []
    tags = form.roles.tags
    parse = partial(_stages, tags, form.tag_suffix)
    stages = _read(read, STAGES_FILE, parse, faults) if tags else None
    news = _read(read, NEWS_FILE, read_news, faults)
    return PageData(stages, news or (), _is_there(read, CITATION_FILE)), tuple(faults)


def lint_page_data(read: Read, form: Description, tags: Iterable[str] | None) -> list[str]:
    """Return a line for each thing that is wrong beside a list with these tags.

    Without `tags`, where the list does not read, nothing is said of tags that it lacks.
    """
    page_data, faults = read_page_data(read, form)
    found = [*faults]
    for path, shown in ((STAGES_FILE, page_data.stages), (NEWS_FILE, page_data.news)):
        if shown and (file := read(path)):
            found += JsonText(file[1], file[0]).unclean()
    if page_data.stages and tags is not None and (file := read(STAGES_FILE)):
        suffix = form.tag_suffix
        known = {tag_key(tag, suffix) for tag in tags}
        found += unlisted(file[1], file[0], form.roles.tags, suffix, known)
    return found


def _read(read: Read, path: str, parse: Callable[[str, str], T], faults: list[str]) -> T | None:
    """Return what a file says, None where it is not there or broken; add what is wrong."""
    try:
        file = read(path)
        return parse(file[1], file[0]) if file else None
    except BrokenFile as broken:
        faults += broken.faults
    except UnreadableFile as broken:
        faults.append(str(broken))
    return None


def _is_there(read: Read, path: str) -> bool:
    try:
        return read(path) is not None
    except UnreadableFile:
        return True


def _stages(tags: str, suffix: str, text: str, name: str) -> Stages:
    return read_stages(text, tags, suffix, name)
