"""Download model checkpoints and check their SHA-256; nothing is downloaded at any other time."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from curation.errors import DomainError
from curation.management.answer import bar
from workers.checkpoints import CHECKPOINTS, fetch


class Command(BaseCommand):
    """Example: manage.py fetch_models sam:vit_b"""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "names", nargs="+", choices=sorted(CHECKPOINTS), metavar="NAME", help=", ".join(CHECKPOINTS)
        )
        parser.add_argument("--json", action="store_true", help="print the paths for programs")

    def handle(self, *_: Any, **options: Any) -> None:
        paths = {}
        for name in options["names"]:
            try:
                with bar(name) as move:
                    path, fetched = fetch(CHECKPOINTS[name], settings.MODELS_ROOT, move)
            except DomainError as error:
                raise CommandError(error.message) from error
            except OSError as error:
                message = (
                    f"{CHECKPOINTS[name].address} could not be fetched: {error}. Nothing was kept; try again."
                )
                raise CommandError(message) from error
            paths[name] = str(path)
            if not options["json"]:
                self.stdout.write(f"{name}: {'fetched to' if fetched else 'is already at'} {path}")
        if options["json"]:
            self.stdout.write(json.dumps(paths))
