"""Where the project, the tests' own data and the shared data lie."""

from pathlib import Path

TESTS = Path(__file__).resolve().parent
PROJECT = TESTS.parent
LISTED = TESTS / "data" / "papers.json"  # a frozen copy of the founding list
SHARED = PROJECT.parent / "shared"  # beside the repository, where it is there at all
