"""The end of one shard, good or bad; the last one ends the set."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from curation import audit, jobs
from curation.actions.distractor_sets.plan_shards import ATTEMPTS, queue_shards
from curation.models import DistractorSet, DistractorShard, Job, Object


@dataclass(frozen=True)
class ShardOutcome:
    """What came out of a piece: images by fate, bytes of the files, SHA-256 of shard.json, seconds of work."""

    accepted: int
    refused: int
    refusals: dict[str, int]
    size: int
    manifest: str
    seconds: float


@transaction.atomic
def finish_shard(shard: DistractorShard, outcome: ShardOutcome) -> DistractorShard:
    """Mark it as done once its files are stored; who comes second with the same shard changes nothing."""
    found, row = _locked(shard)
    if row.state == DistractorShard.State.DONE:
        return row
    row.state, row.error_code, row.error = DistractorShard.State.DONE, "", ""
    row.accepted, row.refused, row.refusals = outcome.accepted, outcome.refused, outcome.refusals
    row.size, row.manifest, row.seconds = outcome.size, outcome.manifest, outcome.seconds
    row.finished_at = timezone.now()
    row.save()
    if row.accepted and found.state != DistractorSet.State.CANCELLED:
        jobs.enqueue("distractors.compare", row.pk, benchmark=found.benchmark)
    _go_on(found)
    return row


@transaction.atomic
def fail_shard(shard: DistractorShard, code: str, message: str) -> DistractorShard:
    """Note why the source of a shard can't be read; the others go on."""
    found, row = _locked(shard)
    if row.state == DistractorShard.State.DONE:
        return row
    row.state, row.error_code, row.error = DistractorShard.State.FAILED, code, message
    row.finished_at = timezone.now()
    row.save(update_fields=["state", "error_code", "error", "finished_at"])
    _go_on(found)
    return row


def _locked(shard: DistractorShard) -> tuple[DistractorSet, DistractorShard]:
    """The set first, so that of two last shards the later one sees the other as ended."""
    found = DistractorSet.objects.select_for_update(of=("self",)).select_related("benchmark")
    return found.get(pk=shard.set_id), DistractorShard.objects.select_for_update().get(pk=shard.pk)


def _go_on(found: DistractorSet) -> None:
    if not found.shards.filter(state=DistractorShard.State.PENDING).exists():
        end_set(found)
    else:
        queue_shards(found)


def end_set(found: DistractorSet) -> None:
    """A running set none of whose shards is pending is done, and its index is built."""
    if found.state != DistractorSet.State.RUNNING:
        return
    found.state, found.finished_at = DistractorSet.State.DONE, timezone.now()
    found.save(update_fields=["state", "finished_at"])
    audit.record(
        "curation.distractor-set.finished",
        found,
        actor=None,
        benchmark=found.benchmark,
        slug=found.slug,
        failed=found.shards.filter(state=DistractorShard.State.FAILED).count(),
    )
    # nobody has looked for any object in the new set: stored findings say so from now on
    objects = Object.objects.filter(benchmark=found.benchmark).values_list("pk", flat=True)
    jobs.enqueue_all("rules.check", objects, benchmark=found.benchmark)
    if found.shards.filter(state=DistractorShard.State.DONE, accepted__gt=0).exists():
        job = jobs.enqueue("distractors.index", found.pk, benchmark=found.benchmark)
        Job.objects.filter(pk=job.pk).update(max_attempts=ATTEMPTS)
