"""What the bot says in code, in Chinese, by the English sentence; gaps have the same names."""

from __future__ import annotations

from collections.abc import Mapping

CHINESE: Mapping[str, str] = {
    # Fields, and where values come from.
    "The issue": "本 issue",
    "Link": "链接",
    "More {label}": "更多{label}",
    "the issue": "issue",
    "the issue's link": "issue 中的链接",
    "date": "日期",
    "link": "链接",
    # Pages.
    "Date Not Known Yet": "日期待定",
    "Date not known yet": "日期待定",
    "Year {year}": "{year} 年",
    "Others": "其他",
    "{title}, Earlier": "{title}（更早）",
    "{title}, Part {number}": "{title}，第 {number} 部分",
    "{first} to {last}": "{first} 至 {last}",
    " et al.": " 等",
    " and ": "、",
    " paper": " 篇论文",
    " papers": " 篇论文",
    " (in the source: ": "（来源中写作：",
    ")": "）",
    # Pull requests.
    "Add paper: {title}": "添加论文：{title}",
    "Update paper: {title}": "更新论文：{title}",
}
