"""Subsets of a release: accepted choices of distractors, their keys in the storage, what stands in their way."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.storage import default_storage

from curation.distractor_store import put
from curation.errors import Conflict
from curation.models import Benchmark, DistractorRemoval, MiningRun
from releases.models import FrozenSubset, Release
from releases.models.frozen_sets import keys_file
from retrieval.bundle import schema
from retrieval.bundle.errors import BundleProblem
from retrieval.distractors import WITHOUT_IMAGES, published_key

KEYS, SELECTION = "keys.txt", "selection.json"


@dataclass(frozen=True, slots=True)
class AcceptedSubset:
    """An accepted run as the release would hold it."""

    run: MiningRun
    subset: schema.Subset


def accepted_subsets(benchmark: Benchmark) -> tuple[AcceptedSubset, ...]:
    """Those that enter the next release, by name, with all of their keys.

    Raises Conflict `release.subset-damaged` when a file of one is missing or changed.
    """
    return tuple(
        AcceptedSubset(run, schema.Subset(name=run.name, keys=_keys(run), selection=_selection(run)))
        for run in accepted_runs(benchmark)
    )


def accepted_runs(benchmark: Benchmark) -> list[MiningRun]:
    """The accepted choices, by name; at most one of a name."""
    return list(MiningRun.objects.filter(benchmark=benchmark).accepted().order_by("name"))


def image_problems(benchmark: Benchmark, runs: list[MiningRun]) -> Iterator[BundleProblem]:
    """Subsets that chose among descriptors without images, of which nothing can be published."""
    blind = set(benchmark.distractor_sets.filter(kind__in=WITHOUT_IMAGES).values_list("slug", flat=True))
    for run in runs:
        for slug in sorted(blind & set(run.sets)):
            message = (
                f"The subset {run.name} chose from the set {slug}, which holds descriptors without images, so "
                f"that no release can hold what it chose there. Mine it again without that set, or discard it."
            )
            yield BundleProblem("release.subset-without-images", run.name, message)


def removal_problems(runs: list[MiningRun]) -> Iterator[BundleProblem]:
    """Subsets that name what was taken out since; reads their keys only when something was.

    A run leaves out what was removed before it chose: what was removed since it was asked for is looked up.
    """
    for run in runs:
        gone = DistractorRemoval.objects.filter(
            set__benchmark=run.benchmark_id, set__slug__in=run.sets, removed_at__gte=run.created_at
        )
        named = {
            published_key(slug, *distractor.split("/", 1))
            for slug, distractor in gone.values_list("set__slug", "distractor")
        }
        key = next((line for line in _lines(run) if line in named), None) if named else None
        if key is not None:
            yield stale(run.name, f"The subset {run.name} names the distractor {key}, which was taken out.")


def stale(name: str, said: str) -> BundleProblem:
    """The finding that a subset names a distractor which the release does not hold, as said, and what to do."""
    message = f"{said} Mine the subset again, which is quick because every score is kept, and accept it; or discard it."
    return BundleProblem("release.subset-stale", name, message)


def save_subset(release: Release, accepted: AcceptedSubset) -> FrozenSubset:
    """Keep a subset for good: its keys in the storage under their hash, the rest in a row."""
    subset = accepted.subset
    data = "".join(f"{key}\n" for key in subset.keys).encode()
    digest = hashlib.sha256(data).hexdigest()
    with TemporaryDirectory() as folder:
        aside = Path(folder) / KEYS
        aside.write_bytes(data)
        put(keys_file(digest), aside)
    return FrozenSubset.objects.create(
        release=release,
        name=subset.name,
        count=len(subset.keys),
        keys_sha256=digest,
        selection=dict(subset.selection),
    )


def subsets_of(release: Release) -> tuple[schema.Subset, ...]:
    """The subsets of a frozen release. Raises Conflict `release.subset-damaged`."""
    return tuple(
        schema.Subset(
            name=frozen.name,
            keys=_checked(frozen.name, frozen.file, frozen.keys_sha256),
            selection=frozen.selection,
        )
        for frozen in FrozenSubset.objects.filter(release=release).order_by("name")
    )


def _keys(run: MiningRun) -> tuple[str, ...]:
    return _checked(run.name, f"{run.folder}/{KEYS}", run.keys_sha256)


def _checked(name: str, file: str, keys_sha256: str) -> tuple[str, ...]:
    try:
        with default_storage.open(file, "rb") as opened:
            data: bytes = opened.read()
    except OSError as error:
        raise _damaged(name, file, str(error.strerror or error)) from error
    if hashlib.sha256(data).hexdigest() != keys_sha256:
        raise _damaged(name, file, "it has another SHA-256")
    return tuple(data.decode().splitlines())


def _selection(run: MiningRun) -> dict[str, Any]:
    file = f"{run.folder}/{SELECTION}"
    try:
        with default_storage.open(file, "rb") as opened:
            found: dict[str, Any] = json.loads(opened.read())
    except (OSError, ValueError) as error:
        raise _damaged(run.name, file, str(error)) from error
    return found


def _lines(run: MiningRun) -> Iterator[str]:
    file = f"{run.folder}/{KEYS}"
    try:
        with default_storage.open(file, "rb") as opened:
            for line in opened:
                yield line.decode().rstrip("\n")
    except OSError as error:
        raise _damaged(run.name, file, str(error.strerror or error)) from error


def _damaged(name: str, file: str, reason: str) -> Conflict:
    message = (
        f"{file}, which the subset {name} is made of, can't be used ({reason}). Restore it from a backup, or "
        f"mine the subset again, which is quick because every score is kept."
    )
    return Conflict("release.subset-damaged", message)
