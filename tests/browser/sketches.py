"""A small list as readers would have it, to hold the measures to: nothing in it is wrong."""

from __future__ import annotations

from tests.browser.repository import Repository

_BADGE = "https://img.shields.io/badge"
README = f"""# A List

Two papers. [By head](papers/heads.md) · [Papers](#papers) ·
[Add one](../../issues/new/choose)

<picture><source media="(prefers-color-scheme: dark)" srcset="papers/chart-dark.svg">
<img src="papers/chart-light.svg" alt="A chart"></picture>

## Papers

<table>
<tr id="paper-a"><td>
<a href="https://a.example/"><strong>What a Very Long Title of a Paper About Heads Does When Little
Room Is Left for It</strong></a><br>
<a href="papers/heads.md#user-content-copy-head"><img src="{_BADGE}/Copy_Head-blue" alt="Copy"></a>
<a href="papers/heads.md#user-content-induction-head"><img
src="{_BADGE}/Constituency_Grammar_Inducing_Head-blue" alt="Induction"></a>
<a href="https://a.example/"><img src="{_BADGE}/arXiv-Paper-%23D2691E?logo=arxiv" alt="arXiv"></a>
</td></tr>
</table>

<details>
<summary>Older</summary>

<table>
<tr id="paper-b"><td>
<a href="https://b.example/"><strong>Another</strong></a>
<a href="#user-content-paper-b">2016-01-01</a><br>
<a href="papers/heads.md#user-content-copy-head"><img src="{_BADGE}/Copy_Head-blue" alt="Copy"></a>
</td></tr>
</table>

</details>

```
A line of code that is longer than most windows are wide, which may be moved sideways on GitHub too
```
"""
HEADS = """# Heads

[All papers](../README.md#papers)

## Copy Head

- [What a Very Long Title Does](../README.md#user-content-paper-a)
- [Another](../README.md#user-content-paper-b)

## Induction Head

- [What a Very Long Title Does](../README.md#user-content-paper-a)
"""
_CHART = """<svg xmlns="http://www.w3.org/2000/svg" width="240" height="100">
<text x="10" y="20" font-size="14" fill="{ink}">Papers by year</text>
<rect x="10" y="40" width="120" height="40" fill="{bar}"/>
<text x="20" y="65" font-size="12" fill="{on_bar}">2024</text>
</svg>
"""
FILES = {
    "README.md": README,
    "papers/heads.md": HEADS,
    "papers/chart-light.svg": _CHART.format(ink="#1f2328", bar="#0969da", on_bar="#fff"),
    "papers/chart-dark.svg": _CHART.format(ink="#f0f6fc", bar="#1f6feb", on_bar="#fff"),
}


def sketch(path: str = "README.md", old: str = "", new: str = "") -> Repository:
    """Return the list, with one thing in a file put in the place of another."""
    text = FILES[path]
    assert old in text
    return Repository({**FILES, path: text.replace(old, new) if old else text})
