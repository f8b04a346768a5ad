"""Against the real server that the `milvus` wheel ships: the same results up to recall, and the same refusals."""

import socket
from dataclasses import replace

import numpy as np
import pytest
from milvus import MilvusServer, MilvusServerConfig

from retrieval.errors import RetrievalError
from retrieval.index import IndexPlan, LiveIndex, MilvusEffort, MilvusIndex, MilvusTarget, ShardVectors
from retrieval.index.milvus_collection import connected
from retrieval.index.reranked import exact_search
from tests.retrieval.index.conftest import DIMENSION, ENCODER, all_names, all_rows, drawn

pytestmark = pytest.mark.slow


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server with data and ports of its own, stopped and gone afterwards."""
    config = MilvusServerConfig(data_dir=str(tmp_path_factory.mktemp("milvus")))
    # free ones: where the wheel finds a usual port taken, it forgets to close the socket it tried it with
    config.update(**{key: free_port() for key in config.configurable_items if key.endswith("_port")})
    running = MilvusServer(config)
    running.webservice_port = free_port()
    running.start()
    yield f"http://127.0.0.1:{running.listen_port}"
    running.stop()
    running.cleanup()


def plan_for(shards, server_index="IVF_SQ8"):
    rows = sum(map(len, shards))
    plan = IndexPlan.of(10**6, DIMENSION, 10**10, machines=2)
    return replace(plan, count=rows, nlist=32, server_index=server_index, code_bytes=16)


@pytest.fixture(scope="module")
def built(server, shards):
    index = MilvusIndex.build(MilvusTarget(server, "built"), plan_for(shards), shards, ENCODER)
    yield index
    index.drop()


def test_the_server_finds_what_exact_search_finds_with_the_same_similarities(built, shards, queries):
    rows = all_rows(shards)
    exact = exact_search(rows.astype(np.float16), queries, 10)
    found = built.search(queries, 10)
    assert (found.similarities >= exact.similarities[:, -1:]).mean() >= 0.98
    same = found.positions == exact.positions
    np.testing.assert_array_equal(found.similarities[same], exact.similarities[same])
    assert same.mean() >= 0.95


def test_product_quantisation_needs_the_exact_comparison(server, shards, queries):
    target = MilvusTarget(server, "coded")
    MilvusIndex.build(target, plan_for(shards, "IVF_PQ"), shards, ENCODER).close()
    floor = exact_search(all_rows(shards).astype(np.float16), queries, 10).similarities[:, -1:]

    def recall(effort):
        index = MilvusIndex(target, ENCODER, effort)
        found = index.search(queries, 10)
        index.close()
        exact = np.einsum("qkd,qd->qk", all_rows(shards)[found.positions], queries)
        return (exact >= floor - 1e-6).mean()

    rough, fine = recall(MilvusEffort(32, candidates=0)), recall(MilvusEffort(32, candidates=16))
    MilvusIndex(target).drop()
    assert rough < fine
    assert fine >= 0.98


def test_few_rows_are_compared_one_by_one_on_the_server_too(server, shards, queries):
    index = MilvusIndex.build(MilvusTarget(server, "few"), plan_for(shards[:1], "FLAT"), shards[:1], ENCODER)
    exact = exact_search(shards[0].vectors, queries, 10)
    found = index.search(queries, 10)
    index.drop()
    np.testing.assert_array_equal(found.positions, exact.positions)
    np.testing.assert_array_equal(found.similarities, exact.similarities)


def test_names_shards_and_positions_belong_together(built, shards):
    names = all_names(shards)
    assert len(built) == len(names)
    assert [(span.name, span.rows) for span in built.shards] == [(one.name, len(one)) for one in shards]
    for position in (0, 700, len(names) - 1):
        assert built.name(position) == names[position]
        assert built.find(names[position]) == position
    assert built.find('s0/k"1') == -1
    with pytest.raises(IndexError):
        built.name(len(names))


def test_hidden_and_deleted_rows_are_not_found_and_added_ones_are_at_once(server, shards, queries):
    target = MilvusTarget(server, "changing")
    index = MilvusIndex.build(target, plan_for(shards[:2]), shards[:2], ENCODER)
    before = index.search(queries[:4], 3)
    hidden = np.unique(before.positions[:, 0])
    assert not np.isin(index.search(queries[:4], 3, hidden).positions, hidden).any()
    index.delete(before.positions[:, 1])
    assert not np.isin(index.search(queries[:4], 3).positions, before.positions[:, 1]).any()
    first = len(index)
    index.add(ShardVectors("later", ["same", "x"], np.vstack([queries[:1], queries[5:6]]).astype(np.float16)))
    index.add(ShardVectors("later", ["same", "x"], drawn(2, 1)))
    assert index.search(queries[:1], 1).positions[0, 0] == first
    assert index.name(first) == "later/same"
    again = MilvusIndex(target, ENCODER)
    assert [span.name for span in again.shards] == ["s0", "s1", "later"]
    again.close()
    index.drop()
    with pytest.raises(RetrievalError) as refusal:
        MilvusIndex(target)
    assert refusal.value.code == "index.missing"


def test_a_live_index_takes_a_server_as_it_takes_a_folder(built, shards, queries):
    live = LiveIndex(built)
    live.add(ShardVectors("later", ["same"], queries[:1].astype(np.float16)))
    live.remove([live.nearest(queries[1:2], 1)[0][0].name])
    assert live.nearest(queries[:1], 1)[0][0].name == "later/same"
    assert live.nearest(queries[1:2], 1)[0][0].name != built.name(
        int(built.search(queries[1:2], 1).positions[0, 0])
    )


def test_a_filling_that_stopped_is_continued_without_doubled_rows(server, shards, queries):
    target = MilvusTarget(server, "stopped")
    plan = plan_for(shards)
    with pytest.raises(RetrievalError) as refusal:
        MilvusIndex.build(target, plan, shards, ENCODER, cancelled=lambda: True)
    assert refusal.value.code == "index.cancelled"
    client = connected(target)  # half a shard, as a kill between two insertions leaves it
    first = len(shards[0])
    torn = [{"position": first + row, "name": f"s1/k{row}", "vector": queries[row]} for row in range(20)]
    client.insert("stopped", torn)
    done = []
    index = MilvusIndex.build(target, plan, shards, ENCODER, lambda rows, total: done.append((rows, total)))
    assert done[-1] == (plan.count, plan.count)
    exact = exact_search(all_rows(shards).astype(np.float16), queries, 10)
    assert (index.search(queries, 10).similarities >= exact.similarities[:, -1:]).mean() >= 0.98
    counted = client.query("stopped", filter="", output_fields=["count(*)"], consistency_level="Strong")
    assert counted[0]["count(*)"] == plan.count
    client.close()
    with pytest.raises(RetrievalError) as refusal:
        MilvusIndex.build(target, plan, shards, "another/1")
    assert refusal.value.code == "index.other-encoder"
    index.drop()


def test_other_encoders_too_many_places_and_wrong_lengths_are_refused(built, server):
    for act, code in (
        (lambda: MilvusIndex(MilvusTarget(server, "built"), "another/1"), "index.other-encoder"),
        (lambda: built.search(np.zeros((1, DIMENSION)), 20_000), "index.depth"),
        (lambda: built.search(np.zeros((1, 3)), 1), "index.shape"),
        (lambda: built.add(ShardVectors("x", ["a"], drawn(1, 1)[:, :3])), "index.shape"),
        (
            lambda: MilvusIndex.build(MilvusTarget(server, "x"), IndexPlan.of(9, 8, 10**9), [], "e"),
            "index.plan",
        ),
    ):
        with pytest.raises(RetrievalError) as refusal:
            act()
        assert refusal.value.code == code


def test_a_server_that_does_not_answer_is_a_sentence_with_its_address():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        uri = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(RetrievalError, match="MILVUS_URI") as refusal:
            MilvusIndex(MilvusTarget(uri, "any", timeout=2.0))
    assert refusal.value.code == "index.server"
    assert uri in refusal.value.message
