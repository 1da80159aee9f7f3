"""Give the tests here one Chromium for all of them, where there is one."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.reader import chromium
from tests.browser.tools import missing


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium; without it the tests are skipped, but where it is required, as in CI, they fail."""
    reason = missing()
    if reason and os.environ.get("PAPER_BOT_BROWSER") == "required":
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
    with chromium() as started:
        yield started
