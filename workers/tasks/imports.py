"""Folders and lists that a command handed over."""

from typing import Any

from annotations.actions.import_objects import run_import as run_objects
from curation.actions.import_distractors import run_import as run_distractors
from workers.base import Running, job_task


@job_task("objects.import")
def objects(running: Running, *request: Any) -> dict[str, Any]:
    """Import a folder of objects; a second run adds nothing."""
    return run_objects(*request, progress=running.progress)


@job_task("distractors.import")
def distractors(running: Running, *request: Any) -> dict[str, Any]:
    """Import distractor lists and folders; a second run adds nothing."""
    return run_distractors(*request, progress=running.progress)
