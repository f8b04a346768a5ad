"""Checks over all distractors of a release, in memory that hardly grows with them."""

from collections import Counter
from collections.abc import Iterator

from retrieval.bundle.distractors import Distractors
from retrieval.bundle.errors import BundleProblem
from retrieval.bundle.preflight_items import distractor_problems
from retrieval.bundle.schema import Release

_BITS_PER_ROW = 16
_LEAST_BITS = 1 << 16
_SUBSET_MESSAGES = 20


def rows_problems(release: Release) -> Iterator[BundleProblem]:
    """What is wrong with single distractors, repeated keys, and subsets and tombstones that contradict them."""
    rows = release.distractors
    suspects = _suspects(rows)
    gone = {entry.key for entry in release.withdrawn if entry.kind == "distractor"}
    wanted = {key for subset in release.subsets for key in subset.keys}
    found: set[str] = set()
    counts: Counter[str] = Counter()
    for row in rows:
        yield from distractor_problems(row)
        if row.key in suspects:
            counts[row.key] += 1
        if row.key in wanted:
            found.add(row.key)
        if row.key in gone:
            yield BundleProblem(
                "bundle.withdrawn-present",
                row.key,
                f"The distractor {row.key!r} was withdrawn, and yet it is in this release; remove it.",
            )
    for key, count in sorted(counts.items()):
        if count > 1:
            yield BundleProblem(
                "bundle.distractor-key-repeated",
                key,
                f"The distractor key {key!r} is used {count} times; each must be unique.",
            )
    yield from _missing(release, found)


def _missing(release: Release, found: set[str]) -> Iterator[BundleProblem]:
    for subset in release.subsets:
        missing = [key for key in subset.keys if key not in found]
        for key in missing[:_SUBSET_MESSAGES]:
            message = (
                f"The subset {subset.name} names {key!r} ({len(missing)} such), which is no distractor here."
            )
            yield BundleProblem("bundle.subset-unknown", key, message)


def _suspects(rows: Distractors) -> set[str]:
    """Every key that stands more than once, and a few others: a Bloom filter of two bytes per row.

    Holding all keys to find the repeated ones would take a hundred bytes per row.
    """
    bits = max(_LEAST_BITS, _BITS_PER_ROW * len(rows))
    seen = bytearray(bits // 8 + 1)
    suspects: set[str] = set()
    for row in rows:
        number = hash(row.key)
        first, second = number % bits, (number >> 20) * 0x9E3779B1 % bits
        known = seen[first >> 3] >> (first & 7) & seen[second >> 3] >> (second & 7) & 1
        if known:
            suspects.add(row.key)
        seen[first >> 3] |= 1 << (first & 7)
        seen[second >> 3] |= 1 << (second & 7)
    return suspects
