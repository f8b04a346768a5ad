"""On a fresh clone any command may be the first one: nobody has to know of migrations."""

import tempfile
from pathlib import Path

import pytest

from tests.flows.studio import Studio

pytestmark = pytest.mark.slow


def test_a_benchmark_is_created_in_a_home_that_was_empty() -> None:
    with tempfile.TemporaryDirectory(prefix="ari", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        fresh = Studio(Path(folder))
        assert "Created" in fresh.run(
            "create_benchmark", "first", "--title", "First", "--cutoff", "2014-01-01"
        )
        assert "exists" in fresh.run(
            "create_benchmark", "first", "--title", "First", "--cutoff", "2014-01-01"
        )
