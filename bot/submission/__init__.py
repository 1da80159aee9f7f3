"""Turn an issue's text into a verdict, with all its problems at once."""

from bot.submission.changes import as_notes, changes
from bot.submission.complete import Sourced
from bot.submission.corrected import corrected
from bot.submission.issue import IssueSnapshot, IssueText
from bot.submission.remarks import NOT_LISTED
from bot.submission.review import (
    Accepted,
    Duplicate,
    Filed,
    Finder,
    Ignored,
    Rejected,
    Review,
    review,
    review_issue,
    worth_asking,
)
