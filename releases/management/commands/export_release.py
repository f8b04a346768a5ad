"""Write a release into a folder and verify it there."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from curation.errors import DomainError
from releases.actions.progress import Watch
from releases.actions.request_export import LAYOUTS, request_export
from releases.actions.run_export import Exported, How, as_json, export_to, note_export
from releases.management.answer import bar, refuse, write_json
from releases.management.lookup import person, release_named
from releases.models import Release
from retrieval.errors import RetrievalError


class Command(BaseCommand):
    help = (
        "Writes a release in a layout, or in all of them, and verifies what was written. An interrupted export is continued. "
        "Example: manage.py export_release trial@1.0.0 --layout ilias --out OUT"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("release", metavar="SLUG@X.Y.Z")
        parser.add_argument("--layout", choices=LAYOUTS, default=LAYOUTS[0])
        parser.add_argument("--out", type=Path, metavar="DIR", help="where to; needed unless --enqueue")
        parser.add_argument("--workers", type=int, default=1, metavar="N", help="how many write at once")
        parser.add_argument(
            "--base",
            type=Path,
            metavar="DIR",
            help="an exported earlier version to take unchanged files from",
        )
        parser.add_argument(
            "--base-url", default="", metavar="URL", help="what the addresses in checksums.txt start with"
        )
        parser.add_argument("--enqueue", action="store_true", help="leave the work to the workers")
        parser.add_argument("--by", metavar="EMAIL", help="in whose name it is exported")
        parser.add_argument("--json", action="store_true", help="answer with one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        """Export, or say why not."""
        release = release_named(options["release"])
        out = options["out"].absolute() if options["out"] is not None else None
        try:
            if options["enqueue"]:
                self._enqueue(release, out, options)
            elif out is None:
                message = "Say where to with --out DIR, or leave the work to the workers with --enqueue."
                raise CommandError(message)
            else:
                self._export(release, out, options)
        except (DomainError, RetrievalError) as error:
            refuse(self, error, as_json=options["json"])

    def _enqueue(self, release: Release, out: Path | None, options: dict[str, Any]) -> None:
        export = request_export(release, options["layout"], actor=person(options["by"]), folder=out)
        if options["json"]:
            write_json(
                self, {"ok": True, "release": str(release), "export": export.pk, "state": export.state}
            )
        else:
            self.stdout.write(
                f"The export of {release} is {export.state}; the workers write it to {export.folder}."
            )

    def _export(self, release: Release, out: Path, options: dict[str, Any]) -> None:
        actor = person(options["by"])
        if options["workers"] < 1:
            raise CommandError("--workers must be 1 or more.")
        how = How(workers=options["workers"], base_url=options["base_url"], earlier=options["base"])
        done = export_to(release, options["layout"], out, how=how, watch=Watch(bar(str(release))))
        note_export(release, options["layout"], done, actor=actor)
        if options["json"]:
            write_json(self, self._document(release, done))
        else:
            self._say(release, done)
        if not done.verification.ok:
            problems = done.verification.problems
            message = f"{out} was written, but the verification found {len(problems)} problem(s)."
            raise CommandError(message)

    def _say(self, release: Release, done: Exported) -> None:
        written = done.written
        for warning in written.warnings:
            self.stderr.write(f"warning: {warning.message}")
        for problem in done.verification.problems:
            self.stderr.write(f"{problem.path}: {problem.code}: {problem.message}")
        how = "already lay there, whole; nothing was written" if written.already_there else "is written"
        self.stdout.write(
            f"{release} {how}: {written.folder}, {written.files} files, {written.bytes} bytes, "
            f"verified in {done.verification.seconds:.1f} s. SHA-256 of its manifest: {written.manifest_sha256}"
        )
        if written.reused or written.continued:
            self.stdout.write(
                f"{written.reused} files are unchanged since the earlier version and were taken from it, "
                f"{written.continued} were there from an interrupted export; {written.written_bytes} bytes "
                f"were written."
            )

    def _document(self, release: Release, done: Exported) -> dict[str, Any]:
        written = done.written
        return {
            "ok": done.verification.ok,
            "release": str(release),
            "folder": str(written.folder),
            "already_there": written.already_there,
            "files": written.files,
            "bytes": written.bytes,
            "reused": written.reused,
            "continued": written.continued,
            "written_bytes": written.written_bytes,
            "manifest_sha256": written.manifest_sha256,
            "warnings": [{"code": found.code, "message": found.message} for found in written.warnings],
            "verification": as_json(done.verification),
        }
