"""What one list is, and its README read and written by that."""

from bot.listing.describe import DESCRIPTION_FILE, read_description
from bot.listing.description import Description, Group, Submission
from bot.listing.listed import Entry, Listed, read_readme
from bot.listing.places import read_sections
from bot.listing.putting import put_beside
from bot.listing.questions import (
    Question,
    asked,
    flaws_of_options,
    group_of,
    options_of,
    parts_of,
    questions,
)
from bot.listing.sinks import WriteError
from bot.listing.strict_yaml import read_yaml
