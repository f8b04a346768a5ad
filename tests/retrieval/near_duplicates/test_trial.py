"""The promises of docs/near-duplicates.md on real photographs; the table is printed."""

import cv2
import pytest
from threadpoolctl import threadpool_limits

from benchmarks.near_duplicates import (
    check_all,
    checked_edits,
    duplicates,
    false_pairs,
    found_originals,
    read_collection,
    recall_by_kind,
    report,
    report_pairs,
)
from retrieval.near_duplicates.edits import PROMISED

CERTAIN = ("bytecopy", "stripexif", "q35", "webp", "png512", "resize50", "hflip", "rot90", "pixels stored")
PHOTOGRAPHS = 24

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def collection(trial_dir):
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    with threadpool_limits(1):  # a second thread that waits for the first one counts as time spent
        yield read_collection(trial_dir)
    cv2.setNumThreads(threads)


@pytest.fixture(scope="module")
def candidates(collection):
    found = check_all(collection)
    print("\n" + "\n".join(report_pairs(collection, found)))
    return found


def test_at_least_44_of_the_46_listed_pairs_are_suggested_as_duplicates(collection, candidates):
    kinds = recall_by_kind(duplicates(candidates), collection.listed)
    assert len(collection.listed) == 46
    assert sum(hits for hits, _ in kinds.values()) >= 44


def test_every_copy_that_keeps_the_whole_picture_is_found(collection, candidates):
    kinds = recall_by_kind(duplicates(candidates), collection.listed)
    certain = {kind: counts for kind, counts in kinds.items() if kind.startswith(CERTAIN)}
    assert len(certain) >= len(CERTAIN)
    assert {kind: hits for kind, (hits, total) in certain.items() if hits < total} == {}


def test_at_most_two_pairs_are_suggested_falsely(collection, candidates):
    assert len(false_pairs(duplicates(candidates), collection.groups())) <= 2


def test_at_least_22_of_24_edited_copies_of_each_kind_are_found(collection):
    edits = checked_edits(collection, PHOTOGRAPHS, seed=1)
    print("\n" + "\n".join(report(collection, edits)))
    found = {edit: found_originals(edits[edit]) for edit in PROMISED}
    assert {edit: count for edit, count in found.items() if count < 22} == {}
