"""Opening an index folder: everything is mapped, so workers of one machine share its pages."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from retrieval.index.descriptor_index import (
    NOTHING_HIDDEN,
    Found,
    Positions,
    ShardSpan,
    checked_queries,
    nothing_found,
)
from retrieval.index.engine import load_faiss
from retrieval.index.flat_rows import FlatRows
from retrieval.index.held_out import Tuning
from retrieval.index.ivf import IvfCandidates
from retrieval.index.manifest import LISTS_FILE, VECTORS_FILE, Manifest, damaged, read_manifest, spans_of
from retrieval.index.names import NameTable


class _Searching(Protocol):
    def search(self, queries: npt.NDArray[np.float32], k: int, hidden: Positions) -> Found: ...


class FolderIndex:
    """The index of a folder; searches of several threads do not disturb each other."""

    def __init__(self, manifest: Manifest, searching: _Searching, names: NameTable) -> None:
        self.manifest = manifest
        self._searching = searching
        self._names = names
        self._shards = spans_of(manifest)

    @property
    def encoder_version(self) -> str:
        """What described the rows."""
        return str(self.manifest["encoder_version"])

    @property
    def dimension(self) -> int:
        """Length D of a descriptor."""
        return int(self.manifest["dimension"])

    @property
    def shards(self) -> Sequence[ShardSpan]:
        """The shards in the order of their positions."""
        return self._shards

    def __len__(self) -> int:
        return int(self.manifest["count"])

    def search(self, queries: npt.NDArray[Any], k: int, hidden: Positions = NOTHING_HIDDEN) -> Found:
        """The k nearest of each query float32 [Q, D] by exact inner product, equals by position.

        Raises RetrievalError `index.shape` for queries of another length.
        """
        rows = checked_queries(queries, self.dimension)
        if k < 1 or not len(rows):
            return nothing_found(len(rows), max(k, 0))
        return self._searching.search(rows, k, np.ascontiguousarray(hidden, dtype=np.int64))

    def name(self, position: int) -> str:
        """The name "<shard>/<key>" of a row; IndexError beyond the last."""
        return self._names[position]

    def find(self, name: str) -> int:
        """The position of a name, -1 where it is not in."""
        return self._names.find(name)


def open_index(folder: Path, encoder_version: str = "", *, verify: bool = False) -> FolderIndex:
    """The index that `build_index` wrote there, mapped; a check of every byte with `verify`.

    Raises RetrievalError `index.missing`, `index.damaged`, and `index.other-encoder` when a version is given and
    the index holds descriptors of another.
    """
    manifest = read_manifest(folder, encoder_version, verify=verify)
    shape = (int(manifest["count"]), int(manifest["dimension"]))
    vectors = np.memmap(folder / VECTORS_FILE, dtype="<f2", mode="r", shape=shape)
    searching: _Searching
    if manifest["kind"] == "flat":
        searching = FlatRows(vectors)
    else:
        searching = IvfCandidates(_mapped_lists(folder, shape), vectors, Tuning.from_dict(manifest))
    return FolderIndex(manifest, searching, NameTable(folder, spans_of(manifest)))


def _mapped_lists(folder: Path, shape: tuple[int, int]) -> Any:
    faiss = load_faiss()
    try:
        lists = faiss.read_index(str(folder / LISTS_FILE), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY)
    except RuntimeError as error:
        raise damaged(folder, f"{LISTS_FILE} can't be read") from error
    if (lists.ntotal, lists.d) != shape:
        raise damaged(folder, f"{LISTS_FILE} holds {lists.ntotal} rows of {lists.d} numbers, not {shape}")
    return lists
