"""The hash index answers what a scan of all answers, whatever the hashes look like."""

import threading

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.errors import RetrievalError
from retrieval.index.hashes import HashIndex, HashPlan
from retrieval.index.hashes.segment import Segment, as_words


def flat(codes, query, radius):
    """Written another way than the code under test."""
    bits = np.bitwise_count(codes ^ query).sum(axis=1, dtype=np.int64)
    return sorted((int(bits[i]), int(i)) for i in np.flatnonzero(bits <= radius))


def found(result):
    return [(int(d), int(p)) for p, d in zip(*result, strict=True)]


def flipped(code, bits, rng):
    unpacked = np.unpackbits(code)
    unpacked[rng.permutation(256)[:bits]] ^= 1
    return np.packbits(unpacked)


def random_codes(count, rng):
    return rng.integers(0, 256, size=(count, 32), dtype=np.uint8)


def low_entropy(count, rng):
    """All of them within a few bits of three hashes."""
    seeds = random_codes(3, rng)
    return np.stack([flipped(seeds[i % 3], int(rng.integers(0, 12)), rng) for i in range(count)])


def half_constant(count, rng):
    codes = random_codes(count, rng)
    codes[:, :20] = 0
    return codes


def one_skewed_chunk(count, rng):
    codes = random_codes(count, rng)
    codes[: count // 2, :4] = 7
    return codes


@pytest.fixture(scope="module")
def rng():
    return np.random.default_rng(5)


@pytest.mark.parametrize("make", [random_codes, low_entropy, half_constant, one_skewed_chunk])
def test_every_answer_is_that_of_a_scan(make, rng):
    codes = make(33_000, rng)
    segment = Segment.of(codes)
    assert segment.plan.widths, "large enough to be indexed"
    index = HashIndex([segment])
    queries = [flipped(codes[int(rng.integers(len(codes)))], bits, rng) for bits in range(34)]
    queries += list(random_codes(4, rng))
    for radius in (31, 0, 1, 15, 16, 30):
        results = index.within(np.stack(queries), radius)
        for query, result in zip(queries, results, strict=True):
            assert found(result) == flat(codes, query, radius)


@pytest.mark.parametrize("radius", range(32))
def test_a_row_at_exactly_the_radius_is_found_and_the_next_one_not(radius, rng):
    codes = random_codes(40_000, rng)
    query = codes[123].copy()
    codes[7] = flipped(query, radius, rng)
    codes[39_999] = flipped(query, radius + 1, rng)
    positions = [p for _, p in found(HashIndex([Segment.of(codes)]).within(query[None], radius)[0])]
    assert 7 in positions
    assert 39_999 not in positions


@pytest.mark.parametrize("radius", [32, 47, 48, 90, 128, 256, 1000])
def test_a_larger_radius_is_answered_too(radius, rng):
    codes = random_codes(33_000, rng)
    query = codes[0]
    assert found(HashIndex([Segment.of(codes)]).within(query[None], radius)[0]) == flat(codes, query, radius)


@pytest.mark.parametrize("count", [0, 1, 2, 33_000])
def test_equal_hashes_are_all_found_in_order(count):
    codes = np.full((count, 32), 0xA5, np.uint8)
    index = HashIndex([Segment.of(codes)])
    assert found(index.within(codes[:1] if count else np.zeros((1, 32), np.uint8))[0]) == [
        (0, place) for place in range(count)
    ]


def test_no_query_gives_no_answer():
    assert HashIndex().within(np.empty((0, 32), np.uint8)) == []


@pytest.mark.parametrize("widths", [(16,) * 16, (24,) * 3 + (23,) * 8, (20,) * 9 + (19,) * 4])
@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_plan_finds_what_a_scan_finds(widths, data):
    seed = data.draw(st.integers(0, 2**32))
    rng = np.random.default_rng(seed)
    seeds = random_codes(5, rng)
    codes = np.stack([flipped(seeds[i % 5], int(rng.integers(0, 70)), rng) for i in range(400)])
    segment = Segment.of(codes, HashPlan(400, widths))
    query = flipped(seeds[0], data.draw(st.integers(0, 40)), rng)
    radius = data.draw(st.integers(0, 31))
    assert sorted(found(HashIndex([segment]).within(query[None], radius)[0])) == flat(codes, query, radius)


def test_the_probe_itself_answers_when_buckets_are_even(rng, monkeypatch):
    """Otherwise the tests above would test nothing but the scan."""
    codes = random_codes(40_000, rng)
    segment = Segment.of(codes)
    monkeypatch.setattr("retrieval.index.hashes.segment.scan", lambda *_: pytest.fail("scanned"))
    assert found(segment.within(as_words(codes[5:6]), 31)[0]) == [(0, 5)]


def test_skewed_buckets_are_scanned(rng, monkeypatch):
    codes = low_entropy(33_000, rng)
    segment = Segment.of(codes)
    asked = []
    monkeypatch.setattr(
        "retrieval.index.hashes.segment.scan", lambda _, queries, __: asked.append(len(queries)) or []
    )
    with pytest.raises(ValueError, match="zip"):
        segment.within(as_words(codes[5:6]), 31)
    assert asked == [1]


def test_added_rows_are_found_at_once_behind_the_others(rng):
    codes = random_codes(500, rng)
    index = HashIndex([Segment.of(codes[:200])])
    for first in range(200, 500, 50):
        index.add(codes[first : first + 50])
        newest = codes[first + 49]
        assert found(index.within(newest[None])[0]) == flat(codes[: first + 50], newest, 31)
    assert len(index) == 500


def test_many_added_rows_become_a_segment_and_lose_nothing(rng, monkeypatch):
    monkeypatch.setattr("retrieval.index.hashes.index.MOST_SCANNED", 40_000)
    codes = random_codes(130_000, rng)
    index = HashIndex()
    for first in range(0, 130_000, 9_000):
        index.add(codes[first : first + 9_000])
    index.add(codes[:0])
    assert len(index) == 130_000
    assert len(index._state.segments) >= 2
    for place in (0, 39_999, 40_000, 40_001, 80_005, 129_999):
        assert (0, place) in found(index.within(codes[place : place + 1])[0])


def test_threads_search_while_rows_are_added(rng):
    codes = random_codes(4_000, rng)
    index = HashIndex([Segment.of(codes[:2_000])])
    wrong, stop = [], threading.Event()

    def search():
        while not stop.is_set():
            known = len(index)
            place = known - 1
            if (0, place) not in found(index.within(codes[place : place + 1])[0]):
                wrong.append(place)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for first in range(2_000, 4_000, 20):
        index.add(codes[first : first + 20])
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize(
    "bad", [np.zeros((2, 31), np.uint8), np.zeros(32, np.uint8), np.zeros((1, 32), np.int64)]
)
def test_hashes_of_another_shape_are_refused(bad):
    for refuse in (HashIndex().add, HashIndex().within):
        with pytest.raises(RetrievalError) as caught:
            refuse(bad)
        assert caught.value.code == "index.shape"


def test_a_negative_radius_is_refused():
    with pytest.raises(ValueError, match="radius"):
        HashIndex().within(np.zeros((1, 32), np.uint8), -1)
