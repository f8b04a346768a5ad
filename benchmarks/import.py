# ruff: noqa: N999 - a command, named as what it measures; nothing imports it
"""Import of distractors against plain Pillow: `python benchmarks/import.py [--images N] [--rounds N]`.

Ours is `build_shard`: files read, decoded in child processes with limits, checked, upright, sRGB, resized,
white-balanced, encoded, hashed and fingerprinted, tar, tables and shard.json written and synced. The peer makes
the release image and its PDQ as pipelines like img2dataset's do, and writes nothing. The bound is the entropy
decoding at 1/8 scale, one encoding and SHA-256. First lines: one core. Last lines: every core, by wall time.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that the file can be run by its path

from benchmarks.harness import Contest, Result, measured
from benchmarks.import_input import photographs
from benchmarks.import_peers import Made, floor, pillow
from retrieval.distractors import SOURCES, Shard, ShardTools, build_shard
from retrieval.images import Ingestor

FLOOR = 0.6  # share of the bound that an import has to reach, per core
MOST_BITS = 10
# (pixels, noise): the photograph of the floor (2.4 MB), and what the web is made of
KINDS = {"photographs": ((3000, 2000), 11.0), "web images": ((1200, 800), 5.0)}


def main() -> int:
    """Measure both kinds of input; the exit status is 1 when results differ or the floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--images", type=int, default=48, help="photographs; of web images four times as many"
    )
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", type=Path, help="where the drawn images are kept for the next run")
    arguments = parser.parse_args()
    status = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.folder or Path(scratch)
        for kind, (size, noise) in KINDS.items():
            count = arguments.images * (1 if kind == "photographs" else 4)
            paths = photographs(folder / kind.replace(" ", "-"), count, size, noise)
            for result in contests(kind, paths, Path(scratch), arguments.rounds):
                status |= told(result, kind)
    return status


def contests(kind: str, paths: list[Path], scratch: Path, rounds: int) -> Iterator[Result]:
    """One core, then all of them."""
    about = f"{kind} ({len(paths)} of {sum(path.stat().st_size for path in paths) / len(paths) / 1e6:.1f} MB)"
    with Ingestor(processes=1) as ingestor:
        ours = Import(paths[0].parent, scratch / "shard", ingestor, 1)
        yield measured(
            Contest(
                path=f"{about}, one core",
                peer=lambda: [pillow(path) for path in paths],
                ours=ours,
                bound=lambda: [floor(path) for path in paths],
                equal=lambda: ours.equal([pillow(path) for path in paths]),
            ),
            rounds,
        )
    cores = os.cpu_count() or 1
    with Ingestor(processes=cores) as ingestor, ProcessPoolExecutor(cores) as pool:
        every = Import(paths[0].parent, scratch / "shard", ingestor, cores)
        yield measured(
            Contest(
                path=f"{about}, {cores} cores",
                peer=lambda: list(pool.map(pillow, paths)),
                ours=every,
                bound=lambda: list(pool.map(floor, paths)),
                equal=lambda: every.equal(list(pool.map(pillow, paths))),
                by_wall=True,
            ),
            rounds,
        )


class Import:
    """Builds the shard of a folder, again and again in the same place."""

    def __init__(self, folder: Path, out: Path, ingestor: Ingestor, threads: int) -> None:
        (self._piece,) = SOURCES["folder"].plan(str(folder), {})
        self._out, self._tools = out, ShardTools(ingestor, threads=threads)

    def __call__(self) -> None:
        build_shard(self._piece, SOURCES["folder"], self._out, self._tools)

    def equal(self, made: list[Made]) -> bool:
        """Whether the shard holds the images of the peer: ids, sizes, and PDQ within ten bits."""
        shard = Shard.open(self._out)
        rows = shard.rows(0, len(shard))
        ids = [f"{shard.name}/{number:05d}" for number in range(len(made))]
        if [row.id for row in rows] != ids or [(row.width, row.height) for row in rows] != [
            m[0] for m in made
        ]:
            return False
        peers = np.frombuffer(b"".join(pdq for _, pdq in made), np.uint8).reshape(-1, 32)
        return int(np.bitwise_count(peers ^ shard.hashes).sum(axis=1).max()) <= MOST_BITS


def told(result: Result, kind: str) -> int:
    """Prints the line; 1 when results differ, or when photographs on one core miss the floor."""
    promised = kind == "photographs" and not result.by_wall
    reached = result.bound_ratio.cpu
    floor_word = f" floor={FLOOR:g} {'met' if reached >= FLOOR else 'MISSED'}" if promised else ""
    print(result.line() + floor_word, flush=True)
    return int(not result.equal or (promised and reached < FLOOR))


if __name__ == "__main__":
    sys.exit(main())
