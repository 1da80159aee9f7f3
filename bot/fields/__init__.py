"""Read, spell, complete and compare each kind of field, one file a kind."""

from bot.fields.addresses import without_addresses, without_links
from bot.fields.asked import Asked
from bot.fields.authors import complete_authors
from bot.fields.choices import read_chosen
from bot.fields.completion import fillable, lacking
from bot.fields.copied_titles import read_copied
from bot.fields.date import Dated, complete_date, first_dated, prove_month
from bot.fields.fillers import Fillers, fillers_of, is_filler
from bot.fields.findings import Findings, PublishedDate, Record, Unavailable, read_date
from bot.fields.identifiers import PREPRINT
from bot.fields.kinds import (
    NO_WORDS,
    ChoiceField,
    Count,
    DateField,
    Field,
    FieldName,
    FilePath,
    FormId,
    InShort,
    Keys,
    Limit,
    LinkField,
    LinksField,
    NamesField,
    NumberField,
    SentenceField,
    SentencesField,
    TagsField,
    TextField,
    Texts,
    TitleField,
    VenueField,
)
from bot.fields.links import (
    bare_address,
    complete_links,
    first_linked,
    identities,
    labelled,
    read_links,
    read_loose,
    references,
    shared_out,
)
from bot.fields.names import is_people, names_alone
from bot.fields.numbers import read_number
from bot.fields.people import NO_NAMES, Names, as_names, given_first, more_of, split_bibtex
from bot.fields.published import read_published
from bot.fields.reading import (
    ISSUE,
    LINK,
    NOTHING,
    Link,
    Note,
    Problem,
    Reading,
)
from bot.fields.reference import Reference, looks_like_link, parse_link
from bot.fields.sentences import read_sentence, read_sentences
from bot.fields.tags import Tag, read_tags, spellings, tag_key
from bot.fields.title import TITLE_PREFIX, complete_title, has_prefix, read_title, without_prefix
from bot.fields.to_fill import placeholders, sentence_to_fill, to_fill
from bot.fields.venue import complete_venue, first_published, prove_venue
from bot.fields.venue_names import is_submitted, read_venue
from bot.fields.venue_years import NO_HABITS, VenueHabits, venue_habits, year_said
from bot.fields.written_dates import Day, Partial, find_date
from bot.fields.written_names import read_names
