"""Scores of other text queries are made good for these: only texts that came or went are computed.

A term more is a few texts more among thousands. The scores of an earlier run bound what its texts reach; the
texts that came are scored and the larger counts; of those that went it is enough to know where they may have
been the nearest, and only these images are scored anew. Every bound stays certified.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from django.conf import settings
from django.core.files.storage import default_storage

from curation.models import MiningRun
from retrieval.mining import Scores
from retrieval.mining.kernel import Scorer
from workers.mining_files import texts_name, texts_of
from workers.mining_rows import Facts, Watch

EARLIER = 8  # runs that are looked at, the newest first
WORTH = 0.5  # of the texts: more than these came and went, and scoring all of them is as quick
Rows = npt.NDArray[np.float16]


@dataclass(frozen=True, eq=False)
class Base:
    """Other texts whose scores may be there: what came and what went since, ready to score; None for nothing."""

    texts_sha256: str
    came: Scorer | None
    went: Scorer | None
    changes: int


def bases_of(run: MiningRun, encoder: Facts) -> tuple[Base, ...]:
    """Texts of earlier runs of the benchmark that differ little from those of this run, the nearest first."""
    return _bases(run.pk, encoder["version"], encoder["texts_sha256"])


def made_good(base: Base, old: Scores, rows: Rows, full: Scorer, watch: Watch) -> Scores:
    """The scores of rows float16 [N, D] for all texts of a run, from those for the texts of a base.

    Where no text that went reaches the old score, the nearest is still there. max(a, b) is wrong by no more
    than the larger of both bounds.
    """
    value, bound = old.value.copy(), old.bound.copy()
    if base.went is not None:
        gone = base.went.score(rows, watch.moved)
        lost = np.flatnonzero(value.astype(np.float64) - bound <= gone.value.astype(np.float64) + gone.bound)
        if len(lost):
            again = full.score(rows[lost], watch.moved)
            value[lost], bound[lost] = again.value, again.bound
    if base.came is not None:
        new = base.came.score(rows, watch.moved)
        np.maximum(value, new.value, out=value)
        np.maximum(bound, new.bound, out=bound)
    return Scores(value, bound)


@lru_cache(maxsize=4)
def _bases(run_id: int, version: str, texts_sha256: str) -> tuple[Base, ...]:
    run = MiningRun.objects.get(pk=run_id)
    mine, known = texts_of(run, version), {texts_sha256}
    earlier = MiningRun.objects.filter(benchmark=run.benchmark_id, kind=MiningRun.Kind.HARD, pk__lt=run.pk)
    found = []
    for other in earlier.order_by("-pk")[:EARLIER]:
        for facts in other.facts.get("encoders", []):
            if facts["version"] != version or facts["texts_sha256"] in known:
                continue
            known.add(facts["texts_sha256"])
            base = _compared(other, facts, mine)
            if base is not None:
                found.append(base)
    return tuple(sorted(found, key=lambda base: base.changes))


def _compared(other: MiningRun, facts: Facts, mine: Rows) -> Base | None:
    if not default_storage.exists(texts_name(other, facts["version"])):
        return None
    theirs = texts_of(other, facts["version"])
    if theirs.shape[1] != mine.shape[1]:
        return None
    came, went = _without(mine, theirs), _without(theirs, mine)
    if len(came) + len(went) > WORTH * len(mine):
        return None
    return Base(facts["texts_sha256"], _scorer(came), _scorer(went), len(came) + len(went))


def _without(rows: Rows, others: Rows) -> Rows:
    """Those of the rows that are not among the others, byte for byte."""
    there = {row.tobytes() for row in others}
    return rows[[row.tobytes() not in there for row in rows]]


def _scorer(rows: Rows) -> Scorer | None:
    return Scorer(rows, settings.DEVICE) if len(rows) else None
