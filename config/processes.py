"""A small supervisor: the processes of one terminal, started together, restarted alone, ended together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

GRACE_SECONDS = 10.0
RESTARTS_A_MINUTE = 5


@dataclass
class Child:
    """One process and how often it had to be started again."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    restarts: list[float] = field(default_factory=list)


class Crew:
    """All children of one `serve`; use as a context manager, so that nothing outlives it."""

    def __init__(self, log_folder: Path, say: Callable[[str], None]) -> None:
        self.children: list[Child] = []
        self.log_folder = log_folder
        self.say = say
        log_folder.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, name: str, command: list[str]) -> Child:
        """Start one more child; what it prints goes into its log."""
        child = Child(name, command)
        self.children.append(child)
        self._launch(child)
        return child

    def _launch(self, child: Child) -> None:
        with (self.log_folder / f"{child.name}.log").open("ab") as log:
            # A session of its own: Ctrl-C reaches us alone, and we end the children in order.
            child.process = subprocess.Popen(
                child.command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )

    def watch(self) -> None:
        """Start again whatever dies; return only when one child keeps dying.

        Raises:
            RuntimeError: a child died more than five times within a minute; its log is named.
        """
        while True:
            for child in self.children:
                if child.process is not None and child.process.poll() is not None:
                    self._again(child)
            time.sleep(0.5)  # children are not all waited for at once; half a second is soon enough

    def _again(self, child: Child) -> None:
        now = time.monotonic()
        child.restarts = [moment for moment in child.restarts if now - moment < 60] + [now]
        log = self.log_folder / f"{child.name}.log"
        if len(child.restarts) > RESTARTS_A_MINUTE:
            message = f"The {child.name} process keeps ending. Its log is {log}."
            raise RuntimeError(message)
        code = child.process.returncode if child.process else None
        self.say(f"The {child.name} process ended with status {code} and is started again. Its log is {log}.")
        self._launch(child)

    def stop(self) -> None:
        """End every child: asked first, killed after ten seconds, children of children included."""
        running = [child.process for child in reversed(self.children) if child.process is not None]
        for process in running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def web_command(address: str) -> list[str]:
    """gunicorn with threads: image decoding happens in child processes, the rest is waiting."""
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", address]
    return [*command, "--worker-class", "gthread", "--workers", "2", "--threads", "8", "--timeout", "120"]


def worker_command(concurrency: int = 2, queues: str = "cpu,gpu") -> list[str]:
    """A Celery worker for these queues; the reaper runs inside it."""
    command = [sys.executable, "-m", "celery", "--app", "workers.celery", "worker", "--queues", queues]
    command += ["--include", "workers.tasks", "--concurrency", str(concurrency), "--loglevel", "INFO"]
    return [*command, "--hostname", f"aristarch-{queues.replace(',', '-')}-{os.getpid()}@%h"]
