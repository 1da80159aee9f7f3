"""Read identifiers of papers, and write the address of each anew from it.

ASCII alone: a digit of another script is part of no identifier.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, unquote

from bot.text import pattern


class Reference(NamedTuple):
    """A recognised address: who it is, how it is written, and what its badge says.

    `label` is what the address itself is proof of, the venue of a paper or the place
    of code and pages; None where the address of a paper proves no venue.
    """

    identity: str
    url: str
    label: str | None
    kind: str

    @property
    def names_paper(self) -> bool:
        """Whether the address stands for the paper itself, not for its code or a page."""
        return self.kind in ("Paper", "Poster", "Post")

    @property
    def venue(self) -> str | None:
        """Return the venue that the address alone is proof of."""
        return self.label if self.names_paper else None

    @property
    def service(self) -> str:
        """Return who gives the address out: one service has one address for each paper."""
        service, _, number = self.identity.partition(":")
        if service == "page":
            return number.split("/")[2]
        return number.partition("/")[0] if service == "doi" else service

    @property
    def month(self) -> str | None:
        """Return the month that an arXiv number begins with, `2024-02`, None for all else."""
        service, _, number = self.identity.partition(":")
        if service != "arxiv":
            return None
        digits = number.rpartition("/")[2]
        return f"{19 if digits >= '91' else 20}{digits[:2]}-{digits[2:4]}"

    def badge(self, venue: str) -> str:
        """Return the left half of the badge of a paper that was published at `venue`.

        It says what the address is: a preprint server's name stands on no other address.
        """
        if self.label:
            return self.label
        if venue and venue not in PREPRINT_SERVERS:
            return venue
        service, _, number = self.identity.partition(":")
        if service == "doi":
            return _REGISTRANTS.get(number.partition("/")[0], "DOI")
        return _SERVICES.get(service, "Paper")


PREPRINT = "arXiv"
PREPRINT_SERVERS = frozenset((PREPRINT, "bioRxiv", "medRxiv"))
_SERVICES = {
    "openreview": "OpenReview", "pmlr": "PMLR", "acl": "ACL Anthology", "ieee": "IEEE Xplore",
    "aaai": "AAAI",
}  # fmt: skip
_REGISTRANTS = {
    "10.1145": "ACM", "10.1109": "IEEE", "10.1007": "Springer", "10.1016": "Elsevier",
    "10.1162": "MIT Press", "10.1038": "Nature Portfolio", "10.1126": "AAAS", "10.1002": "Wiley",
    "10.1111": "Wiley", "10.1093": "Oxford", "10.1017": "Cambridge", "10.3390": "MDPI",
    "10.1609": "AAAI", "10.2139": "SSRN",
}  # fmt: skip
# A DOI whose beginning is one venue's own.
_DOIS_OF_VENUES = {
    "10.1609/aaai.": "AAAI", "10.1162/tacl_a_": "TACL", "10.24963/ijcai.": "IJCAI",
    "10.1073/pnas.": "PNAS",
}  # fmt: skip
_ARXIV_NEW = pattern(r"([0-9]{2})(0[1-9]|1[0-2])\.([0-9]{4,5})(?:v[1-9][0-9]{0,2})?")
_ARXIV_OLD = pattern(
    r"([a-z]{1,10}(?:-[a-z]{1,10})?)(?:\.[A-Z]{2})?"
    r"/((?:9[1-9]|0[0-7])(?:0[1-9]|1[0-2])[0-9]{3})(?:v[1-9][0-9]{0,2})?"
)
# `arXiv:` again, and the class that some write before a number of the new form.
_BEFORE_NUMBER = pattern(
    r"/*(?:arxiv:)?/*(?:[a-z]{1,10}(?:[.-][A-Za-z]{1,10})?/(?=[0-9]{4}\.))?", re.I
)
_DOI = pattern(r"10\.[0-9]{4,9}/[A-Za-z0-9._;()/:<>\[\]+-]{1,200}")
# What a sentence, a folder or a file's name adds; taken off whole, so that the address written
# from what is left gives the same again.
_AFTER_DOI = pattern(r"(?:[/.,;]|\.pdf)+$")
_OPENINGS = {")": "(", "]": "["}  # of brackets that a sentence may close behind it
_VERSION_OF_RXIV = pattern(r"(10\.(?:1101|64898)/[0-9.]{5,30})v[0-9]{1,2}")
_ACL_NEW = pattern(r"([0-9]{4})\.([a-z0-9_]{1,20})-([a-z0-9]{1,20})\.[0-9]{1,4}")
_ACL_OLD = pattern(r"([A-Z])([0-9]{2})-([0-9])[0-9]{3}")
# https://aclanthology.org/info/ids/
_ACL_LETTERS = {
    "P": "ACL", "D": "EMNLP", "N": "NAACL", "E": "EACL", "K": "CoNLL", "Q": "TACL", "C": "COLING",
    "L": "LREC", "I": "IJCNLP",
}  # fmt: skip
_ACL_NAMES = {
    name.lower(): name for name in (*_ACL_LETTERS.values(), "AACL", "BlackboxNLP", "COLM")
}


def read_arxiv(text: str) -> Reference | None:
    """Return the paper of an arXiv number, with or without version, class and file's ending."""
    text = _BEFORE_NUMBER.sub("", text.removesuffix("/").removesuffix(".pdf"), count=1)
    if (found := _ARXIV_NEW.fullmatch(text)) and f"{found[1]}{found[2]}" >= "0704":
        number = f"{found[1]}{found[2]}.{found[3]}"
    elif found := _ARXIV_OLD.fullmatch(text):
        number = f"{found[1]}/{found[2]}"
    else:
        return None
    return Reference(f"arxiv:{number}", f"https://arxiv.org/abs/{number}", "arXiv", "Paper")


def read_doi(text: str, base: str = "https://doi.org/") -> Reference | None:
    """Return the paper of a DOI; arXiv's and the Anthology's are read as what they are."""
    text = _AFTER_DOI.sub("", unquote(text))
    while (opening := _OPENINGS.get(text[-1:])) and text.count(text[-1]) > text.count(opening):
        text = _AFTER_DOI.sub("", text[:-1])
    if not _DOI.fullmatch(text) or ".." in text or "/./" in f"{text}/":
        return None
    lowered = text.lower()
    if lowered.startswith("10.48550/arxiv."):
        return read_arxiv(text[len("10.48550/arxiv.") :])
    if lowered.startswith("10.18653/v1/"):
        return read_acl(text[len("10.18653/v1/") :])
    if found := _VERSION_OF_RXIV.fullmatch(text):
        text, lowered = found[1], found[1].lower()
    label = next(
        (name for start, name in _DOIS_OF_VENUES.items() if lowered.startswith(start)), None
    )
    return Reference(f"doi:{lowered}", base + quote(text, safe="/;()"), label, "Paper")


def read_acl(text: str) -> Reference | None:
    """Return the paper of a number of the ACL Anthology, old or new."""
    number = text.strip("/").removesuffix(".pdf").removesuffix(".bib")
    number = re.sub(r"v[0-9]{1,2}$", "", number)
    if found := _ACL_NEW.fullmatch(number):
        label = _venue_of_volume(found[2], found[3])
    elif found := _ACL_OLD.fullmatch(number := number.upper()):
        label = _venue_of_letter(*found.groups())
    else:
        return None
    return Reference(f"acl:{number}", f"https://aclanthology.org/{number}/", label, "Paper")


def _venue_of_volume(event: str, volume: str) -> str | None:
    """Return the venue that `emnlp-main` or `findings-acl` names."""
    if event == "findings":
        name = _ACL_NAMES.get(volume)
        return f"{name} Findings" if name in ("ACL", "EMNLP", "NAACL", "EACL", "AACL") else None
    return None if volume == "tutorials" else _ACL_NAMES.get(event)


def _venue_of_letter(letter: str, year: str, volume: str) -> str | None:
    """Return the venue of a number like `P19-1580`: first volumes are papers, others may not be.

    A second volume held short papers until 2018 at meetings whose third is for students.
    """
    short = volume == "2" and letter in "PNE" and "09" <= year <= "18"
    return _ACL_LETTERS.get(letter) if volume == "1" or short or letter in "KQ" else None
