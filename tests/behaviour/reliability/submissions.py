"""What the issues of a history may say: nine texts, on three new papers and a listed one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tests.papers import LISTED, TEMPLATE, TITLE

PAPERS = ("A", "B", "C")
Kind = Literal["valid", "invalid", "listed", "update", "none"]


@dataclass(frozen=True)
class Text:
    """A text: `kind` is what it deserves, `paper` names the paper that it is about."""

    kind: Kind
    paper: str
    body: str

    @property
    def title(self) -> str:
        """Return the title of an issue that is filed with this text."""
        return "A question" if self.kind == "none" else "Add new paper:"


def title_of(paper: str) -> str:
    """Return the title of a new paper."""
    return f"{TITLE} {paper}"


def arxiv_of(paper: str) -> str:
    """Return the number of a new paper at arXiv."""
    return f"2502.1100{PAPERS.index(paper)}"


def _new(paper: str) -> str:
    return TEMPLATE.replace(TITLE, title_of(paper)).replace("2502.11806", arxiv_of(paper))


def _without_tasks(body: str) -> str:
    return body.replace("- Tasks:", "- Nothing:")


_CODE = "Code: https://github.com/nightdessert/Retrieval_Head\n"
TEXTS = (
    Text("valid", "A", _new("A")),
    Text("valid", "A", _new("A").replace("5%", "4%")),
    Text("valid", "B", _new("B")),
    Text("valid", "C", _new("C")),
    Text("invalid", "A", _without_tasks(_new("A"))),
    Text("invalid", "B", _without_tasks(_new("B"))),
    Text("listed", "listed", LISTED),
    Text("update", "listed", LISTED.replace("Summary:", f"{_CODE}Summary:")),
    Text("none", "", "How do I cite this list?"),
)
BY_BODY = {text.body: text for text in TEXTS}
