"""Distractors by the million: plan a set, make its shards, index them, compare pictures with them."""

from typing import Any

from curation.actions.distractor_sets.finish_shard import fail_shard, finish_shard
from curation.actions.distractor_sets.plan_shards import plan_shards
from curation.models import DistractorSet, DistractorShard
from retrieval.distractors import source_named
from retrieval.errors import RetrievalError
from workers.base import Cancelled, Running, job_task
from workers.distractor_compare import compare_all, compare_with, queue_index
from workers.distractor_indexes import build_indexes
from workers.distractor_shards import make_shard

# Faults of the machine, not of the source: the same shard will do better elsewhere or later.
PASSING = frozenset({"distractors.disk", "image.decoder_unavailable"})


class PassingFaultError(Exception):
    """Has the job tried again."""


@job_task("distractors.plan")
def plan(running: Running, set_id: int) -> dict[str, int]:
    """Cut the source into pieces; a second run finds them and only queues."""
    found = DistractorSet.objects.select_related("benchmark").get(pk=set_id)
    known = found.shards.exists()
    options = {**found.options, **({"licence": found.licence} if found.licence else {})}
    pieces = [] if known else source_named(found.kind).plan(found.location, options)
    return {"shards": plan_shards(found, pieces)}


@job_task("distractors.shard")
def shard(running: Running, shard_id: int) -> dict[str, Any]:
    """Make one shard unless it is done; while its set is paused or cancelled nobody begins."""
    row = DistractorShard.objects.select_related("set__benchmark").get(pk=shard_id)
    if row.state == DistractorShard.State.DONE or row.set.state != DistractorSet.State.RUNNING:
        return {}
    try:
        outcome = make_shard(row, running)
    except Cancelled:
        raise
    except RetrievalError as error:
        if error.code in PASSING and running.job.attempts < running.job.max_attempts:
            raise PassingFaultError(error.message) from error
        fail_shard(row, error.code, error.message)
        raise
    except Exception as error:
        if running.job.attempts >= running.job.max_attempts:  # nobody will try it again unasked
            fail_shard(row, "job.unexpected", f"{type(error).__name__}: {error}")
        raise
    finish_shard(row, outcome)
    return {"accepted": outcome.accepted, "refused": outcome.refused}


@job_task("distractors.index")
def index(running: Running, set_id: int) -> dict[str, int]:
    """Build the indexes over the shards that are done, then have every picture compared with them."""
    found = DistractorSet.objects.select_related("benchmark").get(pk=set_id)
    if found.state == DistractorSet.State.CANCELLED:
        return {}
    built = build_indexes(found, running.progress)
    compared = compare_all(found) if found.state == DistractorSet.State.DONE else 0
    return {"indexes": len(built), "pictures": compared}


@job_task("distractors.compare")
def compare(running: Running, shard_id: int) -> dict[str, int]:
    """Compare the pictures that are there already with a shard that has come."""
    row = DistractorShard.objects.select_related("set__benchmark").get(pk=shard_id)
    if row.state != DistractorShard.State.DONE or row.set.state == DistractorSet.State.CANCELLED:
        return {}
    pairs = compare_with(row, running.progress)
    queue_index(row.set)
    return {"pairs": pairs}
