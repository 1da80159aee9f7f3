"""The forms of a list: made from its description, and taken by GitHub."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.errors import BrokenState
from bot.listing import read_description, read_sections
from bot.listing.description import Description
from bot.listing.strict_yaml import BrokenDescription
from bot.outputs.form_texts import TEXTS
from bot.outputs.forms import CORRECTION_FILE, FORM_FILE, PLAIN_FILE, make_forms
from bot.outputs.templates import Templates
from bot.submission.form import parse
from tests.listing.lists import BESIDE, FIELDS, OWN, READMES, description, with_entry
from tests.paths import PROJECT
from tests.strings import HOSTILE

TEMPLATES = Templates()
DRAFTS = BESIDE / "configs" / "forms"
Form = dict[str, Any]


def made(described: Description, sections: tuple[str, ...] = ("Models", "Surveys")) -> list[str]:
    """Return the form, the plain template and the form for corrections."""
    forms = make_forms(described, TEMPLATES, sections)
    return [forms[path] for path in (FORM_FILE, PLAIN_FILE, CORRECTION_FILE)]


def loaded(text: str) -> Form:
    """Return what a form holds, which readers of YAML 1.1 and 1.2 agree on."""
    read = yaml.safe_load(text)
    assert YAML(typ="safe", pure=True).load(text) == read
    assert isinstance(read, dict)
    return read


def elements(form: Form) -> list[Form]:
    return [element for element in form["body"] if element["type"] != "markdown"]


def labels(form: Form) -> list[str]:
    return [element["attributes"]["label"] for element in elements(form)]


def element(form: Form, label: str) -> Form:
    (found,) = (each for each in elements(form) if each["attributes"]["label"] == label)
    return found


def assert_taken_by_github(form: Form) -> None:
    """Hold a form to the rules at which GitHub refuses one.

    https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/common-validation-errors-when-creating-issue-forms
    """
    asked = elements(form)
    assert asked
    every = [*labels(form), *(element["id"] for element in asked), form["name"], *form["labels"]]
    every += [form["title"], form["description"]]
    for each in asked:
        assert re.fullmatch("[A-Za-z0-9_-]+", each["id"])
        attributes = each["attributes"]
        every += [value for key, value in attributes.items() if key not in ("options", "multiple")]
        if each["type"] == "dropdown":
            options = attributes["options"]
            assert options
            assert len({*options}) == len(options)
            assert "none" not in [option.lower() for option in options]
            every += options
    assert [text for text in every if not isinstance(text, str) or not text.strip()] == []
    for values in (labels(form), [each["id"] for each in asked]):
        assert [
            value for value, times in Counter(map(str.lower, values)).items() if times > 1
        ] == []
    assert not any("password" in label.lower() for label in labels(form))


# --- this list -----------------------------------------------------------------------------------


def test_the_forms_of_this_list_are_those_that_its_description_gives() -> None:
    described = read_description((PROJECT / ".github" / "paper-bot.yml").read_text("utf-8"))
    for path, text in make_forms(described, TEMPLATES).items():
        assert (PROJECT / path).read_text("utf-8") == text, "python -m bot render writes it anew"


def test_a_filled_form_of_this_list_is_read_field_by_field() -> None:
    described = read_description((PROJECT / ".github" / "paper-bot.yml").read_text("utf-8"))
    answers = {
        "Title": "On Heads",
        "Published Date": "2024-10-14",
        "Source": "EMNLP",
        "Head Name": "Induction Head",
        "Paper Link": "https://arxiv.org/abs/2409.03752",
        "Code Link": "https://github.com/o/r",
        "Summary": "- Innovation: A.\n- Tasks: B.\n- Significant Result: C.",
    }
    form = loaded(made(described)[0])
    body = "\n\n".join(f"### {label}\n\n{answers[label]}" for label in labels(form))
    fields = parse("Add new paper: ", body, described).fields
    wanted = ("title", "date", "heads", "summary.innovation", "summary.result")
    assert {key: fields[key] for key in wanted} == {
        "title": "On Heads",
        "date": "2024-10-14",
        "heads": "Induction Head",
        "summary.innovation": "A.",
        "summary.result": "C.",
    }


# --- other lists ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(OWN.glob("*.yml")), ids=lambda path: path.stem)
def test_the_forms_of_real_lists_keep_to_github_s_schema_and_rules(
    path: Path, tmp_path: Path
) -> None:
    form, plain, correction = made(description(path.stem))
    for name, text in (("form", form), ("correction", correction)):
        (tmp_path / f"{name}.yml").write_text(text, "utf-8")
        assert_taken_by_github(loaded(text))
    command = [sys.executable, "-m", "check_jsonschema"]
    command += ["--builtin-schema", "vendor.github-issue-forms"]
    done = subprocess.run(
        [*command, *map(str, tmp_path.glob("*.yml"))], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert loaded(plain.split("---\n")[1])["title"] == loaded(form)["title"]


@pytest.mark.skipif(not DRAFTS.is_dir(), reason="the drafts of other lists' forms are not here")
@pytest.mark.parametrize(
    "name", ["ai-memory", "attention-heads", "cvpr-papers", "gui-agents", "long-context"]
)
def test_a_form_has_what_its_draft_has(name: str) -> None:
    """By hand: nicer labels; empty sections can be chosen, too; less has to be answered."""
    described = read_description((BESIDE / "configs" / f"{name}.yml").read_text("utf-8"))
    sections: tuple[str, ...] = ()
    if name in READMES:
        sections = read_sections((BESIDE / READMES[name]).read_bytes(), described)
    form = loaded(made(described, sections)[0])
    draft = loaded((DRAFTS / f"{name}.form.yml").read_text("utf-8"))
    assert form["labels"] == draft["labels"]
    assert [each["id"] for each in elements(form)] == [each["id"] for each in elements(draft)]
    for ours, theirs in zip(elements(form), elements(draft), strict=True):
        assert ours["type"] == theirs["type"]
        label, drafted = (each["attributes"]["label"] for each in (ours, theirs))
        assert label.lower().split()[0] in drafted.lower().replace("_", " ")
        assert ours["validations"]["required"] <= theirs["validations"]["required"]
        assert ours["attributes"].get("multiple") == theirs["attributes"].get("multiple")
        options = ours["attributes"].get("options", [])
        wanted = theirs["attributes"].get("options", [])
        assert [option for option in options if option in {*wanted}] == wanted
        assert len(options) - len(wanted) in (0, 8)  # headings of cvpr-papers without entries
    needless = {
        each["id"]
        for each, theirs in zip(elements(form), elements(draft), strict=True)
        if each["validations"] != theirs["validations"]
    }
    assert needless == ({"link", "authors", "publisher"} if name == "gui-agents" else set())


def test_what_a_question_says_follows_from_kind_and_limits() -> None:
    text = with_entry("- {title}")
    for old, new in (
        ("{kind: names}", "{kind: names, look-up: true}"),
        ("{kind: tags}", "{kind: tags, many: topics, least: 2}"),
        ("{kind: sentence}", "{kind: sentence, wants: what came out, words: 20}"),
        ("{kind: sentences}", "{kind: sentences, parts: {New: x, Found: y}}"),
        ("{kind: text}", "{kind: text, words: 5, required: false}"),
        ("{kind: venue}", "{kind: venue, year: true, placeholder: ACL 2023}"),
    ):
        text = text.replace(old, new)
    form = loaded(made(read_description(text))[0])
    said = {
        each["attributes"]["label"]: [
            each["attributes"].get(key, "") for key in ("description", "placeholder", "value")
        ]
        for each in elements(form)
    }
    assert said == {
        "Title": ["The title, as it stands on the paper", "", ""],
        "Date": ["The month of first publication, as year-month", "2024-10", ""],
        "Authors": [
            "The authors, in the order of the paper; separate several by commas; leave it empty"
            " to have it looked up",
            "",
            "",
        ],
        "Venue": [
            "Where and in which year it was published, such as NeurIPS 2024", "ACL 2023", ""
        ],
        "Tags": ["The topics of the paper; at least 2; separate several by commas", "", ""],
        "Area": ["", "", ""],
        "Areas": ["", "", ""],
        "Tldr": ["What came out; at most 20 words", "", ""],
        "Bullets": ["One sentence after each bullet, in your own words", "", "- New: \n- Found: "],
        "Remark": ["At most 5 words", "", ""],
        "Pages": ["A whole number", "", ""],
        "Link": ["Where the paper can be read", "https://arxiv.org/abs/…", ""],
        "Code": [
            "Where its code can be found, if it is public",
            "https://github.com/owner/repository",
            "",
        ],
        "Paper Link": ["Where the paper can be read", "https://arxiv.org/abs/…", ""],
    }  # fmt: skip
    assert element(form, "Areas")["attributes"]["multiple"] is True
    assert "multiple" not in element(form, "Area")["attributes"]
    assert element(form, "Bullets")["type"] == "textarea"


def test_a_list_in_chinese_is_asked_for_in_chinese() -> None:
    texts = made(description("cvpr-papers"), ("检测", "分割"))
    form, correction = loaded(texts[0]), loaded(texts[2])
    assert form["name"] == "添加论文"
    assert "感谢" in form["body"][0]["attributes"]["value"]
    assert element(form, "方向")["attributes"]["options"] == ["检测", "分割"]
    assert "冒号" in texts[1]
    assert labels(correction) == ["论文", "哪里有误", "正确内容"]
    assert "标题" in element(correction, "哪里有误")["attributes"]["options"]


def test_every_language_has_every_sentence_with_the_same_gaps() -> None:
    gaps = {
        name: {key: text.count("{}") for key, text in said.items()} for name, said in TEXTS.items()
    }
    assert gaps["zh"] == gaps["en"]
    assert max(gaps["en"].values()) == 1


def test_the_title_of_the_issue_may_be_the_paper_s() -> None:
    form, plain, _ = made(description("gui-agents"))
    assert "The title of the paper goes into the title of this issue." in form
    assert "title" not in [each["id"] for each in elements(loaded(form))]
    assert "\nTitle:" not in plain


def test_the_plain_template_says_what_stands_where() -> None:
    text = (PROJECT / ".github" / "paper-bot.yml").read_text("utf-8")
    without_date = text.replace(
        "plain: [title, heads, venue,", "plain: [title, date, heads, venue,"
    )
    plain = made(read_description(without_date))[1]
    assert '"Published" takes a venue, a link or both.' in plain
    assert "\nPublished Date: \nHead: \n" in plain
    every = "\n".join(line for line in text.split("\n") if not line.startswith("  plain:"))
    plain = made(read_description(every))[1]
    assert "takes" not in plain
    assert "\nPaper Link: \nCode Link: \nSummary:\n- Innovation: \n" in plain


# --- what GitHub would refuse --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "flaw"),
    [
        ("{kind: tags}", "{kind: tags, label: venue}", "venue and tags: asked for as “venue”"),
        ("{kind: tags}", "{kind: tags, label: '--'}", "tags: asked for as “--”; wanted is a label"),
        ("{kind: tags}", "{kind: tags, label: None}", "tags: asked for as “None”, which GitHub"),
        ("{kind: tags}", "{kind: tags, label: Your Password}", "which GitHub does not take"),
        ("{kind: tags}", "{kind: tags, form: {id: a b}}", "tags.form.id is “a b”; wanted is"),
        ("{kind: tags}", "{kind: tags, form: {ids: x}}", "ids is no key here; did you mean id?"),
        ("{kind: venue}", "{kind: venue, form: {id: code}}\n  x: {kind: text, form: {id: code}}",
         "2 questions of the form have the id code"),
        ("[Vision, Text], many", "[A, A], many", "areas: “A” stands 2 times among what can be"),
        ("[Vision, Text], many", "[none], many", "areas: “none” can be chosen, a word that GitHub"),
        ("[Vision, Text], many", "[' '], many", "areas: a blank one stands among what can be"),
        ("[Vision, Text], many", "[], many", "areas: its options are the list's sections"),
        ("order: append", "submission: {asks: [title, day]}", "day is no field; the fields are"),
        ("order: append", "submission: {plain: [title, title]}", "plain has title twice"),
        ("order: append", "submission: {asks: [title]}", "venue is required, and submission.asks"),
        ("order: append", "submission: {label: ' '}", "submission.label is blank"),
    ],
)  # fmt: skip
def test_what_github_would_refuse_is_said_when_the_description_is_read(
    old: str, new: str, flaw: str
) -> None:
    text = with_entry("- {title}")
    assert old in text
    with pytest.raises(BrokenDescription) as caught:
        read_description(text.replace(old, new, 1))
    assert any(flaw in said.message for said in caught.value.flaws), caught.value.flaws


def test_a_form_that_would_ask_for_nothing_is_refused() -> None:
    text = "version: 1\nlist: {name: A}\nfields: {title: {kind: title, from-issue-title: true}}\n"
    with pytest.raises(BrokenDescription, match="the form would ask for nothing"):
        read_description(text + "entry: '- {title}'\n")


def test_headings_that_github_would_refuse_are_not_offered() -> None:
    """Such as that of a picture alone, and the word that GitHub keeps for no choice."""
    headings = ("Models", "", "None", "Surveys", "\u200bModels", "none", "@octo: ${{ x }} # 1")
    (asked,) = (
        each
        for each in loaded(made(description("llm-security"), headings)[0])["body"]
        if each.get("id") == "section"
    )
    assert asked["attributes"]["options"] == ["Models", "Surveys", "@octo: ${{ x }} # 1"]


@pytest.mark.parametrize("sections", [(), ("None", "")])
def test_a_readme_whose_sections_github_would_refuse_is_named(sections: tuple[str, ...]) -> None:
    with pytest.raises(BrokenState, match=r"README\.md: section: "):
        made(description("llm-security"), sections)


# --- any description -----------------------------------------------------------------------------

KINDS = st.sampled_from(
    ["date", "names", "venue", "tags", "sentence", "sentences", "text", "number", "link", "links"]
)
TEXT = HOSTILE.map(lambda text: text.encode("utf-8", "replace").decode()).filter(bool)
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,4}(\.[a-z][a-z0-9_]{0,4})?", fullmatch=True)
KEYS = ["label", "group", "wants", "placeholder", "example", "form"]


@st.composite
def descriptions(draw: st.DrawFn) -> str:
    """Return a description of any fields, with texts of any kind wherever one may stand."""

    def text(opening: str = "") -> str:
        """Return a text that begins so, and now and then one that does not."""
        return (opening if draw(st.integers(0, 30)) else "") + draw(TEXT)

    def options(field: str) -> list[str]:
        return [text(f"{field} {number}") for number in range(draw(st.integers(1, 4)))]

    fields: Form = {"title": {"kind": "title", "label": text("Title")}}
    for name in draw(st.lists(NAMES, max_size=6, unique=True)):
        kind = draw(KINDS)
        field: Form = {"kind": kind}
        for key in draw(st.sets(st.sampled_from(KEYS))):
            field[key] = text(f"{key} {name}")
            if key == "form":
                field[key] = {"label": text(f"Own {name}"), "description": text()}
        if kind == "links":
            field["asks"] = [*options("A"), "Paper", "Code"]
        if kind == "sentences" and draw(st.booleans()):
            field["parts"] = dict.fromkeys(options("Part of" + name), "x")
        if kind == "tags":
            field["many"] = text()
        fields[name] = field
    many = draw(st.sampled_from(["true", "false"]))
    fields["area"] = {"kind": "choice", "many": many, "options": options("B")}
    described = {
        "version": "1",
        "list": {"name": text(), "language": draw(st.sampled_from(["en", "zh-CN", "fr"]))},
        "submission": {"label": text("l"), "title": text(), "description": text()},
        "fields": fields,
        "entry": "- {title}",
    }
    return str(yaml.safe_dump(described, default_style='"', sort_keys=False, width=1_000_000))


@settings(max_examples=settings().max_examples // 2)
@given(descriptions())
def test_any_description_that_is_accepted_gives_forms_that_github_takes(text: str) -> None:
    try:
        described = read_description(text)
    except BrokenDescription:
        return
    form, plain, correction = made(described)
    assert_taken_by_github(loaded(form))
    assert_taken_by_github(loaded(correction))
    front = loaded(plain.split("\n---\n")[0])
    assert front["title"] == loaded(form)["title"]
    # What GitHub makes of a form that somebody fills in: a heading for each label, on its line.
    body = "\n\n".join(f"### {label}\n\nanswer" for label in labels(loaded(form)))
    assert re.findall(r"^### (.*)$", body, re.MULTILINE) == labels(loaded(form))


def test_fields_of_every_kind_are_asked_for() -> None:
    described = read_description(with_entry("- {title}"))
    asked = labels(loaded(made(described)[0]))
    assert len(asked) == sum("kind:" in line for line in FIELDS.splitlines())
