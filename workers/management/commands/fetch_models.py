"""Download model checkpoints and check their SHA-256; nothing is downloaded at any other time."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from curation.errors import DomainError
from curation.management.answer import bar
from retrieval.errors import RetrievalError
from workers.checkpoints import CHECKPOINTS, fetch
from workers.encoder_checkpoints import FETCHERS

NAMES = f"{', '.join(CHECKPOINTS)}, open_clip:MODEL[/TAG], timm:MODEL[.TAG] and the demonstration encoders"


class Command(BaseCommand):
    """Example: manage.py fetch_models sam:vit_b open_clip:ViT-B-16-SigLIP/webli"""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="+", metavar="NAME", help=NAMES)
        parser.add_argument("--json", action="store_true", help="print the paths for programs")

    def handle(self, *_: Any, **options: Any) -> None:
        for name in options["names"]:
            if name not in CHECKPOINTS and name.partition(":")[0] not in FETCHERS:
                message = f"There is no {name}. There are {NAMES}."
                raise CommandError(message)
        paths = {}
        for name in options["names"]:
            try:
                path, fetched = fetched_model(name)
            except (DomainError, RetrievalError) as error:
                raise CommandError(error.message) from error
            except OSError as error:
                message = f"{name} could not be fetched: {error}. Nothing was kept; try again."
                raise CommandError(message) from error
            paths[name] = str(path)
            if not options["json"]:
                self.stdout.write(f"{name}: {'fetched to' if fetched else 'is already at'} {path}")
        if options["json"]:
            self.stdout.write(json.dumps(paths))


def fetched_model(name: str) -> tuple[Path, bool]:
    """Where it lies now, and whether it was downloaded for that."""
    family = name.partition(":")[0]
    if family in FETCHERS:
        return FETCHERS[family](name, settings.MODELS_ROOT)
    with bar(name) as move:
        return fetch(CHECKPOINTS[name], settings.MODELS_ROOT, move)
