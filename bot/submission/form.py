"""Read the body of an issue into a Submission: one parser, one pass, linear time.

Takes the plain template, the same in bold, as list items, headings, a table or JSON,
the issue form's output, and BibTeX. Lines in a code fence and in a quotation are
collected apart, and the layer that holds the most keys speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.config import LABEL
from bot.fields import TITLE_PREFIX, has_prefix, is_filler, looks_like_link, without_prefix
from bot.submission import bibtex, corrections
from bot.submission.keys import SUMMARY_KEYS
from bot.submission.lines import BREAK, MAIL, Layer
from bot.submission.model import Submission
from bot.submission.unfolding import unfolded
from bot.submission.values import KeyText, merged, split_papers
from bot.text import clean, one_line

LONGEST_BODY = 65_536  # characters that GitHub takes in an issue
MOST_PAPERS = 4  # of one issue, for each of which a text to copy is written

_CORE_KEYS = frozenset({"title", "heads", "published", "venue", "date", "summary", *SUMMARY_KEYS})


def is_named(title: str, body: str, labels: frozenset[str]) -> bool:
    """Whether label, title or form make an issue a submission, whatever else it says."""
    return LABEL in labels or has_prefix(title) or corrections.is_correction(title, body)


def parse(title: str, body: str) -> Submission:
    """Return what an issue's title and body say, field by field, as written."""
    if form := corrections.read_form(title, body):
        return form
    if (named := corrections.without_prefix(title)) is not None:
        given = parse(f"{TITLE_PREFIX}: {named}", body)
        fields = given.fields if given.fields.get("title") else {**given.fields, "title": named}
        return given._replace(fields=fields, corrects=True)
    plain, fenced, quoted = _scan(body)
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
    papers = [merged(paper) for paper in split_papers(said, loose, entries, MOST_PAPERS)]
    first, *others = papers
    own = without_prefix(title)
    from_issue = _name(first.fields, own or "")
    unread = [line for part in spoken for line in part.layer.unread]
    unread += [line for paper in papers for line in paper.unread]
    parts = (plain, fenced, quoted)
    aside = [part for part in parts if not any(part is each for each in spoken)]
    layers = [part.layer for part in parts]
    return Submission(
        issue_title=one_line(clean(title)) if own is None else own,
        fields=first.fields,
        repeated=("title",) if others else first.repeated,
        quoted=only_quoted,
        too_long=len(body) > LONGEST_BODY,
        unread=tuple(unread),
        aside=tuple(part.mark + line for part in aside for line in part.layer.written),
        withheld=sum(layer.withheld for layer in layers),
        title_from_issue=from_issue,
        others=tuple(Submission("", other.fields) for other in others),
        has_keys=any(layer.is_ours and len(_CORE_KEYS & layer.plain) >= 2 for layer in layers),
    )


def _name(fields: dict[str, str], own: str) -> bool:
    """Take the template's words off the title, and the issue's own title where there is none.

    Return whether it was taken.
    """
    if "title" in fields:
        first, line_end, rest = fields["title"].partition("\n")
        bare = without_prefix(first)
        fields["title"] = fields["title"] if bare is None else f"{bare}{line_end}{rest}".strip()
    if looks_like_link(own):
        fields["loose"] = f"{fields.get('loose', '')}\n{own}".strip()
        return False
    # One word is as likely a test or a nickname: it is offered to copy, and not taken.
    is_name = len(own.split()) > 1 or (len(own) > 5 and not own.isascii())
    if not is_name or is_filler(own) or not is_filler(fields.get("title", "")):
        return False
    fields["title"] = own
    return True


# Where a mail's quotation or signature begins: https://www.rfc-editor.org/rfc/rfc3676#section-4.3
_MAIL = re.compile(
    r"On .{6,200}(?: wrote:|<[^<>@]{1,60}@[^<>@]{1,60}>)|.{2,80} ?写道[:：]"
    r"|-{2,9} ?(?:Original|Forwarded) Message ?-{2,9}|--",
    re.IGNORECASE,
)
_BLANK_LINES = re.compile(r"\n(?: *\n){2,}")  # as many as one


@dataclass
class _Part:
    """The plain, the fenced or the quoted lines of a body, and what was read of them."""

    lines: list[str]
    mark: str = ""
    layer: Layer = field(default_factory=Layer)
    entries: list[bibtex.Entry] = field(default_factory=list)

    def read(self) -> _Part:
        text = "\n".join(self.lines)
        if "@" in text:
            text, self.entries = bibtex.cut_entries(text, BREAK)
        for line in unfolded(text.split("\n"), BREAK):
            self.layer.feed(line)
        return self


def _scan(body: str) -> tuple[_Part, _Part, _Part]:
    """Sort the lines of a body into plain, fenced and quoted ones and read each layer."""
    plain, fenced, quoted = _Part([]), _Part([]), _Part([], "> ")
    fence = ""
    for line in _BLANK_LINES.sub("\n\n", clean(body[:LONGEST_BODY])).split("\n"):
        text = line.lstrip()
        if text and _MAIL.fullmatch(text.rstrip()):
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
