"""Read the addresses of each host that is known, by the host's own rules for its pages."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs

from bot.fields.identifiers import Reference, read_acl, read_arxiv, read_doi
from bot.text import pattern

_AFTER_REPOSITORY = pattern(r"(?:\.git|\.)+$")
_OPENREVIEW = pattern(r"[A-Za-z0-9_-]{5,20}")
_PMLR = pattern(
    r"/(v[0-9]{1,4}|r[0-9]{1,3})/([a-z0-9-]{2,40})(?:\.html|\.pdf|/[a-z0-9-]{2,40}\.pdf)?/?"
)
# Volumes that are one conference's: https://proceedings.mlr.press/
_PMLR_VOLUMES = {
    volume: venue
    for venue, volumes in {
        "ICML": "28 32 37 48 70 80 97 119 139 162 202 235 267",
        "AISTATS": "9 15 22 31 33 38 51 54 84 89 108 130 151 206 238 258",
        "COLT": "19 23 30 35 40 49 65 75 99 125 134 178 195 247",
        "CoRL": "78 87 100 155 164 205 229 270",
        "UAI": "115 124 161 180 216 244",
        "CoLLAs": "199 232 274",
    }.items()
    for volume in volumes.split()
}
_AAAI = pattern(
    r"(?:/index\.php)?/([A-Za-z-]{2,20})/article/(?:view|download)/([0-9]{1,7})(?:/[0-9]{1,7})?/?"
)
_HASHED = pattern(
    r"/(?:paper_files/)?paper/([0-9]{4})/(?:hash|file)/([0-9a-f]{32})"
    r"-(Abstract|Paper|Bibtex)([A-Za-z_-]{0,40})\.(?:html|pdf)"
)
_CVF = pattern(
    r"/(content[/_](?:CVPR|ICCV|WACV|cvpr|iccv|wacv)_?[0-9]{4})/(?:html|papers)"
    r"/([A-Za-z0-9_-]{5,200})_((?:CVPR|ICCV|WACV)_[0-9]{4})_paper\.(?:html|pdf)"
)
_JMLR = pattern(
    r"/papers/v(?:olume)?([0-9]{1,3})/([0-9]{2}-[0-9]{3,4}|[a-z-]{2,30}[0-9]{2}[a-z])"
    r"(?:\.html|/[a-z0-9-]{3,40}\.pdf)?"
)
_IJCAI = pattern(r"/(?:proceedings|Proceedings)/([0-9]{4})/([0-9]{1,4})(?:\.pdf)?/?")
_IEEE = pattern(r"(?:/abstract)?/document/([0-9]{5,9})/?")
_NATURE = pattern(r"/articles/([a-z0-9-]{5,40})(?:\.pdf)?/?")
_RXIV = pattern(
    r"/content(?:/(?:biorxiv|medrxiv))?(?:/early/[0-9/]{10})?/(10\.(?:1101|64898)/[0-9.]{5,30}?)"
    r"(?:v[0-9]{1,2})?(?:\.(?:full|abstract|pdf)[A-Za-z0-9.+-]{0,30})?/?"
)
_REPOSITORY = pattern(
    r"/([A-Za-z0-9][A-Za-z0-9-]{0,38})/([A-Za-z0-9._-]{1,100})((?:/(?:tree|blob)/[A-Za-z0-9._/-]{1,200})?)(?:/.*)?"
)
_MODEL = pattern(r"/([A-Za-z0-9][A-Za-z0-9._-]{0,95})/([A-Za-z0-9._-]{1,96})(?:/.*)?")
_PAGE_PATH = pattern(r"(?:/[A-Za-z0-9._~-]{1,200}){0,20}/?")

_Reader = Callable[[str, str, str], Reference | None]


def read_page(host: str, path: str, query: str) -> Reference | None:
    """Return what an address stands for, None for hosts and pages that are not known.

    `host` is in lower case, without `www.`.
    """
    reader = _HOSTS.get(host) or _SUFFIXES.get(host.partition(".")[2])
    # Browsers resolve such a path, and arrive elsewhere.
    if reader is None or "/../" in f"{path}/" or "/./" in f"{path}/":
        return None
    return reader(host, path, query)


def page_at(host: str, path: str) -> Reference | None:
    """Return a page of a host that a list names, None where the path is none of a page."""
    if not _PAGE_PATH.fullmatch(path) or ".." in path:
        return None
    url = f"https://{host}{path or '/'}"
    return Reference(f"page:{url.rstrip('/').lower()}", url, *_PAGE_SUFFIXES["github.io"])


def _arxiv(_host: str, path: str, _query: str) -> Reference | None:
    head, _, rest = path.lstrip("/").partition("/")
    known = head in ("abs", "pdf", "html", "format", "overview", "ps", "src")
    return read_arxiv(rest if known else path.lstrip("/"))


def _huggingface(_host: str, path: str, _query: str) -> Reference | None:
    head, _, rest = path.strip("/").rstrip("./").partition("/")
    if head == "papers":
        return read_arxiv(rest)
    if head in ("datasets", "spaces"):
        kind = "Data" if head == "datasets" else "Demo"
        if not rest or not _PAGE_PATH.fullmatch(f"/{rest}"):
            return None
        url = f"https://huggingface.co/{head}/{rest}"
    elif (found := _MODEL.fullmatch(f"/{head}/{rest}")) and head.lower() not in _OF_HUGGING_FACE:
        kind = "Model"
        url = f"https://huggingface.co/{found[1]}/{found[2].rstrip('.')}"
        if url.endswith("/"):
            return None
    else:
        return None
    return Reference(f"page:{url}", url, "Hugging Face", kind)


def _openreview(_host: str, path: str, query: str) -> Reference | None:
    number = parse_qs(query).get("id", [""])[0]
    if path.strip("/") not in ("forum", "pdf", "attachment") or not _OPENREVIEW.fullmatch(number):
        return None
    url = f"https://openreview.net/forum?id={number}"
    return Reference(f"openreview:{number}", url, None, "Paper")


def _acl(_host: str, path: str, _query: str) -> Reference | None:
    return read_acl(path.removeprefix("/anthology").removeprefix("/papers"))


def _doi(_host: str, path: str, _query: str) -> Reference | None:
    return read_doi(path.lstrip("/"))


def _publisher(host: str, path: str, _query: str) -> Reference | None:
    start = path.find("/10.")
    if start < 0:
        return None
    base = "https://dl.acm.org/doi/" if host == "dl.acm.org" else "https://doi.org/"
    return read_doi(path[start + 1 :], base)


def _pmlr(_host: str, path: str, _query: str) -> Reference | None:
    if not (found := _PMLR.fullmatch(path)):
        return None
    key = f"{found[1]}/{found[2]}"
    label = _PMLR_VOLUMES.get(found[1][1:]) if found[1].startswith("v") else None
    return Reference(f"pmlr:{key}", f"https://proceedings.mlr.press/{key}.html", label, "Paper")


def _aaai(_host: str, path: str, _query: str) -> Reference | None:
    if not (found := _AAAI.fullmatch(path)):
        return None
    url = f"https://ojs.aaai.org/index.php/{found[1]}/article/view/{found[2]}"
    label = "AAAI" if found[1].lower() == "aaai" else None
    return Reference(f"aaai:{found[1].lower()}/{found[2]}", url, label, "Paper")


def _hashed(host: str, path: str, _query: str) -> Reference | None:
    if not (found := _HASHED.fullmatch(path)):
        return None
    service, label = ("iclr", "ICLR") if "iclr" in host else ("neurips", "NeurIPS")
    start = f"https://proceedings.{service}.cc/paper_files/paper"
    url = f"{start}/{found[1]}/hash/{found[2]}-Abstract{found[4]}.html"
    return Reference(f"{service}:{found[2]}", url, label, "Paper")


def _cvf(_host: str, path: str, _query: str) -> Reference | None:
    if not (found := _CVF.fullmatch(path)):
        return None
    name = f"{found[2]}_{found[3]}"
    url = f"https://openaccess.thecvf.com/{found[1]}/html/{name}_paper.html"
    return Reference(f"cvf:{name.lower()}", url, found[3][:4], "Paper")


def _jmlr(_host: str, path: str, _query: str) -> Reference | None:
    if not (found := _JMLR.fullmatch(path)):
        return None
    key = f"v{found[1]}/{found[2]}"
    return Reference(f"jmlr:{key}", f"https://jmlr.org/papers/{key}.html", "JMLR", "Paper")


def _ijcai(_host: str, path: str, _query: str) -> Reference | None:
    if not (found := _IJCAI.fullmatch(path)):
        return None
    key = f"{found[1]}/{int(found[2])}"
    return Reference(f"ijcai:{key}", f"https://www.ijcai.org/proceedings/{key}", "IJCAI", "Paper")


def _ieee(_host: str, path: str, query: str) -> Reference | None:
    found = _IEEE.fullmatch(path)
    number = found[1] if found else parse_qs(query).get("arnumber", [""])[0].lstrip("0")
    if not (number.isascii() and number.isdecimal() and 5 <= len(number) <= 9):
        return None
    url = f"https://ieeexplore.ieee.org/document/{number}"
    return Reference(f"ieee:{number}", url, None, "Paper")


def _nature(_host: str, path: str, _query: str) -> Reference | None:
    found = _NATURE.fullmatch(path)
    return read_doi(f"10.1038/{found[1]}") if found else None


def _rxiv(_host: str, path: str, _query: str) -> Reference | None:
    found = _RXIV.fullmatch(path)
    return read_doi(found[1]) if found else None


# First parts of paths that are the service's own pages, such as the one to authorise a device.
_OF_GITHUB = frozenset(
    ("about", "account", "advisories", "api", "apps", "auth", "billing", "blog", "business",
     "careers", "changelog", "cloud", "codespaces", "collections", "community", "contact",
     "contributing", "copilot", "customer-stories", "dashboard", "developer", "discussions",
     "docs", "downloads", "edu", "education", "enterprise", "enterprises", "events", "explore",
     "features", "gist", "gists", "groups", "guides", "help", "home", "images", "inbox", "issues",
     "jobs", "join", "languages", "legal", "login", "logos", "logout", "marketplace", "mobile",
     "models", "new", "news", "newsroom", "nonprofit", "notifications", "oauth", "open-source",
     "organizations", "orgs", "pages", "partners", "personal", "plans", "premium-support",
     "press", "pricing", "privacy", "projects", "pulls", "raw", "readme", "repositories",
     "resources", "search", "security", "services", "sessions", "settings", "shop", "signin",
     "signup", "site", "site-policy", "solutions", "spark", "sponsors", "stars", "startups",
     "static", "status", "stories", "support", "team", "teams", "terms", "topics", "tos",
     "training", "trending", "trust-center", "universe", "users", "watching", "why-github",
     "wiki", "-"),
)  # fmt: skip
_OF_HUGGING_FACE = frozenset(
    ("api", "blog", "changelog", "chat", "collections", "contact", "docs", "enterprise", "front",
     "huggingchat", "inference", "inference-endpoints", "join", "jobs", "languages", "learn",
     "login", "logout", "metrics", "models", "new", "new-dataset", "new-space", "notifications",
     "oauth", "organizations", "papers", "posts", "pricing", "privacy", "search", "settings",
     "shop", "spaces", "storage", "support", "tasks", "terms-of-service", "users", "welcome"),
)  # fmt: skip


def _repository(host: str, path: str, _query: str) -> Reference | None:
    if not (found := _REPOSITORY.fullmatch(path)) or ".." in path:
        return None
    name, folder = _AFTER_REPOSITORY.sub("", found[2]), found[3].rstrip("/.")
    if not name or found[1].lower() in _OF_GITHUB:
        return None
    url = f"https://{host}/{found[1]}/{name}{folder}"
    kind = "Data" if "data" in folder.lower() else "Code"
    return Reference(f"code:{url.lower()}", url, _PAGES[host][0], kind)


def _page(host: str, path: str, _query: str) -> Reference | None:
    if not _PAGE_PATH.fullmatch(path) or ".." in path:
        return None
    label, kind = _PAGES.get(host) or _PAGE_SUFFIXES[host.partition(".")[2]]
    if kind in ("Paper", "Post") and not path.strip("/"):
        return None  # the front page is no paper
    www = "www." if host == "lesswrong.com" else ""
    url = f"https://{www}{host}{path or '/'}"
    identity = f"page:{url.removesuffix('/index.html').rstrip('/').lower()}"
    return Reference(identity, url, label, kind)


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
        _arxiv,
    ),
    **dict.fromkeys(("huggingface.co", "hf.co"), _huggingface),
    "openreview.net": _openreview,
    **dict.fromkeys(("aclanthology.org", "aclweb.org", "aclanthology.info"), _acl),
    **dict.fromkeys(("doi.org", "dx.doi.org"), _doi),
    **dict.fromkeys(
        ("dl.acm.org", "link.springer.com", "onlinelibrary.wiley.com", "pnas.org", "science.org"),
        _publisher,
    ),
    "proceedings.mlr.press": _pmlr,
    "ojs.aaai.org": _aaai,
    **dict.fromkeys(
        ("papers.nips.cc", "proceedings.neurips.cc", "papers.neurips.cc", "proceedings.iclr.cc"),
        _hashed,
    ),
    "openaccess.thecvf.com": _cvf,
    "jmlr.org": _jmlr,
    "ijcai.org": _ijcai,
    "ieeexplore.ieee.org": _ieee,
    "nature.com": _nature,
    **dict.fromkeys(("biorxiv.org", "medrxiv.org"), _rxiv),
    **dict.fromkeys(("github.com", "gitlab.com"), _repository),
    **dict.fromkeys(
        ("lesswrong.com", "alignmentforum.org", "transformer-circuits.pub", "distill.pub"), _page
    ),
}
_SUFFIXES: dict[str, _Reader] = dict.fromkeys(_PAGE_SUFFIXES, _page)
