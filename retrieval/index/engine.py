"""FAISS, loaded when an index is asked for, and held to a number of threads where bytes depend on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def load_faiss() -> Any:
    """The module; importing it takes a third of a second and 60 MB, so nothing loads it in passing."""
    import faiss  # noqa: PLC0415 - loaded when an index is asked for

    return faiss


@contextmanager
def faiss_threads(count: int) -> Iterator[Any]:
    """FAISS with this many OpenMP threads in the calling thread, as before afterwards; 0 leaves it as it is."""
    faiss = load_faiss()
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(count or before)
    try:
        yield faiss
    finally:
        faiss.omp_set_num_threads(before)
