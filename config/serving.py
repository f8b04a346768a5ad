"""Everything that `serve` and `demo` start: broker, migrations, web server, workers."""

import os
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from config import services
from config.first_use import bring_up_to_date
from config.processes import Crew, web_command, worker_command


@contextmanager
def broker() -> Iterator[None]:
    """The embedded Redis while the block runs, unless REDIS_URL names another one."""
    process = None if os.environ.get("REDIS_URL") else services.start_redis(Path(settings.HOME))
    try:
        yield
    finally:
        if process is not None:
            process.terminate()
            process.wait()


@contextmanager
def running(address: str, say: Callable[[str], None], concurrency: int = 2) -> Iterator[Crew]:
    """Migrated database, web server on `address` and a worker, until the block ends.

    Raises:
        RuntimeError: the address is taken, or the web server did not answer within a minute.
    """
    host, _, port = address.rpartition(":")
    if _is_taken(host.strip("[]"), int(port)):
        message = f"Something else already listens on {address}. End it, or choose another address."
        raise RuntimeError(message)
    bring_up_to_date()
    with broker(), Crew(Path(settings.HOME) / "logs", say) as crew:
        crew.start("web", web_command(address))
        crew.start("worker", worker_command(concurrency))
        crew.start("bulk", worker_command(1, "bulk"))  # decoders and encoders of a shard use several cores
        _wait_for(f"http://{address}/healthz", crew)
        yield crew


def _is_taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


def _wait_for(url: str, crew: Crew) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310  our own server's address
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)  # it has no other sign of being ready than its answer
    message = (
        f"The web server did not answer at {url} within a minute. Its log is {crew.log_folder / 'web.log'}."
    )
    raise RuntimeError(message)
