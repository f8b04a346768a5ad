"""Named choices of the distractors (mini-ILIAS) as tars of plain JPEGs."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from retrieval.bundle.parts import Member, TarPart, tar_part
from retrieval.bundle.schema import Release, ReleaseDistractor, Subset


def subset_tars(release: Release, size: int, folder: str) -> Iterator[TarPart]:
    """Tars <folder>/<name>-NNNNNN.tar of `size` images, in the order of the release.

    Reads the distractors once for all subsets and holds the rows of one tar of each.
    """
    cutters = [_Cutter(release, subset, size, folder) for subset in release.subsets]
    if not cutters:
        return
    for place, entry in enumerate(release.distractors):
        for cutter in cutters:
            if entry.key in cutter.keys:
                yield from cutter.take(place, entry)
    for cutter in cutters:
        yield from cutter.rest()


@dataclass
class _Cutter:
    """Cuts one subset into tars while its distractors come by."""

    release: Release
    subset: Subset
    size: int
    folder: str
    keys: frozenset[str] = field(init=False)
    _begun: list[ReleaseDistractor] = field(default_factory=list)
    _start: int = 0
    _stop: int = 0
    _index: int = 0

    def __post_init__(self) -> None:
        self.keys = frozenset(self.subset.keys)

    def take(self, place: int, entry: ReleaseDistractor) -> Iterator[TarPart]:
        """Adds the distractor at a place of the release; gives the tar before it when that is full."""
        if len(self._begun) == self.size:
            yield from self.rest()
        if not self._begun:
            self._start = place
        self._begun.append(entry)
        self._stop = place + 1

    def rest(self) -> Iterator[TarPart]:
        """The tar that was begun, if one was."""
        if not self._begun:
            return
        path = f"{self.folder}/{self.subset.name}-{self._index:06d}.tar"
        rows = self._begun
        declared = tar_part(path, lambda: (_member(entry) for entry in rows))
        yield replace(declared, members=_Rows(self.release, self.keys, self._start, self._stop))
        self._begun, self._index = [], self._index + 1


@dataclass(frozen=True, slots=True)
class _Rows:
    """The members of one tar, read anew at every call: the tar itself holds no row."""

    release: Release
    keys: frozenset[str]
    start: int
    stop: int

    def __call__(self) -> Iterator[Member]:
        for entry in self.release.distractors.between(self.start, self.stop):
            if entry.key in self.keys:
                yield _member(entry)


def _member(entry: ReleaseDistractor) -> Member:
    return Member(f"{entry.key}.jpg", entry)
