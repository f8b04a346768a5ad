"""A histogram counts everything once, however it came."""

import numpy as np

from retrieval.mining import Histogram, edges_of


def test_every_value_is_counted_in_its_bin() -> None:
    values = np.random.default_rng(0).normal(0.3, 0.05, 5000)
    histogram = Histogram()
    for part in np.array_split(values, 7):
        histogram.add(part)
    edges = edges_of(histogram)
    counts = histogram.counts(edges)
    assert sum(counts) == 5000
    assert counts == np.histogram(values, edges)[0].tolist()
    assert len(edges) <= 121


def test_a_part_is_counted_in_the_bins_of_the_whole() -> None:
    whole, part = Histogram(), Histogram()
    whole.add(np.array([-1.0, 0.5, 0.5, 4.0]))
    part.add(np.array([0.5]))
    edges = edges_of(whole)
    assert sum(part.counts(edges)) == 1
    assert part.counts(edges).index(1) == whole.counts(edges).index(2)


def test_nothing_has_one_empty_bin() -> None:
    assert Histogram().counts(edges_of(Histogram())) == [0]
