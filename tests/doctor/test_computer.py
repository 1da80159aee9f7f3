"""What doctor says of the computer that it runs on."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest

from bot.doctor import check_computer

CLICK = metadata.version("click")
HASH = f"    --hash=sha256:{'0' * 64}\n"


@pytest.mark.parametrize(
    ("lock", "verdict", "said"),
    [
        (f"click=={CLICK} \\\n{HASH}", "ok", "every package is as locked"),
        (f"click==0.1 \\\n{HASH}", "look", f"not as locked: click 0.1 (here {CLICK})"),
        (f"no-such-package==1.0 \\\n{HASH}", "look", "no-such-package 1.0 (missing)"),
        (f"no-such-package[all]==1.0 \\\n{HASH}", "look", "no-such-package 1.0 (missing)"),
        (f"no-such-package==1.0 ; os_name == 'nt' \\\n{HASH}", "ok", "is as locked"),
        (f"click==0.1 ; os_name == 'nt' \\\n{HASH}", "look", f"click 0.1 (here {CLICK})"),
        ("# click==0.1\n    # via x==0.2\n", "ok", "every package is as locked"),
    ],
)
def test_packages_are_compared_with_the_lock(
    tmp_path: Path, lock: str, verdict: str, said: str
) -> None:
    file = tmp_path / "run.txt"
    file.write_text(lock, "utf-8")
    check = check_computer(file)
    assert (check.verdict, said in check.found) == (verdict, True)
    assert (check.change is not None) == (verdict == "look")


def test_a_bot_that_is_installed_without_a_lock_compares_nothing(tmp_path: Path) -> None:
    check = check_computer(tmp_path / "run.txt")
    assert check.verdict == "ok"
    assert check.found.endswith("without its lock, so versions are not compared")
