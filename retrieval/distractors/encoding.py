"""Descriptors of a shard: made by an encoder in batches of one size, or ready; kept as float16 rows."""

from pathlib import Path
from types import TracebackType
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from retrieval.distractors.errors import problem
from retrieval.distractors.manifest import EncoderEntry, descriptors_file
from retrieval.distractors.naming import slug_of
from retrieval.distractors.vectors import RowsFile
from retrieval.encoders.encoder import Encoder

BATCH: Final = 32  # part of the result: another batch may round the last bit in another way


class DescriptorsFile:
    """The file of one encoder in a shard; a context manager that finishes it."""

    def __init__(self, folder: Path, entry: EncoderEntry) -> None:
        self.entry = entry
        self.slug = slug_of(entry.version)
        self.path = folder / descriptors_file(self.slug)
        self._rows = RowsFile(self.path, entry.dimension, np.float16)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._rows.__exit__(kind, error, trace)

    def append(self, rows: npt.NDArray[np.float32]) -> None:
        """Unit vectors float32 [n, D]; raises OSError."""
        self._rows.append(rows)


class EncodedImages:
    """Collects images and has them encoded, so many at a time."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self._encoder = encoder
        self._waiting: list[npt.NDArray[np.uint8]] = []
        self.file = DescriptorsFile(folder, entry_of(encoder))

    def add(self, pixels: npt.NDArray[np.uint8]) -> None:
        """The next image uint8 [H, W, 3]; raises DistractorError `distractors.encoder-answer`, OSError."""
        self._waiting.append(pixels)
        if len(self._waiting) == BATCH:
            self.flush()

    def flush(self) -> None:
        """Encodes what waits."""
        if self._waiting:
            self.file.append(self._encoded())
            self._waiting.clear()

    def _encoded(self) -> npt.NDArray[np.float32]:
        rows = self._encoder.encode_images(self._waiting)
        wanted = (len(self._waiting), self._encoder.dimension)
        if rows.shape != wanted:
            found, wished = f"an array of the shape {rows.shape}", f"the shape {wanted}"
        elif not np.isfinite(rows).all():
            found, wished = "numbers that are not finite", f"{wanted[0]} images"
        else:
            return rows
        raise problem("distractors.encoder-answer", encoder=self._encoder.version, found=found, wanted=wished)


def entry_of(encoder: Encoder) -> EncoderEntry:
    """What shard.json says of it."""
    return EncoderEntry(encoder.name, encoder.version, encoder.dimension)
