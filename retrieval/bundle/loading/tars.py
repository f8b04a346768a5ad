"""Single members of tars, read in place: what is remembered of a tar is eight bytes per member."""

import threading
from array import array
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path

from retrieval.bundle.errors import BundleError

_BLOCK = 512
_MOST_PLACES = 8_000_000  # 64 MB of offsets; the tars that were not asked for longest are forgotten
_LARGEST_MEMBER = 1 << 28


class Tars:
    """The tars of one folder. May be pickled and shared by threads; no file stays open between calls."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places: OrderedDict[str, array[int]] = OrderedDict()
        self._names: dict[str, dict[str, int]] = {}
        self._lock = threading.Lock()

    def __reduce__(self) -> tuple[type["Tars"], tuple[Path]]:
        return Tars, (self._folder,)

    def at(self, path: str, place: int) -> tuple[str, bytes]:
        """Name and content of the member at a place, from 0.

        Raises BundleError `bundle.tar` when the tar is damaged or has fewer members.
        """
        places = self._index(path)
        if place >= len(places):
            raise _damaged(path, f"it has {len(places)} members, and the one at place {place} was wanted")
        return self._read(path, places[place])

    def named(self, path: str, name: str) -> bytes:
        """Content of a member by name. Raises BundleError `bundle.tar` when the tar does not hold it."""
        place = self._named(path).get(name)
        if place is None:
            raise _damaged(path, f"it does not hold {name}")
        return self._read(path, place)[1]

    def _named(self, path: str) -> dict[str, int]:
        with self._lock:
            if path not in self._names:
                self._names[path] = dict(_members(self._folder, path))
            return self._names[path]

    def _index(self, path: str) -> "array[int]":
        with self._lock:
            if path not in self._places:
                self._places[path] = array("Q", (offset for _, offset in _members(self._folder, path)))
            self._places.move_to_end(path)
            held = sum(map(len, self._places.values()))
            while held > _MOST_PLACES and len(self._places) > 1:
                held -= len(self._places.popitem(last=False)[1])
            return self._places[path]

    def _read(self, path: str, offset: int) -> tuple[str, bytes]:
        try:
            with (self._folder / path).open("rb") as opened:
                opened.seek(offset)
                name, size = _header(opened.read(_BLOCK), path)
                data = opened.read(size)
        except OSError as error:
            raise _damaged(path, str(error)) from error
        if len(data) < size:
            raise _damaged(path, f"it ends inside {name}")
        return name, data


def _members(folder: Path, path: str) -> Iterator[tuple[str, int]]:
    """Name and offset of the header of every member, in the order of the tar."""
    try:
        with (folder / path).open("rb", buffering=0) as opened:
            end = opened.seek(0, 2)
            offset = opened.seek(0)
            # two empty blocks close a tar; here the first of them is enough
            while (block := opened.read(_BLOCK))[:1] not in (b"", b"\0"):
                name, size = _header(block, path)
                yield name, offset
                offset += _BLOCK + size + -size % _BLOCK
                if offset >= end:
                    raise _damaged(path, f"it ends after {name}")
                opened.seek(offset)
    except OSError as error:
        raise _damaged(path, str(error)) from error


def _header(block: bytes, path: str) -> tuple[str, int]:
    """Name and size of a member of a plain POSIX tar, the only kind a release holds."""
    try:
        if len(block) < _BLOCK or block[257:262] != b"ustar" or block[156:157] not in (b"0", b"\0"):
            raise ValueError
        size = int(block[124:136].rstrip(b" \0"), 8)
        if not 0 <= size <= _LARGEST_MEMBER:
            raise ValueError
        parts = (block[345:500].split(b"\0")[0], block[:100].split(b"\0")[0])
        return b"/".join(part for part in parts if part).decode("ascii"), size
    except ValueError as error:
        raise _damaged(path, "it holds something that is no header of a file") from error


def _damaged(path: str, why: str) -> BundleError:
    return BundleError(
        "bundle.tar", f"{path} cannot be read: {why}. Verify the folder and download it again."
    )
