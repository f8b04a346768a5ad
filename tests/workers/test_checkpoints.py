"""A checkpoint is either the makers' file or absent."""

import hashlib
from pathlib import Path

import pytest

from curation.errors import DomainError
from workers.checkpoints import Checkpoint, fetch


def served(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "weights.pth"
    path.write_bytes(data)
    return path.as_uri()


def test_a_checkpoint_is_fetched_once(tmp_path: Path) -> None:
    data = b"weights" * 1000
    checkpoint = Checkpoint("x", served(tmp_path, data), hashlib.sha256(data).hexdigest())
    steps: list[int] = []
    path, fetched = fetch(checkpoint, tmp_path / "models", lambda done, total: steps.append(done))
    assert (path.read_bytes(), fetched) == (data, True)
    assert steps[-1] == len(data)
    assert fetch(checkpoint, tmp_path / "models", lambda done, total: None) == (path, False)


def test_changed_bytes_are_thrown_away(tmp_path: Path) -> None:
    checkpoint = Checkpoint("x", served(tmp_path, b"something else"), "0" * 64)
    with pytest.raises(DomainError, match="thrown away"):
        fetch(checkpoint, tmp_path / "models", lambda done, total: None)
    assert list((tmp_path / "models").iterdir()) == []
