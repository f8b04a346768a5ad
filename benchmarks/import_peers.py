"""What an import is held against: a pipeline of plain Pillow, and the work that nobody can avoid."""

import hashlib
import io
from pathlib import Path

import numpy as np
import pdqhash
from PIL import Image, ImageOps

from retrieval.images.resize import fitted

SIDE = 500
Made = tuple[tuple[int, int], bytes]  # size of the release image, PDQ


def pillow(path: Path) -> Made:
    """Full decode, upright, LANCZOS to 500 px, quality 90 without subsampling, PDQ of the result."""
    with Image.open(io.BytesIO(path.read_bytes())) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    small = upright.resize(fitted(upright.size, SIDE), Image.Resampling.LANCZOS)
    _encoded(small)
    bits, _ = pdqhash.compute(np.asarray(small))
    return small.size, np.packbits(np.asarray(bits, dtype=np.uint8)).tobytes()


def floor(path: Path) -> bytes:
    """Entropy decoding at 1/8 scale, one encoding of 500 px, SHA-256 of the source, which is given back."""
    source = path.read_bytes()
    with Image.open(io.BytesIO(source)) as image:
        size = fitted(image.size, SIDE)
        image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
        small = image.convert("RGB").resize(size, Image.Resampling.NEAREST)
    _encoded(small)
    return hashlib.sha256(source).digest()


def _encoded(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=90, subsampling="4:4:4")
    return buffer.getvalue()
