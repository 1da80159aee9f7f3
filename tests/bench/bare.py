"""Render a list in the few lines that people write who need no more: `bare.py LIST PAGE`.

It is what `bot render` is measured against, and writes the same rows of the same papers.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment

BADGES = {
    "Paper": ("%23D2691E", ""),
    "Code": ("brightgreen", "github"),
    "Page": ("black", "googlechrome"),
}
PAGE = """# Papers

{% for paper in papers %}
{% set anchor = paper.title | slug %}
<p id="paper-{{ anchor }}">
<strong><a href="{{ paper.links[0].url }}">{{ paper.title }}</a></strong><br>
<a href="#user-content-paper-{{ anchor }}">{{ paper.date }}</a>
{% for head in paper.heads %}
<a href="papers/heads.md#user-content-head-{{ head | slug }}"><img src="https://img.shields.io/badge/{{ head | badge }}-blue" alt="{{ head }}"></a>
{% endfor %}
{% for link in paper.links %}
<a href="{{ link.url }}"><img src="{{ link | link_badge }}" alt="{{ link.label }} {{ link.kind }}"></a>
{% endfor %}
<br>
• {{ paper.summary.innovation }}<br>
• {{ paper.summary.tasks }}<br>
• {{ paper.summary.result }}
</p>
{% endfor %}
"""  # noqa: E501


def slug(title: str) -> str:
    return re.sub("[^a-z0-9]+", "-", title.lower()).strip("-")[:72].strip("-")


def badge(text: str) -> str:
    return quote(text.replace("-", "--").replace("_", "__").replace(" ", "_"), safe="")


def link_badge(link: dict[str, Any]) -> str:
    colour, logo = BADGES[link["kind"]]
    logo = "arxiv" if link["label"] == "arXiv" else logo
    address = f"https://img.shields.io/badge/{badge(link['label'])}-{link['kind']}-{colour}"
    return f"{address}?logo={logo}" if logo else address


def main(papers: Path, page: Path) -> None:
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(slug=slug, badge=badge, link_badge=link_badge)
    listed = json.loads(papers.read_text("utf-8"))
    listed.sort(key=lambda paper: paper["date"], reverse=True)
    page.write_text(environment.from_string(PAGE).render(papers=listed), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
