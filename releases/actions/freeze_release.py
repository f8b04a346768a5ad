"""Freeze: copy everything into rows that nothing can change any more, in one transaction."""

import re

from django.db import transaction
from django.utils import timezone

from curation import audit
from curation.errors import Conflict, DomainError
from curation.models import Benchmark, Object, User
from releases.actions.content import content_of
from releases.actions.gate import Gate, gate, next_version
from releases.actions.subsets import save_subset
from releases.models import FrozenImage, FrozenObject, FrozenShard, Release
from retrieval.bundle.schema import content_sha256

VERSION = re.compile(r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})")
BATCH = 1000


@transaction.atomic
def freeze_release(
    benchmark: Benchmark, version: str, *, leave_out: bool = False, actor: User | None, title: str = ""
) -> Release:
    """Freeze what is accepted as a numbered release.

    Refuses, listing everything: `release.version` (not MAJOR.MINOR.PATCH), `release.version-taken`,
    `release.blocked` (accepted objects with errors, unless they are left out), `release.not-ready` (a set or
    subset of distractors that can't enter as it is), `release.format` (what the official loaders could not
    read).
    """
    Benchmark.objects.select_for_update().get(pk=benchmark.pk)
    list(Object.objects.select_for_update().filter(benchmark=benchmark).accepted().order_by("pk"))
    _check_version(benchmark, version)
    ready = gate(benchmark, version, title)
    _check_gate(ready, leave_out=leave_out)
    release = _saved(ready, actor)
    audit.record(
        "releases.release.frozen",
        release,
        actor=actor,
        benchmark=benchmark,
        version=version,
        counts=ready.counts,
        left_out=[entry["key"] for entry in release.left_out],
        unanswered=list(ready.card_missing),
    )
    _mark_released(release, actor)
    return release


def is_same(release: Release) -> bool:
    """Whether freezing now would give the very release that stands, so that nothing is left to do."""
    now = gate(release.benchmark, release.version, release.title)
    now.release.frozen_at = release.frozen_at  # another day alone makes no other release
    return content_sha256(now.content()) == content_sha256(content_of(release))


def _check_version(benchmark: Benchmark, version: str) -> None:
    if VERSION.fullmatch(version) is None:
        message = f"'{version}' is not a version; write MAJOR.MINOR.PATCH, such as {next_version(benchmark)}."
        raise DomainError("release.version", message)
    if benchmark.releases.filter(version=version).exists():
        message = (
            f"{benchmark.slug}@{version} is frozen and can't be changed; choose another version, "
            f"such as {next_version(benchmark)}."
        )
        raise Conflict("release.version-taken", message, next_version=next_version(benchmark))


def _check_gate(found: Gate, *, leave_out: bool) -> None:
    listed = [entry.as_json() for entry in found.blocked]
    if listed and not leave_out:
        message = (
            f"{len(listed)} accepted object(s) have errors, so nothing was frozen. Mend them, or freeze "
            f"without them: they are then named in the release with their reasons."
        )
        raise Conflict("release.blocked", message, blocked=listed)
    if found.problems:
        problems = [{"code": problem.code, "message": problem.message} for problem in found.problems]
        is_format = all(problem.code.startswith("bundle.") for problem in found.problems)
        why = "The official loaders could not read this release" if is_format else "The release is not ready"
        message = (
            f"{why}, so nothing was frozen: {len(problems)} problem(s). The first: {problems[0]['message']}"
        )
        if listed:
            message += f" {len(listed)} accepted object(s) would be left out for their errors."
        code = "release.format" if is_format else "release.not-ready"
        raise Conflict(code, message, problems=problems, blocked=listed)


def _saved(found: Gate, actor: User | None) -> Release:
    release, counts = found.release, found.counts
    release.frozen_by = actor
    for name, number in counts.items():
        setattr(release, f"{name}_count", number)
    release.save()
    for row in found.ready:
        row.object.release = release
    FrozenObject.objects.bulk_create([row.object for row in found.ready], batch_size=BATCH)
    for shard in found.entering.shards:
        shard.release = release
    FrozenShard.objects.bulk_create(found.entering.shards, batch_size=BATCH)
    for accepted in found.entering.accepted:
        save_subset(release, accepted)
    images = list(found.entering.rows)
    for row in found.ready:
        for image in row.images:
            image.object = row.object
        images += row.images
    for image in images:
        image.release = release
    FrozenImage.objects.bulk_create(images, batch_size=BATCH)
    return release


def _mark_released(release: Release, actor: User | None) -> None:
    frozen = release.objects_frozen.values("source")
    entering = Object.objects.filter(pk__in=frozen, state=Object.State.ACCEPTED)
    for obj in list(entering):
        audit.record(
            "releases.object.released",
            obj,
            actor=actor,
            benchmark=release.benchmark,
            version=release.version,
        )
    entering.update(state=Object.State.RELEASED, updated_at=timezone.now())
