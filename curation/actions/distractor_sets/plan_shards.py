"""Write down the pieces of a source, all of them or none, and keep workers supplied with shards to do."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from curation import jobs
from curation.models import DistractorSet, DistractorShard, Job

if TYPE_CHECKING:
    from retrieval.distractors import Piece

# Shards that wait at once. More would only lengthen the broker's queue: each that ends makes room for one.
WAITING = 64
# A shard runs for minutes, so that machines which come and go meet it more often than a short job.
ATTEMPTS = 12
AT_ONCE = 1000
KIND = "distractors.shard"


@transaction.atomic
def plan_shards(found: DistractorSet, pieces: Sequence["Piece"]) -> int:
    """Create a row per piece unless that was done before, and queue the first of them; the number of shards.

    A set without a single piece is done at once.
    """
    locked = DistractorSet.objects.select_for_update().get(pk=found.pk)
    if not locked.shards.exists():
        rows = (
            DistractorShard(
                set=locked,
                number=number,
                name=piece.name,
                piece={"payload": piece.payload, "expected": piece.expected},
            )
            for number, piece in enumerate(pieces)
        )
        DistractorShard.objects.bulk_create(rows, batch_size=AT_ONCE)
    queue_shards(locked)
    return locked.shards.count()


def queue_shards(found: DistractorSet, *, again: bool = False) -> int:
    """Queue pending shards of a running set, in their order, until enough of them wait; how many were added.

    What runs already is left alone; `again` lets it be followed by one more run, because it may be
    about to stop.
    """
    if found.state != DistractorSet.State.RUNNING:
        return 0
    pending = found.shards.filter(state=DistractorShard.State.PENDING).order_by("number")
    keys = {jobs.key_of(KIND, (pk,)): pk for pk in pending.values_list("pk", flat=True)[:WAITING]}
    if not again:
        for key in Job.objects.active().filter(key__in=keys).values_list("key", flat=True):
            del keys[key]
    queued = [jobs.enqueue("distractors.shard", pk, benchmark=found.benchmark).pk for pk in keys.values()]
    Job.objects.filter(pk__in=queued).update(max_attempts=ATTEMPTS)
    return len(queued)


def keys_of_pending(found: DistractorSet) -> list[str]:
    """What the jobs of its pending shards are known by."""
    pending = found.shards.filter(state=DistractorShard.State.PENDING).values_list("pk", flat=True)
    return [jobs.key_of(KIND, (pk,)) for pk in pending]
