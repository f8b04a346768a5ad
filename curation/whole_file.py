"""Files that appear under their name when all of them is on the disk, and of which a kill before leaves nothing."""

import errno
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_OPEN_FILES = Path("/proc/self/fd")  # by which a file without a name can be named
_UNKNOWN = frozenset((errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT))  # it has no nameless files


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """A file to write; it gets its name, and is flushed to disk, when the block ends without an error.

    Where one of that name is there by then, it stays: names say their content. On Linux the file has no name
    until then, so that even SIGKILL leaves nothing behind. A file system without nameless files (and another
    system) gets a hidden one beside the target, which only a kill leaves there.

    Raises:
        OSError: the disk is full, the folder is missing or may not be written.
    """
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        nameless = _nameless(target.parent)
        if nameless is None:
            yield from _named(target)
        else:
            with nameless as file:
                yield file
                _flushed(file)
                _link(file, folder, target.name)
        os.fsync(folder)
    finally:
        os.close(folder)


def _nameless(folder: Path) -> BinaryIO | None:
    """A file of that folder without a name, or None where there is no such thing."""
    flag = getattr(os, "O_TMPFILE", None)
    if flag is None or not _OPEN_FILES.is_dir():
        return None
    try:
        return os.fdopen(os.open(folder, flag | os.O_WRONLY, 0o666), "wb")
    except OSError as error:
        if error.errno in _UNKNOWN:
            return None
        raise


def _link(file: BinaryIO, folder: int, name: str) -> None:
    with suppress(FileExistsError):  # somebody was quicker with the same bytes
        # A folder to start from makes Python call linkat, which follows the link that /proc is.
        os.link(_OPEN_FILES / str(file.fileno()), name, src_dir_fd=folder, dst_dir_fd=folder)


def _named(target: Path) -> Iterator[BinaryIO]:
    aside = target.with_name(f".{target.name}.{uuid.uuid4().hex}.partial")
    try:
        with aside.open("wb") as file:
            yield file
            _flushed(file)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def _flushed(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
