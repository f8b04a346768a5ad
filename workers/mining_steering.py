"""What a pass over a shard asks and tells: often enough for people, seldom enough for the database."""

import time

from curation.models import MiningRun
from workers.base import Running
from workers.mining_rows import Watch

ASK_EVERY = 1.0  # seconds between two looks at what people want, and two notes of progress


class Steering:
    """Of one job of one run."""

    def __init__(self, run: MiningRun, running: Running) -> None:
        self._run, self._running = run, running
        self._next_question = self._next_note = 0.0

    @property
    def watch(self) -> Watch:
        """For whoever computes."""
        return Watch(self.progress, self.cancelled)

    def progress(self, done: int, expected: int) -> None:
        """Note how far the job is.

        Raises:
            Cancelled: a person called the job off, or another worker has it now.
        """
        if time.monotonic() >= self._next_note:
            self._next_note = time.monotonic() + ASK_EVERY
            self._running.progress(done, max(done, expected))

    def cancelled(self) -> bool:
        """Whether the run was paused, cancelled or has failed elsewhere."""
        if time.monotonic() < self._next_question:
            return False
        self._next_question = time.monotonic() + ASK_EVERY
        return not MiningRun.objects.filter(pk=self._run.pk, state=MiningRun.State.RUNNING).exists()
