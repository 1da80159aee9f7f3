"""Words that people write before a value in any list, and what each of them means."""

from __future__ import annotations

# What a word means where the list's description does not say: no field's name has a capital.
TITLE, PAPER, NAME = "Title", "Paper", "Name"
PUBLISHED, VENUE, DATE = "Published", "Venue", "Date"
AUTHORS, SUMMARY, SECTION = "Authors", "Summary", "Section"
LINK, CODE, PROJECT, DEMO, DATA = "Link", "Code", "Project", "Demo", "Data"
LINKS = (LINK, PROJECT, DEMO, CODE, DATA)
# What lines come to that have no such word: an address alone, a date, a venue.
LOOSE, DATED, ACCEPTED = "Loose", "Dated", "Accepted"

_WORDS = {
    TITLE: (
        "title", "paper title", "paper's title", "paper name", "title of the paper",
        "title of paper", "full title", "tittle", "titel", "title name", "name of the paper",
        "标题", "论文标题", "题目", "论文题目", "论文名称",
    ),
    PAPER: ("paper", "论文"),
    # A name may be that of a person, and a title only where no other is given.
    NAME: ("name", "论文名", "名称"),
    PUBLISHED: ("published", "published in", "published at", "发表", "发表于", "发表在"),
    VENUE: (
        "publish", "publication", "source", "venue", "conference", "journal", "publication venue",
        "conference/journal", "journal/conference", "venue/journal", "会议", "期刊", "会议/期刊",
        "期刊/会议", "where was it published", "published venue", "发表会议", "发表期刊",
        "会议名称", "期刊名称", "发表刊物", "发表来源", "来源", "出处",
    ),
    DATE: (
        "published date", "date", "publication date", "date published", "日期", "发表日期",
        "发布日期", "发布时间", "发表时间", "出版日期",
    ),
    AUTHORS: ("author", "authors", "author(s)", "作者"),
    SUMMARY: ("summary", "摘要", "总结", "概述"),
    SECTION: ("section", "category", "topic", "章节", "分类", "类别"),
    LINK: (
        "link", "links", "paper link", "paper url", "url", "arxiv", "link to the paper",
        "link to paper", "arxiv link", "pdf", "doi", "链接", "论文链接", "论文地址", "地址", "网址",
    ),
    CODE: (
        "link to the code", "link to code", "code", "code link", "github", "repository",
        "代码", "代码链接", "代码地址", "源码",
    ),
    PROJECT: (
        "project", "project page", "project link", "website", "项目", "项目主页", "主页",
    ),
    DEMO: ("demo", "demo link", "演示"),
    DATA: ("data", "dataset", "data link", "数据", "数据集"),
}  # fmt: skip
MEANINGS = {word: meaning for meaning, words in _WORDS.items() for word in words}
# Labels that people add; their lines belong to no field, unless the list has one for them.
OTHER_LABELS = frozenset(
    ("author", "authors", "abstract", "affiliation", "affiliations", "organization",
     "subjects", "keyword", "keywords", "note", "notes", "comment", "comments", "email", "bibtex",
     "tl;dr", "category", "categories", "model", "models", "institute", "institution",
     "作者", "关键词", "单位", "备注")
)  # fmt: skip
# What issues say that are no submissions, be it a list's label or not.
ORDINARY = (
    (MEANINGS.keys() | OTHER_LABELS)
    - {*_WORDS[PUBLISHED]}
    | {
        "task", "tasks", "result", "results", "result(s)", "main result", "main results",
        "key result", "key results", "任务", "实验任务", "研究任务", "实验结果", "关键结果",
        "结果", "主要结果", "重要结果", "显著结果", "tag", "tags", "label", "labels", "type",
        "status", "version", "environment", "env", "description", "details", "question", "reason",
        "year", "language", "homepage", "video", "page", "sections", "topics", "标签", "描述",
    }
)  # fmt: skip
# The kinds of link that a description names, as people ask for them.
OF_KIND = {
    "Paper": LINK, "Code": CODE, "Page": PROJECT, "Project": PROJECT, "Home": PROJECT,
    "Demo": DEMO, "View": DEMO, "Data": DATA, "Dataset": DATA,
}  # fmt: skip
KINDS = {LINK: "Paper", CODE: "Code", PROJECT: "Page", DEMO: "Demo", DATA: "Data"}
