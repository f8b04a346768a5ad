"""Checks over all distractors of a release, in memory that hardly grows with them."""

from collections import Counter
from collections.abc import Iterator

from retrieval.bundle.distractors import Distractors
from retrieval.bundle.errors import BundleProblem
from retrieval.bundle.preflight_items import distractor_problems
from retrieval.bundle.schema import Release

_BITS_PER_ROW = 16
_LEAST_BITS = 1 << 16
_MESSAGES = 20  # of one kind: of millions of rows that all lack a licence nobody reads more
_NAMED = 3


def rows_problems(release: Release) -> Iterator[BundleProblem]:
    """What is wrong with single distractors, repeated keys, and subsets and tombstones that contradict them."""
    rows = release.distractors
    suspects = _suspects(rows)
    gone = {entry.key for entry in release.withdrawn if entry.kind == "distractor"}
    missing = {key for subset in release.subsets for key in subset.keys}
    counts: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    for row in rows:
        for problem in distractor_problems(row):
            codes[problem.code] += 1
            if codes[problem.code] <= _MESSAGES:
                yield problem
        if row.key in suspects:
            counts[row.key] += 1
        missing.discard(row.key)
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
    for code, count in codes.items():
        if count > _MESSAGES:
            more = f"And {count - _MESSAGES} more distractors with the same fault, {code}."
            yield BundleProblem(code, "distractors", more)
    yield from _missing(release, missing)


def _missing(release: Release, missing: set[str]) -> Iterator[BundleProblem]:
    for subset in release.subsets:
        unknown = [key for key in subset.keys if key in missing]
        if unknown:
            message = (
                f"The subset {subset.name} names {len(unknown)} key(s) that are no distractor of this release, "
                f"such as {', '.join(unknown[:_NAMED])}."
            )
            yield BundleProblem("bundle.subset-unknown", subset.name, message)


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
