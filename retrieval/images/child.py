"""The decoding process: `python -m retrieval.images.child CHANNEL SOURCE` (numbers of inherited files).

This process imports everything once and then forks workers, one after another. A worker serves many
images, since a fork per image costs as much as half a decode, and gives way to a fresh one after any
refusal, after a large image and after some hundred images (the first after two dozen, then machine code
for resizing is loaded, which later ones inherit): a file that upset a decoder never shares a
process with the next. When a worker dies of anything else this process ends with a code that tells why,
and the parent starts another one.
"""

import gc
import os
import resource
import socket
import sys
import traceback
from pathlib import Path
from typing import Any, Final

import cv2

from retrieval.images import wire
from retrieval.images.decode import decoded
from retrieval.images.derive import derived
from retrieval.images.limits import ImageLimits
from retrieval.images.pipeline import ReleasePipeline
from retrieval.images.refusals import ImageRefused, refusal
from retrieval.images.resize import load_compiled

RETIRED: Final = 0  # exit codes of a worker
PARENT_GONE: Final = 3
SERVED: Final = 4  # its share of images, and there may be as many again
SIGNALLED: Final = 128  # plus the number of the signal

_IMAGES_PER_WORKER: Final = 256
_IMAGES_BEFORE_COMPILING: Final = 24  # one upload does not wait for a compiler, a thousand gain by it
_LARGE_BYTES: Final = 48 * 1024 * 1024  # of pixels; a larger heap is given back by ending


def main(channel_number: int, source: int) -> int:
    """Fork workers until one dies of something or the parent is gone; returns the exit code."""
    channel = socket.socket(fileno=channel_number)
    cv2.setNumThreads(1)
    gc.freeze()
    wire.send(channel, {"ready": os.getpid()})
    images = _IMAGES_BEFORE_COMPILING
    while True:
        worker = os.fork()
        if worker == 0:
            _end_worker(channel, source, images)
        _, status = os.waitpid(worker, 0)
        code = os.waitstatus_to_exitcode(status)
        if code == PARENT_GONE:
            return 0
        if code not in (RETIRED, SERVED):
            return code if code > 0 else SIGNALLED - code
        if code == SERVED and images < _IMAGES_PER_WORKER:
            load_compiled()
            gc.freeze()
            images = _IMAGES_PER_WORKER


def _end_worker(channel: socket.socket, source: int, images: int) -> None:
    """Serve, then leave without the clean-up that belongs to the process above."""
    code = 1
    try:
        code = _serve(channel, source, images)
    finally:
        os._exit(code)


def _serve(channel: socket.socket, source: int, images: int) -> int:
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)  # libtiff and libpng write what they think of a file
    limited = False
    for _ in range(images):
        message = wire.receive(channel)
        if message is None:
            return PARENT_GONE
        request = message[0]
        limits = ImageLimits(**request["limits"])
        if not limited:
            _limit_process(limits)
            limited = True
        _limit_cpu(limits)
        answer, parts, reusable = _answer(request, limits, os.pread(source, request["size"], 0))
        try:
            wire.send(channel, answer, parts)
        except OSError:
            return PARENT_GONE
        if not reusable:
            return RETIRED
    return SERVED


def _answer(
    request: dict[str, Any], limits: ImageLimits, data: bytes
) -> tuple[dict[str, Any], list[bytes], bool]:
    """Header and parts of the answer, and whether this process may serve another image."""
    pipeline = ReleasePipeline(**request["pipeline"])
    try:
        image = decoded(data, limits, pipeline)
        made = derived(image.pixels, (image.width, image.height), pipeline, display=request["display"])
    except ImageRefused as error:
        return {"code": error.code, "message": error.message}, [], False
    except MemoryError:
        return {"code": "image.memory", "message": refusal("image.memory").message}, [], False
    except Exception as error:  # noqa: BLE001 - a fault of ours: the parent logs it and lives on
        return {"fault": repr(error)[:500], "traceback": traceback.format_exc()[-4000:]}, [], False
    camera = image.camera
    answer = {
        "format": image.format,
        "size": [image.width, image.height],
        "frames": image.frames,
        "camera": [camera.make, camera.model],
        "captured_at": camera.captured_at.isoformat() if camera.captured_at else None,
        "release_size": made.release_size,
        "pdq": made.pdq.hex(),
        "pdq_quality": made.pdq_quality,
        "gains": made.gains,
    }
    parts = [made.release, made.preview, made.thumb]
    return answer, parts, image.pixels.nbytes <= _LARGE_BYTES


def _limit_process(limits: ImageLimits) -> None:
    """No core files, no written files, no more descriptors, and no more memory than one image may take."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    used = pages * resource.getpagesize()
    most = used + limits.memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def _limit_cpu(limits: ImageLimits) -> None:
    """The kernel ends this process when the next image has used its seconds."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    until = int(usage.ru_utime + usage.ru_stime) + 1 + limits.cpu_seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (until, hard))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
