"""The exact scores of what may be chosen from one shard."""

import time

import numpy as np

from curation.actions.mining.advance import ShardScored
from curation.models import MiningShard
from retrieval.mining import interval
from retrieval.mining.kernel import checked_rows
from workers.mining_files import removed_of, rescored_name, store_table
from workers.mining_rows import Watch, described, keys_of, rows_of
from workers.mining_scores import names_of, scorer_of, stored_scores
from workers.mining_seen import Seen, as_table, sampled
from workers.mining_threshold import kept_rows


def rescore_shard(row: MiningShard, watch: Watch) -> ShardScored:
    """Score exactly, by every encoder, the images whose upper bound reaches the floor, and those of the sample.

    Raises:
        RetrievalError: the shard or its scores are not what they were.
        Cancelled: the run was stopped.
    """
    begun, run = time.monotonic(), row.run
    encoders = run.facts["encoders"]
    manifests = [described(row.shard, each, watch) for each in encoders]
    ids, keys = keys_of(row.shard, manifests[-1])
    kept = kept_rows(row, {slug: set(out) for slug, out in removed_of(run).items()})
    _, high = interval([stored_scores(name, row.shard.accepted) for name in names_of(row)])
    candidate = (high >= run.facts["floor"]) & kept
    drawn = sampled(keys, run.facts["images"]) & kept
    places = np.flatnonzero(candidate | drawn).astype(np.int32)
    scores = []
    for encoder, manifest in zip(encoders, manifests, strict=True):
        rows = checked_rows(
            rows_of(row.shard, manifest, encoder)[places],
            encoder["dimension"],
            encoder=encoder["name"],
            shard=f"{row.shard.set.slug}/{row.shard.name}",
        )
        scores.append(scorer_of(run, encoder).exact(rows, watch.moved))
    seen = Seen(
        row,
        places,
        [keys[place] for place in places],
        [ids[place] for place in places],
        scores,
        candidate[places],
        drawn[places],
    )
    store_table(rescored_name(row), as_table(seen))
    return ShardScored(round(time.monotonic() - begun, 3), computed=False)
