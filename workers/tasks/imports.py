"""Folders and lists that a command handed over."""

from pathlib import Path
from typing import Any

from annotations.actions.import_objects import run_import
from curation.actions.import_distractors import find_distractors, import_distractors
from curation.errors import DomainError
from curation.models import Benchmark, User
from workers.base import Running, job_task


@job_task("objects.import")
def objects(running: Running, benchmark_id: int, *request: str) -> dict[str, Any]:
    """Import a folder of objects; a second run adds nothing."""
    folder, images_root, collected_by, reviewed_by = request
    return run_import(benchmark_id, folder, images_root, collected_by, reviewed_by, progress=running.progress)


@job_task("distractors.import")
def distractors(
    running: Running, benchmark_id: int, paths: list[str], images: str | None, actor_id: int | None
) -> dict[str, Any]:
    """Import distractor lists and folders; a second run adds nothing."""
    benchmark = Benchmark.objects.get(pk=benchmark_id)
    actor = User.objects.get(pk=actor_id) if actor_id is not None else None
    found = find_distractors([Path(path) for path in paths], images=Path(images) if images else None)
    outcome = import_distractors(benchmark, found, actor=actor, progress=running.progress)
    if outcome.refused:
        lines = "\n".join(str(each) for each in outcome.refused[:20])
        raise DomainError("import.refused", f"{len(outcome.refused)} rows were refused, among them:\n{lines}")
    return {"created": outcome.created, "unchanged": outcome.unchanged}
