"""The kinds of fault, each with its exit code and whose move is next."""

from __future__ import annotations

OF_ACTIONS = "settings/actions"  # the page of a repository's settings
_SHOWN_FRAMES = 4  # of a bug: where it was raised, and by which way


class Fault(Exception):  # noqa: N818 - "a fault" is the word of the house
    """Stop the run: something other than a submitter's mistake went wrong.

    A submitter's mistake is a `reading.Problem`, never an exception. `exit_code`
    is the process's exit code as the outward interface lists them. Where one `ends_all`, nothing
    else can be done in this run either.
    """

    exit_code = 4
    ends_all = False


class UsageFault(Fault):
    """Wrong usage or configuration: whoever started the command fixes it."""

    exit_code = 2


class TransientFault(Fault):
    """A fault that may pass by itself: the next run tries again."""

    exit_code = 3


class Limited(TransientFault):
    """GitHub limits requests; `seconds` is how long it asks to wait, None where it does not say."""

    ends_all = True

    def __init__(self, message: str, seconds: float | None = None) -> None:
        super().__init__(message)
        self.seconds = seconds


class BrokenState(Fault):
    """A state that a person must fix: token, permission, setting, broken papers.json."""


class MissingFile(BrokenState):
    """A file is not there at a commit."""


class BrokenReadme(BrokenState):
    """README.md, where it is its list's own, cannot be read, or has no place for a paper."""


class NoDescription(UsageFault):
    """Nothing describes the list: the bot proposes something before it does anything else."""


class UnreadableFile(BrokenState):
    """A file is there, and is no text."""

    @classmethod
    def at(cls, name: str, error: UnicodeDecodeError) -> UnreadableFile:
        """Return the fault of a file that is not UTF-8, with its line."""
        line = error.object.count(b"\n", 0, error.start) + 1
        return cls(f"{name}, line {line}: not UTF-8")


class Conflict(TransientFault):
    """Somebody else wrote in between: read again and decide again."""


class SuspectedRule(Conflict):
    """A refusal that comes of a rule, or of somebody who was faster: the next try tells."""


class SecretFound(BrokenState):
    """GitHub takes something in a text for a secret: its contributor fixes that."""


class Gone(Fault):
    """The issue is not there. `for_good`: GitHub says so outright, deleted or transferred.

    A mere "not found" may also be a fault of GitHub's own.
    """

    exit_code = 0

    def __init__(self, message: str, *, for_good: bool = False) -> None:
        super().__init__(message)
        self.for_good = for_good


class BadToken(BrokenState):
    """The token is wrong or expired: nothing else can be done with it either."""

    ends_all = True


class ReadOnly(BrokenState):
    """The repository is archived: nothing is written in it until it is so no more."""

    ends_all = True


class Bug(Fault):
    """A fault of the bot's own: whoever maintains it fixes it.

    The message has type and place of the exception and nothing of what it says, which
    may be anybody's text.
    """

    def __init__(self, subject: str, error: Exception) -> None:
        places: list[str] = []
        step = error.__traceback__
        while step:
            name = step.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
            places.append(f"{name}:{step.tb_lineno}")
            step = step.tb_next
        way = " > ".join(places[-_SHOWN_FRAMES:])
        super().__init__(
            f"{subject}: a fault in the bot itself, please report it: "
            f"{type(error).__name__} ({way})"
        )


class NotPermitted(BrokenState):
    """The token may not do this; the message names the setting.

    `page` is where it is changed, below the repository's address; blank where that is not known.
    """

    def __init__(self, message: str, page: str = "") -> None:
        super().__init__(message)
        self.page = page
