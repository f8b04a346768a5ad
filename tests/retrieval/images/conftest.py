"""One ingestor for all tests of this room: its child process starts once."""

from collections.abc import Iterator

import pytest

from retrieval.images import Ingestor, ReleasePipeline


@pytest.fixture(scope="session")
def ingestor() -> Iterator[Ingestor]:
    with Ingestor(processes=1) as shared:
        yield shared


@pytest.fixture(scope="session")
def unbalanced() -> Iterator[Ingestor]:
    """Without white balance, where a test compares colours."""
    with Ingestor(pipeline=ReleasePipeline(white_balance="none"), processes=1) as shared:
        yield shared
