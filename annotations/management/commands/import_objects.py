"""Bring in objects with their pictures, boxes, texts and evidence."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.actions.import_objects import Imported, ImportRequest, import_objects
from curation import jobs
from curation.errors import DomainError
from curation.management.answer import bar, benchmark_named, refuse_rows


class Command(BaseCommand):
    help = (
        "Imports objects.csv, images.csv, boxes.csv and texts.csv of a folder. A row that can't be taken is "
        "reported with file, line, column and reason, and nothing of its object is imported. A second run adds "
        "nothing; a killed run is continued by the next. Example: manage.py import_objects ../photographs "
        "--benchmark trial --reviewed-by reviewer@example.org"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="where the four tables lie")
        parser.add_argument("--benchmark", required=True, metavar="SLUG")
        parser.add_argument(
            "--images", type=Path, metavar="ROOT", help="what paths are relative to; DIR if absent"
        )
        parser.add_argument(
            "--reviewed-by",
            default="",
            metavar="EMAIL",
            help="who reviewed the objects elsewhere: those without errors are accepted in that name",
        )
        parser.add_argument(
            "--collected-by",
            default="",
            metavar="EMAIL",
            help="whose objects they are; an import account if absent",
        )
        parser.add_argument("--enqueue", action="store_true", help="hand the work to the workers and return")
        parser.add_argument("--json", action="store_true", help="print created, unchanged and refused")

    def handle(self, *_: Any, **options: Any) -> None:
        folder, images = options["folder"], options["images"] or options["folder"]
        benchmark = benchmark_named(options["benchmark"])
        for path in (folder, images):
            if not path.is_dir():
                message = f"There is no folder {path}. Check the path."
                raise CommandError(message)
        request = ImportRequest(
            benchmark, folder.resolve(), images.resolve(), options["collected_by"], options["reviewed_by"]
        )
        if options["enqueue"]:
            self._enqueue(request, as_json=options["json"])
            return
        try:
            with bar("objects") as move:
                done = import_objects(request, progress=move)
        except DomainError as error:
            raise CommandError(error.message) from error
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(done), indent=1))
        else:
            self._tell(done)
        refuse_rows(done.refused, "rows could not be taken")

    def _enqueue(self, request: ImportRequest, *, as_json: bool) -> None:
        job = jobs.enqueue(
            "objects.import",
            request.benchmark.pk,
            str(request.folder),
            str(request.images_root),
            request.collected_by,
            request.reviewed_by,
            benchmark=request.benchmark,
        )
        self.stdout.write(
            json.dumps({"job": job.pk}) if as_json else f"Handed to the workers as job {job.pk}."
        )

    def _tell(self, done: Imported) -> None:
        added = f"{len(done.created)} objects added" if done.created else "Nothing added"
        self.stdout.write(
            f"{added}, {len(done.unchanged)} were there already, {len(done.accepted)} accepted in the reviewer's "
            f"name, {len(done.refused)} rows refused."
        )
        for key, findings in done.waiting.items():
            sentences = (
                " ".join(finding.message for finding in findings) or "Nothing is missing; it awaits review."
            )
            self.stdout.write(f"{key} is not accepted: {sentences}")


def _as_json(done: Imported) -> dict[str, list[Any]]:
    return {
        "created": done.created,
        "unchanged": done.unchanged,
        "refused": [
            {name: value for name, value in each.as_json().items() if name != "object"}
            for each in done.refused
        ],
    }
