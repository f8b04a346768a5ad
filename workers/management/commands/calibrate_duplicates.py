"""Plant known transformations and print which of them every threshold of the near-duplicate check finds."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curation.management.answer import bar
from retrieval.errors import RetrievalError
from retrieval.near_duplicates.calibration import (
    Picture,
    as_json,
    as_markdown,
    drawn_pictures,
    photographs,
    run_trials,
)

DRAWN, MOST, SEED = 12, 24, 1


class Command(BaseCommand):
    """Example: manage.py calibrate_duplicates --images ../photographs --out table.md"""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--images", type=Path, metavar="FOLDER", help="photographs to plant in")
        parser.add_argument("--most", type=int, default=MOST, metavar="N", help="photographs to take of them")
        parser.add_argument("--drawn", type=int, default=DRAWN, metavar="N", help="scenes to draw")
        parser.add_argument(
            "--seed", type=int, default=SEED, help="of the drawn scenes and the crops' places"
        )
        parser.add_argument("--json", action="store_true", help="print the rates for programs")
        parser.add_argument("--out", type=Path, metavar="FILE", help="write the tables there as Markdown")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["drawn"] < 0 or options["most"] < 1:
            raise CommandError("--drawn counts from 0 on and --most from 1 on.")
        pictures = self._pictures(options)
        if not pictures:
            raise CommandError("Nothing to plant in: name a folder with --images, or scenes with --drawn.")
        with bar("transformations") as move:
            trials = run_trials(pictures, options["seed"], move)
        tables = as_markdown(trials)
        if options["out"]:
            options["out"].write_text(tables, encoding="utf-8")
        if options["json"]:
            self.stdout.write(json.dumps(as_json(trials), indent=1))
        elif options["out"]:
            self.stdout.write(f"Wrote the tables of {len(trials)} comparisons to {options['out']}.")
        else:
            self.stdout.write(tables)

    def _pictures(self, options: dict[str, Any]) -> list[Picture]:
        found: list[Picture] = []
        if options["images"]:
            if not options["images"].is_dir():
                message = f"{options['images']} is no folder."
                raise CommandError(message)
            try:
                with bar("photographs") as move:
                    found += photographs(options["images"], options["most"], move)
            except RetrievalError as error:
                raise CommandError(error.message) from error
        if options["drawn"]:
            with bar("drawn scenes") as move:
                found += drawn_pictures(options["drawn"], options["seed"], move)
        return found
