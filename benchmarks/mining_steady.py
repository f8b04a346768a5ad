"""Whether mining stays as fast, and as small, from one shard to very many.

The clock of a processor and what neighbours take of its memory change by a fifth within minutes. So each long run is held
against single shards that are mined in its midst, again and again, rather than at another time.
"""

import json
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.mining_rows import SHARD, Drawn, Rows
from benchmarks.mining_run import mine
from retrieval.mining.kernel import Scorer

SHARE = 0.05  # of the images are chosen: mini-ILIAS is 5 of 100 million
STEADY = 0.05
INSIDE = 20  # single shards that are mined in the midst of a run


def steady(drawn: Drawn, scorer: Scorer, scratch: Path, large: int) -> int:
    """Images per second of ten shards and of many beside those of one, and peak memory; 1 when the former differ.

    CPU time decides, of all threads: what neighbours take of the clock is none of ours.
    """
    alone = scratch / "alone"
    alone.mkdir()
    relative = {SHARD: 1.0}
    for count in sorted({size for size in (10 * SHARD, large) if SHARD < size <= large}):
        shards = Interrupted(drawn, count // SHARD, lambda: mine_one(drawn, scorer, alone))
        start = Spent.now()
        mined = mine(shards, scorer, round(SHARE * count), scratch)
        spent = Spent.now() - start - shards.spent
        own, ones = count / spent.cpu, SHARD * len(shards.inside) / sum(each.cpu for each in shards.inside)
        relative[count] = own / ones
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        said = {"images": count, "peak_mb": round(peak), "scored_twice": round(mined.again / count, 4)}
        rates = {"images_per_second": round(count / spent.wall), "per_cpu_second": round(own)}
        print(json.dumps({**said, **rates, "one_shard_per_cpu_second": round(ones)}), flush=True)
    if len(relative) == 1:
        return 0
    apart = max(relative.values()) / min(relative.values()) - 1
    listed = ", ".join(f"{count:,}: {ratio:.3f}" for count, ratio in relative.items())
    met = "met" if apart <= STEADY else "MISSED"
    print(f"of the speed of one shard by CPU: {listed}; {apart:.1%} apart (at most {STEADY:.0%}) {met}")
    return int(apart > STEADY)


def mine_one(drawn: Drawn, scorer: Scorer, scratch: Path) -> "Spent":
    """What mining a single shard takes."""
    start = Spent.now()
    mine(lambda: iter([("00000", drawn.shard)]), scorer, round(SHARE * SHARD), scratch)
    return Spent.now() - start


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock and of CPU, all threads together."""

    wall: float = 0.0
    cpu: float = 0.0

    @classmethod
    def now(cls) -> "Spent":
        """Since some moment."""
        return cls(time.perf_counter(), time.process_time())

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(self.wall + other.wall, self.cpu + other.cpu)

    def __sub__(self, other: "Spent") -> "Spent":
        return Spent(self.wall - other.wall, self.cpu - other.cpu)


@dataclass
class Interrupted:
    """Shards again and again; what drawing them took, and the single shards that were mined in between."""

    drawn: Drawn
    number: int
    one: Callable[[], Spent]
    spent: Spent = field(default_factory=Spent)
    inside: list[Spent] = field(default_factory=list)

    def __call__(self) -> Iterator[tuple[str, Rows]]:
        """All shards once; in the first pass, which takes most of the time, with single ones evenly in between."""
        first = not self.inside
        start = Spent.now()
        for place, (name, rows) in enumerate(self.drawn.shards(self.number)):
            while first and len(self.inside) * self.number < INSIDE * (place + 0.5):
                self.inside.append(self.one())
            self.spent += Spent.now() - start
            yield name, rows
            start = Spent.now()
