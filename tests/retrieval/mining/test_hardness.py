"""mAP against several choices of distractors at once equals the one of ranked lists."""

import numpy as np
import pytest

from retrieval.mining import Hardness, Posed, equal_size
from retrieval.scoring.average_precision import average_precision_at_k


def _unit(rng: np.random.Generator, rows: int) -> np.ndarray:
    drawn = rng.normal(size=(rows, 16)).astype(np.float32)
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture
def posed() -> Posed:
    rng = np.random.default_rng(5)
    return Posed(_unit(rng, 6), np.array([0, 0, 1, 2, 3, 3]), _unit(rng, 14), np.arange(14) % 4)


def _by_lists(posed: Posed, distractors: np.ndarray) -> float:
    found = []
    for query, own in zip(posed.queries, posed.query_objects, strict=True):
        sims = np.concatenate([posed.positives @ query, distractors @ query])
        hits = np.concatenate([posed.positive_objects == own, np.zeros(len(distractors), bool)])
        order = np.argsort(-sims, kind="stable")
        found.append(average_precision_at_k(hits[order], int(hits.sum()), 1000))
    return float(np.mean(found))


def test_it_is_the_map_of_ranked_lists_for_every_choice(posed: Posed) -> None:
    rng = np.random.default_rng(6)
    distractors = _unit(rng, 3000)
    members = np.stack([np.ones(3000, bool), rng.random(3000) < 0.3, np.zeros(3000, bool)])
    hardness = Hardness(posed, 3)
    for cut in np.array_split(np.arange(3000), 5):
        hardness.add(distractors[cut], members[:, cut])
    wanted = [_by_lists(posed, distractors[member]) for member in members]
    assert hardness.mean_average_precision() == pytest.approx(wanted, abs=1e-6)
    assert wanted[0] < wanted[1] < wanted[2]


def test_a_query_without_positive_is_refused(posed: Posed) -> None:
    alone = Posed(posed.queries, posed.query_objects + 9, posed.positives, posed.positive_objects)
    with pytest.raises(ValueError, match="no positive"):
        Hardness(alone, 1)


def test_the_equal_size_lies_between_the_measured_ones() -> None:
    sizes, maps = [100, 1000, 10_000], [0.8, 0.6, 0.4]
    assert equal_size(sizes, maps, 0.6) == 1000
    assert equal_size(sizes, maps, 0.5) == round(1000 * 10**0.5)
    assert equal_size(sizes, maps, 0.9) == 100
    assert equal_size(sizes, maps, 0.3) is None
