"""One decoding process as its parent sees it: started, asked, killed."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Final

from retrieval.images import wire
from retrieval.images.refusals import refusal

_START_SECONDS: Final = 60.0
_KEPT_SOURCE_BYTES: Final = 16 * 1024 * 1024  # a larger source is not kept in memory after its image
_SIGNALLED: Final = 128
_ROOT: Final = Path(__file__).resolve().parents[2]
# One thread per process: images are spread over processes, and threads do not survive a fork.
_ONE_THREAD: Final = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
# glibc would return every pixel buffer to the kernel and fault it in again for the next image. Workers
# end after a large image, so no more than one ordinary photograph is kept.
_KEEP_BUFFERS: Final = {"MALLOC_MMAP_THRESHOLD_": "268435456", "MALLOC_TRIM_THRESHOLD_": "268435456"}


class DecoderDiedError(Exception):
    """No answer: a signal ended the worker, or (`signal_number` 0) the process was ended or spoke nonsense."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(signal_number)
        self.signal_number = signal_number


class DecoderProcess:
    """A started child that is ready for images; raises ImageRefused when it cannot be started."""

    def __init__(self) -> None:
        self._source_bytes = 0
        try:
            with contextlib.ExitStack() as undo:
                self._source = _anonymous_file()
                undo.callback(os.close, self._source)
                self._channel, theirs = socket.socketpair()
                undo.callback(self._channel.close)
                with theirs, tempfile.TemporaryFile() as errors:
                    self._process = _started(theirs, self._source, errors)
                    theirs.close()
                    self._await_readiness(errors)
                undo.pop_all()
        except OSError as error:  # no memory, no descriptors, no process numbers
            raise refusal("image.decoder_unavailable", reason=error.strerror or str(error)) from error

    @property
    def pid(self) -> int:
        """Process id of the child, which is also the id of its process group."""
        return self._process.pid

    def is_alive(self) -> bool:
        """Whether the child can be asked."""
        return self._process.poll() is None

    def ask(self, request: Mapping[str, Any], source: bytes) -> None:
        """Hand over the bytes and the request; raises DecoderDiedError."""
        try:
            self._channel.settimeout(_START_SECONDS)  # not what was left to the last answer
            os.pwrite(self._source, source, 0)
            self._source_bytes = max(self._source_bytes, len(source))
            wire.send(self._channel, {**request, "size": len(source)})
        except OSError as error:
            raise self._death() from error

    def answer(self, seconds: float) -> tuple[wire.Header, list[bytes]]:
        """The answer to the last request; raises DecoderDiedError, or TimeoutError after `seconds`."""
        try:
            message = wire.receive(self._channel, seconds)
        except TimeoutError:
            raise
        except (wire.WireError, OSError) as error:
            raise self._death() from error
        if message is None:
            raise self._death()
        if self._source_bytes > _KEPT_SOURCE_BYTES:
            os.ftruncate(self._source, 0)
            self._source_bytes = 0
        return message

    def interrupt(self) -> None:
        """Kill the child and its worker; whoever waits for an answer sees it die."""
        if self._process.returncode is None:  # afterwards the number may belong to somebody else
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def stop(self) -> None:
        """Kill the child and its worker and wait for it; may be called twice."""
        self.interrupt()
        self._process.wait()
        self.forget()

    def forget(self) -> None:
        """Close the files and leave the child alone: in a forked copy of its parent it is not ours."""
        if self._process.returncode is None:
            self._process.returncode = 0  # or its destructor would warn of a child still running
        self._channel.close()
        if self._source >= 0:
            os.close(self._source)
            self._source = -1

    def _death(self) -> DecoderDiedError:
        """Why the child ended. It may be alive, having sent nonsense: then it is killed."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1.0)
        return DecoderDiedError(max((self._process.returncode or 0) - _SIGNALLED, 0))

    def _await_readiness(self, errors: IO[bytes]) -> None:
        try:
            message = wire.receive(self._channel, _START_SECONDS)
        except (wire.WireError, OSError) as error:  # TimeoutError is an OSError
            reason = str(error) or type(error).__name__
            message = None
        else:
            reason = "it ended at once"
        if message is None:
            errors.seek(0)
            lines = errors.read().decode("utf-8", errors="replace").strip().splitlines()
            self.interrupt()
            self._process.wait()
            raise refusal("image.decoder_unavailable", reason=lines[-1] if lines else reason)


def _started(channel: socket.socket, source: int, errors: IO[bytes]) -> "subprocess.Popen[bytes]":
    module = [sys.executable, "-P", "-m", "retrieval.images.child"]
    return subprocess.Popen(
        [*module, str(channel.fileno()), str(source)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        pass_fds=(channel.fileno(), source),
        env=_environment(),
        start_new_session=True,  # its own group: a kill takes the worker along
    )


def _environment() -> dict[str, str]:
    """No secrets for a process that reads foreign files: only what starts Python."""
    kept = {
        name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "NUMBA_CACHE_DIR") if name in os.environ
    }
    return {**kept, **_ONE_THREAD, **_KEEP_BUFFERS, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def _anonymous_file() -> int:
    """A file without a name, in memory where the system can."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("image", os.MFD_CLOEXEC)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
