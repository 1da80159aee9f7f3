"""Read a pasted address or identifier into an identity, and write the address anew from it.

What is listed is never the pasted text: `https://arxiv.org/pdf/2402.02872v1.pdf`
and `arXiv:2402.02872` are one identity, `arxiv:2402.02872`, with one address.
Duplicates go by this identity. No address is ever fetched here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit


class Reference(NamedTuple):
    """A recognised address: who it is, how it is written, and what its badge says.

    `label` is None where the badge shows the paper's venue.
    """

    identity: str
    url: str
    label: str | None
    kind: str

    @property
    def names_paper(self) -> bool:
        """Tell whether the address stands for the paper itself, not for its code or a page."""
        return self.kind in ("Paper", "Poster", "Post")

    @property
    def venue(self) -> str | None:
        """Give the venue that the address alone is proof of."""
        if not self.names_paper:
            return None
        service, _, number = self.identity.partition(":")
        if service == "acl":
            return _ACL_LETTERS.get(number[0]) or _ACL_NAMES.get(number[5:].partition("-")[0])
        return "AAAI" if service == "aaai" and number.startswith("aaai/") else self.label


_ARXIV_NEW = re.compile(r"(\d{2})(0[1-9]|1[0-2])\.(\d{4,5})(?:v[1-9]\d{0,2})?")
_ARXIV_OLD = re.compile(
    r"([a-z]{1,10}(?:-[a-z]{1,10})?)(?:\.[A-Z]{2})?/((?:9[1-9]|0[0-7])(?:0[1-9]|1[0-2])\d{3})(?:v[1-9]\d{0,2})?"
)
_DOI = re.compile(r"10\.\d{4,9}/[A-Za-z0-9._;()/:<>\[\]+-]{1,200}")
# What a sentence, a folder or a file's name adds; taken off whole, so that the address written
# from what is left gives the same again.
_AFTER_DOI = re.compile(r"(?:[/.,;]|\.pdf)+$")
_AFTER_REPOSITORY = re.compile(r"(?:\.git|\.)+$")
_ACL_NEW = re.compile(r"\d{4}\.[a-z0-9_]{1,20}-[a-z0-9]{1,20}\.\d{1,4}")
_ACL_OLD = re.compile(r"[A-Z]\d{2}-\d{4}")
# https://aclanthology.org/info/ids/
_ACL_LETTERS = {
    "P": "ACL", "D": "EMNLP", "N": "NAACL", "E": "EACL", "K": "CoNLL", "Q": "TACL", "C": "COLING"
}  # fmt: skip
_ACL_NAMES = {name.lower(): name for name in (*_ACL_LETTERS.values(), "AACL", "BlackboxNLP")}
_OPENREVIEW = re.compile(r"[A-Za-z0-9_-]{5,20}")
_PMLR = re.compile(
    r"/(v\d{1,4}|r\d{1,3})/([a-z0-9-]{2,40})(?:\.html|\.pdf|/[a-z0-9-]{2,40}\.pdf)?/?"
)
_AAAI = re.compile(
    r"(?:/index\.php)?/([A-Za-z-]{2,20})/article/(?:view|download)/(\d{1,7})(?:/\d{1,7})?/?"
)
_NEURIPS = re.compile(
    r"/(?:paper_files/)?paper/(\d{4})/(?:hash|file)/([0-9a-f]{32})-(Abstract|Paper|Bibtex)([A-Za-z_-]{0,40})\.(?:html|pdf)"
)
_REPOSITORY = re.compile(
    r"/([A-Za-z0-9][A-Za-z0-9-]{0,38})/([A-Za-z0-9._-]{1,100})((?:/(?:tree|blob)/[A-Za-z0-9._/-]{1,200})?)(?:/.*)?"
)
_IN_ADDRESS = re.compile(r"[!#-&(-\[\]-~]+")  # ASCII but quotation marks and backslash
_HOST = re.compile(
    r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?){1,8}"
)
_PAGE_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]{1,200}){0,20}/?")


def parse_link(text: str) -> Reference | None:
    """Give the reference that an address or identifier stands for, None where it is not known.

    Takes what people paste: addresses with or without scheme, `arXiv:` and `doi:`
    identifiers, a bare arXiv number or DOI.
    """
    text = text.strip().strip("<>").rstrip(".,;")
    if not 5 < len(text) <= 500 or not ("." in text or ":" in text):
        return None
    return _from_identifier(text) or _from_address(text)


def looks_like_link(text: str) -> bool:
    """Tell whether one blank-free word was meant as an address or identifier."""
    lowered = text.lower()
    return (
        "://" in lowered
        or lowered.startswith(("www.", "arxiv:", "doi:", "//"))
        or parse_link(text) is not None
    )


def _from_identifier(text: str) -> Reference | None:
    scheme, colon, rest = text.partition(":")
    if colon and scheme.lower() == "arxiv":
        return _arxiv(rest.strip())
    if colon and scheme.lower() == "doi":
        return _doi(rest.strip())
    if _ARXIV_NEW.fullmatch(text):
        return _arxiv(text)
    return _doi(text) if text.startswith("10.") else None


def _from_address(text: str) -> Reference | None:
    if not _IN_ADDRESS.fullmatch(text):
        return None
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
        host = _host(parts)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    reader = _HOSTS.get(host) or _SUFFIXES.get(host.partition(".")[2])
    path = parts.path.rstrip(".,;")  # as at the end of the address itself
    return reader(host, path, parts.query) if reader else None


def _host(parts: SplitResult) -> str:
    """Give the host of an address, blank for none or one with a user or a port.

    Raises ValueError for what is no port.
    """
    host = parts.netloc.lower().removeprefix("www.")
    if host in _HOSTS:
        return host  # as of most links: nothing is left to be looked at
    host = (parts.hostname or "").removeprefix("www.")
    if parts.port is not None or parts.username is not None or not _HOST.fullmatch(host):
        return ""
    return host


def _arxiv(text: str) -> Reference | None:
    text = text.removesuffix("/").removesuffix(".pdf")
    if (found := _ARXIV_NEW.fullmatch(text)) and f"{found[1]}{found[2]}" >= "0704":
        number = f"{found[1]}{found[2]}.{found[3]}"
    elif found := _ARXIV_OLD.fullmatch(text):
        number = f"{found[1]}/{found[2]}"
    else:
        return None
    return Reference(f"arxiv:{number}", f"https://arxiv.org/abs/{number}", "arXiv", "Paper")


def _doi(text: str, base: str = "https://doi.org/") -> Reference | None:
    text = _AFTER_DOI.sub("", unquote(text))
    if not _DOI.fullmatch(text) or ".." in text:
        return None
    lowered = text.lower()
    if lowered.startswith("10.48550/arxiv."):
        return _arxiv(text[len("10.48550/arxiv.") :])
    if lowered.startswith("10.18653/v1/"):
        return _acl(text[len("10.18653/v1/") :])
    return Reference(f"doi:{lowered}", base + quote(text, safe="/;()"), None, "Paper")


def _acl(text: str) -> Reference | None:
    number = text.strip("/").removesuffix(".pdf").removesuffix(".bib")
    number = re.sub(r"v\d{1,2}$", "", number)
    if not (_ACL_NEW.fullmatch(number) or _ACL_OLD.fullmatch(number.upper())):
        return None
    number = number.upper() if _ACL_OLD.fullmatch(number.upper()) else number
    return Reference(f"acl:{number}", f"https://aclanthology.org/{number}/", None, "Paper")


_Reader = Callable[[str, str, str], Reference | None]


def _read_arxiv(_host: str, path: str, _query: str) -> Reference | None:
    head, _, rest = path.lstrip("/").partition("/")
    return _arxiv(
        rest
        if head in ("abs", "pdf", "html", "format", "overview", "ps", "src")
        else path.lstrip("/")
    )


def _read_huggingface(_host: str, path: str, _query: str) -> Reference | None:
    head, _, rest = path.strip("/").rstrip("./").partition("/")
    if head == "papers":
        return _arxiv(rest)
    if head in ("datasets", "spaces") and _PAGE_PATH.fullmatch(f"/{rest}") and rest:
        kind = "Data" if head == "datasets" else "Demo"
        url = f"https://huggingface.co/{head}/{rest}"
        return Reference(f"page:{url}", url, "Hugging Face", kind)
    return None


def _read_openreview(_host: str, path: str, query: str) -> Reference | None:
    number = parse_qs(query).get("id", [""])[0]
    if path.strip("/") not in ("forum", "pdf", "attachment") or not _OPENREVIEW.fullmatch(number):
        return None
    return Reference(
        f"openreview:{number}", f"https://openreview.net/forum?id={number}", None, "Paper"
    )


def _read_acl(_host: str, path: str, _query: str) -> Reference | None:
    return _acl(path.removeprefix("/anthology").removeprefix("/papers"))


def _read_doi(_host: str, path: str, _query: str) -> Reference | None:
    return _doi(path.lstrip("/"))


def _read_publisher(host: str, path: str, _query: str) -> Reference | None:
    start = path.find("/10.")
    if start < 0:
        return None
    base = "https://dl.acm.org/doi/" if host == "dl.acm.org" else "https://doi.org/"
    return _doi(path[start + 1 :], base)


def _read_pmlr(_host: str, path: str, _query: str) -> Reference | None:
    if not (found := _PMLR.fullmatch(path)):
        return None
    key = f"{found[1]}/{found[2]}"
    return Reference(f"pmlr:{key}", f"https://proceedings.mlr.press/{key}.html", None, "Paper")


def _read_aaai(_host: str, path: str, _query: str) -> Reference | None:
    if not (found := _AAAI.fullmatch(path)):
        return None
    url = f"https://ojs.aaai.org/index.php/{found[1]}/article/view/{found[2]}"
    return Reference(f"aaai:{found[1].lower()}/{found[2]}", url, None, "Paper")


def _read_neurips(_host: str, path: str, _query: str) -> Reference | None:
    if not (found := _NEURIPS.fullmatch(path)):
        return None
    url = (
        f"https://proceedings.neurips.cc/paper_files/paper/{found[1]}"
        f"/hash/{found[2]}-Abstract{found[4]}.html"
    )
    return Reference(f"neurips:{found[2]}", url, "NeurIPS", "Paper")


# First parts of paths that are the service's own pages, such as the one to authorise a device.
_PAGES_OF_SERVICE = frozenset(
    ("about", "account", "apps", "collections", "customer-stories", "dashboard", "enterprise",
     "events", "explore", "features", "gist", "groups", "help", "issues", "join", "login", "logout",
     "marketplace", "new", "notifications", "oauth", "organizations", "orgs", "pricing", "pulls",
     "search", "security", "sessions", "settings", "signup", "site", "sponsors", "stars", "topics",
     "trending", "users", "-")
)  # fmt: skip


def _read_repository(host: str, path: str, _query: str) -> Reference | None:
    if not (found := _REPOSITORY.fullmatch(path)) or ".." in path:
        return None
    name, folder = _AFTER_REPOSITORY.sub("", found[2]), found[3].rstrip("/.")
    if not name or found[1].lower() in _PAGES_OF_SERVICE:
        return None
    url = f"https://{host}/{found[1]}/{name}{folder}"
    kind = "Data" if "data" in folder.lower() else "Code"
    return Reference(f"code:{url.lower()}", url, _PAGES[host][0], kind)


def _read_page(host: str, path: str, _query: str) -> Reference | None:
    if not _PAGE_PATH.fullmatch(path) or ".." in path:
        return None
    label, kind = _PAGES.get(host) or _PAGE_SUFFIXES[host.partition(".")[2]]
    if kind in ("Paper", "Post") and not path.strip("/"):
        return None  # the front page is no paper
    www = "www." if host == "lesswrong.com" else ""
    url = f"https://{www}{host}{path or '/'}"
    return Reference(
        f"page:{url.removesuffix('/index.html').rstrip('/').lower()}", url, label, kind
    )


# host -> label and kind of the badge, for hosts whose addresses are kept as they are.
_PAGES: dict[str, tuple[str | None, str]] = {
    "github.com": ("GitHub", "Code"),
    "gitlab.com": ("GitLab", "Code"),
    "lesswrong.com": ("Blog", "Post"),
    "alignmentforum.org": ("Blog", "Post"),
    "transformer-circuits.pub": ("Anthropic", "Paper"),
    "distill.pub": ("Distill", "Paper"),
}
_PAGE_SUFFIXES: dict[str, tuple[str | None, str]] = {
    "github.io": ("Project", "Page"),
    "gitlab.io": ("Project", "Page"),
    "streamlit.app": ("Demo", "View"),
}
_HOSTS: dict[str, _Reader] = {
    **dict.fromkeys(
        ("arxiv.org", "export.arxiv.org", "alphaxiv.org", "ar5iv.org", "ar5iv.labs.arxiv.org"),
        _read_arxiv,
    ),
    **dict.fromkeys(("huggingface.co", "hf.co"), _read_huggingface),
    "openreview.net": _read_openreview,
    **dict.fromkeys(("aclanthology.org", "aclweb.org", "aclanthology.info"), _read_acl),
    **dict.fromkeys(("doi.org", "dx.doi.org"), _read_doi),
    **dict.fromkeys(
        ("dl.acm.org", "link.springer.com", "onlinelibrary.wiley.com", "pnas.org", "science.org"),
        _read_publisher,
    ),
    "proceedings.mlr.press": _read_pmlr,
    "ojs.aaai.org": _read_aaai,
    **dict.fromkeys(
        ("papers.nips.cc", "proceedings.neurips.cc", "papers.neurips.cc"), _read_neurips
    ),
    **dict.fromkeys(("github.com", "gitlab.com"), _read_repository),
    **dict.fromkeys(
        ("lesswrong.com", "alignmentforum.org", "transformer-circuits.pub", "distill.pub"),
        _read_page,
    ),
}
_SUFFIXES: dict[str, _Reader] = dict.fromkeys(_PAGE_SUFFIXES, _read_page)
