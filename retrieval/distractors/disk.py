"""The folder of a shard: emptied before it is written, with clear words when the disk refuses."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from retrieval.distractors.errors import problem
from retrieval.distractors.manifest import DESCRIPTORS, IMAGES_FILE, PDQ_FILE, SHARD_JSON
from retrieval.distractors.sources.places import reason_of
from retrieval.distractors.tables import REFUSED_FILE, ROWS_FILE

PARTIAL: Final = ".partial"
_KNOWN: Final = frozenset((SHARD_JSON, ROWS_FILE, REFUSED_FILE, PDQ_FILE, IMAGES_FILE))


@contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    """Turns an OSError inside into DistractorError `distractors.disk`."""
    try:
        yield
    except OSError as error:
        place = error.filename or folder
        raise problem("distractors.disk", place=place, reason=reason_of(error)) from error


def emptied(folder: Path) -> None:
    """Makes the folder, or removes what an earlier run left in it, shard.json first.

    Raises DistractorError `distractors.folder-in-use` before anything is removed, and OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    inner = folder / DESCRIPTORS
    held = [path for path in folder.iterdir() if path != inner]
    within = list(inner.iterdir()) if inner.is_dir() and not inner.is_symlink() else []
    strange = [path for path in held if path.name.removesuffix(PARTIAL) not in _KNOWN or path.is_dir()]
    strange += [path for path in within if ".npy" not in path.suffixes or path.is_dir()]
    if inner.is_symlink() or (inner.exists() and not inner.is_dir()):
        strange.append(inner)
    if strange:
        raise problem("distractors.folder-in-use", folder=folder, found=strange[0].name)
    (folder / SHARD_JSON).unlink(missing_ok=True)
    for path in (*held, *within):
        path.unlink(missing_ok=True)
