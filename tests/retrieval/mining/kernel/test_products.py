"""Each kind of instruction finds the largest sums that whole numbers have, extreme ones too."""

from pathlib import Path

import numpy as np
import pytest

from retrieval.compiled import aligned
from retrieval.mining.kernel.products import KINDS, Products

HERE = [kind for kind in KINDS if kind.is_supported()]


@pytest.mark.parametrize("kind", HERE)
@pytest.mark.parametrize("blocks", [1, 3, 40])  # of rows: 40 are more than stay near the processor at once
def test_the_largest_sums_are_those_of_numpy(kind: Products, blocks: int) -> None:
    rng = np.random.default_rng(blocks)
    texts = rng.integers(0, 256, (3 * kind.TEXTS, 5 * kind.FEATURES)).astype(np.uint8)
    rows = aligned((blocks * kind.ROWS, texts.shape[1]), np.int8)
    rows[:] = rng.integers(-127, 128, rows.shape)
    rows[0], texts[-1] = 127, 255  # the largest sum there can be
    rows[1] = -127  # all of its sums are negative
    sums = rows.astype(np.int64) @ texts.T.astype(np.int64)
    assert np.array_equal(kind.largest(rows, kind.packed(texts)), sums.max(axis=1))


def test_a_fast_kind_is_found_where_the_processor_has_one() -> None:
    said = Path("/proc/cpuinfo")
    flags = said.read_text().split() if said.exists() else []
    assert bool(HERE) == ("avx512_vnni" in flags)
