"""Find what is wrong in papers.json as a whole, in any order of its entries."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from bot.catalog.catalog import (
    BrokenCatalog,
    Catalog,
    entry_spans,
    named_entry,
    parse_catalog,
    read_values,
)
from bot.catalog.paper import Paper
from bot.catalog.record import RecordError, SchemaFault
from bot.catalog.yaml_records import is_yaml
from bot.config import LONGEST_AUTHOR
from bot.fields import (
    TagsField,
    identities,
    more_of,
    parse_link,
    read_venue,
    spellings,
    tag_key,
    without_prefix,
)
from bot.listing import Description
from bot.text import clean, fold, pattern

_NO_AUTHOR = pattern(r"\bet\.? al\b|^(?:etal|(?:and )?others?)\.?$", re.IGNORECASE)
_LONGEST_TEXT = 1000  # as in an issue: three such sentences fit in a comment however escaped


def lint_text(
    text: str, form: Description, name: str = "papers.json"
) -> tuple[list[str], Catalog | None]:
    """Return the findings for the text of papers.json, and the list where it is one.

    The findings are all its schema faults, or `lint`'s. Raises BrokenCatalog where it is not
    even JSON.
    """
    try:
        catalog = parse_catalog(text, form, name)
    except BrokenCatalog as broken:
        if not isinstance(broken.__cause__, RecordError):
            raise
        if is_yaml(form):
            return [str(broken)], None
        return [*_schema(text, name, broken.__cause__.faults, form)], None
    return lint(catalog), catalog


def lint(catalog: Catalog) -> list[str]:
    """Return the findings, one line each; none for a list in order."""
    return [
        *_format(catalog),
        *_twice(catalog),
        *(f"{paper.title}: {finding}" for paper in catalog.papers for finding in _paper(paper)),
        *_unnamed(catalog),
        *_spellings(catalog),
    ]


def in_form(text: str, name: str = "papers.json") -> str:
    """Return the text of papers.json in the form that the bot writes; every value stays.

    Raises BrokenCatalog where it cannot be read as a list without guessing.
    """
    text = text.removeprefix("\ufeff")
    written = json.dumps(read_values(text, name), indent=2, ensure_ascii=False) + "\n"
    # Python shortens what it cannot hold: 0.10 and 1e999 would come out as something else.
    if json.loads(written, parse_float=str) != json.loads(text, parse_float=str):
        raise BrokenCatalog(f"{name}: a number would change its form; write it as it should be")
    return written


def _schema(
    text: str, name: str, faults: Iterable[SchemaFault], form: Description
) -> Iterator[str]:
    values = json.loads(text)
    begins = [begin for begin, _ in entry_spans(text)]
    for fault in faults:
        line = text.count(chr(10), 0, begins[fault.entry]) + 1
        field = f", {fault.field}" if fault.field else ""
        entry = named_entry(values, fault.entry, form)
        yield f"{name}, line {line}: {entry}{field}: {fault.message}"


def _format(catalog: Catalog) -> Iterator[str]:
    if is_yaml(catalog.form):
        return
    written = json.dumps(json.loads(catalog.text), indent=2, ensure_ascii=False) + "\n"
    if catalog.text != written:
        yield (
            "the file is not in the usual form: two-space indent, UTF-8 as is, LF, final newline; "
            "python -m bot lint --fix writes it so"
        )


def _twice(catalog: Catalog) -> Iterator[str]:
    keys: dict[str, list[str]] = {}
    for paper in catalog.papers:
        first = catalog.titled(paper.title)
        names = [f"the title {first.title if first else paper.title!r}", *identities(paper.links)]
        if paper.issue is not None:
            names.append(f"the issue {paper.issue}")
        for name in dict.fromkeys(names):
            keys.setdefault(name, []).append(paper.title)
    for name, titles in keys.items():
        if len(titles) > 1:
            yield f"{len(titles)} entries share {name}: {'; '.join(titles)}"


def _paper(paper: Paper) -> Iterator[str]:
    texts = [*_texts(paper)]
    texts += [text for link in paper.links for text in (link.label, link.kind)]
    for text in texts:
        if clean(text) != text:
            yield f"invisible characters or comments in {text[:40]!r}"
        if len(text) > _LONGEST_TEXT:
            yield f"{len(text)} characters in {text[:40]!r}; at most {_LONGEST_TEXT} can be shown"
    yield from _authors(paper)
    one = _tag(paper.form)
    for tag, count in Counter(tag_key(tag, paper.form.tag_suffix) for tag in paper.tags).items():
        if count > 1:
            yield f"the {one} {tag!r} stands {count} times"
    if not paper.form.is_in_place:  # else people write them as they like
        yield from _spelt(paper)


def _spelt(paper: Paper) -> Iterator[str]:
    """Yield the addresses and the venue that have another spelling here."""
    for link in paper.links:
        found = parse_link(link.url)
        if found and found.identity.partition(":")[0] == "arxiv" and link.url.startswith(found.url):
            continue  # a version of an arXiv paper may be listed
        if found and link.url != found.url:
            yield f"write {found.url} for {link.url}"
    venue = read_venue(paper.venue, ())
    if venue.known and venue.name != paper.venue:
        yield f"write {venue.name} for the venue {paper.venue}"


def _texts(paper: Paper) -> Iterator[str]:
    """Return each text of a record but those of its links."""
    for name, value in paper.values.items():
        if name in paper.form.roles.links or not isinstance(value, str | tuple):
            continue
        yield from [value] if isinstance(value, str) else value


def _authors(paper: Paper) -> Iterator[str]:
    first: dict[str, str] = {}
    for author in paper.authors:
        if _NO_AUTHOR.search(author):
            more = more_of(paper.form.roles.authors)
            yield f'{author!r} is no author; "{more}": true says that there are more'
        elif len(author) > LONGEST_AUTHOR:
            yield f"{len(author)} characters in the author {author[:40]!r}; one name an entry"
        elif (other := first.setdefault(fold(author), author)) is not author:
            yield f"the author {author!r} stands twice, first as {other!r}"
    if paper.more_authors and not paper.authors:
        yield "more authors than none are named"


def _unnamed(catalog: Catalog) -> Iterator[str]:
    prefix = catalog.form.submission.title
    for paper in catalog.papers:
        if (bare := without_prefix(paper.title, prefix)) is not None:
            named = f"write {bare}" if bare else "write the paper's title"
            yield f"{paper.title}: the title begins with the template's words; {named}"


def _spellings(catalog: Catalog) -> Iterator[str]:
    one = _tag(catalog.form)
    suffix = catalog.form.tag_suffix
    known = spellings(catalog.tags, suffix)
    for tag in dict.fromkeys(catalog.tags):
        usual = known[tag_key(tag, suffix)]
        if usual != tag:
            yield f"the {one} {tag} is written {usual} elsewhere"


def _tag(form: Description) -> str:
    """Return what one tag of a list is called."""
    field = form.fields.get(form.roles.tags)
    return (isinstance(field, TagsField) and field.one) or "tag"
