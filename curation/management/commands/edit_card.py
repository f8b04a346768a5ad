"""Answer what a benchmark says about itself as a whole, from a file."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curation.actions.edit_card import edit_card
from curation.cards import about_of, missing
from curation.errors import DomainError
from curation.management.answer import benchmark_named, person_named


class Command(BaseCommand):
    help = (
        "Replaces the card of a benchmark by the answers of a JSON file; fields left away are unanswered. "
        "Example: manage.py edit_card trial --file about.json"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--file", type=Path, required=True, metavar="ABOUT.json")
        parser.add_argument("--by", metavar="EMAIL", help="the maintainer in whose name it is edited")
        parser.add_argument("--json", action="store_true", help="answer with one JSON document")

    def handle(self, *_: Any, **options: Any) -> None:
        """Save, and say what is still unanswered."""
        benchmark = benchmark_named(options["slug"])
        actor = person_named(options["by"]) if options["by"] else None
        try:
            about = json.loads(options["file"].read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            message = f"{options['file']} can't be read as JSON: {error}."
            raise CommandError(message) from error
        try:
            card = edit_card(benchmark, about, version=None, actor=actor)
        except DomainError as error:
            raise CommandError(error.message) from error
        lacking = missing(about_of(card.about))
        if options["json"]:
            self.stdout.write(json.dumps({"ok": True, "version": card.version, "missing": lacking}, indent=2))
            return
        self.stdout.write(f"The card of {benchmark.slug} is saved as version {card.version}.")
        if lacking:
            self.stdout.write(f"Not answered yet: {', '.join(lacking)}.")
