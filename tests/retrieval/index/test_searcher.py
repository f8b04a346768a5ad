"""Which searcher answers changes the time of a check and never its candidates."""

from dataclasses import replace

import numpy as np
import pytest

from retrieval.errors import RetrievalError
from retrieval.fingerprints.drawn_textures import draw_textured_image
from retrieval.index import FlatSearcher, flat_binary, flat_inner_product
from retrieval.near_duplicates import NearDuplicateIndex, Searchers, fingerprint_image

DIMENSION = 16
ENTRIES = 150


def faiss_searchers(dimension=DIMENSION):
    return Searchers(FlatSearcher(flat_binary(), 32), FlatSearcher(flat_inner_product(), dimension))


def _unit(rows):
    return (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)


def _hashes(draw, base):
    """Eight rows; one of them differs from the base in few bits, so that many tie."""
    rows = draw.integers(0, 256, (8, 32)).astype(np.uint8)
    rows[0] = base
    rows[0, : draw.integers(0, 4)] ^= 1 << draw.integers(0, 8, dtype=np.uint8)
    return rows


@pytest.fixture(scope="module")
def crowd():
    """Few hashes and few descriptors among many entries: nearly every distance is tied."""
    draw = np.random.default_rng(11)
    looks = [fingerprint_image(draw_textured_image(seed)) for seed in (60, 61, 62)]
    descriptors = _unit(draw.normal(size=(6, 2, DIMENSION)))
    base = draw.integers(0, 256, 32).astype(np.uint8)
    return {
        f"{number:03d}": replace(
            looks[number % 3], pdq_dihedral=_hashes(draw, base), descriptors=descriptors[draw.integers(0, 6)]
        )
        for number in range(ENTRIES)
    }


def _both(crowd, names):
    return [
        NearDuplicateIndex(((name, crowd[name]) for name in names), searchers)
        for searchers in (Searchers(), faiss_searchers())
    ]


def _seen(index, fingerprint, exclude=()):
    return [
        (c.neighbour, c.hamming, c.cosine, c.suggested, c.score) for c in index.check(fingerprint, exclude)
    ]


def test_ties_removals_and_later_additions_give_equal_candidates(crowd):
    names = list(crowd)
    plain, faiss = _both(crowd, names[:90])
    for index in (plain, faiss):
        for name in names[:90:3]:
            index.remove(name)
        for name in [*names[90:], *names[:9:3]]:
            index.add(name, crowd[name])
        index.add(names[1], crowd[names[140]])
    for name in names[::30]:
        found = _seen(plain, crowd[name], exclude={name})
        assert found == _seen(faiss, crowd[name], exclude={name})
        assert name not in [row[0] for row in found]
        assert len(found) >= 12  # that many are near by hash alone


def test_when_all_but_a_few_are_hidden_those_few_are_still_found(crowd):
    names = list(crowd)
    hidden = set(names) - {names[7], names[149]}
    for index in _both(crowd, names):
        assert {row[0] for row in _seen(index, crowd[names[0]], hidden)} == {names[7], names[149]}


@pytest.mark.parametrize(
    ("searchers", "queries"),
    [
        (lambda s: s.hashes, np.random.default_rng(5).integers(0, 256, (4, 32)).astype(np.uint8)),
        (lambda s: s.descriptors, _unit(np.random.default_rng(6).normal(size=(4, DIMENSION)))),
    ],
)
def test_both_searchers_measure_alike_and_answer_for_fewer_rows_than_asked(searchers, queries):
    rows = np.vstack([queries[:2], queries[::-1]])
    answers = []
    for searcher in (searchers(Searchers()), searchers(faiss_searchers())):
        assert searcher.search(queries, 3)[0].shape == (4, 0)
        searcher.add(rows[:4])
        searcher.add(rows[4:])
        assert len(searcher) == 6
        answers.append(searcher.search(queries, 50))
    (slots, distances), (faiss_slots, faiss_distances) = answers
    assert slots.shape == faiss_slots.shape == (4, 6)
    np.testing.assert_allclose(distances, faiss_distances, atol=1e-5)
    np.testing.assert_allclose(distances[:, 0], 0, atol=1e-5)
    assert sorted(slots[0]) == list(range(6))


def test_descriptors_of_another_encoder_are_refused_when_added_and_when_checked(crowd):
    index = NearDuplicateIndex(crowd.items())
    other = replace(crowd["000"], encoder="open_clip of somebody")
    for act in (lambda: index.add("new", other), lambda: index.check(other)):
        with pytest.raises(RetrievalError, match="open_clip of somebody") as refusal:
            act()
        assert refusal.value.code == "fingerprint.other-encoder"
