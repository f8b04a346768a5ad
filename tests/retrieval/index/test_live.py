"""Later shards at once, removed rows never, and exchanges that no search notices."""

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from retrieval.errors import RetrievalError
from retrieval.index import LiveIndex, ShardVectors, build_index, open_index
from tests.retrieval.index.conftest import DIMENSION, ENCODER, all_names, all_rows, drawn, ivf_plan, shard


def count(shards):
    return sum(map(len, shards))


def opened(shards, out):
    build_index(ivf_plan(count(shards)), shards, out, ENCODER)
    return open_index(out, ENCODER)


def names_of(hits):
    return [hit.name for hit in hits]


def test_a_later_shard_is_found_by_the_next_search(folder, queries):
    live = LiveIndex(open_index(folder))
    first = len(live)
    live.add(ShardVectors("later", ["same"], queries[:1].astype(np.float16)))
    assert live.search(queries[:1], 1).positions[0, 0] == first
    assert names_of(live.nearest(queries[:1], 3)[0])[0] == "later/same"
    assert (live.view().find("later/same"), live.view().name(first)) == (first, "later/same")


def test_index_and_later_shards_together_answer_as_one_exact_search(folder, shards, queries):
    live = LiveIndex(open_index(folder))
    later = [shard(f"later{number}", 5 + 40 * (number % 3), 50 + number) for number in range(9)]
    for one in later:
        live.add(one)
    rows, names = all_rows([*shards, *later]), all_names([*shards, *later])
    view = live.view()
    assert [view.name(place) for place in range(len(shards[0]), len(view), 97)] == names[len(shards[0]) :: 97]
    assert [span.first for span in view.shards[:3]] == [0, 700, 1500]
    found = view.search(queries, 10)
    floor = -np.sort(-(queries @ rows.T), axis=1)[:, 9:10]
    assert (found.similarities >= floor - 1e-6).mean() >= 0.98
    for query, hits in zip(queries, view.nearest(queries, 1), strict=True):
        assert hits[0].value == pytest.approx(float(rows[names.index(hits[0].name)] @ query), abs=1e-5)


def test_removed_rows_stay_hidden_in_the_index_beside_it_and_in_the_next_index(shards, queries, tmp_path):
    live = LiveIndex(opened(shards[:3], tmp_path / "first"))
    live.add(shards[3])
    gone = {hit.name for hits in live.nearest(queries, 4) for hit in hits}
    live.remove(gone)
    live.remove(["s4/k3", "nobody/k1"])
    assert not gone & {hit.name for hits in live.nearest(queries, 10) for hit in hits}
    live.replace(opened(shards, tmp_path / "second"))
    found = {hit.name for hits in live.nearest(queries, 2000) for hit in hits}
    assert not (gone | {"s4/k3"}) & found
    assert "s4/k4" in found


def test_an_exchanged_index_takes_over_its_shards_and_leaves_the_others_beside_it(shards, queries, tmp_path):
    live = LiveIndex(opened(shards[:2], tmp_path / "first"))
    for one in shards[2:]:
        live.add(one)
    before = live.nearest(queries, 5)
    live.replace(opened([shards[3], *shards[:2]], tmp_path / "second"))
    view = live.view()
    assert [span.name for span in view.shards] == ["s3", "s0", "s1", "s2", "s4"]
    assert len(view) == count(shards)
    after = view.nearest(queries, 5)
    same = [set(names_of(one)) & set(names_of(two)) for one, two in zip(before, after, strict=True)]
    assert sum(map(len, same)) >= 0.95 * 5 * len(queries)


def test_a_shard_that_is_in_is_not_added_again(folder, shards):
    live = LiveIndex(open_index(folder))
    live.add(shards[1])
    live.add(shard("later", 3, 1))
    live.add(shard("later", 3, 1))
    assert len(live) == count(shards) + 3


def test_an_index_of_another_encoder_and_rows_of_another_length_are_refused(shards, folder, tmp_path):
    live = LiveIndex(open_index(folder))
    build_index(ivf_plan(count(shards)), shards, tmp_path / "other", "another/1")
    with pytest.raises(RetrievalError) as refusal:
        live.replace(open_index(tmp_path / "other"))
    assert refusal.value.code == "index.other-encoder"
    with pytest.raises(RetrievalError) as refusal:
        live.add(ShardVectors("x", ["a"], drawn(1, 1)[:, :4]))
    assert refusal.value.code == "index.shape"


def test_an_empty_shard_changes_nothing_but_is_in(folder):
    live = LiveIndex(open_index(folder))
    before = len(live)
    live.add(ShardVectors("empty", [], np.zeros((0, DIMENSION), dtype=np.float16)))
    assert len(live) == before
    assert live.view().shards[-1].name == "empty"


def test_searches_in_other_threads_see_whole_indexes_while_one_is_exchanged(shards, tmp_path):
    """Rows lie in three orders: a position of one index read in another would name a row of another value."""
    orders = [shards, shards[::-1], shards[2:] + shards[:2]]
    indexes = [opened(order, tmp_path / str(number)) for number, order in enumerate(orders)]
    later = [shard(f"later{turn}", 20, 100 + turn) for turn in range(30)]
    live = LiveIndex(indexes[0])
    rows, names = all_rows(shards), all_names(shards)
    row_of = dict(zip(all_names([*shards, *later]), all_rows([*shards, *later]), strict=True))
    over = threading.Event()

    def ask(seed):
        values, own = [], 0
        draw = np.random.default_rng(seed)
        while not over.is_set() or len(values) < 200:
            mine = draw.integers(0, len(rows), 4)
            for place, hits in zip(mine, live.nearest(rows[mine], 3), strict=True):
                values += [(hit.value, float(row_of[hit.name] @ rows[place])) for hit in hits]
                own += hits[0].name == names[place]
        return np.array(values), own

    with ThreadPoolExecutor(3) as pool:
        asking = [pool.submit(ask, seed) for seed in range(3)]
        for turn, one in enumerate(later):
            live.add(one)
            live.replace(indexes[turn % 3])
        over.set()
        answers = [one.result(timeout=120) for one in asking]
    for values, own in answers:
        np.testing.assert_allclose(values[:, 0], values[:, 1], atol=1e-5)
        assert own >= 0.97 * len(values) / 3
    assert len(live) == count(shards) + 20 * len(later)
