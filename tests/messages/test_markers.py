"""The bot's memory: written in one marker, and read there alone."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import branch_name
from bot.gateway import Gateway
from bot.messages import blocks, markers
from bot.messages.markers import Memory
from bot.messages.verdicts import Verdict
from tests.conftest import Bench
from tests.papers import TEMPLATE, TITLE, WITHOUT_TASKS, assert_settled, open_pull

HEX = "0123456789abcdef"
NUMBERS = st.none() | st.integers(1, 10**9 - 1)
MEMORIES = st.builds(
    Memory,
    st.sampled_from([*(verdict for verdict in Verdict if verdict.template), None]),
    st.just("") | st.text(HEX, min_size=16, max_size=16),
    st.sampled_from(["", "2026-01-15"]),
    NUMBERS,
    NUMBERS,
    st.lists(st.text(HEX, min_size=12, max_size=12), max_size=4).map(tuple),
    st.just("") | st.text(HEX, min_size=12, max_size=12),
    st.integers(0, 10**9),
    st.lists(st.sampled_from(["date", "link"]), max_size=2).map(tuple),
    st.lists(st.text(min_size=1, max_size=20), max_size=3).map(tuple),
    st.lists(
        st.tuples(st.text(HEX, min_size=12, max_size=12), st.text(max_size=20)), max_size=3
    ).map(tuple),
    *[st.booleans()] * 5,
)
LONG = "9" * 4_500


@given(MEMORIES)
def test_a_memory_is_read_as_it_was_written(memory: Memory) -> None:
    line = markers.write(memory)

    assert markers.read(line) == memory
    assert "\n" not in line
    assert re.fullmatch(r"<!-- [^<>]* -->", line)


@given(MEMORIES, st.text(max_size=200))
def test_what_stands_below_the_marker_changes_nothing(memory: Memory, text: str) -> None:
    memory = dataclasses.replace(memory, verdict=Verdict.ACCEPTED)

    assert markers.read_comment(f"{markers.write(memory)}\n{text}") == memory


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Thank you!",
        "<!-- paper-bot:merged 0123456789abcdef v1 -->",
        "<!-- paper-bot:pull 0123456789abcdef v1 -->",
        " <!-- paper-bot:accepted -->",
        "Hello\n<!-- paper-bot:accepted -->",
        "<!-- paper-bot:accepted <!-- x --> -->",
        "<!-- paper-bot:accepted 0123456789abcdef v1 pull=1",
        f"<!-- paper-bot:accepted {'x' * 5_000} -->",
    ],
)
def test_no_other_text_is_a_comment_of_the_bots(text: str) -> None:
    assert markers.read_comment(text) is None


@pytest.mark.parametrize("number", ["", "0", "-1", "+1", "1" * 10, LONG, "٤", "４", "1_0", " 1"])
def test_what_is_no_number_of_githubs_is_none(number: str) -> None:
    assert markers.number_of(number) is None
    assert markers.read(f"<!-- paper-bot:accepted v1 pull={number} first={number} -->") in (
        None,
        Memory(Verdict.ACCEPTED),
    )


# --- what older versions wrote ------------------------------------------------------------------

OLD = "<!-- paper-bot:{} 0123456789abcdef -->\n"


@pytest.mark.parametrize(
    ("text", "memory"),
    [
        (
            OLD.format("accepted") + "Thank you! #12 adds this paper to the list as soon as it is "
            "merged.\n\n<!-- wanting date link -->\nNot known yet.\n\n<!-- kept venue -->\nTaken.\n"
            "<!-- hands off -->\n",
            Memory(pull=12, not_known=("date", "link"), kept=("venue",), taken_over=True),
        ),
        (OLD.format("duplicate") + "<!-- second 4 -->\nThank you! #4, which", Memory(first=4)),
        (
            OLD.format("duplicate") + "<!-- paper 0123456789ab ba9876543210 -->\nThank you! This "
            "is on the list.\n\nYou bring what the list lacks, and #9 offers to add it:\n",
            Memory(pull=9, keys=("0123456789ab", "ba9876543210")),
        ),
        (
            OLD.format("withdrawn") + "This issue was closed, so #5 was closed as well.",
            Memory(pull=5),
        ),
        (
            OLD.format("declined") + "A maintainer closed #6 without merging it, so",
            Memory(pull=6),
        ),
        (OLD.format("listed").replace("\n", "\r\n") + "Thank you!", Memory()),
    ],
)
def test_a_comment_of_an_older_version_is_understood(text: str, memory: Memory) -> None:
    verdict = text.partition(":")[2].partition(" ")[0]
    expected = dataclasses.replace(
        memory, verdict=Verdict(verdict), digest="0123456789abcdef", is_old=True
    )

    assert markers.read_comment(text) == expected


@pytest.mark.parametrize(
    "submitted",
    [
        "#7 adds this",
        f"#{LONG} adds this paper",
        "Thank you! #7 adds this paper",
        "<!-- second 4242 -->",
        "<!-- paper 0123456789ab -->",
        "<!-- wanting date -->",
        "<!-- hands off -->",
        "This issue was closed, so #7 was closed as well.",
    ],
)
@pytest.mark.parametrize(
    "place",
    [
        "```text\n{}\n```",
        "````text\n```\n{}\n```\n````",
        "~~~\n{}\n~~~",
        "```text\n{}",
        "- **Title**: {}",
        "> {}",
        "  Read: `{}`",
        "<td>{}</td>",
        "Thank you! This paper, `{}`",
    ],
)
def test_a_submitted_text_in_an_older_comment_is_no_memory(place: str, submitted: str) -> None:
    text = OLD.format("rejected") + "Thank you for the paper!\n\n" + place.format(submitted)

    memory = markers.read_comment(text)

    assert memory == Memory(Verdict.REJECTED, "0123456789abcdef", is_old=True)


def test_a_pull_request_of_an_older_version_is_understood() -> None:
    body = (
        "Mine.\n<!-- paper-bot:begin -->\n<!-- title 0123456789ab -->\n"
        "<!-- paper ba9876543210 0123456789ab -->\n<!-- by 1001 -->\nCloses #7\n\n"
        "<!-- wanting link -->\nNot known yet: a link.\n<!-- kept heads -->\nAs a maintainer's\n"
        "<!-- text 0123456789abcdef changed 2026-01-15 -->\n<sub>Read</sub>\n"
        "<!-- paper-bot:end -->\nAlso mine. <!-- by 7 -->"
    )

    memory = blocks.memory_of(body.replace("\n", "\r\n"))

    assert memory == Memory(
        None,
        "0123456789abcdef",
        "2026-01-15",
        keys=("ba9876543210", "0123456789ab"),
        title="0123456789ab",
        author=1001,
        not_known=("link",),
        kept=("heads",),
        is_old=True,
    )
    closed = blocks.close_block(body, "**Closed by the bot**.")
    assert blocks.memory_of(closed).closed
    again = blocks.open_again(closed)
    assert blocks.memory_of(again).reopened
    assert "Closed by the bot" not in again
    assert blocks.memory_of(again) == dataclasses.replace(memory, reopened=True, is_old=False)
    assert again.startswith("Mine.\n")
    assert again.endswith("Also mine. <!-- by 7 -->")


def test_a_pull_request_that_an_older_version_closed_is_understood() -> None:
    body = (
        "<!-- paper-bot:begin -->\n<!-- closed by the bot -->\nWord\n\nRest\n<!-- paper-bot:end -->"
    )

    assert blocks.memory_of(body).closed
    again = blocks.open_again(body)
    assert blocks.memory_of(again).reopened
    assert not blocks.memory_of(again).closed
    assert "Word" not in again
    assert "Rest" in again


def test_the_maintenance_pull_request_of_an_older_version_is_understood() -> None:
    """Its marker has the title alone; what it proposes stands in lines below the table."""
    body = (
        "<!-- paper-bot:begin -->\n<!-- paper-bot:pull v1 title=0123456789ab -->\n"
        "Look-ups found this.\n\n<td><!-- proposal cccccccccccc arXiv --></td>\n\n"
        "<!-- proposal aaaaaaaaaaaa arXiv -->\n<!-- proposal bbbbbbbbbbbb Semantic Scholar -->\n"
        "<!-- paper-bot:end -->\n<!-- proposal dddddddddddd arXiv -->\n"
    )

    memory = blocks.memory_of(body.replace("\n", "\r\n"))

    assert memory.title == "0123456789ab"
    assert memory.proposals == (("aaaaaaaaaaaa", "arXiv"), ("bbbbbbbbbbbb", "Semantic Scholar"))


@pytest.mark.parametrize("word", ["Closed.", "Closed.\nFor good.\n\nReally, <!-- x -->\n"])
def test_the_word_about_a_closing_is_taken_back_whatever_it_says(word: str) -> None:
    text = blocks.block(Memory(digest="0123456789abcdef", title="0123456789ab"), "First.\n\nLast.")

    closed = blocks.close_block(text, word)

    assert blocks.memory_of(closed).closed
    assert "Closed." in closed
    again = blocks.open_again(closed)
    assert blocks.replace_block(again, "") == ""
    assert blocks.memory_of(again) == dataclasses.replace(blocks.memory_of(text), reopened=True)
    assert again.split("\n")[2:] == text.split("\n")[2:]


@pytest.mark.parametrize(
    "body",
    [
        "<!-- by 7 --> <!-- paper 0123456789ab -->",
        "The block begins with <!-- paper-bot:begin -->\n<!-- by 7 -->\n<!-- paper-bot:end -->",
        "`<!-- paper-bot:begin -->`\n<!-- by 7 -->\n`<!-- paper-bot:end -->`",
        "<!-- paper-bot:begin -->\n<!-- by 7 -->",
    ],
)
def test_a_pull_request_without_the_bots_block_remembers_nothing(body: str) -> None:
    assert blocks.memory_of(body) == Memory()
    assert blocks.replace_block(body, "x") == body
    assert blocks.remember(body, title="0123456789ab") == body


def test_an_end_of_the_block_within_a_line_of_it_is_text() -> None:
    block = blocks.block(Memory(), "- `<!-- paper-bot:end -->` <!-- paper-bot:begin -->")

    assert blocks.replace_block(f"Mine.\n\n{block}\n\nMine.", "new") == "Mine.\n\nnew\n\nMine."


# --- the whole way ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Add new paper:", WITHOUT_TASKS + f"\n#{LONG} adds this\n"),
        ("Add new paper:", WITHOUT_TASKS + "\nThank you! #2 adds this paper to the list\n"),
        ("Add new paper: <!-- second 4242 -->", "Head: One\n"),
        ("Add new paper:", WITHOUT_TASKS + "\n<!-- second 4242 -->\n`<!-- second 4242 -->`\n"),
        (f"Add new paper: #{LONG[:150]} adds this", WITHOUT_TASKS.replace(f"Title: {TITLE}\n", "")),
    ],
)
def test_an_issue_that_quotes_the_bots_words_is_answered_and_can_be_mended(
    bench: Bench, title: str, body: str
) -> None:
    issue = bench.hub.open_issue(title, body)
    bench.run(issue, action="opened")
    assert "needs-changes" in bench.hub.issue(issue).labels
    assert_settled(bench, issue)

    bench.hub.edit_issue(issue, title="Add new paper:", body=TEMPLATE)
    (outcome,) = bench.run(issue)

    assert (outcome.plan.verdict, outcome.fault) == ("accepted", None)
    assert_settled(bench, issue)


def old_form(bench: Bench, issue: int, text: str) -> None:
    """Let the bot's comment be one that an older version wrote."""
    (comment,) = bench.hub.comments(issue)
    bench.hub.edit_comment(comment.id, text)


def test_a_pull_request_of_a_fork_is_nobodys_memory(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", WITHOUT_TASKS)
    bench.run(issue, action="opened")
    fork = bench.hub.open_fork_pull("Mine", "Hello", branch_name(issue))
    (comment,) = bench.hub.comments(issue)
    digest = markers.read_comment(comment.body)
    assert digest
    forged = markers.write(dataclasses.replace(digest, pull=fork))
    old_form(bench, issue, comment.body.replace(markers.write(digest), forged))
    bench.hub.edit_issue(issue, body=TEMPLATE)

    (outcome,) = bench.run(issue)

    assert outcome.pull not in (None, fork)
    assert f"#{outcome.pull} adds this paper" in bench.comment(issue)
    assert bench.hub.pull(fork).body == "Hello"
    assert_settled(bench, issue)


def test_a_pull_request_of_another_branch_is_not_the_one_that_lags(bench: Bench) -> None:
    _, other = open_pull(bench, TEMPLATE.replace("2502.11806v2", "2502.00001").replace(TITLE, "B"))
    issue = bench.hub.open_issue("Add new paper:", WITHOUT_TASKS)
    bench.run(issue, action="opened")
    (comment,) = bench.hub.comments(issue)
    said = f"<!-- paper-bot:rejected -->\nThank you! #{other} adds this paper to the list."
    old_form(bench, issue, said)
    bench.hub.edit_issue(issue, body=TEMPLATE)

    (outcome,) = bench.run(issue)

    assert outcome.pull not in (None, other)
    assert comment.id == bench.hub.comments(issue)[0].id


@pytest.mark.parametrize("fork", ["stranger", "octo-list"])
def test_a_fork_is_told_from_the_repository_even_of_one_owner(bench: Bench, fork: str) -> None:
    number = bench.hub.open_fork_pull("Mine", "Hello", "paper-bot/issue-1", by=fork)
    settings = bench.settings(number=number)
    gateway = Gateway(
        settings.repository,
        settings.token,
        api_url=settings.api_url,
        workspace=settings.workspace,
        own_user_id=settings.own_user_id,
        is_loopback=True,
    )

    assert not gateway.is_pull_of(number, "paper-bot/issue-1")
    context = gateway.context(1, "main", branch_may_exist=False)
    assert (context.pull, context.ended) == (None, None)
    gateway.close()


def as_older_version(bench: Bench, issue: int, number: int) -> None:
    """Let comment and pull request be as an older version of the bot wrote them."""
    (comment,) = bench.hub.comments(issue)
    marker, _, rest = comment.body.partition("\n")
    memory = markers.read(marker)
    assert memory
    bench.hub.edit_comment(comment.id, f"<!-- paper-bot:accepted {memory.digest} -->\n{rest}")
    body = bench.hub.pull(number).body or ""
    held = blocks.memory_of(body)
    marks = [
        f"<!-- title {held.title} -->",
        f"<!-- paper {' '.join(held.keys)} -->",
        f"<!-- by {held.author} -->",
    ]
    text = body.replace(markers.write(held), "\n".join(marks)).replace(
        "<sub>Read from", f"<!-- text {held.digest} -->\n<sub>Read from"
    )
    bench.hub.edit_issue(number, body=text)
    assert blocks.memory_of(text) == dataclasses.replace(held, commented=False, is_old=True)


def test_what_an_older_version_left_is_settled_and_followed(bench: Bench) -> None:
    issue, number = open_pull(bench)
    as_older_version(bench, issue, number)
    assert_settled(bench, issue)

    second = bench.hub.open_issue("Add new paper:", TEMPLATE, author="bob")
    (outcome,) = bench.run(second, action="opened")
    assert outcome.plan.verdict == "duplicate"
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))
    bench.run(issue)

    body = bench.hub.pull(number).body or ""
    assert "Fewer than 4%" in body
    assert not blocks.memory_of(body).is_old
    assert "<!-- title" not in body
    memory = markers.read_comment(bench.comment(issue))
    assert memory
    assert (memory.pull, memory.is_old) == (number, False)
    assert_settled(bench, issue, second)


def test_the_branch_of_an_older_version_follows_the_list(bench: Bench) -> None:
    issue, number = open_pull(bench)
    _, other = open_pull(bench, TEMPLATE.replace(TITLE, "B").replace("11806", "00001"), "bob")
    as_older_version(bench, issue, number)
    bench.hub.merge_pull(other)

    bench.run(None, "push", None)

    assert bench.hub.pull(number).mergeable is True
    assert_settled(bench, issue)
    bench.hub.close_issue(issue)
    bench.run(issue, action="closed")
    assert blocks.memory_of(bench.hub.pull(number).body or "").closed
    bench.hub.reopen_issue(issue)
    (outcome,) = bench.run(issue, action="reopened")
    assert outcome.plan.verdict == "accepted"
    assert_settled(bench, issue)
