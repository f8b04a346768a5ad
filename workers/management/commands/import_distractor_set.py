"""Bring in a set of distractors, shard by shard."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curation.actions.distractor_sets.create import NewSet, create_distractor_set
from curation.distractor_progress import SetProgress, progress_of
from curation.errors import DomainError
from curation.management.answer import bar, benchmark_named, person_named
from curation.models import DistractorSet, DistractorShard, Job
from retrieval.distractors import SOURCES
from workers import tasks
from workers.local import drain

KINDS = ("distractors.plan", "distractors.shard", "distractors.compare", "distractors.index")
REGISTERED = tasks  # importing them registers what is done here


class Command(BaseCommand):
    """Hands the set to the workers, or does it here with --wait; a killed run is continued by the same command."""

    help = (
        "Brings in distractors as shards of files: images from folders, CSV lists or WebDataset tars, or "
        "ready descriptors. The workers do it, any number of them; with --wait this process helps and "
        "returns when the set is done. The same command again continues. Example: manage.py "
        "import_distractor_set trial wild --source folder /data/wild --encoder demo --wait"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("benchmark", metavar="BENCHMARK")
        parser.add_argument("slug", metavar="SLUG", help="name of the set within the benchmark")
        parser.add_argument(
            "--source",
            nargs=2,
            required=True,
            metavar=("KIND", "LOCATION"),
            help=f"one of {', '.join(SOURCES)}",
        )
        parser.add_argument(
            "--encoder", action="append", default=[], metavar="NAME", help="may be given again"
        )
        parser.add_argument("--shard-size", type=int, metavar="N", help="images in a shard (10,000)")
        parser.add_argument("--licence", default="", help="of images that state none")
        parser.add_argument(
            "--option",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="of the source; a JSON value or a text",
        )
        parser.add_argument("--by", metavar="EMAIL", help="the account in whose name it comes in")
        parser.add_argument("--wait", action="store_true", help="work on it here and return when it is done")
        parser.add_argument("--json", action="store_true", help="print the set's counts for programs")

    def handle(self, *_: Any, **options: Any) -> None:
        benchmark = benchmark_named(options["benchmark"])
        actor = person_named(options["by"]) if options["by"] else None
        new = _new_set(options)
        found = DistractorSet.objects.filter(benchmark=benchmark, slug=new.slug).first()
        if found is None:
            try:
                found = create_distractor_set(benchmark, new, actor=actor)
            except DomainError as error:
                raise CommandError(error.message) from error
        elif _determined(found) != (new.kind, new.location, new.options, list(new.encoders), new.licence):
            message = (
                f'{benchmark} has a set "{new.slug}" of another source or other options already. '
                "Choose another name for this one."
            )
            raise CommandError(message)
        if options["wait"]:
            work_on(found)
        self._report(found, as_json=options["json"], waited=options["wait"])

    def _report(self, found: DistractorSet, *, as_json: bool, waited: bool) -> None:
        found.refresh_from_db()
        known = progress_of([found])[found.pk]
        if as_json:
            self.stdout.write(json.dumps(_answer(found, known), indent=1))
        elif waited:
            self.stdout.write(
                f"{known.done} of {known.total} shards: {known.accepted} images taken in, {known.refused} refused."
            )
        else:
            self.stdout.write(f'The workers have the set "{found.slug}". Its page shows how far it is.')
        if waited:
            _demand_done(found, known)


def _new_set(options: dict[str, Any]) -> NewSet:
    kind, location = options["source"]
    chosen = dict(_option(text) for text in options["option"])
    if options["shard_size"] is not None:
        chosen["shard_size"] = options["shard_size"]
    where = str(Path(location).resolve()) if Path(location).exists() else location
    return NewSet(options["slug"], kind, where, chosen, tuple(options["encoder"]), options["licence"])


def _option(text: str) -> tuple[str, Any]:
    name, separator, value = text.partition("=")
    if not separator:
        message = f'"{text}" is no option: write NAME=VALUE.'
        raise CommandError(message)
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def _determined(found: DistractorSet) -> tuple[str, str, dict[str, Any], list[str], str]:
    return found.kind, found.location, found.options, found.encoders, found.licence


def work_on(found: DistractorSet) -> None:
    """Do the jobs of the set's benchmark in this process, beside whatever workers do, until none is left."""
    jobs = Job.objects.filter(kind__in=KINDS, benchmark=found.benchmark_id)
    with bar(f"distractors {found.slug}") as move:

        def moved(_done: int, _total: int) -> None:
            shards = found.shards.all()
            move(shards.exclude(state=DistractorShard.State.PENDING).count(), shards.count())

        drain(jobs, moved)


def _answer(found: DistractorSet, known: SetProgress) -> dict[str, Any]:
    return {
        "set": str(found.public_id),
        "state": found.state,
        "shards": {"total": known.total, "done": known.done, "failed": known.failed},
        "accepted": known.accepted,
        "refused": known.refused,
        "refusals": dict(sorted(known.refusals.items())),
    }


def _demand_done(found: DistractorSet, known: SetProgress) -> None:
    """Status 1 with reasons unless every shard is done; refused images are part of a result, not a failure."""
    if found.state == DistractorSet.State.DONE and not known.failed:
        return
    failed = found.shards.filter(state=DistractorShard.State.FAILED)
    reasons = [f"{row.name}: {row.error_code}: {row.error}" for row in failed]
    lost = Job.objects.failed().filter(kind__in=KINDS, benchmark=found.benchmark_id, args=[found.pk])
    reasons += [f"{job.kind}: {job.error_code}: {job.error}" for job in lost]
    message = "\n".join([f'The set "{found.slug}" is {found.state}, not done.', *reasons])
    raise CommandError(message)
