"""The kinds of field that a list may have; an attribute is a key of the field's description."""

# No `from __future__ import annotations`: what checks a description reads the types themselves.
import inspect
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Self, dataclass_transform


class Limit(NamedTuple):
    """What a text or a whole number has to keep to; `wanted` says of a pattern what that is."""

    pattern: str = ""
    least: int = 0
    wanted: str = ""


class InShort(NamedTuple):
    """A text that may stand for a list or a map: `word`, or any where it is blank."""

    word: str = ""


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Keys:
    """The values of a map's keys; to a type checker, a frozen dataclass.

    A real one is code that is made at each start: for all classes of a description that took a
    twelfth of a command's time.
    """

    def __init__(self, **values: Any) -> None:
        vars(self).update(values)

    @classmethod
    @cache  # two descriptions of one list are compared as often as it has papers
    def hints(cls) -> Mapping[str, Any]:
        """Return the types of the values, by attribute."""
        found: dict[str, Any] = {}
        for each in cls.__mro__[::-1]:
            found |= inspect.get_annotations(each)
        return found

    def replaced(self, **values: Any) -> Self:
        """Return the same with other values for some keys."""
        return type(self)(**{**dict(zip(self.hints(), self._values(), strict=True)), **values})

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(type(self))  # maps have none; of one class, a cache holds a few

    def __repr__(self) -> str:
        values = zip(self.hints(), self._values(), strict=True)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in values)})"

    def _values(self) -> list[Any]:
        return [getattr(self, name) for name in self.hints()]


NO_WORDS: Mapping[str, str] = {}

Count = Annotated[int, Limit(least=1)]
Texts = tuple[str, ...]
Options = Annotated[Texts, InShort("sections")]
FieldName = Annotated[
    str,
    Limit(
        pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$",
        wanted="a name of small letters, digits and _, with one dot at most",
    ),
]
FilePath = Annotated[
    str,
    Limit(
        pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$",
        wanted="the path of a file in the list's repository",
    ),
]
FormId = Annotated[
    str,
    Limit(pattern=r"^[A-Za-z0-9_-]{1,80}$", wanted="letters without accents, digits, - and _"),
]


class InForm(Keys):
    """How the issue form asks for a field, where it is not as the field's other keys have it.

    Of several inputs for one field it says so of the first, and of several fields in one input
    the first field's counts.
    """

    id: FormId = ""
    label: str = ""
    description: str = ""


class _Field(Keys):
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


class TitleField(_Field):
    """The paper's title."""

    kind: Literal["title"]
    from_issue_title: bool = False


class DateField(_Field):
    """The day, the month or the year of publication."""

    kind: Literal["date"]
    precision: Literal["day", "month", "year"] = "day"
    shown_as: str = ""


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


class VenueField(_Field):
    """Where the paper was published; with the year, with two digits of it, or without."""

    kind: Literal["venue"]
    year: Literal["true", "false", "short"] = "false"


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


class SentenceField(_Field):
    """One sentence."""

    kind: Literal["sentence"]
    words: Count | None = None
    markup: Literal["", "bold"] = ""


class SentencesField(_Field):
    """Several sentences; `parts` says what each is about."""

    kind: Literal["sentences"]
    parts: Mapping[str, str] = NO_WORDS
    least: Count | None = None
    most: Count | None = None
    words: Count | None = None
    markup: Literal["", "bold"] = ""
    is_list = True


class TextField(_Field):
    """Any text of one line."""

    kind: Literal["text"]
    words: Count | None = None


class NumberField(_Field):
    """A whole number."""

    kind: Literal["number"]


class LinkField(_Field):
    """One address; `names` says of what."""

    kind: Literal["link"]
    names: str = "Paper"
    first_of: tuple[FieldName, ...] = ()
    hosts: Texts = ()


class LinksField(_Field):
    """Addresses; `words` is how an entry names each of those in `asks`."""

    kind: Literal["links"]
    asks: Texts = ("Paper",)
    words: Mapping[str, str] = NO_WORDS
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
