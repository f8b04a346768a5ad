"""The files of a folder in one order, and again those between two of them without keeping the rest."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

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
    root = os.path.realpath(folder)
    begun: list[tuple[Parts, Iterator[_Entry]]] = [((), iter(_entries(root, (), low, high)))]
    while begun:  # not by recursion: foreign folders may be deeper than the interpreter goes
        place, entries = begun[-1]
        entry = next(entries, None)
        if entry is None:
            begun.pop()
            continue
        here = (*place, entry.name)
        if entry.is_folder:
            begun.append((here, iter(_entries(root, here, low, high))))
        else:
            yield Listed("/".join(here), not entry.is_link or is_inside(root, Path(root, *here)))


def is_inside(root: str | Path, path: str | Path) -> bool:
    """Whether the file is below the folder when all links are followed."""
    return os.path.realpath(path).startswith(os.path.realpath(root).rstrip(os.sep) + os.sep)


class _Entry(NamedTuple):
    name: str
    is_folder: bool
    is_link: bool


def _entries(root: str, place: Parts, low: Parts, high: Parts | None) -> list[_Entry]:
    """What lies in one folder between the two paths, sorted by name."""
    depth = len(place) + 1
    with os.scandir(os.path.join(root, *place)) as entries:  # noqa: PTH118 - names of a million files
        return sorted(
            _Entry(entry.name, entry.is_dir(follow_symlinks=False), entry.is_symlink())
            for entry in entries
            if not entry.name.startswith(".")
            and (*place, entry.name) >= low[:depth]
            and (high is None or (*place, entry.name) <= high[:depth])
        )
