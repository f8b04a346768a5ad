"""Any number of workers, killed or not, write the same bytes."""

import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from retrieval.bundle.errors import BundleError, ExportCancelledError
from retrieval.bundle.manifest import SUMS, ExportOptions
from retrieval.bundle.parts import Entry
from retrieval.bundle.verify import verify
from retrieval.bundle.writer import Work, write_release
from tests.retrieval.bundle.drawn import drawn_release

ROOT = Path(__file__).resolve().parents[3]
EVERYTHING = ExportOptions(layouts=("ilias", "webdataset", "coco"), shard_size=3, objects_per_tar=1)
DIES = """
import os, signal, sys, threading
from pathlib import Path
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.writer import Work, write_release
from tests.retrieval.bundle.drawn import drawn_release
drawn, left, lock = drawn_release(distractors=60), [int(sys.argv[2])], threading.Lock()
def read(entry):
    with lock:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
    return drawn.read(entry)
options = ExportOptions(layouts=("ilias", "webdataset", "coco"), shard_size=3, objects_per_tar=1)
write_release(drawn.release, Path(sys.argv[1]), read, options, Work(workers=4))
"""


def test_four_workers_killed_five_times_write_what_one_writes(tmp_path: Path) -> None:
    drawn = drawn_release(distractors=60)
    one = write_release(drawn.release, tmp_path / "one", drawn.read, EVERYTHING)
    chance = random.Random(5)
    for _ in range(5):
        command = [sys.executable, "-c", DIES, str(tmp_path / "four"), str(chance.randrange(10, 20))]
        ended = subprocess.run(command, cwd=ROOT, check=False)
        assert ended.returncode == -signal.SIGKILL
        assert not (tmp_path / "four").exists()
    four = write_release(drawn.release, tmp_path / "four", drawn.read, EVERYTHING, Work(workers=4))
    assert (tmp_path / "four" / SUMS).read_bytes() == (tmp_path / "one" / SUMS).read_bytes()
    assert four.manifest_sha256 == one.manifest_sha256
    assert verify(tmp_path / "four").ok
    assert four.continued > 0


def test_callbacks_stay_in_the_calling_thread_and_workers_in_their_surroundings(tmp_path: Path) -> None:
    drawn = drawn_release(distractors=20)
    told: set[int] = set()
    inside: set[int] = set()
    reading: set[int] = set()

    @contextmanager
    def around() -> Iterator[None]:
        inside.add(threading.get_ident())
        yield

    def read(entry: Entry) -> bytes:
        reading.add(threading.get_ident())
        return drawn.read(entry)

    def progress(done: int, total: int) -> None:
        told.add(threading.get_ident())

    work = Work(workers=3, progress=progress, around=around)
    write_release(drawn.release, tmp_path / "out", read, EVERYTHING, work)
    assert told <= {threading.get_ident()}
    assert reading <= inside
    assert threading.get_ident() not in inside


def test_progress_ends_with_everything_done(tmp_path: Path) -> None:
    drawn = drawn_release(distractors=20)
    told: list[tuple[int, int]] = []
    work = Work(progress=lambda done, total: told.append((done, total)))
    write_release(drawn.release, tmp_path / "out", drawn.read, EVERYTHING, work)
    assert told[-1][0] == told[-1][1] > 20
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_the_cause_is_raised_and_not_the_stop_that_it_led_to(tmp_path: Path) -> None:
    drawn = drawn_release(distractors=20)
    broken = list(drawn.release.distractors)[7].sha256

    def read(entry: Entry) -> bytes:
        return b"no image" if entry.sha256 == broken else drawn.read(entry)

    with pytest.raises(BundleError) as refused:
        write_release(drawn.release, tmp_path / "out", read, EVERYTHING, Work(workers=4))
    assert refused.value.code == "bundle.image-bytes"
    assert "d0007" in refused.value.message
    assert not (tmp_path / "out").exists()


def test_many_workers_stop_on_request(tmp_path: Path) -> None:
    drawn = drawn_release(distractors=20)
    asked = threading.Event()

    def read(entry: Entry) -> bytes:
        asked.wait(10)  # nothing is finished before the request
        return drawn.read(entry)

    def cancelled() -> bool:
        asked.set()
        return True

    with pytest.raises(ExportCancelledError):
        write_release(drawn.release, tmp_path / "out", read, EVERYTHING, Work(workers=2, cancelled=cancelled))
    assert not (tmp_path / "out").exists()
