"""What a list has of a paper in prose: one sentence, several, or any line of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.config import LONGEST_SENTENCE, MOST_SENTENCES
from bot.fields.asked import Asked
from bot.fields.fillers import Fillers, is_filler
from bot.fields.kinds import FieldName, SentenceField, SentencesField, TextField
from bot.fields.reading import Note, Problem, Reading, problem
from bot.text import (
    HTML_BREAK,
    Phrase,
    clean,
    in_a_row,
    one_line,
    pattern,
    unwrapped,
    without_bullet,
)

_SHOWN = 80
# Where one sentence ends and the next begins, in prose that is no list of bullets.
_END = pattern(
    r"(?<=[^\W\d_][.!?])(?<!\b[A-Za-z][.])(?<!et al[.])(?<!e[.]g[.])(?<!i[.]e[.]) (?=[A-Z])"
    r"|(?<=[。！？])"
)


def read_sentence(
    raw: str, asked: Asked[SentenceField] | Asked[TextField], fillers: Fillers
) -> Reading[str]:
    """Return one sentence or line, blank where it is missing or too long."""
    name, field = asked.name, asked.field
    text = one_line(clean(unwrapped(HTML_BREAK.sub(" ", one_line(raw)))))
    if is_filler(text, fillers):
        problems = (_missing(asked, text),) if field.required else ()
        return Reading(name, "", problems)
    if len(text) > (longest := field.longest or LONGEST_SENTENCE):
        return Reading(name, "", (_too_long(asked, text, longest),))
    return Reading(name, text, notes=_notes(name, asked.label, text, field.words))


def read_sentences(
    raw: str, parts: Mapping[str, str], asked: Asked[SentencesField], fillers: Fillers
) -> Reading[tuple[str, ...]]:
    """Return sentences, none where they are missing, too long, too few or too many.

    `parts` has what stands under the name of each part; other lines follow. Prose without
    bullets is one sentence, or as many as it has where the list wants several.
    """
    name, field = asked.name, asked.field
    told = {part: one_line(clean(unwrapped(text))) for part, text in parts.items()}
    texts = (
        *(text for text in told.values() if not is_filler(text, fillers)),
        *_sentences(raw, field, fillers),
    )
    longest = field.longest or LONGEST_SENTENCE
    if not texts:
        problems = (_missing(asked, raw),) if field.required else ()
        return Reading(name, (), problems)
    if wrong := next((text for text in texts if len(text) > longest), None):
        return Reading(name, (), (_too_long(asked, wrong, longest),))
    if wanted := _wrong_number(texts, field):
        return Reading(name, (), (problem(name, *wanted, example=_example(asked)),))
    notes = [note for text in texts for note in _notes(name, asked.label, text, field.words)]
    return Reading(name, texts, notes=tuple(dict.fromkeys(notes)))


def _sentences(raw: str, field: SentencesField, fillers: Fillers) -> list[str]:
    lines = [line for line in HTML_BREAK.sub("\n", raw).split("\n") if line.strip()]
    texts = [one_line(clean(unwrapped(without_bullet(line.strip())))) for line in lines]
    texts = [text for text in texts if not is_filler(text, fillers)]
    has_bullets = any(without_bullet(line.strip()) != line.strip() for line in lines)
    if has_bullets or len(texts) != 1 or (field.least or 1) < 2:
        return texts if has_bullets else [" ".join(texts)] * bool(texts)
    return [text for text in _END.split(texts[0]) if text]


def _wrong_number(texts: Sequence[str], field: SentencesField) -> tuple[str, str] | None:
    """Return the code of too few or too many sentences, and what is said of it."""
    least, most = field.least or 1, field.most or MOST_SENTENCES
    if len(texts) < least:
        number = Phrase(
            "{number} sentences" if len(texts) > 1 else "{number} sentence", number=len(texts)
        )
        return "too-few", Phrase(
            "This is {number}; at least {least} are needed. Write each on its line.",
            number=number,
            least=least,
        )
    if len(texts) > most:
        return "too-many", Phrase(
            "These are {number} sentences; at most {most} can be listed.",
            number=len(texts),
            most=most,
        )
    return None


def _missing(
    asked: Asked[SentenceField] | Asked[TextField] | Asked[SentencesField], read: str
) -> Problem:
    field, label = asked.field, asked.label
    lacks = Phrase('There is no "{label}:".', label=label)
    if field.group:
        group = field.group.lower()
        lacks = Phrase('The {group} has no "{label}:".', group=group, label=label)
    message = in_a_row(lacks, _wanted(field))
    return problem(asked.name, "missing", message, read=read, example=_example(asked))


def _wanted(field: SentenceField | TextField | SentencesField) -> str:
    """Return what is to be written, blank where that is any line."""
    match field:
        case SentenceField(wants=""):
            return Phrase("Write a sentence.")
        case SentenceField(wants=wants):
            return Phrase("Write a sentence that says {wants}.", wants=wants)
        case SentencesField(wants=""):
            return Phrase("Write some sentences.")
        case SentencesField(wants=wants):
            return Phrase("Write some sentences that say {wants}.", wants=wants)
    return ""


def _too_long(
    asked: Asked[SentenceField] | Asked[TextField] | Asked[SentencesField], text: str, longest: int
) -> Problem:
    message = Phrase(
        "This has {number} characters; at most {longest} can be listed.",
        number=len(text),
        longest=longest,
    )
    return problem(asked.name, "too-long", message, example=_example(asked))


def _example(asked: Asked[SentenceField] | Asked[TextField] | Asked[SentencesField]) -> str:
    example = asked.example()
    return f"- {example}" if example and asked.field.group else example


def _notes(name: FieldName, label: str, text: str, most: int | None) -> tuple[Note, ...]:
    notes = []
    if most and (words := len(text.split())) > most:
        notes.append(
            Note(
                name,
                "long",
                Phrase(
                    "{label} has {words} words; the list keeps to {most}.",
                    label=label,
                    words=words,
                    most=most,
                ),
            )
        )
    if "</" in text:
        notes.append(
            Note(name, "markup", Phrase("HTML tags in this sentence will be shown as text."))
        )
    return tuple(notes)
