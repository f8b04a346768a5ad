"""Writes an index from blocks of codes: never more in memory than one block and one chunk's rows.

The bytes follow from the codes in their order alone, whatever blocks they came in.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol, Self

import numpy as np
import numpy.typing as npt

from retrieval.errors import RetrievalError
from retrieval.index.hashes.buckets import BucketSizes
from retrieval.index.hashes.plan import CODE_BYTES, HashPlan
from retrieval.index.hashes.segment import as_words
from retrieval.index.hashes.sorting import sorted_by_chunk

VERSION: Final = 1
CODES_FILE, LIMITS_FILE, ROWS_FILE = "codes.bin", "limits.bin", "rows.bin"
MANIFEST_FILE = "manifest.json"
MOST_ROWS: Final = 2**32 - 1  # row numbers are kept as uint32

Progress = Callable[[float], None]


class _Hash(Protocol):
    def update(self, data: Any, /) -> None: ...

    def hexdigest(self) -> str: ...


class HashedFile:
    """A file, closed on leaving, whose size and SHA-256 are known without reading it again."""

    def __init__(self, path: Path) -> None:
        self._stream: BinaryIO = path.open("wb")
        self._sha256: _Hash = hashlib.sha256()
        self._size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def write(self, array: npt.NDArray[Any]) -> None:
        """The bytes of an array, little-endian, row by row."""
        plain = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
        data = plain.reshape(-1).view(np.uint8).data
        self._stream.write(data)
        self._sha256.update(data)
        self._size += len(data)

    def kept(self) -> dict[str, Any]:
        """What the manifest says of it, once everything written is on the disk."""
        self._stream.flush()
        os.fsync(self._stream.fileno())
        return {"size": self._size, "sha256": self._sha256.hexdigest()}


def checked(rows: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """Rows uint8 [n, 32], or RetrievalError `index.shape`."""
    array = np.asarray(rows)
    if array.ndim != 2 or array.shape[1] != CODE_BYTES or array.dtype != np.uint8:
        raise RetrievalError(
            "index.shape",
            f"Hashes of shape {array.shape} and type {array.dtype} came; the index holds uint8 [N, {CODE_BYTES}].",
        )
    return np.ascontiguousarray(array)


def build(
    blocks: Iterable[npt.NDArray[np.uint8]],
    out: Path,
    about: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Writes the index of all codes uint8 [n, 32] of the blocks into the new folder `out`; its manifest.

    `about` (JSON) is kept in the manifest: what the rows are. `progress` gets the share done and may
    raise to stop. The folder appears whole or not at all. RetrievalError `index.exists`, `index.shape`,
    `index.too-many`.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise RetrievalError(
            "index.exists", f"{out} holds something already. An index is written into a new folder."
        )
    staging = out.with_name(f".{out.name}.building")
    shutil.rmtree(staging, ignore_errors=True)  # of a build that was killed
    staging.mkdir(parents=True)
    try:
        manifest = _write(blocks, staging, dict(about or {}), progress or _silent)
        staging.replace(out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return manifest


def _write(
    blocks: Iterable[npt.NDArray[np.uint8]], folder: Path, about: dict[str, Any], progress: Progress
) -> dict[str, Any]:
    count, codes_kept = _write_codes(blocks, folder / CODES_FILE)
    plan, sizes = HashPlan.of(count), BucketSizes()
    steps = 1 + len(plan.widths)
    progress(1 / steps)
    codes = as_words(mapped(folder / CODES_FILE, np.uint8).reshape(-1, CODE_BYTES))
    with HashedFile(folder / LIMITS_FILE) as limits_file, HashedFile(folder / ROWS_FILE) as rows_file:
        for done, (start, width) in enumerate(zip(plan.starts, plan.widths, strict=True), start=2):
            limits, rows = sorted_by_chunk(codes, start, width)
            sizes.add(np.diff(limits))
            limits_file.write(limits)
            rows_file.write(rows)
            progress(done / steps)
        kept = {CODES_FILE: codes_kept, LIMITS_FILE: limits_file.kept(), ROWS_FILE: rows_file.kept()}
    manifest = {
        "kind": "pdq-multi-index",
        "version": VERSION,
        "plan": plan.as_dict(),
        "buckets": sizes.as_dict(),
        "about": about,
        "files": kept,
    }
    text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    (folder / MANIFEST_FILE).write_text(text, encoding="utf-8")
    return manifest


def _write_codes(blocks: Iterable[npt.NDArray[np.uint8]], path: Path) -> tuple[int, dict[str, Any]]:
    count = 0
    with HashedFile(path) as file:
        for block in blocks:
            rows = checked(block)
            count += len(rows)
            if count > MOST_ROWS:
                raise RetrievalError(
                    "index.too-many", f"One hash index holds {MOST_ROWS:,} rows at most. Cut the set in two."
                )
            file.write(rows)
        return count, file.kept()


def mapped(path: Path, kind: Any) -> npt.NDArray[Any]:
    """A file as a read-only array of little-endian numbers; an empty one too, which cannot be mapped."""
    if path.stat().st_size == 0:
        return np.empty(0, dtype=kind)
    return np.asarray(np.memmap(path, dtype=np.dtype(kind).newbyteorder("<"), mode="r"))


def _silent(share: float) -> None:
    """Nobody asked."""
