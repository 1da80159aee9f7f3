"""Read papers.json and what stands beside it, search it, add to it, and check it."""

from bot.catalog.catalog import BrokenCatalog, Catalog, parse_catalog
from bot.catalog.first_look import FirstLook, look_over
from bot.catalog.index import paper_keys
from bot.catalog.lint import in_form, lint_text
from bot.catalog.page_data import NO_PAGE_DATA, PageData, lint_page_data, read_page_data
from bot.catalog.paper import Paper, Sentence
from bot.catalog.readme import founded, with_readme
from bot.catalog.record import RecordError, read_papers
from bot.catalog.stages import Stages
from bot.catalog.yaml_records import is_yaml
