"""Give the texts of issues that submit papers which no generated list has."""

from __future__ import annotations

_BODY = """Title: {title}
Head: {head}
Published: arXiv, 2021-01-29, https://arxiv.org/abs/2101.{number}
Summary:
- Innovation: Follows one head through the whole of training.
- Tasks: Finds the heads that matter, then leaves them out one by one.
- Significant Result: Fewer than 5% of the heads are crucial.
"""
_FIRST_NUMBER = 90_000  # no month of a generated list has as many papers at arXiv


def submission(number: int, *, title: str = "", head: str = "Retrieval Head") -> str:
    """Return a submission, another for each number."""
    own = title or f"On Heads That Nobody Has Described So Far, Part {number}"
    return _BODY.format(title=own, head=head, number=_FIRST_NUMBER + number)
