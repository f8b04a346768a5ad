"""The nearest distractors of a set: exact shard by shard, and the same from the index of a large set."""

from pathlib import Path

import numpy as np
import pytest

from curation.distractor_rows import row_of
from curation.models import Benchmark, DistractorIndex, DistractorRemoval, DistractorSet
from retrieval.encoders.vlad import VladEncoder
from tests.annotations.audited import make_audited_set, work
from workers import distractor_nearest
from workers.distractor_nearest import Near, nearest_in_set
from workers.distractor_shelf import done_shards, vectors_of

pytestmark = pytest.mark.django_db(transaction=True)
VERSION = VladEncoder().version


@pytest.fixture
def wild(benchmark_: Benchmark, tmp_path: Path) -> DistractorSet:
    return make_audited_set(benchmark_, tmp_path / "wild", number=9)


def nearest(found: DistractorSet, places: int = 100) -> list[list[Near]]:
    queries = np.random.default_rng(4).normal(size=(3, 512)).astype(np.float32)
    queries /= np.linalg.norm(queries, axis=1, keepdims=True)
    return nearest_in_set(found, VERSION, queries, places, lambda done, total: None)


def test_every_distractor_stands_in_every_list_with_its_similarity(wild: DistractorSet) -> None:
    lists = nearest(wild)
    vectors = [vectors_of(row, VERSION) for row in done_shards(wild)]
    ids = [each for shard in vectors if shard is not None for each in shard.ids()]
    assert [sorted(near.id for near in found) for found in lists] == [sorted(ids)] * 3
    for found in lists:
        similarities = [near.similarity for near in found]
        assert similarities == sorted(similarities, reverse=True)
    known = row_of(wild, lists[0][0].id)
    assert known is not None
    assert lists[0][0].source_sha256 == known[1].source_sha256
    assert lists[0][0].size == (known[1].width, known[1].height)
    assert [found[:4] for found in lists] == nearest(wild, places=4)


def test_what_was_removed_is_left_out(wild: DistractorSet) -> None:
    first = nearest(wild)[0][0].id
    DistractorRemoval.objects.create(set=wild, distractor=first, reason="withdrawn")
    assert first not in {near.id for found in nearest(wild) for near in found}


def test_the_index_of_a_large_set_gives_the_same_lists(
    wild: DistractorSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    DistractorRemoval.objects.create(set=wild, distractor=nearest(wild)[0][0].id, reason="withdrawn")
    exact = nearest(wild)
    work(wild.benchmark, "distractors.index")
    assert DistractorIndex.objects.filter(set=wild, encoder=VERSION, current=True).exists()
    monkeypatch.setattr(distractor_nearest, "LARGE", 0)
    monkeypatch.setattr(
        distractor_nearest, "_in_shard", lambda *_: pytest.fail("every shard is in the index")
    )
    indexed = nearest(wild)
    assert [[near.id for near in found] for found in indexed] == [
        [near.id for near in found] for found in exact
    ]
