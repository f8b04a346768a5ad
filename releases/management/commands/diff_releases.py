"""What one release says otherwise than another: of the database, or in two exported folders."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from curation.errors import DomainError
from releases.actions.content import content_of
from releases.management.answer import refuse, write_json
from releases.management.lookup import release_named
from retrieval.bundle.diff import as_json, diff
from retrieval.bundle.diff_text import as_text
from retrieval.bundle.reader import read_release
from retrieval.bundle.schema import Release
from retrieval.errors import RetrievalError


class Command(BaseCommand):
    help = (
        "Compares two releases: SLUG@A SLUG@B, or two exported folders (no database is needed then). "
        "Example: manage.py diff_releases trial@1.0.0 trial@1.1.0"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("old", metavar="SLUG@A|DIR")
        parser.add_argument("new", metavar="SLUG@B|DIR")
        parser.add_argument("--json", action="store_true", help="answer with one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what differs; the exit status is 0 either way."""
        try:
            found = diff(_release(options["old"]), _release(options["new"]))
        except (DomainError, RetrievalError) as error:
            refuse(self, error, as_json=options["json"])
        if options["json"]:
            write_json(self, as_json(found))
        else:
            self.stdout.write(as_text(found), ending="")


def _release(name: str) -> Release:
    folder = Path(name)
    return read_release(folder) if folder.is_dir() else content_of(release_named(name))
