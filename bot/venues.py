"""Bring the name of a venue to the list's spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
    "neurips": "NeurIPS",
    "arxivpreprint": "arXiv",
    "preprint": "arXiv",
    "blogpost": "Blog",
    "findingsofacl": "ACL Findings",
    "findingsoftheacl": "ACL Findings",
    "findingsacl": "ACL Findings",
    "findingsofemnlp": "EMNLP Findings",
    "findingsoftheemnlp": "EMNLP Findings",
    "findingsemnlp": "EMNLP Findings",
    "findingsofnaacl": "NAACL Findings",
    "findingsnaacl": "NAACL Findings",
    "transactionsonmachinelearningresearch": "TMLR",
    "transactionsofmachinelearningresearch": "TMLR",
    "journalofmachinelearningresearch": "JMLR",
    "internationalconferenceonlearningrepresentations": "ICLR",
    "internationalconferenceonmachinelearning": "ICML",
    "advancesinneuralinformationprocessingsystems": "NeurIPS",
}
_YEAR = re.compile(
    r"(?:\b(?:19|20)\d{2}\b|['’](\d{2})\b|(?<=[A-Za-z])[- ]?(?:20)?[12]\d\b(?!\d))", re.ASCII
)
_TRACK = re.compile(
    r"[\s(\[,;:-]{1,3}"
    r"(?:oral|poster|spotlight|main(?: conference| track)?|(?:long|short) paper)[)\]]?$",
    re.IGNORECASE,
)


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
    name = one_line(_YEAR.sub(" ", _without_track(one_line(text))))
    name = _without_track(name).strip(" ,;:.-–—()[]'’")
    known = {fold(venue): venue for venue in (*listed, *_KNOWN)}
    spelling = _ALIASES.get(fold(name)) or known.get(fold(name))
    if not name:
        return Venue("", known=False)
    return Venue(spelling or name, known=spelling is not None)


def _without_track(name: str) -> str:
    return _TRACK.sub("", name)
