"""Make every file that is made from the list: README.md, tag pages, charts."""

from bot.outputs.files import blob_sha, is_own, own_files
from bot.outputs.pages import FOLDER, README_FILE, is_generated, says_generated
from bot.outputs.readme import generate
from bot.outputs.templates import TEMPLATES, Templates

__all__ = [
    "FOLDER",
    "README_FILE",
    "TEMPLATES",
    "Templates",
    "blob_sha",
    "generate",
    "is_generated",
    "is_own",
    "own_files",
    "says_generated",
]
