"""What of a release was withdrawn after it was frozen."""

from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from releases.actions.errata import errata
from releases.management.answer import write_json
from releases.management.lookup import release_named


class Command(BaseCommand):
    help = "Lists what nobody should use of a release any more. Example: manage.py release_errata trial@1.0.0"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("release", metavar="SLUG@X.Y.Z")
        parser.add_argument("--json", action="store_true", help="answer with one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        """List them, oldest first."""
        release = release_named(options["release"])
        found = errata(release)
        if options["json"]:
            write_json(self, {"release": str(release), "errata": [asdict(entry) for entry in found]})
            return
        for entry in found:
            later = f", gone in {entry.gone_in}" if entry.gone_in else ""
            self.stdout.write(f"{entry.date} {entry.kind} {entry.key}: {entry.reason}{later}")
        self.stdout.write(f"{release} has {len(found)} erratum(s).")
