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

<table>
<tr>
<td width="14%"><strong>Date</strong></td>
<td width="46%"><strong>Paper &amp; Summary</strong></td>
<td width="22%"><strong>Tags</strong></td>
<td width="18%"><strong>Links</strong></td>
</tr>
{% for paper in papers %}
<tr id="paper-{{ paper.title | slug }}">
<td rowspan="2" nowrap>{{ paper.date }}</td>
<td><strong>{{ paper.title }}</strong></td>
<td>
{% for head in paper.heads %}
<img src="https://img.shields.io/badge/{{ head | badge }}-blue" alt="{{ head }} Badge">
{% endfor %}
</td>
<td>
{% for link in paper.links %}
<a href="{{ link.url }}"><img src="{{ link | link_badge }}" alt="{{ link.label }} {{ link.kind }} Badge"></a>
{% endfor %}
</td>
</tr>
<tr>
<td colspan="3">
• {{ paper.summary.innovation }}<br>
• {{ paper.summary.tasks }}<br>
• {{ paper.summary.result }}
</td>
</tr>
{% endfor %}
</table>
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
