"""Read the title of a paper from what people copy: a page, a tab, BibTeX, a line and its author.

Each step takes off one kind of mark; none is taken that would bring a comment to life,
and they are taken again until nothing changes, as the stored title will be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.fields.addresses import is_word_of_link, pieces, without_addresses, without_links
from bot.fields.citations import split_citation
from bot.fields.names import is_people
from bot.fields.reference import looks_like_link, parse_link, without_edges
from bot.fields.venue_names import read_venue
from bot.text import (
    HTML_BREAK,
    clean,
    fold,
    one_line,
    pattern,
    unwrapped,
    without_bullet,
    without_latex,
    without_tags,
)

_LONGEST = 1000  # characters beyond which a text is no title, whatever is taken off
_ROUNDS = 8
_MOST_LINES = 10
_LONGEST_WORD = 12  # of those that no title ends in
_SPLIT_WORD = pattern(r"\w-$")
_NUMBER = pattern(r"[\[(]((?:arXiv: ?)?[^\[\]()\s]{5,40})[\])] ?[:\-–]? ?(?=\S)", re.IGNORECASE)
_LEAD = pattern(
    r"(?:[\[(](?:pdf|paper|[a-z]{2}\.[a-z]{2})[\])] ?|paper page ?[-–—:|] |microsoft word - "
    r"|(?:paper )?title ?[:：=] ?|paper ?[:：] ?|#{1,6} |> ?"
    r"|(?:iclr|icml|neurips) (?:20[0-9]{2} )?(?:poster|oral|spotlight):? )(?=\S)",
    re.IGNORECASE,
)
# A venue with its year, in brackets at either end: `X (CVPR 2025)`.
_VENUE = r"[\[(]([A-Za-z][A-Za-z -]{1,20}['’ -]?(?:20)?[0-9]{2})[\])]"
_VENUE_FIRST = pattern(_VENUE + r":? ?(\S.*)")
_VENUE_LAST = pattern(r"(.*\S) ?" + _VENUE)
# `X, CVPR 2025` and `CVPR 2025: X`.
_PLACE_LAST = pattern(r"(.*\S)[,.] ([A-Z][A-Za-z]{2,12}[ '’-]{1,2}(?:20)?[0-9]{2})")
_PLACE_FIRST = pattern(r"([A-Z][A-Za-z]{2,12}[ '’-]{1,2}(?:20)?[0-9]{2}): (\S.*)")
_TRACK = pattern(
    r"(.*\S) [\[(]?((?<=[\[(])(?:oral|poster|spotlight|highlight))[\])]", re.IGNORECASE
)
# ICML's own tabs: `ICML 2024 X Oral`.
_SESSION = pattern(
    r"((?:ICLR|ICML|NeurIPS) 20[0-9]{2}) (\S.*) (?:Oral|Poster|Spotlight)", re.IGNORECASE
)
# What stands at an end and is no word: a footnote's mark, a link without its address, a file's end.
_MARK_LAST = pattern(
    r"(?:\[\^?[0-9]{1,3}\]|(?<=\])\[[^\[\]]{0,20}\]|(?<=[a-z])[¹²³]{1,3}|(?<=\w)\.pdf| #{1,6})$"
)
_TAIL = pattern(r"(.*\S) (\||-|–|—|·|::) (\S.*)")
# What a browser's tab says after a title, and no title ends in.
_SITES = frozenset(
    fold(name)
    for name in (
        "OpenReview", "OpenReview.net", "ACL Anthology", "arXiv", "arXiv.org", "alphaXiv", "ar5iv",
        "arXiv e-print archive", "Semantic Scholar", "Google Scholar", "Hugging Face",
        "Papers With Code", "IEEE Xplore", "IEEE Conference Publication",
        "IEEE Journals & Magazine", "ACM Digital Library", "SpringerLink", "Springer",
        "Springer Nature Link", "ScienceDirect", "ResearchGate", "Request PDF", "PDF", "dblp",
        "LessWrong", "AI Alignment Forum", "Alignment Forum", "bioRxiv", "medRxiv", "PMLR",
        "NeurIPS Proceedings", "CVF Open Access", "Papers Explained", "Connected Papers",
        "Emergent Mind", "DeepAI", "ADS", "Wiley Online Library", "MIT Press", "OUP Academic",
        "YouTube", "Microsoft Research", "Google Research", "Amazon Science", "Meta AI", "Medium",
        "Apple Machine Learning Research", "Zenodo", "Reddit", "Scholar",
        "AAAI", "Proceedings of Machine Learning Research", "GitHub", "Moonlight", "SciSpace",
    )
)  # fmt: skip
# What is left of `X (see address)`.
_LOOSE_END = pattern(
    r" ?[(\[](?:see|paper|link|pdf|arxiv|available|url|cf\.?|code)?(?: at| on| here)?:?$",
    re.IGNORECASE,
)
_BEFORE_ADDRESS = ("arxiv:", "doi:", "link:", "paper:", "pdf:", "url:")
_EMPHASIS = pattern(
    r"(?<!\w)(?:\*\*(?=\S)([^*]{1,300})(?<=\S)\*\*|\*(?=\S)([^*]{1,300})(?<=\S)\*"
    r"|__(?=\S)([^_]{1,300})(?<=\S)__|_(?=\S)([^_]{1,300})(?<=\S)_|`(?=\S)([^`]{1,300})(?<=\S)`"
    r"|~~(?=\S)([^~]{1,300})(?<=\S)~~)(?!\w)"
)
_IS_LATEX = pattern(
    r"\\[A-Za-z]{2,20} ?\{|\\[\"'`^~=.][A-Za-z{\\]|\\[&%$#_]|\\[Hcuvkdbr]\{|\{[^{}]{0,300}\}"
    r"|\$[^$]{0,80}\\[A-Za-z]{2,20}[^$]{0,80}\$"
)
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_KEEPS_ITS_STOP = pattern(
    r"(?:\.\.|\b(?:al|etc|vs|inc|jr)|\.[A-Za-z]{1,3}|\b[A-Z])\.$", re.IGNORECASE
)
_UNFINISHED = pattern(
    r"(?:[:\-–—&/]|\b(?:of|for|in|on|and|or|with|without|the|a|an|to|from|by|via|at|into"
    r"|towards?|as|is|are|than|using|through|between|under|over|beyond|its|their|your|do|does|can))$",
    re.IGNORECASE,
)
_ELSEWHERE = pattern(
    r"@|\b(?:university|universit[äé]t?|institute|laboratory|department|school of|college"
    r"|inc\.)|^(?:authors?|abstract|keywords?|accepted|published|under review)\b",
    re.IGNORECASE,
)


@dataclass
class Copied:
    """A title as it is stored, blank for none, and what stood with it.

    `left` are lines that are no part of it, `site` is what a browser's tab added.
    """

    text: str
    addresses: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    site: str = ""


def read_copied(raw: str) -> Copied:
    """Read the value of a title: the lines that are its own, without their mark-up."""
    lines = [line for line in map(one_line, raw.split("\n")) if line]
    title = Copied(lines[0] if lines else "")
    for place, line in enumerate(lines[1:], start=1):
        if len(title.text) > _LONGEST:
            return Copied(one_line(raw))
        if not _goes_on(title.text, line):
            _leave(title, lines[place:])
            break
        joint = "" if _SPLIT_WORD.search(title.text[-2:]) else " "
        title.text = f"{title.text}{joint}{line}"
    title.text, around = split_citation(title.text)
    _leave(title, around)
    for _ in range(_ROUNDS):
        before = title.text
        _unmark(title)
        if title.text == before:
            break
    if is_word_of_link(title.text):
        title.text = ""
    return title


def _leave(title: Copied, lines: list[str]) -> None:
    """Keep the lines below a title that are none of it: their addresses, and their words."""
    # One line apart is looked at by itself, a text of many as one.
    for line in [*lines[:_MOST_LINES], " ".join(lines[_MOST_LINES:])]:
        rest, addresses = without_addresses(line)
        title.addresses += addresses
        if any(map(str.isalpha, rest)) and not (addresses and is_word_of_link(rest)):
            title.left.append(rest)


def _goes_on(title: str, line: str) -> bool:
    """Whether a line goes on with the title above it, as where a long one was wrapped."""
    rest, addresses = without_addresses(line)
    if addresses and (not rest or is_word_of_link(rest)):
        return False
    if _UNFINISHED.search(title[-_LONGEST_WORD:]):
        return not _ELSEWHERE.search(line)
    if line[:1].islower():
        return not (_ELSEWHERE.search(line) or is_people(line))
    is_sentence = len(line) > 200 or (line.endswith(".") and len(line.split()) > 12)
    return not (
        is_sentence or _ELSEWHERE.search(line) or is_people(line) or read_venue(line, ()).known
    )


def _unmark(title: Copied) -> None:
    title.text = HTML_BREAK.sub(" ", title.text[:_LONGEST]) + title.text[_LONGEST:]
    title.text = _take_links(title)
    if len(title.text) > _LONGEST:
        return
    title.text = _take_tab(title)
    for step in _STEPS:
        title.text = _safely(step, title.text)


def _take_links(title: Copied) -> str:
    text, addresses = without_links(title.text)
    words = text.split()
    words[-1:] = [piece for word in words[-1:] for piece in pieces(word)]
    while len(words) > 1 and looks_like_link(bare := without_edges(words[-1])):
        addresses.append(bare)
        words.pop()
        if len(words) > 1 and words[-1].lower() in _BEFORE_ADDRESS:
            words.pop()
        words[-1:] = pieces(words[-1])
    while len(words) > 1 and _leads(bare := without_edges(words[0]).rstrip(":")):
        addresses.append(bare)
        words.pop(0)
    title.addresses += addresses
    if addresses:
        text = " ".join(words).lstrip("-–—:| ")
        text = _LOOSE_END.sub("", re.sub(r"\[\s*\]|\(\s*\)", "", text))
    return _safely(str, text)


def _leads(word: str) -> bool:
    """Whether a word before a title is an address: no number that a title may begin with."""
    reference = parse_link(word) if looks_like_link(word) else None
    return "://" in word if reference is None else bool(reference.month) or "://" in word


def _take_tab(title: Copied) -> str:
    """Drop what a browser's tab writes around a title; a number there is the paper's link."""
    text = _MARK_LAST.sub("", without_bullet(title.text))
    if found := _NUMBER.match(text):
        reference = parse_link(found[1])
        if reference and reference.month:
            title.addresses.append(found[1])
            text = text[found.end() :]
    if found := _LEAD.match(text):
        text = text[found.end() :]
    while found := _TAIL.fullmatch(text):
        bar = found[2] == "|"
        site = found[3]
        is_venue = bar and (site.startswith("Proceedings of ") or read_venue(site, ()).known)
        if not (is_venue or fold(site) in _SITES):
            break
        text, title.site = found[1], site
    return _without_venue(title, text)


def _without_venue(title: Copied, text: str) -> str:
    """Drop a known venue and its year in brackets before or after a title."""
    for place, own, venue in _PLACES:
        found = place.fullmatch(text)
        if found and (place is _TRACK or read_venue(found[venue], ()).known):
            title.site = found[venue]
            return found[own]
    return text


def _safely(step: Callable[[str], str], text: str) -> str:
    """Take one step and clean what comes of it; no step that makes a comment is taken."""
    changed = step(text)
    return one_line(clean(text if "<!--" in changed else changed))


def _plain_latex(text: str) -> str:
    is_whole = text.count("{") == text.count("}")
    return without_latex(text) if is_whole and _IS_LATEX.search(text) else text


def _without_stop(text: str) -> str:
    """Drop a comma, a semicolon or a full stop at the end, but none of an abbreviation."""
    bare = text.rstrip(" ,;，；†‡")
    if bare.endswith("。") or (bare.endswith(".") and not _KEEPS_ITS_STOP.search(bare)):
        bare = bare[:-1].rstrip()
    return bare


def _plain_quotes(text: str) -> str:
    """Write LaTeX's quotation marks as the signs that they are."""
    is_pair = "``" in text and "''" in text
    return text.replace("``", "“").replace("''", "”") if is_pair else text


# Where a venue stands beside a title, with the groups of the title and of the venue.
_PLACES = (
    (_VENUE_FIRST, 2, 1),
    (_VENUE_LAST, 1, 2),
    (_PLACE_FIRST, 2, 1),
    (_PLACE_LAST, 1, 2),
    (_TRACK, 1, 2),
    (_SESSION, 2, 1),
)
_STEPS: tuple[Callable[[str], str], ...] = (
    lambda text: without_tags(text) if "&" in text or "<" in text else text,
    _plain_latex,
    _plain_quotes,
    lambda text: _EMPHASIS.sub(lambda found: next(filter(None, found.groups())), text),
    unwrapped,
    lambda text: text.translate(_LIGATURES),
    _without_stop,
)
