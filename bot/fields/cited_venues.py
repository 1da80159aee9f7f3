"""Recognise venues that a citation names in full, with proceedings, volumes and tracks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.text import fold

# Full names without the words that come and go: `_words` says which.
_NAMES = {
    "advances neural information processing systems": "NeurIPS",
    "conference neural information processing systems": "NeurIPS",
    "neural information processing systems": "NeurIPS",
    "conference learning representations": "ICLR",
    "conference machine learning": "ICML",
    "conference language modeling": "COLM",
    "conference artificial intelligence statistics": "AISTATS",
    "conference learning theory": "COLT",
    "conference uncertainty artificial intelligence": "UAI",
    "uncertainty artificial intelligence": "UAI",
    "conference lifelong learning agents": "CoLLAs",
    "meeting association computational linguistics": "ACL",
    "conference association computational linguistics": "ACL",
    "association computational linguistics": "ACL",
    "conference empirical methods natural language processing": "EMNLP",
    "empirical methods natural language processing": "EMNLP",
    "conference north american chapter association computational linguistics": "NAACL",
    "conference nations americas chapter association computational linguistics": "NAACL",
    "north american chapter association computational linguistics": "NAACL",
    "conference european chapter association computational linguistics": "EACL",
    "european chapter association computational linguistics": "EACL",
    "conference asia pacific chapter association computational linguistics": "AACL",
    "conference nations americas chapter acl": "NAACL",
    "conference north american chapter acl": "NAACL",
    "conference european chapter acl": "EACL",
    "conference asia pacific chapter acl": "AACL",
    "meeting acl": "ACL",
    "conference computational linguistics": "COLING",
    "conference computational natural language learning": "CoNLL",
    "conference language resources evaluation": "LREC",
    "language resources evaluation conference": "LREC",
    "joint conference computational linguistics language resources evaluation": "LREC-COLING",
    "transactions association computational linguistics": "TACL",
    "transactions machine learning research": "TMLR",
    "journal machine learning research": "JMLR",
    "aaai conference artificial intelligence": "AAAI",
    "joint conference artificial intelligence": "IJCAI",
    "joint conferences artificial intelligence": "IJCAI",
    "sigkdd conference knowledge discovery data mining": "KDD",
    "conference knowledge discovery data mining": "KDD",
    "web conference": "WWW",
    "world wide web conference": "WWW",
    "conference world wide web": "WWW",
    "sigir conference research development information retrieval": "SIGIR",
    "conference information knowledge management": "CIKM",
    "conference web search data mining": "WSDM",
    "conference computer vision pattern recognition": "CVPR",
    "conference computer vision": "ICCV",
    "european conference computer vision": "ECCV",
    "winter conference applications computer vision": "WACV",
    "conference robotics automation": "ICRA",
    "conference robot learning": "CoRL",
    "conference intelligent robots systems": "IROS",
    "robotics science systems": "RSS",
    "transactions pattern analysis machine intelligence": "TPAMI",
    "conference acoustics speech signal processing": "ICASSP",
    "conference speech communication association": "INTERSPEECH",
    "chi conference human factors computing systems": "CHI",
    "conference human factors computing systems": "CHI",
    "proceedings national academy sciences": "PNAS",
    "arxiv preprint": "arXiv",
    "arxiv preprints": "arXiv",
    "arxiv eprint": "arXiv",
    "arxiv e print": "arXiv",
    "arxiv e prints": "arXiv",
    "preprint arxiv": "arXiv",
    "biorxiv preprint": "bioRxiv",
    "medrxiv preprint": "medRxiv",
    "arxiv org": "arXiv",
    "computing research repository": "arXiv",
}
_SHORT = {
    "nips": "NeurIPS", "sigkdd": "KDD", "pami": "TPAMI", "corr": "arXiv", "preprint": "arXiv",
    "thewebconf": "WWW", "webconf": "WWW", "lreccoling": "LREC-COLING", "emnlpmain": "EMNLP",
    "aclmain": "ACL", "naaclhlt": "NAACL", "aclijcnlp": "ACL", "emnlpijcnlp": "EMNLP",
    "ijcnlpaacl": "AACL", "blogpost": "Blog", "预印本": "arXiv", "预印": "arXiv",
}  # fmt: skip
SPELLINGS = frozenset(("LREC-COLING", *_NAMES.values(), *_SHORT.values()))
_NAMES_FOLDED = {fold(words): name for words, name in _NAMES.items()}
_WORD = re.compile(r"[^\W_]+")
_COUNTED = re.compile(r"[0-9]{1,8}(?:st|nd|rd|th)?")


def _these(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ORDINALS = _these(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth"
    " fiftieth sixtieth seventieth eightieth ninetieth hundredth twenty thirty forty fifty sixty"
    " seventy eighty ninety hundred"
)
_PASSED_OVER = _ORDINALS | _these("of the on in and for annual international intl")
_LONGER = {
    "conf": "conference", "proc": "proceedings", "trans": "transactions", "j": "journal",
    "modelling": "modeling", "mach": "machine", "learn": "learning", "res": "research",
    "assoc": "association", "comput": "computational", "linguist": "linguistics",
    "anal": "analysis", "intell": "intelligence", "adv": "advances", "inf": "information",
    "neur": "neural", "syst": "systems", "int": "international",
}  # fmt: skip
_LEADS = _these(
    "in the of at by to for on as a an accepted published presented appeared appear appearing"
    " forthcoming paper papers poster oral spotlight main proceedings also now its from advances"
    " ieee cvf acm rsj usenix"
    # How people talk of it: "so far only on arXiv", "it will appear at ACL", "later ICLR".
    " will be been was got we have has only still so far currently now later then first"
    " available posted recently finally just publication presentation"
)
# How a paper was presented, and where in the volumes it stands.
_TAILS = sorted(
    (tuple(words.split()) for words in (
        "main conference", "main track", "technical track", "technical tracks", "main",
        "conference track", "track", "oral", "poster",
        "spotlight", "highlight", "notable", "presentation", "as an oral", "as oral", "as a poster",
        "as poster", "as a spotlight", "as an", "as a", "long papers", "long paper",
        "short papers", "short paper",
        "long", "short", "paper", "papers", "industry", "demo", "demos", "system demonstrations",
        "system demonstration",
        "demonstrations", "datasets benchmarks", "dataset benchmark", "datasets benchmark", "d b",
        "db", "human language technologies", "hlt", "volume", "vol", "no", "issue", "pp", "pages",
        "page", "n pag", "n p", "best", "award", "camera ready", "proceedings", "research",
        "position", "main proceedings", "to appear", "accepted", "published", "early access",
        "accept", "outstanding", "conference", "post", "only", "now", "currently", "so far",
        "at moment",
    )),
    key=len, reverse=True,
)  # fmt: skip


def cited_as(name: str) -> str | None:
    """Return the short name of the venue that a citation names, None for any other words.

    All the words must be the venue's own or those that say where in it the paper stands.
    """
    words = _words(name)
    for kept in _stripped(words):
        key = "".join(kept)
        if found := _NAMES_FOLDED.get(key) or _SHORT.get(key):
            return found
    return None


def stripped(name: str) -> Iterator[str]:
    """Return the words of a name, run together, with ever fewer of those that come and go."""
    return ("".join(words) for words in _stripped(_words(name)))


def _words(name: str) -> list[str]:
    words = [_LONGER.get(word, word) for word in _WORD.findall(name.casefold())]
    return [word for word in words if word not in _PASSED_OVER]


def _stripped(words: list[str]) -> Iterator[list[str]]:
    yield words
    start, end = 0, len(words)
    while start < end:
        if words[start : start + 2] in (["conference", "paper"], ["main", "conference"]):
            start += 2
        elif words[start] in _LEADS or _COUNTED.fullmatch(words[start]):
            start += 1
        elif _COUNTED.fullmatch(words[end - 1]):
            end -= 1
        else:
            break
        yield words[start:end]
    while start < end:
        tail = next((t for t in _TAILS if tuple(words[max(start, end - len(t)) : end]) == t), None)
        if tail is None and not _COUNTED.fullmatch(words[end - 1]):
            return
        end -= len(tail) if tail else 1
        yield words[start:end]
