"""The best N do not depend on how the distractors come."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from retrieval.errors import RetrievalError
from retrieval.mining import Block, choose, random_values

KEYS = [f"set_{number:05d}" for number in range(500)]


def _blocks(values: np.ndarray, order: np.ndarray, parts: int) -> Callable[[], Iterator[Block]]:
    cuts = np.array_split(order, parts)
    return lambda: iter([Block([KEYS[place] for place in cut], values[cut]) for cut in cuts])


def _chosen(blocks: Callable[[], Iterator[Block]], size: int) -> set[str]:
    choice = choose(blocks, size)
    return {
        key for block in blocks() for key, taken in zip(block.keys, choice.takes(block), strict=True) if taken
    }


def test_it_is_the_start_of_the_sorted_list_for_any_order() -> None:
    rng = np.random.default_rng(1)
    values = np.round(rng.normal(size=500), 1)  # many of them are equal
    ordered = sorted(zip(-values, KEYS, strict=True))
    for size in (1, 17, 250, 499, 500):
        wanted = {key for _, key in ordered[:size]}
        for parts in (1, 3, 50):
            assert _chosen(_blocks(values, rng.permutation(500), parts), size) == wanted


@pytest.mark.parametrize("size", [0, 501])
def test_more_than_there_are_cannot_be_chosen(size: int) -> None:
    with pytest.raises(RetrievalError) as refused:
        choose(_blocks(np.zeros(500), np.arange(500), 2), size)
    assert refused.value.code == "mining.size"
    assert "500" in refused.value.message


def test_a_random_value_belongs_to_its_key_and_seed() -> None:
    values = random_values(KEYS, 7)
    assert values.min() >= 0.0
    assert values.max() < 1.0
    assert abs(values.mean() - 0.5) < 0.05
    assert np.array_equal(random_values(KEYS[::-1], 7), values[::-1])
    assert abs(np.corrcoef(values, random_values(KEYS, 8))[0, 1]) < 0.15


def test_smaller_random_subsets_lie_in_larger_ones() -> None:
    values = random_values(KEYS, -3)
    blocks = _blocks(values, np.arange(500), 4)
    assert _chosen(blocks, 50) < _chosen(blocks, 120)
