"""Indexes that appear whole, and of a killed build nothing stays."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from retrieval.index.hashes import HashIndex
from retrieval.near_duplicates.at_scale import compact_features
from retrieval.near_duplicates.at_scale.index import CompactIndex
from tests.retrieval.images.drawn import textured
from workers.distractor_indexes import _appears
from workers.distractor_shelf import Shelf

HASHES = np.random.default_rng(1).integers(0, 256, (40, 32), dtype=np.uint8)
Blocks = Iterator[Any]


def _compact() -> Any:
    return np.stack([compact_features(textured(320, 240))])


def _killed_after_the_first(block: Any) -> Blocks:
    yield block
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(
    ("build", "block"),
    [(HashIndex.build, lambda: HASHES), (CompactIndex.build, _compact)],
    ids=["hashes", "compact"],
)
def test_what_a_killed_build_left_is_gone_when_the_next_one_is_done(
    build: Callable[[Blocks, Path], object], block: Callable[[], Any], tmp_path: Path, settings: Any
) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }
    shelf, made = Shelf("indexes/one"), block()
    pid = os.fork()
    if pid == 0:
        _appears(shelf, lambda out: build(_killed_after_the_first(made), out))
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    assert [path.name for path in shelf.folder.parent.iterdir()] != []
    _appears(shelf, lambda out: build(iter([made]), out))
    assert [path.name for path in shelf.folder.parent.iterdir()] == ["one"]
