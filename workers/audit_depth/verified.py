"""The same lists with their places put in order by local features: how many agree on one transform."""

import io
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import numpy as np

from retrieval.fingerprints.local import LocalFeatures, extract_local
from retrieval.near_duplicates.alignment import align
from workers.audit_depth.blocks import FIRST, Store, views, write
from workers.audit_depth.crowd import SCENES, VIEWS
from workers.audit_depth.search import Positions


def verified(store: Store, number: int, listed: Positions, first: int) -> Positions:
    """The list of an object with its first places in the order of inliers, equals as they stood."""
    known = inliers_of(store, number, {int(each) for each in listed[:first]})
    order = np.argsort([-known[int(each)] for each in listed[:first]], kind="stable")
    return np.concatenate([listed[:first][order], listed[first:]])


def inliers_of(store: Store, number: int, wanted: set[int]) -> dict[int, int]:
    """Local features of the query that agree with each position; what was compared once is kept in a file."""
    path = pairs_file(store, number)
    known = _read(path)
    missing = wanted - known.keys()
    if missing:
        query = _query(store, number)
        for position, features in _features(store, missing):
            found = align(query, features)
            known[position] = found.inliers if found is not None else 0
        buffer = io.BytesIO()
        np.save(buffer, np.array(sorted(known.items()), dtype=np.int64))
        write(path, buffer.getvalue())
    return known


def pairs_file(store: Store, number: int) -> Path:
    """Where the comparisons of an object are kept: positions hold for every number of distractors."""
    kind = f"hidden-{store.crowd.objects}"
    return store.folder / str(store.crowd.seed) / "pairs" / kind / f"{number:04d}.npy"


def _read(path: Path) -> dict[int, int]:
    if not path.exists():
        return {}
    return {int(position): int(inliers) for position, inliers in np.load(path)}


@lru_cache(maxsize=4)
def _query(store: Store, number: int) -> LocalFeatures:
    return next(extract_local(pixels) for _, pixels in views(store, FIRST, {number}))


def _features(store: Store, wanted: set[int]) -> "list[tuple[int, LocalFeatures]]":
    crowd, blocks = store.crowd, defaultdict[int, set[int]](set)
    for position in wanted:
        if position < crowd.planted:
            blocks[FIRST].add(crowd.objects + position)
        else:
            block, view = divmod(position - crowd.planted, VIEWS * SCENES)
            blocks[block].add(view)
    found = []
    for block, numbers in sorted(blocks.items()):
        start = -crowd.objects if block == FIRST else crowd.planted + block * VIEWS * SCENES
        found += [(start + view, extract_local(pixels)) for view, pixels in views(store, block, numbers)]
    return found
