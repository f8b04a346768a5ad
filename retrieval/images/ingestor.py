"""Bytes -> an accepted image with everything that the application needs of it, or a refusal."""

import dataclasses
import hashlib
import logging
import os
import signal
import stat
import weakref
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Self

from retrieval.images.ingested import Camera, Ingested
from retrieval.images.limits import ImageLimits
from retrieval.images.pipeline import ReleasePipeline
from retrieval.images.pool import DecoderPool
from retrieval.images.process import DecoderDiedError
from retrieval.images.refusals import REFUSALS, ImageRefused, refusal

logger = logging.getLogger(__name__)

_MOST_PROCESSES: Final = 4


class Ingestor:
    """Decodes foreign images in child processes with limits; keep one per process and share it.

    Processes start with the first image. Threads may share an Ingestor; after a fork the child starts
    processes of its own. Leaving the context, close(), losing the object and the end of the program
    all end the processes.
    """

    def __init__(
        self,
        limits: ImageLimits | None = None,
        pipeline: ReleasePipeline | None = None,
        *,
        processes: int | None = None,
    ) -> None:
        self.limits = limits or ImageLimits()
        self.pipeline = pipeline or ReleasePipeline()
        self._pool = DecoderPool(processes or min(_MOST_PROCESSES, os.cpu_count() or 1))
        self._recorded = {**self.pipeline.as_dict(), "fingerprint": self.pipeline.fingerprint()}
        self._end = weakref.finalize(self, self._pool.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child processes; the next image would start new ones."""
        self._pool.close()

    def process_ids(self, *, busy: bool = False) -> list[int]:
        """Ids of the child processes (each leads a process group), or of those at work only."""
        return self._pool.busy_pids() if busy else self._pool.pids()

    def ingest(self, source: bytes | Path, *, display: bool = True) -> Ingested:
        """Accept or refuse one image; raises ImageRefused and nothing else for whatever the bytes do.

        Without `display` no preview and no thumb are made (distractors by the million, mere checks).
        """
        data = self._read(source) if isinstance(source, Path) else source
        self._check_length(len(data))
        request = {
            "limits": dataclasses.asdict(self.limits),
            "pipeline": self.pipeline.as_dict(),
            "display": display,
        }
        try:
            with self._pool.borrowed() as process:
                process.ask(request, data)
                sha256 = hashlib.sha256(data).hexdigest()  # while the child decodes
                header, parts = process.answer(self.limits.seconds)
                if "code" not in header and "fault" not in header:
                    return self._accepted(header, parts, sha256, len(data))
        except TimeoutError as error:
            raise refusal("image.timeout", seconds=self.limits.seconds) from error
        except DecoderDiedError as error:
            raise self._refusal_of_death(error) from error
        raise _refusal_of_answer(header)

    def _read(self, path: Path) -> bytes:
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                raise refusal("image.not_a_file", name=path.name, reason="it is not a regular file")
            self._check_length(status.st_size)
            return path.read_bytes()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise refusal("image.not_a_file", name=path.name, reason=reason) from error

    def _check_length(self, length: int) -> None:
        if length == 0:
            raise refusal("image.empty")
        if length > self.limits.max_bytes:
            raise refusal("image.too_many_bytes", bytes=length, limit=self.limits.max_bytes)

    def _accepted(self, header: dict[str, Any], parts: list[bytes], sha256: str, byte_size: int) -> Ingested:
        """The answer, believed only as far as its types go; raises ImageRefused."""
        try:
            release, preview, thumb = parts
            width, height = (int(side) for side in header["size"])
            release_width, release_height = (int(side) for side in header["release_size"])
            red, green, blue = (float(gain) for gain in header["gains"])
            return Ingested(
                sha256=sha256,
                byte_size=byte_size,
                format=str(header["format"]),
                width=width,
                height=height,
                frames=int(header["frames"]),
                camera=_camera(header),
                release=release,
                release_size=(release_width, release_height),
                preview=preview,
                thumb=thumb,
                pdq=bytes.fromhex(header["pdq"]),
                pdq_quality=int(header["pdq_quality"]),
                gains=(red, green, blue),
                pipeline=dict(self._recorded),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise refusal("image.decoder_crashed", reason="its answer made no sense") from error

    def _refusal_of_death(self, error: DecoderDiedError) -> ImageRefused:
        number = error.signal_number
        if number == signal.SIGXCPU:
            return refusal("image.timeout", seconds=self.limits.cpu_seconds)
        if number == signal.SIGKILL:
            return refusal("image.memory")  # the kernel's answer to a machine out of memory
        known = number in set(signal.Signals)
        reason = signal.Signals(number).name if known else "it ended without an answer"
        return refusal("image.decoder_crashed", reason=reason)


def _camera(header: dict[str, Any]) -> Camera:
    make, model = header["camera"]
    moment = header["captured_at"]
    return Camera(str(make), str(model), datetime.fromisoformat(moment) if moment else None)


def _refusal_of_answer(header: dict[str, Any]) -> ImageRefused:
    code = header.get("code")
    if isinstance(code, str) and code in REFUSALS:
        return ImageRefused(code, str(header.get("message", "")))
    logger.error(
        "An image was decoded but could not be processed: %s\n%s",
        header.get("fault"),
        header.get("traceback"),
    )
    return refusal("image.processing_failed", reason=str(header.get("fault")))
