"""What a disk refuses, in words that help."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from retrieval.bundle.errors import BundleError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR)


@contextmanager
def clear_disk_errors(folder: Path) -> Iterator[None]:
    """Turns an OSError inside into a BundleError that says what to do."""
    try:
        yield
    except OSError as error:
        raise _clear(folder, error) from error


def _clear(folder: Path, error: OSError) -> BundleError:
    place = error.filename or folder
    reason = error.strerror or str(error)
    if error.errno in _FULL:
        free = shutil.disk_usage(_existing(folder)).free
        return BundleError(
            "bundle.disk-full",
            f"The disk of {folder} is full ({free:,} bytes are left), so nothing was released. What is "
            f"written stays aside; make room and start the export again: it goes on where it stopped.",
        )
    if error.errno in _FORBIDDEN:
        return BundleError(
            "bundle.unwritable",
            f"{place} can't be written ({reason}), so nothing was released. Choose a folder that this "
            f"user may write, or change its permissions.",
        )
    return BundleError(
        "bundle.disk",
        f"The disk failed at {place} ({reason}), so nothing was released. Start the export again: it "
        f"goes on where it stopped.",
    )


def _existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.exists())
