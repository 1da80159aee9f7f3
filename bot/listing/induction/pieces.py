"""How a part of an entry is written in a template, and what of its habits a field says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.fields import parse_link
from bot.listing.induction.atom import TEXT, URL
from bot.listing.induction.merging import escaped
from bot.listing.induction.slots import Slot
from bot.listing.template.link_words import kind_of_word
from bot.listing.template.spellings import path_of
from bot.text import pattern

SURE = 0.9  # the share of values of a kind from where a field is surely of it
_STOPPED = 0.6  # of values, from where a full stop is the list's way
_OFTEN = 0.1
_SAME = 0.98  # of the words for links, from where it is always the same
_WORD = pattern(r"[a-z][a-z0-9]*")
_NO_KIND = pattern(r"\s*\b(?:badge|logo|icon|link)s?\b\s*", re.IGNORECASE)
_IDENTIFIER = pattern(r"-[0-9][^-.?)\s]*(?=-)")
_OPENED, _CLOSED = "\ue004", "\ue005"  # the braces of a gap in a shape
_BAR = "\ue003"  # a bar in a shape
_MENTIONED = ("arxiv", "doi", "openreview", "github")


def slug(label: str) -> str:
    """Return a field's name for a label, blank where it has no letters of such a name."""
    return "_".join(_WORD.findall(label.casefold().replace("'", "")))[:30]


def plain(said: str) -> str:
    """Return the word for a link as people say it: without what says that it is a badge."""
    bare = said.replace("_", " ").replace("%20", " ").strip()
    return _NO_KIND.sub(" ", bare).strip() or bare


def written(slot: Slot, name: str) -> str:
    """Return how a field for a text is written."""
    return filled(usual_shape(slot), name, "")


def usual_shape(slot: Slot) -> str:
    """Return how a text is written: with the commonest marks, if a fair number has some."""
    marked = Counter({shape: count for shape, count in slot.shapes.items() if shape != TEXT})
    (shape, count) = marked.most_common(1)[0] if marked else (TEXT, 0)
    return shape if count * 4 >= sum(slot.shapes.values()) else slot.shape


def filled(shape: str, text: str, url: str) -> str:
    """Return how a part is written, with the gaps for its text and its address."""
    text, url = f"{{{text}}}", f"{{{url}}}"
    made = escaped(shape).replace(TEXT, text).replace(URL, url)
    return made.replace(_OPENED, "{").replace(_CLOSED, "}")


def item(shape: str, text: str, url: str) -> str:
    """Return how one of several is written."""
    return filled(shape.replace("|", _BAR), text, url).replace(_BAR, "\\|")


def barred(words: str) -> str:
    """Return words that stand between two of several."""
    return escaped(words).replace("|", "\\|").replace("\n", "\\n")


def stop(slot: Slot) -> dict[str, object]:
    """Return the full stop that stands at the end of nearly all texts, as a key of their field."""
    stopped = sum(text.endswith(".") and not text.endswith("al.") for text in slot.texts)
    return {"ends-with": "."} if stopped >= _STOPPED * len(slot.texts) else {}


def cited(slot: Slot) -> dict[str, object]:
    """Return how many names there are at most, where nearly all lines leave some out."""
    others = sum(text.rstrip(". ").endswith("et al") for text in slot.texts)
    if others * 2 < len(slot.texts):
        return {}
    keys: dict[str, object] = {"most": "2"}
    initials = sum(bool(re.match(r"[A-Z]\. ", text)) for text in slot.texts)
    return {**keys, "style": "initials"} if initials * 2 > len(slot.texts) else keys


def is_one_word(words: Counter[str], slot: Slot) -> bool:
    """Whether each entry has one link, and always by the same word."""
    return slot.several == 0 and words.most_common(1)[0][1] >= _SAME * len(slot.texts)


def kinds_of(words: Counter[str]) -> dict[str, Counter[str]]:
    """Return the words for links by the kind that they mean."""
    kinds: dict[str, Counter[str]] = {}
    for word, count in words.items():
        kind = kind_of_word(plain(word))
        kinds.setdefault(kind, Counter())[word] += count
    return dict(sorted(kinds.items(), key=lambda each: -sum(each[1].values())))


def asked(kinds: Mapping[str, Counter[str]], entries: int) -> list[str]:
    """Return the kinds of link that a fair number of entries has, the most frequent first."""
    known = ("Paper", "Code", "Page", "Data", "Video", "Slides", "Model")
    often = [kind for kind, words in kinds.items() if sum(words.values()) >= _OFTEN * entries]
    return [kind for kind in often if kind in known] or ["Paper"]


def words_for(kinds: Mapping[str, Counter[str]]) -> dict[str, str]:
    """Return the word by which a list mostly calls each kind of link."""
    often = asked(kinds, sum(sum(words.values()) for words in kinds.values()))
    return {kind: kinds[kind].most_common(1)[0][0] for kind in often if kind in kinds}


def _host_of(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].lower()


def host_word(urls: Sequence[str]) -> str:
    """Return a word for links by the host of most."""
    host = Counter(map(_host_of, urls)).most_common(1)[0][0]
    return next((word for word in _MENTIONED if word in host), "paper")


def hosts(urls: Iterable[str]) -> dict[str, object]:
    """Return the hosts of many links that nobody knows, of which a list takes the pages."""
    urls = [*urls]
    unknown = Counter(
        _host_of(url) for url in urls if url.startswith("http") and parse_link(url) is None
    )
    often = [
        host for host, count in unknown.most_common(3) if count > 2 and count >= _OFTEN * len(urls)
    ]
    return {"hosts": sorted(often)} if often else {}


def of_badge(slot: Slot, name: str) -> str:
    """Return how a badge is written, with the path of a repository where it shows that."""
    shape = slot.shape
    own = [
        (picture, path)
        for picture, url in zip(slot.pictures, slot.urls, strict=False)
        if (path := path_of(url)) and len(path) > 2 and path in picture
    ]
    if len(own) * 2 > len(slot.pictures):
        for shape_ in slot.shapes:
            for picture, path in own[:50]:
                if picture in shape_:
                    return shape_.replace(path, f"{_OPENED}{name}.path{_CLOSED}", 1)
    return _IDENTIFIER.sub("", shape, count=1) if slot.shapes[shape] * 3 < len(slot.urls) else shape
