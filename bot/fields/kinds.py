"""The kinds of field that a list may have; an attribute is a key of the field's description."""

# No `from __future__ import annotations`: what checks a description reads the types themselves.
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal, NamedTuple


class Limit(NamedTuple):
    """What a text or a whole number has to keep to."""

    pattern: str = ""
    least: int = 0


class InShort(NamedTuple):
    """A text that may stand for a list or a map: `word`, or any where it is blank."""

    word: str = ""


Count = Annotated[int, Limit(least=1)]
Texts = tuple[str, ...]
Options = Annotated[Texts, InShort("sections")]
ID_PATTERN = r"^[A-Za-z0-9_-]{1,80}$"
NAME_PATTERN = r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$"
FILE_PATTERN = r"^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$"
FieldName = Annotated[str, Limit(pattern=NAME_PATTERN)]
FilePath = Annotated[str, Limit(pattern=FILE_PATTERN)]
FormId = Annotated[str, Limit(pattern=ID_PATTERN)]


@dataclass(frozen=True, kw_only=True)
class InForm:
    """How the issue form asks for a field, where it is not as the field's other keys have it.

    Of several inputs for one field it says so of the first, and of several fields in one input
    the first field's counts.
    """

    id: FormId = ""
    label: str = ""
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class _Field:
    """What every kind of field may say; the bot shows `example`, if any, as what would be right."""

    label: str = ""
    also: Texts = ()
    required: bool = True
    look_up: bool = False
    group: str = ""
    wants: str = ""
    placeholder: str = ""
    example: str = ""
    form: InForm = InForm()
    longest: Count | None = None
    ends_with: str = ""

    @property
    def is_list(self) -> bool:
        """Whether a record has a list of texts for it."""
        return False


@dataclass(frozen=True, kw_only=True)
class TitleField(_Field):
    """The paper's title."""

    kind: Literal["title"]
    from_issue_title: bool = False


@dataclass(frozen=True, kw_only=True)
class DateField(_Field):
    """The day, the month or the year of publication."""

    kind: Literal["date"]
    precision: Literal["day", "month", "year"] = "day"
    shown_as: str = ""


@dataclass(frozen=True, kw_only=True)
class NamesField(_Field):
    """People or institutions, such as the authors."""

    kind: Literal["names"]
    style: Literal["full", "initials"] = "full"
    least: Count | None = None
    most: Count | None = None
    then: str = "et al."
    one: str = ""
    many: str = ""
    is_list = True


@dataclass(frozen=True, kw_only=True)
class VenueField(_Field):
    """Where the paper was published; with the year, with two digits of it, or without."""

    kind: Literal["venue"]
    year: Literal["true", "false", "short"] = "false"


@dataclass(frozen=True, kw_only=True)
class TagsField(_Field):
    """Words that papers are found by.

    Each ends in `suffix`, where a list has one. `generic` are words that name none of them;
    `in_general` is the tag where such a word is all that is said.
    """

    kind: Literal["tags"]
    one: str = ""
    many: str = ""
    suffix: str = ""
    generic: Texts = ()
    in_general: str = ""
    least: Count | None = None
    most: Count | None = None
    index: FilePath = ""
    picture: bool = False
    colours: Literal["", "kept"] = ""
    is_list = True


@dataclass(frozen=True, kw_only=True)
class ChoiceField(_Field):
    """One or several of the options; without options, of the list's sections."""

    kind: Literal["choice"]
    options: Options
    many: bool = False
    one: str = ""

    @property
    def is_list(self) -> bool:
        """Whether a record has a list of texts for it."""
        return self.many


@dataclass(frozen=True, kw_only=True)
class SentenceField(_Field):
    """One sentence."""

    kind: Literal["sentence"]
    words: Count | None = None
    markup: Literal["", "bold"] = ""


@dataclass(frozen=True, kw_only=True)
class SentencesField(_Field):
    """Several sentences; `parts` says what each is about."""

    kind: Literal["sentences"]
    parts: Mapping[str, str] = field(default_factory=dict)
    least: Count | None = None
    most: Count | None = None
    words: Count | None = None
    markup: Literal["", "bold"] = ""
    is_list = True


@dataclass(frozen=True, kw_only=True)
class TextField(_Field):
    """Any text of one line."""

    kind: Literal["text"]
    words: Count | None = None


@dataclass(frozen=True, kw_only=True)
class NumberField(_Field):
    """A whole number."""

    kind: Literal["number"]


@dataclass(frozen=True, kw_only=True)
class LinkField(_Field):
    """One address; `names` says of what."""

    kind: Literal["link"]
    names: str = "Paper"
    first_of: tuple[FieldName, ...] = ()
    hosts: Texts = ()


@dataclass(frozen=True, kw_only=True)
class LinksField(_Field):
    """Addresses; `words` is how an entry names each of those in `asks`."""

    kind: Literal["links"]
    asks: Texts = ("Paper",)
    words: Mapping[str, str] = field(default_factory=dict)
    least: Count | None = None
    most: Count | None = None
    hosts: Texts = ()


Field = (
    TitleField
    | DateField
    | NamesField
    | VenueField
    | TagsField
    | ChoiceField
    | SentenceField
    | SentencesField
    | TextField
    | NumberField
    | LinkField
    | LinksField
)
