"""Keep the workers supplied with the next jobs of a run, and take it from one phase to the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from curation import jobs
from curation.models import Job, MiningRun, MiningShard

# Shards that wait at once. More would only lengthen the broker's queue: each that ends makes room for one.
WAITING = 64
# A shard runs for minutes, so that machines which come and go meet it more often than a short job.
ATTEMPTS = 12
TEXTS, SCORING = MiningRun.Phase.TEXTS, MiningRun.Phase.SCORING
RESCORING, SELECTING = MiningRun.Phase.RESCORING, MiningRun.Phase.SELECTING
SCORE, RESCORE = "mining.score", "mining.rescore"
SENT_BACK = 3  # times that a run looks for damaged scores by itself
KINDS = ("mining.texts", SCORE, "mining.threshold", RESCORE, "mining.select")


@dataclass(frozen=True)
class ShardScored:
    """What one pass over a shard took, and whether any of its score files was not there before."""

    seconds: float
    computed: bool


def locked(run: MiningRun) -> MiningRun:
    """The row as it is now, held until the transaction ends."""
    return MiningRun.objects.select_for_update(of=("self",)).select_related("benchmark").get(pk=run.pk)


def go_on(run: MiningRun, *, again: bool = False) -> None:
    """Queue what a running run needs next in its phase.

    What runs already is left alone; `again` lets it be followed by one more run, because it may be
    about to stop.
    """
    if run.state != MiningRun.State.RUNNING:
        return
    if run.phase == TEXTS:
        _one(jobs.enqueue("mining.texts", run.pk, benchmark=run.benchmark))
    elif run.phase == SCORING:
        if pending(run).exists():
            _queue_shards(run, again=again)
        else:
            _one(jobs.enqueue("mining.threshold", run.pk, benchmark=run.benchmark))
    elif run.phase == RESCORING and pending(run).exists():
        _queue_shards(run, again=again)
    else:
        _select(run)


def pending(run: MiningRun) -> "QuerySet[MiningShard]":
    """Shards that the phase of the run still has to see."""
    if run.phase == SCORING:
        return run.shards.filter(scored=False)
    if run.phase == RESCORING:
        return run.shards.filter(rescored=False, candidates__gt=0)
    return run.shards.none()


def keys_of_pending(run: MiningRun) -> list[str]:
    """What the jobs of the run that may wait now are known by."""
    kind = RESCORE if run.phase == RESCORING else SCORE
    shards = pending(run).values_list("pk", flat=True)
    alone = [jobs.key_of(name, (run.pk,)) for name in KINDS if name not in (SCORE, RESCORE)]
    return [*alone, *(jobs.key_of(kind, (run.pk, pk)) for pk in shards)]


@transaction.atomic
def begin_scoring(run: MiningRun, facts: Mapping[str, Any]) -> None:
    """The texts are described: from here on every shard is scored with them."""
    row = locked(run)
    if row.state != MiningRun.State.RUNNING or row.phase != TEXTS:
        return
    row.phase, row.facts = SCORING, {**row.facts, **facts}
    row.save(update_fields=["phase", "facts"])
    go_on(row)


@transaction.atomic
def shard_scored(shard: MiningShard, outcome: ShardScored) -> None:
    """Its scores are stored; the last one of the run has the threshold looked for."""
    _ended(shard, outcome, SCORING, "scored")


@transaction.atomic
def begin_rescoring(run: MiningRun, candidates: Mapping[int, int], facts: Mapping[str, Any]) -> None:
    """What may be chosen is known: MiningShard key -> how many images of it; they are scored exactly."""
    row = locked(run)
    if row.state != MiningRun.State.RUNNING or row.phase != SCORING:
        return
    row.phase, row.facts = RESCORING, {**row.facts, **facts}
    row.save(update_fields=["phase", "facts"])
    shards = list(row.shards.filter(pk__in=[pk for pk, count in candidates.items() if count]))
    for shard in shards:
        shard.candidates = candidates[shard.pk]
    MiningShard.objects.bulk_update(shards, ["candidates"], batch_size=1000)
    go_on(row)


@transaction.atomic
def shard_rescored(shard: MiningShard, outcome: ShardScored) -> None:
    """Its candidates are scored exactly; the last one of the run has the choice made."""
    _ended(shard, outcome, RESCORING, "rescored")


@transaction.atomic
def send_back(run: MiningRun) -> bool:
    """Have every shard looked at again: some of the scores are lost or damaged and are made again.

    False when that was tried often enough.
    """
    row = locked(run)
    tries = row.facts.get("sent_back", 0) + 1
    if row.state != MiningRun.State.RUNNING or tries > SENT_BACK:
        return False
    row.phase, row.facts = SCORING, {**row.facts, "sent_back": tries}
    row.save(update_fields=["phase", "facts"])
    row.shards.update(scored=False, rescored=False, candidates=0)
    go_on(row)
    return True


def _ended(shard: MiningShard, outcome: ShardScored, phase: str, flag: str) -> None:
    run = locked(shard.run)  # the run first, so that of two last shards the later one sees the other as ended
    if run.phase != phase:
        return
    row = MiningShard.objects.select_for_update().get(pk=shard.pk)
    if not getattr(row, flag):
        setattr(row, flag, True)
        row.computed = row.computed or outcome.computed
        row.seconds, row.ended_at = F("seconds") + outcome.seconds, timezone.now()
        row.save(update_fields=[flag, "computed", "seconds", "ended_at"])
    go_on(run)


def _select(run: MiningRun) -> None:
    if run.phase != SELECTING:
        run.phase = SELECTING
        run.save(update_fields=["phase"])
    _one(jobs.enqueue("mining.select", run.pk, benchmark=run.benchmark))


def _queue_shards(run: MiningRun, *, again: bool) -> None:
    kind = RESCORE if run.phase == RESCORING else SCORE
    waiting = pending(run).order_by("pk").values_list("pk", flat=True)[:WAITING]
    keys = {jobs.key_of(kind, (run.pk, pk)): pk for pk in waiting}
    if not again:
        for key in Job.objects.active().filter(key__in=keys).values_list("key", flat=True):
            del keys[key]
    for pk in keys.values():
        if kind == SCORE:
            _one(jobs.enqueue("mining.score", run.pk, pk, benchmark=run.benchmark))
        else:
            _one(jobs.enqueue("mining.rescore", run.pk, pk, benchmark=run.benchmark))


def _one(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(max_attempts=ATTEMPTS)
