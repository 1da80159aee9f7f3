"""What one list is: its fields, its sections and the template of an entry.

Each class is a map of `.github/paper-bot.yml`; its attributes are the map's keys, with a hyphen
where the name here has an underscore.
"""

# No `from __future__ import annotations`: what checks a description reads the types themselves.
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from bot.fields import (
    NO_WORDS,
    Count,
    DateField,
    Field,
    FieldName,
    FilePath,
    InShort,
    Keys,
    Limit,
    LinkField,
    LinksField,
    NamesField,
    SentenceField,
    SentencesField,
    TagsField,
    Texts,
    TitleField,
    VenueField,
)
from bot.text import visible_line

# A wording by language; one for all languages has a blank key, and may be written as a text.
Wording = Annotated[Mapping[str, str], InShort()]
Heading = Annotated[
    str,
    Limit(
        pattern=r"^#{1,6} \S.*$",
        wanted='a heading of README.md with its marks, such as "## Papers"',
    ),
]
Levels = Annotated[
    str,
    Limit(
        pattern=r"^[1-6](-[1-6])?$",
        wanted="a level of headings, such as 3, or two, such as 3-5",
    ),
]
Day = Annotated[
    str, Limit(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", wanted="a day, such as 2022-11-30")
]
# Of the name of a file.
Part = Annotated[
    str, Limit(pattern=r"^[a-z0-9][a-z0-9-]*$", wanted="small letters, digits and hyphens")
]
Language = Annotated[str, Limit(pattern=r"^[a-z]{2}(-[A-Z]{2})?$", wanted="a language, such as en")]
YEAR = "{year}"  # in the title of a group, which there is for each year


class Page(Keys):
    """A page that shows the list in a language, with some fields in the place of others."""

    file: FilePath
    language: Language = "en"
    instead: Mapping[FieldName, FieldName] = NO_WORDS


class About(Keys):
    """The list as a whole: its name, its files and how they are kept."""

    name: str
    readme: FilePath = "README.md"
    data: FilePath = "papers.json"
    order_of_data: Literal["append", "prepend", "newest", "oldest"] = "append"
    shown: Literal["in-place", "generated"] = "in-place"
    preset: Literal["", "badge-table"] = ""
    frame: FilePath = ""
    under: Heading = ""
    language: Language = "en"
    most_shown: Count | None = None
    pages: tuple[Page, ...] = ()


class Submission(Keys):
    """By what an issue is a submission, how one is asked for, and the other labels of the bot's.

    `asks` are the fields of the issue form in their order, `plain` those of the plain template;
    without these keys, all fields.
    """

    label: str = "add-new-paper"
    title: str = ""
    description: str = ""
    asks: tuple[FieldName, ...] = ()
    plain: tuple[FieldName, ...] = ()
    needs_changes: str = "needs-changes"
    duplicate: str = "duplicate"
    retry: str = "bot-retry"


class Group(Keys):
    """A section that the description names, by the field's value or by date."""

    title: Wording
    name: Part = ""
    folded: bool = False
    folded_to: Annotated[int, Limit(least=1900)] | None = None
    before: Day = ""
    undated: bool = False

    def titled(self, language: str) -> str:
        """Return the title in a language; where it has none in that, the first that there is."""
        keys = ("", language, language.partition("-")[0], *self.title)
        return next((self.title[key] for key in keys if key in self.title), "")


class Sections(Keys):
    """What the entries are divided by: headings of README.md, or groups."""

    by: FieldName
    headings: Levels = ""
    groups: tuple[Group, ...] = ()

    @property
    def levels(self) -> tuple[int, int]:
        """Return the first and the last level of headings that are sections."""
        first, _, last = (self.headings or "6").partition("-")
        return int(first), int(last or first)


class AlsoIn(Keys):
    """A second place in README.md where a paper stands, such as the news."""

    under: Heading
    entry: str
    by: FieldName = ""
    heading: str = ""
    most: Count | None = None


class Roles(NamedTuple):
    """The names of the fields that play a part in every list, blank for one that it lacks.

    The first field of a kind plays it. `links` has every field that holds addresses.
    """

    title: str
    date: str
    authors: str
    tags: str
    venue: str
    links: tuple[str, ...]


class Description(Keys):
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

    @property
    def is_in_place(self) -> bool:
        """Whether README.md is the list's own, and only entries in it are the bot's."""
        return self.list.shown == "in-place"

    @cached_property
    def roles(self) -> Roles:
        """Return which field plays which part."""
        links = (name for name, each in self.fields.items() if isinstance(each, _LINKS))
        return Roles(
            title=self.first(TitleField),
            date=self.first(DateField),
            authors=self.first(NamesField),
            tags=self.first(TagsField),
            venue=self.first(VenueField),
            links=tuple(links),
        )

    @cached_property
    def divided_by(self) -> str:
        """Return the field that says in which section a paper stands, blank where none does.

        By `date` is by the field of that kind, whatever its name.
        """
        by = self.sections.by if self.sections else ""
        return self.roles.date if by == "date" and self.roles.date else by

    @cached_property
    def is_by_date(self) -> bool:
        """Whether the sections are for times."""
        return isinstance(self.fields.get(self.divided_by), DateField)

    @property
    def tag_suffix(self) -> str:
        """Return the word in which each tag of the list ends, blank for none."""
        field = self.fields.get(self.roles.tags)
        return field.suffix if isinstance(field, TagsField) else ""

    def label(self, name: str) -> str:
        """Return what people call a field: its label, or else the last word of its name."""
        if label := self.fields[name].label:
            return visible_line(label)
        last = name.rpartition(".")[2]
        is_one = sum(other.rpartition(".")[2] == last for other in self.fields) == 1
        word = last if is_one else name.replace(".", " ")
        return _SPELLED.get(word) or word.replace("_", " ").capitalize()

    @cached_property
    def prose(self) -> tuple[tuple[str, bool], ...]:
        """Return the fields of sentences, each with whether it has words of weight."""
        return tuple(
            (name, each.markup == "bold")
            for name, each in self.fields.items()
            if isinstance(each, SentenceField | SentencesField)
        )

    def first(self, kind: type[Field]) -> str:
        """Return the name of the first field of a kind, blank for none."""
        found = (name for name, each in self.fields.items() if isinstance(each, kind))
        return next(found, "")


_LINKS = (LinkField, LinksField)
_SPELLED = {"arxiv": "arXiv", "doi": "DOI", "github": "GitHub", "openreview": "OpenReview"}
