"""Work ahead: in order, bounded, and over when something goes wrong."""

import threading

import pytest

from retrieval.distractors.ahead import in_order


def test_results_come_in_the_order_of_the_items_whatever_takes_longer():
    second_done = threading.Event()

    def work(number: int) -> int:
        if number == 0:
            assert second_done.wait(10)
        if number == 1:
            second_done.set()
        return number * number

    done = list(in_order(work, range(20), threads=2, waiting=4))
    assert done == [(number, number * number) for number in range(20)]


def test_no_more_items_are_taken_than_may_wait():
    taken = 0

    def items():
        nonlocal taken
        for number in range(50):
            taken += 1
            yield number

    for given, _ in enumerate(in_order(lambda number: number, items(), threads=3, waiting=5)):
        assert taken - given <= 5


def test_an_error_of_the_work_or_of_the_items_ends_it():
    def items():
        yield 1
        yield 0

    with pytest.raises(ZeroDivisionError):
        list(in_order(lambda number: 1 // number, items(), threads=2, waiting=2))

    def broken():
        yield 1
        raise LookupError

    with pytest.raises(LookupError):
        list(in_order(lambda number: number, broken(), threads=2, waiting=4))
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("shard")]
