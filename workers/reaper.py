"""Publishes again what the broker lost, and frees what dead workers held. One thread in every worker."""

import logging
import threading
from typing import Any

from celery.signals import worker_ready, worker_shutting_down
from django.db import DatabaseError, close_old_connections

from curation.jobs import Job, publish, waiting_since
from workers.leases import recover_expired, recover_orphans

logger = logging.getLogger("aristarch.jobs")
EVERY_SECONDS = 5.0
HINT_AGAIN_AFTER = 15.0
AT_ONCE = 200
_over = threading.Event()


def sweep() -> int:
    """One round; returns how many jobs were hinted at again."""
    recover_orphans(Job.objects.all())
    recover_expired()
    waiting = waiting_since(HINT_AGAIN_AFTER).order_by("pk")[:AT_ONCE]
    return sum(publish(pk, kind) for pk, kind in waiting.values_list("pk", "kind"))


def _loop() -> None:
    while not _over.wait(EVERY_SECONDS):
        try:
            sweep()
        except DatabaseError:
            logger.exception("the reaper's round failed; it tries again")
        finally:
            close_old_connections()


@worker_ready.connect
def start(**_: Any) -> None:
    """Begin with the worker."""
    _over.clear()
    threading.Thread(target=_loop, name="reaper", daemon=True).start()


@worker_shutting_down.connect
def stop(**_: Any) -> None:
    """End with the worker."""
    _over.set()
