"""A shard that can't be scored is refused with the row at which that shows."""

import numpy as np
import pytest

from retrieval.errors import RetrievalError
from retrieval.mining.kernel import checked_rows
from retrieval.mining.kernel import rows as rows_module


def _rows() -> np.ndarray:
    rows = np.zeros((30, 4), np.float16)
    rows[np.arange(30), np.arange(30) % 4] = 1
    return rows


def test_sound_rows_come_back_as_they_are() -> None:
    rows = _rows()
    assert checked_rows(rows, 4, encoder="demo", shard="000001") is rows


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (np.nan, "mining.descriptor-nan"),
        (np.inf, "mining.descriptor-nan"),
        (0, "mining.descriptor-zero"),
        (0.5, "mining.descriptor-length"),
    ],
)
def test_shard_and_row_are_named(value: float, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_module, "_AT_ONCE", 8)
    rows = _rows()
    rows[21] = value * rows[21] if np.isfinite(value) else np.where(rows[21] > 0, value, 0)
    with pytest.raises(RetrievalError, match="row 21 of the shard 000001") as refused:
        checked_rows(rows, 4, encoder="demo", shard="000001")
    assert refused.value.code == code


@pytest.mark.parametrize("shape", [(30, 5), (30,)])
def test_another_dimension_is_told_with_both(shape: tuple[int, ...]) -> None:
    with pytest.raises(RetrievalError, match="texts 4") as refused:
        checked_rows(np.ones(shape, np.float16), 4, encoder="demo", shard="000001")
    assert refused.value.code == "mining.dimension"
