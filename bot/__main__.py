"""Run the commands by `python -m bot`."""

import sys


def main() -> None:
    """Run a command; say in a line what to do where a module is missing or it is interrupted."""
    try:
        from bot.commands import main

        main()
    except KeyboardInterrupt:  # while modules are imported
        sys.exit(130)
    except ModuleNotFoundError as error:
        name = error.name or "a module"
        if name.partition(".")[0] == "bot":
            told = f"{name} is missing: take the bot's files anew, all of them"
        else:
            told = f"{name} is not installed; run `make test` once, then .venv/bin/python -m bot"
        sys.stderr.write(f"paper-bot: {told}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
