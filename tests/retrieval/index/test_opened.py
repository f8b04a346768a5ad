"""An opened index answers as exact search does, up to recall, and refuses what is not whole."""

import json
import shutil

import numpy as np
import pytest

from retrieval.errors import RetrievalError
from retrieval.index import open_index
from retrieval.index.reranked import exact_search
from tests.retrieval.index.conftest import DIMENSION, ENCODER, all_names, all_rows, drawn, unit


def test_similarities_are_exact_and_nearly_all_of_the_nearest_are_found(folder, shards, queries):
    rows = all_rows(shards)
    found = open_index(folder, ENCODER).search(queries, 10)
    truth = -np.sort(-(queries @ rows.T), axis=1)[:, :10]
    assert (found.similarities >= truth[:, -1:] - 1e-6).mean() >= 0.98
    products = np.einsum("qkd,qd->qk", rows[found.positions], queries)
    np.testing.assert_allclose(found.similarities, products, atol=1e-6)
    assert (np.diff(found.similarities, axis=1) <= 0).all()


def test_queries_far_from_every_row_are_searched_harder(folder, shards):
    """As texts lie among photographs: with the effort for near ones, an eighth of theirs would be missed."""
    far = unit(
        drawn(200, 5).astype(np.float32) + 2 * unit(np.random.default_rng(8).normal(size=(200, DIMENSION)))
    )
    found = open_index(folder).search(far, 10)
    truth = -np.sort(-(far @ all_rows(shards).T), axis=1)[:, :10]
    assert (found.similarities >= truth[:, -1:] - 1e-6).mean() >= 0.95


def test_the_manifest_says_what_was_measured_and_what_it_holds(folder, shards):
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["encoder_version"] == ENCODER
    assert manifest["count"] == sum(map(len, shards))
    assert set(manifest["files"]) == {path.name for path in folder.iterdir()} - {"manifest.json"}
    depths = {effort["k"]: effort["recall"] for effort in manifest["efforts"]}
    assert all(recall >= 0.98 for recall in depths.values())
    assert set(depths) in ({1}, {10, 1000})


def test_a_search_may_go_as_deep_as_there_are_rows(folder, shards, queries):
    index = open_index(folder)
    found = index.search(queries[:3], len(index) + 7)
    assert found.positions.shape == (3, len(index) + 7)
    assert (found.positions[:, -7:] == -1).all()
    assert np.isneginf(found.similarities[:, -7:]).all()


def test_names_and_positions_belong_together(folder, shards):
    index, names = open_index(folder), all_names(shards)
    for position in (0, 699, 700, 1_499, len(index) - 1):
        assert index.name(position) == names[position]
        assert index.find(names[position]) == position
    for absent in ("s0/k", "s0/k9999", "s9/k0", "k0", "s0/k1\ns0/k2", ""):
        assert index.find(absent) == -1
    with pytest.raises(IndexError):
        index.name(len(index))
    assert [span.name for span in index.shards] == [one.name for one in shards]


def test_hidden_rows_are_never_found_and_others_take_their_places(folder, queries):
    index = open_index(folder)
    before = index.search(queries, 10)
    hidden = np.unique(before.positions[:, :3])
    after = index.search(queries, 10, hidden)
    assert not np.isin(after.positions, hidden).any()
    assert (after.positions >= 0).all()


def test_equal_rows_come_in_the_order_of_their_positions(folder, shards, queries):
    again = open_index(folder).search(np.repeat(queries[:1], 4, axis=0), 10)
    assert (again.positions == again.positions[0]).all()


def test_queries_of_another_length_are_refused_and_none_are_answered_with_none(folder):
    index = open_index(folder)
    with pytest.raises(RetrievalError) as refusal:
        index.search(np.zeros((1, DIMENSION + 1), dtype=np.float32), 1)
    assert refusal.value.code == "index.shape"
    assert index.search(np.zeros((0, DIMENSION), dtype=np.float32), 5).positions.shape == (0, 5)
    assert index.search(np.zeros((2, DIMENSION), dtype=np.float32), 0).positions.shape == (2, 0)


def _refused(folder, code, **options):
    with pytest.raises(RetrievalError) as refusal:
        open_index(folder, **options)
    assert refusal.value.code == code
    return refusal.value.message


@pytest.fixture
def copy(folder, tmp_path):
    return shutil.copytree(folder, tmp_path / "copy")


def test_another_encoder_and_no_index_are_refused(folder, tmp_path):
    assert "drawn/1" in _refused(folder, "index.other-encoder", encoder_version="drawn/2")
    _refused(tmp_path / "nowhere", "index.missing")


def test_missing_and_short_files_are_refused_at_once(copy):
    for name in json.loads((copy / "manifest.json").read_text())["files"]:
        path = copy / name
        whole = path.read_bytes()
        path.write_bytes(whole[:-1])
        assert name in _refused(copy, "index.damaged")
        path.unlink()
        assert name in _refused(copy, "index.damaged")
        path.write_bytes(whole)
    open_index(copy, verify=True)


def test_a_flipped_bit_is_found_by_verifying(copy):
    for name in json.loads((copy / "manifest.json").read_text())["files"]:
        path = copy / name
        whole = bytearray(path.read_bytes())
        whole[len(whole) // 2] ^= 1
        path.write_bytes(whole)
        assert name in _refused(copy, "index.damaged", verify=True)
        whole[len(whole) // 2] ^= 1
        path.write_bytes(whole)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"files": {}, "format": "other/9"}', '{"files": 3, "format": 1}']
)
def test_a_manifest_that_says_nothing_is_refused(copy, text):
    (copy / "manifest.json").write_text(text)
    _refused(copy, "index.damaged")


def test_exact_search_in_blocks_is_that_of_numpy(shards, queries, monkeypatch):
    monkeypatch.setattr("retrieval.index.reranked.BLOCK_ROWS", 128)
    rows = all_rows(shards)
    hidden = np.arange(0, len(rows), 3)
    scores = queries @ rows.T
    scores[:, hidden] = -np.inf
    expected = np.argsort(-scores, axis=1, kind="stable")[:, :20]
    found = exact_search(rows.astype(np.float16), queries, 20, hidden)
    np.testing.assert_array_equal(found.positions, expected)


def test_equal_rows_get_equal_similarities_wherever_they_lie(queries):
    row = queries[:1].astype(np.float16)
    found = exact_search(np.repeat(row, 77, axis=0), queries[:1], 50)
    assert found.positions[0].tolist() == list(range(50))
    assert len(set(found.similarities[0].tolist())) == 1
