"""The n-th largest in constant memory is the one that sorting finds."""

import numpy as np
import pytest

from retrieval.mining import nth, nth_largest


def _cut(values: np.ndarray, parts: int):
    return lambda: iter(np.array_split(values, parts))


@pytest.mark.parametrize("held", [1 << 20, 50, 0])
@pytest.mark.parametrize("kind", ["narrow", "wide", "equal", "signs"])
def test_it_is_what_sorting_finds(kind: str, held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nth, "_HELD", held)
    rng = np.random.default_rng(3)
    drawn = {
        "narrow": 0.25 + rng.normal(size=4000) * 1e-7,
        "wide": rng.normal(size=4000) * 10.0 ** rng.integers(-300, 300, 4000),
        "equal": np.repeat(rng.normal(size=8), 500),
        "signs": np.concatenate([[0.0, -0.0, 5e-324, -5e-324, np.inf, -np.inf], rng.normal(size=100)]),
    }[kind]
    ordered = np.sort(drawn)[::-1]
    for n in (1, 2, 3, len(drawn) // 2, len(drawn) - 1, len(drawn)):
        assert nth_largest(_cut(rng.permutation(drawn), 7), n) == ordered[n - 1]


@pytest.mark.parametrize("n", [0, 4])
def test_there_is_none_outside_of_what_there_is(n: int) -> None:
    with pytest.raises(ValueError, match="largest"):
        nth_largest(_cut(np.array([1.0, 2.0, 3.0]), 2), n)


def test_what_is_no_number_has_no_place() -> None:
    with pytest.raises(ValueError, match="not a number"):
        nth_largest(_cut(np.array([1.0, np.nan]), 1), 1)
