"""Drawn sets: the same seed gives the same pixels, hidden positives stay in their views."""

from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import RetrievalError
from retrieval.geometry import Box
from retrieval.scenes.arrays import stream
from workers.audit_depth.blocks import FIRST, Store, drawn, views
from workers.audit_depth.crowd import Crowd
from workers.audit_depth.views import SIDE, view_of

SMALL = Crowd(distractors=49, planted=4, seed=3)


def pixels(folder: Path, block: int) -> list[bytes]:
    return [view.tobytes() for _, view in views(Store(folder, SMALL), block)]


def test_the_same_seed_gives_the_same_views_whatever_was_kept(tmp_path: Path) -> None:
    once = pixels(tmp_path / "a", 0)
    assert pixels(tmp_path / "a", 0) == once
    assert pixels(tmp_path / "b", 0) == once
    assert len(set(once)) == len(once) == 45


def test_a_view_can_be_seen_again_alone(tmp_path: Path) -> None:
    store = Store(tmp_path, SMALL)
    every = dict(views(store, 0))
    assert [number for number, _ in views(store, 0, {41, 3})] == [3, 41]
    assert all(np.array_equal(view, every[number]) for number, view in views(store, 0, {41, 3}))


def test_the_block_of_the_hidden_holds_queries_and_positives(tmp_path: Path) -> None:
    scenes = drawn(Store(tmp_path, SMALL), FIRST)
    assert [box is None for _, box in scenes] == [True, False, False, False, False]
    assert SMALL.views_in(FIRST) == len(pixels(tmp_path, FIRST)) == 5


def test_a_view_keeps_what_it_has_to_show() -> None:
    scene = np.full((384, 512, 3), 40, dtype=np.uint8)
    box = Box(400, 300, 90, 60)
    scene[box.y : box.y + box.height, box.x : box.x + box.width] = (250, 30, 30)
    for number in range(20):
        view = view_of(scene, stream(1, "kept", number), box)
        assert max(view.shape[:2]) == SIDE
        red = (view[..., 0] > 2.0 * view[..., 1]) & (view[..., 0] > 60)
        assert red.sum() > 0.6 * box.width * box.height * (SIDE / 512) ** 2


@pytest.mark.parametrize("sizes", [(100, 3), (100, 6), (8, 8)])
def test_sizes_that_nobody_can_draw_are_refused(sizes: tuple[int, int]) -> None:
    with pytest.raises(RetrievalError, match="multiple of 4") as refused:
        Crowd(*sizes)
    assert refused.value.code == "audit-depth.size"
