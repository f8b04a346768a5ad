import numpy as np
import pytest

from retrieval.errors import RetrievalError
from retrieval.index import FlatIndex, flat_binary, flat_inner_product


def _unit(rows):
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def vectors():
    return _unit(np.random.default_rng(3).normal(size=(20, 8)))


@pytest.fixture
def names():
    return [f"image-{number:02d}" for number in range(20)]


def test_the_nearest_descriptor_comes_first_and_the_order_is_that_of_numpy(vectors, names):
    index = FlatIndex(flat_inner_product(), 8)
    index.build(names, vectors)
    query = _unit(np.random.default_rng(4).normal(size=(1, 8)))
    expected = [names[slot] for slot in np.argsort(-(vectors @ query[0]))[:5]]
    assert [hit.name for hit in index.search(query, 5)[0]] == expected


def test_hashes_are_ordered_by_differing_bits_with_the_smallest_first():
    hashes = np.zeros((3, 32), dtype=np.uint8)
    hashes[1, :2] = 255
    hashes[2, 0] = 1
    index = FlatIndex(flat_binary(), 32)
    index.build(["same", "far", "near"], hashes)
    hits = index.search(np.zeros((1, 32), dtype=np.uint8), 3)[0]
    assert [(hit.name, hit.value) for hit in hits] == [("same", 0), ("near", 1), ("far", 16)]


def test_equal_values_are_ordered_by_name():
    index = FlatIndex(flat_binary(), 32)
    index.build(["c", "a", "b"], np.zeros((3, 32), dtype=np.uint8))
    assert [hit.name for hit in index.search(np.zeros((1, 32), dtype=np.uint8), 2)[0]] == ["a", "b"]


def test_what_is_added_later_is_found_and_build_forgets_it(vectors, names):
    index = FlatIndex(flat_inner_product(), 8)
    index.build(names[:10], vectors[:10])
    index.add(names[10:], vectors[10:])
    assert index.search(vectors[15:16], 1)[0][0].name == names[15]
    index.build(names[:10], vectors[:10])
    assert len(index) == 10
    assert index.search(vectors[15:16], 1)[0][0].name != names[15]


@pytest.mark.parametrize("measure", [flat_inner_product, flat_binary])
def test_a_saved_index_answers_as_before(measure, tmp_path):
    rows = np.random.default_rng(1).integers(0, 256, (30, 32)).astype(np.uint8)
    index = FlatIndex(measure(), 32)
    index.build([str(number) for number in range(30)], rows)
    index.save(tmp_path / "index")
    assert FlatIndex.load(measure(), tmp_path / "index").search(rows[:3], 4) == index.search(rows[:3], 4)


def test_a_damaged_index_is_refused(tmp_path):
    index = FlatIndex(flat_binary(), 32)
    index.build(["a"], np.zeros((1, 32), dtype=np.uint8))
    index.save(tmp_path)
    (tmp_path / "names.json").write_text("[]")
    with pytest.raises(RetrievalError) as refusal:
        FlatIndex.load(flat_binary(), tmp_path)
    assert refusal.value.code == "index.unreadable"


def test_an_empty_index_finds_nothing(vectors):
    assert FlatIndex(flat_inner_product(), 8).search(vectors[:2], 3) == [[], []]


def test_vectors_of_another_length_and_known_names_are_refused(vectors, names):
    index = FlatIndex(flat_inner_product(), 8)
    index.build(names, vectors)
    with pytest.raises(RetrievalError, match="holds"):
        index.search(vectors[:, :4], 1)
    with pytest.raises(RetrievalError) as refusal:
        index.add(names[:1], vectors[:1])
    assert refusal.value.code == "index.known-name"
