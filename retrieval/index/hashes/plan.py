"""How many chunks so many hashes are cut into: from the number of rows alone, so that builds repeat."""

from dataclasses import dataclass
from math import comb
from typing import Any, Final

BITS: Final = 256
CODE_BYTES: Final = 32
RADIUS: Final = 31  # the distance at which ThreatExchange calls two PDQ hashes a match
# Below this many rows a scan of all takes less time than the look-ups (tens of microseconds).
FEWEST_INDEXED: Final = 32_768
BYTES_PER_CODE: Final = 100
SMALL_TABLES: Final = 8 << 20  # bytes allowed to the tables of fewer than two million codes
MOST_FLIPPED: Final = 2  # bits by which the kernel varies a chunk
# Nanoseconds on one core of an EPYC (Zen 4), measured by benchmarks/hashes.py at 5 million rows.
LOOK_UP_NS: Final = 20.0
CANDIDATE_NS: Final = 18.0
SCANNED_NS: Final = 1.3


@dataclass(frozen=True)
class HashPlan:
    """`count` codes of 256 bits, and the widths in bits of their chunks; none: always scanned."""

    count: int
    widths: tuple[int, ...]

    @classmethod
    def of(cls, count: int) -> "HashPlan":
        """The fastest plan for random hashes within 100 bytes a code, or 8 MiB for tables."""
        flat = cls(count, ())
        if count < FEWEST_INDEXED:
            return flat
        allowed = max(BYTES_PER_CODE * count, 96 * count + SMALL_TABLES)
        plans = [cls(count, _widths(chunks)) for chunks in range(11, 17)]
        fitting = [plan for plan in plans if plan.ram <= allowed]
        return min(fitting, key=lambda plan: plan.nanoseconds, default=flat)

    @property
    def starts(self) -> tuple[int, ...]:
        """First bit of each chunk."""
        return tuple(sum(self.widths[:chunk]) for chunk in range(len(self.widths)))

    @property
    def tables(self) -> tuple[int, ...]:
        """First entry of each chunk's bucket limits in the file of all."""
        sizes = [(1 << width) + 1 for width in self.widths]
        return tuple(sum(sizes[:chunk]) for chunk in range(len(sizes)))

    @property
    def limits(self) -> int:
        """Number of bucket limits, uint32 each."""
        return sum((1 << width) + 1 for width in self.widths)

    @property
    def ram(self) -> int:
        """Bytes of the codes, of their numbers once per chunk, and of the bucket limits."""
        return self.count * (CODE_BYTES + 4 * len(self.widths)) + 4 * self.limits

    def work(self, radius: int = RADIUS) -> tuple[int, float]:
        """Look-ups of one query, and the rows compared in full if hashes were random."""
        spare = radius + 1
        look_ups, candidates = 0, 0.0
        for flipped in range(MOST_FLIPPED + 1):
            for width in sorted(self.widths, reverse=True)[:spare]:
                look_ups += comb(width, flipped)
                candidates += comb(width, flipped) * self.count / (1 << width)
            spare = max(0, spare - len(self.widths))
        return look_ups, candidates

    @property
    def nanoseconds(self) -> float:
        """Estimated time of one query among random hashes."""
        look_ups, candidates = self.work()
        indexed = look_ups * LOOK_UP_NS + candidates * CANDIDATE_NS
        return indexed if self.widths else self.count * SCANNED_NS

    def as_dict(self) -> dict[str, Any]:
        """Everything that a plan says, as JSON values."""
        look_ups, candidates = self.work()
        return {
            "count": self.count,
            "widths": list(self.widths),
            "radius": RADIUS,
            "look_ups": look_ups,
            "candidates": round(candidates),
            "ram": self.ram,
            "bytes_per_code": round(self.ram / max(1, self.count), 1),
            "milliseconds": round(self.nanoseconds / 1e6, 3),
        }

    def describe(self) -> str:
        """One sentence for people."""
        if not self.widths:
            return f"{self.count:,} hashes are scanned whole: {self.ram / 1e6:,.1f} MB."
        look_ups, candidates = self.work()
        narrow, wide = min(self.widths), max(self.widths)
        bits = f"{narrow}" if narrow == wide else f"{narrow} to {wide}"
        return (
            f"{self.count:,} hashes in {len(self.widths)} chunks of {bits} bits: {self.ram / 1e6:,.0f} MB "
            f"({self.ram / self.count:.1f} bytes a hash); {look_ups:,} look-ups and about "
            f"{candidates:,.0f} comparisons a query within {RADIUS} bits."
        )


def _widths(chunks: int) -> tuple[int, ...]:
    """256 bits in so many chunks, the wider ones first."""
    width, wider = divmod(BITS, chunks)
    return (width + 1,) * wider + (width,) * (chunks - wider)
