"""Check an exported folder; needs nothing but the folder."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from releases.actions.run_export import as_json
from releases.management.answer import bar, write_json
from retrieval.bundle.verify import verify


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
            for problem in found.problems:
                self.stdout.write(f"{problem.path}: {problem.code}: {problem.message}")
        if foreign:
            message = (
                f"SHA256SUMS of {folder} hashes to {found.manifest_sha256 or 'nothing'}, not to {expected}."
            )
            raise CommandError(message)
        if not ok:
            message = f"{folder} is not a whole release: {len(found.problems)} problem(s)."
            raise CommandError(message)
        if not options["json"]:
            self.stdout.write(
                f"{folder} is whole: {found.files} files, {found.bytes} bytes, checked in {found.seconds:.1f} s. "
                f"SHA-256 of its manifest: {found.manifest_sha256}"
            )
            self.stdout.write(_SIGNED.get(found.signature, f"The signature is good: {found.signature}"))


_SIGNED = {
    "": "It is not signed.",
    "unchecked": "It is signed; give the maintainers' key with --public-key to check by whom.",
}


def _key(given: str) -> str:
    """The text of a key file, or the key itself."""
    try:
        return Path(given).read_text(encoding="utf-8") if given and Path(given).is_file() else given
    except (OSError, UnicodeDecodeError) as error:
        message = f"The key file {given} can't be read: {error}."
        raise CommandError(message) from error
