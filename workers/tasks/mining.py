"""Mining of hard distractors: describe the terms, score the shards, rescore what may be chosen, choose."""

from collections.abc import Callable
from typing import Any

from curation.actions.mining.advance import (
    begin_rescoring,
    begin_scoring,
    send_back,
    shard_rescored,
    shard_scored,
)
from curation.actions.mining.finish import fail_run, finish_run
from curation.errors import DomainError
from curation.models import Benchmark, MiningRun, MiningShard
from retrieval.errors import RetrievalError
from workers.base import Cancelled, Running, job_task
from workers.mining_estimate import estimate_of
from workers.mining_rescore import rescore_shard
from workers.mining_rows import Watch
from workers.mining_scores import score_shard
from workers.mining_select import select_hard, select_random
from workers.mining_texts import describe_run
from workers.mining_threshold import find_threshold
from workers.steering import Steering

DAMAGED = "mining.scores-damaged"
Phase = MiningRun.Phase


@job_task("mining.texts")
def texts(running: Running, run_id: int) -> dict[str, Any]:
    """Describe the text queries, then have the shards scored."""
    run = _run(run_id, Phase.TEXTS)
    if run is not None:
        _guarded(run, running, lambda _: begin_scoring(run, describe_run(run)))
    return {}


@job_task("mining.score")
def score(running: Running, run_id: int, shard_id: int) -> dict[str, Any]:
    """Score one shard unless that was done."""
    row = _shard(run_id, shard_id, Phase.SCORING)
    if row is not None and not row.scored:
        _guarded(row.run, running, lambda watch: shard_scored(row, score_shard(row, watch)))
    return {}


@job_task("mining.threshold")
def threshold(running: Running, run_id: int) -> dict[str, Any]:
    """Find out what may be chosen, then have that scored exactly."""
    run = _run(run_id, Phase.SCORING)
    if run is not None:
        _guarded(run, running, lambda watch: begin_rescoring(run, *find_threshold(run, watch)))
    return {}


@job_task("mining.rescore")
def rescore(running: Running, run_id: int, shard_id: int) -> dict[str, Any]:
    """Score exactly what may be chosen from one shard unless that was done."""
    row = _shard(run_id, shard_id, Phase.RESCORING)
    if row is not None and not row.rescored:
        _guarded(row.run, running, lambda watch: shard_rescored(row, rescore_shard(row, watch)))
    return {}


@job_task("mining.select")
def select(running: Running, run_id: int) -> dict[str, Any]:
    """Choose, and store what was chosen."""
    run = _run(run_id, Phase.SELECTING)
    if run is not None:
        chosen = select_random if run.kind == MiningRun.Kind.RANDOM else select_hard
        _guarded(run, running, lambda watch: finish_run(run, chosen(run, watch)))
    return {}


@job_task("mining.estimate")
def estimate(running: Running, benchmark_id: int, asked: dict[str, Any]) -> dict[str, Any]:
    """Measure on a sample what a run would take; nothing is stored."""
    return estimate_of(Benchmark.objects.get(pk=benchmark_id), asked, running.progress)


def _run(run_id: int, phase: str) -> MiningRun | None:
    """The run, when it is in that phase and may go on."""
    rows = MiningRun.objects.filter(pk=run_id, phase=phase, state=MiningRun.State.RUNNING)
    return rows.select_related("benchmark").first()


def _shard(run_id: int, shard_id: int, phase: str) -> MiningShard | None:
    rows = MiningShard.objects.filter(
        pk=shard_id, run=run_id, run__phase=phase, run__state=MiningRun.State.RUNNING
    )
    return rows.select_related("run__benchmark", "shard__set__benchmark").first()


def _guarded(run: MiningRun, running: Running, work: Callable[[Watch], object]) -> None:
    """Do the work; what ends it for good becomes the state of the run, with its sentence.

    Scores that are lost or damaged are made again instead.
    """
    try:
        going = MiningRun.objects.filter(pk=run.pk, state=MiningRun.State.RUNNING)
        steering = Steering(running, going.exists)
        work(Watch(steering.progress, steering.cancelled))
    except Cancelled:
        raise
    except (DomainError, RetrievalError) as error:
        if error.code == DAMAGED and send_back(run):
            return
        fail_run(run, error.code, error.message)
        raise
    except Exception as error:
        if running.job.attempts >= running.job.max_attempts:  # nobody will try it again unasked
            fail_run(run, "job.unexpected", f"{type(error).__name__}: {error}")
        raise
