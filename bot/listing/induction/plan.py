"""Put a description together, and write it as the text of its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.listing.induction.fields import Drafted
from bot.listing.induction.writing import block, mapping, scalar, template
from bot.text import one_line

# What a list calls its fields, where it is not written in English.
_LABELS = {
    "zh": {
        "title": "标题",
        "date": "日期",
        "authors": "作者",
        "institutions": "机构",
        "institution": "机构",
        "venue": "发表于",
        "tags": "标签",
        "section": "方向",
        "link": "论文链接",
        "links": "链接",
        "code": "代码",
        "home": "主页",
        "data": "数据",
        "note": "备注",
    }
}


@dataclass(frozen=True, eq=False)
class Plan:
    """All that a description says, each key as it is to be written."""

    name: str
    readme: str = "README.md"
    data: str = "papers.json"
    under: str = ""
    levels: str = ""
    by_date: bool = False
    groups: Sequence[str] = ()
    language: str = "en"
    order: str = "append"
    order_doubt: str = ""
    preset: str = ""
    fields: Sequence[Drafted] = ()
    entry: str = ""
    reads_also: Sequence[str] = ()

    def with_entry(self, entry: str, fields: Sequence[Drafted]) -> Plan:
        """Return a plan with another template and other fields."""
        return replace(self, entry=entry, fields=fields)

    @property
    def has_sections(self) -> bool:
        """Whether the entries are divided."""
        return bool(self.levels or self.groups)

    def text(self) -> str:
        """Return the text of the file."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield f"# How the bot reads and writes {self.readme}: it was read from the list itself."
        yield "# What is not sure has a comment; please check it. Other keys: docs/describing.md"
        yield "version: 1"
        yield from mapping("list", self._about())
        yield "submission:"
        yield "  label: add-paper  # the label of issues that ask for a paper; another one will do"
        yield "fields:"
        for each in self.fields:
            if each.doubt:
                yield f"  # {one_line(each.doubt)}"
            yield from mapping(each.name, self._labelled(each), "  ")
        if self.has_sections:
            if not self.by_date:
                section = Drafted("section", "choice", "", {"options": "sections"})
                yield from mapping("section", self._labelled(section), "  ")
            yield from self._sections()
        yield f"order: {self.order}" + (f"  # {self.order_doubt}" if self.order_doubt else "")
        if self.entry:
            first, *lines = template(self.entry, "  ")
            yield f"entry: {first}"
            yield from lines
        if self.reads_also:
            yield "reads-also:  # entries that are written in another way; none is written so"
            for text in self.reads_also:
                first, *lines = block(text, "    ") if "\n" in text else template(text, "    ")
                yield f"  - {first}"
                yield from lines

    def _about(self) -> Mapping[str, object]:
        about: dict[str, object] = {"name": self.name}
        if self.readme != "README.md":
            about["readme"] = self.readme
        if self.data != "papers.json":
            about["data"] = self.data
        if self.preset:
            about["preset"] = self.preset
        if self.under:
            about["under"] = self.under
        if self.language != "en":
            about["language"] = self.language
        return about

    def _labelled(self, drafted: Drafted) -> Mapping[str, object]:
        """Return the keys of a field, with the label that it has in the list's language."""
        label = _LABELS.get(self.language, {}).get(drafted.name)
        own = {"label": label} if label and "label" not in drafted.keys else {}
        return {"kind": drafted.kind, **own, **drafted.keys}

    def _sections(self) -> Iterator[str]:
        yield "sections:"
        yield f"  by: {'date' if self.by_date else 'section'}"
        if self.levels:
            yield f"  headings: {scalar(self.levels)}"
        if self.groups:
            yield "  groups:"
            yield from (f"    - title: {scalar(title)}" for title in self.groups)
