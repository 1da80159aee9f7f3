"""Give the tests repositories to file hostile issues in, one for a worker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.behaviour.hostile.cases import listed
from tests.behaviour.hostile.corpus import seed
from tests.behaviour.hostile.site import Site, open_site


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A repository with a few of the papers that the tests' list has."""
    with open_site(tmp_path_factory.mktemp("own"), listed()) as site:
        yield site


@pytest.fixture(scope="session")
def corpus_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A repository with the papers that the shared issues are about."""
    with open_site(tmp_path_factory.mktemp("corpus"), seed()) as site:
        yield site
