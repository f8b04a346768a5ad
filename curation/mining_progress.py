"""How far a choice of distractors is: images done and to do, rate and time left, from its shards' rows."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, Q, QuerySet, Sum
from django.utils import timezone

from curation import jobs
from curation.models import Job, MiningRun, MiningShard

LOOK_BACK = timedelta(minutes=10)


@dataclass(frozen=True)
class RunProgress:
    """Images done and in all in the phase of the run (shards while it selects); rate in images per second."""

    done: int = 0
    total: int = 0
    rate: float | None = None
    seconds_left: float | None = None


def progress_of(run: MiningRun) -> RunProgress:
    """Of the phase the run is in; of one that has ended, of its scoring."""
    if run.phase == MiningRun.Phase.SELECTING:
        return _of_job(run)
    if run.phase == MiningRun.Phase.RESCORING:
        rows, images, flag = run.shards.filter(candidates__gt=0), "candidates", "rescored"
    else:
        rows, images, flag = run.shards.all(), "shard__accepted", "scored"
    sums = rows.aggregate(total=Sum(images), done=Sum(images, filter=Q(**{flag: True})))
    done, total = sums["done"] or 0, sums["total"] or 0
    if run.keys_sha256:
        return RunProgress(total, total)
    rate = _rate(rows.filter(**{flag: True}), images) if run.state == MiningRun.State.RUNNING else None
    left = (total - done) / rate if rate and total > done else None
    return RunProgress(done, total, rate, left)


def _rate(rows: "QuerySet[MiningShard]", images: str) -> float | None:
    """Images per second since the first of the shards that ended in the last minutes was begun."""
    now = timezone.now()
    recent = rows.filter(ended_at__gte=now - LOOK_BACK).annotate(images=F(images))
    ended = [
        (at, seconds, count)
        for at, seconds, count in recent.values_list("ended_at", "seconds", "images")
        if at is not None
    ]
    if not ended:
        return None
    begun = min(at - timedelta(seconds=seconds) for at, seconds, _ in ended)
    span = (now - max(begun, now - LOOK_BACK)).total_seconds()
    images_done: int = sum(count for *_, count in ended)
    return images_done / max(span, 1.0)


def _of_job(run: MiningRun) -> RunProgress:
    job = Job.objects.filter(key=jobs.key_of("mining.select", (run.pk,))).order_by("-pk").first()
    return RunProgress(job.done, job.total) if job is not None else RunProgress()
