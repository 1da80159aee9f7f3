"""Read the lines of an entry into atoms."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.listing.induction.atom import LABEL, TEXT, URL, Atom
from bot.listing.induction.looks import WORDS, kind_of, segments
from bot.listing.template.literals import EMOJI
from bot.text import pattern

_ADDRESS = r"(?:<[^<>\n]{0,500}>|[^()\s<>]{0,500}(?:\([^()\s]{0,200}\)[^()\s<>]{0,500}){0,4})"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_MARKED = pattern(
    r"(?P<code>`(?P<coded>[^`\n]{1,200})`)"
    r"|(?P<badge>\[!\[(?P<alt>[^\[\]\n]{0,100})\]\((?P<picture>[^()\s]{0,500})\)\]"
    rf"\((?P<leads>{_ADDRESS})\))"
    r"|(?P<image>!\[[^\[\]\n]{0,100}\]\([^()\s]{0,500}\))"
    r"|(?P<link>\[(?P<words>(?:[^\[\]\n]|\[[^\[\]\n]{0,200}\]){1,400}?)\]"
    rf"\([ \t]*(?P<url>{_ADDRESS})(?P<title>[ \t]+\"[^\"\n]{{0,200}}\")?[ \t]*\))"
    r"|(?P<bold>(?P<strong>\*\*|__)(?=\S)(?P<emphasised>[^\n]{1,400}?)(?<=\S)(?P=strong))"
    r"|(?P<italic>(?<![\w*])(?P<em>[*_])(?=[^\s*_])(?P<slanted>[^\n]{1,2000}?)(?<=\S)(?P=em)(?![\w*]))"
    r"|(?P<quote>\"(?P<quoted>[^\"\n]{3,400})\"|“(?P<curled>[^”\n]{3,400})”)"
    r"|(?P<anchor><a\b[^<>]{0,300}?href=\"(?P<href>[^\"<>]{0,500})\"(?P<rest>[^<>]{0,300})>"
    r"(?P<inner>[^<]{0,400}(?:<(?!/?a\b)[^<>]{0,400}>[^<]{0,400}){0,6})</a>)"
    r"|(?P<element><(?!https?:)/?[A-Za-z][^<>]{0,400}>)"
    r"|(?P<bare><?https?://[^\s<>()\[\]]{1,500}>?)"
    rf"|(?P<date>(?<![\w./-])(?:[12][0-9]{{3}}[-./][0-9]{{1,2}}(?:[-./][0-9]{{1,2}})?"
    rf"|[0-9]{{1,2}}/[0-9]{{1,2}}/[12][0-9]{{3}}"
    rf"|{_MONTH} {_DAY},? [12][0-9]{{3}}|(?:{_DAY} )?{_MONTH},? [12][0-9]{{3}})(?![\w/-]|\.\d))"
    r"|(?P<paren>[(（](?P<within>[^()（）\n]{1,300})[)）])"
    r"|(?P<bracket>\[(?P<boxed>[^\[\]\n]{1,120})\])"
)
# What stands before a text and after it, and is none of it.
_LEAD = pattern(rf"(?:[\s,;:.|·•/–—>+*~&_)\]）】-]|&[a-z]{{2,6}};|{EMOJI}|\\(?=\n))+")
_TRAIL = pattern(r"(?:[\s,;:|·•/–—>(\[（【-]|\\(?=\n|$)|(?<!\bal)\.(?=\s|$))+$")
_MARKS = ("**", "__", "*", "_", '"', "`", "[")
_ENDS = {"[": "]"}
_WORDY = pattern(r"\w")


class Apart:
    """The atoms so far, and the words behind the last."""

    def __init__(self, labels: Mapping[str, bool]) -> None:
        self.atoms: list[Atom] = []
        self.words = ""
        self._labels = labels
        self._label = ""
        self._run = ""  # plain text that is not yet taken apart

    def line(self, line: str) -> None:
        """Add the atoms of a line."""
        found = LABEL.match(line)
        self._label = ""
        if found and found["label"] in self._labels:
            self._flush()
            self._label = found["label"]
            self.words += found[0]
            line = line[found.end() :]
            if self._labels[self._label] and _WORDY.search(line):
                body = line.rstrip()
                self._add(Atom(kind_of(body), body, ""))
                self.words += line[len(body) :]
                return
        self._read(line)

    def _read(self, text: str) -> None:
        at = 0
        for found in _MARKED.finditer(text):
            self._run += text[at : found.start()]
            at = found.end()
            _TAKE[found.lastgroup or ""](self, found)
        self._run += text[at:]
        self._flush()

    def _add(self, atom: Atom) -> None:
        self.atoms.append(atom._replace(before=self.words + atom.before, label=self._label))
        self.words = ""

    def _flush(self) -> None:
        """Take plain text apart."""
        run, self._run = self._run, ""
        if not _WORDY.search(run):
            self.words += run
            return
        lead = _LEAD.match(run)
        begin = lead.end() if lead else 0
        trail = _TRAIL.search(run, begin)
        end = trail.start() if trail else len(run)
        self.words += run[:begin]
        for before, text, kind in segments(run[begin:end]):
            self._add(Atom(kind, text, before))
        self.words += run[end:]

    def _is_within(self, found: re.Match[str]) -> bool:
        """Whether something stands within running text, and is no text of its own."""
        following = found.string[found.end() : found.end() + 2].strip()
        return self._run.rstrip()[-1:].isalnum() and following[:1].isalnum()

    def _marked(self, opens: str, inner: str, closes: str, kind: str = "") -> None:
        """Add what stands between marks: a text, or whatever is in it where that has links."""
        self._flush()
        self.words += opens
        if "](" in inner or "://" in inner:
            self._read(inner)
        else:
            marks, bare, ends = unmarked(inner)
            self.words += marks
            self._add(Atom(kind or kind_of(bare), bare, ""))
            closes = ends + closes
        self.words += closes

    def code(self, found: re.Match[str]) -> None:
        """Take code, which is a tag or a date."""
        if self._is_within(found):
            self._run += found[0]
        else:
            kind = "date" if kind_of(found["coded"]) == "date" else "tag"
            self._marked("`", found["coded"], "`", kind)

    def emphasis(self, found: re.Match[str]) -> None:
        """Take bold, italics or a quotation."""
        mark = found["strong"] or found["em"] or ""
        inner = found[0][len(mark) or 1 : -(len(mark) or 1)]
        if self._is_within(found):
            self._run += found[0]
        else:
            self._marked(mark or found[0][0], inner, mark or found[0][-1])

    def brackets(self, found: re.Match[str]) -> None:
        """Take what stands in brackets, if that is no part of the text before it."""
        inner = found[0][1:-1]
        kind = "" if "](" in inner or "://" in inner or "`" in inner else kind_of(inner)
        is_item = found[0][0] == "[" and not self._run.strip(" ,;/|") and inner[:1] != "^"
        if kind == WORDS and is_item:
            kind = "tag"
        if kind in (WORDS, "number"):
            self._run += found[0]
        else:
            self._marked(found[0][0], inner, found[0][-1], kind)

    def link(self, found: re.Match[str]) -> None:
        """Take a link; one within the page is no more than its words."""
        self._flush()
        url = found["url"].strip("<>")
        if url.startswith("#"):
            self.words += found[0]
            return
        marks, bare, ends = unmarked(found["words"].strip())
        self._add(Atom("link", bare, "", f"[{marks}{TEXT}{ends}]({URL})", url))

    def badge(self, found: re.Match[str]) -> None:
        """Take a picture that leads somewhere."""
        self._flush()
        shape = f"[![{found['alt']}]({found['picture']})]({URL})"
        self._add(Atom("badge", found["alt"], "", shape, found["leads"], found["picture"]))

    def anchor(self, found: re.Match[str]) -> None:
        """Take a link of HTML, which may be a picture."""
        self._flush()
        before, _, after = found[0].partition(found["href"])
        inner, url = found["inner"], found["href"]
        picture = _SOURCE.search(inner)
        if not url or url.startswith("#"):
            self.words += found[0]
        elif picture:
            shape = f"{before}{URL}{after}"
            alt = _ALT.search(inner)
            self._add(Atom("badge", alt[1] if alt else "", "", shape, url, picture[1]))
        else:
            bare = _ELEMENT.sub("", inner).strip()
            shape = f"{before}{URL}{after.replace(bare, TEXT, 1)}"
            self._add(Atom("link", bare, "", shape, url))

    def bare(self, found: re.Match[str]) -> None:
        """Take an address."""
        self._flush()
        url = found[0].strip("<>").rstrip(".,;")
        shape = f"<{URL}>" if found[0][0] == "<" else URL
        self._add(Atom("url", "", "", shape, url))
        self.words += found[0].strip("<>")[len(url) :]

    def date(self, found: re.Match[str]) -> None:
        """Take a date."""
        self._flush()
        self._add(Atom("date", found[0], ""))

    def element(self, found: re.Match[str]) -> None:
        """Take an element of HTML: a mark at a name, or words of the entry."""
        if found[0].lower().startswith(("<sup", "</sup", "<wbr", "<sub", "</sub")):
            self._run += found[0]
        else:
            self._flush()
            self.words += found[0]

    def image(self, found: re.Match[str]) -> None:
        """Take a picture that leads nowhere."""
        self._flush()
        self._add(Atom("image", "", "", found[0]))


_SOURCE = pattern(r"<img\b[^<>]*?src=\"([^\"<>]*)\"")
_ALT = pattern(r"\balt=\"([^\"<>]*)\"")
_ELEMENT = pattern(r"<[^<>]*>")
_TAKE: dict[str, Callable[[Apart, re.Match[str]], None]] = {
    "code": Apart.code,
    "badge": Apart.badge,
    "image": Apart.image,
    "link": Apart.link,
    "bold": Apart.emphasis,
    "italic": Apart.emphasis,
    "quote": Apart.emphasis,
    "anchor": Apart.anchor,
    "element": Apart.element,
    "bare": Apart.bare,
    "date": Apart.date,
    "paren": Apart.brackets,
    "bracket": Apart.brackets,
}


def unmarked(text: str) -> tuple[str, str, str]:
    """Return a text without the marks that stand around the whole of it, and these."""
    opens = closes = ""
    while True:
        mark = next((each for each in _MARKS if text.startswith(each)), "")
        end = _ENDS.get(mark, mark)
        if not mark or len(text) <= len(mark) + len(end) or not text.endswith(end):
            return opens, text, closes
        text = text[len(mark) : -len(end)]
        opens, closes = opens + mark, end + closes
