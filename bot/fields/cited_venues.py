"""Recognise venues that a citation names in full, with proceedings, volumes and tracks."""

from __future__ import annotations

from collections.abc import Iterator

from bot.text import fold, pattern

# What the list calls a venue, and how citations name it in full, without the words that come
# and go: `_words` says which.
VENUES = {
    "arXiv": "arxiv preprint; arxiv preprints; arxiv eprint; arxiv e print; arxiv e prints; "
    "preprint arxiv; arxiv org; computing research repository; corr; preprint; 预印本; 预印",
    "bioRxiv": "biorxiv preprint",
    "medRxiv": "medrxiv preprint",
    "ACL": "meeting association computational linguistics; "
    "conference association computational linguistics; association computational linguistics; "
    "meeting acl; aclmain; aclijcnlp",
    "EMNLP": "conference empirical methods natural language processing; "
    "empirical methods natural language processing; emnlpmain; emnlpijcnlp",
    "NAACL": "conference north american chapter association computational linguistics; "
    "conference nations americas chapter association computational linguistics; "
    "north american chapter association computational linguistics; "
    "conference nations americas chapter acl; conference north american chapter acl; naaclhlt",
    "EACL": "conference european chapter association computational linguistics; "
    "european chapter association computational linguistics; conference european chapter acl",
    "AACL": "conference asia pacific chapter association computational linguistics; "
    "conference asia pacific chapter acl; ijcnlpaacl",
    "COLING": "conference computational linguistics",
    "CoNLL": "conference computational natural language learning",
    "TACL": "transactions association computational linguistics",
    "LREC": "conference language resources evaluation; language resources evaluation conference",
    "LREC-COLING": "joint conference computational linguistics language resources evaluation; "
    "lreccoling",
    "ICLR": "conference learning representations",
    "ICML": "conference machine learning",
    "NeurIPS": "advances neural information processing systems; "
    "conference neural information processing systems; neural information processing systems; nips",
    "TMLR": "transactions machine learning research",
    "JMLR": "journal machine learning research",
    "COLM": "conference language modeling",
    "AISTATS": "conference artificial intelligence statistics",
    "COLT": "conference learning theory",
    "UAI": "conference uncertainty artificial intelligence; uncertainty artificial intelligence",
    "CoLLAs": "conference lifelong learning agents",
    "AAAI": "aaai conference artificial intelligence",
    "IJCAI": "joint conference artificial intelligence; joint conferences artificial intelligence",
    "SIGIR": "sigir conference research development information retrieval",
    "KDD": "sigkdd conference knowledge discovery data mining; "
    "conference knowledge discovery data mining; sigkdd",
    "WWW": "web conference; world wide web conference; conference world wide web; thewebconf; "
    "webconf",
    "CIKM": "conference information knowledge management",
    "WSDM": "conference web search data mining",
    "CVPR": "conference computer vision pattern recognition",
    "ICCV": "conference computer vision",
    "ECCV": "european conference computer vision",
    "WACV": "winter conference applications computer vision",
    "ICRA": "conference robotics automation",
    "CoRL": "conference robot learning",
    "IROS": "conference intelligent robots systems",
    "RSS": "robotics science systems",
    "TPAMI": "transactions pattern analysis machine intelligence; pami",
    "CHI": "chi conference human factors computing systems; "
    "conference human factors computing systems",
    "ICASSP": "conference acoustics speech signal processing",
    "INTERSPEECH": "conference speech communication association",
    "PNAS": "proceedings national academy sciences",
    "Blog": "blogpost",
    **dict.fromkeys(
        ("IJCNLP", "ACL Findings", "EMNLP Findings", "NAACL Findings", "EACL Findings",
         "AACL Findings", "BlackboxNLP", "Nature", "Science", "Anthropic", "OpenAI",
         "DeepMind", "Distill", "LessWrong", "OpenReview"),
        "",
    ),
}  # fmt: skip
_CITED = {
    fold(words): name for name, cited in VENUES.items() for words in cited.split("; ") if words
}
_WORD = pattern(r"[^\W_]+")
_COUNTED = pattern(r"[0-9]{1,8}(?:st|nd|rd|th)?")


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
        if found := _CITED.get(key):
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
