"""Full disks, vanished and changed sources, folders nobody may write: said clearly, and continued."""

import errno
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.bundle.disk import clear_disk_errors
from retrieval.bundle.errors import BundleError
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.parts import Entry
from retrieval.bundle.verify import verify
from retrieval.bundle.writer import write_release
from tests.retrieval.bundle.drawn import drawn_release

ROOT = Path(__file__).resolve().parents[3]
OPTIONS = ExportOptions(layouts=("ilias", "webdataset", "coco"), shard_size=4)
# The kernel ends a file at this size with EFBIG, as a full disk would with ENOSPC.
LIMITED = """
import resource, signal, sys
from pathlib import Path
from retrieval.bundle.errors import BundleError
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.writer import write_release
from tests.retrieval.bundle.drawn import drawn_release
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))
drawn = drawn_release()
try:
    write_release(drawn.release, Path(sys.argv[1]), drawn.read, ExportOptions(layouts=("ilias", "webdataset", "coco"), shard_size=4))
except BundleError as error:
    print(error.code, error.message)
"""


def test_a_disk_that_fills_in_the_middle_releases_nothing_and_the_next_run_goes_on(tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-c", LIMITED, str(out)]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert said.startswith("bundle.disk-full ")
    assert "make room" in said
    assert not out.exists()
    drawn = drawn_release()
    write_release(drawn.release, out, drawn.read, OPTIONS)
    assert verify(out).ok
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 9_000


def test_a_vanished_source_is_named_and_the_next_run_goes_on(tmp_path: Path) -> None:
    drawn = drawn_release()
    lost = drawn.release.objects[1].images[1].sha256

    def read(entry: Entry) -> bytes:
        if entry.sha256 == lost:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "release/aa/aa.jpg")
        return drawn.read(entry)

    with pytest.raises(BundleError) as refused:
        write_release(drawn.release, tmp_path / "out", read, OPTIONS)
    assert refused.value.code == "bundle.image-missing"
    assert "odd_mug_001" in refused.value.message
    assert not (tmp_path / "out").exists()
    assert write_release(drawn.release, tmp_path / "out", drawn.read, OPTIONS).files > 0
    assert verify(tmp_path / "out").ok


def test_a_changed_source_is_named(tmp_path: Path) -> None:
    drawn = drawn_release()
    changed = drawn.release.objects[1].images[1].sha256

    def read(entry: Entry) -> bytes:
        data = drawn.read(entry)
        return data[:-3] + b"\x00" + data[-2:] if entry.sha256 == changed else data

    with pytest.raises(BundleError) as refused:
        write_release(drawn.release, tmp_path / "out", read, OPTIONS)
    assert refused.value.code == "bundle.image-bytes"
    assert "odd_mug_001" in refused.value.message
    assert not (tmp_path / "out").exists()


def test_a_place_that_is_no_folder_is_said_so(tmp_path: Path) -> None:
    drawn = drawn_release()
    (tmp_path / "file").write_text("x")
    with pytest.raises(BundleError) as refused:
        write_release(drawn.release, tmp_path / "file" / "out", drawn.read, OPTIONS)
    assert refused.value.code == "bundle.unwritable"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "bundle.disk-full"),
        (errno.EDQUOT, "bundle.disk-full"),
        (errno.EACCES, "bundle.unwritable"),
        (errno.EROFS, "bundle.unwritable"),
        (errno.EIO, "bundle.disk"),
    ],
)
def test_every_refusal_of_a_disk_has_its_code(tmp_path: Path, number: int, code: str) -> None:
    with pytest.raises(BundleError) as refused, clear_disk_errors(tmp_path / "out"):
        raise OSError(number, os.strerror(number))
    assert refused.value.code == code
    assert refused.value.message.endswith(".")
