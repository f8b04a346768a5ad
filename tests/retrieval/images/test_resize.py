"""Shrinking is Pillow's Lanczos within rounding, and exact in the sense that no sum is ever rounded."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from retrieval.images import resize
from retrieval.images.resize import _bands, fitted, shrunk
from tests.retrieval.images.drawn import textured

SIDES = st.integers(min_value=1, max_value=700)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ((1500, 1000), (500, 333)),
        ((1000, 1500), (333, 500)),
        ((997, 613), (500, 307)),
        ((640, 480), (639, 479)),
    ],
)
def test_pixels_are_those_of_pillow(source: tuple[int, int], target: tuple[int, int]) -> None:
    pixels = textured(*source)
    pillow = np.asarray(Image.fromarray(pixels).resize(target, Image.Resampling.LANCZOS)).astype(int)
    difference = np.abs(shrunk(pixels, target).astype(int) - pillow)
    assert difference.max() <= 2  # the two passes are rounded in another order
    assert difference.mean() < 0.3


@given(width=SIDES, height=SIDES, level=st.integers(0, 255), side=st.integers(1, 300))
@settings(max_examples=40, deadline=None)
def test_an_even_surface_stays_even(width: int, height: int, level: int, side: int) -> None:
    size = fitted((width, height), side)
    result = shrunk(np.full((height, width, 3), level, dtype=np.uint8), size)
    assert result.shape == (size[1], size[0], 3)
    assert (result == level).all()


def test_machine_code_gives_the_same_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resize, "_shrunk_rows", resize._by_matrices)  # put back at the end
    rng = np.random.default_rng(5)
    sizes = [(1500, 1000, 500), (997, 613, 500), (640, 480, 639), (300, 2, 40), (19, 700, 12), (3, 2, 1)]
    for width, height, side in sizes:
        pixels = rng.integers(0, 256, (height, width, 3), dtype=np.uint8)
        size = fitted((width, height), side)
        monkeypatch.setattr(resize, "_shrunk_rows", resize._by_matrices)
        by_matrices = shrunk(pixels, size)
        resize.load_compiled()
        assert resize._shrunk_rows is not resize._by_matrices
        assert np.array_equal(shrunk(pixels, size), by_matrices)


def test_whatever_the_raster_the_machine_code_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resize, "_shrunk_rows", resize._by_matrices)
    resize.load_compiled()
    from retrieval.images.resize_compiled import weighted_rows

    plain = textured(60, 40)
    locked = np.frombuffer(plain.tobytes(), dtype=np.uint8).reshape(plain.shape)
    turned = np.asfortranarray(plain)
    column = np.ascontiguousarray(plain[:, :1])
    for pixels in (plain, locked, turned, plain[:, ::-1], plain[::2], column):
        width, height = fitted((pixels.shape[1], pixels.shape[0]), 19)
        shrunk(pixels, (width, height))
    assert len(weighted_rows.signatures) == 1  # type: ignore[attr-defined]  # of numba


@given(source=SIDES, share=st.floats(0.001, 1))
@settings(max_examples=40, deadline=None)
def test_no_sum_can_leave_what_single_precision_holds(source: int, share: float) -> None:
    for band in _bands(source, max(1, int(source * share))):
        units = band.weights.astype(np.float64) * 2**14
        assert (units == np.rint(units)).all()
        assert (units.sum(axis=1) == 2**14).all()
        assert (np.abs(units).sum(axis=1) * 255).max() < 2**24


@given(width=SIDES, height=SIDES, side=st.integers(1, 600))
def test_fitting_keeps_the_shape_and_never_enlarges(width: int, height: int, side: int) -> None:
    new_width, new_height = fitted((width, height), side)
    assert 1 <= new_width <= width
    assert 1 <= new_height <= height
    assert max(new_width, new_height) == min(side, max(width, height))
    assert abs(new_width * height - new_height * width) <= max(width, height)
