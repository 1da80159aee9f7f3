"""Take the environment of the process, with what `.env` adds, and the secrets out of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from bot.commands.secrets import SECRETS, take_secrets
from bot.errors import UsageFault


def take_environment(directory: Path) -> dict[str, str]:
    """Give the environment over the `.env` file of a directory; the environment wins.

    The process's own environment is without secrets from then on. Raises UsageFault
    for a file that cannot be read.
    """
    file = directory / ".env"
    try:
        found = _values(file) if file.exists() else {}
    except (OSError, UnicodeDecodeError) as error:
        raise UsageFault(f".env cannot be read: {type(error).__name__}") from None
    from_file = {key: value for key, value in found.items() if value}
    return {**from_file, **take_secrets(os.environ), **os.environ}


def _values(file: Path) -> dict[str, str | None]:
    from dotenv import dotenv_values  # which takes a while, and there is seldom such a file

    return dotenv_values(file)


def secrets_in(env: Mapping[str, str]) -> list[str]:
    """Give the values in an environment that nobody may see."""
    return [env[name].strip() for name in SECRETS if env.get(name, "").strip()]
