"""The sentences of a summary."""

from __future__ import annotations

from bot.config import LONGEST_SENTENCE, MOST_WORDS
from bot.fields.fillers import is_filler
from bot.fields.reading import SUMMARY_PARTS, Note, Reading, problem
from bot.text import clean, one_line, unwrapped

# Of Retrieval Head Mechanistically Explains Long-Context Factuality, a paper of the list.
_EXAMPLES = {
    "innovation": "Discovers retrieval heads, the few that fetch a fact from a long context.",
    "tasks": "Searches several models for such heads, and looks at their part in reasoning.",
    "result": "Without these heads a model hallucinates; without others it still retrieves.",
}


def read_sentence(part: str, raw: str) -> Reading[str]:
    """Return one sentence of the summary, blank where it is missing or too long."""
    name, label, wanted = SUMMARY_PARTS[part]
    text = one_line(clean(unwrapped(raw)))
    example = f"- {label}: {_EXAMPLES[part]}"
    if is_filler(text):
        message = f'The summary has no "{label}:". Write a sentence that says {wanted}.'
        return Reading(name, "", (problem(name, "missing", message, read=text, example=example),))
    if len(text) > LONGEST_SENTENCE:
        message = f"This has {len(text)} characters; at most {LONGEST_SENTENCE} can be listed."
        return Reading(name, "", (problem(name, "too-long", message, example=example),))
    notes = []
    if (words := len(text.split())) > MOST_WORDS:
        message = f"{label} has {words} words; the list keeps to {MOST_WORDS}."
        notes.append(Note(name, "long", message))
    if "</" in text:
        notes.append(Note(name, "markup", "HTML tags in this sentence will be shown as text."))
    return Reading(name, text, notes=tuple(notes))
