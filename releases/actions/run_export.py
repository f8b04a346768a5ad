"""Write an export and verify it; the hash of its manifest becomes part of the release."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from curation import audit
from curation.errors import Conflict, DomainError
from curation.models import User
from releases.actions.content import content_of
from releases.actions.progress import Cancelled, Progress, Watch, never, silent
from releases.actions.request_export import check_layout, default_folder
from releases.actions.stored_images import StoredImages
from releases.models import Export, Release
from retrieval.bundle.layouts import layouts_named
from retrieval.bundle.manifest import SUMS, ExportOptions
from retrieval.bundle.verify import Verification, verify
from retrieval.bundle.writer import ExportResult, Work, write_release
from retrieval.errors import RetrievalError

logger = logging.getLogger("aristarch.releases")
STOPPED = "The export ended before it was whole. Ask for it again: it continues where it stopped."


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """What the one who asks may choose; only `base_url` shows in the bytes."""

    workers: int = 1
    base_url: str = ""
    earlier: Path | None = None  # an exported folder to take unchanged files from


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
            how=How(workers=settings.EXPORT_WORKERS, earlier=earlier_folder(export)),
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
    how: How = How(),
    verifying: Callable[[], None] = lambda: None,
) -> Exported:
    """Write a release into a folder and verify it there.

    The first export of a layout sets its hash; every later one of the same options must have the same.
    Refuses `export.layout`, `export.different`, and what the writer refuses.
    """
    check_layout(layout)
    images = StoredImages(release)
    written = write_release(
        content_of(release),
        folder,
        images.read,
        ExportOptions(layouts=layouts_named(layout), base_url=how.base_url),
        Work(
            workers=how.workers,
            earlier=how.earlier,
            progress=watch.writing,
            cancelled=watch.is_cancelled,
            around=own_connection,
            unchanged=images.unchanged,
        ),
    )
    verifying()
    verification = verify(folder, watch.verifying, watch.is_cancelled)
    if verification.ok and not how.base_url:
        _agree_on_manifest(release, layout, written.manifest_sha256)
    return Exported(written, verification)


def earlier_folder(export: Export) -> Path | None:
    """The newest verified export of an earlier version in the same layout that still lies there."""
    earlier = Export.objects.filter(
        release__benchmark=export.release.benchmark,
        release__lt=export.release_id,
        layout=export.layout,
        state=Export.State.VERIFIED,
    )
    folders = (Path(row.folder) for row in earlier.order_by("-release_id"))
    return next((folder for folder in folders if (folder / SUMS).is_file()), None)


@contextmanager
def own_connection() -> Iterator[None]:
    """For a thread that reads rows: Django opens a connection in it, and nobody else would close it."""
    try:
        yield
    finally:
        connection.close()


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
        "signature": verification.signature,
        "problems": [asdict(problem) for problem in verification.problems],
    }


def _agree_on_manifest(release: Release, layout: str, manifest: str) -> None:
    """Every export of a layout has one manifest; the release's own is that of its first export."""
    Release.objects.filter(pk=release.pk, manifest_sha256="").update(manifest_sha256=manifest)
    release.refresh_from_db(fields=["manifest_sha256"])
    verified = release.exports.filter(layout=layout).exclude(manifest_sha256="")
    first = verified.values_list("manifest_sha256", flat=True).first() or manifest
    if first != manifest:
        message = (
            f"This export of {release} has another manifest ({manifest[:12]}…) than the first one "
            f"({first[:12]}…), though it was written from the same rows. Do not publish it; the version "
            f"of the code has changed the format."
        )
        raise Conflict("export.different", message)


def _set_aside_if_damaged(export: Export) -> None:
    """Make room where nobody else could: a folder of ours whose content was harmed after it was written."""
    folder = Path(export.folder)
    if folder != default_folder(export.release, export.layout) or not folder.is_dir() or verify(folder).ok:
        return
    aside = folder.with_name(f"{folder.name}.damaged-{timezone.now():%Y%m%dT%H%M%S%f}")
    folder.rename(aside)
    logger.warning("the damaged export %s was moved to %s", folder, aside)


def _note(export: Export, **values: Any) -> None:
    for name, value in values.items():
        setattr(export, name, value)
    export.save(update_fields=list(values))
