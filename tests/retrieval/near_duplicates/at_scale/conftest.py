"""A small set of drawn pictures among thousands of drawn others, as the three searches see it."""

from dataclasses import dataclass

import cv2
import numpy as np
import pytest

from benchmarks.at_scale_others import Others, Pool
from retrieval.fingerprints.drawn_textures import draw_textured_image
from retrieval.near_duplicates import Fingerprint, fingerprint_image
from retrieval.near_duplicates.at_scale import Tiers, compact_features
from retrieval.near_duplicates.at_scale.index import CompactIndex
from retrieval.near_duplicates.searcher import differing_bits

PICTURES, OTHERS = 10, 3000


class ScannedHashes:
    """Every hash compared: the plainest search within a radius."""

    def __init__(self, rows):
        self.rows = rows

    def within(self, queries, radius=31):
        bits = differing_bits(queries, self.rows).astype(int)
        near = [np.flatnonzero(row <= radius) for row in bits]
        return [(p[np.argsort(b[p], kind="stable")], np.sort(b[p])) for p, b in zip(near, bits, strict=True)]


class ScannedDescriptors:
    """Every descriptor compared."""

    def __init__(self, rows):
        self.rows = rows

    def search(self, queries, k):
        alike = queries @ self.rows.T
        order = np.argsort(-alike, axis=1, kind="stable")[:, :k]
        return order, np.take_along_axis(alike, order, axis=1)


@dataclass
class Crowd:
    """pictures stand at the first positions; fetched counts how many were compared."""

    pictures: list
    prints: list[Fingerprint]
    rows: np.ndarray
    pool: Pool
    others: np.ndarray
    tiers: Tiers
    fetched: list[int]


@pytest.fixture(scope="session")
def pool_of_drawings():
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    pictures = [draw_textured_image(700 + number) for number in range(PICTURES)]
    prints = [fingerprint_image(picture) for picture in pictures]
    cv2.setNumThreads(threads)
    rows = np.stack([compact_features(picture) for picture in pictures])
    hashes = np.stack([p.pdq_dihedral[0] for p in prints])
    return pictures, prints, Pool(rows, hashes, np.stack([p.descriptors[0] for p in prints]))


@pytest.fixture(scope="session")
def crowd(pool_of_drawings):
    pictures, prints, pool = pool_of_drawings
    others = Others(pool, OTHERS)
    drawn = np.concatenate(list(others.compact()))
    compact = CompactIndex()
    compact.add(pool.rows)
    compact.add(drawn)
    fetched: list[int] = []

    def fetch(position):
        fetched.append(position)
        return prints[position] if position < PICTURES else prints[0]

    hashes = ScannedHashes(np.concatenate([pool.hashes, *others.hashes()]))
    rows = [pool.descriptors, *(block.astype(np.float32) for block in others.descriptors())]
    tiers = Tiers(hashes, compact, ScannedDescriptors(np.concatenate(rows)), fetch)
    return Crowd(pictures, prints, pool.rows, pool, drawn, tiers, fetched)
