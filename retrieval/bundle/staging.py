"""A folder that appears whole or not at all, and is continued after a kill."""

import fcntl
import hashlib
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from retrieval.bundle.disk import clear_disk_errors
from retrieval.bundle.errors import BundleError
from retrieval.bundle.records import FileRecord, file_record

_JOURNAL = ".journal"
_SYNCS_AT_ONCE = 16
_ENTRY = re.compile(r"([0-9a-f]{64}) (\d+) (.+)")
Write = Callable[["HashingFile"], None]


class HashingFile:
    """A file to write to that knows size and SHA-256 of what went through it."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._hash = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        """Writes all of the data and returns its length, as files do."""
        self._target.write(data)
        self._hash.update(data)
        self.size += len(data)
        return len(data)

    def record(self, path: str, recipe: str = "") -> FileRecord:
        """What was written so far, under that path."""
        return FileRecord(path, self.size, self._hash.hexdigest(), recipe)


class Staging:
    """Files put one by one beside the final place; `finish` moves the folder there in one step.

    Threads may put different files at the same time.
    """

    def __init__(self, folder: Path, known: dict[str, FileRecord]) -> None:
        self.folder = folder
        self.records: dict[str, FileRecord] = {}
        self._known = known
        self._lock = threading.Lock()

    def kept(self, path: str, recipe: str = "") -> bool:
        """Whether an interrupted run with the same plan finished this file; then it stays."""
        known = self._known.get(path)
        if known is None or not (self.folder / path).is_file():
            return False
        if file_record(self.folder, path) != known:
            return False
        with self._lock:
            self.records[path] = replace(known, recipe=recipe)
        return True

    def put(self, path: str, write: Write, recipe: str = "") -> FileRecord:
        """Writes one file."""
        target = self._cleared(path)
        with target.open("wb") as opened:
            hashing = HashingFile(opened)
            write(hashing)
        return self._noted(hashing.record(path, recipe))

    def take(self, path: str, source: Path, expected: FileRecord) -> bool:
        """Puts a file of another folder here, without writing it where the disk can share it.

        False, with nothing put, when its bytes are not those expected.
        """
        target = self._cleared(path)
        try:
            os.link(source, target)
        except FileNotFoundError:
            return False
        except OSError:  # another disk, or one that shares no files
            shutil.copyfile(source, target)
        if file_record(self.folder, path, expected.recipe) != expected:
            target.unlink()
            return False
        self._noted(expected)
        return True

    def finish(self, out: Path) -> None:
        """Removes what does not belong, makes all of it durable and moves it to its place."""
        for path in sorted(self.folder.rglob("*"), reverse=True):
            name = path.relative_to(self.folder).as_posix()
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
            elif path.is_file() and name not in self.records and name != _JOURNAL:
                path.unlink()
        with ThreadPoolExecutor(_SYNCS_AT_ONCE) as pool:  # the disk joins what waits together
            list(pool.map(_sync, self.folder.rglob("*")))
        (self.folder / _JOURNAL).unlink()  # last: until here a killed run could still continue
        _sync(self.folder)
        self.folder.rename(out)
        _sync(out.parent)

    def _cleared(self, path: str) -> Path:
        """The place of a file, empty: what lies there may be shared with another folder."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        return target

    def _noted(self, record: FileRecord) -> FileRecord:
        with self._lock:
            with (self.folder / _JOURNAL).open("a") as journal:
                journal.write(f"{record.sha256} {record.size} {record.path}\n")
            self.records[record.path] = record
        return record


@contextmanager
def staged(out: Path, plan: str) -> Iterator[Staging]:
    """The staging folder of `out`, continued when it was begun with the same plan.

    Raises BundleError: `bundle.busy` while another process writes the same export, `bundle.disk-full`,
    `bundle.unwritable` and `bundle.disk` for what the disk refuses.
    """
    folder = out.with_name(f"{out.name}.partial")
    with clear_disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            _lock(handle, folder)
            yield Staging(folder, _continued(folder, plan))
        finally:
            os.close(handle)


def _lock(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise BundleError(
            "bundle.busy",
            f"Another process is writing {folder}; wait for it, or stop it and start again.",
        ) from error
    # the other process may have finished and moved the folder between our opening and locking it
    if not folder.exists() or os.fstat(handle).st_ino != folder.stat().st_ino:
        raise BundleError(
            "bundle.busy", f"Another process has just finished {folder}; start again to see it."
        )


def _continued(folder: Path, plan: str) -> dict[str, FileRecord]:
    journal = folder / _JOURNAL
    lines = journal.read_text().splitlines() if journal.is_file() else []
    if not lines or lines[0] != plan:
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        journal.write_text(f"{plan}\n")
        return {}
    known = {}
    for line in lines[1:]:
        if matched := _ENTRY.fullmatch(line):  # a torn line only means writing that file again
            sha256, size, name = matched.groups()
            known[name] = FileRecord(name, int(size), sha256)
    return known


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
