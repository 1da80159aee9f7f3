"""What one list is, and its README read and written by that."""

from bot.listing.describe import DESCRIPTION_FILE, read_description, stand_in
from bot.listing.description import YEAR, Description, Group, Page, Submission
from bot.listing.induction import induce
from bot.listing.questions import (
    Question,
    asked,
    flaws_of_options,
    options_of,
    parts_of,
    questions,
    questions_about,
)
from bot.listing.readme.beside import beside
from bot.listing.readme.hand_edits import hand_edits, merged
from bot.listing.readme.headings import missing_headings
from bot.listing.readme.in_place import (
    missing,
    unlisted,
    with_changed_entry,
    with_entry,
    written,
)
from bot.listing.readme.listed import Entry, Listed, read_readme
from bot.listing.readme.new_entry import entry_of, wanted_by_entry
from bot.listing.readme.one_entry import only_one_entry_changed
from bot.listing.readme.order import place_in
from bot.listing.readme.places import read_sections
from bot.listing.readme.preview import Put, put_beside, put_first
from bot.listing.store.records import as_stored, value_of, with_value
from bot.listing.store.yaml_file import (
    read_yaml_store,
    yaml_with_changed,
    yaml_with_record,
    yaml_without,
)
from bot.listing.strict_yaml import BrokenDescription, read_yaml
from bot.listing.template.sinks import WriteError
