"""Propose a description of a list by what its repository holds, and make what comes with it.

`read` is asked for files throughout: it returns the text of a path, None where there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.catalog import FirstLook, founded, look_over, parse_catalog
from bot.config import PAPERS_FILE
from bot.errors import BrokenReadme, BrokenState, UnreadableFile, UsageFault
from bot.listing import (
    DESCRIPTION_FILE,
    Description,
    induce,
    read_description,
    read_readme,
)
from bot.outputs.forms import make_forms, sections_to_choose
from bot.outputs.templates import Templates
from bot.text import Phrase

Read = Callable[[str], str | None]

_READMES = ("README.md", "readme.md", "Readme.md", "docs/README.md")
# What GitHub shows of a repository, too, and what the bot does not write.
_OTHERS = (".github/README.md", "README.rst", "README.org", "README.adoc", "README.txt", "README")
_OTHER_DATA = "paper-bot.json"  # where papers.json is there and is something else


@dataclass(frozen=True)
class Configured:
    """A description of a list, and all that comes with it.

    `text` is the description's file, `files` are those to add, by path, this one among them.
    `look` is what it makes of README.md, and `doubts` are what is not sure of it. `replaces` are
    those of the files in whose place something else stands now.
    """

    text: str
    form: Description
    files: Mapping[str, str]
    look: FirstLook
    doubts: tuple[str, ...] = ()
    replaces: frozenset[str] = frozenset()


def proposed(read: Read, name: str) -> Configured:
    """Return what is proposed for a repository of this name that has no description.

    README.md is among the files where there is none at all. Raises UsageFault for a README that
    the bot does not write, BrokenReadme for one that cannot be read.
    """
    path = next((path for path in _READMES if read(path) is not None), "")
    if not path and (other := next((each for each in _OTHERS if read(each) is not None), "")):
        raise UsageFault(f"{other}: the bot keeps a list in Markdown, in {' or '.join(_READMES)}")
    readme = read(path) if path else None
    new = {} if path else {_READMES[0]: f"# {name}\n\n## Papers\n"}
    path = path or _READMES[0]
    text = new.get(path, readme or "")
    induced = induce(text, name, path, PAPERS_FILE)
    doubts = [*induced.doubts]
    if not _may_be_store(read, induced.form):
        induced = induce(text, name, path, _OTHER_DATA)
        doubts.append(
            Phrase(
                "{file} is there already and is something else, so the list's data is {other}",
                file=PAPERS_FILE,
                other=_OTHER_DATA,
            )
        )
    made = _configured(read, induced.text, induced.form, text)
    return replace(made, files={**made.files, **new}, doubts=tuple(doubts))


def configured(read: Read, text: str) -> Configured:
    """Return what comes with a description of somebody's.

    Raises BrokenDescription, and BrokenState where README.md does not go with it.
    """
    form = read_description(text)
    readme = read(form.list.readme)
    if readme is None:
        raise BrokenReadme(f"{form.list.readme}, which the description names, is not there")
    return _configured(read, text, form, readme)


def _configured(read: Read, text: str, form: Description, readme: str) -> Configured:
    forms = make_forms(form, Templates(), sections_to_choose(readme, form))
    files = {DESCRIPTION_FILE: text, **forms}
    store = read(form.list.data)
    if store is None:
        files[form.list.data] = founded(readme, form).text
    else:
        parse_catalog(store, form, form.list.data)  # what is there stays, if it is one
    listed = read_readme(readme, form)
    replaces = {path for path in forms if read(path) not in (None, forms[path])}
    look = look_over(listed, readme, form)
    return Configured(text, form, files, look, replaces=frozenset(replaces))


def _may_be_store(read: Read, form: Description) -> bool:
    """Whether papers.json is not there, or can hold the list's data as it is."""
    try:
        text = read(PAPERS_FILE)
    except UnreadableFile:
        return False
    try:
        return text is None or bool(parse_catalog(text, form))
    except BrokenState:
        return False
