"""Run the commands by `python -m bot`."""

import gc
import sys


def main() -> None:
    """Run a command, and say what to do where a dependency is missing."""
    # It would go over every module and every paper of a long list, and find nothing to collect.
    gc.disable()
    try:
        from bot.cli import main

        main()
    except ModuleNotFoundError as error:
        if (error.name or "bot").partition(".")[0] == "bot":
            raise
        sys.stderr.write(
            f"paper-bot: {error.name} is not installed; "
            "run `make test` once, then .venv/bin/python -m bot\n"
        )
        sys.exit(2)
    finally:
        # Nor need it go over what is about to end with the process.
        gc.freeze()


if __name__ == "__main__":
    main()
