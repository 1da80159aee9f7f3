"""Repositories of other lists on the local GitHub, and papers filed in those lists' own forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.catalog import founded, is_yaml, parse_catalog
from bot.commands.run import run_event
from bot.commands.settings import read_settings
from bot.config import REFRESH_BRANCH
from bot.listing import DESCRIPTION_FILE, Description, questions, read_readme
from bot.outputs import with_edits
from bot.reconcile import Outcome
from localhub import LocalHub, actions_environment
from localhub.events import EventName
from localhub.records import TickingClock
from tests.listing.lists import BESIDE, OWN, READMES, description
from tests.reworded import ReadableHub

TODAY = dt.date(2026, 11, 30)
STORE_BESIDE = {"gui-agents": "GUI-Agents-papers.excerpt.yaml"}

# A small list of the tests' own, whose README may have another name.
SMALL_LIST = """version: 1
list: {name: Papers on Heads, under: "## Papers", readme: README.md}
fields:
  title: {kind: title}
  date: {kind: date, precision: year}
  section: {kind: choice, options: sections}
  link: {kind: link}
sections: {by: section, headings: "3"}
entry: "- [{title}]({link}), {date}"
"""

Answers = Mapping[str, str]


@dataclass(frozen=True)
class Paper:
    """A paper: what its form is answered by the questions' ids, and the lines that list it.

    `title` is the issue's own one, for a list whose form does not ask for it.
    """

    answers: Answers
    lines: tuple[str, ...]
    title: str = ""


# For each list two papers for one section, with all lines that come into README.md: entry and news.
PAPERS: dict[str, tuple[Paper, Paper]] = {
    "long-context": (
        Paper(
            {
                "title": "A Study of Very Long Windows",
                "link": "https://arxiv.org/abs/2611.01234",
                "authors": "Ada Lovelace, Alan Turing",
                "venue": "arXiv 2026",
                "section": "1.1 General Long-Context Surveys",
                "code": "https://github.com/example/windows",
            },
            (
                "- **[2026.11.30]**",
                "  - Paper: [A Study of Very Long Windows](https://arxiv.org/abs/2611.01234)",
                "{n}. [**A Study of Very Long Windows.**](https://arxiv.org/abs/2611.01234)"
                " _Ada Lovelace, Alan Turing._ Arxiv 2026."
                " [![GitHub Repo stars](https://img.shields.io/github/stars/example/windows)]"
                "(https://github.com/example/windows)",
            ),
        ),
        Paper(
            {
                "title": "Windows Without a Frame",
                "link": "https://arxiv.org/abs/2611.04321",
                "venue": "ICLR 2026",
                "section": "1.1 General Long-Context Surveys",
                "authors": "Grace Hopper",
            },
            (
                "- **[2026.11.30]**",
                "  - Paper: [Windows Without a Frame](https://arxiv.org/abs/2611.04321)",
                "{n}. [**Windows Without a Frame.**](https://arxiv.org/abs/2611.04321)"
                " _Grace Hopper._ ICLR 2026.",
            ),
        ),
    ),
    "gui-agents": (
        Paper(
            {
                "link": "https://arxiv.org/abs/2611.01234",
                "authors": "Ada Lovelace, Alan Turing",
                "institutions": "University of London",
                "date": "2026-11-02",
                "publisher": "CHI 2026",
                "envs": "Web, Desktop",
                "keywords": "benchmark, memory",
                "tldr": "Agents forget what a window showed before the last one.",
                "sources-arxiv": "https://arxiv.org/abs/2611.01234",
            },
            (
                "- [What GUI Agents Forget](https://arxiv.org/abs/2611.01234)",
                "    - Ada Lovelace, Alan Turing",
                "    - 🏛️ Institutions: University of London",
                "    - 📅 Date: November 02, 2026",
                "    - 📑 Publisher: CHI 2026",
                "    - 💻 Env: [Web], [Desktop]",
                "    - 🔑 Key: [benchmark], [memory]",
                "    - 📖 TLDR: Agents forget what a window showed before the last one.",
            ),
            "[Add Paper] What GUI Agents Forget",
        ),
        Paper(
            {
                "link": "https://arxiv.org/abs/2611.04321",
                "authors": "Grace Hopper",
                "institutions": "Harvard University",
                "date": "2026-11-05",
                "publisher": "ICLR 2026",
                "envs": "Mobile",
                "keywords": "grounding",
                "tldr": "Buttons are found by their shadows.",
            },
            (
                "- [Shadows of Buttons](https://arxiv.org/abs/2611.04321)",
                "    - Grace Hopper",
                "    - 🏛️ Institutions: Harvard University",
                "    - 📅 Date: November 05, 2026",
                "    - 📑 Publisher: ICLR 2026",
                "    - 💻 Env: [Mobile]",
                "    - 🔑 Key: [grounding]",
                "    - 📖 TLDR: Buttons are found by their shadows.",
            ),
            "[Add Paper] Shadows of Buttons",
        ),
    ),
    "llm-security": (
        Paper(
            {
                "title": "Prompts That Open Doors",
                "date": "2026-11",
                "venue": "CCS 2026",
                "tags": "injection, multi-modal",
                "section": "Black-box attack",
                "paper": "https://arxiv.org/abs/2611.01234",
                "code": "https://github.com/example/doors",
            },
            (
                '- "Prompts That Open Doors", 2026-11, CCS 26, `injection`, `multi-modal`, '
                "[[paper]](https://arxiv.org/abs/2611.01234) "
                "[[repo]](https://github.com/example/doors)",
            ),
        ),
        Paper(
            {
                "title": "Doors That Open Prompts",
                "date": "2026-10",
                "venue": "EMNLP 2026",
                "section": "Black-box attack",
                "paper": "https://arxiv.org/abs/2610.04321",
            },
            (
                '- "Doors That Open Prompts", 2026-10, EMNLP 26, '
                "[[paper]](https://arxiv.org/abs/2610.04321)",
            ),
        ),
    ),
    "deep-learning-papers": (
        Paper(
            {
                "title": "Deep enough after all",
                "date": "2026",
                "authors": "Ada Lovelace, Alan Turing",
                "section": "Understanding / Generalization / Transfer",
                "paper": "https://arxiv.org/abs/2611.01234",
            },
            (
                "- **Deep enough after all** (2026), A. Lovelace and A. Turing "
                "[[pdf]](https://arxiv.org/abs/2611.01234)",
            ),
        ),
        Paper(
            {
                "title": "Wide rather than deep",
                "date": "2026",
                "authors": "Grace Hopper, Ada Lovelace, Alan Turing",
                "section": "Understanding / Generalization / Transfer",
                "paper": "https://arxiv.org/abs/2611.04321",
            },
            (
                "- **Wide rather than deep** (2026), G. Hopper et al. "
                "[[pdf]](https://arxiv.org/abs/2611.04321)",
            ),
        ),
    ),
    "gnn-papers": (
        Paper(
            {
                "title": "Edges Before Nodes",
                "venue": "ICLR 2026",
                "authors": "Ada Lovelace, Alan Turing",
                "section": "Survey papers",
                "paper": "https://arxiv.org/abs/2611.01234",
            },
            (
                "{n}. **Edges Before Nodes.** ICLR 2026. [paper](https://arxiv.org/abs/2611.01234)",
                "    *Ada Lovelace, Alan Turing.*",
            ),
        ),
        Paper(
            {
                "title": "Nodes Before Edges",
                "venue": "KDD 2026",
                "authors": "Grace Hopper",
                "section": "Survey papers",
                "paper": "https://arxiv.org/abs/2611.04321",
            },
            (
                "{n}. **Nodes Before Edges.** KDD 2026. [paper](https://arxiv.org/abs/2611.04321)",
                "    *Grace Hopper.*",
            ),
        ),
    ),
    "cvpr-papers": (
        Paper(
            {
                "title": "Splats of Light",
                "section": "3DGS(Gaussian Splatting), Avatars",
                "page": "https://example.github.io/splats",
                "paper": "https://arxiv.org/abs/2611.01234",
                "code": "https://github.com/example/splats",
            },
            (
                *(
                    "**Splats of Light**",
                    "- Homepage: https://example.github.io/splats",
                    "- Paper: https://arxiv.org/abs/2611.01234",
                    "- Code: https://github.com/example/splats",
                )
                * 2,
            ),
        ),
        Paper(
            {
                "title": "Light Without Splats",
                "section": "Avatars",
                "paper": "https://arxiv.org/abs/2611.04321",
            },
            ("**Light Without Splats**", "- Paper: https://arxiv.org/abs/2611.04321"),
        ),
    ),
}


@dataclass
class ListBench:
    """A repository of a list on the local GitHub, and the bot, run as Actions would run it."""

    hub: LocalHub
    directory: Path
    form: Description

    def file(self, paper: Paper, *, label: bool = True) -> int:
        """File a paper in the list's form, and return the issue's number."""
        submission = self.form.submission
        title = paper.title or f"{submission.title or 'Add paper'}: {paper.answers['title']}"
        labels = (submission.label,) if label else ()
        return self.hub.open_issue(title, answered(self.form, paper.answers), labels=labels)

    def run(
        self, number: int | None = None, name: EventName = "issues", action: str | None = "edited"
    ) -> list[Outcome]:
        """Let the bot answer an event."""
        env = actions_environment(self.hub, self.directory, name, action, number)
        return run_event(read_settings(env), TODAY, refreshes=number is None)

    def sweep(self) -> list[Outcome]:
        """Let the scheduled run look at everything."""
        return self.run(None, "schedule", None)

    def propose(self, paper: Paper) -> tuple[int, int]:
        """File a paper, let the bot answer, and return the numbers of issue and pull request."""
        issue = self.file(paper)
        (outcome,) = self.run(issue, action="opened")
        assert outcome.pull is not None, self.comment(issue)
        return issue, outcome.pull

    def merge(self, pull: int) -> None:
        """Merge a pull request, and let the bot answer all that follows."""
        self.hub.merge_pull(pull)
        self.run(pull, "pull_request", "closed")
        self.run(None, "push", None)

    def comment(self, number: int) -> str:
        """Return the text of the only comment on an issue."""
        (comment,) = self.hub.comments(number)
        return comment.body

    def readme(self, ref: str = "main") -> str:
        """Return README.md of a branch."""
        return self.hub.read(ref, self.form.list.readme) or ""

    def with_room(self, more: int) -> str:
        """Return README.md without the oldest entries, where it has no room for more of them."""
        readme, most = self.readme(), self.form.list.most_shown
        entries = read_readme(readme, self.form).entries
        over = len(entries) + more - (most or len(entries) + more)
        for entry in entries[len(entries) - max(0, over) :]:
            readme = readme.replace(f"\n\n{entry.text}", "", 1)
        return readme

    def store(self, ref: str = "main") -> str:
        """Return the file of records of a branch."""
        return self.hub.read(ref, self.form.list.data) or ""

    def edit_readme(self, old: str, new: str, ref: str = "main") -> None:
        """Let a maintainer change a text in README.md, wherever it stands there."""
        text = self.readme(ref)
        assert old in text
        self.hub.commit_files(ref, {self.form.list.readme: text.replace(old, new)}, "By hand")

    def write_above(self, prose: str, ref: str = "main") -> None:
        """Let a maintainer write above all that stands in README.md."""
        text = f"{prose}\n\n{self.readme(ref)}"
        self.hub.commit_files(ref, {self.form.list.readme: text}, "By hand")

    def maintained(self) -> str:
        """Let the scheduled run take over what was written by hand, merge it, return the store."""
        self.sweep()
        (pull,) = [each for each in self.hub.pulls() if each.head == REFRESH_BRANCH]
        assert pull.mergeable
        self.merge(pull.number)
        return self.store()

    def assert_settled(self, *issues: int) -> None:
        """Assert that neither the sweep nor an event for these issues has anything to write."""
        before = self.hub.snapshot()
        self.sweep()
        for issue in issues:
            self.run(issue)
        assert self.hub.snapshot() == before


@contextmanager
def opened(name: str, directory: Path, *, whole: bool = False) -> Iterator[ListBench]:
    """Open a list's repository: its README of a few entries, or the whole one beside."""
    form = description(name)
    folder = BESIDE if whole else OWN
    readme = (folder / (READMES[name] if whole else f"{name}.md")).read_bytes().decode()
    if is_yaml(form):
        store = folder / (STORE_BESIDE[name] if whole else f"{name}.papers.yaml")
        catalog, _ = with_edits(parse_catalog(store.read_text("utf-8"), form), readme)
        papers = catalog.text
    else:
        papers = founded(readme, form).text
    files = {
        DESCRIPTION_FILE: (OWN / f"{name}.yml").read_text("utf-8"),
        form.list.readme: readme,
        form.list.data: papers,
    }
    with ReadableHub.create(directory, files) as hub:
        hub.clock = TickingClock(dt.datetime.combine(TODAY, dt.time(), dt.UTC))
        hub.make_labels(form.submission.label)
        yield ListBench(hub, directory, form)


def answered(form: Description, answers: Answers) -> str:
    """Return the text of an issue that the list's form makes of these answers."""
    asked = {question.id: question.label for question in questions(form)}
    assert answers.keys() <= asked.keys()
    return "\n\n".join(
        f"### {label}\n\n{answers.get(id_, '_No response_')}" for id_, label in asked.items()
    )


def added(before: str, after: str) -> list[str]:
    """Return the lines that came into a text, blank ones aside; asserts that none is gone."""
    lines = iter(before.splitlines())
    waited = next(lines, None)
    come = []
    for line in after.splitlines():
        if line == waited:
            waited = next(lines, None)
        elif line.strip():
            come.append(line)
    assert waited is None, f"{waited!r} is gone"
    return come
