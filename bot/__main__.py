"""Run the commands by `python -m bot`."""

import sys

if __name__ == "__main__":
    try:
        from bot.cli import main
    except ModuleNotFoundError as error:
        if (error.name or "bot").partition(".")[0] == "bot":
            raise
        sys.stderr.write(
            f"paper-bot: {error.name} is not installed; "
            "run `make test` once, then .venv/bin/python -m bot\n"
        )
        sys.exit(2)
    main()
