"""Take the settings from the environment and from a file, and the secrets out of the process."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from bot.commands.secrets import SECRETS, take_secrets
from bot.errors import UsageFault


def take_environment() -> dict[str, str]:
    """Return the process's environment, which is without secrets from then on."""
    return {**take_secrets(os.environ), **os.environ}


def with_file(env: Mapping[str, str], file: Path | None) -> dict[str, str]:
    """Return an environment and what it lacks of a file of settings.

    The file is `.env` where none is named. In Actions that one is not read: it would be part
    of a list that the workflow checked out. Raises UsageFault for a file that cannot be read.
    """
    if file is None:
        file = Path(".env")
        if env.get("GITHUB_ACTIONS") or not file.exists():
            return {**env}
    from dotenv import dotenv_values  # which takes a while, and there is seldom such a file

    try:
        with file.open(encoding="utf-8") as lines:
            found = dotenv_values(stream=lines)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageFault(f"{file} cannot be read: {type(error).__name__}") from None
    return {**{name: value for name, value in found.items() if value}, **env}


def secrets_in(env: Mapping[str, str]) -> list[str]:
    """Return the values in an environment that nobody may see."""
    return [env[name].strip() for name in SECRETS if env.get(name, "").strip()]
