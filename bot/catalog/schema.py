"""Say what a schema refuses, in words for whoever edits a file by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# A line without blanks around it; Python takes four signs more for blanks than Rust does.
LINE = r"^[^\s\x1c-\x1f]([^\r\n]*[^\s\x1c-\x1f])?$"
ADDRESS = r"^https?://[!-~]+$"

# What is found wrong, by kind or by pattern.
_WORDS = {
    "missing": "missing",
    "extra_forbidden": "no such field in this file",
    "dict_type": "not an object",
    "model_type": "not an object with the fields of one",
    "model_attributes_type": "not an object with the fields of one",
    "string_type": "not a text",
    "string_too_short": "empty",
    "string_too_long": "longer than {max_length} characters",
    "list_type": "not a list",
    "too_short": "empty: at least one is needed",
    "too_long": "more than {max_length}",
    "int_type": "not a whole number",
    "bool_type": "not true: leave it out where it is not so",
    "literal_error": "not true: leave it out where it is not so",
    "greater_than": "not the number of an issue",
    LINE: "blanks around the text, or more than one line",
    ADDRESS: "not a web address: http:// or https://, and no blank in it",
}


def said(found: ErrorDetails) -> str:
    """Return what is wrong with a value; what the project itself raised says so in its words."""
    if found["type"] == "value_error":
        return found["msg"].removeprefix("Value error, ")
    context = found.get("ctx", {})
    words = _WORDS.get(context.get("pattern", found["type"]), "not what belongs there")
    return words.replace("{max_length}", str(context.get("max_length")))
