"""Live signs of every kind, to be put into every place."""

from __future__ import annotations

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
