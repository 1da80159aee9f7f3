"""Read the body of an issue into a Submission: one parser, one pass, linear time.

Takes the plain template, the same in bold, as list items, headings, a table or JSON,
the issue form's output, and BibTeX. Lines in a code fence and in a quotation are
collected apart, and the layer that holds the most keys speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.config import LABEL
from bot.fields import (
    TITLE_PREFIX,
    TitleField,
    has_prefix,
    is_filler,
    looks_like_link,
    without_prefix,
)
from bot.listing import Description
from bot.submission import bibtex, corrections, words
from bot.submission.described import vocabulary_of
from bot.submission.lines import BREAK, MAIL, Layer
from bot.submission.model import Submission
from bot.submission.unfolding import unfolded
from bot.submission.values import KeyText, merged, split_papers
from bot.submission.vocabulary import Vocabulary
from bot.text import clean, one_line, pattern

LONGEST_BODY = 65_536  # characters that GitHub takes in an issue
MOST_PAPERS = 4  # of one issue, for each of which a text to copy is written


def is_named(title: str, body: str, labels: frozenset[str], form: Description) -> bool:
    """Whether label, title or form make an issue a submission, whatever else it says."""
    named = form.submission
    if not labels.isdisjoint((LABEL, named.label)) or has_prefix(title, named.title):
        return True
    return corrections.is_correction(title, body)


def parse(title: str, body: str, form: Description) -> Submission:
    """Return what an issue's title and body say, field by field, as written."""
    keys = vocabulary_of(form)
    if answers := corrections.read_form(title, body, keys):
        return answers
    prefix = form.submission.title
    if (named := corrections.without_prefix(title)) is not None:
        own = without_prefix(f"{TITLE_PREFIX}: {named}", prefix)
        given = _parse(own, one_line(clean(title)), body, keys)
        told = given.fields if given.fields.get(keys.title) else {**given.fields, keys.title: named}
        return given._replace(fields=told, corrects=True)
    return _parse(without_prefix(title, prefix), one_line(clean(title)), body, keys)


def _parse(own: str | None, title: str, body: str, keys: Vocabulary) -> Submission:
    """Return what a body says; `own` is what the issue's own title says of the paper's, if any."""
    plain, fenced, quoted = _scan(body, keys)
    spoken = [plain, fenced]
    if plain.layer.keys() & fenced.layer.keys():
        spoken = [max(spoken, key=lambda part: len(part.layer.keys()))]
    known = frozenset[str]().union(*(part.layer.keys() for part in spoken))
    only_quoted = len(quoted.layer.keys()) >= 2 > len(known)
    if only_quoted:
        spoken = [quoted]
    said: list[KeyText] = []
    loose: list[tuple[int, str]] = []
    for part in spoken:
        loose += [(place + len(said), address) for place, address in part.layer.loose]
        said += [KeyText(*value.text(), value.line, value.is_late) for value in part.layer.found]
    entries = quoted.entries if only_quoted else plain.entries + fenced.entries
    papers = [merged(paper) for paper in split_papers(said, loose, entries, MOST_PAPERS, keys)]
    first, *others = papers
    named_by_issue = _is_named_by_issue(keys.form)
    if own is None and named_by_issue:
        own = title
    from_issue = _name(first.fields, own or "", keys)
    unread = [line for part in spoken for line in part.layer.unread]
    unread += [line for paper in papers for line in paper.unread]
    parts = (plain, fenced, quoted)
    aside = [part for part in parts if not any(part is each for each in spoken)]
    layers = [part.layer for part in parts]
    return Submission(
        issue_title=title if own is None else own,
        fields=first.fields,
        repeated=(keys.title,) if others else first.repeated,
        quoted=only_quoted,
        too_long=len(body) > LONGEST_BODY,
        unread=tuple(unread),
        aside=tuple(part.mark + line for part in aside for line in part.layer.written),
        withheld=sum(layer.withheld for layer in layers),
        title_from_issue=from_issue and not named_by_issue,
        others=tuple(Submission("", other.fields) for other in others),
        has_keys=any(layer.is_rare and len(keys.core & layer.plain) >= 2 for layer in layers),
    )


def _is_named_by_issue(form: Description) -> bool:
    """Whether the issue's own title is where a list looks for the paper's."""
    field = form.fields.get(form.roles.title)
    return isinstance(field, TitleField) and field.from_issue_title


def _name(fields: dict[str, str], own: str, keys: Vocabulary) -> bool:
    """Take the template's words off the title, and the issue's own title where there is none.

    Return whether it was taken.
    """
    key = keys.title
    if key in fields:
        first, line_end, rest = fields[key].partition("\n")
        bare = without_prefix(first, keys.form.submission.title)
        fields[key] = fields[key] if bare is None else f"{bare}{line_end}{rest}".strip()
    if looks_like_link(own):
        fields[words.LOOSE] = f"{fields.get(words.LOOSE, '')}\n{own}".strip()
        return False
    # One word is as likely a test or a nickname: it is offered to copy, and not taken.
    is_name = len(own.split()) > 1 or (len(own) > 5 and not own.isascii())
    if not is_name or is_filler(own) or not is_filler(fields.get(key, "")):
        return False
    fields[key] = own
    return True


# Where a mail's quotation or signature begins: https://www.rfc-editor.org/rfc/rfc3676#section-4.3
_MAIL = pattern(
    r"On .{6,200}(?: wrote:|<[^<>@]{1,60}@[^<>@]{1,60}>)|.{2,80} ?写道[:：]"
    r"|-{2,9} ?(?:Original|Forwarded) Message ?-{2,9}|--",
    re.IGNORECASE,
)
_MAIL_ENDS = ":：>-"  # of such a line, lest every line of a long body is tried
_BLANK_LINES = pattern(r"\n(?: *\n){2,}")  # as many as one


@dataclass
class _Part:
    """The plain, the fenced or the quoted lines of a body, and what was read of them."""

    layer: Layer
    mark: str = ""
    lines: list[str] = field(default_factory=list)
    entries: list[bibtex.Entry] = field(default_factory=list)

    def read(self) -> _Part:
        text = "\n".join(self.lines)
        if "@" in text:
            text, self.entries = bibtex.cut_entries(text, BREAK)
        for line in unfolded(text.split("\n"), BREAK, self.layer.vocabulary):
            self.layer.feed(line)
        return self


def _scan(body: str, keys: Vocabulary) -> tuple[_Part, _Part, _Part]:
    """Sort the lines of a body into plain, fenced and quoted ones and read each layer."""
    plain, fenced = _Part(Layer(keys)), _Part(Layer(keys))
    quoted = _Part(Layer(keys), "> ")
    fence = ""
    for line in _BLANK_LINES.sub("\n\n", clean(body[:LONGEST_BODY])).split("\n"):
        text = line.lstrip()
        if (last := text.rstrip())[-1:] in _MAIL_ENDS and last and _MAIL.fullmatch(last):
            for part in (plain, fenced, quoted):
                part.lines.append(MAIL)
        if fence:
            if text.startswith(fence) and not text.strip(fence[0]).strip():
                fence = ""
            else:
                fenced.lines.append(line)
        elif text.startswith(("```", "~~~")):
            fence = text[: len(text) - len(text.lstrip(text[0]))]
            plain.lines.append(BREAK)
            fenced.lines.append(BREAK)
        elif text.startswith(">"):
            plain.lines.append(BREAK)
            quoted.lines.append(text.lstrip("> "))
        else:
            plain.lines.append(line)
    return plain.read(), fenced.read(), quoted.read()
