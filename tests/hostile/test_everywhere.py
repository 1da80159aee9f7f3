"""Every live sign in every place of an issue: it is stored as typed, and raw nowhere else."""

from __future__ import annotations

import json

import pytest

from bot.config import branch_name
from bot.text.clean import clean, one_line
from tests.hostile.cases import FIELDS, TITLE, Case, template
from tests.hostile.site import Site
from tests.hostile.test_runs import check

CANARY = "Kanarienvogel"
SIGNS = {
    "tags": f"</td></table><{CANARY}><img src=x onerror=alert(1)><script>alert(2)</script>",
    "mentions": f"@{CANARY} @{CANARY}/team @@{CANARY} é@{CANARY} a@{CANARY}.example",
    "references": f"Closes #1 fixes {CANARY}/r#2 GH-3 0a1b2c3d4e {CANARY}#4",
    "addresses": f"https://{CANARY}.example www.{CANARY}.example [a](javascript:{CANARY})",
    "pictures": f"![{CANARY}](https://evil.example/p.png) ![b][c] [^1]",
    "markdown": f"``` ~~~ `{CANARY}` **b** _i_ | a | > q # h - [x] t $x$ ~~s~~",
    "entities": f"&lt;{CANARY}&gt; &#64;{CANARY} &commat;{CANARY} &#35;1 &amp;num;2",
    "unseen": f"<!-\u200b- {CANARY} --\u200b> Clo\u00adses #\u20601 @\u200b{CANARY} \u202e",
    "commands": f"::error::{CANARY} ##[group]{CANARY} %0A::add-mask::{CANARY}",
    "templates": f"${{{{ {CANARY} }}}} {{{{ 7*7 }}}} {{% raw %}} {{{CANARY}}} %s \\1 $(id)",
    "commit": f"[skip ci] [ci skip] {CANARY}: x skip-checks: true",
    "badge": f"-a--b_c__{CANARY}?logo=x#y/../%2D%5F.json",
}
# What must not stand as it was typed in any text but papers.json: it would be live there,
RAW = (
    f"@{CANARY}", "#1", "#2", "GH-3", "0a1b2c3d4e", f"://{CANARY}", f"www.{CANARY}",
    "[skip ci]", "[ci skip]", "\u200b", "\u202e", "&#64;", "&commat;",
)  # fmt: skip
# and what would be so where a text is rendered.
RAW_IN_A_PAGE = (f"<{CANARY}", "<script", "<img src=x")
PLACES = [*FIELDS, "link", "date", "above", "issue title"]


def body(place: str, sign: str) -> str:
    """Write a submission with a sign beside the words of one place."""
    match place:
        case "link" | "date":
            return template(extra=f"{place.title()}: {sign}\n")
        case "above":
            return template(before=f"{sign}\n\n")
        case "issue title":
            return template()
        case _:
            return template(**{place: f"{FIELDS[place]} {sign}"})


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_is_answered_harmlessly_in_every_place(
    sign: str, place: str, own_site: Site
) -> None:
    title = f"Add new paper: {SIGNS[sign]}" if place == "issue title" else "Add new paper: x"
    check(Case(f"{sign}-{place}", "accepted", body(place, SIGNS[sign]), title), own_site)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_in_a_record_is_stored_as_typed_and_raw_nowhere_else(
    sign: str, own_site: Site
) -> None:
    typed = SIGNS[sign]
    values = {name: f"A {name} with {typed}" for name in ("innovation", "tasks", "result")}
    own_site.file(Case(sign, "accepted", template(title=f"{TITLE} {typed}", **values)))
    run = own_site.run()
    assert CANARY not in run.log + run.output + run.summary
    stored = own_site.hub.read(branch_name(own_site.issue), "papers.json")
    assert stored
    summary = json.loads(stored)[-1]["summary"]
    assert summary["tasks"] == one_line(clean(f"A tasks with {typed}"))
    written, sent = own_site.written(), 0
    for request in run.requests:
        if request.method != "GET" and not request.path.endswith("/git/trees"):
            told = json.dumps(json.loads(request.body), ensure_ascii=False)
            told = told.replace(f"Closes #{own_site.issue}", "")
            told = told.replace(f"#{own_site.issue + 1}", "")
            assert [raw for raw in RAW if raw in told] == []
            sent += 1
    # Commit, branch, pull request, two times labels, comment, and the note that there is one.
    assert sent == 7
    for text in (written.comment, written.body, written.readme):
        assert text
        assert [raw for raw in RAW_IN_A_PAGE if raw in text] == []
