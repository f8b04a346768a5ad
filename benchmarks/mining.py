"""Mining of hard distractors beside numpy: python benchmarks/mining.py [--rounds N] [--large ROWS]

Peer: products in single precision, 4,096 images at a time, their maximum, and the N largest. Bound: the
products alone, in the precisions that ours uses and of as many rows (8-bit whole numbers of all where the processor
has the instruction, bfloat16 of those in question). Ours must choose exactly what a float64 reference chooses. The
second part runs through more and more shards: images per second must be those of a single shard mined in their midst,
and memory must stay what it is.
"""

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that the file can be run by its path

from benchmarks.harness import Contest, measured
from benchmarks.mining_rows import SHARD, Drawn
from benchmarks.mining_run import keys_of, mine
from benchmarks.mining_steady import SHARE, steady
from retrieval.mining.kernel import Scorer, vnni
from retrieval.mining.kernel.integer import AT_ONCE
from retrieval.mining.kernel.scorer import ROWS

FASTER, OF_BOUND = 1.8, 0.8
CHUNK = 4096
STATES = ("avx512_bf16", "avx512_vnni", "amx_bf16", "avx512f", "avx2")


def main() -> int:
    """Measure; the exit status is 1 when the choice differs or a figure misses what it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--dimension", type=int, default=768)
    parser.add_argument("--large", type=int, default=5_000_000, help="images of the last run; 0: none")
    arguments = parser.parse_args()
    drawn = Drawn(arguments.dimension)
    scorer = Scorer(drawn.texts, "cpu")
    print(f"instruction set: {instruction_set()}; {torch.get_num_threads()} threads", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        status = against_numpy(drawn, scorer, Path(scratch), arguments.rounds)
        return status | steady(drawn, scorer, Path(scratch), arguments.large)


def against_numpy(drawn: Drawn, scorer: Scorer, scratch: Path, rounds: int) -> int:
    """One shard, mined whole by all three."""
    size = round(SHARE * SHARD)
    found = []
    texts = drawn.texts.astype(np.float32)
    products = Products(drawn, scorer)

    def ours() -> None:
        found[:] = [mine(lambda: iter([("00000", drawn.shard)]), scorer, size, scratch)]

    def peer() -> None:
        blocks = (drawn.shard[first : first + CHUNK] for first in range(0, SHARD, CHUNK))
        best = np.concatenate([(block.astype(np.float32) @ texts.T).max(axis=1) for block in blocks])
        np.argpartition(best, -size)

    contest = Contest(
        path=f"{SHARD:,} images x {len(texts):,} texts, D={drawn.dimension}, N={size:,}",
        peer=peer,
        ours=ours,
        bound=lambda: products(found[0].again),
        equal=lambda: found[0].keys == reference(drawn, size),
        target=FASTER,
    )
    result = measured(contest, rounds)
    again = found[0].again
    met = result.equal and result.peer_ratio.cpu >= FASTER and result.bound_ratio.cpu >= OF_BOUND
    print(
        f"{result.line()} of_bound>={OF_BOUND:g} scored_twice={again / SHARD:.2%} {'met' if met else 'MISSED'}",
        flush=True,
    )
    return int(not met)


class Products:
    """The products alone: of all images in the low precision, of those in question in bfloat16."""

    def __init__(self, drawn: Drawn, scorer: Scorer) -> None:
        right = torch.from_numpy(drawn.texts.astype(np.float32)).bfloat16()
        self._rows = torch.from_numpy(drawn.shard.astype(np.float32)).bfloat16()
        self._right, self._room = right.T.contiguous(), torch.empty((ROWS, len(right)), dtype=torch.bfloat16)
        self._whole: npt.NDArray[np.int8] | None = None
        if vnni.is_supported():
            self._whole = np.empty((SHARD, drawn.dimension), np.int8)
            self._whole[:] = np.rint(127 * drawn.shard / np.abs(drawn.shard).max(axis=1, keepdims=True))
            self._packed = vnni.packed(
                np.full((len(right) // vnni.TEXTS * vnni.TEXTS, drawn.dimension), 130, np.uint8)
            )

    def __call__(self, again: int) -> None:
        """Everything once, and as many rows as that a second time."""
        if self._whole is None:
            self._in_bfloat16(SHARD)
        else:
            blocks = [self._whole[first : first + AT_ONCE] for first in range(0, SHARD, AT_ONCE)]
            with ThreadPoolExecutor(torch.get_num_threads()) as pool:
                list(pool.map(self._in_whole_numbers, blocks))
        self._in_bfloat16(again)

    def _in_whole_numbers(self, block: npt.NDArray[np.int8]) -> None:
        rows = len(block) // vnni.ROWS * vnni.ROWS
        vnni.largest_sums(block[:rows], self._packed, np.zeros((rows, vnni.LANES), np.int32))

    def _in_bfloat16(self, count: int) -> None:
        for first in range(0, count, ROWS):
            block = self._rows[first : min(first + ROWS, count)]
            torch.mm(block, self._right, out=self._room[: len(block)])


def reference(drawn: Drawn, size: int) -> frozenset[str]:
    """The choice in double precision, sorted by score and key."""
    texts = drawn.texts.astype(np.float64).T
    blocks = (drawn.shard[first : first + CHUNK] for first in range(0, SHARD, CHUNK))
    best = np.concatenate([(block.astype(np.float64) @ texts).max(axis=1) for block in blocks])
    order = sorted(zip(-best, keys_of("00000", np.arange(SHARD)), strict=True))
    return frozenset(key for _, key in order[:size])


def instruction_set() -> str:
    """What of the processor's the products can use."""
    said = Path("/proc/cpuinfo")
    flags = said.read_text().split() if said.exists() else []
    return ", ".join(name for name in STATES if name in flags) or "unknown"


if __name__ == "__main__":
    sys.exit(main())
