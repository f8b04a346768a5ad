"""Texts are described by encoders that read, in half precision."""

from collections.abc import Sequence

import numpy as np
import pytest

from retrieval.encoders import build_encoder
from retrieval.errors import RetrievalError
from retrieval.mining import Term, text_queries
from retrieval.mining.kernel import describe_texts

QUERIES = text_queries([Term("mug"), Term("lamp")])


def test_the_demonstration_encoder_describes_every_text() -> None:
    rows = describe_texts(build_encoder("demo"), QUERIES)
    assert rows.shape == (86, build_encoder("demo").dimension)
    assert rows.dtype == np.float16
    lengths = np.linalg.norm(rows.astype(np.float64), axis=1)
    assert np.abs(lengths - 1).max() < 0.002


def test_an_encoder_that_reads_nothing_is_refused() -> None:
    with pytest.raises(RetrievalError, match="vlad") as refused:
        describe_texts(build_encoder("vlad"), QUERIES)
    assert refused.value.code == "mining.no-text-tower"


class _Blind:
    name, version, dimension = "blind", "1", 3

    def encode_images(self, images: Sequence[np.ndarray]) -> np.ndarray:
        return np.zeros((len(images), 3), np.float32)

    def encode_texts(self, texts: Sequence[str]) -> np.ndarray:
        return np.array([[np.nan if "lamp" in text else 1, 0, 0] for text in texts], np.float32)


def test_a_text_without_direction_is_named() -> None:
    with pytest.raises(RetrievalError, match="lamp") as refused:
        describe_texts(_Blind(), QUERIES)
    assert refused.value.code == "mining.text-descriptor"
