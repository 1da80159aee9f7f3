"""The kinds of field in an entry: how a value is told from another, read, and written."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from bot.fields import (
    ChoiceField,
    DateField,
    Field,
    LinkField,
    LinksField,
    NamesField,
    NumberField,
    TagsField,
    TitleField,
    VenueField,
)
from bot.listing.template.dates import date_forms, last_date, usual_date
from bot.listing.template.people import initialled, join_names, split_names
from bot.listing.template.recognising import are_known_names, is_known_venue, is_title_alone
from bot.listing.template.sinks import WriteError
from bot.text import one_line, pattern, visible_line

Value = str | tuple[str, ...]


class Spelling(NamedTuple):
    """How a kind stands in one gap of an entry.

    `never` matches what no text of the kind holds, `longest` bounds it, `is_one` looks at it as
    it stands there. `read` returns None for a text that is none of the kind.
    """

    read: Callable[[str], Value | None]
    write: Callable[[Any], str]
    never: str = r"(?!)"
    longest: int = 1_000
    is_one: Callable[[str], bool] = bool
    is_address: bool = False
    may_be_blank: bool = False
    holds: str = ""  # signs between words that it may have, beside blanks
    is_sharp: bool = False  # known by itself, wherever it begins


_LONGEST_KNOWN = 2_000
_WORD = pattern(r"\w")
_WEB = pattern(
    r"(?:\[[^\[\]\s]*\]\()?<?(?:https?|ftp)://[^\s<>]+>?(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?",
    re.IGNORECASE,
)
_OF_FILE = pattern(r"[^\s<>:()\"']+")
_NO_LINK = r"\]\(|://|`"
# A title that is a link.
LINKED = pattern(r"\[((?:(?!\]\()[^\n])+)\]\((https?://[^\s()<>]+)\)")


def spelling(field: Field, form: str = "") -> Spelling:
    """Return how a field stands in a gap by itself. Raises ValueError for a form it has not."""
    if form and not isinstance(field, DateField):
        raise ValueError(f"only a date has a form, such as :{form}")
    if isinstance(field, DateField):
        return _date(field, form)
    if isinstance(field, LinkField):
        return ADDRESS
    if isinstance(field, NumberField):
        return Spelling(_number, str, r"[^0-9]", 9, str.isdecimal, is_sharp=True)
    if isinstance(field, NamesField):
        return _names(field)
    if isinstance(field, ChoiceField) and field.options and not field.many:
        return _option(field)
    return _plain(field)


def known_alone(field: Field, spelling: Spelling) -> Spelling:
    """Return a spelling for a gap in which a text has to be known by what it says."""
    if isinstance(field, NamesField):

        def are_names(text: str) -> bool:
            return are_known_names(split_names(text, field.then), text)

        return spelling._replace(is_one=are_names, longest=_LONGEST_KNOWN)
    if isinstance(field, DateField):

        def read(text: str) -> Value | None:
            return spelling.read(text) or last_date(text, field.precision)

        return spelling._replace(read=read, is_one=lambda text: bool(read(text)))
    is_one = is_title_alone if isinstance(field, TitleField) else is_known_venue
    return spelling._replace(is_one=is_one)


def _plain(field: Field) -> Spelling:
    """Return the spelling of what is a line of text."""
    ending = field.ends_with

    def read(text: str) -> str | None:
        text = one_line(text).removesuffix(ending).rstrip()
        if isinstance(field, VenueField | TitleField) and not ending:
            text = _without_stop(text)
        return text if text and _WORD.search(text) else None

    def write(value: str) -> str:
        return f"{value}{ending}"

    if isinstance(field, TitleField):
        return Spelling(read, write, longest=500, is_one=_is_whole_title, holds=",:;-–—/()'\"")
    if isinstance(field, VenueField):
        return Spelling(read, write, rf"{_NO_LINK}|\[|\]", 200, _has_word)
    if isinstance(field, TagsField | ChoiceField):
        return Spelling(read, write, rf"{_NO_LINK}", 200, _has_word)
    return Spelling(read, write, longest=5_000, holds=",:;-–—/()'.", is_one=_has_word)


def _without_stop(text: str) -> str:
    """Drop the full stop of a line that is no sentence."""
    return text if text.endswith("..") else text.rstrip(".,")


def _is_whole_title(text: str) -> bool:
    """Whether a title ends before what is linked behind it, and has both marks of bold words.

    It may be a link as a whole.
    """
    text = text.strip()
    if text.startswith("**") and text.count("**") % 2:
        return False
    return "](" not in text or LINKED.fullmatch(text) is not None


def _has_word(text: str) -> bool:
    return _WORD.search(text) is not None


def _date(field: DateField, form: str) -> Spelling:
    forms = date_forms(form or field.shown_as, field.precision)

    def read(text: str) -> str | None:
        dates = (shown.read(text.strip()) for shown in reversed(forms.values()))
        return next(filter(None, dates), None) or usual_date(text, field.precision)

    def write(value: str) -> str:
        finest = max(forms)
        shown = forms.get(len(value[:finest]))
        try:
            if shown:
                return shown.write(value)
        except ValueError:
            pass
        raise WriteError(f"“{value}” is no date that can be shown here")

    return Spelling(read, write, r"[^\w ,./:'-]", 40, lambda text: bool(read(text)), is_sharp=True)


def _names(field: NamesField) -> Spelling:
    ending = field.ends_with

    def read(text: str) -> tuple[str, ...] | None:
        return split_names(text.removesuffix(ending), field.then) or None

    def write(value: tuple[str, ...]) -> str:
        line = join_names(value, field.then, cited=field.most is not None)
        return f"{line.removesuffix(ending)}{ending}"  # the stop of "et al." is the ending, too

    return Spelling(read, write, _NO_LINK, 50_000, _has_word, holds=",;.&-'")


def before_others(field: NamesField, spelling: Spelling) -> Spelling:
    """Return a spelling of names behind which the template itself says that some are left out."""

    def read(text: str) -> tuple[str, ...] | None:
        names = split_names(text, field.then)
        return (*names, field.then) if names else None

    def write(value: tuple[str, ...]) -> str:
        if field.then not in value:
            message = f"an entry has “{field.then}” behind its authors, and here none is left out"
            raise WriteError(message)
        return ", ".join(name for name in value if name != field.then)

    return spelling._replace(read=read, write=write)


def _option(field: ChoiceField) -> Spelling:
    options = {option.casefold(): option for option in field.options}

    def read(text: str) -> str | None:
        return options.get(one_line(text).casefold())

    return Spelling(read, str, longest=200, is_one=lambda text: bool(read(text)), is_sharp=True)


def shown(field: Field, value: Any, form: str = "") -> Any:
    """Return a value as an entry shows it, a date in its own form or another.

    That is in clean lines, a date no finer than the form, no more names than the list has, and
    links by its own words.
    """
    if isinstance(field, LinksField):
        return [{**link, "label": field.words.get(link["kind"], link["label"])} for link in value]
    if isinstance(value, str | int):
        line = visible_line(str(value))
        if isinstance(field, DateField):
            return line[: max(date_forms(form or field.shown_as, field.precision))]
        if isinstance(field, TitleField | VenueField):
            return _plain(field).read(line) or line  # without a stop, as it will be read
        return line
    lines = [visible_line(each) for each in value]
    if isinstance(field, NamesField):
        if field.style == "initials":
            lines = [initialled(line) for line in lines]
        if len(lines) > (field.most or len(lines)):
            return [lines[0], field.then]
    return lines


def _number(text: str) -> str | None:
    return text if text.isdecimal() else None


def _any(_: str) -> bool:
    return True


def _is_address(text: str) -> bool:
    text = text.strip()
    has_partners = text.count("(") == text.count(")")
    return not text or (has_partners and _WEB.fullmatch(text) is not None)


def path_of(url: str) -> str:
    """Return the path of an address; of one of GitHub's, owner and name of the repository."""
    host, _, path = url.partition("://")[2].partition("/")
    path = path.partition("?")[0].partition("#")[0].strip("/")
    return "/".join(path.split("/")[:2]) if host.removeprefix("www.") == "github.com" else path


ANYTHING = Spelling(str, str, longest=500, is_one=_any, may_be_blank=True, is_sharp=True)
WORD = Spelling(lambda text: one_line(text) or None, str, r"[\[\]`]|://", 40, _has_word, holds="-")
PART = Spelling(lambda text: text or None, str, r"[\s<>]", 300)
POSITION = Spelling(_number, str, r"[^0-9]", 6, str.isdecimal, is_sharp=True)
# Blank where somebody means to give the address later: `[paper]()`.
ADDRESS = Spelling(
    str, str, longest=2_000, is_one=_is_address, is_address=True, may_be_blank=True, is_sharp=True
)
# In a link: that of a file of the list's own is none, but stands there.
LINKED_ADDRESS = ADDRESS._replace(
    read=lambda text: text if _is_address(text) else "",
    is_one=lambda text: _is_address(text) or _OF_FILE.fullmatch(text.strip()) is not None,
)
ITEM = Spelling(lambda text: one_line(text) or None, str, longest=300, is_one=_has_word)
SENTENCE = ITEM._replace(longest=5_000)
