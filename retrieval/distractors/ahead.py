"""Work done ahead by threads, given back in order: what keeps every decoder at work."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

In = TypeVar("In")
Out = TypeVar("Out")


def in_order(
    work: Callable[[In], Out], items: Iterable[In], *, threads: int, waiting: int
) -> Iterator[tuple[In, Out]]:
    """Each item with its result, in the order of the items; at most `waiting` of them are in memory.

    What `work` or `items` raise is raised here, after what has begun has ended.
    """
    begun: deque[tuple[In, Future[Out]]] = deque()
    pool = ThreadPoolExecutor(threads, thread_name_prefix="shard")
    try:
        for item in items:
            begun.append((item, pool.submit(work, item)))
            if len(begun) >= waiting:
                yield _first(begun)
        while begun:
            yield _first(begun)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _first(begun: deque[tuple[In, "Future[Out]"]]) -> tuple[In, Out]:
    item, future = begun.popleft()
    return item, future.result()
