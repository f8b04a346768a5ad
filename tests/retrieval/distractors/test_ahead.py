"""Work ahead: in order, bounded, and over when something goes wrong."""

import threading

import pytest

from retrieval.distractors.ahead import Ahead, in_order


def _light(_item):
    return 0


def test_results_come_in_the_order_of_the_items_whatever_takes_longer():
    second_done = threading.Event()

    def work(number: int) -> int:
        if number == 0:
            assert second_done.wait(10)
        if number == 1:
            second_done.set()
        return number * number

    done = list(in_order(work, range(20), Ahead(2, 4, 1), _light))
    assert done == [number * number for number in range(20)]


def test_no_more_items_are_taken_than_may_wait():
    taken = 0

    def items():
        nonlocal taken
        for number in range(50):
            taken += 1
            yield number

    for given in in_order(lambda number: number, items(), Ahead(3, 5, 1), _light):
        assert taken - given <= 6


def test_no_more_bytes_wait_than_may_and_a_larger_item_waits_alone():
    held = threading.Semaphore(0)
    begun = []

    def items():
        for size in (40, 40, 40, 500, 40):
            begun.append(size)
            yield size

    def work(size):
        assert held.acquire(timeout=10)
        return size

    results = in_order(work, items(), Ahead(2, 10, 100), lambda size: size)
    held.release()
    held.release()
    assert next(results) == 40
    assert len(begun) <= 4  # the third and perhaps the fourth were looked at, none after
    for _ in range(3):
        held.release()
    assert list(results) == [40, 40, 500, 40]


def test_an_error_of_the_work_or_of_the_items_ends_it():
    def items():
        yield 1
        yield 0

    with pytest.raises(ZeroDivisionError):
        list(in_order(lambda number: 1 // number, items(), Ahead(2, 2, 1), _light))

    def broken():
        yield 1
        raise LookupError

    with pytest.raises(LookupError):
        list(in_order(lambda number: number, broken(), Ahead(2, 4, 1), _light))
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("shard")]
