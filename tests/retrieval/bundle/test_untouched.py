"""An image whose file nobody touched since ingest is not hashed again; one that was touched is."""

import os
import time
from pathlib import Path

import pytest

from retrieval.bundle.errors import BundleError
from retrieval.bundle.parts import Entry
from retrieval.bundle.untouched import untouched_since
from retrieval.bundle.verify import verify
from retrieval.bundle.writer import Work, write_release
from tests.retrieval.bundle.drawn import Drawn, drawn_release, picture


@pytest.fixture
def stored(tmp_path: Path) -> tuple[Drawn, Path, int]:
    """A release, the folder with its images by hash, and the moment when all of them lay there."""
    drawn, folder = drawn_release(), tmp_path / "store"
    folder.mkdir()
    for sha256, data in drawn.blobs.items():
        (folder / sha256).write_bytes(data)
    moment = max((folder / name).stat().st_ctime_ns for name in drawn.blobs)
    while time.time_ns() <= moment or _now(tmp_path) <= moment:  # until the clock of the disk has ticked
        os.sched_yield()
    return drawn, folder, moment


def _now(folder: Path) -> int:
    (folder / "now").write_bytes(b"x")
    return (folder / "now").stat().st_ctime_ns


def exported(stored: tuple[Drawn, Path, int], out: Path) -> None:
    drawn, folder, moment = stored

    def unchanged(entry: Entry) -> bool:
        return untouched_since(folder / entry.sha256, moment)

    def read(entry: Entry) -> bytes:
        return (folder / entry.sha256).read_bytes()

    write_release(drawn.release, out, read, work=Work(unchanged=unchanged))


def test_untouched_files_make_a_whole_release(stored: tuple[Drawn, Path, int], tmp_path: Path) -> None:
    exported(stored, tmp_path / "out")
    assert verify(tmp_path / "out").ok


def test_a_file_changed_since_is_refused_also_with_its_old_date(
    stored: tuple[Drawn, Path, int], tmp_path: Path
) -> None:
    drawn, folder, _ = stored
    changed = folder / drawn.release.objects[1].images[0].sha256
    times = changed.stat().st_atime_ns, changed.stat().st_mtime_ns
    changed.write_bytes(picture(4711))
    os.utime(changed, ns=times)
    with pytest.raises(BundleError) as refused:
        exported(stored, tmp_path / "out")
    assert refused.value.code == "bundle.image-bytes"
    assert not (tmp_path / "out").exists()


def test_a_file_restored_with_the_right_bytes_is_hashed_and_taken(
    stored: tuple[Drawn, Path, int], tmp_path: Path
) -> None:
    drawn, folder, moment = stored
    restored = folder / drawn.release.objects[1].images[0].sha256
    restored.write_bytes(restored.read_bytes())
    assert not untouched_since(restored, moment)
    exported(stored, tmp_path / "out")
    assert verify(tmp_path / "out").ok


def test_a_file_that_is_gone_is_not_untouched(tmp_path: Path) -> None:
    assert not untouched_since(tmp_path / "gone", time.time_ns())


def test_bytes_that_rotted_unseen_are_named_by_the_verification(tmp_path: Path) -> None:
    drawn = drawn_release()
    image = drawn.release.objects[0].images[0]
    rotten = {**drawn.blobs, image.sha256: picture(4711)}
    work = Work(unchanged=lambda entry: True)
    write_release(drawn.release, tmp_path / "out", lambda entry: rotten[entry.sha256], work=work)
    assert "ilias_core/thing0_000/query/Q000_00.jpg" in {
        found.path for found in verify(tmp_path / "out").problems
    }
