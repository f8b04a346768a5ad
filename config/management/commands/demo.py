"""The whole path on the sample benchmark with a web server and real workers, then serve it."""

import os
import signal
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demo.accounts import Account, ensure_accounts
from config.demo.client import Refused
from config.demo.path import released, walk
from config.serving import running


class Command(BaseCommand):
    """Example: DEMO_SERVE=0 manage.py demo"""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", default="127.0.0.1:8000", help="where to listen (127.0.0.1:8000)")

    def handle(self, *_: Any, address: str, **__: Any) -> None:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            with running(address, self.stderr.write) as crew:
                accounts = ensure_accounts(Path(settings.HOME))
                self._walk(f"http://{address}", accounts)
                self._tell(address, accounts)
                if os.environ.get("DEMO_SERVE", "1") != "0":
                    self.stdout.write(f"Serving on http://{address} until Ctrl-C.")
                    self.stdout.flush()
                    crew.watch()
        except KeyboardInterrupt:
            self.stdout.write("Ended.")
        except (RuntimeError, Refused) as error:
            raise CommandError(str(error)) from error

    def _walk(self, base: str, accounts: list[Account]) -> None:
        release = released()
        export = release.exports.filter(state="verified").first() if release else None
        if export is not None and Path(export.folder).is_dir():
            self.stdout.write(f"{release} was made by an earlier run and is used again: {export.folder}")
            return
        folder = walk(base, accounts, self._line)
        self.stdout.write(f"The release lies in {folder}")

    def _line(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _tell(self, address: str, accounts: list[Account]) -> None:
        self.stdout.write(f"\nAccounts for http://{address}")
        for account in accounts:
            self.stdout.write(f"  {account.role:<11} {account.email:<26} {account.password}")
