"""Ask for an export; the workers write it."""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from curation import audit, jobs
from curation.errors import DomainError
from curation.models import User
from releases.models import Export, Release
from retrieval.bundle.layouts import ALL
from retrieval.bundle.layouts import LAYOUTS as BUNDLE_LAYOUTS

LAYOUTS = (*BUNDLE_LAYOUTS, ALL)
ALIVE = (Export.State.WAITING, Export.State.WRITING, Export.State.VERIFYING)


@transaction.atomic
def request_export(
    release: Release, layout: str, *, actor: User | None, folder: Path | None = None
) -> Export:
    """The export of a release in a layout: asked for again it is the same row.

    One that is there, verified, is given back as it is; one that failed, or whose folder is gone, is
    queued again (a damaged folder of ours is moved aside first, see run_export). Refuses `export.layout`.
    """
    check_layout(layout)
    place = str(folder if folder is not None else default_folder(release, layout))
    export, created = Export.objects.select_for_update().get_or_create(
        release=release, layout=layout, defaults={"folder": place, "requested_by": actor}
    )
    if not created and not _is_wanted_again(export, folder):
        return export
    if not created:
        export.folder = place
    export.state, export.error = Export.State.WAITING, ""
    export.job = jobs.enqueue("release.export", export.pk, benchmark=release.benchmark, user=actor)
    export.save()
    audit.record("releases.export.requested", export, actor=actor, benchmark=release.benchmark, layout=layout)
    return export


def check_layout(layout: str) -> None:
    """Refuses a layout that nobody can write."""
    if layout not in LAYOUTS:
        known = ", ".join(LAYOUTS)
        message = f"There is no layout '{layout}'; choose one of: {known}."
        raise DomainError("export.layout", message)


def default_folder(release: Release, layout: str) -> Path:
    """Where the workers put an export that nobody chose a place for."""
    return Path(settings.EXPORT_ROOT) / f"{release.benchmark.slug}-{release.version}-{layout}"


def _is_wanted_again(export: Export, folder: Path | None) -> bool:
    if export.state in ALIVE:
        return export.job is None or export.job.state not in (jobs.Job.State.PENDING, jobs.Job.State.RUNNING)
    elsewhere = folder is not None and str(folder) != export.folder
    return export.state == Export.State.FAILED or elsewhere or not Path(export.folder).is_dir()
