"""Templates that cannot be used are refused when the description is read, with line and reason."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.listing.describe import read_description
from bot.listing.strict_yaml import BrokenDescription
from bot.listing.template.entries import EntryTemplate
from bot.listing.template.language import Gap, Maybe, Several, TemplateError, Words, parse_template
from tests.listing.lists import with_entry


def test_a_template_is_text_gaps_and_what_may_be_absent_or_several() -> None:
    text = "- {title:%Y}{? by {a.path}}\n{links|\\n|[{word}]}\\{x\\}"
    assert parse_template(text) == (
        Words("- ", 0),
        Gap("title", "%Y", 0, text.index("title")),
        Maybe((Words(" by ", 0), Gap("a.path", "", 0, text.index("a.path"))), 0),
        Words("\n", 0),
        Several(
            "links", "\n", (Words("[", 1), Gap("word", "", 1, text.index("word")), Words("]", 1)), 1
        ),
        Words("{x}", 1),
    )


def _refused(template: str) -> tuple[int, str]:
    with pytest.raises(BrokenDescription) as caught:
        read_description(with_entry(template))
    (flaw,) = caught.value.flaws
    return flaw.line, flaw.message


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("- {title", "{ is not closed"),
        ("- {title}}", "} closes nothing"),
        ("- {}", "{ is followed by no name"),
        ("- {? a} {title}", "{? …} holds no field"),
        ("- {title} {tags|, }", "needs two bars"),
        ("- {title}" + "{? {venue}}" * 100, "more than 100 braces"),
        ("- {Title}", "{Title} is no name of a field; names have small letters"),
        ("- {project-page}", "{project-page} is no name of a field"),
        ("- {{ title }}", "{ is followed by no name; write \\{ for the brace itself"),
        ("- {heads}", "{heads} is no field; the fields are title, date"),
        ("- {title:%Y}", "only a date has a form"),
        ("- {title} ({date:%H})", "%H is no part of a date"),
        ("- {title|, |{x}}", "title has one value"),
        ("- {title} {links}", "links is several links"),
        ("- {title} {links| |{pdf}}", "{pdf} is no part of a link"),
        ("- **{title}** {links|, |{word}}", "{links|…} shows no {url} of a link"),
        ("- **{venue}**", "no title stands in it"),
        ("- {title} {_}", "{_} stands for anything, and can only be read"),
        ("- {title}{venue}", "nothing stands before {venue} that ends {title}"),
    ],
)
def test_what_is_no_template_is_refused(template: str, reason: str) -> None:
    line, message = _refused(template)
    assert (line, reason in message) == (20, True), message


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("- {title} <!-- {venue} -->", "{venue} stands in a comment of HTML"),
        ("- {title}\n\n```\n{venue}\n```", "{venue} stands in a block of code"),
        ("- {title} <script>{venue}</script>", "an element that holds no text"),
        ("- {title} <? {venue} ?>", "a comment of HTML"),
        ("- {title} <![CDATA[{venue}]]>", "a comment of HTML"),
        ("- {title} <!DOCTYPE {venue}>", "a declaration of HTML"),
        ("- {title} </{venue}>", "in a tag, outside of quotation marks"),
        ("- {title} `{venue}", "in code that is not closed"),
        ("- {title} ``{venue}` x", "in code that is not closed"),
        ("- <a href='{link}'>{title}</a>", "between single quotation marks; wanted are double"),
        ("- <a href={link}>{title}</a>", "outside of quotation marks"),
        ("- <{venue}>{title}", "{venue} is no address, and stands for one"),
        ('- <img onerror="{venue}"> {title}', "the attribute onerror"),
        ('- <i style="{venue}">{title}</i>', "the attribute style"),
        ("- [{title}]({venue})", "{venue} is no address, and stands for one"),
        ('- [{title}]({link} "{venue}")', "{venue} stands in the title of a link"),
        ("- [{title}]({link} ({venue}))", "{venue} stands in the title of a link"),
        ("- [{title}](https://{venue}/a)", "{venue} stands for the host of an address"),
        ("- [{title}](javascript:{venue})", "{venue} stands for the host of an address"),
        ("- [{title}](https://example.org/{link})", "{link.path} is its path"),
        ("- {title}\n\n[x]: {link}", "a definition of a link"),
    ],
)
def test_a_gap_where_no_value_may_go_is_refused_with_its_line(template: str, reason: str) -> None:
    line, message = _refused(template)
    assert reason in message
    assert line == 20 + next(
        at for at, text in enumerate(template.split("\n")) if "{venue}" in text or "{link}" in text
    )


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        (
            "- {title} {authors}",
            "may be title “A” and authors “B C”, or title “A B” and authors “C”",
        ),
        ("- {title}, {authors}, {venue}", "may be title “A” and authors “B, C”"),
        ("- **{title}** {venue} {authors}", "“ ” does not tell {venue} from {authors}"),
        ("- {tldr} {title}", "“ ” does not tell {tldr} from {title}"),
        ("- **{title}** {tags|, |{t}}, {venue}", "“, ” does not tell {tags} from {venue}"),
        ("- **{title}**{? ({venue})}{? ({tags})}", "where one alone is there"),
        ("<details><summary>{title}</summary>\n\n{authors}\n\n{tldr}\n</details>", "not tell"),
    ],
)
def test_fields_that_cannot_be_told_apart_are_refused_with_two_readings(
    template: str, reason: str
) -> None:
    assert reason in _refused(template)[1]


@pytest.mark.parametrize(
    "template",
    [
        "- {title}, {date}",
        "- {title}. {authors}. {venue}, {date}",
        "- {authors}. {title}. {venue}, {date}",
        "- {title} ({authors}), {venue}",
        "- **{title}** by {authors}, {venue}, {date}",
        "- {title}{?, {date}}{?, {venue}} {links| |[{word}]({url})}",
        "| {title} | {authors} | {venue} | {tags|, |`{tag}`} |",
        '<tr><td title="{title}">{title}</td><td><a href="{link}">{venue}</a></td></tr>',
        "- [{title}]({link}) ![](https://img.shields.io/badge/{venue}-{date}-red)",
        "- {title} <{link}> https://example.org/{code.path}",
        "- {title}\n  - {authors}\n  - {tldr}",
        "{title}\n{authors}\n{venue}, {date}",
        '- {title} <img alt = "{venue}" src="https://example.org/a.png">',
        '- {?{remark}: }"{title}" {venue}',
    ],
)
def test_fields_that_can_be_told_apart_are_accepted(template: str) -> None:
    assert read_description(with_entry(template)).entry == template


@pytest.mark.parametrize(
    "template",
    [
        "- {tags| |![{tag}](https://img.shields.io/badge/{tag}-blue)} **{title}**",
        "- **{title}** {links| |[![{word}](https://img.shields.io/badge/{word}-red)]({url})}",
        "- **{title}** {links|, |[{word}]{?({url})}}",
    ],
)
def test_an_item_that_shows_a_value_twice_is_one_item(template: str) -> None:
    fields = read_description(with_entry(template)).fields
    made = EntryTemplate(template, fields)
    url = "https://example.org/"
    links = [{"label": name, "kind": name, "url": f"{url}{name}"} for name in ("Code", "Data")]
    wanted = {"title": "What Heads Do", "tags": ["a b", "c-d"], "links": links}
    wanted = {name: value for name, value in wanted.items() if name in made.names}
    read = made.read(made.write(wanted))
    assert read
    assert read.fields == wanted


@pytest.mark.parametrize("tldr", ["Heads do more than one thing.", ""])
@pytest.mark.parametrize("authors", [["Ada Lovelace"], []])
def test_a_paragraph_of_optional_fields_may_be_absent(authors: list[str], tldr: str) -> None:
    template = "### {title}\n\n*{authors}*\n\n{tldr}"
    text = with_entry(template).replace("kind: names", "kind: names, required: false")
    text = text.replace("kind: sentence}", "kind: sentence, required: false}")
    made = EntryTemplate(template, read_description(text).fields)
    wanted = {"title": "What Heads Do", "authors": authors, "tldr": tldr}
    wanted = {name: value for name, value in wanted.items() if value}
    entry = made.write(wanted)
    assert entry.count("\n\n") == len(wanted) - 1
    read = made.read(entry)
    assert read
    assert read.fields == wanted


@pytest.mark.parametrize("form", ["%Y", "%b %Y", "%Y-%m"])
def test_a_date_is_written_no_finer_than_its_form_and_read_again(form: str) -> None:
    template = f"- {{title}} ({{date:{form}}})"
    made = EntryTemplate(template, read_description(with_entry(template)).fields)
    entry = made.write({"title": "What Heads Do", "date": "2024-03-17"})
    read = made.read(entry)
    assert read
    assert "2024" in entry
    assert read.fields["date"] == ("2024" if form == "%Y" else "2024-03")


def test_the_line_of_a_template_that_is_only_read_is_named() -> None:
    with pytest.raises(BrokenDescription) as caught:
        read_description(with_entry("- {title}", "- {title}", "- {title}\n  {heads}"))
    assert [(flaw.line, flaw.message[:13]) for flaw in caught.value.flaws] == [
        (26, "reads-also.2:")
    ]


_PIECES = st.sampled_from(
    [
        "{title}",
        "{title",
        "{",
        "}",
        "{?",
        "|",
        "\\",
        "{tags|,|`{t}`}",
        "{links|,|",
        "{url}",
        "[",
        "](",
        ")",
        "<",
        ">",
        "<a",
        'href="',
        '"',
        "{link}",
        "{_}",
        "{date:%Y}",
        "{n}.",
        "-",
        "**",
        "`",
        "<!--",
        "-->",
        "{venue}",
        ",",
        "{code.path}",
        "a",
        "$",
    ]
) | st.sampled_from([" ", "  ", "\n", "\n\n", "- "])


@given(st.lists(_PIECES, max_size=12).map("".join), st.text(max_size=60))
@example("{title}{tags|,|`{t}`}{title}", "")
def test_any_template_is_refused_or_used(template: str, entry: str) -> None:
    try:
        made = EntryTemplate(template, read_description(with_entry("- {title}")).fields)
    except TemplateError:
        return
    read = made.read(entry)
    assert read is None or read.fields
