"""Scores of several encoders become one number that does not depend on the order of the shards."""

from fractions import Fraction

import numpy as np
import pytest

from retrieval.mining import Ranks, Scores, Spreads, interval, mean, z_scores


def _exact(count: int, seed: int) -> np.ndarray:
    """Dot products of half precision rows, as they come."""
    rng = np.random.default_rng(seed)
    return np.rint(np.ldexp(rng.uniform(-1, 1, count), 48)) / 2.0**48


def test_the_mean_lies_in_the_interval_of_the_bounds() -> None:
    exact = [_exact(300, seed) for seed in (1, 2, 3)]
    rng = np.random.default_rng(9)
    bound = rng.uniform(0.001, 0.01, 300).astype(np.float32)
    scores = [
        Scores((each + rng.uniform(-0.99, 0.99, 300) * bound).astype(np.float32), bound) for each in exact
    ]
    lower, upper = interval(scores)
    inside = (lower <= mean(exact)) & (mean(exact) <= upper)
    assert inside.all()
    assert (upper - lower).max() < 0.0201


def test_a_spread_is_exact_for_any_order_and_cut() -> None:
    values = _exact(10_000, 4)
    whole = [Fraction(value) for value in values]
    average = sum(whole) / len(whole)
    variance = sum((value - average) ** 2 for value in whole) / len(whole)
    found = set()
    for seed in (0, 1):
        spreads = Spreads()
        for part in np.array_split(np.random.default_rng(seed).permutation(values), 3 + seed):
            spreads.add(part)
        found.add(spreads.spread)
    (spread,) = found
    assert spread.average == float(average)
    assert spread.deviation == pytest.approx(float(variance) ** 0.5, rel=1e-15)


def test_equal_scores_have_a_spread_to_divide_by() -> None:
    spreads = Spreads()
    spreads.add(np.full(5, 0.25))
    assert spreads.spread.deviation == 1.0


def test_z_scores_give_each_encoder_the_same_weight() -> None:
    wide, narrow = _exact(1000, 5), _exact(1000, 6) / 1024
    spreads = []
    for each in (wide, narrow):
        gathered = Spreads()
        gathered.add(each)
        spreads.append(gathered.spread)
    values = z_scores([wide, narrow], spreads)
    assert abs(np.corrcoef(values, wide)[0, 1] - np.corrcoef(values, narrow)[0, 1]) < 0.01


def test_a_rank_counts_the_larger_scores() -> None:
    values = np.array([0.5, 0.1, 0.5, 0.9])
    assert Ranks(iter(np.array_split(values, 2))).of(values).tolist() == [-1.0, -3.0, -1.0, 0.0]
