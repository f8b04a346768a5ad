"""One terminal for all of it: embedded servers if none is configured, migrations, web, worker."""

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.serving import running


class Command(BaseCommand):
    """Serve until Ctrl-C. Example: manage.py serve --address 127.0.0.1:8000"""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", default="127.0.0.1:8000", help="where to listen (127.0.0.1:8000)")
        parser.add_argument("--concurrency", type=int, default=2, help="worker processes (2)")

    def handle(self, *_: Any, address: str, concurrency: int, **__: Any) -> None:
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended like Ctrl-C: children first
        try:
            with running(address, self.stderr.write, concurrency) as crew:
                self.stdout.write(
                    f"Aristarch serves on http://{address} (logs in {crew.log_folder}). Ctrl-C ends it."
                )
                self.stdout.flush()
                crew.watch()
        except KeyboardInterrupt:
            self.stdout.write("Ended.")
        except RuntimeError as error:
            raise CommandError(str(error)) from error
