"""Descriptor search among millions, beside exact search: recall, time and what building costs.

python benchmarks/search.py [--rows 5000000] [--dimension 256] [--rounds 7] [--folder FOLDER]

FOLDER keeps the drawn rows and the index for the next run. The benchmark fails below a recall@10 of 0.98.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that the file can be run by its path

from benchmarks.harness import Contest, measured, report, tree_cpu_seconds
from benchmarks.search_rows import Crowd, drawn_shards
from retrieval.index import FolderIndex, IndexPlan, ShardVectors, build_index, open_index
from retrieval.index.reranked import products

K = 10
RECALL = 0.98
FASTER = 10.0
QUERIES_AT_ONCE = 64
JUDGED = 1000
NUMPY_BLOCK = 65_536
FAR_SPREAD = 2.0  # of queries that lie apart from the rows, which nothing was tuned for

Queries = npt.NDArray[np.float32]


def flat_peer(vectors: npt.NDArray[Any]) -> Any:
    """faiss.IndexFlatIP over the same rows in single precision, filled in place: half the memory of `add`."""
    rows, dimension = vectors.shape
    index = faiss.IndexFlatIP(dimension)
    index.codes.resize(4 * rows * dimension)
    index.ntotal = rows
    inside = faiss.rev_swig_ptr(index.get_xb(), rows * dimension).reshape(rows, dimension)
    for first in range(0, rows, NUMPY_BLOCK):
        inside[first : first + NUMPY_BLOCK] = vectors[first : first + NUMPY_BLOCK]
    return index


def numpy_peer(index: Any, queries: Queries) -> npt.NDArray[np.float32]:
    """The K largest products of each query, block by block as one writes it with numpy."""
    rows = faiss.rev_swig_ptr(index.get_xb(), index.ntotal * index.d).reshape(index.ntotal, index.d)
    best = np.full((len(queries), K), -np.inf, dtype=np.float32)
    for first in range(0, len(rows), NUMPY_BLOCK):
        scores = queries @ rows[first : first + NUMPY_BLOCK].T
        best = np.hstack([best, np.partition(scores, -K, axis=1)[:, -K:]])
        best = np.partition(best, -K, axis=1)[:, -K:]
    return best


def bound(ours: FolderIndex, vectors: npt.NDArray[Any], queries: Queries) -> None:
    """What nobody avoids who looks into lists: comparing with centroids, and the products of the candidates."""
    effort = ours.manifest["efforts"][0]
    centroids = vectors[: ours.manifest["nlist"]].astype(np.float32)
    places = np.linspace(0, len(vectors) - 1, effort["candidates"]).astype(np.int64)
    queries @ centroids.T
    for query in queries:
        products(vectors[places], query)


def recall(ours: FolderIndex, exact: Any, queries: Queries) -> float:
    """Share of the K places of ours that are as near as the K-th of the exact search."""
    floor = exact.search(queries, K)[0][:, K - 1]
    # the two sum in different orders: products of unit vectors agree to a few units in the last place
    return float((ours.search(queries, K).similarities >= floor[:, None] - 1e-6).mean())


def contests(ours: FolderIndex, exact: Any, vectors: npt.NDArray[Any], queries: Queries) -> Iterator[Contest]:
    """One query and many at once against FAISS; many at once against numpy."""
    reached = recall(ours, exact, queries)
    effort = ours.manifest["efforts"][0]
    print(
        f"recall@{K}={reached:.4f} of {len(queries)} queries, nprobe={effort['nprobe']} of {ours.manifest['nlist']}, "
        f"candidates={effort['candidates']}; measured when built: {effort['recall']}"
    )
    flat, plain = partial(exact.search, k=K), partial(numpy_peer, exact)
    for name, count, peer in (
        ("faiss.IndexFlatIP", 1, flat),
        ("faiss.IndexFlatIP", QUERIES_AT_ONCE, flat),
        ("numpy in blocks", QUERIES_AT_ONCE, plain),
    ):
        yield Contest(
            path=f"{count} quer{'y' if count == 1 else 'ies'} of {len(vectors):,} rows, peer {name}",
            peer=in_turn(peer, queries, count),
            ours=in_turn(partial(ours.search, k=K), queries, count),
            bound=in_turn(partial(bound, ours, vectors), queries, count),
            equal=lambda: reached >= RECALL,
            target=FASTER,
        )


def in_turn(search: Callable[[Queries], Any], queries: Queries, count: int) -> Callable[[], Any]:
    """Each call asks with the next `count` queries: no place of the index is warmer than others."""
    batches = cycle(queries[first : first + count] for first in range(0, len(queries) - count + 1, count))
    return lambda: search(next(batches))


def latencies(ours: FolderIndex, queries: Queries) -> str:
    """How long single queries take: each another place of the index."""
    times = []
    for query in queries[:200]:
        start = time.perf_counter()
        ours.search(query[None], K)
        times.append(1000 * (time.perf_counter() - start))
    return f"single queries: p50={np.percentile(times, 50):.2f} ms p95={np.percentile(times, 95):.2f} ms"


def built(shards: list[ShardVectors], plan: IndexPlan, folder: Path) -> FolderIndex:
    """The index, with what building it cost beside what the plan had said."""
    wall, cpu = time.perf_counter(), tree_cpu_seconds()
    build_index(plan, shards, folder, "drawn rows")
    wall, cpu = time.perf_counter() - wall, tree_cpu_seconds() - cpu
    size = sum(path.stat().st_size for path in folder.iterdir())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(
        f"built in {wall:.0f} s (cpu {cpu:.0f}), planned {plan.build_seconds:.0f} s; {size / 1e9:.2f} GB on disk, "
        f"planned {plan.disk / 1e9:.2f}; peak of the process {peak / 1e9:.2f} GB with mapped pages",
        flush=True,
    )
    return open_index(folder, "drawn rows")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--dimension", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", type=Path, help="keeps rows and index")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as spare:
        folder = options.folder or Path(spare)
        folder.mkdir(parents=True, exist_ok=True)
        crowd = Crowd.of(options.rows, options.dimension)
        name = f"{options.rows}x{options.dimension}"
        shards = drawn_shards(crowd, options.rows, folder / f"{name}.f16")
        # a megabyte per thousand rows: what one laptop of the size measured here would give
        plan = IndexPlan.of(options.rows, options.dimension, max(10**9, 1000 * options.rows))
        print(plan.describe(), f"load {os.getloadavg()[0]:.1f}", sep="\n", flush=True)
        ours = built(shards, plan, folder / name)
        vectors = np.memmap(folder / f"{name}.f16", dtype=np.float16, mode="r").reshape(-1, options.dimension)
        queries = crowd.rows(JUDGED, seed=1_000_003)
        exact = flat_peer(vectors)
        far = crowd.rows(JUDGED, seed=1_000_004, spread=FAR_SPREAD)
        print(
            f"recall@{K}={recall(ours, exact, far):.4f} of queries far from every row, as texts are; not judged"
        )
        status = report(
            measured(contest, options.rounds) for contest in contests(ours, exact, vectors, queries)
        )
        print(latencies(ours, queries), f"load {os.getloadavg()[0]:.1f}")
        return status


if __name__ == "__main__":
    sys.exit(main())
