"""Run the commands by `python -m bot`."""

import gc
import sys


def main() -> None:
    """Run a command; say in a line what to do where a module is missing or it is interrupted."""
    # It would go over every module and every paper of a long list, and find nothing to collect.
    gc.disable()
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
    finally:
        # Nor need it go over what is about to end with the process.
        gc.freeze()


if __name__ == "__main__":
    main()
