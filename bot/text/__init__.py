"""Clean text on the way in, and escape it for each place on the way out."""

from bot.text import escape
from bot.text.clean import (
    clean,
    disguised,
    fold,
    half_width,
    one_line,
    shorten,
    visible_line,
)
from bot.text.escape import for_json, for_log, for_terminal
from bot.text.forms import for_line, for_note, for_yaml, for_yaml_list
from bot.text.markdown import (
    HTML_BREAK,
    unwrapped,
    without_break,
    without_bullet,
    without_elements,
    without_marks,
)
from bot.text.markdown_row import Around, for_row, plain, without
from bot.text.markup import without_latex, without_tags
from bot.text.mask import mask
from bot.text.patterns import pattern
from bot.text.phrases import Phrase, in_a_row, translated
from bot.text.similarity import is_near, is_same, is_sibling, nearest, title_identity
