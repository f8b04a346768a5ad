"""Bring in distractors."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curation import jobs
from curation.actions.import_distractors import find_distractors, import_distractors
from curation.management.answer import bar, benchmark_named, person_named, refuse_rows
from curation.models import Benchmark


class Command(BaseCommand):
    help = (
        "Brings in distractors from CSV files (path,licence,author,source_url) or folders. A second "
        "run adds nothing; a killed run is continued by the next. Example: manage.py "
        "import_distractors distractors.csv --benchmark trial"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="CSV files or folders")
        parser.add_argument("--benchmark", required=True, metavar="SLUG")
        parser.add_argument(
            "--images",
            type=Path,
            metavar="ROOT",
            help="what paths in a CSV are relative to; its folder if absent",
        )
        parser.add_argument("--by", metavar="EMAIL", help="the account in whose name they come in")
        parser.add_argument("--enqueue", action="store_true", help="hand the work to the workers and return")
        parser.add_argument("--json", action="store_true", help="print created, unchanged and refused")

    def handle(self, *_: Any, **options: Any) -> None:
        benchmark = benchmark_named(options["benchmark"])
        absent = [path for path in [*options["paths"], options["images"]] if path and not path.exists()]
        if absent:
            message = f"There is no {absent[0]}. Check the path."
            raise CommandError(message)
        if options["enqueue"]:
            self._enqueue(benchmark, options)
            return
        actor = person_named(options["by"]) if options["by"] else None
        found = find_distractors(options["paths"], images=options["images"])
        with bar("distractors") as move:
            outcome = import_distractors(benchmark, found, actor=actor, progress=move)
        if options["json"]:
            self.stdout.write(json.dumps(outcome.as_json(), indent=1))
        else:
            added = f"{outcome.created} distractors added" if outcome.created else "Nothing added"
            self.stdout.write(
                f"{added}, {outcome.unchanged} were there already, {len(outcome.refused)} refused."
            )
        refuse_rows(outcome.refused, "rows or files could not be taken")

    def _enqueue(self, benchmark: Benchmark, options: dict[str, Any]) -> None:
        actor = person_named(options["by"]) if options["by"] else None
        images = options["images"]
        job = jobs.enqueue(
            "distractors.import",
            benchmark.pk,
            [str(path.resolve()) for path in options["paths"]],
            str(images.resolve()) if images else None,
            actor.pk if actor else None,
            benchmark=benchmark,
            user=actor,
        )
        answer = json.dumps({"job": job.pk}) if options["json"] else f"Handed to the workers as job {job.pk}."
        self.stdout.write(answer)
