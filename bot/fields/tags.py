"""The tags of a paper: read them, and tell spellings from different tags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from bot.config import LONGEST_TAG, MOST_TAGS
from bot.fields.addresses import without_links
from bot.fields.asked import Asked
from bot.fields.fillers import Fillers, is_filler
from bot.fields.kinds import FieldName, TagsField
from bot.fields.reading import Note, Problem, Reading, look_alikes, problem, quoted
from bot.fields.reference import looks_like_link
from bot.fields.tag_names import TagWords, bare_names, split_tags, words_of
from bot.text import Phrase, in_a_row, one_line, pattern, shorten, unwrapped

NEAR_MISS_SCORE = 84.0
_SHOWN = 80
_PUNCTUATION = pattern(r"[\s_‐-―-]+")
_NOT_IN_CODE = pattern(r"[^a-z0-9]+")


class Tag(NamedTuple):
    """One tag as it will be stored.

    `written` is what the issue says. `known` tells whether the list has it;
    `likely` is a listed name that it may be a slip of, else None.
    """

    name: str
    written: str
    known: bool
    likely: str | None = None


def read_tags(
    raw: str,
    asked: Asked[TagsField],
    listed: Iterable[str],
    fillers: Fillers,
    links: FieldName = "issue",
) -> Reading[tuple[Tag, ...]]:
    """Return the tags that an issue names; `listed` are those of the list, as often as it does.

    `links` is the field that an address among them might have been for.
    """
    name, field, words = asked.name, asked.field, words_of(asked.field)
    one, many = field.one or "tag", field.many or "tags"
    longest, example = field.longest or LONGEST_TAG, asked.example()
    text, notes = _without_addresses(raw, links, many)
    pieces = split_tags(text, words)
    if len(pieces) > (most := field.most or MOST_TAGS):
        message = Phrase(
            "These are {number} names. Give the {most} most important at most.",
            number=len(pieces),
            most=most,
        )
        too_many = (problem(name, "too-many", message, example=example),)
        return Reading(name, (), too_many, tuple(notes))
    names = [each for each in map(unwrapped, pieces) if not is_filler(each, fillers)]
    wrong = [each for each in names if len(each) > longest or looks_like_link(each)]
    kept = "\n".join(each for each in names if each not in wrong)
    read = tags_of(kept, words, spellings(listed, field.suffix))
    wrong += [tag.written for tag in read if looks_like_link(tag.name)]
    named = [t for t in read if not (is_filler(t.name, fillers) or looks_like_link(t.name))]
    generic = [tag for tag in named if words.is_generic(tag.name)]
    tags = _particular(named, generic, words)
    problems: tuple[Problem, ...] = ()
    if wrong:
        problems = (_no_tag(asked, wrong[0], one, longest),)
    elif len(tags) < (field.least or 1) and (tags or field.required):
        problems = (_missing(asked, raw, one, many),)
    if generic:
        shown = quoted([tag.written for tag in generic], _SHOWN)
        notes.append(
            Note(
                name, "generic", Phrase("{shown} names no particular {one}.", shown=shown, one=one)
            )
        )
    notes += [note for tag in tags for note in _notes(name, tag)]
    return Reading(name, tags, problems, tuple(notes))


def _no_tag(asked: Asked[TagsField], read: str, one: str, longest: int) -> Problem:
    message = Phrase(
        "This is not the name of a {one}: a few words, at most {longest} characters.",
        one=one,
        longest=longest,
    )
    code = f"not-a-{_NOT_IN_CODE.sub('-', one.casefold()).strip('-') or 'tag'}"
    return problem(asked.name, code, message, read=read, example=asked.example())


def _missing(asked: Asked[TagsField], raw: str, one: str, many: str) -> Problem:
    wanted, least = asked.field.wants or one, asked.field.least or 1
    message = Phrase(
        "At least one {wanted} is needed. Write its name, several with commas.", wanted=wanted
    )
    if least > 1:
        message = Phrase(
            "At least {least} {many} are needed. Write their names, with commas.",
            least=least,
            many=many,
        )
    return problem(asked.name, "missing", message, read=raw, example=asked.example())


def _without_addresses(raw: str, name: FieldName, many: str) -> tuple[str, list[Note]]:
    """Replace links by their texts; their addresses stand in no place where they count."""
    text, addresses = without_links(raw)
    if not addresses or "<!--" in text:
        return raw, []
    shown = shorten(", ".join(map(one_line, addresses)), _SHOWN)
    return text, [
        Note(
            name,
            "not-taken",
            Phrase("{shown} stands among the {many}; left out.", shown=shown, many=many),
        )
    ]


def _particular(tags: list[Tag], generic: list[Tag], words: TagWords) -> tuple[Tag, ...]:
    """Return the tags without words for tags that name none.

    Where there is nothing but such words, the tag of `in-general` is meant.
    """
    named = [tag for tag in tags if tag not in generic]
    in_general = words.field.in_general
    meant = [tag for tag in generic if in_general and words.last in tag.name.casefold()]
    return tuple(named or [tag._replace(name=in_general) for tag in meant[:1]])


def _notes(name: FieldName, tag: Tag) -> list[Note]:
    notes = []
    if not tag.known:
        likely = Phrase("Is it {likely}?", likely=tag.likely) if tag.likely else ""
        code = "near-miss" if tag.likely else "new"
        notes.append(
            Note(name, code, in_a_row(Phrase("{name} is new to the list.", name=tag.name), likely))
        )
    if tag.name != tag.written:
        message = Phrase("“{written}” is written {name} here.", written=tag.written, name=tag.name)
        notes.append(Note(name, "normalised", message))
    return [*notes, *look_alikes(name, tag.name)]


def tags_of(text: str, words: TagWords, known: Mapping[str, str]) -> list[Tag]:
    """Return the tags that a field names, each once, in the list's spelling where it has one."""
    tags: dict[str, Tag] = {}
    for written in split_tags(text, words):
        for name in bare_names(written, words):
            key = tag_key(name, words.field.suffix)
            if key in tags:
                continue
            if key in known:
                tags[key] = Tag(known[key], written, known=True)
            else:
                tags[key] = Tag(name, written, known=False, likely=_likely(key, known))
    return list(tags.values())


def tag_key(name: str, suffix: str) -> str:
    """Return what two spellings of one tag have in common.

    Case, hyphens, blanks, a plural and the word that tags end in make no difference.
    """
    key = _PUNCTUATION.sub("", name).casefold()
    singular, plural = _endings(suffix)
    bare = key.removesuffix(plural).removesuffix(singular) or key
    return bare.removesuffix("s") if len(bare) > 3 and not bare.endswith("ss") else bare


@lru_cache(maxsize=8)
def _endings(suffix: str) -> tuple[str, str]:
    last = suffix.casefold()
    return last, f"{last}s" if last else ""


def spellings(listed: Iterable[str], suffix: str) -> dict[str, str]:
    """Return the list's spelling of each tag by its key; the commonest one wins."""
    by_key: dict[str, str] = {}
    for name, _ in Counter(listed).most_common():
        by_key.setdefault(tag_key(name, suffix), name)
    return by_key


def _likely(key: str, known: Mapping[str, str]) -> str | None:
    from rapidfuzz import fuzz, process

    found = process.extractOne(key, known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_MISS_SCORE)
    return known[found[0]] if found else None
