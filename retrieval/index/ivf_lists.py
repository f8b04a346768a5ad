"""Lists of an IVF index: rows become codes block by block, codes become one file at the end."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.index.durable import appear
from retrieval.index.engine import load_faiss
from retrieval.index.ivf_training import trained_index
from retrieval.index.manifest import LISTS_FILE
from retrieval.index.plan import IndexPlan
from retrieval.index.shard_vectors import ROWS_AT_ONCE

TRAINED_FILE = "trained.faiss"
CODES = "codes-*.npy"


def write_lists(
    plan: IndexPlan, vectors: npt.NDArray[Any], folder: Path, step: Callable[[int], None]
) -> None:
    """Trains, codes and writes `lists.faiss`; what a killed run had finished is taken as it is.

    `step` is called with the number of rows of each finished block, and may raise to stop.
    """
    faiss = load_faiss()
    trained = folder / TRAINED_FILE
    if not trained.is_file():
        index = trained_index(plan, vectors)
        appear(trained, lambda path: faiss.write_index(index, str(path)))
    index = faiss.read_index(str(trained))
    for first in range(0, len(vectors), ROWS_AT_ONCE):
        block = vectors[first : first + ROWS_AT_ONCE]
        codes = folder / CODES.replace("*", f"{first // ROWS_AT_ONCE:06d}")
        if not codes.is_file():
            _write_codes(index, block, codes)
        step(len(block))
    _assemble(index, folder)


def _write_codes(index: Any, block: npt.NDArray[Any], target: Path) -> None:
    coded = index.sa_encode(np.ascontiguousarray(block, dtype=np.float32))

    def write(path: Path) -> None:
        with path.open("wb") as opened:  # np.save would add a suffix to a path
            np.save(opened, coded)

    appear(target, write)


def _assemble(index: Any, folder: Path) -> None:
    """Codes hold the number of their list, so that this is sorting; within a list rows keep their order."""
    faiss = load_faiss()
    first = 0
    for part in sorted(folder.glob(CODES)):
        codes = np.load(part, mmap_mode="r")
        index.add_sa_codes(np.ascontiguousarray(codes), np.arange(first, first + len(codes), dtype=np.int64))
        first += len(codes)
    appear(folder / LISTS_FILE, lambda path: faiss.write_index(index, str(path)))


def remove_parts(folder: Path) -> None:
    """Removes what the lists were made from, once they are there."""
    for spent in (*folder.glob(CODES), folder / TRAINED_FILE):
        spent.unlink(missing_ok=True)
