"""The repository that is read and written, and as whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from github.Repository import Repository

from bot.gateway.checkout import Checkout
from bot.gateway.files import Files
from bot.gateway.labels import Labels
from bot.listing import Description


@dataclass(frozen=True)
class Here:
    """One repository and its owner, with a checkout of it; `own_user_id` is the bot's account.

    `form` reads the description of the list, `labels` knows what it calls the bot's labels.
    """

    repository: Repository
    checkout: Checkout
    files: Files
    owner: str
    own_user_id: int
    form: Callable[[], Description]
    labels: Callable[[], Labels]
