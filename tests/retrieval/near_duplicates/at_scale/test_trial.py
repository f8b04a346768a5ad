"""The promise of docs/near-duplicates-at-scale.md on real photographs, among a million others."""

import itertools

import cv2
import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from benchmarks.at_scale_others import Others, Pool
from benchmarks.near_duplicates import duplicates, false_pairs, read_collection, recall_by_kind
from retrieval.index.hashes import HashIndex
from retrieval.near_duplicates.at_scale import Tiers, check_against, compact_features
from retrieval.near_duplicates.at_scale.index import CompactIndex
from retrieval.near_duplicates.fingerprint import fingerprint_image

OTHERS = 1_000_000

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def answers(trial_dir, tmp_path_factory):
    """The photographs and what a check of each says among the others; no descriptors are needed."""
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    with threadpool_limits(1):
        collection = read_collection(trial_dir)
        names = list(collection.previews)
        prints = [collection.fingerprints[name] for name in names]
        rows = np.stack([compact_features(collection.previews[name]) for name in names])
        hashes = np.stack([p.pdq_dihedral[0] for p in prints])
        others = Others(Pool(rows, hashes, np.stack([p.descriptors[0] for p in prints])), OTHERS)
        folder = tmp_path_factory.mktemp("million")
        compact = CompactIndex.build(itertools.chain([rows], others.compact()), folder / "compact")
        near = HashIndex.build(itertools.chain([hashes], others.hashes()), folder / "hashes")
        assert len(compact) == len(near) == OTHERS + len(names)
        stranger = fingerprint_image(np.zeros((64, 64, 3), dtype=np.uint8))
        tiers = Tiers(
            near,
            compact,
            None,
            lambda position: prints[position] if position < len(names) else stranger,
            lambda position: names[position] if position < len(names) else f"other {position}",
        )
        found = {
            name: check_against(prints[number], tiers, hidden={number}) for number, name in enumerate(names)
        }
    cv2.setNumThreads(threads)
    return collection, found


def test_at_least_44_of_the_46_listed_pairs_are_found_among_a_million_others(answers):
    collection, found = answers
    kinds = recall_by_kind(duplicates(found), collection.listed)
    assert len(collection.listed) == 46
    assert sum(hits for hits, _ in kinds.values()) >= 44, kinds


def test_at_most_two_pairs_are_false_among_a_million_others(answers):
    collection, found = answers
    assert len(false_pairs(duplicates(found), collection.groups())) <= 2
