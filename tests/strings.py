"""Make text of the kinds that do harm somewhere, for property tests."""

from hypothesis import strategies as st

from bot.text.clean import clean, one_line

# Any character at all, those that carry meaning somewhere far more often than by chance.
MEANINGFUL = (
    "`*_~|<>&;#@:/\\[]()!$-+=.\"'0123456789abcdefGHwhtps \n\t\r\u200b\u200d\u0301\u0316\U0001f469"
)
HOSTILE = st.text(st.one_of(st.sampled_from(MEANINGFUL), st.characters()), max_size=60)
PIECES = st.lists(
    st.sampled_from(
        ["@octocat", "#1", "GH-1", "o/r#2", "www.", "https://", "x.example", "a@b.co", "<!--",
         "-->", "0a1b2c3", "&#64;", "&commat;", "\u200b", "\u200d", " ", "_", "*", "`", "é",
         "[skip ci]", "1."]
    ),
    max_size=12,
).map("".join)  # fmt: skip
ANYTHING = st.one_of(HOSTILE, PIECES)
PLAIN = ANYTHING.map(clean).map(one_line)


def utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
