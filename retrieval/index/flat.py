"""Exact search over all vectors with FAISS: inner product for descriptors, Hamming for PDQ."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.errors import RetrievalError
from retrieval.index.index import Hit

VECTORS_FILE = "vectors.faiss"
NAMES_FILE = "names.json"
# Fetched beyond k, so that equal values at the end can be ordered by name.
BEYOND = 32


@dataclass(frozen=True)
class Measure:
    """How FAISS is asked: constructor by dimension, reader and writer, dtype, and the sense."""

    construct: Callable[[int], Any]
    read: Callable[[str], Any]
    write: Callable[[Any, str], None]
    dtype: type
    larger_is_nearer: bool
    bits_per_column: int


class FlatIndex:
    """A flat FAISS index with names; the constructor comes in `measure`."""

    def __init__(self, measure: Measure, columns: int) -> None:
        self._measure = measure
        self._columns = columns
        self._names: list[str] = []
        self._known: set[str] = set()
        self._vectors = measure.construct(columns * measure.bits_per_column)

    def __len__(self) -> int:
        return len(self._names)

    def build(self, names: Sequence[str], vectors: npt.NDArray[Any]) -> None:
        """Forgets everything and takes these vectors [N, columns]."""
        self._names, self._known = [], set()
        self._vectors = self._measure.construct(self._columns * self._measure.bits_per_column)
        self.add(names, vectors)

    def add(self, names: Sequence[str], vectors: npt.NDArray[Any]) -> None:
        """Takes further vectors [N, columns].

        Raises RetrievalError `index.shape` for vectors of another length or number than expected
        and `index.known-name` for a name that is already in.
        """
        rows = self._checked(vectors)
        if len(rows) != len(names):
            raise RetrievalError("index.shape", f"{len(names)} names came with {len(rows)} vectors.")
        twice = self._known.intersection(names) or {n for n in names if list(names).count(n) > 1}
        if twice:
            raise RetrievalError(
                "index.known-name", f"{min(twice)!r} is in the index already; names are unique."
            )
        self._vectors.add(rows)
        self._names.extend(names)
        self._known.update(names)

    def search(self, queries: npt.NDArray[Any], k: int) -> list[list[Hit]]:
        """The k nearest of each query [Q, columns], nearest first, equals by name."""
        values, slots = self.nearest_slots(queries, k + BEYOND if k > 0 else 0)
        sign = -1.0 if self._measure.larger_is_nearer else 1.0
        found = []
        for row_values, row_slots in zip(values, slots, strict=True):
            hits = [Hit(self._names[s], float(v)) for v, s in zip(row_values, row_slots, strict=True)]
            found.append(sorted(hits, key=lambda hit: (sign * hit.value, hit.name))[:k])
        return found

    def nearest_slots(
        self, queries: npt.NDArray[Any], k: int
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
        """Values and places in the order of adding, [Q, min(k, N)] each, nearest first, equals in any order."""
        rows = self._checked(queries)
        k = min(k, len(self._names))
        if k <= 0:
            return np.zeros((len(rows), 0), dtype=np.float32), np.zeros((len(rows), 0), dtype=np.int64)
        values, slots = self._vectors.search(rows, k)
        return np.asarray(values, dtype=np.float32), np.asarray(slots, dtype=np.int64)

    def save(self, folder: Path) -> None:
        """Writes vectors and names into the folder, which is made if need be."""
        folder.mkdir(parents=True, exist_ok=True)
        self._measure.write(self._vectors, str(folder / VECTORS_FILE))
        (folder / NAMES_FILE).write_text(json.dumps(self._names), encoding="utf-8")

    @classmethod
    def load(cls, measure: Measure, folder: Path) -> "FlatIndex":
        """Reads what `save` wrote; RetrievalError `index.unreadable` when it is not whole."""
        try:
            names = json.loads((folder / NAMES_FILE).read_text(encoding="utf-8"))
            vectors = measure.read(str(folder / VECTORS_FILE))
        except (OSError, ValueError, RuntimeError) as error:
            raise _unreadable(folder) from error
        if vectors.ntotal != len(names):
            raise _unreadable(folder)
        loaded = cls(measure, vectors.d // measure.bits_per_column)
        loaded._vectors, loaded._names, loaded._known = vectors, names, set(names)
        return loaded

    def _checked(self, vectors: npt.NDArray[Any]) -> npt.NDArray[Any]:
        rows: npt.NDArray[Any] = np.ascontiguousarray(vectors, dtype=self._measure.dtype)
        if rows.ndim != 2 or rows.shape[1] != self._columns:
            raise RetrievalError(
                "index.shape", f"Vectors of shape {rows.shape} came; the index holds [N, {self._columns}]."
            )
        return rows


def flat_inner_product() -> Measure:
    """Cosine of L2-normalised float32 descriptors: larger is nearer."""
    import faiss  # noqa: PLC0415 - loaded when an index is asked for

    return Measure(faiss.IndexFlatIP, faiss.read_index, faiss.write_index, np.float32, True, 1)


def flat_binary() -> Measure:
    """Differing bits of uint8 hashes [N, bytes]: smaller is nearer."""
    import faiss  # noqa: PLC0415 - loaded when an index is asked for

    return Measure(
        faiss.IndexBinaryFlat, faiss.read_index_binary, faiss.write_index_binary, np.uint8, False, 8
    )


def _unreadable(folder: Path) -> RetrievalError:
    return RetrievalError(
        "index.unreadable", f"The index in {folder} is not whole. Build it again with build_index."
    )
