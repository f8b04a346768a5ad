"""Whether the encoders would have chosen alike: the best N of each alone, by its approximate scores."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from curation.models import MiningRun
from retrieval.mining import nth_largest
from workers.mining_files import removed_of
from workers.mining_rows import Watch
from workers.mining_scores import is_exact, names_of, stored_exact, stored_scores
from workers.mining_threshold import kept_rows, shards_of

Values = npt.NDArray[np.float64]


def agreement_of(run: MiningRun, chosen: pa.Table, watch: Watch) -> dict[str, Any]:
    """{"agreement": overlap of each two encoders' own N, "encoder": how many of the chosen each has in its own}."""
    names = [each["name"] for each in run.facts["encoders"]]
    blocks = _blocks(run, watch)
    size = min(run.size, run.facts["images"])
    floors = [
        nth_largest(lambda number=number: (row[number] for row in blocks()), size)  # type: ignore[misc]  # bound now
        for number in range(len(names))
    ]
    own = np.zeros(len(names), dtype=np.int64)
    shared = np.zeros((len(names), len(names)), dtype=np.int64)
    for row in blocks():
        inside = np.array([values >= floor for values, floor in zip(row, floors, strict=True)])
        own += inside.sum(axis=1)
        shared += inside.astype(np.int64) @ inside.T.astype(np.int64)
    alone = [
        int((chosen[f"score_{number}"].to_numpy() >= floor).sum()) for number, floor in enumerate(floors)
    ]
    return {
        "agreement": [
            {
                "first": names[one],
                "second": names[two],
                "overlap": round(float(shared[one, two] / max(own[one], own[two])), 4),
            }
            for one, two in combinations(range(len(names)), 2)
        ],
        "encoder": [{"name": name, "chosen_alone": count} for name, count in zip(names, alone, strict=True)],
    }


def _blocks(run: MiningRun, watch: Watch) -> Callable[[], Iterator[list[Values]]]:
    """The scores of every encoder of one shard after the other, again and again."""
    rows = shards_of(run)
    removed = {slug: set(ids) for slug, ids in removed_of(run).items()}
    files = {row.pk: names_of(row) for row in rows}
    exact = is_exact(run)

    def again() -> Iterator[list[Values]]:
        for number, row in enumerate(rows):
            watch.moved(number, len(rows))
            kept, count = kept_rows(row, removed), row.shard.accepted
            if exact:
                yield [stored_exact(name, count).score[kept] for name in files[row.pk]]
            else:
                yield [stored_scores(name, count).value[kept].astype(np.float64) for name in files[row.pk]]

    return again
