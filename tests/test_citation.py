"""CITATION.cff, which GitHub reads, and CITATION.bib say the same of the survey and of the list."""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml import YAML

from tests.paths import PROJECT


def entries() -> list[dict[str, str]]:
    text = (PROJECT / "CITATION.bib").read_text("utf-8")
    return [
        dict(re.findall(r"^  (\w+) = \{(.*)\},$", entry, re.MULTILINE))
        for entry in re.split(r"^@", text, flags=re.MULTILINE)[1:]
    ]


def names(authors: list[dict[str, Any]]) -> str:
    return " and ".join(
        f"{{{each['name']}}}"
        if "name" in each
        else f"{each['family-names']}, {each['given-names']}"
        for each in authors
    )


def test_both_files_cite_the_survey_and_the_list_alike() -> None:
    cff = YAML(typ="safe").load((PROJECT / "CITATION.cff").read_text("utf-8"))
    survey, ours = entries()
    cited = cff["preferred-citation"]

    assert (survey["title"], survey["author"]) == (cited["title"], names(cited["authors"]))
    assert (survey["journal"], survey["year"]) == (cited["journal"], str(cited["year"]))
    assert survey["url"] == cited["url"]
    (preprint,) = cited["identifiers"]
    assert preprint["value"] == f"{survey['eprinttype']}:{survey['eprint']}"
    assert (ours["title"], ours["author"]) == (cff["title"], names(cff["authors"]))


def test_the_list_is_cited_by_the_title_of_its_page() -> None:
    readme = (PROJECT / "README.md").read_text("utf-8")
    assert f"# {entries()[1]['title']}\n" in readme
