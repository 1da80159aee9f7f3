"""What one list is: its fields, its sections and the template of an entry.

Each class is a map of `.github/paper-bot.yml`; its attributes are the map's keys, with a hyphen
where the name here has an underscore.
"""

from __future__ import annotations

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
# A wording by language; one for all languages has a blank key, and may be written as a text.
Wording = Annotated[Mapping[str, str], InShort()]
Options = Annotated[Texts, InShort("sections")]
NAME_PATTERN = r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$"
FILE_PATTERN = r"^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$"
FieldName = Annotated[str, Limit(pattern=NAME_PATTERN)]
Heading = Annotated[str, Limit(pattern=r"^#{1,6} \S.*$")]
Levels = Annotated[str, Limit(pattern=r"^[1-6](-[1-6])?$")]
FilePath = Annotated[str, Limit(pattern=FILE_PATTERN)]
Day = Annotated[str, Limit(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Language = Annotated[str, Limit(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]


@dataclass(frozen=True, kw_only=True)
class _Field:
    """What every kind of field may say."""

    label: str = ""
    also: Texts = ()
    required: bool = True
    look_up: bool = False
    group: str = ""
    wants: str = ""
    placeholder: str = ""
    longest: Count | None = None
    ends_with: str = ""


@dataclass(frozen=True, kw_only=True)
class Title(_Field):
    """The paper's title."""

    kind: Literal["title"]
    from_issue_title: bool = False


@dataclass(frozen=True, kw_only=True)
class Date(_Field):
    """The day, the month or the year of publication."""

    kind: Literal["date"]
    precision: Literal["day", "month", "year"] = "day"
    shown_as: str = ""


@dataclass(frozen=True, kw_only=True)
class Names(_Field):
    """People or institutions, such as the authors."""

    kind: Literal["names"]
    style: Literal["full", "initials"] = "full"
    least: Count | None = None
    most: Count | None = None
    then: str = "et al."
    one: str = ""
    many: str = ""


@dataclass(frozen=True, kw_only=True)
class Venue(_Field):
    """Where the paper was published; with the year, with two digits of it, or without."""

    kind: Literal["venue"]
    year: Literal["true", "false", "short"] = "false"


@dataclass(frozen=True, kw_only=True)
class Tags(_Field):
    """Words that papers are found by."""

    kind: Literal["tags"]
    one: str = ""
    many: str = ""
    suffix: str = ""
    least: Count | None = None
    most: Count | None = None
    index: FilePath = ""
    picture: bool = False
    colours: Literal["", "kept"] = ""


@dataclass(frozen=True, kw_only=True)
class Choice(_Field):
    """One or several of the options; without options, of the list's sections."""

    kind: Literal["choice"]
    options: Options
    many: bool = False
    one: str = ""


@dataclass(frozen=True, kw_only=True)
class Sentence(_Field):
    """One sentence."""

    kind: Literal["sentence"]
    words: Count | None = None
    markup: Literal["", "bold"] = ""


@dataclass(frozen=True, kw_only=True)
class Sentences(_Field):
    """Several sentences; `parts` says what each is about."""

    kind: Literal["sentences"]
    parts: Mapping[str, str] = field(default_factory=dict)
    least: Count | None = None
    most: Count | None = None
    words: Count | None = None
    markup: Literal["", "bold"] = ""


@dataclass(frozen=True, kw_only=True)
class Text(_Field):
    """Any text of one line."""

    kind: Literal["text"]
    words: Count | None = None


@dataclass(frozen=True, kw_only=True)
class Number(_Field):
    """A whole number."""

    kind: Literal["number"]


@dataclass(frozen=True, kw_only=True)
class Link(_Field):
    """One address; `names` says of what."""

    kind: Literal["link"]
    names: str = "Paper"
    first_of: tuple[FieldName, ...] = ()
    hosts: Texts = ()


@dataclass(frozen=True, kw_only=True)
class Links(_Field):
    """Addresses; `words` is how an entry names each of those in `asks`."""

    kind: Literal["links"]
    asks: Texts = ("Paper",)
    words: Mapping[str, str] = field(default_factory=dict)
    least: Count | None = None
    most: Count | None = None
    hosts: Texts = ()


Field = (
    Title
    | Date
    | Names
    | Venue
    | Tags
    | Choice
    | Sentence
    | Sentences
    | Text
    | Number
    | Link
    | Links
)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page that shows the list in a language, with some fields in the place of others."""

    file: FilePath
    language: Language = "en"
    instead: Mapping[FieldName, FieldName] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class About:
    """The list as a whole: its name, its files and how they are kept."""

    name: str
    readme: FilePath = "README.md"
    data: FilePath = "papers.json"
    order_of_data: Literal["append", "prepend", "newest", "oldest"] = "append"
    shown: Literal["in-place", "generated"] = "in-place"
    preset: Literal["", "badge-table"] = ""
    under: Heading = ""
    language: Language = "en"
    most_shown: Count | None = None
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Submission:
    """By what an issue is a submission, and the other labels of the bot's."""

    label: str = "add-new-paper"
    title: str = ""
    needs_changes: str = "needs-changes"
    duplicate: str = "duplicate"
    retry: str = "bot-retry"


@dataclass(frozen=True, kw_only=True)
class Group:
    """A section that the description names, by the field's value or by date."""

    title: Wording
    name: str = ""
    folded: bool = False
    folded_to: Annotated[int, Limit(least=1900)] | None = None
    before: Day = ""
    undated: bool = False


@dataclass(frozen=True, kw_only=True)
class Sections:
    """What the entries are divided by: headings of README.md, or groups."""

    by: FieldName
    headings: Levels = ""
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AlsoIn:
    """A second place in README.md where a paper stands, such as the news."""

    under: Heading
    entry: str
    by: FieldName = ""
    heading: str = ""
    most: Count | None = None


@dataclass(frozen=True, kw_only=True)
class Description:
    """All that is particular to one list."""

    version: Literal["1"]
    list: About
    submission: Submission = Submission()
    fields: Mapping[FieldName, Field]
    sections: Sections | None = None
    order: Literal["append", "prepend", "newest", "oldest"] = "append"
    entry: str = ""
    reads_also: Texts = ()
    also_in: tuple[AlsoIn, ...] = ()
