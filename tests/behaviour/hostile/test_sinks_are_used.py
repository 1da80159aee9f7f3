"""Nothing in the code builds output from a submitter's text but through a sink.

The code is read here, not run: what goes to a page, a log or a file is made by `bot.text.escape`
or is a value of the bot's own, named below.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

from bot.outputs.templates import TEMPLATES
from tests.paths import PROJECT

BOT = PROJECT / "bot"
SINK_FILES = [BOT / "text" / f"{name}.py" for name in ("escape", "forms", "markdown_row")]
# The hub plays GitHub: it answers programs, as JSON.
SOURCES = sorted({*BOT.rglob("*.py")} - {*SINK_FILES})


def named(path: Path) -> str:
    return str(path.relative_to(BOT.parent))


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Yield each call with the name of what is called, such as `re.sub`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def places(path: Path, nodes_of: list[ast.AST]) -> list[str]:
    return [f"{named(path)}:{getattr(node, 'lineno', 0)}" for node in nodes_of]


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_only_sinks_say_that_a_text_is_safe(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    modules = [
        *(alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names),
        *(n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)),
    ]
    assert "markupsafe" not in modules
    escapes = [call for call, name in calls(tree) if name in ("html.escape", "escape", "Markup")]
    assert places(path, [*escapes]) == []


FORBIDDEN_MODULES = {"yaml", "pickle", "marshal", "shelve", "subprocess", "pty", "ctypes"}
ALLOWED = {
    # It starts git, without a shell, with words of the bot's own and names of commits.
    ("bot/gateway/checkout.py", "subprocess"),
    # It takes the events of YAML apart itself, and makes nothing of a tag.
    ("bot/listing/strict_yaml.py", "yaml"),
    # Read as that is before; then it makes nodes of it, and no value of a tag.
    ("bot/listing/store/yaml_file.py", "yaml"),
    # It writes nodes by the safe dumper.
    ("bot/listing/store/yaml_style.py", "yaml"),
    # By the safe loader, which makes plain values alone.
    ("bot/doctor/beside.py", "yaml"),
}
# It imports the module of a command, by a name of its own table.
ALLOWED_CALLS = {("bot/commands/cli.py", "importlib.import_module")}
FORBIDDEN_CALLS = {
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "string.Template",
    "Template", "importlib.import_module",
}  # fmt: skip
FORBIDDEN_METHODS = ("from_string", "format_map", "substitute", "safe_substitute")


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_no_text_becomes_code_a_template_or_a_command(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    found: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names]
            module = getattr(node, "module", None) or ""
            used = {name.split(".")[0] for name in (*names, module)} & FORBIDDEN_MODULES
            if used - {module for place, module in ALLOWED if place == named(path)}:
                found.append(node)
    for call, name in calls(tree):
        method = name.rpartition(".")[2]
        is_template = method == "format" and not isinstance(
            getattr(call.func, "value", None), ast.Constant
        )
        by_shell = any(keyword.arg == "shell" for keyword in call.keywords)
        if (named(path), name) in ALLOWED_CALLS:
            continue
        if name in FORBIDDEN_CALLS or method in FORBIDDEN_METHODS or is_template or by_shell:
            found.append(call)
    assert places(path, found) == []


@pytest.mark.parametrize("path", [*SOURCES, *SINK_FILES], ids=named)
def test_no_pattern_is_replaced_by_a_text_that_could_hold_a_group(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    functions = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
    found: list[ast.AST] = []
    for call, name in calls(tree):
        if name.rpartition(".")[2] in ("sub", "subn"):
            by = call.args[1] if name in ("re.sub", "re.subn") else call.args[0]
            is_function = isinstance(by, ast.Name) and by.id in functions
            if not (isinstance(by, ast.Constant | ast.Lambda) or is_function):
                found.append(call)
    assert places(path, found) == []


# What is printed without a sink: a word of the bot's own.
OWN_PRINTED = {"word"}


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_what_is_printed_goes_through_a_sink(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    printed = [call.args[0] for call, name in calls(tree) if name in ("print", "click.echo")]
    found = [
        each
        for each in printed
        if not (
            isinstance(each, ast.Constant)
            or ast.unparse(each) in OWN_PRINTED
            or (isinstance(each, ast.Call) and is_sink(each))
        )
    ]
    assert places(path, [*found]) == []
    writes = [
        call for call, name in calls(tree) if name in ("sys.stdout.write", "sys.stderr.write")
    ]
    # Where a dependency is missing, nothing of the bot can be imported.
    assert path.name == "__main__.py" or places(path, [*writes]) == []


def is_sink(call: ast.Call) -> bool:
    return ast.unparse(call.func).removeprefix("escape.") in (
        "for_log", "for_terminal", "for_json", "for_annotation"
    )  # fmt: skip


# What is shown by rich: a text reaches a console by these alone, and is escaped there.
OF_RICH = ("Text", "highlight")
SHOWN_BY_RICH = ("print", "rule", "add_row", "log", "out", "print_json", "status", "input")


def unsunk_on_a_terminal(tree: ast.AST) -> list[ast.AST]:
    """Return what goes to a terminal through rich, and through no sink."""
    found: list[ast.AST] = []
    made = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }

    def is_made(each: ast.expr) -> bool:
        """Whether it is a constant, or what one of rich's own makes of it."""
        if isinstance(each, ast.Name):
            each = made.get(each.id, each)
        if not isinstance(each, ast.Call):
            return isinstance(each, ast.Constant)
        return ast.unparse(each.func) in (*OF_RICH, "Table")

    for call, name in calls(tree):
        owner, _, method = name.rpartition(".")
        if name in OF_RICH:
            first = call.args[0]
            if not (isinstance(first, ast.Constant) or (is_made_by_sink(first))):
                found.append(call)
        elif owner in ("console", "table", "Console()") and method in SHOWN_BY_RICH:
            found += [each for each in call.args if not is_made(each)]
    return found


def is_made_by_sink(each: ast.expr) -> bool:
    return isinstance(each, ast.Call) and is_sink(each)


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_what_a_terminal_shows_goes_through_a_sink(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert places(path, unsunk_on_a_terminal(tree)) == []


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("console.print(Text(for_terminal(title)))", 0),
        ("console.print(highlight(for_terminal(title)), soft_wrap=True)", 0),
        ("console.print(Text(title))", 1),
        ("console.print(title)", 1),
        ("console.rule(f'Issue {title}')", 1),
        ("text = Text(for_log(title))\nconsole.print(text)", 0),
        ("text = title\nconsole.print(text)", 1),
        ("table.add_row(Text(check.found))", 1),
        ("console.print(highlight(body))", 1),
    ],
)
def test_what_a_terminal_shows_without_a_sink_is_found(code: str, count: int) -> None:
    assert len(unsunk_on_a_terminal(ast.parse(code))) == count


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_what_is_logged_is_a_text_of_the_bots_with_values(path: Path) -> None:
    """The values become one line by the formatter, which is for_log; see test_cli.py."""
    tree = ast.parse(path.read_text("utf-8"))
    levels = {
        f"logger.{name}" for name in ("debug", "info", "warning", "error", "exception", "log")
    }
    logged = [call for call, name in calls(tree) if name in levels]
    assert places(path, [c for c in logged if not isinstance(c.args[0], ast.Constant)]) == []


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_no_file_of_actions_is_named_but_those_for_results(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    words = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)}
    assert not words & {"GITHUB_ENV", "GITHUB_PATH", "GITHUB_STATE"}
    if words & {"GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"}:
        assert path.name == "settings.py"


def test_templates_escape_by_default() -> None:
    tree = ast.parse((BOT / "outputs" / "templates.py").read_text("utf-8"))
    (made,) = [call for call, name in calls(tree) if name.endswith("Environment")]
    given = {keyword.arg: ast.unparse(keyword.value) for keyword in made.keywords}
    assert given["autoescape"] == "True"
    assert given["undefined"] == "jinja2.StrictUndefined"


# --- templates -----------------------------------------------------------------------------

SINKS = {
    "text", "attribute", "markdown", "address", "code", "fence", "number", "tag_badge",
    "link_badge", "day", "line", "note", "yaml", "yaml_list", "prose",
}  # fmt: skip
MACROS = {"say", "row", "framed", "shown", "items", "entries", "source"}
# Words, numbers, days, digests, anchors and addresses of the bot's own; escaped all the same.
OWN_VALUES = {
    "issue", "pull", "first", "times", "most", "digest", "changed", "field", "list_url", "link",
    "called.page", "template", "page.name", "not_known|join", "kept|join", "mark", "source",
    "anchor", "home", "paper.date", "places[]",
    "entry.date", "group.name", "tag.address", "part.anchor", "place.anchor",
    *(f"chart.{name}" for name in ("height", "axis")), "place", "year", "theme.text",
    "theme.muted", "theme.shades[]", "line.place", "line.total",
    *(f"cell.{name}" for name in ("place", "width", "middle", "value")),
}  # fmt: skip
# Rows, lines and sections, which the macros here have made; what none has made is escaped.
SHOWING = ("list.md.j2", "paper.html.j2", "tags.md.j2", "page.md.j2", "README.md.j2")
MADE_BY_MACROS = {name: ["each"] for name in SHOWING}
TEMPLATE_FILES = sorted(TEMPLATES.rglob("*.j2"))


def shown(node: nodes.Node) -> str:
    """Write an expression in short."""
    match node:
        case nodes.Name():
            return str(node.name)
        case nodes.Getattr():
            return f"{shown(node.node)}.{node.attr}"
        case nodes.Getitem():
            return f"{shown(node.node)}[]"
        case nodes.Filter():
            assert node.node is not None
            return f"{shown(node.node)}|{node.name}"
        case _:
            return type(node).__name__


def unsunk(node: nodes.Node) -> list[str]:
    """Return the values in an expression that go to the text without a sink."""
    match node:
        case nodes.TemplateData() | nodes.Const():
            return []
        case nodes.CondExpr():
            return [*unsunk(node.expr1), *(unsunk(node.expr2) if node.expr2 else [])]
        case nodes.Or():
            return [*unsunk(node.left), *unsunk(node.right)]
        case nodes.Tuple(items=parts) | nodes.Concat(nodes=parts):
            return [each for part in parts for each in unsunk(part)]
        case nodes.Mod(left=nodes.Const()):
            return unsunk(node.right)
        case nodes.Filter(name="length"):
            return []
        case nodes.Filter() if node.name in SINKS:
            return []
        case nodes.Call() if shown(node.node) in MACROS:
            return []
        case _ if shown(node) in OWN_VALUES:
            return []
        case _:
            return [shown(node)]


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=lambda path: path.name)
def test_every_value_of_a_template_goes_through_a_sink(path: Path) -> None:
    tree = jinja2.Environment(autoescape=True).parse(path.read_text("utf-8"))
    found = [each for out in tree.find_all(nodes.Output) for n in out.nodes for each in unsunk(n)]
    assert found == MADE_BY_MACROS.get(path.name, [])
    assert list(tree.find_all((nodes.FilterBlock, nodes.ScopedEvalContextModifier))) == []
    for other in tree.find_all((nodes.Include, nodes.FromImport)):
        assert isinstance(other, nodes.Include | nodes.FromImport)
        assert isinstance(other.template, nodes.Const)


def test_the_page_of_the_demo_takes_unescaped_what_was_cleaned_and_nothing_else() -> None:
    page = (PROJECT / "examples" / "page.html.j2").read_text("utf-8")
    assert page.count("| safe") == page.count("safe }}") == 2
    assert "{{ show(card.text) | safe }}" in page
    assert "{{ readme | safe }}" in page


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("{{ paper.title }}", ["paper.title"]),
        ("{{ paper.title | safe }}", ["paper.title|safe"]),
        ("{{ paper.title | upper }}", ["paper.title|upper"]),
        ("{{ paper.title | markdown }}", []),
        ("{{ paper.title | markdown | safe }}", ["paper.title|markdown|safe"]),
        ("{{ paper.title | text or paper.title }}", ["paper.title"]),
        ("{{ paper.title | text | safe }}", ["paper.title|text|safe"]),
        ("{{ paper.links | main_address }}", ["paper.links|main_address"]),
        ("{{ names[paper.title] }}", ["names[]"]),
        ("{{ paper.text(paper.title) }}", ["Call"]),
        ("{{ 'a' ~ note.message if note }}", ["note.message"]),
        ("{{ '%d' % (problems | length) }}{{ '%s' % problem.read }}", ["problem.read"]),
        ("{{ '%s %s' % (pull, problem.read) }}", ["problem.read"]),
    ],
)
def test_a_value_without_a_sink_is_found(template: str, found: list[str]) -> None:
    tree = jinja2.Environment(autoescape=True).parse(template)
    assert [x for out in tree.find_all(nodes.Output) for n in out.nodes for x in unsunk(n)] == found
