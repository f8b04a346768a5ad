"""A folder packed while it is sent unpacks to itself, and its size is known before."""

import io
import tarfile
from pathlib import Path

from retrieval.bundle.pack import packed, packed_size
from retrieval.bundle.verify import verify
from retrieval.bundle.writer import write_release
from tests.retrieval.bundle.drawn import drawn_release


def test_a_packed_folder_unpacks_to_a_verified_one(tmp_path: Path) -> None:
    drawn = drawn_release()
    write_release(drawn.release, tmp_path / "out", drawn.read)
    data = b"".join(packed(tmp_path / "out", "drawn-1.0.0"))
    assert len(data) == packed_size(tmp_path / "out", "drawn-1.0.0")
    assert data == b"".join(packed(tmp_path / "out", "drawn-1.0.0"))
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        tar.extractall(tmp_path / "sent", filter="data")
    assert verify(tmp_path / "sent/drawn-1.0.0").ok
