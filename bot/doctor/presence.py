"""Check whether there is a bot at all, before anything that only a bot needs."""

from __future__ import annotations

from collections.abc import Sequence

from bot.doctor.calls import Call
from bot.doctor.check import Check, unknown
from bot.doctor.setup import Files, Proposal, Unread
from bot.listing import DESCRIPTION_FILE

# In the bot's own repository, without one of these nothing runs.
_OF_THE_BOT = (
    "action.yml",
    ".github/workflows/run.yml",
    "bot/__main__.py",
    "requirements/install",
    "requirements/uv.txt",
    "requirements/run.txt",
    "templates/README.md.j2",
)


def has_none(calls: Sequence[Call] | Unread, files: Files | Unread) -> bool:
    """Whether a repository surely has no bot: nothing calls one, and nothing describes a list."""
    return not calls and isinstance(files, Files) and DESCRIPTION_FILE not in files.blobs


def check_bot(
    calls: Sequence[Call] | Unread,
    files: Files | Unread,
    proposal: Proposal | Unread | None,
    name: str,
    where: str,
    site: str = "",
) -> Check:
    """Check whether there is a bot: all else is about what it would need.

    `name` is that of the repository or folder, and `where` its files are; a folder has no site.
    """
    if isinstance(files, Unread):
        return unknown("bot", files)
    if isinstance(calls, Unread):
        return unknown("bot", calls)
    paste = (
        "Paste the two workflow files that docs/adopting.md of the bot's repository shows into"
        f" .github/workflows/ {where}"
    )
    if has_none(calls, files):
        found = (
            f"there is no bot in {name}: no workflow calls it, and there is no {DESCRIPTION_FILE}"
        )
        return Check("bot", "wrong", found, f"{paste}, or run paper-bot init in a checkout.")
    if not calls:
        found = f"{DESCRIPTION_FILE} describes the list, and no workflow calls the bot"
        return Check("bot", "wrong", f"{found}: nothing runs", f"{paste}.")
    if DESCRIPTION_FILE not in files.blobs:
        return _undescribed(calls, proposal, site)
    if not all(call.bot or call.why_broken for call in calls):
        missing = [path for path in _OF_THE_BOT if path not in files.blobs]
        if missing:
            found = f"the bot is this repository's own, and lacks {', '.join(missing)}"
            return Check("bot", "wrong", found, "Copy them from the bot's repository.")
    names = " and ".join(call.name for call in calls)
    verb = "call" if len(calls) > 1 else "calls"
    return Check("bot", "ok", f"{names} {verb} the bot, and {DESCRIPTION_FILE} describes the list")


def _undescribed(calls: Sequence[Call], proposal: Proposal | Unread | None, site: str) -> Check:
    """Return what becomes of a repository with a workflow, and no description yet."""
    by_hand = next((call for call in calls if call.starts_on("workflow_dispatch")), calls[0])
    runs = f"at {site}/actions/workflows/{by_hand.name}" if site else "on GitHub"
    if isinstance(proposal, Unread):
        return unknown("bot", proposal)
    found = f"there is no {DESCRIPTION_FILE} yet"
    if proposal is None or proposal.state == "merged":
        found += ": the next run proposes it, by a pull request from paper-bot/configure"
        return Check("bot", "look", found, f"Wait for that, or choose Run workflow {runs}.")
    page = f"{site}/pull/{proposal.number}"
    if proposal.state == "open":
        found += f": pull request #{proposal.number} proposes it, and the bot waits for its merge"
        return Check("bot", "look", found, f"Read and merge {page}.")
    found += f": pull request #{proposal.number} was closed unmerged, which the bot takes as a no"
    change = f"To be asked again, choose Run workflow {runs}, without a number."
    return Check("bot", "look", found, change)
