"""Files and folders that are there whole or not at all, also after the power went."""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from retrieval.errors import RetrievalError

INPUTS_FILE = "inputs.json"  # of an unfinished folder: what it is made from
_UNFINISHED = ".unfinished"


def appear(target: Path, write: Callable[[Path], None]) -> None:
    """Writes a file under another name, syncs it and gives it its name."""
    unfinished = target.with_name(target.name + _UNFINISHED)
    write(unfinished)
    sync(unfinished)
    unfinished.replace(target)


def sync(path: Path) -> None:
    """Waits until the disk holds a file or the entries of a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def continued(out: Path, inputs: dict[str, Any]) -> Iterator[Path]:
    """The folder beside `out` where it is made: as a killed run left it when that had the same inputs, else empty.

    Raises RetrievalError `index.busy` while another process makes the same index.
    """
    folder = out.with_name(f"{out.name}.partial")
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _lock(handle, folder)
        text = json.dumps(inputs, sort_keys=True)
        noted = folder / INPUTS_FILE
        if not noted.is_file() or noted.read_text(encoding="utf-8") != text:
            for path in folder.iterdir():
                path.unlink()
            appear(noted, lambda path: _write_text(path, text))
        for torn in folder.glob(f"*{_UNFINISHED}"):
            torn.unlink()
        yield folder
    finally:
        os.close(handle)


def take_place(folder: Path, out: Path) -> None:
    """Syncs a finished folder and renames it to `out`; what stood there goes, searches that read it go on."""
    (folder / INPUTS_FILE).unlink(missing_ok=True)
    for path in folder.iterdir():
        sync(path)
    sync(folder)
    former = out.with_name(f"{out.name}.former")
    shutil.rmtree(former, ignore_errors=True)
    if out.exists():
        out.rename(former)
    folder.rename(out)
    sync(out.parent)
    shutil.rmtree(former, ignore_errors=True)  # mapped files live on until nobody reads them


def _lock(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise _busy(folder) from error
    if not folder.exists() or os.fstat(handle).st_ino != folder.stat().st_ino:
        raise _busy(folder)  # it was finished and renamed between our opening and locking it


def _busy(folder: Path) -> RetrievalError:
    return RetrievalError(
        "index.busy", f"Another process is building {folder}; wait for it, or stop it and start again."
    )


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
