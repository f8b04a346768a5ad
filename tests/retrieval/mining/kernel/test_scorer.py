"""Scores equal a float64 reference: exactly, or within the bound that they state."""

import numpy as np
import pytest

from retrieval.mining.kernel import Scorer, scorer
from retrieval.mining.kernel.products import KINDS, Products


def _unit(seed: int, rows: int, dimension: int, narrow: float = 0.0) -> np.ndarray:
    """Rows in all directions, or around one as those of language models are."""
    rng = np.random.default_rng(seed)
    drawn = rng.normal(size=(rows, dimension)) + narrow * np.ones(dimension)
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), dtype=np.float16)


@pytest.mark.parametrize("whole", [None, *(kind for kind in KINDS if kind.is_supported())])
@pytest.mark.parametrize("crowded", [0, 1000])  # whether single precision is asked in between
@pytest.mark.parametrize("narrow", [0.0, 3.0])
@pytest.mark.parametrize("dimension", [16, 165, 768])
def test_both_passes_hold_against_double_precision(
    dimension: int, narrow: float, crowded: int, whole: Products | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scorer, "CROWDED", crowded)
    monkeypatch.setattr(scorer, "fastest", lambda: whole)
    texts, rows = _unit(1, 400, dimension, narrow), _unit(2, 2500, dimension, narrow)
    rows[:40] = texts[:40]
    reference = rows.astype(np.float64) @ texts.astype(np.float64).T
    ours = Scorer(texts, "cpu")
    fast, exact = ours.score(rows), ours.exact(rows)
    assert np.array_equal(exact.score, reference.max(axis=1))
    assert np.array_equal(exact.text, reference.argmax(axis=1))
    assert (np.abs(fast.value - reference.max(axis=1)) <= fast.bound).all()
    assert fast.bound.max() < 0.03


def test_every_kind_of_whole_numbers_gives_the_same_scores_to_the_bit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts, rows = _unit(10, 500, 200, 1.0), _unit(11, 700, 200, 1.0)
    seen = set()
    for kind in KINDS:
        if kind.is_supported():
            monkeypatch.setattr(scorer, "fastest", lambda kind=kind: kind)
            scores = Scorer(texts, "cpu").score(rows)
            seen.add((scores.value.tobytes(), scores.bound.tobytes()))
    assert len(seen) <= 1


def test_of_texts_alike_the_first_wins() -> None:
    texts = _unit(3, 20, 64)
    doubled = np.concatenate([texts, texts])
    exact = Scorer(doubled, "cpu").exact(_unit(4, 300, 64))
    assert exact.text.max() < 20


def test_blocks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    texts, rows = _unit(5, 50, 32), _unit(6, 333, 32)
    whole = Scorer(texts, "cpu").exact(rows)
    for name in ("ROWS", "PAIRS"):
        monkeypatch.setattr(scorer, name, 7)
    seen: list[tuple[int, int]] = []
    parts = Scorer(texts, "cpu").exact(rows, lambda done, total: seen.append((done, total)))
    assert np.array_equal(whole.score, parts.score)
    assert np.array_equal(whole.text, parts.text)
    assert seen[0] == (7, 333)
    assert seen[-1] == (333, 333)


def test_no_rows_have_no_scores() -> None:
    ours = Scorer(_unit(7, 5, 8), "cpu")
    assert len(ours.score(np.empty((0, 8), np.float16))) == 0
    assert len(ours.exact(np.empty((0, 8), np.float16))) == 0


def test_who_is_told_of_progress_may_stop_it() -> None:
    seen: list[int] = []

    def stop(done: int, total: int) -> None:
        seen.append(done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Scorer(_unit(8, 64, 32), "cpu").score(_unit(9, 50_000, 32), stop)
    assert len(seen) == 1
