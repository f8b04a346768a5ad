"""How every benchmark measures: interleaved rounds, medians of ratios, CPU time beside wall time, equal results."""

import os
import resource
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Contest:
    """One path: the peer's way, ours, and the work that nobody can avoid (the bound).

    `equal` says whether ours is as good as the peer's; a benchmark of unequal results fails.
    """

    path: str
    peer: Callable[[], Any]
    ours: Callable[[], Any]
    bound: Callable[[], Any]
    equal: Callable[[], bool]
    target: float | None = None  # smallest acceptable ratio of CPU times, peer / ours
    by_wall: bool = False  # the target is one of wall times: several workers take no less CPU time


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of one run."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Result:
    """Medians over the rounds; the ratios are medians of the ratios of each round."""

    path: str
    peer: Cost
    ours: Cost
    bound: Cost
    peer_ratio: Cost  # peer / ours, by wall and by CPU time
    bound_ratio: Cost  # bound / ours
    equal: bool
    target: float | None
    by_wall: bool = False

    def line(self) -> str:
        """The one line that a benchmark prints."""
        parts = [
            f"{self.path}:",
            f"peer_ms={self.peer.wall:.2f} (cpu {self.peer.cpu:.2f})",
            f"ours_ms={self.ours.wall:.2f} (cpu {self.ours.cpu:.2f})",
            f"bound_ms={self.bound.wall:.2f} (cpu {self.bound.cpu:.2f})",
            f"R_peer={self.peer_ratio.wall:.2f} (cpu {self.peer_ratio.cpu:.2f})",
            f"R_bound={self.bound_ratio.wall:.2f} (cpu {self.bound_ratio.cpu:.2f})",
            f"equal={str(self.equal).lower()}",
        ]
        if self.target is not None:
            reached = self.peer_ratio.wall if self.by_wall else self.peer_ratio.cpu
            met = "met" if reached >= self.target else "MISSED"
            parts.append(f"target={self.target:g}{' of wall time' if self.by_wall else ''} {met}")
        return " ".join(parts)


def measured(contest: Contest, rounds: int = 7) -> Result:
    """Run the three in turn, `rounds` (at least 5) times after one unmeasured round."""
    if rounds < 5:
        message = f"{rounds} rounds are too few for a median; use at least 5."
        raise ValueError(message)
    runs = (contest.peer, contest.ours, contest.bound)
    for run in runs:
        run()
    costs = [[_cost(run) for run in runs] for _ in range(rounds)]
    peers, ours, bounds = zip(*costs, strict=True)
    return Result(
        path=contest.path,
        peer=_median(peers),
        ours=_median(ours),
        bound=_median(bounds),
        peer_ratio=_median(_ratio(peer, our) for peer, our, _ in costs),
        bound_ratio=_median(_ratio(bound, our) for _, our, bound in costs),
        equal=contest.equal(),
        target=contest.target,
        by_wall=contest.by_wall,
    )


def report(results: Iterable[Result]) -> int:
    """Print every line as it comes; the exit status is 1 when a result was not equal to the peer's."""
    status = 0
    for result in results:
        print(result.line(), flush=True)
        status = status if result.equal else 1
    return status


def tree_cpu_seconds() -> float:
    """CPU time of this process, its living descendants and everything they have waited for."""
    reaped = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = time.process_time() + reaped.ru_utime + reaped.ru_stime
    return own + sum(_descendant_seconds(pid) for pid in _children(os.getpid()))


def _descendant_seconds(pid: int) -> float:
    try:
        nanoseconds = int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # ended between listing and reading: now among the reaped
        return 0.0
    reaped = (int(fields[13]) + int(fields[14])) / _TICKS  # cutime, cstime
    return nanoseconds / 1e9 + reaped + sum(_descendant_seconds(child) for child in _children(pid))


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for listing in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found.extend(int(child) for child in listing.read_text().split())
        except OSError:
            continue  # a thread that has just ended
    return found


def _cost(run: Callable[[], Any]) -> Cost:
    cpu, wall = tree_cpu_seconds(), time.perf_counter()
    run()
    return Cost(wall=(time.perf_counter() - wall) * 1e3, cpu=(tree_cpu_seconds() - cpu) * 1e3)


def _ratio(first: Cost, second: Cost) -> Cost:
    return Cost(wall=first.wall / second.wall, cpu=first.cpu / max(second.cpu, 1e-6))


def _median(costs: Iterable[Cost]) -> Cost:
    listed = list(costs)
    return Cost(
        wall=statistics.median(cost.wall for cost in listed),
        cpu=statistics.median(cost.cpu for cost in listed),
    )
