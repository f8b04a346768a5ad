"""Work done ahead by threads, given back in order: what keeps every decoder at work."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

In = TypeVar("In")
Out = TypeVar("Out")


@dataclass(frozen=True, slots=True)
class Ahead:
    """How far: threads, items begun and not yet given back, and bytes of those not yet worked on."""

    threads: int
    items: int
    bytes: int


def in_order(
    work: Callable[[In], Out], items: Iterable[In], ahead: Ahead, weight: Callable[[In], int]
) -> Iterator[Out]:
    """The result of each item, in the order of the items; an item is let go as soon as it is worked on.

    What `work` or `items` raise is raised here, after what has begun has ended.
    """
    begun: deque[tuple[Future[Out], int]] = deque()
    pool = ThreadPoolExecutor(ahead.threads, thread_name_prefix="shard")
    try:
        for item in items:
            heavy = weight(item)
            while begun and (len(begun) >= ahead.items or _unworked(begun) + heavy > ahead.bytes):
                yield begun.popleft()[0].result()
            begun.append((pool.submit(work, item), heavy))
        while begun:
            yield begun.popleft()[0].result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _unworked(begun: "deque[tuple[Future[Out], int]]") -> int:
    return sum(heavy for future, heavy in begun if not future.done())
