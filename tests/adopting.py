"""Lists of which nothing is known but their README, and papers filed in the forms they get."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.fields import (
    ChoiceField,
    DateField,
    LinkField,
    NamesField,
    NumberField,
    TagsField,
    TitleField,
    VenueField,
)
from bot.listing import (
    DESCRIPTION_FILE,
    Description,
    Question,
    options_of,
    questions,
    read_description,
)
from bot.outputs import sections_to_choose
from tests.listing.lists import BESIDE, GENERATED, OWN, READMES
from tests.onboarded import NewBench

NAMES = ("ai-memory", "gui-agents", "long-context", "llm-security", "gnn-papers", "cvpr-papers")
PAPER, OTHER = "https://arxiv.org/abs/2611.01234", "https://arxiv.org/abs/2611.04321"
CODE = "https://github.com/example/windows"


def answer(
    question: Question, form: Description, title: str, link: str, sections: Sequence[str]
) -> str:
    """Return what somebody answers to a question of a form."""
    field = form.fields[question.names[0]]
    match field:
        case TitleField():
            return title
        case DateField():
            return {"day": "2026-11-02", "month": "2026-11", "year": "2026"}[field.precision]
        case NamesField():
            return "Ada Lovelace, Alan Turing"
        case VenueField():
            return "ICLR 2026"
        case ChoiceField():
            options = options_of(field, form, sections)
            return options[len(options) // 2]
        case TagsField():
            return "memory"
        case LinkField():
            return link if field.names == "Paper" else f"{CODE}/{question.id}"
        case NumberField():
            return "3"
    if question.link:
        return link if question.link == "Paper" else f"{CODE}/{question.id}"
    return "It finds what a window showed before the last one."


def file(bench: NewBench, title: str, link: str) -> int:
    """File a paper in the list's form."""
    form = read_description(bench.read(DESCRIPTION_FILE, "main"))
    readme = bench.read(form.list.readme, "main")
    sections = sections_to_choose(readme, form)
    body = "\n\n".join(
        f"### {each.label}\n\n{answer(each, form, title, link, sections)}"
        for each in questions(form)
    )
    return bench.hub.open_issue(f"Add paper: {title}", body, labels=(form.submission.label,))


def readme_of(name: str, *, whole: bool) -> str:
    """Return a list's README: of a few entries, or the whole one; skips where that is not there."""
    path = BESIDE / {**READMES, **GENERATED}[name] if whole else OWN / f"{name}.md"
    if not path.exists():
        pytest.skip("the whole READMEs are beside the project")
    return path.read_bytes().decode()
