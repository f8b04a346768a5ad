"""Exact search within 31 bits among millions of PDQ hashes, beside what faiss offers for it.

python benchmarks/hashes.py [--rows 5000000] [--queries 200] [--photographs FOLDER] [--rounds 7] [--no-multihash]

Two sets: random hashes, and hashes distributed as those of photographs with copies by the thousand.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that the file can be run by its path

from benchmarks.harness import Contest, Result, measured, report
from benchmarks.hashes_input import Codes, Set, photographic_set, random_set
from retrieval.index.hashes import RADIUS, HashIndex

TARGET = 5.0
EACH_ROUND = 24  # queries
TURN = 10
ORIENTATIONS = 8  # hashes by which one picture is searched
ADDED = 1_000
TRIAL = Path(__file__).resolve().parents[2] / "shared" / "trial" / "images"

Found = tuple[list[int], list[int]]


@dataclass(frozen=True)
class Peer:
    """An index of faiss and its name; `query` gives positions and distances by (distance, position)."""

    name: str
    index: Any

    def query(self, queries: Codes) -> list[Found]:
        """What faiss finds below RADIUS + 1 bits: its bound is exclusive."""
        limits, bits, positions = self.index.range_search(queries, RADIUS + 1)
        return [
            _ordered(positions[first:last], bits[first:last])
            for first, last in zip(limits[:-1].astype(int), limits[1:].astype(int), strict=True)
        ]


def _ordered(positions: npt.NDArray[Any], bits: npt.NDArray[Any]) -> Found:
    order = np.lexsort((positions, bits))
    return positions[order].tolist(), bits[order].astype(int).tolist()


def flat(codes: Codes) -> Peer:
    """Every code compared."""
    index = faiss.IndexBinaryFlat(256)
    index.add(codes)
    return Peer("IndexBinaryFlat", index)


def multi_hash(codes: Codes) -> Peer:
    """As ThreatExchange's PDQMultiHashIndex configures it: 16 maps of 16 bits, one flip."""
    index = faiss.IndexBinaryMultiHash(256, 16, 16)
    index.nflip = 1
    index.add(codes)
    return Peer("IndexBinaryMultiHash(16, 16)", index)


def results(set_: Set, arguments: argparse.Namespace, folder: Path) -> Iterator[Result]:
    """The lines of one set; the figures between them are printed on the way."""
    start = time.process_time()
    index = HashIndex.build(np.array_split(set_.codes, 50), folder / set_.name)
    spent = time.process_time() - start
    buckets = ", ".join(f"{name} {size:,}" for name, size in index.manifest["buckets"].items())
    print(
        f"{set_.name}: {len(index):,} rows built in {spent:.1f} CPU s, {index.ram / len(index):.1f} bytes a row"
    )
    print(f"{set_.name}: {index.manifest['plan']['widths']} bits; rows a bucket: {buckets}", flush=True)
    peer = flat(set_.codes)
    equal = quantiles(set_, index, peer)
    yield contest(set_, index, peer, equal, arguments.rounds)
    yield pictures(set_, index, peer, arguments.rounds)
    if not arguments.no_multihash:
        start = time.process_time()
        other = multi_hash(set_.codes)
        print(f"{set_.name}: {other.name} built in {time.process_time() - start:.1f} CPU s", flush=True)
        same = quantiles(set_, index, other)
        yield contest(set_, index, other, same, arguments.rounds)
    added(set_, index)


def quantiles(set_: Set, index: HashIndex, peer: Peer) -> bool:
    """Times every query alone, both in turn; whether the two found the same for each of them.

    In turns of ten: after each query of IndexBinaryMultiHash the caches of the core hold nothing but
    its tables, and whoever comes next pays for it.
    """
    times: dict[str, list[float]] = {"ours": [], "peer": []}
    equal, hits = True, 0
    for first in range(0, len(set_.queries), TURN):
        rows = [query[None] for query in set_.queries[first : first + TURN]]
        ours = [_timed(times["ours"], index.within, row)[0] for row in rows]
        theirs = [_timed(times["peer"], peer.query, row)[0] for row in rows]
        plain = [(positions.tolist(), bits.tolist()) for positions, bits in ours]
        equal, hits = equal and plain == theirs, hits + sum(len(positions) for positions, _ in plain)
    for name, spent in times.items():
        p50, p95, p99 = np.percentile(spent, [50, 95, 99])
        label = "ours" if name == "ours" else peer.name
        print(f"{set_.name}: CPU ms a query, {label}: p50 {p50:.3f}, p95 {p95:.3f}, p99 {p99:.3f}")
    ratios = np.percentile(times["peer"], [50, 95, 99]) / np.percentile(times["ours"], [50, 95, 99])
    print(
        f"{set_.name}: {peer.name} / ours at p50, p95, p99: {', '.join(f'{r:.1f}' for r in ratios)}; "
        f"{len(set_.queries)} queries, {hits:,} hits, equal={str(equal).lower()}",
        flush=True,
    )
    return equal


def _timed(times: list[float], search: Callable[[Codes], Any], row: Codes) -> Any:
    start = time.thread_time()
    found = search(row)
    times.append((time.thread_time() - start) * 1e3)
    return found


def contest(set_: Set, index: HashIndex, peer: Peer, equal: bool, rounds: int) -> Result:
    """Queries one by one; the bound reads all codes once for each, which an index need not do."""
    rows = [query[None] for query in set_.queries[:EACH_ROUND]]
    words = set_.codes.view(np.uint64)
    return measured(
        Contest(
            f"{set_.name}, {len(rows)} hashes one by one, peer {peer.name}",
            peer=lambda: [peer.query(row) for row in rows],
            ours=lambda: [index.within(row) for row in rows],
            bound=lambda: [words.sum() for _ in rows],
            equal=lambda: equal,
            target=TARGET,
        ),
        rounds,
    )


def pictures(set_: Set, index: HashIndex, peer: Peer, rounds: int) -> Result:
    """Eight hashes at once, as one picture is searched in all its orientations."""
    rows = set_.queries[:ORIENTATIONS]
    words = set_.codes.view(np.uint64)

    def equal() -> bool:
        ours = [(found.tolist(), bits.tolist()) for found, bits in index.within(rows)]
        return ours == peer.query(rows)

    return measured(
        Contest(
            f"{set_.name}, {ORIENTATIONS} hashes at once, peer {peer.name}",
            peer=lambda: peer.query(rows),
            ours=lambda: index.within(rows),
            bound=words.sum,
            equal=equal,
            target=TARGET,
        ),
        rounds,
    )


def added(set_: Set, index: HashIndex) -> None:
    """How soon rows that come later are found."""
    rows = np.random.default_rng(9).integers(0, 256, size=(ADDED, 32), dtype=np.uint8)
    start = time.perf_counter()
    index.add(rows)
    found = index.within(rows[-1:])[0][0]
    spent = (time.perf_counter() - start) * 1e3
    sentence = f"{ADDED} rows added and the last of them found in {spent:.2f} ms"
    print(f"{set_.name}: {sentence if len(index) - 1 in found else 'ADDED ROWS WERE NOT FOUND'}", flush=True)


def main() -> int:
    """Parses the command line; the exit status is 1 when any result differs from the peer's."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--photographs", type=Path, default=TRIAL if TRIAL.is_dir() else None)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-multihash", action="store_true", help="leave out the slower peer")
    arguments = parser.parse_args()
    faiss.omp_set_num_threads(1)  # ours answers a query on one core
    HashIndex().warm()
    status = 0
    with tempfile.TemporaryDirectory() as folder:
        for make in (random_set, photographic_set):
            extra = (arguments.photographs,) if make is photographic_set else ()
            set_ = make(arguments.rows, arguments.queries, arguments.seed, *extra)
            status |= report(results(set_, arguments, Path(folder)))
    return status


if __name__ == "__main__":
    sys.exit(main())
