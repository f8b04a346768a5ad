"""One image through the release pipeline, as a shard needs it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.images import ImageRefused, Ingested, Ingestor, read_pixels

# Not only what the file does, but what befalls the machine can end in these: they are believed the second time.
_UNSURE: Final = frozenset(
    ("image.timeout", "image.memory", "image.decoder_crashed", "image.processing_failed")
)


@dataclass(frozen=True, slots=True)
class Taken:
    """An accepted image; `pixels` uint8 [H, W, 3] of the release image when an encoder wants them."""

    image: Ingested
    release_sha256: str
    pixels: npt.NDArray[np.uint8] | None


def taken(ingestor: Ingestor, data: bytes | Path, *, pixels: bool) -> Taken | ImageRefused:
    """Accepts or refuses; raises ImageRefused only when no decoder could be started, which is no fault of it."""
    try:
        image = _ingested(ingestor, data)
    except ImageRefused as refused:
        if refused.code == "image.decoder_unavailable":
            raise
        return refused
    release = image.release
    return Taken(image, hashlib.sha256(release).hexdigest(), read_pixels(release) if pixels else None)


def _ingested(ingestor: Ingestor, data: bytes | Path) -> Ingested:
    try:
        return ingestor.ingest(data, display=False)
    except ImageRefused as refused:
        if refused.code not in _UNSURE:
            raise
        return ingestor.ingest(data, display=False)
