"""What is wrong in an entry of another list is changed by the list's own form for that."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.config import branch_name
from bot.listing.description import Description
from bot.outputs.forms import CORRECTION_FILE, make_forms, sections_to_choose
from bot.outputs.templates import Templates
from tests.lists_on_hub import ListBench, opened
from tests.tiers import chosen

TRANSFER = "How transferable are features in deep neural networks?"
SURVEY = "Length Extrapolation of Transformers: A Survey from the Perspective of Position Encoding"
OTHER = "https://openreview.net/forum?id=abcDEF12345"

# By list: the paper, the field that is wrong, what is right, and the line that changes.
CASES = [
    (
        "long-context",
        SURVEY,
        "Link",
        OTHER,
        f"4. [**{SURVEY}.**]({OTHER}) _Liang Zhao, Xiaocheng Feng, Xiachong Feng, Bing Qin,"
        " Ting Liu._ Arxiv 2024.",
    ),
    (
        "deep-learning-papers",
        TRANSFER,
        "Authors",
        "Jason Yosinski, Jeff Clune",
        f"- **{TRANSFER}** (2014), J. Yosinski and J. Clune [[pdf]](http://papers.nips.cc/paper/"
        "5347-how-transferable-are-features-in-deep-neural-networks.pdf)",
    ),
    (
        "gnn-papers",
        "Relational Inductive Biases, Deep Learning, and Graph Networks",
        "Authors",
        "Ada Lovelace, Alan Turing et al.",
        "    *Ada Lovelace, Alan Turing et al.*",
    ),
    (
        "gui-agents",
        "https://arxiv.org/abs/2608.11588",
        "Title",
        "CoAdapt-GUI: Both Adapt",
        "- [CoAdapt-GUI: Both Adapt](https://arxiv.org/abs/2608.11588)",
    ),
    (
        "gui-agents",
        "CoAdapt-GUI: Joint Workflow Context and Policy Adaptation for Unseen GUI Applications",
        "arXiv",
        "https://arxiv.org/abs/2608.11589",
        "- [CoAdapt-GUI: Joint Workflow Context and Policy Adaptation for Unseen GUI"
        " Applications](https://arxiv.org/abs/2608.11589)",
    ),
    (
        "cvpr-papers",
        "GaussianAvatar: Towards Realistic Human Avatar Modeling from a Single Video via"
        " Animatable 3D Gaussians",
        "标题",
        "GaussianAvatar",
        "**GaussianAvatar**",
    ),
]
QUICK = (CASES[0], CASES[2], CASES[5])


def form_of(form: Description, readme: str, *answers: str) -> tuple[str, str]:
    """Return title and text of an issue that a list's form for corrections makes of answers."""
    forms = make_forms(form, Templates(), sections_to_choose(readme, form))
    asked = YAML(typ="safe").load(forms[CORRECTION_FILE])
    elements = [each for each in asked["body"] if each["type"] != "markdown"]
    offered = [each["attributes"].get("options") for each in elements]
    for options, answer in zip(offered, answers, strict=True):
        assert options is None or answer in options
    labels = (each["attributes"]["label"] for each in elements)
    body = "\n\n".join(
        f"### {label}\n\n{answer}" for label, answer in zip(labels, answers, strict=True)
    )
    return asked["title"], body


def file(bench: ListBench, *answers: str) -> int:
    title, body = form_of(bench.form, bench.readme(), *answers)
    return bench.hub.open_issue(title, body, labels=(bench.form.submission.label,))


@pytest.mark.parametrize(("name", "paper", "wrong", "right", "line"), chosen(CASES, *QUICK))
def test_the_form_changes_one_line_of_one_entry(
    tmp_path: Path, name: str, paper: str, wrong: str, right: str, line: str
) -> None:
    with opened(name, tmp_path) as bench:
        before = bench.readme().splitlines()
        issue = file(bench, paper, wrong, right)

        (outcome,) = bench.run(issue, action="opened")

        assert outcome.pull, bench.comment(issue)
        bench.assert_settled(issue)
        after = bench.readme(branch_name(issue)).splitlines()
        assert len(after) == len(before)
        assert [new for old, new in zip(before, after, strict=True) if old != new] == [line]
        bench.merge(outcome.pull)
        assert bench.readme().splitlines() == after
        bench.assert_settled(issue)


def test_that_others_are_left_out_goes_with_the_names(tmp_path: Path) -> None:
    with opened("deep-learning-papers", tmp_path) as bench:
        issue = file(bench, TRANSFER, "Authors", "Jason Yosinski, Jeff Clune")
        bench.run(issue, action="opened")
        assert re.search(
            r"`J. Yosinski et al.` → `Jason Yosinski, Jeff Clune`", bench.comment(issue)
        )
        entry = bench.store(branch_name(issue)).partition(TRANSFER)[2].partition("links")[0]
        assert "more_authors" not in entry
