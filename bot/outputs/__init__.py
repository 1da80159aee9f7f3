"""Make every file that is made from the list: README.md, tag pages, charts, issue forms."""

from bot.outputs.configured import Configured, configured, proposed
from bot.outputs.files import blob_sha, is_own, may_lag, own_files
from bot.outputs.forms import make_forms, sections_to_choose
from bot.outputs.hand_edits import Edit, as_edited, says_no_more, taken_out, with_edits
from bot.outputs.in_place import entry_in_place, is_one_entry, readme_of, readme_with
from bot.outputs.own_texts import flaws_of_texts, raise_for_texts
from bot.outputs.pages import README_FILE, called, is_generated, is_picture, says_generated
from bot.outputs.readme import generate
from bot.outputs.templates import TEMPLATES, Templates
from bot.outputs.views import FOLDER
