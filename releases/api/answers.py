"""Rows of this room as the dictionaries that the shapes describe."""

from typing import Any

from django.urls import reverse

from releases.models import Export, Release


def release_answer(release: Release) -> dict[str, Any]:
    """A release with its exports."""
    by = release.frozen_by
    return {
        "id": release.pk,
        "version": release.version,
        "title": release.title,
        "frozen_at": release.frozen_at,
        "frozen_by": {"id": by.pk, "name": by.name} if by is not None else None,
        "counts": {
            name: getattr(release, f"{name}_count")
            for name in ("objects", "queries", "positives", "distractors")
        },
        "left_out": release.left_out,
        "manifest_sha256": release.manifest_sha256,
        "exports": [export_answer(export) for export in release.exports.all()],
    }


def export_answer(export: Export) -> dict[str, Any]:
    """An export; `download` is there once it is verified."""
    job = export.job
    is_verified = export.state == Export.State.VERIFIED
    return {
        "id": export.pk,
        "layout": export.layout,
        "state": export.state,
        "job": {"id": job.pk, "state": job.state, "done": job.done, "total": job.total} if job else None,
        "files": export.files,
        "bytes": export.bytes,
        "manifest_sha256": export.manifest_sha256,
        "verification": export.verification or None,
        "error": export.error,
        "created_at": export.created_at,
        "finished_at": export.finished_at,
        "download": reverse("export-download", args=[export.pk]) if is_verified else None,
    }
