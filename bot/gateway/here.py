"""The repository that is read and written, and as whom."""

from __future__ import annotations

from dataclasses import dataclass

from github.Repository import Repository

from bot.gateway.checkout import Checkout
from bot.gateway.files import Files


@dataclass(frozen=True)
class Here:
    """One repository and its owner, with a checkout of it; `own_user_id` is the bot's account."""

    repository: Repository
    checkout: Checkout
    files: Files
    owner: str
    own_user_id: int
