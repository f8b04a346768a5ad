"""One installation for all journeys of a run; each journey works in a benchmark of its own."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.studio import Studio


@pytest.fixture(scope="session")
def studio() -> Iterator[Studio]:
    """A served installation in a short path: unix sockets allow no long ones."""
    with tempfile.TemporaryDirectory(prefix="ari", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # the embedded PostgreSQL runs as another user when we are root
        installation = Studio(Path(folder))
        installation.start()
        try:
            yield installation
        finally:
            installation.stop()


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small sample benchmark in the import format."""
    from retrieval.scenes import SampleSize, draw_sample

    folder = tmp_path_factory.mktemp("drawn")
    draw_sample(
        folder, seed=3, size=SampleSize(objects=3, positives_per_object=2, distractors=6, near_duplicates=1)
    )
    return folder
