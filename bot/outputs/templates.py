"""Fill the Jinja2 templates of a folder, with autoescape on and undefined names an error.

A value reaches a text only through a filter, the last of which makes it safe for where it
stands. `text` and `attribute` do so for the place that a template is filled for: the row of
a paper stands in files and in comments.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

import jinja2
from jinja2.compiler import CodeGenerator

from bot.catalog import Sentence
from bot.config import shipped
from bot.errors import BrokenState
from bot.fields import NOTHING
from bot.outputs.badges import link_badge, main_address, tag_badge
from bot.outputs.sandbox import Sandbox, bounded, path_of
from bot.text import escape, for_line, for_note, for_yaml, for_yaml_list, translated

TEMPLATES = shipped("templates")


def prose(sentence: Sentence, sink: Callable[[str], str]) -> str:
    """Return a sentence as a sink has it, with its words of weight in bold."""
    return escape.weighed(sentence.text, sink) if sentence.bold else sink(sentence.text)


_FILTERS = {
    "markdown": escape.for_markdown,
    "address": escape.for_address,
    "code": escape.for_code,
    "fence": escape.for_fence,
    "line": for_line,
    "note": for_note,
    "yaml": for_yaml,
    "yaml_list": for_yaml_list,
    "number": "{:,}".format,
    "tag_badge": tag_badge,
    "link_badge": link_badge,
    "main_address": main_address,
}
_IN_FILES = {
    "text": escape.for_html,
    "attribute": cache(escape.for_attribute),
    "prose": partial(prose, sink=escape.for_html),
}
_IN_COMMENTS = {
    "text": escape.for_comment,
    "attribute": escape.for_comment_attribute,
    "prose": partial(prose, sink=escape.for_comment),
}
# In a text of the list's own, which may put a value that is meant for HTML into running Markdown.
_IN_OWN_COMMENTS = {
    "text": escape.for_anywhere,
    "attribute": escape.for_anywhere,
    "prose": partial(prose, sink=escape.for_anywhere),
}


class Templates:
    """The templates of one folder, for files or `for_comments`, in which texts are inert, too.

    Those of another language are in a folder of its name; one that it lacks is the English one.
    `own` are texts of the list's own, which take the place of those by their names.
    Every method raises BrokenState, with the template's name and line, where a
    template is missing or wrong.
    """

    def __init__(
        self,
        folder: Path = TEMPLATES,
        own: Mapping[str, str] = NOTHING,
        *,
        for_comments: bool = False,
        language: str = "en",
    ) -> None:
        self._folder = folder
        self._own = own
        self._for_comments = for_comments
        given = tuple(own.items())
        self._environment = _environment(folder, given, for_comments, language.partition("-")[0])

    def in_language(self, language: str) -> Templates:
        """Return the same templates in another language."""
        for_comments = self._for_comments
        return Templates(self._folder, self._own, for_comments=for_comments, language=language)

    def render(self, name: str, **values: Any) -> str:
        """Return the text of a template with these values."""
        self._environment.begin()
        with self.faults(name):
            return self._environment.get_template(name).render(**values)

    def parsed(self, name: str) -> jinja2.nodes.Template:
        """Return what a template says, after it was compiled."""
        with self.faults(name):
            self._environment.get_template(name)
            return self._environment.parsed(name)

    def has(self, name: str) -> bool:
        """Whether there is a template of this name."""
        return name in self._environment.list_templates()

    def macros(self, name: str, needed: Iterable[str]) -> Any:
        """Return a template that only defines macros and values, the needed ones among them."""
        with self.faults(name):
            module = self._environment.get_template(name).module
        for each in needed:
            if not hasattr(module, each):
                raise BrokenState(f"template {name} does not define {each}")
        return module

    @contextmanager
    def faults(self, name: str) -> Iterator[None]:
        """Say what is wrong with a template, `name` or one that it takes from."""
        try:
            yield
        except jinja2.TemplateNotFound as error:
            raise BrokenState(f"the template {error.name} is missing") from error
        except jinja2.TemplateSyntaxError as error:
            place = self._called(error.name or name)
            raise BrokenState(f"{place}, line {error.lineno}: {error.message}") from error
        except jinja2.TemplateError as error:
            template, line = _place(error, name)
            raise BrokenState(f"{self._called(template)}{line}: {error.message}") from error
        except UnicodeDecodeError as error:
            raise BrokenState(f"the template {name} is not UTF-8") from error
        except OSError as error:
            raise BrokenState(f"the template {name} cannot be read: {error.strerror}") from error
        except Exception as error:
            template, line = _place(error, "")
            if template not in self._own:
                raise  # a fault of the bot's
            raise BrokenState(f"{self._called(template)}{line}: {error}") from error

    def _called(self, name: str) -> str:
        """Return what people call a template: one of the list's own by its path."""
        return path_of(name) if name in self._own else f"template {name}"


class _Generator(CodeGenerator):
    """Compiles templates so that what a sink has made is shown as it is, and all else escaped.

    `escape` makes two copies of each Markup, in Python: an eighth of the time of `render`.
    """

    def _output_child_pre(self, *_: Any) -> None:
        self.write("(shown if type(shown := ")

    def _output_child_post(self, *_: Any) -> None:
        self.write(") is Markup else escape(shown))")


class _Environment(jinja2.Environment):
    """Fills the shipped templates; those of the list's own are filled in a sandbox."""

    code_generator_class = _Generator
    sandbox: Sandbox | None = None

    def concat(self, parts: Iterable[str]) -> str:
        """Return the parts of a text."""
        return bounded(parts) if self.sandbox else "".join(parts)

    def parsed(self, name: str) -> jinja2.nodes.Template:
        """Return what a template says."""
        if self.sandbox and name in self.sandbox.texts:
            return self.sandbox.parse(self.sandbox.texts[name], name)
        source = self.loader.get_source(self, name)[0] if self.loader else ""
        return self.parse(source, name)

    def begin(self) -> None:
        """Begin another text."""
        if self.sandbox:
            self.sandbox.begin()

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> jinja2.Template:  # noqa: A002
        """Return a template of the list's own, or else a shipped one."""
        if self.sandbox and name in self.sandbox.texts:
            return self.sandbox.get_template(name, parent, globals)
        return super().get_template(name, parent, globals)


@cache
def _environment(
    templates: Path, own: tuple[tuple[str, str], ...], for_comments: bool, language: str
) -> _Environment:
    """Return the environment of a folder; its templates are compiled once in a process."""
    environment = _Environment(
        loader=jinja2.FileSystemLoader([templates / language, templates]),
        bytecode_cache=_cache(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    say = partial(translated, language=language)
    environment.globals["say"] = say
    # Names of tags, kinds and days recur: in a long list each is made safe once.
    day = cache(lambda published: escape.for_html(published or say("Date not known yet")))
    environment.filters |= _FILTERS | (_IN_COMMENTS if for_comments else _IN_FILES) | {"day": day}
    if own:
        forms = ("line", "note", "yaml", "yaml_list")
        sinks = {
            name: environment.filters[name] for name in {*_FILTERS, *_IN_FILES, "day"} - {*forms}
        }
        if for_comments:
            sinks |= _IN_OWN_COMMENTS
        environment.sandbox = Sandbox(dict(own), environment, sinks)
    return environment


def _cache(templates: Path) -> jinja2.BytecodeCache | None:
    """Keep compiled templates where Python keeps compiled modules, if it may."""
    folder = templates / "__pycache__"
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return None
    return jinja2.FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


def _place(error: Exception, name: str) -> tuple[str, str]:
    """Return the template of a fault, and its line behind a comma.

    Jinja2 writes them into the traceback, but not where a macro was called from here.
    """
    template_name, line, trace = name, "", error.__traceback__
    while trace is not None:
        code, template = trace.tb_frame.f_code, trace.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            template_name = template.name
            line = f", line {template.get_corresponding_lineno(trace.tb_lineno)}"
        elif code.co_filename.endswith(".j2"):
            template_name, line = Path(code.co_filename).name, f", line {trace.tb_lineno}"
        trace = trace.tb_next
    return template_name, line
