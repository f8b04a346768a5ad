"""What an index costs, by formula: each figure names where it comes from."""

import math
from dataclasses import dataclass
from typing import Final

# Single-precision matrix products per core and second, measured on one Zen 4 core (83 to 101; docs/scale.md).
FLOPS_PER_CORE: Final = 85e9
# Share of it that a build reached, all steps together (docs/scale.md, measured build of five million rows).
BUILD_EFFICIENCY: Final = 0.5
DISK_BYTES_PER_SECOND: Final = 1.3e9  # written and synced, measured on the same machine
NAME_BYTES: Final = 40  # "<shard>/<key>", its line break and eight bytes for where it ends
ID_BYTES: Final = 8  # FAISS keeps a position as int64 beside each code
HALF: Final = 2
SINGLE: Final = 4
HELD_OUT: Final = 456  # queries compared with every row to measure recall (retrieval/index/held_out.py)

SEARCHING, BUILDING, DISK, SECONDS = "RAM while searching", "RAM while building", "disk", "build time"
_DISK_RATE = "the measured 1.3 GB/s (docs/scale.md)"
_COMPUTING_RATE = f"85 GFLOP/s per core x {BUILD_EFFICIENCY} (measured, docs/scale.md)"


@dataclass(frozen=True)
class Figure:
    """One number of a plan with its unit ("bytes", "seconds", "share") and source."""

    name: str
    value: float
    unit: str
    source: str

    def words(self) -> str:
        """The number as people read it."""
        if self.unit == "bytes":
            return _in_bytes(self.value)
        if self.unit == "seconds":
            return _in_time(self.value)
        return f"{self.value:.3f}"


@dataclass(frozen=True)
class Cost:
    """Bytes of RAM on each machine, bytes of disk over all, seconds of building; each with its source."""

    searching: Figure
    building: Figure
    disk: Figure
    seconds: Figure

    def figures(self, recall: float, source: str) -> tuple[Figure, ...]:
        """All figures of a plan, with the recall that it promises."""
        found = Figure("recall@10", recall, "share", source)
        return (self.searching, self.building, self.disk, self.seconds, found)


@dataclass(frozen=True)
class IvfShape:
    """Rows N x D in `nlist` lists as codes of `code_bytes`, trained on `sample` rows in `rounds` rounds."""

    count: int
    dimension: int
    nlist: int
    code_bytes: int
    sample: int
    rounds: int

    @property
    def lists(self) -> int:
        """Bytes of codes, positions and centroids."""
        return (self.code_bytes + ID_BYTES) * self.count + SINGLE * self.nlist * self.dimension

    @property
    def rows(self) -> int:
        """Bytes of the rows in half precision."""
        return HALF * self.count * self.dimension


def flat_cost(count: int, dimension: int) -> Cost:
    """Half precision rows, in memory and on disk."""
    rows = HALF * count * dimension
    return Cost(
        Figure(SEARCHING, rows, "bytes", "2 N D: every row in half precision"),
        Figure(BUILDING, rows, "bytes", "2 N D; building copies block by block and needs less"),
        Figure(DISK, rows + NAME_BYTES * count, "bytes", f"2 N D + {NAME_BYTES} N: rows and names"),
        Figure(SECONDS, 2 * rows / DISK_BYTES_PER_SECOND, "seconds", f"copied and hashed at {_DISK_RATE}"),
    )


def ivf_cost(shape: IvfShape, cores: int) -> Cost:
    """k-means and assignment as matrix products; rows copied once and read three times more."""
    # training holds the sample twice, gathered and as FAISS takes it; the lists of FAISS double as they grow
    sample = 2 * SINGLE * shape.sample * shape.dimension
    # 256 values per byte of code, so D x 256 multiplications encode one row whatever the number of bytes
    compared = shape.nlist * (shape.sample * shape.rounds + shape.count) + (256 + HELD_OUT) * shape.count
    computing = 2 * shape.dimension * compared / (FLOPS_PER_CORE * cores * BUILD_EFFICIENCY)
    return Cost(
        Figure(SEARCHING, shape.lists, "bytes", "(code + 8) N + 4 lists D; mapped, shared by all workers"),
        Figure(BUILDING, max(2 * shape.lists, sample), "bytes", "2 (code + 8) N + 8 lists D, or 8 sample D"),
        Figure(
            DISK,
            shape.rows + shape.lists + NAME_BYTES * shape.count,
            "bytes",
            f"2 N D + (code + 8) N + 4 lists D + {NAME_BYTES} N: rows, lists, names",
        ),
        Figure(
            SECONDS,
            computing + 4 * shape.rows / DISK_BYTES_PER_SECOND,
            "seconds",
            f"2 D (lists (sample {shape.rounds} + N) + {256 + HELD_OUT} N) FLOP at {_COMPUTING_RATE} on {cores} cores, "
            f"rows through the disk four times at {_DISK_RATE}",
        ),
    )


def server_cost(shape: IvfShape, cores: int, machines: int) -> Cost:
    """The same lists over several machines; a Milvus server keeps rows in single precision on its disk."""
    whole = ivf_cost(shape, cores * machines)
    share = (
        "(code + 8) N / machines; without replicas and what the server itself takes (its sizing tool says)"
    )
    disk = 2 * shape.rows + shape.lists + NAME_BYTES * shape.count
    return Cost(
        Figure(SEARCHING, shape.lists / machines, "bytes", share),
        Figure(BUILDING, shape.lists / machines, "bytes", share),
        Figure(DISK, disk, "bytes", f"4 N D + (code + 8) N + {NAME_BYTES} N over all machines, one copy"),
        whole.seconds,
    )


def lists_for(count: int) -> int:
    """A power of two near twice the square root of N: comparing with centroids costs as much as scanning lists."""
    return int(2 ** max(0, round(math.log2(2 * math.sqrt(count)))))


def code_bytes_for(dimension: int, numbers_per_byte: int) -> int:
    """Bytes of a code that gives one byte to `numbers_per_byte` numbers, or to the next count that divides D."""
    per_byte = next(n for n in range(min(numbers_per_byte, dimension), dimension + 1) if dimension % n == 0)
    return dimension // per_byte


def _in_bytes(value: float) -> str:
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000:
            return f"{value:.3g} {unit}"
        value /= 1000
    return f"{value:.3g} TB" if value < 1000 else f"{value:.0f} TB"


def _in_time(seconds: float) -> str:
    for unit, length in (("s", 120.0), ("min", 7200.0)):
        if seconds < length:
            return f"{seconds / (length / 120):.2g} {unit}" if seconds >= 1 else "under 1 s"
    return f"{seconds / 3600:.2g} h"
