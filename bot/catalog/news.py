"""Read news.json: what is new about the list."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bot.catalog.record import day
from bot.catalog.schema import ADDRESS
from bot.catalog.strict_json import JsonText, text_schema
from bot.config import LONGEST_NEWS, MOST_NEWS, NEWS_FILE

if TYPE_CHECKING:
    from pydantic_core import SchemaValidator


class News(NamedTuple):
    """What was new on a day, in plain text; `url` is blank where there is no more to read."""

    date: dt.date
    text: str
    url: str = ""


def read_news(text: str, name: str = NEWS_FILE) -> tuple[News, ...]:
    """Return what news.json says, newest first; of one day, in the order of the file.

    Raises BrokenFile with every fault.
    """
    entries = [News(**entry) for entry in JsonText(text, name).read(_schema())]
    return tuple(sorted(entries, key=lambda entry: entry.date, reverse=True))


@cache
def _schema() -> SchemaValidator:
    from pydantic_core import SchemaValidator
    from pydantic_core import core_schema as of

    address = of.str_schema(strict=True, pattern=ADDRESS, max_length=LONGEST_NEWS)
    entry = of.typed_dict_schema(
        {
            "date": of.typed_dict_field(of.no_info_plain_validator_function(day)),
            "text": of.typed_dict_field(text_schema(LONGEST_NEWS)),
            "url": of.typed_dict_field(address, required=False),
        },
        strict=True,
        extra_behavior="forbid",
    )
    return SchemaValidator(of.list_schema(entry, strict=True, max_length=MOST_NEWS))
