"""A whole installation for a journey: its own home, its own PostgreSQL and Redis, a web server and a worker."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import psutil

from config.demo.client import Person

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "correct horse battery staple"
# What the tests' own process holds must not leak into the installation.
OWN = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "ARISTARCH_HOME", "ARISTARCH_WITHOUT_DATABASE")


class Studio:
    """Start with `start()`, always end with `stop()`."""

    def __init__(self, home: Path) -> None:
        self.home = home
        kept = {key: value for key, value in os.environ.items() if key not in OWN}
        self.environment = {
            **kept,
            "ARISTARCH_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        }
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Serve, and return when the pages answer."""
        command = [sys.executable, "manage.py", "serve", "--address", f"127.0.0.1:{self.port}"]
        with (self.home / "serve.log").open("ab") as log:
            self.server = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        self.wait_until(self.answers, "the web server to answer")

    def stop(self) -> None:
        """End it as Ctrl-C would."""
        if self.server is not None and self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)
            try:
                self.server.wait(30)
            except subprocess.TimeoutExpired:
                for process in [*psutil.Process(self.server.pid).children(recursive=True), self.server]:
                    process.kill()
                self.server.wait()

    def answers(self) -> bool:
        """Whether the web server is up."""
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2):
                return True
        except OSError:
            return False

    def run(self, *arguments: str, status: int = 0, **environment: str) -> str:
        """One management command; its standard output, after its exit status was what it must be."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env={**self.environment, **environment}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == status, f"{arguments}\n{done.stdout}\n{done.stderr}"
        return done.stdout if status == 0 else done.stdout + done.stderr

    def json(self, *arguments: str, status: int = 0) -> Any:
        """A command's --json answer."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments, "--json"],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == status, f"{arguments}\n{done.stdout}\n{done.stderr}"
        return json.loads(done.stdout)

    def account(self, email: str, benchmark: str, *roles: str, consent: bool = True) -> Person:
        """A new member, signed in."""
        grant = " ".join(
            f"Membership.objects.get_or_create(benchmark=b, user=u, role={role!r});" for role in roles
        )
        sign = "ConsentSignature.objects.get_or_create(consent=b.consent_texts.first(), user=u, defaults={'name': 'x'})"
        self.python(
            "from curation.models import *\n"
            f"b = Benchmark.objects.get(slug={benchmark!r})\n"
            f"u = User.objects.filter(email={email!r}).first() or "
            f"User.objects.create_user({email!r}, {PASSWORD!r}, name={email.split('@', maxsplit=1)[0]!r})\n"
            f"{grant}\n" + (sign if consent else "")
        )
        return Person(self.url, email, PASSWORD)

    def python(self, code: str) -> str:
        """Run code in the installation's own Django."""
        return self.run("shell", "--no-imports", "-c", code)

    def processes(self, name: str) -> list[psutil.Process]:
        """The installation's processes of one kind: web or worker, parents first."""
        assert self.server is not None
        word = {"web": "gunicorn", "worker": "celery"}[name]
        children = psutil.Process(self.server.pid).children(recursive=True)
        return [process for process in children if _has(process, word)]

    def kill(self, name: str) -> None:
        """kill -9 every process of that kind, parents first; `serve` starts them again."""
        for process in self.processes(name):
            try:
                process.kill()
            except psutil.NoSuchProcess:
                continue

    @staticmethod
    def wait_until(is_over: Any, what: str, seconds: float = 120) -> None:
        """Poll until it is over; fails the test when it never is."""
        deadline = time.monotonic() + seconds
        while not is_over():
            assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
            time.sleep(0.1)


def _has(process: psutil.Process, word: str) -> bool:
    try:
        return any(word in part for part in process.cmdline())
    except psutil.Error:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
