"""Build the indexes of a distractor set over the shards that are done."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curation import jobs
from curation.management.answer import bar, benchmark_named
from curation.models import Benchmark, DistractorIndex, DistractorSet
from retrieval.errors import RetrievalError
from workers.distractor_compare import compare_all
from workers.distractor_indexes import build_indexes


class Command(BaseCommand):
    help = (
        "Builds the indexes of a distractor set: hashes, compact features, and descriptors of each encoder. "
        "An import does this by itself when its last shard is done; searches go on meanwhile. Example: "
        "manage.py build_distractor_index trial wild"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("benchmark", metavar="BENCHMARK")
        parser.add_argument("slug", metavar="SLUG", help="name of the set within the benchmark")
        parser.add_argument("--enqueue", action="store_true", help="hand the work to the workers and return")
        parser.add_argument("--json", action="store_true", help="print the indexes for programs")

    def handle(self, *_: Any, **options: Any) -> None:
        benchmark = benchmark_named(options["benchmark"])
        found = set_named(benchmark, options["slug"])
        if options["enqueue"]:
            job = jobs.enqueue("distractors.index", found.pk, benchmark=benchmark)
            said = (
                json.dumps({"job": job.pk}) if options["json"] else f"Handed to the workers as job {job.pk}."
            )
            self.stdout.write(said)
            return
        try:
            with bar(f"indexes of {found.slug}") as move:
                built = build_indexes(found, move)
        except RetrievalError as error:
            raise CommandError(error.message) from error
        if not built:
            message = f'The set "{found.slug}" has no finished shard yet: there is nothing to index.'
            raise CommandError(message)
        pictures = compare_all(found)
        if options["json"]:
            self.stdout.write(json.dumps([_answer(row) for row in built], indent=1))
            return
        for row in built:
            self.stdout.write(f"{row.kind:<8} {row.rows:>12,} rows  {row.encoder}")
        self.stdout.write(f"{pictures} pictures are queued to be compared with them.")


def set_named(benchmark: Benchmark, slug: str) -> DistractorSet:
    """The set, or a sentence that names those there are."""
    rows = DistractorSet.objects.filter(benchmark=benchmark)
    found = rows.filter(slug=slug).select_related("benchmark").first()
    if found is None:
        known = ", ".join(rows.values_list("slug", flat=True)) or "none yet"
        message = (
            f'{benchmark} has no distractor set "{slug}". Its sets: {known}. import_distractor_set makes one.'
        )
        raise CommandError(message)
    return found


def _answer(row: DistractorIndex) -> dict[str, Any]:
    return {"kind": row.kind, "encoder": row.encoder, "rows": row.rows, "folder": row.folder}
