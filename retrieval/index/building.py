"""Building an index folder from shards: killed anywhere, the next run ends with the same bytes."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.errors import RetrievalError
from retrieval.index.descriptor_index import NOTHING_HIDDEN, Cancelled, Found, Progress
from retrieval.index.durable import appear, continued, sync, take_place
from retrieval.index.engine import load_faiss
from retrieval.index.held_out import Effort, Tuning, tuned
from retrieval.index.ivf import IvfCandidates
from retrieval.index.ivf_lists import remove_parts, write_lists
from retrieval.index.manifest import LISTS_FILE, VECTORS_FILE, Manifest, read_manifest, write_manifest
from retrieval.index.names import hash_of_names, write_names
from retrieval.index.plan import IndexPlan
from retrieval.index.shard_vectors import ShardVectors, demand_shards, float16_blocks

COPIED_FILE = "copied.json"  # how many shards of an unfinished vector file are on the disk
SYNC_BYTES = 256 * 1024**2


def build_index(
    plan: IndexPlan,
    shards: Sequence[ShardVectors],
    out: Path,
    encoder_version: str,
    progress: Progress = lambda done, total: None,
    cancelled: Cancelled = lambda: False,
) -> Manifest:
    """Builds the index of a plan into the folder `out` and returns its manifest; `out` appears in one step.

    Memory stays that of one block of rows, the training sample and the codes, whatever the number of shards.
    `progress` counts rows, first as they are copied, then as they are coded.

    Raises RetrievalError: `index.plan` where the plan is for another number of rows or for a server,
    `index.empty`, `index.shape`, `index.known-name` and `index.not-normalised` for shards that no index can
    hold, `index.busy` while another process builds it, `index.cancelled`.
    """
    _demand_plan(plan, shards)
    demand_shards(shards, plan.dimension)
    inputs = {
        **plan.parameters(),
        "encoder_version": encoder_version,
        "shards": [[shard.name, len(shard)] for shard in shards],
        "ids_sha256": hash_of_names(shards),
        "faiss": load_faiss().__version__,
    }
    if (finished := _finished(out, inputs)) is not None:
        return finished
    steps = _Steps(plan.count * (2 if plan.kind == "ivf" else 1), progress, cancelled)
    with continued(out, inputs) as folder:
        write_names(folder, shards)
        vectors = _copied(plan, shards, folder, steps.step)
        tuning = _tuned_lists(plan, vectors, folder, steps.step) if plan.kind == "ivf" else _EXACT
        (folder / COPIED_FILE).unlink()
        manifest = write_manifest(folder, {**inputs, **tuning.as_dict()})
        take_place(folder, out)
    return manifest


_EXACT = Tuning([Effort(k=1, nprobe=0, candidates=1, recall=1.0, queries=0)])


class _Steps:
    """Rows done so far; each step reports and asks whether to stop."""

    def __init__(self, total: int, progress: Progress, cancelled: Cancelled) -> None:
        self._done, self._total = 0, total
        self._progress, self._cancelled = progress, cancelled

    def step(self, rows: int) -> None:
        self._done += rows
        self._progress(self._done, self._total)
        if self._cancelled():
            raise RetrievalError(
                "index.cancelled", "Building the index was cancelled; started again, it goes on from here."
            )


def _demand_plan(plan: IndexPlan, shards: Sequence[ShardVectors]) -> None:
    rows = sum(len(shard) for shard in shards)
    if plan.kind == "milvus":
        raise RetrievalError(
            "index.plan", "This plan is for a Milvus server; use MilvusIndex.build and its address."
        )
    if rows and rows != plan.count:
        raise RetrievalError(
            "index.plan", f"The plan is for {plan.count:,} descriptors, the shards hold {rows:,}. Plan again."
        )


def _finished(out: Path, inputs: dict[str, Any]) -> Manifest | None:
    """The manifest in `out` when it was made from the same inputs and is whole."""
    try:
        manifest = read_manifest(out)
    except RetrievalError:
        return None  # none, or a damaged one: it is built again
    return manifest if {name: manifest.get(name) for name in inputs} == inputs else None


def _copied(
    plan: IndexPlan, shards: Sequence[ShardVectors], folder: Path, step: Callable[[int], None]
) -> npt.NDArray[Any]:
    """All rows as one float16 file, mapped; shards that a killed run copied are not copied again."""
    target, noted = folder / VECTORS_FILE, folder / COPIED_FILE
    done = json.loads(noted.read_text()) if noted.is_file() and target.is_file() else 0
    row_bytes = 2 * plan.dimension
    with target.open("r+b" if done else "wb") as opened:
        opened.seek(row_bytes * sum(len(shard) for shard in shards[:done]))
        unsynced = 0
        for number, shard in enumerate(shards):
            if number >= done:
                for block in float16_blocks(shard):
                    opened.write(block.astype("<f2").tobytes())
                unsynced += row_bytes * len(shard)
            if unsynced >= SYNC_BYTES or number == len(shards) - 1:
                opened.flush()
                sync(target)
                _note(noted, number + 1)
                unsynced = 0
            step(len(shard))
        opened.truncate()
    return np.memmap(target, dtype="<f2", mode="r", shape=(plan.count, plan.dimension))


def _tuned_lists(
    plan: IndexPlan, vectors: npt.NDArray[Any], folder: Path, step: Callable[[int], None]
) -> Tuning:
    faiss = load_faiss()
    if not (folder / LISTS_FILE).is_file():
        write_lists(plan, vectors, folder, step)
    remove_parts(folder)
    mapped = faiss.read_index(str(folder / LISTS_FILE), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY)
    lists = IvfCandidates(mapped, vectors)

    def search(queries: npt.NDArray[np.float32], k: int, effort: Effort) -> Found:
        return lists.with_effort(queries, k, effort, NOTHING_HIDDEN)

    return tuned(plan, vectors, search, lists.centrality)


def _note(target: Path, number: int) -> None:
    def write(path: Path) -> None:
        path.write_text(json.dumps(number))

    appear(target, write)
