"""The traps of the official loaders (F 1.6-1.7), refused before a single file is written."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from retrieval.bundle.errors import BundleProblem
from retrieval.bundle.naming import object_id
from retrieval.bundle.preflight_items import object_problems
from retrieval.bundle.preflight_rows import rows_problems
from retrieval.bundle.schema import Release, Role

PARTITION_WORDS = ("pos", "quer")
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_SUBSET = re.compile(r"[a-z0-9][a-z0-9_]{0,63}")
_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_DATE_OR_NONE = re.compile(r"(\d{4}-\d{2}-\d{2})?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def preflight(release: Release) -> list[BundleProblem]:
    """Everything in the release that would break an official loader; empty when all is well."""
    problems = list(_header_problems(release))
    problems += _counts(release)
    problems += _repeated(release)
    for thing in release.objects:
        problems += object_problems(thing)
    problems += _withdrawn_problems(release)
    problems += _subset_problems(release)
    problems += rows_problems(release)
    return problems


def is_subset_name(name: str) -> bool:
    """Whether a subset can be called that: it becomes a file name, which loaders search for two words."""
    return (
        name != "texts"
        and _SUBSET.fullmatch(name) is not None
        and not any(word in name for word in PARTITION_WORDS)
    )


def subset_name_problem(name: str) -> BundleProblem:
    """The finding that no subset can be called that, or no second one."""
    message = (
        f"The subset name {name!r} must be unique, of lower-case letters, digits and _, and hold "
        f"neither 'pos' nor 'quer'; it becomes a file name."
    )
    return BundleProblem("bundle.subset-name", name, message)


def path_warnings(folder: Path) -> tuple[BundleProblem, ...]:
    """A warning when the absolute path would mislead the official feature extraction (F 1.7)."""
    path = str(folder.absolute())
    return tuple(
        BundleProblem(
            "bundle.path-partition-word",
            path,
            f"The path {path} holds '{word}', and the official feature extraction tells queries "
            f"from positives by looking for that word in the whole path: it would mix them. "
            f"Move the finished folder before extracting features with it.",
        )
        for word in PARTITION_WORDS
        if word in path
    )


def _header_problems(release: Release) -> Iterator[BundleProblem]:
    checks = (
        ("bundle.slug-unsafe", "slug", _SLUG, release.slug, "lower-case letters, digits, - and _"),
        ("bundle.version", "version", _VERSION, release.version, "MAJOR.MINOR.PATCH"),
        ("bundle.date", "date of the release", _DATE_OR_NONE, release.date, "a date such as 2026-11-21"),
        ("bundle.cutoff", "cut-off", _DATE, release.cutoff, "a date such as 2014-01-01"),
    )
    for code, name, pattern, value, expected in checks:
        if not pattern.fullmatch(value):
            yield BundleProblem(code, name, f"The {name} {value!r} is not {expected}.")


def _counts(release: Release) -> Iterator[BundleProblem]:
    def images(role: Role) -> int:
        return sum(len(thing.images_of(role)) for thing in release.objects)

    counts = (
        ("objects", len(release.objects)),
        ("queries", images("query")),
        ("positives", images("positive")),
    )
    for name, count in counts:
        if count < 2:
            yield BundleProblem(
                f"bundle.too-few-{name}",
                name,
                f"The release has {count} {name}; the official evaluation fails on lists of fewer "
                f"than two lines, so at least two are needed.",
            )


def _repeated(release: Release) -> Iterator[BundleProblem]:
    objects = release.objects
    named = (
        ("object-key", "object key", [thing.key for thing in objects]),
        ("object-number", "object number", [str(thing.number) for thing in objects]),
        ("object-id", "object id", [object_id(thing) for thing in objects]),
        ("image-id", "image id", [image.id for thing in objects for image in thing.images]),
    )
    for code, label, values in named:
        for value, count in Counter(values).items():
            if count > 1:
                yield BundleProblem(
                    f"bundle.{code}-repeated",
                    value,
                    f"The {label} {value!r} is used {count} times; each must be unique.",
                )


def _withdrawn_problems(release: Release) -> Iterator[BundleProblem]:
    """Tombstones of objects and images that are in the release all the same; distractors: rows_problems."""
    held = {
        "object": {thing.key for thing in release.objects},
        "image": {image.id for thing in release.objects for image in thing.images},
    }
    for entry in release.withdrawn:
        if entry.key in held.get(entry.kind, ()):
            yield BundleProblem(
                "bundle.withdrawn-present",
                entry.key,
                f"The {entry.kind} {entry.key!r} was withdrawn, and yet it is in this release; remove it.",
            )


def _subset_problems(release: Release) -> Iterator[BundleProblem]:
    for name, count in Counter(subset.name for subset in release.subsets).items():
        if count > 1 or not is_subset_name(name):
            yield subset_name_problem(name)
    for subset in release.subsets:
        if len(set(subset.keys)) != len(subset.keys):
            message = f"The subset {subset.name} names a distractor more than once."
            yield BundleProblem("bundle.subset-repeated", subset.name, message)
