"""Decoding processes that wait for work: shared by threads, forgotten by forks, ended with the program."""

import os
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

from retrieval.images.process import DecoderProcess


class DecoderPool:
    """At most `size` processes, started when needed; one thread uses one at a time."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._changed = threading.Condition()
        self._idle: list[DecoderProcess] = []
        self._busy: list[DecoderProcess] = []
        self._places = size  # how many more may be at work
        _POOLS.add(self)

    @contextmanager
    def borrowed(self) -> Iterator[DecoderProcess]:
        """A process for one image. It is killed when the block raises, and used again otherwise."""
        process = self._taken()
        try:
            yield process
        except BaseException:  # on KeyboardInterrupt too: no place in the pool is lost
            process.stop()
            self._returned(process, usable=False)
            raise
        self._returned(process, usable=True)

    def pids(self) -> list[int]:
        """Process ids of all living children, idle and busy."""
        with self._changed:
            return [process.pid for process in (*self._idle, *self._busy)]

    def busy_pids(self) -> list[int]:
        """Process ids of the children that work on an image."""
        with self._changed:
            return [process.pid for process in self._busy]

    def close(self) -> None:
        """End every process, also those at work: their images are refused. The pool may be used again."""
        with self._changed:
            idle, busy = list(self._idle), list(self._busy)
            self._idle.clear()
        for process in idle:
            process.stop()
        for process in busy:
            process.interrupt()

    def forget(self) -> None:
        """After a fork: the processes belong to the parent, and its lock may be held for ever."""
        for process in (*self._idle, *self._busy):
            process.forget()
        self._changed = threading.Condition()
        self._idle, self._busy, self._places = [], [], self._size

    def _taken(self) -> DecoderProcess:
        with self._changed:
            self._changed.wait_for(lambda: self._places > 0)
            self._places -= 1
            process = self._idle.pop() if self._idle else None
        try:
            if process is not None and not process.is_alive():
                process.stop()
                process = None
            process = process or DecoderProcess()
        except BaseException:  # on KeyboardInterrupt too: no place in the pool is lost
            self._returned(None, usable=False)
            raise
        with self._changed:
            self._busy.append(process)
        return process

    def _returned(self, process: DecoderProcess | None, *, usable: bool) -> None:
        with self._changed:
            self._places += 1
            if process in self._busy:
                self._busy.remove(process)
            if process is not None and usable:
                self._idle.append(process)
            self._changed.notify()


_POOLS: "weakref.WeakSet[DecoderPool]" = weakref.WeakSet()


def _forget_all() -> None:
    for pool in list(_POOLS):
        pool.forget()


os.register_at_fork(after_in_child=_forget_all)
