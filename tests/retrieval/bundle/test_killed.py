"""An export whose process is killed outright is continued by the next and ends in the same bytes."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.bundle.manifest import SUMS, ExportOptions
from retrieval.bundle.parts import Entry
from retrieval.bundle.verify import verify
from retrieval.bundle.writer import write_release
from tests.retrieval.bundle.drawn import drawn_release

ROOT = Path(__file__).resolve().parents[3]
WRITES_THEN_DIES = """
import os, signal, sys
from pathlib import Path
from retrieval.bundle.writer import write_release
from retrieval.bundle.manifest import ExportOptions
from tests.retrieval.bundle.drawn import drawn_release
drawn = drawn_release()
left = [int(sys.argv[2])]
def read(entry):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return drawn.read(entry)
write_release(drawn.release, Path(sys.argv[1]), read, options=ExportOptions(shard_size=2))
"""


@pytest.mark.parametrize("images_before_death", [0, 4, 10, 12])
def test_a_killed_export_is_continued(tmp_path: Path, images_before_death: int) -> None:
    out, undisturbed = tmp_path / "out", tmp_path / "undisturbed"
    command = [sys.executable, "-c", WRITES_THEN_DIES, str(out), str(images_before_death)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    assert not out.exists()

    drawn = drawn_release()
    read_again: list[str] = []

    def counting(entry: Entry) -> bytes:
        read_again.append(entry.sha256)
        return drawn.read(entry)

    options = ExportOptions(shard_size=2)
    write_release(drawn.release, out, counting, options=options)
    write_release(drawn.release, undisturbed, drawn.read, options=options)
    assert verify(out).ok
    assert (out / SUMS).read_bytes() == (undisturbed / SUMS).read_bytes()
    core = sum(len(thing.images) for thing in drawn.release.objects)
    reads_of_all = len(drawn.blobs) + core  # as files, and in ilias_core.tar
    assert len(read_again) <= reads_of_all - images_before_death + core  # the tar that was open
