"""Export of one release in one layout."""

from typing import Any

from releases.actions.run_export import run_export
from releases.models import Export
from workers.base import Running, job_task


@job_task("release.export")
def export_release(running: Running, export_id: int) -> dict[str, Any]:
    """Write and verify; the export's row holds the outcome."""
    export = Export.objects.select_related("release__benchmark").get(pk=export_id)
    run_export(export, progress=running.progress, cancelled=running.is_cancelled)
    return {"export": export_id}
