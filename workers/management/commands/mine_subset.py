"""Choose the distractors that make a benchmark hard, or as many at random to compare."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curation.actions.mining.advance import KINDS
from curation.actions.mining.create import NewRun, create_run
from curation.actions.mining.decide import accept_run
from curation.actions.mining.steer import is_resumable, resume_run
from curation.errors import DomainError
from curation.management.answer import bar, benchmark_named, person_named
from curation.mining_progress import progress_of
from curation.models import Benchmark, Job, MiningRun, User
from retrieval.errors import RetrievalError
from retrieval.mining import ENSEMBLES
from workers import tasks
from workers.local import drain
from workers.mining_estimate import estimate_of

REGISTERED = tasks  # importing them registers what is done here
WORKERS = (1, 2, 4, 8)
UNFINISHED = (MiningRun.State.RUNNING, MiningRun.State.PAUSED, MiningRun.State.FAILED)


class Command(BaseCommand):
    """Hands the run to the workers, or does it here with --wait; the same command again goes on with it."""

    help = (
        "Chooses the N distractors that are most like the categories of a benchmark by their similarity to "
        "text queries, exactly, or N at random. The workers do it, any number of them; with --wait this "
        "process helps and returns when it is done. The same command again continues what has not ended. "
        "Example: manage.py mine_subset trial mini --size 20000 --encoder demo --encoder demo-2 --wait"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("benchmark", metavar="BENCHMARK")
        parser.add_argument("name", metavar="NAME", nargs="?", default="mini", help="of the subset (mini)")
        parser.add_argument("--size", type=int, required=True, metavar="N", help="distractors to choose")
        parser.add_argument(
            "--encoder", action="append", default=[], metavar="NAME", help="may be given again"
        )
        parser.add_argument("--ensemble", choices=list(ENSEMBLES), default="mean")
        parser.add_argument(
            "--set", action="append", default=[], metavar="SLUG", help="may be given again; all unless given"
        )
        parser.add_argument("--random", action="store_true", help="choose at random, to compare")
        parser.add_argument("--seed", type=int, default=0, metavar="S", help="of a random choice (0)")
        parser.add_argument("--estimate", action="store_true", help="only say what it would take")
        parser.add_argument("--wait", action="store_true", help="work on it here and return when it is done")
        parser.add_argument("--accept", action="store_true", help="with --wait: accept the subset when done")
        parser.add_argument("--by", metavar="EMAIL", help="the account in whose name it is chosen")
        parser.add_argument("--json", action="store_true", help="print the outcome for programs")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["accept"] and not options["wait"]:
            message = "--accept needs --wait: only what is done can be accepted."
            raise CommandError(message)
        benchmark = benchmark_named(options["benchmark"])
        actor = person_named(options["by"]) if options["by"] else None
        try:
            if options["estimate"]:
                self._estimate(benchmark, options)
                return
            run = _begun(benchmark, _new_run(options), actor)
            if options["wait"]:
                work_on(run)
                _demand_done(run)
                if options["accept"] and run.state == MiningRun.State.DONE:
                    run = accept_run(run, actor=actor)
        except (DomainError, RetrievalError) as error:
            raise CommandError(error.message) from error
        self._report(run, options)

    def _estimate(self, benchmark: Benchmark, options: dict[str, Any]) -> None:
        new = _new_run(options)
        asked = {
            "size": new.size,
            "ensemble": new.ensemble,
            "encoders": new.encoders,
            "sets": new.sets,
            "templates": new.templates,
            "workers": WORKERS,
        }
        found = estimate_of(benchmark, asked, lambda done, total: None)
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=1))
            return
        times = ", ".join(f"{row['seconds']:,.0f} s on {row['workers']}" for row in found["by_workers"])
        self.stdout.write(
            f"{found['images']:,} images in {found['shards']:,} shards, {found['shards_scored_already']:,} of them "
            f"scored already; {found['text_queries']:,} text queries. This machine scores "
            f"{found['images_per_second']:,.0f} images a second ({found['bound']}): {times} such machines. Memory "
            f"{found['memory_bytes'] / 1e9:.1f} GB, disk {found['disk_bytes'] / 1e9:.2f} GB."
        )

    def _report(self, run: MiningRun, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(_answer(run), indent=1))
        elif options["wait"]:
            self.stdout.write(
                f"{run.chosen:,} of {run.summary['considered']:,} distractors chosen: {run.state}. SHA-256 of "
                f"their list: {run.keys_sha256}."
            )
        else:
            self.stdout.write(f'The workers have the run "{run.name}". The mining page shows how far it is.')


def work_on(run: MiningRun) -> None:
    """Do the jobs of the run in this process, beside whatever workers do, until none is left."""
    with bar(f"mining {run.name}") as move:

        def moved(_done: int, _total: int) -> None:
            run.refresh_from_db()
            known = progress_of(run)
            move(known.done, known.total)

        drain(Job.objects.filter(kind__in=KINDS, args__0=run.pk), moved)
    run.refresh_from_db()


def _new_run(options: dict[str, Any]) -> NewRun:
    kind = MiningRun.Kind.RANDOM if options["random"] else MiningRun.Kind.HARD
    return NewRun(
        size=options["size"],
        name=options["name"],
        kind=kind.value,
        seed=options["seed"],
        ensemble=options["ensemble"],
        encoders=tuple(options["encoder"]),
        sets=tuple(options["set"]),
    )


def _begun(benchmark: Benchmark, new: NewRun, actor: User | None) -> MiningRun:
    """The run of that description that has not ended, which goes on; a new one where there is none."""
    rows = MiningRun.objects.filter(
        benchmark=benchmark, name=new.name, kind=new.kind, size=new.size, state__in=UNFINISHED
    )
    for run in rows.select_related("benchmark"):
        hard = run.kind == MiningRun.Kind.HARD
        same_sets = not new.sets or sorted(new.sets) == run.sets
        if same_sets and (
            (run.encoders, run.ensemble) == (list(new.encoders), new.ensemble)
            if hard
            else run.seed == new.seed
        ):
            return resume_run(run, actor=actor) if is_resumable(run) else run
    return create_run(benchmark, new, actor=actor)


def _answer(run: MiningRun) -> dict[str, Any]:
    return {
        "run": str(run.public_id),
        "state": run.state,
        "chosen": run.chosen,
        "keys_sha256": run.keys_sha256,
        "folder": run.folder,
        "summary": run.summary or None,
    }


def _demand_done(run: MiningRun) -> None:
    """Status 1 with the reason unless it is done."""
    if run.state in (MiningRun.State.DONE, MiningRun.State.ACCEPTED):
        return
    lost = Job.objects.failed().filter(kind__in=KINDS, args__0=run.pk)
    reasons = [run.error] if run.error else [f"{job.kind}: {job.error}" for job in lost]
    message = "\n".join([f'The run "{run.name}" is {run.state}, not done.', *reasons])
    raise CommandError(message)
