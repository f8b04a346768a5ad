"""The files of a folder in one order, and again those between two of them without keeping the rest."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A file by its path relative to the folder; `inside` is False for a link that leads out of it."""

    path: str
    inside: bool = True


def files_below(folder: Path, first: str = "", last: str | None = None) -> Iterator[Listed]:
    """Files in the order of the parts of their paths, hidden ones left out, from `first` to `last`.

    Raises OSError when a folder can't be read. Links to folders are not walked into, so nothing goes round.
    """
    low = tuple(first.split("/")) if first else ()
    high = tuple(last.split("/")) if last is not None else None
    yield from _below(os.path.realpath(folder), (), low, high)


def is_inside(root: str | Path, path: str | Path) -> bool:
    """Whether the file is below the folder when all links are followed."""
    return os.path.realpath(path).startswith(os.path.realpath(root).rstrip(os.sep) + os.sep)


def _below(root: str, place: Parts, low: Parts, high: Parts | None) -> Iterator[Listed]:
    depth = len(place) + 1
    with os.scandir(os.path.join(root, *place)) as entries:  # noqa: PTH118 - names of a million files
        found = sorted(
            (entry.name, entry.is_dir(follow_symlinks=False), entry.is_symlink())
            for entry in entries
            if not entry.name.startswith(".")
            and (*place, entry.name) >= low[:depth]
            and (high is None or (*place, entry.name) <= high[:depth])
        )
    for name, is_folder, is_link in found:
        here = (*place, name)
        if is_folder:
            yield from _below(root, here, low, high)
        else:
            yield Listed("/".join(here), not is_link or is_inside(root, Path(root, *here)))
