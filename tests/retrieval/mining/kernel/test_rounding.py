"""Whole numbers of 8 bits, and what is said of each row, as double precision finds them."""

import numpy as np
import pytest

from retrieval.mining.kernel import vnni
from retrieval.mining.kernel.rounding import FACTS, WIDTH, rounded

pytestmark = pytest.mark.skipif(not vnni.is_supported(), reason="this processor has no AVX-512 VNNI")


def _written(rows: np.ndarray, centre: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    whole, facts = np.empty(rows.shape, np.int8), np.empty((len(rows), FACTS), np.float32)
    rounded(rows.view(np.uint16), centre, whole, facts)
    return whole.astype(np.float64), facts.astype(np.float64)


@pytest.mark.parametrize("dimension", [WIDTH, 3 * WIDTH, 768])
def test_what_is_said_of_rows_is_so(dimension: int) -> None:
    rng = np.random.default_rng(dimension)
    rows = rng.normal(size=(200, dimension)).astype(np.float16)
    rows[7] *= 1e-3
    rows[8, 0] = -60_000.0  # so large that all others of the row are written as zero
    centre = rng.normal(size=dimension).astype(np.float32)
    whole, facts = _written(rows, centre)
    step, written, missing, total, common = facts.T
    exact = rows.astype(np.float64)
    kept = whole * step[:, None]
    assert np.allclose(step, np.abs(exact).max(axis=1) / 127, rtol=1e-6)
    assert (np.abs(exact - kept) <= 0.5001 * step[:, None]).all()
    assert np.abs(whole).max(axis=1).tolist() == [127.0] * 200
    assert np.allclose(written, np.linalg.norm(kept, axis=1), rtol=5e-6)
    assert np.allclose(missing, np.linalg.norm(exact - kept, axis=1), rtol=5e-6)
    assert total.tolist() == whole.sum(axis=1).tolist()
    lengths = np.linalg.norm(exact, axis=1) * np.linalg.norm(centre)
    assert (np.abs(common - exact @ centre) <= 1e-6 * lengths).all()


def test_a_row_of_zeros_is_written_as_zeros() -> None:
    whole, facts = _written(np.zeros((3, WIDTH), np.float16), np.ones(WIDTH, np.float32))
    assert not whole.any()
    assert not facts.any()
