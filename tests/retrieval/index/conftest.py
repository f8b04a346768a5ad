"""Small drawn sets: things, and pictures around them, so that neighbours mean something."""

from dataclasses import replace

import numpy as np
import pytest

from retrieval.index import IndexPlan, ShardVectors, build_index

DIMENSION = 32
ENCODER = "drawn/1"


def unit(rows):
    rows = np.asarray(rows, dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def drawn(count, seed, things=60, dimension=DIMENSION):
    """Pictures float16 [count, dimension] around fixed things."""
    centres = np.random.default_rng(0).normal(size=(things, dimension))
    draw = np.random.default_rng([1, seed])
    shown = centres[draw.integers(0, things, count)]
    return unit(shown + 0.5 * draw.normal(size=shown.shape)).astype(np.float16)


def shard(name, count, seed):
    return ShardVectors(name, [f"k{row}" for row in range(count)], drawn(count, seed))


def all_rows(shards):
    return np.vstack([one.vectors for one in shards]).astype(np.float32)


def all_names(shards):
    return [name for one in shards for name in one.ids()]


def ivf_plan(count, nlist=32):
    """What a few thousand rows would never get by themselves."""
    large = IndexPlan.of(1_000_000, DIMENSION, 10**10)
    return replace(large, count=count, nlist=nlist, sample=min(count, 64 * nlist))


@pytest.fixture(scope="session")
def shards():
    return [shard(f"s{number}", 700 + 100 * number, number) for number in range(5)]


@pytest.fixture(scope="session")
def queries():
    return drawn(40, 99).astype(np.float32)


@pytest.fixture(scope="session", params=["flat", "ivf"])
def folder(request, shards, tmp_path_factory):
    """A built index of each kind that a folder holds."""
    count = sum(map(len, shards))
    plan = ivf_plan(count) if request.param == "ivf" else IndexPlan.of(count, DIMENSION, 10**9)
    out = tmp_path_factory.mktemp("index") / request.param
    build_index(plan, shards, out, ENCODER)
    return out
