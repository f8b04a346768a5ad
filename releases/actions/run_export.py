"""Write an export and verify it; the hash of its manifest becomes part of the release."""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from curation import audit
from curation.errors import Conflict, DomainError
from curation.models import User
from releases.actions.content import content_of
from releases.actions.progress import Cancelled, Progress, Watch, never, silent
from releases.actions.request_export import check_layout, default_folder
from releases.models import Export, FrozenImage, Release
from retrieval.bundle.ilias import ExportResult, write_ilias
from retrieval.bundle.verify import Verification, verify
from retrieval.errors import RetrievalError

logger = logging.getLogger("aristarch.releases")
STOPPED = "The export ended before it was whole. Ask for it again: it continues where it stopped."


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written and what the verification said of it."""

    written: ExportResult
    verification: Verification


def run_export(export: Export, progress: Progress = silent, cancelled: Cancelled = never) -> Exported:
    """Write and verify what the row asks for; the row says how far it is and how it ended."""
    _note(export, state=Export.State.WRITING, error="", finished_at=None)
    error = STOPPED
    _set_aside_if_damaged(export)
    try:
        done = export_to(
            export.release,
            export.layout,
            Path(export.folder),
            watch=Watch(progress, cancelled),
            verifying=lambda: _note(export, state=Export.State.VERIFYING),
        )
        error = ""
    except (DomainError, RetrievalError) as refused:
        error = refused.message
        raise
    finally:
        if error:
            _note(export, state=Export.State.FAILED, error=error, finished_at=timezone.now())
    _record(export, done, actor=export.requested_by)
    if not done.verification.ok:
        message = f"{export} was written, but its verification failed: {export.error} Look at the disk."
        raise Conflict("export.unverified", message)
    return done


def export_to(
    release: Release,
    layout: str,
    folder: Path,
    *,
    watch: Watch,
    verifying: Callable[[], None] = lambda: None,
) -> Exported:
    """Write a release into a folder and verify it there.

    The first export sets the hash of the release; every later one must have the same. Refuses
    `export.layout`, `export.different`, and what the writer refuses.
    """
    check_layout(layout)
    content = content_of(release)
    names = _file_names(release)
    written = write_ilias(
        content, folder, lambda sha256: _read(names[sha256]), watch.writing, watch.is_cancelled
    )
    verifying()
    verification = verify(folder, watch.verifying, watch.is_cancelled)
    if verification.ok:
        _agree_on_manifest(release, written.manifest_sha256)
    return Exported(written, verification)


def note_export(release: Release, layout: str, done: Exported, *, actor: User | None) -> Export:
    """Keep what a command exported where the pages show it, unless they show another copy already."""
    export, created = Export.objects.get_or_create(
        release=release, layout=layout, defaults={"requested_by": actor}
    )
    if created or not Path(export.folder).is_dir() or Path(export.folder) == done.written.folder:
        export.folder = str(done.written.folder)
        _record(export, done, actor=actor)
    return export


@transaction.atomic
def _record(export: Export, done: Exported, *, actor: User | None) -> None:
    outcome = done.verification
    ok = outcome.ok
    _note(
        export,
        state=Export.State.VERIFIED if ok else Export.State.FAILED,
        error="" if ok else f"The verification found {len(outcome.problems)} problem(s).",
        folder=export.folder,
        files=done.written.files,
        bytes=done.written.bytes,
        manifest_sha256=done.written.manifest_sha256,
        verification=as_json(outcome) | {"warnings": [asdict(entry) for entry in done.written.warnings]},
        finished_at=timezone.now(),
    )
    audit.record(
        "releases.export.verified" if ok else "releases.export.failed",
        export,
        actor=actor,
        benchmark=export.release.benchmark,
        layout=export.layout,
        manifest_sha256=export.manifest_sha256,
    )


def as_json(verification: Verification) -> dict[str, Any]:
    """A verification as the pages and the commands show it."""
    return {
        "ok": verification.ok,
        "files": verification.files,
        "bytes": verification.bytes,
        "seconds": round(verification.seconds, 3),
        "manifest_sha256": verification.manifest_sha256,
        "problems": [asdict(problem) for problem in verification.problems],
    }


def _agree_on_manifest(release: Release, manifest: str) -> None:
    Release.objects.filter(pk=release.pk, manifest_sha256="").update(manifest_sha256=manifest)
    release.refresh_from_db(fields=["manifest_sha256"])
    if release.manifest_sha256 != manifest:
        message = (
            f"This export of {release} has another manifest ({manifest[:12]}…) than the first one "
            f"({release.manifest_sha256[:12]}…), though it was written from the same rows. Do not publish "
            f"it; the version of the code has changed the format."
        )
        raise Conflict("export.different", message)


def _file_names(release: Release) -> dict[str, str]:
    """Storage names by SHA-256 of the release image."""
    rows = FrozenImage.objects.filter(release=release).select_related("source__original")
    images = rows.iterator(chunk_size=2000)
    return {image.release_sha256: image.source.original.file_name("release") for image in images}


def _set_aside_if_damaged(export: Export) -> None:
    """Make room where nobody else could: a folder of ours whose content was harmed after it was written."""
    folder = Path(export.folder)
    if folder != default_folder(export.release, export.layout) or not folder.is_dir() or verify(folder).ok:
        return
    aside = folder.with_name(f"{folder.name}.damaged-{timezone.now():%Y%m%dT%H%M%S%f}")
    folder.rename(aside)
    logger.warning("the damaged export %s was moved to %s", folder, aside)


def _read(name: str) -> bytes:
    try:
        with default_storage.open(name, "rb") as file:
            data: bytes = file.read()
    except OSError as error:
        message = (
            f"The release image {name} can't be read from the storage: {error}. Restore it from a backup."
        )
        raise Conflict("export.image-missing", message) from error
    return data


def _note(export: Export, **values: Any) -> None:
    for name, value in values.items():
        setattr(export, name, value)
    export.save(update_fields=list(values))
