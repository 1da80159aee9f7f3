"""Bring the name of a venue to the list's spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.text import fold, one_line

_KNOWN = (
    "arXiv", "bioRxiv", "ACL", "EMNLP", "NAACL", "EACL", "AACL", "COLING", "CoNLL", "TACL", "LREC",
    "ACL Findings", "EMNLP Findings", "NAACL Findings", "EACL Findings", "BlackboxNLP",
    "ICLR", "ICML", "NeurIPS", "TMLR", "JMLR", "COLM", "AISTATS", "COLT", "UAI", "CoLLAs",
    "AAAI", "IJCAI", "SIGIR", "KDD", "WWW", "CIKM", "WSDM", "CVPR", "ICCV", "ECCV", "ICASSP",
    "INTERSPEECH", "Nature", "Science", "PNAS", "Anthropic", "OpenAI", "DeepMind", "Distill",
    "Blog", "LessWrong", "OpenReview",
)  # fmt: skip
_ALIASES = {
    "nips": "NeurIPS",
    "arxivpreprint": "arXiv",
    "preprint": "arXiv",
    "blogpost": "Blog",
    "associationforcomputationallinguistics": "ACL",
    "annualmeetingoftheassociationforcomputationallinguistics": "ACL",
    "empiricalmethodsinnaturallanguageprocessing": "EMNLP",
    "conferenceonempiricalmethodsinnaturallanguageprocessing": "EMNLP",
    "transactionsoftheassociationforcomputationallinguistics": "TACL",
    "transactionsonmachinelearningresearch": "TMLR",
    "transactionsofmachinelearningresearch": "TMLR",
    "journalofmachinelearningresearch": "JMLR",
    "internationalconferenceonlearningrepresentations": "ICLR",
    "internationalconferenceonmachinelearning": "ICML",
    "conferenceonlanguagemodeling": "COLM",
    "conferenceonneuralinformationprocessingsystems": "NeurIPS",
    "neuralinformationprocessingsystems": "NeurIPS",
    "advancesinneuralinformationprocessingsystems": "NeurIPS",
    "aaaiconferenceonartificialintelligence": "AAAI",
}
_YEAR = re.compile(
    r"(?:\b(?:19|20)\d{2}\b|['’](\d{2})\b|(?<=[A-Za-z])[- ]?(?:20)?[12]\d\b(?!\d))", re.ASCII
)
_TRACK = re.compile(
    r"[\s(\[,;:-]{1,3}"
    r"(?:oral|poster|spotlight|main(?: conference| track)?|(?:long|short) paper)[)\]]?$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:(?:published|presented|accepted|appeared|to appear) (?:at|by|in|to) )?"
    r"(?:in )?(?:(?:proceedings|proc\.?) of )?(?:the )?(?:\d{1,2}(?:st|nd|rd|th) )?",
    re.IGNORECASE,
)
_NOT_THERE = ("workshop", "review", "submit")  # such a text names a venue the paper is not in
_FINDINGS = ("EMNLP", "NAACL", "EACL", "AACL", "ACL")  # a name before those it holds


@dataclass(frozen=True)
class Venue:
    """A venue's name as it is stored, and whether the list or the bot knows it."""

    name: str
    known: bool


def read_venue(text: str, listed: Iterable[str]) -> Venue:
    """Give the venue a text names: year and track dropped, the known spelling taken.

    `listed` are the venues of the list; their spelling is known too. A name that
    is left empty once the year is dropped gives an empty name.
    """
    name = one_line(_YEAR.sub(" ", _TRACK.sub("", one_line(text))))
    name = _without_loose_brackets(_TRACK.sub("", name).strip(" ,;:.-–—'’"))
    known = {fold(venue): venue for venue in (*listed, *_KNOWN)}
    for candidate in _candidates(name):
        key = fold(candidate)
        if spelling := known.get(key) or _ALIASES.get(key) or _findings(key):
            return Venue(spelling, known=True)
    return Venue(name, known=False)


def _without_loose_brackets(name: str) -> str:
    """Drop brackets that lost their partner, and those that hold nothing or everything."""
    name = one_line(re.sub(r"\( ?\)|\[ ?\]", " ", name)).replace(" )", ")").replace(" ]", "]")
    for opening, closing in ("()", "[]"):
        if name.count(opening) != name.count(closing) or name.find(opening) == 0:
            name = one_line(name.strip(f" {opening}{closing}"))
    return name.strip(" ,;:.-–—")


def _candidates(name: str) -> Iterator[str]:
    """Give a name, then what is left of it without its lead, then its abbreviation in brackets."""
    yield name
    bare = _LEAD.sub("", name, count=1)
    yield bare
    before, bracket, rest = bare.partition("(")
    if bracket:
        yield before
        if not any(word in before.casefold() for word in _NOT_THERE):
            yield rest.partition(")")[0]


def _findings(key: str) -> str | None:
    """Give the Findings that a folded name stands for, however its words are ordered."""
    if "findings" not in key:
        return None
    rest = key.replace("findings", "").replace("associationforcomputationallinguistics", "acl")
    words = rest.replace("ofthe", "").replace("of", "")
    name = next((name for name in _FINDINGS if name.lower() in words), None)
    return f"{name} Findings" if name and words in (name.lower(), f"acl{name.lower()}") else None
