"""An export whose process is killed outright is continued by the next and ends in the same bytes."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.bundle.ilias import write_ilias
from retrieval.bundle.manifest import SUMS, IliasOptions
from retrieval.bundle.verify import verify
from tests.retrieval.bundle.drawn import drawn_release

ROOT = Path(__file__).resolve().parents[3]
WRITES_THEN_DIES = """
import os, signal, sys
from pathlib import Path
from retrieval.bundle.ilias import write_ilias
from retrieval.bundle.manifest import IliasOptions
from tests.retrieval.bundle.drawn import drawn_release
drawn = drawn_release()
left = [int(sys.argv[2])]
def read(sha256):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return drawn.read(sha256)
write_ilias(drawn.release, Path(sys.argv[1]), read, options=IliasOptions(shard_size=2))
"""


@pytest.mark.parametrize("images_before_death", [0, 4, 10, 12])
def test_a_killed_export_is_continued(tmp_path: Path, images_before_death: int) -> None:
    out, undisturbed = tmp_path / "out", tmp_path / "undisturbed"
    command = [sys.executable, "-c", WRITES_THEN_DIES, str(out), str(images_before_death)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    assert not out.exists()

    drawn = drawn_release()
    read_again: list[str] = []

    def counting(sha256: str) -> bytes:
        read_again.append(sha256)
        return drawn.read(sha256)

    options = IliasOptions(shard_size=2)
    write_ilias(drawn.release, out, counting, options=options)
    write_ilias(drawn.release, undisturbed, drawn.read, options=options)
    assert verify(out).ok
    assert (out / SUMS).read_bytes() == (undisturbed / SUMS).read_bytes()
    assert len(read_again) <= len(drawn.blobs) - images_before_death + 1
