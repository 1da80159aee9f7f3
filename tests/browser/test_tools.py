"""Without a browser the tests here are skipped; where they are required, as in CI, they fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import PROJECT

NEEDS_A_BROWSER = "tests/browser/test_measures.py::test_the_first_paper_is_where_a_reader_sees_it"


@pytest.mark.parametrize(
    ("asked", "code", "told"),
    [({}, 0, "1 skipped"), ({"PAPER_BOT_BROWSER": "required"}, 1, "1 error")],
)
def test_where_there_is_no_browser(
    asked: dict[str, str], code: int, told: str, tmp_path: Path
) -> None:
    options = ["-n0", "-p", "no:cacheprovider", f"--basetemp={tmp_path / 'base'}"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, NEEDS_A_BROWSER],
        cwd=PROJECT,
        env={"PATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1", **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code
    assert told in done.stdout
    assert "there is none of chromium" in done.stdout
