"""Check an exported folder; needs nothing but the folder."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from releases.actions.run_export import as_json
from releases.management.answer import bar, write_json
from retrieval.bundle.verify import verify
from retrieval.bundle.verify_words import findings, key_text, whole


class Command(BaseCommand):
    help = (
        "Names every missing, added, truncated or changed file of an exported release, and every "
        "contradiction in its lists, boxes, images and archives. No database is needed. "
        "Example: manage.py verify_release OUT"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument(
            "--manifest",
            metavar="SHA256",
            help="what SHA256SUMS must hash to, as the release's page states it",
        )
        parser.add_argument(
            "--public-key",
            default="",
            metavar="KEY",
            help="demand a good signature by this minisign key: its file, or its line",
        )
        parser.add_argument("--json", action="store_true", help="answer with one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify; exit status 1 when anything is wrong."""
        folder: Path = options["folder"]
        found = verify(folder, bar(folder.name), public_key=_key(options["public_key"]))
        expected = options["manifest"]
        foreign = expected is not None and found.manifest_sha256 != expected.lower()
        ok = found.ok and not foreign
        if options["json"]:
            write_json(
                self, {**as_json(found), "ok": ok, "folder": str(folder), "manifest_as_expected": not foreign}
            )
        else:
            for line in findings(found):
                self.stdout.write(line)
        if foreign:
            message = (
                f"SHA256SUMS of {folder} hashes to {found.manifest_sha256 or 'nothing'}, not to {expected}."
            )
            raise CommandError(message)
        if not ok:
            message = f"{folder} is not a whole release: {len(found.problems)} problem(s)."
            raise CommandError(message)
        if not options["json"]:
            self.stdout.write("\n".join(whole(found, folder)))


def _key(given: str) -> str:
    """The text of a key file, or the key itself."""
    try:
        return key_text(given)
    except OSError as error:
        message = f"The key file {given} can't be read: {error}."
        raise CommandError(message) from error
