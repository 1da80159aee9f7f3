"""The sentences of the issue forms, by language; `{}` is where a value stands."""

from __future__ import annotations

from collections.abc import Mapping

_ENGLISH = {
    "add": "Add a paper",
    "add title": "Add paper",
    "suggest": "Suggest a paper for {}",
    "thanks": "Thank you for suggesting a paper!",
    "answer": "Within minutes, a bot answers here: with a pull request that adds the paper, or with"
    " a comment that says what is missing. To answer it, edit this issue; the bot looks again by"
    " itself. A maintainer has the last word.",
    "issue title": "The title of the paper goes into the title of this issue.",
    # What a field is, and how it is written.
    "title": "The title, as it stands on the paper",
    "authors": "The authors, in the order of the paper",
    "day": "The day of first publication, as year-month-day",
    "month": "The month of first publication, as year-month",
    "year": "The year of first publication",
    "venue": "Where it was published: arXiv, ACL, ICLR, NeurIPS, a journal, a blog",
    "venue and year": "Where and in which year it was published, such as NeurIPS 2024",
    "tags": "The {} of the paper",
    "section": "Where on the list the paper belongs",
    "number": "A whole number",
    "Paper": "Where the paper can be read",
    "Code": "Where its code can be found, if it is public",
    "Data": "Where its data can be found, if they are public",
    "Page": "Its page on the web, if it has one",
    "link": "The address of its {}, if there is one",
    "one sentence": "One sentence in your own words",
    "one short sentence": "One sentence of at most {} words, in your own words",
    "sentences": "Sentences in your own words, each on a line of its own",
    "bullets": "One sentence after each bullet, in your own words",
    "short bullets": "One sentence of at most {} words after each bullet, in your own words",
    # What is added to that, behind a joint.
    "joint": "; ",
    "colon": ": ",
    "stop": ".",
    "blank": " ",
    "at least": "at least {}",
    "at most": "at most {}",
    "words": "at most {} words",
    "commas": "separate several by commas",
    "unknown": "leave it empty if you do not know it",
    "looked up": "leave it empty to have it looked up",
    "first of": "leave it empty to take the first of {}",
    # The plain template.
    "plain name": "{} (plain text)",
    "plain about": "The same as the form, for those who would rather type",
    "fill in": "Fill in each line after its colon.",
    "separate": "Separate several {} by commas.",
    "and": " and ",
    "choose": '"{}" is one of: ',
    "choose several": '"{}" is one or several of: ',
    "takes": '"{}" takes ',
    "a date": 'a venue, a date or both, such as "EMNLP 2024, 2024-10-14".',
    "a link": "a venue, a link or both.",
    "a date and a link": 'a venue, a date, a link or all three, such as "EMNLP 2024, 2024-10-14".',
    "each bullet": "Give each bullet one sentence.",
    "each short bullet": "Give each bullet one sentence of at most {} words.",
    "short answer": "A bot answers within minutes. To answer it, edit this issue.",
    # The form for corrections.
    "correct": "Correct an entry",
    "correct title": "Correct entry: ",
    "correct about": "Say what is wrong with a paper that is on the list",
    "correct thanks": "Thank you for looking closely!",
    "correct answer": "Within minutes, a bot answers here: with a pull request that changes the"
    " entry, old and new side by side, or with a comment that says what it could not read. To"
    " answer it, edit this issue; the bot looks again by itself. A maintainer has the last word.",
    "the paper": "Paper",
    "wrong": "What is wrong",
    "right": "What is right",
    "which paper": "The paper's title, as the list has it, or a link to the paper",
    "one field": "One field of the entry; for several, choose the last",
    "several": "Several of these, or something else",
    "whole": "The whole field as it should read, without its name",
    "all tags": "all {} of the paper, separated by commas",
    "short": "a sentence of at most {} words",
    "more": 'For several fields, a line for each, such as "{}"',
}

_CHINESE = {
    "add": "添加论文",
    "add title": "Add paper",
    "suggest": "为“{}”推荐一篇论文",
    "thanks": "感谢推荐论文！",
    "answer": "几分钟内，机器人会在此回复：要么提出添加论文的 pull request，要么留言说明缺少什么。"
    "如需回应，请直接编辑本 issue，机器人会自动重新查看。最终由维护者决定。",
    "issue title": "请把论文标题写在本 issue 的标题里。",
    "title": "论文标题，与论文上的写法一致",
    "authors": "作者，按论文中的顺序",
    "day": "首次发表的日期，格式为 年-月-日",
    "month": "首次发表的月份，格式为 年-月",
    "year": "首次发表的年份",
    "venue": "发表于何处：arXiv、ACL、ICLR、NeurIPS、期刊或博客",
    "venue and year": "发表于何处、哪一年，例如 NeurIPS 2024",
    "tags": "论文的{}",
    "section": "论文应归入列表的哪一部分",
    "number": "一个整数",
    "Paper": "论文的网址",
    "Code": "代码的网址（如已公开）",
    "Data": "数据的网址（如已公开）",
    "Page": "项目主页（如有）",
    "link": "{} 的网址（如有）",
    "one sentence": "用自己的话写一句",
    "one short sentence": "用自己的话写一句，不超过 {} 个词",
    "sentences": "用自己的话写，每句一行",
    "bullets": "每个要点后用自己的话写一句",
    "short bullets": "每个要点后用自己的话写一句，不超过 {} 个词",
    "joint": "；",
    "colon": "：",
    "stop": "。",
    "blank": "",
    "at least": "至少 {} 个",
    "at most": "最多 {} 个",
    "words": "不超过 {} 个词",
    "commas": "多个请用逗号隔开",
    "unknown": "不清楚可留空",
    "looked up": "留空则自动查找",
    "first of": "留空则依次取自：{}",
    "plain name": "{}（纯文本）",
    "plain about": "内容与表单相同，适合喜欢直接打字的人",
    "fill in": "请在每行冒号后填写。",
    "separate": "多个{}请用逗号隔开。",
    "and": "、",
    "choose": "“{}”为其中之一：",
    "choose several": "“{}”为其中一个或多个：",
    "takes": "“{}”可填",
    "a date": "发表处、日期或两者，例如“EMNLP 2024, 2024-10-14”。",
    "a link": "发表处、网址或两者。",
    "a date and a link": "发表处、日期、网址或三者，例如“EMNLP 2024, 2024-10-14”。",
    "each bullet": "每个要点写一句。",
    "each short bullet": "每个要点写一句，不超过 {} 个词。",
    "short answer": "机器人会在几分钟内回复。如需回应，请编辑本 issue。",
    "correct": "更正条目",
    "correct title": "更正条目：",
    "correct about": "指出列表中某篇论文的错误",
    "correct thanks": "感谢您的细心！",
    "correct answer": "几分钟内，机器人会在此回复：要么提出修改条目的 pull request 并列出新旧内容，"
    "要么留言说明哪里没有读懂。如需回应，请直接编辑本 issue，机器人会自动重新查看。"
    "最终由维护者决定。",
    "the paper": "论文",
    "wrong": "哪里有误",
    "right": "正确内容",
    "which paper": "列表中的论文标题，或论文的网址",
    "one field": "条目中的一个字段；若有多个，请选最后一项",
    "several": "以上多项，或其他",
    "whole": "该字段应有的完整内容，不写字段名",
    "all tags": "论文的全部{}，用逗号隔开",
    "short": "一句话，不超过 {} 个词",
    "more": "若有多个字段，每个一行，例如“{}”",
}

TEXTS: Mapping[str, Mapping[str, str]] = {"en": _ENGLISH, "zh": _CHINESE}


class Texts:
    """The sentences of one language, in English for one that has none."""

    def __init__(self, language: str) -> None:
        self._texts = TEXTS.get(language.partition("-")[0], _ENGLISH)

    def say(self, key: str, value: object = "") -> str:
        """Return a sentence with the value that stands in it."""
        before, gap, after = self._texts[key].partition("{}")
        return f"{before}{value}{after}" if gap else before

    def has(self, key: str) -> bool:
        """Whether there is such a sentence."""
        return key in self._texts
