"""Sign an exported folder with the maintainers' key."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from releases.management.answer import bar, refuse, write_json
from releases.management.passphrase import passphrase
from retrieval.bundle.sign_folder import sign_folder
from retrieval.bundle.signing_key import read_secret_key
from retrieval.errors import RetrievalError


class Command(BaseCommand):
    help = (
        "Verifies an exported release and, when it is whole, signs its SHA256SUMS with a minisign key: "
        "the file SHA256SUMS.minisig. No database is needed. "
        "Example: manage.py sign_release OUT --key maintainers.key"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--key", type=Path, required=True, metavar="FILE", help="a minisign secret key")
        parser.add_argument("--json", action="store_true", help="answer with one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        """Sign, or say why not; exit status 1 when the folder is not whole."""
        folder: Path = options["folder"]
        key_file: Path = options["key"]
        try:
            secret = read_secret_key(key_file.read_text(encoding="utf-8"), passphrase)
            signed = sign_folder(folder, secret, bar(folder.name))
        except (OSError, UnicodeDecodeError) as error:
            message = f"{getattr(error, 'filename', None) or key_file} cannot be used: {error}."
            raise CommandError(message) from error
        except RetrievalError as error:
            refuse(self, error, as_json=options["json"])
        public = secret.public
        if options["json"]:
            answer = {"ok": True, "folder": str(folder), "signature": str(signed.path)}
            answer |= {"manifest_sha256": signed.manifest_sha256, "key": public.name}
            write_json(self, {**answer, "public_key": public.line, "comment": signed.comment})
        else:
            self.stdout.write(
                f"{folder} is whole and signed by key {public.name}: {signed.path.name}. "
                f"Readers check it with --public-key {public.line}"
            )
