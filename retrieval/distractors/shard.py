"""A finished shard, read: nothing is loaded before it is asked for."""

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from retrieval.distractors.errors import DistractorError, problem
from retrieval.distractors.manifest import IMAGES_FILE, PDQ_FILE, Manifest, descriptors_file
from retrieval.distractors.sources.places import reason_of
from retrieval.distractors.tables import (
    REFUSED_FILE,
    ROWS_FILE,
    Refused,
    Row,
    column_names,
    read_columns,
)
from retrieval.distractors.vectors import map_rows


class Shard:
    """Rows by their place, ids by their name. Threads may share one; it holds no open files."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Raises DistractorError `distractors.shard-missing` and `distractors.shard-damaged`."""
        return cls(folder, Manifest.read(folder))

    def __len__(self) -> int:
        return self.manifest.accepted

    @property
    def name(self) -> str:
        """First part of its ids."""
        return self.manifest.name

    @cached_property
    def names(self) -> Sequence[str]:
        """The ids "<shard>/<key>" in the order of the rows."""
        return tuple(self._columns("id")["id"].to_pylist())

    @cached_property
    def hashes(self) -> npt.NDArray[np.uint8]:
        """PDQ of every image, uint8 [N, 32], memory-mapped; [0, 32] for ready descriptors without images."""
        if PDQ_FILE not in self.manifest.files:
            return np.empty((0, 32), np.uint8)
        return self._mapped(PDQ_FILE, np.dtype(np.uint8), 32)

    def descriptors(self, slug: str) -> npt.NDArray[np.float16]:
        """Unit rows float16 [N, D], memory-mapped; raises DistractorError `distractors.not-encoded`."""
        entry = self.manifest.encoders.get(slug)
        if entry is None:
            known = ", ".join(self.manifest.encoders) or "none"
            raise problem("distractors.not-encoded", shard=self.name, encoder=slug, known=known)
        return self._mapped(descriptors_file(slug), np.dtype(np.float16), entry.dimension)

    def row(self, place: int) -> Row:
        """Everything known of the image at that place; raises IndexError."""
        return self.rows(place, place + 1)[0]

    def rows(self, start: int, stop: int) -> list[Row]:
        """Those at the places start to stop - 1; raises IndexError when there is none at `start`."""
        if not 0 <= start < len(self):
            raise IndexError(start)
        cells = self._table.slice(start, stop - start).to_pylist()
        return [Row(**cell) for cell in cells]

    def find(self, id_: str) -> int:
        """The place of an id; raises DistractorError `distractors.unknown`."""
        place = self._places.get(id_)
        if place is None:
            raise problem("distractors.unknown", id=id_, shard=self.name)
        return place

    def span(self, place: int) -> tuple[int, int]:
        """Offset and length of a JPEG in images.tar, for whoever reads ranges of a storage."""
        if not 0 <= place < len(self):
            raise IndexError(place)
        return self._spans[0][place].as_py(), self._spans[1][place].as_py()

    def image(self, place: int) -> bytes:
        """The release JPEG at that place, from one seek and held against its hash.

        Raises DistractorError `distractors.no-image-held` and `distractors.shard-damaged`, IndexError.
        """
        offset, size = self.span(place)
        if offset < 0:
            raise problem("distractors.no-image-held", id=self.names[place], shard=self.name)
        try:
            with (self.folder / IMAGES_FILE).open("rb", buffering=0) as opened:
                opened.seek(offset)
                data = opened.read(size)
        except (OSError, ValueError) as error:
            raise self._damaged(IMAGES_FILE, reason_of(error)) from error
        if hashlib.sha256(data).hexdigest() != self._spans[2][place].as_py():
            raise self._damaged(IMAGES_FILE, f"the image at byte {offset:,} is another one")
        return data

    def refused(self) -> list[Refused]:
        """Every image that was not taken in."""
        columns = read_columns(self.folder / REFUSED_FILE, Refused, column_names(Refused))
        lists = (columns[name].to_pylist() for name in column_names(Refused))
        return [Refused(*cells) for cells in zip(*lists, strict=True)]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.names)}

    @cached_property
    def _spans(self) -> tuple[Any, Any, Any]:
        columns = self._columns("offset", "size", "release_sha256")
        return columns["offset"], columns["size"], columns["release_sha256"]

    @cached_property
    def _table(self) -> Any:
        return read_columns(self.folder / ROWS_FILE, Row, column_names(Row))

    def _columns(self, *names: str) -> Any:
        table = read_columns(self.folder / ROWS_FILE, Row, names)
        if len(table) != len(self):
            raise self._damaged(ROWS_FILE, f"it has {len(table)} rows instead of {len(self)}")
        return table

    def _mapped(self, name: str, dtype: np.dtype[Any], width: int) -> npt.NDArray[Any]:
        try:
            rows = map_rows(self.folder / name)
        except (OSError, ValueError) as error:
            raise self._damaged(name, reason_of(error)) from error
        if rows.dtype != dtype or rows.shape != (len(self), width):
            raise self._damaged(name, f"it holds {rows.dtype} of the shape {rows.shape}")
        return rows

    def _damaged(self, name: str, reason: str) -> DistractorError:
        return problem("distractors.shard-damaged", file=name, folder=self.folder, reason=reason)
