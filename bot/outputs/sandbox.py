"""Fill templates that a list brings itself: no code runs, no value is live, and it has an end.

Whoever writes one may slip, and a paper's title is a stranger's. So what a sink has made may
only be shown or joined, and a value that reaches a text through none is escaped for any place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from jinja2.utils import Namespace

from bot.catalog import Paper
from bot.config import TEXTS_FOLDER
from bot.text import escape, shorten

LONGEST = 1_000_000  # characters of a text that is made
LONGEST_TEMPLATE = 100_000
_STEPS = 300_000  # of loops and calls; a list of 10,000 papers takes 10,000
_STEPS_OF_CALL = 10
_LONGEST_LIST = 10_000
_METHODS = frozenset(("get", "items", "keys", "values"))
_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.Name, nodes.NSRef),
    *(nodes.Assign, nodes.AssignBlock, nodes.For, nodes.If, nodes.Macro, nodes.With, nodes.Scope),
    *(nodes.Include, nodes.Import, nodes.FromImport, nodes.CondExpr, nodes.Filter, nodes.Test),
    *(nodes.Call, nodes.Getattr, nodes.Getitem, nodes.Concat, nodes.And, nodes.Or, nodes.Not),
    *(nodes.Compare, nodes.Operand, nodes.List, nodes.Tuple, nodes.Dict, nodes.Pair),
    *(nodes.Keyword, nodes.Add, nodes.Sub, nodes.Neg),
)


def path_of(name: str) -> str:
    """Return where in a list's repository a template of its own is."""
    return f"{TEXTS_FOLDER}/{name}"


class _Generator(CodeGenerator):
    """Compiles templates so that all that is shown or joined goes through the environment."""

    def _output_child_pre(self, *_: Any) -> None:
        self.write("environment.shown(")

    def _output_child_post(self, *_: Any) -> None:
        self.write(")")

    def visit_Concat(self, node: nodes.Concat, frame: Any) -> None:  # noqa: N802
        self.write("environment.joined((")
        for each in node.nodes:
            self.visit(each, frame)
            self.write(", ")
        self.write("))")


class Sandbox(ImmutableSandboxedEnvironment):
    """Fills the templates of a list, `texts` by their names; others are `shipped`."""

    intercepted_binops = frozenset(("+", "-"))
    code_generator_class = _Generator

    def __init__(
        self,
        texts: Mapping[str, str],
        shipped: jinja2.Environment,
        sinks: Mapping[str, Callable[..., Any]],
    ) -> None:
        super().__init__(
            loader=jinja2.FunctionLoader(self._load),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.texts = texts
        self._shipped = shipped
        self._left = _STEPS
        say = shipped.globals["say"]
        self._callable = (safe_range, say, Namespace)
        self.globals.clear()
        self.globals |= {"range": safe_range, "say": say, "namespace": Namespace}
        plain: Mapping[str, Callable[..., Any]] = {
            **{"length": len, "lower": str.lower, "upper": str.upper, "trim": str.strip},
            **{"capitalize": str.capitalize, "title": str.title, "truncate": shorten},
        }
        self.filters.clear()
        self.filters |= {name: _on_values(each) for name, each in {**sinks, **plain}.items()}
        self.filters |= {"default": FILTERS["default"], "join": self.join, "counted": self._counted}

    def concat(self, parts: Iterable[str]) -> str:
        """Return the parts of a text. Raises SecurityError for one that is too long."""
        return bounded(parts)

    def _load(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        """Return a template with its path, by which its faults are named."""
        return (self.texts[name], path_of(name), lambda: True) if name in self.texts else None

    def begin(self) -> None:
        """Begin another text, which may take as many steps as any."""
        self._left = _STEPS

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> jinja2.Template:  # noqa: A002
        """Return a template of the list's, or a shipped one."""
        self._count(1)
        if name in self.texts:
            return super().get_template(name, parent, globals)
        return self._shipped.get_template(name, parent, globals)

    def compile(self, source: Any, name: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Return the code of a template. Raises TemplateSyntaxError."""
        try:
            return super().compile(source, name, *args, **kwargs)
        except (RecursionError, SyntaxError) as error:  # of Python, which has its limits
            raise jinja2.TemplateSyntaxError("too much within each other", 1, name) from error

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Return what a template says. Raises TemplateSyntaxError for what it may not."""
        if len(source) > LONGEST_TEMPLATE:
            raise jinja2.TemplateSyntaxError(
                f"longer than {LONGEST_TEMPLATE:,} characters", 1, name
            )
        tree = super()._parse(source, name, filename)
        for node in [tree, *tree.find_all(nodes.Node)]:
            if why := _refused(node):
                raise jinja2.TemplateSyntaxError(why, node.lineno or 1, name)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "counted", [], [], None, None, lineno=loop.lineno)
        return tree

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may see an attribute: of a text or of what it calls it may not."""
        is_closed = isinstance(obj, str) or (callable(obj) and not isinstance(obj, LoopContext))
        return not is_closed and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Return what formats a text: nothing does."""

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call something: what only reads."""
        if isinstance(obj, Macro | LoopContext) or any(obj is each for each in self._callable):
            return True
        owner, name = getattr(obj, "__self__", None), getattr(obj, "__name__", "")
        if isinstance(owner, LoopContext):
            return True
        return name in _METHODS and isinstance(owner, Mapping | Paper)

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call what a template calls."""
        __self._count(_STEPS_OF_CALL)
        return super().call(__context, __obj, *args, **kwargs)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Return the sum or the difference of numbers, or lists one after the other."""
        if type(left) is type(right) is int or (
            operator == "+"
            and isinstance(left, list)
            and isinstance(right, list)
            and len(left) + len(right) <= _LONGEST_LIST
        ):
            return super().call_binop(context, operator, left, right)
        raise SecurityError(f"{operator} takes whole numbers here; texts are joined by ~")

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return a part of a value; a text has none."""
        if isinstance(obj, str):
            raise SecurityError("a text has no parts here")
        return super().getitem(obj, argument)

    def shown(self, value: Any) -> str:
        """Return what a text shows of a value."""
        return str(value) if escape.is_made(value) else escape.for_anywhere(str(value))

    def joined(self, parts: Iterable[Any]) -> str:
        """Return parts in one text, which is what a sink has made if one of them is."""
        return self.join(parts)

    def join(self, parts: Iterable[Any], between: Any = "") -> str:
        """Return parts in one text, with another one between two of them."""
        texts = self._counted(parts)
        if sum(len(str(each)) + len(str(between)) for each in texts) > LONGEST:
            raise SecurityError(f"a text of more than {LONGEST:,} characters")
        if any(map(escape.is_made, (*texts, between))):
            return escape.joined_anywhere(texts, between)
        return str(between).join(map(str, texts))

    def _counted(self, values: Iterable[Any]) -> list[Any]:
        """Return what a loop goes through. Raises SecurityError where that is too much."""
        if isinstance(values, str):
            raise SecurityError("a text has no parts here")
        found = [*values]
        self._count(len(found))
        return found

    def _count(self, steps: int) -> None:
        self._left -= steps
        if self._left < 0:
            raise SecurityError(f"more than {_STEPS:,} steps")


def bounded(parts: Iterable[str]) -> str:
    """Return the parts of a text. Raises SecurityError for one that is too long."""
    found, size = [], 0
    for part in parts:
        size += len(part)
        if size > LONGEST:
            raise SecurityError(f"a text of more than {LONGEST:,} characters")
        found.append(part)
    return "".join(found)


def _on_values(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that refuses what a sink has made: it could undo what that did."""

    @wraps(filter_)
    def checked(value: Any, *args: Any, **kwargs: Any) -> Any:
        if escape.is_made(value):
            raise SecurityError("nothing may follow the filter that made a text safe")
        return filter_(value, *args, **kwargs)

    return checked


def _refused(node: nodes.Node) -> str:
    """Return why a part of a template may not stand there, blank where it may."""
    if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.AssignBlock) and node.filter):
        return f"{type(node).__name__} is not allowed in a list's own template"
    if isinstance(node, nodes.Include | nodes.Import | nodes.FromImport):
        is_named = isinstance(node.template, nodes.Const) and isinstance(node.template.value, str)
        return "" if is_named else "only a template that is named may be taken in"
    if isinstance(node, nodes.TemplateData) and "<!-- paper-bot:" in node.data:
        return "the bot's own markers may not stand in a text"
    return ""
