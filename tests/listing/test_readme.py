"""A README is read by its description, and comes back byte for byte whatever stands in it."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BrokenState
from bot.listing.describe import read_description
from bot.listing.readme.document import lines_of
from bot.listing.readme.in_place import with_entry as put_entry
from bot.listing.readme.listed import Entry, Listed, read_readme
from bot.listing.strict_yaml import BrokenDescription
from tests.listing.lists import BESIDE, GENERATED, OWN, READMES, description, with_entry
from tests.tiers import chosen

# Of each list: an entry's title, the headings over it, and what else was read by eye.
BY_EYE: dict[str, list[tuple[str, tuple[str, ...], dict[str, Any]]]] = {
    "ctg-survey": [
        (
            "MReD: A Meta-Review Dataset for Structure-Controllable Text Generation",
            ("📚 Paper List", "Type: Method", "Training Stage", "Fine-Tuning"),
            {
                "institutions": ["Alibaba"],
                "venue": "ACL'22_findings",
                "date": "2022",
                "link": "https://aclanthology.org/2022.findings-acl.198/",
            },
        ),
        (
            "Exploring Controllable Text Generation Techniques",
            ("📚 Paper List", "Type: Survey"),
            {"institutions": ["CMU"], "venue": "COLING'20", "date": "2023"},
        ),
    ],
    "cvpr-papers": [
        (
            "GPS-Gaussian: Generalizable Pixel-wise 3D Gaussian Splatting for Real-time Human "
            "Novel View Synthesis",
            ("3DGS(Gaussian Splatting)",),
            {
                "links": [
                    {
                        "label": "Homepage",
                        "kind": "Page",
                        "url": "https://shunyuanzheng.github.io/GPS-Gaussian",
                    },
                    {
                        "label": "Paper",
                        "kind": "Paper",
                        "url": "https://arxiv.org/abs/2312.02155",
                    },
                    {
                        "label": "Code",
                        "kind": "Code",
                        "url": "https://github.com/ShunyuanZheng/GPS-Gaussian",
                    },
                ]
            },
        ),
    ],
    "deep-learning-papers": [
        (
            "Visualizing and understanding convolutional networks",
            ("Contents", "Understanding / Generalization / Transfer"),
            {"date": "2014", "authors": ["M. Zeiler", "R. Fergus"]},
        ),
        (
            "Convolutional Sequence to Sequence Learning",
            ("Contents", "New papers"),
            {"date": "2017", "authors": ["Jonas Gehring", "et al."]},
        ),
        (
            "Random search for hyper-parameter optimization",
            ("Contents", "Understanding / Generalization / Transfer"),
            {"date": "2012", "authors": ["J. Bergstra", "Y. Bengio"]},
        ),
    ],
    "gnn-papers": [
        (
            "Introduction to Graph Neural Networks",
            ("Survey papers",),
            {
                "venue": "Synthesis Lectures on Artificial Intelligence and Machine Learning, "
                "Morgan & Claypool Publishers, 2020",
                "authors": ["Zhiyuan Liu", "Jie Zhou"],
            },
        ),
        (
            "Supervised Neural Networks for the Classification of Structures",
            ("Models", "Basic Models"),
            {"venue": "IEEE TNN 1997", "authors": ["Alessandro Sperduti", "Antonina Starita"]},
        ),
        (
            "Multi-task Learning for Metaphor Detection with Graph Convolutional Neural Networks "
            "and Word Sense Disambiguation",
            ("Models", "Basic Models"),
            {"venue": "AAAI 2020", "authors": ["Duong Minh Le", "My Thai", "Thien Huu Nguyen"]},
        ),
    ],
    "gui-agents": [
        (
            "CoAdapt-GUI: Joint Workflow Context and Policy Adaptation for Unseen GUI Applications",
            ("Recent Papers (from most recent to oldest)",),
            {
                "link": "https://arxiv.org/abs/2608.11588",
                "institutions": [
                    "Concordia University",
                    "Mila",
                    "University of Toronto",
                    "McMaster University",
                ],
                "date": "2026-08-12",
                "publisher": "arXiv",
                "envs": ["Mobile"],
                "keywords": [
                    "CoAdapt-GUI",
                    "test-time adaptation",
                    "workflow context",
                    "GRPO",
                    "AndroidWorld-Generalization",
                ],
            },
        ),
        (
            "WebArena-Infinity: Generating Browser Environments with Verifiable Tasks at Scale",
            ("Recent Papers (from most recent to oldest)",),
            {"authors": ["Shuyan Zhou"], "date": "2026-03", "publisher": "Blog Post"},
        ),
    ],
    "llm-security": [
        (
            "Visual Adversarial Examples Jailbreak Large Language Models",
            ("Papers", "White-box attack"),
            {"date": "2023-06", "venue": "AAAI(Oral) 24", "tags": ["multi-modal"]},
        ),
        (
            "Improving Alignment and Robustness with Circuit Breakers",
            ("Papers", "Defense"),
            {"date": "2024-06", "venue": "NeurIPS 24"},
        ),
        (
            "Jailbreak and Guard Aligned Language Models with Only Few In-Context Demonstrations",
            ("Papers", "Black-box attack"),
            {"date": "2023-10", "venue": "CoRR 23", "tags": ["ICL"]},
        ),
        (
            "BITE: Textual Backdoor Attacks with Iterative Trigger Injection",
            ("Papers", "Backdoor attack"),
            {"date": "2022-05", "venue": "ACL 23", "tags": ["defense"]},
        ),
        (
            "Detecting Language Model Attacks with Perplexity",
            ("Papers", "Black-box attack"),
            {"date": "2023-08", "venue": None, "tags": None},
        ),
    ],
    "long-context": [
        (
            "A Survey on Long Text Modeling with Transformers",
            ("📜 Papers", "1. Survey Papers", "1.1 General Long-Context Surveys"),
            {
                "link": "https://arxiv.org/abs/2302.14502",
                "authors": ["Zican Dong", "Tianyi Tang", "Lunyi Li", "Wayne Xin Zhao"],
                "venue": "Arxiv 2023",
            },
        ),
        (
            "NTK-Aware Scaled RoPE",
            ("📜 Papers", "20. Blogs & Tutorials"),
            {"authors": ["u/bloc97"], "venue": "2023"},
        ),
        (
            "PoSE: Efficient Context Window Extension of LLMs via Positional Skip-wise Training",
            (
                "📜 Papers",
                "3. KV-Cache Optimization",
                "3.1 Eviction / Selection",
                "3.1.1 Attention-Score & Heavy-Hitter Eviction",
            ),
            {
                "authors": [
                    "Dawei Zhu",
                    "Nan Yang",
                    "Liang Wang",
                    "Yifan Song",
                    "Wenhao Wu",
                    "Furu Wei",
                    "Sujian Li",
                ],
                "code": "https://github.com/dwzhu-pku/PoSE",
            },
        ),
    ],
}
# Entries that are read with fields, and all, of the small README of each list.
SHARES = {
    "ctg-survey": (14, 14),
    "cvpr-papers": (6, 6),
    "deep-learning-papers": (20, 20),
    "gnn-papers": (7, 7),
    "gui-agents": (3, 3),
    "llm-security": (12, 12),
    "long-context": (12, 13),
}


def _read(name: str) -> Listed:
    return read_readme((OWN / f"{name}.md").read_bytes(), description(name))


def _titled(listed: Listed, title: str) -> Entry:
    (entry,) = [each for each in listed.entries if each.fields and each.fields["title"] == title]
    return entry


@pytest.mark.parametrize("name", READMES)
def test_entries_are_read_as_their_maintainers_meant(name: str) -> None:
    listed = _read(name)
    for title, section, fields in BY_EYE[name]:
        entry = _titled(listed, title)
        assert entry.section == section
        assert {key: (entry.fields or {}).get(key) for key in fields} == fields


@pytest.mark.parametrize("name", READMES)
def test_a_small_readme_is_read_and_comes_back(name: str) -> None:
    listed = _read(name)
    read = [entry for entry in listed.entries if entry.fields]
    assert (len(read), len(listed.entries)) == SHARES[name]
    assert listed.same
    assert all(entry.exact for entry in listed.entries)


@pytest.mark.skipif(not BESIDE.is_dir(), reason="the whole READMEs are not beside the project")
@pytest.mark.parametrize(
    ("name", "entries", "unread"),
    [
        ("ctg-survey", 139, 0),
        ("cvpr-papers", 109, 0),
        ("deep-learning-papers", 238, 4),
        ("gnn-papers", 461, 0),
        ("gui-agents", 500, 0),
        ("llm-security", 56, 0),
        ("long-context", 1475, 5),
    ],
)
def test_a_whole_readme_is_read_and_comes_back(name: str, entries: int, unread: int) -> None:
    listed = read_readme((BESIDE / READMES[name]).read_bytes(), description(name))
    assert listed.same
    assert all(entry.exact for entry in listed.entries)
    kept = [entry for entry in listed.entries if not entry.fields]
    assert (len(listed.entries), len(kept)) == (entries, unread)


@pytest.mark.skipif(not BESIDE.is_dir(), reason="the whole READMEs are not beside the project")
@pytest.mark.parametrize("name", READMES)
def test_no_field_holds_what_is_of_another_kind(name: str) -> None:
    listed = read_readme((BESIDE / READMES[name]).read_bytes(), description(name))
    for fields in (entry.fields for entry in listed.entries if entry.fields):
        texts = [value for value in fields.values() if isinstance(value, str)]
        assert not any(text != text.strip() or "](" in text for text in texts), fields
        for venue in (fields.get("venue", ""), fields.get("publisher", "")):
            assert "`" not in venue, fields
            assert "http" not in venue, fields
        for person in (*fields.get("authors", ()), *fields.get("tags", ())):
            assert "http" not in person, fields
            assert "," not in person, fields
            assert "*" not in person, fields


def test_rows_of_a_table_are_read_as_people_write_them() -> None:
    listed = read_readme((OWN / "ai-memory.md").read_bytes(), description("ai-memory"))
    assert listed.same
    assert [(entry.section[-1], entry.line, entry.fields) for entry in listed.entries] == [
        (
            "Survey",
            16,
            {
                "date": "2026-06-25",
                "title": "Agents That Know Too Much: A Data-Centric Survey of Privacy in LLM "
                "Agents",
                "tags": ["Survey", "Agent Privacy"],
                "links": [_paper("https://arxiv.org/pdf/2606.26627v1")],
                "bullets": [
                    "What an agent may know of people, told by the **data** that it holds.",
                    "Where memories leak, before an answer is given & after (< 5 steps).",
                ],
            },
        ),
        (
            "Survey",
            35,
            {
                "date": "2025-12-15",
                "title": "Memory in the Age of AI Agents: A Survey",
                "tags": ["Forms-Functions-Dynamics"],
                "links": [_paper("https://arxiv.org/pdf/2512.13564")],
                "bullets": ["A landscape of memory in three views."],
            },
        ),
        (
            "Framework & Methods",
            63,
            {
                "date": "2026-03-11",
                "title": "When OpenClaw Meets Hospital: Toward an Agentic Operating System for "
                "Dynamic Clinical Workflows",
                "tags": ["openclaw"],
                "links": [_paper("https://arxiv.org/pdf/2603.11721")],
                "bullets": ["Agents that may read and write some files alone."],
            },
        ),
        ("Framework & Methods", 70, None),
    ]


def _paper(url: str) -> dict[str, str]:
    return {"label": "arXiv", "kind": "Paper", "url": url}


@pytest.mark.skipif(not BESIDE.is_dir(), reason="the whole READMEs are not beside the project")
@pytest.mark.parametrize(
    ("name", "entries", "unread"), [("ai-memory", 542, 1), ("attention-heads", 86, 0)]
)
def test_a_whole_readme_with_a_table_is_read(name: str, entries: int, unread: int) -> None:
    listed = read_readme((BESIDE / GENERATED[name]).read_bytes(), description(name))
    assert listed.same
    kept = [entry for entry in listed.entries if not entry.fields]
    assert (len(listed.entries), len(kept)) == (entries, unread)


def test_comments_code_and_other_parts_hold_no_entries() -> None:
    text = """# List

- **Not under the heading**

## Papers

<!-- - **Not this**
- **Nor this** -->

```
- **Nor this**
```

Prose, with a note.

- **This** <!-- and no more -->
- **And this**

* * *

## Later

- **Not this**
"""
    described = read_description(with_entry("- **{title}**"))
    listed = read_readme(text.encode(), described)
    assert [(entry.line, entry.fields) for entry in listed.entries] == [
        (16, {"title": "This"}),
        (17, {"title": "And this"}),
    ]


def test_notes_below_an_entry_belong_to_it() -> None:
    text = """## Papers

* **A**, 2020
  * A note, with a bullet as entries have it.
  * And one more.
* **B**, 2020
  - A note, with another bullet.
* Some topic
  * **C**, 2020
"""
    listed = read_readme(text.encode(), read_description(_DATED))
    assert listed.same
    assert [(entry.text, bool(entry.fields)) for entry in listed.entries] == [
        (
            "* **A**, 2020\n  * A note, with a bullet as entries have it.\n  * And one more.",
            True,
        ),
        ("* **B**, 2020\n  - A note, with another bullet.", True),
        ("* Some topic", False),
        ("  * **C**, 2020", True),
    ]


def test_entries_below_bullets_that_name_a_topic_are_read() -> None:
    text = """## Papers

* Faces
     * **A**, 2020
       * A note.
     * **B**, 2020

* Voices
     - **C**, 2020
"""
    described = read_description(_DATED)
    listed = read_readme(text.encode(), described)
    assert listed.same
    assert [(entry.line, entry.fields and entry.fields["title"]) for entry in listed.entries] == [
        (3, None),
        (4, "A"),
        (6, "B"),
        (8, None),
        (9, "C"),
    ]
    added = put_entry(text, described, {"title": "D", "date": "2021"})
    assert added == text.replace("**C**, 2020\n", "**C**, 2020\n     * **D**, 2021\n")
    indented = _DATED.replace("  * **{title}", "       * **{title}")
    assert read_readme(text.encode(), read_description(indented)).entries[1].fields


def test_a_table_of_contents_holds_no_entries() -> None:
    text = """# Papers

- [A](#a)
  - [B, in detail](#b)
1. **[C](#c)**
- [D](https://d.org)
- [E](#e) and more

## A

* **F**, 2020
"""
    described = read_description(_DATED.replace(', under: "## Papers"', ""))
    listed = read_readme(text.encode(), described)
    assert [entry.text for entry in listed.entries] == ["* **F**, 2020"]
    bullets = read_description(with_entry("- **{title}**").replace(', under: "## Papers"', ""))
    read = read_readme(text.encode(), bullets).entries
    assert [entry.line for entry in read] == [6, 7]


_DATED = with_entry("* **{title}**, {date}").replace("month", "year")


def test_entries_may_be_headings_of_a_level() -> None:
    text = """## Papers

### Vision

#### A. [pdf](https://a.org)

_Ada Lovelace, Alan Turing_

#### B. [pdf](https://b.org)

*Ada Lovelace, Alan Turing*

**Prose.**

### Text

#### C. [pdf](https://c.org)
"""
    entry = "#### {title}. {links| |[{word}]({url})}\n\n*{authors}*"
    described = read_description(_in_sections(with_entry(entry), "3"))
    listed = read_readme(text.encode(), described)
    assert listed.same
    assert [
        (each.section[-1], each.fields and each.fields["title"]) for each in listed.entries
    ] == [
        ("Vision", "A"),
        ("Vision", "B"),
        ("Text", "C"),
    ]
    assert listed.entries[1].text.endswith("*Ada Lovelace, Alan Turing*")


def _in_sections(described: str, headings: str) -> str:
    return described.replace(
        "order: append",
        f'sections: {{by: area, headings: "{headings}"}}\norder: append',
    ).replace("options: [Vision, Text]}", "options: sections}", 1)


def test_a_heading_that_would_be_a_section_and_an_entry_is_refused() -> None:
    described = _in_sections(with_entry("#### {title}"), "3-4")
    with pytest.raises(BrokenDescription, match=r"entry .*level 4.* 3-4 "):
        read_description(described)


def test_a_heading_of_just_these_words_comes_before_one_that_begins_with_them() -> None:
    described = read_description(with_entry("- {title}"))
    text = b"## Papers by year\n\n- One\n\n## Papers\n\n- Two\n\n## Papers, too\n\n- Three\n"
    found = read_readme(text, described).entries
    assert [entry.fields for entry in found] == [{"title": "Two"}]


@pytest.mark.parametrize("heading", ["*`*Papers*`*", "[[Papers](a)](b)", "`**`Papers", "<<b>b>P"])
def test_a_heading_is_found_by_what_is_read_of_it(heading: str) -> None:
    line = lines_of(f"## {heading}\n")[0]
    found = with_entry("- {title}").replace('"## Papers"', json.dumps(f"## {line.heading}"))
    text = f"## {heading}\n\n- Two\n".encode()
    assert read_readme(text, read_description(found)).entries


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"## Papers\n\xff", "line 2: not UTF-8, at byte 10"),
        ("## Papers\n".encode("utf-16"), "not UTF-8, at byte 0"),
        (b"## Papers\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n", "line 2 is a mark of a conflict"),
        (b"# Articles\n", "no heading begins with “## Papers”"),
    ],
)
def test_a_readme_that_cannot_be_cut_is_named(content: bytes, words: str) -> None:
    described = read_description(with_entry("- {title}"))
    with pytest.raises(BrokenState, match=r"^README\.md: ") as caught:
        read_readme(content, described)
    assert words in str(caught.value)


_LINES = st.lists(
    st.sampled_from(
        [
            "## Papers",
            "### A",
            '- "Ada on Engines", 1843-10, `x`, [[paper]](https://a.org)',
            '- "A", 1843-10 [[paper]](https://a.org)  \t',
            '  - "A", 1843-10, ACL 43, [[paper]](https://a.org)',
            "- an entry that nothing reads",
            "  and its second line",
            "<!--",
            "-->",
            "```",
            "",
            "   ",
            "\t",
            "prose\x0b\x0c\x1c\u2028\u0085here",
            "\ufeff",
            "* * *",
            "<details>",
        ]
    )
    | st.text(max_size=20),
    max_size=30,
)


@given(_LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans(), st.booleans())
def test_any_readme_comes_back_byte_for_byte(
    lines: list[str], newline: str, bom: bool, ends: bool
) -> None:
    text = newline.join(("## Papers", *lines)) + (newline if ends else "")
    content = (("\ufeff" if bom else "") + text).encode("utf-8", "replace")
    try:
        assert read_readme(content, description("llm-security")).same
    except BrokenState:
        assert bom or newline == "\r"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_change_nothing_that_is_read(
    newline: str, bom: str
) -> None:
    text = (OWN / "gui-agents.md").read_text("utf-8")
    content = (bom + text.replace("\n", newline)).encode()
    listed = read_readme(content, description("gui-agents"))
    assert [entry.fields for entry in listed.entries] == [
        entry.fields for entry in _read("gui-agents").entries
    ]
    assert listed.same


_HOSTILE = {
    "one long line": lambda size: "1. [**" + "a" * size,
    "the end of a gap, again and again": lambda size: "1. [**" + "**](" * (size // 4),
    "a gap that begins again and again": lambda size: (
        "1. [**a**](https://a.org) _b_ " * (size // 30)
    ),
    "blanks": lambda size: "1. [**a" + " " * size + "b",
    "backslashes": lambda size: "1. [**a" + "\\" * size + "**](",
    "many short entries": lambda size: "1. [**a**](\n" * (size // 12),
    "many blank lines": lambda size: "1. [**a**](https://a.org) _b_ c\n" + "\n" * size,
    "badges without end": lambda size: (
        "1. [**a**](https://a.org) _b_ c"
        + " [![GitHub Repo stars](https://img.shields.io/github/stars/a)](" * (size // 60)
    ),
    "comments that open": lambda size: "<!-- " * (size // 5),
    "brackets": lambda size: (
        "1. [**" + "[" * (size // 2) + "]" * (size // 2) + "**](https://a.org)"
    ),
}


@pytest.mark.parametrize(
    "kind", chosen(_HOSTILE, *(_HOSTILE.keys() - {"many short entries", "many blank lines"}))
)
def test_twice_the_text_takes_at_most_twice_the_time(kind: str) -> None:
    def seconds(size: int) -> float:
        content = ("## 📜 Papers\n\n" + _HOSTILE[kind](size) + "\n").encode()
        start = time.process_time()
        assert read_readme(content, description("long-context")).same
        return time.process_time() - start

    seconds(1_000)
    ratios = []
    for _ in range(5):
        ratios.append((seconds(1_000_000) + 0.02) / (seconds(500_000) + 0.02))
        if ratios[-1] <= 2.6:
            return
    raise AssertionError(ratios)


def test_an_entry_that_stands_twice_has_the_section_and_the_line_of_each() -> None:
    form = description("llm-security")
    entry = '- "Doors", 2024-01, [[paper]](https://arxiv.org/abs/2401.00001)\n'
    readme = f"## Papers\n\n### A\n{entry}\n### B\n{entry}"

    found = read_readme(readme.encode(), form).entries

    assert [(each.section, each.line) for each in found] == [
        (("Papers", "A"), 4),
        (("Papers", "B"), 7),
    ]
    assert found[0].fields == found[1].fields is not None
