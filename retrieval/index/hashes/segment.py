"""Codes with their buckets, in memory or mapped: exact answers for any radius."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from retrieval.compiled import frozen
from retrieval.index.hashes.plan import HashPlan
from retrieval.index.hashes.probe import Tables, probe
from retrieval.index.hashes.scan import Found, scan
from retrieval.index.hashes.sorting import sorted_by_chunk

# A comparison out of order takes as long as so many in order, measured by benchmarks/hashes.py:
# with more candidates than this share of the rows a scan of all is the faster way.
SCANNED_PER_CANDIDATE: Final = 12


@dataclass(frozen=True)
class Segment:
    """A plan and its tables; without chunks every query is a scan."""

    plan: HashPlan
    tables: Tables

    @classmethod
    def of(cls, codes: npt.NDArray[np.uint8], plan: HashPlan | None = None) -> "Segment":
        """A segment in memory of the codes uint8 [N, 32]."""
        plan = plan or HashPlan.of(len(codes))
        words = as_words(codes)
        parts = [
            sorted_by_chunk(words, start, width)
            for start, width in zip(plan.starts, plan.widths, strict=True)
        ]
        none = [np.empty(0, np.uint32)]
        limits = np.concatenate([part[0] for part in parts] or none)
        return cls.over(plan, words, limits, np.concatenate([part[1] for part in parts] or none))

    @classmethod
    def over(cls, plan: HashPlan, words: Any, limits: Any, rows: Any) -> "Segment":
        """A segment over arrays that are sorted already: uint64 [N, 4], uint32, uint32 [m * N]."""
        offsets = [chunk * plan.count for chunk in range(len(plan.widths))]
        columns = [plan.starts, plan.widths, plan.tables, offsets]
        chunks = np.array(columns, dtype=np.int64).T.copy()
        return cls(plan, Tables(frozen(words), frozen(limits), frozen(rows), frozen(chunks)))

    def __len__(self) -> int:
        return len(self.tables.codes)

    @property
    def codes(self) -> npt.NDArray[np.uint8]:
        """The codes uint8 [N, 32] as they came."""
        return self.tables.codes.view(np.uint8)

    def within(self, queries: npt.NDArray[np.uint64], radius: int) -> list[Found]:
        """Positions and distances, in no order, of all codes within the radius of each query [Q, 4]."""
        if not self.plan.widths:
            return scan(self.tables.codes, queries, radius)
        most = len(self) // SCANNED_PER_CANDIDATE
        found = [probe(self.tables, query, radius, most) for query in queries]
        undone = [place for place, (_, _, done) in enumerate(found) if not done]
        scanned = scan(self.tables.codes, queries[undone], radius) if undone else []
        results: list[Found] = [(positions, distances) for positions, distances, _ in found]
        for place, result in zip(undone, scanned, strict=True):
            results[place] = result
        return results


def as_words(codes: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint64]:
    """Codes uint8 [N, 32] as words uint64 [N, 4], read-only."""
    rows = np.ascontiguousarray(codes)
    return frozen(rows.reshape(-1).view("<u8").reshape(-1, 4))
