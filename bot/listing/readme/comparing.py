"""Whether an entry of README.md says the same as the store, which may know more than it shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bot.fields import (
    ChoiceField,
    DateField,
    Field,
    LinkField,
    LinksField,
    NamesField,
    SentencesField,
    TagsField,
    parse_link,
)
from bot.listing.store.records import as_stored
from bot.listing.template.people import initialled
from bot.listing.template.spellings import shown
from bot.text import fold, one_line

Link = dict[str, str]


def says_the_same(kind: Field, stored: Any, read: Any) -> bool:
    """Whether what an entry says is how a stored value is shown, or less of it.

    A coarser date, fewer names before "et al.", initials, another address of the same paper and
    another word for a link are no difference.
    """
    stored, read = _plain(kind, stored), _plain(kind, read)
    if stored == read:
        return True
    if isinstance(kind, DateField):
        return bool(read) and str(stored).startswith(read)
    if isinstance(kind, NamesField):
        return _same_names(stored, read, kind.then)
    if isinstance(kind, LinkField):
        return _identity(stored) == _identity(read)
    if isinstance(kind, LinksField):
        return {_identity(each["url"]) for each in stored} == {
            _identity(each["url"]) for each in read
        }
    return bool(_folded(kind, stored) == _folded(kind, read))


def taken_over(kind: Field, stored: Any, read: Any) -> Any:
    """Return what the store is to say where a person changed an entry.

    Names that the entry leaves out, or has with initials, stay as they are known, and links too.
    """
    if stored is not None and isinstance(kind, NamesField):
        return _taken_names([*stored], [*read], kind.then)
    if stored is not None and isinstance(kind, LinksField):
        known = {_identity(each["url"]): each for each in stored}
        return [known.get(_identity(each["url"]), each) for each in read]
    return as_stored(read, kind)


def _plain(kind: Field, value: Any) -> Any:
    """Return a value in the form in which an entry has one of its kind."""
    if isinstance(kind, LinksField):
        return [*value]
    if isinstance(kind, NamesField):
        return [value] if isinstance(value, str) else [*value]
    if isinstance(value, str):
        return shown(kind, value) if not isinstance(kind, DateField) else one_line(value)
    if isinstance(kind, SentencesField):
        return " ".join(shown(kind, value))
    return shown(kind, value)


def _folded(kind: Field, value: Any) -> Any:
    if isinstance(value, str):
        return (
            one_line(fold(value)).rstrip(".,")
            if not isinstance(kind, ChoiceField)
            else value.casefold()
        )
    is_set = isinstance(kind, TagsField | ChoiceField)
    parts = [_folded(kind, each) for each in value]
    return sorted(parts) if is_set else parts


def _identity(url: str) -> str:
    reference = parse_link(url)
    return reference.identity if reference else url.strip().rstrip("/")


def _same_names(stored: Sequence[str], read: Sequence[str], then: str) -> bool:
    known, named = _without(stored, then), _without(read, then)
    if len(named) > len(known) or (len(named) < len(known) and len(named) == len(read)):
        return False
    return all(map(_is_name_of, known, named))


def _without(names: Sequence[str], then: str) -> list[str]:
    return [name for name in names if name != then]


def _is_name_of(known: str, named: str) -> bool:
    """Whether a name is that of somebody, in full or with initials."""
    spelled: tuple[Callable[[str], str], ...] = (str, initialled, _initials)
    return any(_bare(spell(known)) == _bare(named) for spell in spelled)


def _initials(name: str) -> str:
    """Return a name with all given names' initials alone: `A. B. Lovelace`."""
    *given, last = name.split() or [""]
    return " ".join((*(f"{each[0]}." for each in given), last))


def _bare(name: str) -> str:
    return "".join(char for char in fold(name).casefold() if char.isalnum())


def _taken_names(stored: list[str], read: list[str], then: str) -> list[str]:
    """Return the names of an entry, each as it is known, and those that the entry leaves out."""
    named = _without(read, then)
    taken = [next((each for each in stored if _is_name_of(each, name)), name) for name in named]
    left_out = stored[len(named) :] if len(named) < len(read) else []
    return taken + [name for name in left_out if name not in taken]
