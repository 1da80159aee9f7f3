"""Branches, trees, commits, references and comparisons through the real client."""

from __future__ import annotations

import base64
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from github import InputGitAuthor, InputGitTreeElement
from github.GitCommit import GitCommit
from github.Repository import Repository

from localhub import LocalHub

Refused = Callable[..., AbstractContextManager[None]]

MISSING = "0123456789" * 4


def commit_on(bot: Repository, parent: str, path: str, content: str | None) -> GitCommit:
    base = bot.get_git_commit(parent)
    if content is None:
        element = InputGitTreeElement(path, "100644", "blob", sha=None)
    else:
        element = InputGitTreeElement(path, "100644", "blob", content=content)
    tree = bot.create_git_tree([element], base_tree=base.tree)
    return bot.create_git_commit(f"Change {path}", tree, [base])


def test_one_commit_with_two_files_becomes_a_branch(hub: LocalHub, bot: Repository) -> None:
    main = bot.get_branch("main").commit.sha
    elements = [
        InputGitTreeElement("papers.json", "100644", "blob", content='["é"]\n'),
        InputGitTreeElement("new/deep/file.md", "100644", "blob", content="new\n"),
    ]
    base = bot.get_git_commit(main)
    tree = bot.create_git_tree(elements, base_tree=base.tree)
    commit = bot.create_git_commit("Add a paper\n\nCo-authored-by: A <a@b>", tree, [base])
    bot.create_git_ref("refs/heads/paper-bot/issue-1", commit.sha)
    assert hub.branches() == {"main": main, "paper-bot/issue-1": commit.sha}
    assert hub.read("paper-bot/issue-1", "papers.json") == '["é"]\n'
    assert hub.read("paper-bot/issue-1", "new/deep/file.md") == "new\n"
    assert hub.read("paper-bot/issue-1", "docs/a.txt") == "a\n"
    assert hub.read("main", "new/deep/file.md") is None
    made = hub.log("paper-bot/issue-1")[0]
    assert (made.author, made.parents) == ("github-actions[bot]", (main,))
    assert made.message.endswith("Co-authored-by: A <a@b>")


def test_a_commit_keeps_the_author_it_is_given(hub: LocalHub, bot: Repository) -> None:
    base = bot.get_git_commit(hub.branches()["main"])
    author = InputGitAuthor("Ada", "ada@example.org", "2024-02-03T04:05:06Z")
    commit = bot.create_git_commit("By Ada", base.tree, [base], author)
    seen = bot.get_git_commit(commit.sha)
    assert (seen.author.name, seen.committer.email) == ("Ada", "ada@example.org")
    assert f"{seen.author.date:%Y-%m-%dT%H:%M:%S}" == "2024-02-03T04:05:06"


def test_a_tree_entry_without_sha_takes_the_file_away(hub: LocalHub, bot: Repository) -> None:
    commit = commit_on(bot, hub.branches()["main"], "docs/a.txt", None)
    paths = [entry.path for entry in bot.get_git_tree(commit.tree.sha, recursive=True).tree]
    assert paths == ["README.md", "papers.json"]


def test_a_tree_can_be_made_of_stored_objects(bot: Repository) -> None:
    blob = bot.create_git_blob(base64.b64encode(b"\x00\xff").decode(), "base64")
    docs = bot.get_git_tree("main").tree[1]
    tree = bot.create_git_tree(
        [
            InputGitTreeElement("bin", "100755", "blob", sha=blob.sha),
            InputGitTreeElement("copy", "040000", "tree", sha=docs.sha),
        ]
    )
    entries = bot.get_git_tree(tree.sha, recursive=True).tree
    assert [(entry.path, entry.mode, entry.type) for entry in entries] == [
        ("bin", "100755", "blob"),
        ("copy", "040000", "tree"),
        ("copy/a.txt", "100644", "blob"),
    ]
    assert base64.b64decode(bot.get_git_blob(blob.sha).content) == b"\x00\xff"


def test_malformed_trees_and_commits_are_refused(
    hub: LocalHub, bot: Repository, refused: Refused
) -> None:
    base = bot.get_git_commit(hub.branches()["main"])
    with refused(422, "tree.path contains a malformed path component"):
        bot.create_git_tree([InputGitTreeElement("../x", "100644", "blob", content="")])
    with refused(422, f"tree.sha {MISSING} is not a valid blob"):
        bot.create_git_tree([InputGitTreeElement("x", "100644", "blob", sha=MISSING)])
    with refused(422, "GitRPC::BadObjectState"):
        commit_on(bot, base.sha, "nowhere", None)
    url = f"{bot.url}/git/commits"
    with refused(422, "Tree SHA does not exist"):
        bot.requester.requestJsonAndCheck("POST", url, input={"message": "x", "tree": MISSING})
    lost = {"message": "x", "tree": base.tree.sha, "parents": [MISSING]}
    with refused(422, "Parent SHA does not exist or is not a commit object"):
        bot.requester.requestJsonAndCheck("POST", url, input=lost)


def test_references_are_unique_well_named_and_point_at_commits(
    hub: LocalHub, bot: Repository, refused: Refused
) -> None:
    main = hub.branches()["main"]
    before = hub.snapshot()
    with refused(422, "Reference already exists"):
        bot.create_git_ref("refs/heads/main", main)
    with refused(422, "Reference name must begin with 'refs/'"):
        bot.create_git_ref("heads/topic", main)
    with refused(422, "Object does not exist"):
        bot.create_git_ref("refs/heads/topic", MISSING)
    with refused(422, "refs/heads/a..b is not a valid ref name."):
        bot.create_git_ref("refs/heads/a..b", main)
    with refused(422, "Reference update failed"):
        bot.create_git_ref("refs/heads/main/below", main)
    with refused(404, "Not Found"):
        bot.get_git_ref("heads/topic").object  # noqa: B018
    assert hub.snapshot() == before


def test_a_branch_moves_forwards_unless_forced(
    hub: LocalHub, bot: Repository, refused: Refused
) -> None:
    main = hub.branches()["main"]
    ref = bot.create_git_ref("refs/heads/topic", main)
    ours, theirs = (commit_on(bot, main, "docs/a.txt", text).sha for text in ("b\n", "c\n"))
    ref.edit(ours)
    assert hub.branches()["topic"] == ours
    with refused(422, "Update is not a fast forward"):
        ref.edit(theirs)
    assert hub.branches()["topic"] == ours
    ref.edit(theirs, force=True)
    assert hub.branches()["topic"] == theirs
    ref.delete()
    with refused(422, "Reference does not exist"):
        ref.delete()
    with refused(422, "Reference does not exist"):
        ref.edit(ours)
    assert list(hub.branches()) == ["main"]


def test_matching_references_share_a_prefix(hub: LocalHub, bot: Repository) -> None:
    for name in ("paper-bot/issue-1", "paper-bot/issue-12", "paper-bot/refresh"):
        bot.create_git_ref(f"refs/heads/{name}", hub.branches()["main"])
    found = bot.get_git_matching_refs("heads/paper-bot/issue-1")
    assert [ref.ref for ref in found] == [
        "refs/heads/paper-bot/issue-1",
        "refs/heads/paper-bot/issue-12",
    ]


def test_contents_give_files_directories_and_raw_bytes(hub: LocalHub, bot: Repository) -> None:
    hub.commit_files("main", {"big.bin": b"x" * (1024 * 1024 + 1)}, "Add a big file")
    small, big = bot.get_contents("docs/a.txt", ref="main"), bot.get_contents("big.bin")
    assert not isinstance(small, list)
    assert not isinstance(big, list)
    assert (small.decoded_content, small.size) == (b"a\n", 2)
    assert (big.encoding, big.content, big.size) == ("none", "", 1024 * 1024 + 1)
    top = bot.get_contents("")
    assert isinstance(top, list)
    assert [(entry.path, entry.type) for entry in top] == [
        ("README.md", "file"),
        ("big.bin", "file"),
        ("docs", "dir"),
        ("papers.json", "file"),
    ]
    accept = {"Accept": "application/vnd.github.raw+json"}
    _, _, raw = bot.requester.requestJson("GET", f"{bot.url}/contents/big.bin", headers=accept)
    assert raw == "x" * (1024 * 1024 + 1)


@pytest.mark.parametrize(
    ("path", "ref", "message"),
    [("none.txt", "main", "Not Found"), ("README.md", "gone", "No commit found for the ref gone")],
)
def test_contents_that_are_not_there_are_not_found(
    bot: Repository, refused: Refused, path: str, ref: str, message: str
) -> None:
    with refused(404, message):
        bot.get_contents(path, ref=ref)


def test_a_commit_is_found_by_sha_branch_and_head(hub: LocalHub, bot: Repository) -> None:
    sha = hub.commit_files("main", {"docs/a.txt": "b\nc\n"}, "Change", author="ada")
    for ref in (sha, "main", "HEAD", "heads/main"):
        commit = bot.get_commit(ref)
        assert commit.sha == sha
    assert (commit.author.login, commit.stats.additions, commit.stats.deletions) == ("ada", 2, 1)
    assert [file.filename for file in commit.files] == ["docs/a.txt"]


def test_a_comparison_tells_commits_files_and_authors(hub: LocalHub, bot: Repository) -> None:
    fork = hub.branches()["main"]
    first = hub.commit_files("topic", {"docs/a.txt": "a\nb\n"}, "First", author="ada")
    second = hub.commit_files(
        "topic", {"README.md": None, "new.md": "n\n"}, "Second", author="maintainer"
    )
    hub.commit_files("main", {"papers.json": "[1]\n"}, "On main")
    seen = bot.compare("main", "topic")
    assert (seen.status, seen.ahead_by, seen.behind_by) == ("diverged", 2, 1)
    assert seen.merge_base_commit.sha == fork
    assert [commit.sha for commit in seen.commits] == [first, second]
    assert [commit.author.login for commit in seen.commits] == ["ada", "maintainer"]
    assert [(file.filename, file.status) for file in seen.files] == [
        ("README.md", "removed"),
        ("docs/a.txt", "modified"),
        ("new.md", "added"),
    ]
    assert seen.files[1].patch == "@@ -1 +1,2 @@\n a\n+b"
    assert bot.compare("topic", "topic").status == "identical"
    assert bot.compare(fork, "topic").status == "ahead"
    assert bot.compare("topic", fork).status == "behind"


def test_a_comparison_with_a_branch_that_is_gone_is_not_found(
    bot: Repository, refused: Refused
) -> None:
    with refused(404, "Not Found"):
        bot.compare("main", "gone").status  # noqa: B018


def test_a_protected_branch_takes_no_push_from_an_app(
    hub: LocalHub, bot: Repository, refused: Refused
) -> None:
    hub.settings.protected_branches.add("main")
    sha = commit_on(bot, hub.branches()["main"], "docs/a.txt", "b\n").sha
    message = "Repository rule violations found\n\nChanges must be made through a pull request.\n\n"
    with refused(422, message):
        bot.get_git_ref("heads/main").edit(sha)
    assert bot.get_branch("main").protected
    hub.commit_files("main", {"docs/a.txt": "by a person\n"}, "Allowed")
    assert hub.read("main", "docs/a.txt") == "by a person\n"


def test_a_comparison_without_pages_ends_with_the_tip_and_one_with_pages_begins_with_the_fork(
    hub: LocalHub, bot: Repository
) -> None:
    """https://docs.github.com/en/rest/commits/commits#compare-two-commits"""
    made = [
        hub.commit_files("topic", {f"a/{number:03}": "x"}, f"Commit {number}")
        for number in range(260)
    ]
    hub.commit_files("topic", {f"b/{number:03}": "x" for number in range(60)}, "Add many")
    tip = hub.branches()["topic"]
    address = f"{bot.url}/compare/main...topic"

    def ask(query: str) -> tuple[int, list[str], int]:
        _, found = bot.requester.requestJsonAndCheck("GET", f"{address}{query}")
        commits = [commit["sha"] for commit in found["commits"]]
        return found["total_commits"], commits, len(found["files"])

    assert ask("") == (261, [*made[11:], tip], 300)
    assert ask("?per_page=100") == (261, made[:100], 300)
    assert ask("?page=1") == (261, made[:30], 300)
    assert ask("?per_page=100&page=3") == (261, [*made[200:], tip], 0)
