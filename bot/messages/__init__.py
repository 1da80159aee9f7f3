"""Write every text of the bot's on GitHub, and the markers by which it knows them again."""

from bot.messages import blocks, markers
from bot.messages.blocks import digest_of
from bot.messages.comments import Renderer
from bot.messages.commits import (
    REFRESH,
    REFRESH_EDITS,
    REFRESH_PAGES,
    commit_message,
    configure_message,
    configure_title,
    is_own_message,
    read_trailers,
    refresh_message,
)
from bot.messages.markers import Memory, number_of, read_comment
from bot.messages.pull_requests import pull_title
from bot.messages.verdicts import LABELS, Stage, Verdict
from bot.messages.wording import not_known
