"""Mining of hard distractors beside numpy: python benchmarks/mining.py [--rounds N] [--large ROWS]

Peer: products in single precision, 4,096 images at a time, their maximum, and the N largest. Bound: the matrix products
of oneDNN alone, in the precisions that ours uses and of as many rows (8-bit whole numbers of all where the processor has
an instruction for them, bfloat16 of those in question). Ours must choose exactly what a float64 reference chooses. How
much of ours its own products take is said too: they keep only the largest sums and are faster than oneDNN's. The
second part runs through more and more shards: images per second must be those of a single shard mined in their midst,
and memory must stay what it is.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that the file can be run by its path

from benchmarks.harness import Contest, measured
from benchmarks.mining_products import Gemm, OwnProducts
from benchmarks.mining_rows import SHARD, Drawn
from benchmarks.mining_run import keys_of, mine
from benchmarks.mining_steady import SHARE, mine_one, steady
from retrieval.mining.kernel import Scorer

FASTER, OF_BOUND = 1.8, 0.8
CHUNK = 4096
STATES = ("avx512_bf16", "avx512_vnni", "amx_bf16", "amx_int8", "avx512f", "avx2")


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
    gemm = Gemm(drawn)

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
        bound=lambda: gemm(found[0].again),
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
    own = OwnProducts(drawn, gemm)
    shares = [own(again).cpu / mine_one(drawn, scorer, scratch).cpu for _ in range(rounds)]
    print(f"{own.name} and products again are {statistics.median(shares):.2f} of its CPU time", flush=True)
    return int(not met)


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
