"""What an issue says before any of it is judged."""

from __future__ import annotations

from typing import NamedTuple


class Submission(NamedTuple):
    """What one issue says, as written: raw field values before any of them is judged.

    `fields` maps a key of the template to its text, blank where the key stands
    without a value. `repeated` are the keys that came with two different values.
    `quoted` tells that the template was found inside a quotation only, `too_long`
    that the text is longer than any issue and was not read to its end. `corrects` tells
    that it is there to correct an entry of the list. `unread` are the lines that were
    not taken for anything, `aside` those of a quotation or a code fence that was not
    read since the template stands elsewhere, `withheld` how many there are of a mail
    that nobody is to read again. `title_from_issue` tells that the title is
    the issue's own. `others` are further papers of which the same issue speaks.
    `has_keys` tells that keys of the template alone make the issue a submission.
    """

    issue_title: str
    fields: dict[str, str]
    repeated: tuple[str, ...] = ()
    quoted: bool = False
    too_long: bool = False
    corrects: bool = False
    unread: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    withheld: int = 0
    title_from_issue: bool = False
    others: tuple[Submission, ...] = ()
    has_keys: bool = False
