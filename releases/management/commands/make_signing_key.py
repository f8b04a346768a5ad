"""Make the key pair that the maintainers of a benchmark sign releases with."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from releases.management.answer import write_json
from releases.management.passphrase import new_passphrase
from retrieval.bundle.signing_key import new_secret_key, secret_key_text


class Command(BaseCommand):
    help = (
        "Makes a minisign key pair: FILE is the secret key, readable by you alone, FILE.pub the public key "
        "that readers need. The passphrase comes from ARISTARCH_SIGNING_PASSPHRASE, or is asked for. "
        "Nothing is ever overwritten. Example: manage.py make_signing_key --out maintainers.key"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, required=True, metavar="FILE")
        parser.add_argument(
            "--no-passphrase", action="store_true", help="whoever has the file can sign: keep it in a vault"
        )
        parser.add_argument("--json", action="store_true", help="answer with one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write both files, or say why not."""
        out: Path = options["out"]
        public = out.with_name(f"{out.name}.pub")
        for path in (out, public):
            if os.path.lexists(path):
                message = f"{path} exists already and is never overwritten; choose another name."
                raise CommandError(message)
        key = new_secret_key()
        passphrase = None if options["no_passphrase"] else new_passphrase()
        try:
            _create(out, secret_key_text(key, passphrase), 0o600)
            _create(public, key.public.text, 0o644)
        except OSError as error:
            message = f"{error.filename} cannot be written: {error.strerror}."
            raise CommandError(message) from error
        if options["json"]:
            answer = {"ok": True, "secret_key": str(out), "public_key_file": str(public)}
            write_json(self, {**answer, "public_key": key.public.line, "key": key.public.name})
        else:
            self.stdout.write(
                f"{out} holds the secret key {key.public.name}: keep it, and keep it to yourselves.\n"
                f"{public} holds the public key; publish it where readers already trust you:\n{key.public.line}"
            )


def _create(path: Path, text: str, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(handle)
