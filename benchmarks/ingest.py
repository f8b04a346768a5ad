"""Ingest against plain Pillow: `python benchmarks/ingest.py [PHOTOGRAPH.jpg ...] [--rounds N]`.

Ours is `Ingestor.ingest`, the function that uploads and imports call, child process included: checked,
decoded once, upright, sRGB, resized, white-balanced, encoded, hashed (SHA-256) and fingerprinted (PDQ).
First line of a photograph: against Pillow making the release image alone (full decode, transposed, LANCZOS,
quality 90, 4:4:4; no hash, no fingerprint, no protection). Second line: with preview and thumbnail on both
sides, and hash and fingerprint too.
"""

import argparse
import hashlib
import io
import math
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pdqhash
from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that the file can be run by its path

from benchmarks.drawn_photographs import drawn_photograph
from benchmarks.harness import Contest, Result, measured, report
from retrieval.images import ImageLimits, Ingestor, ReleasePipeline, read_pixels
from retrieval.images.decode import decoded
from retrieval.images.resize import fitted, shrunk

SIDE = 500
TARGET = 2.5
LEAST_PSNR = 40.0
UNBALANCED = ReleasePipeline(white_balance="none")  # white balance changes pixels on purpose


def main() -> int:
    """Measure every photograph; the exit status is 1 when a result is not equal to the peer's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photographs", nargs="*", type=Path, help="JPEG files; drawn ones when none")
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    if arguments.photographs:
        sources = {path.name: path.read_bytes() for path in arguments.photographs}
    else:
        sources = {f"drawn {n}": drawn_photograph(seed=n, noise=2.0 + 2 * n) for n in (1, 2, 3)}
    with Ingestor(processes=1) as ingestor, Ingestor(pipeline=UNBALANCED, processes=1) as unbalanced:
        return report(
            result
            for name, source in sources.items()
            for result in contests(name, source, (ingestor, unbalanced), arguments.rounds)
        )


def contests(name: str, source: bytes, ingestors: tuple[Ingestor, Ingestor], rounds: int) -> Iterator[Result]:
    """The results of one photograph, without and with display copies."""
    ingestor, unbalanced = ingestors
    with Image.open(io.BytesIO(source)) as image:
        about = f"{name} {image.width}x{image.height} {len(source) / 1e6:.1f} MB"
    peer_jpeg = pillow_release(source)
    resized = psnr(our_resized(source), np.asarray(pillow_resized(source)))
    encoded = psnr(read_pixels(unbalanced.ingest(source).release), read_pixels(peer_jpeg))
    about += f" PSNR {resized:.1f} dB resized, {encoded:.1f} dB after both encodings;"

    def equal() -> bool:
        return resized >= LEAST_PSNR and same_format(ingestor.ingest(source).release, peer_jpeg)

    upload = ingestor.ingest(source)
    sizes = [read_pixels(jpeg).shape[1::-1] for jpeg in (upload.preview, upload.thumb)]
    yield measured(
        Contest(
            path=f"{about} release image, SHA-256 and PDQ against Pillow's release image",
            peer=lambda: pillow_release(source),
            ours=lambda: ingestor.ingest(source, display=False),
            bound=lambda: unavoidable(source),
            equal=equal,
            target=TARGET,
        ),
        rounds,
    )
    yield measured(
        Contest(
            path=f"{about} all that an upload needs against the same from Pillow",
            peer=lambda: pillow_everything(source, sizes),
            ours=lambda: ingestor.ingest(source),
            bound=lambda: unavoidable(source),
            equal=equal,
            target=TARGET,
        ),
        rounds,
    )


def pillow_resized(source: bytes) -> Image.Image:
    """The peer up to its pixels: full decode, upright, LANCZOS."""
    with Image.open(io.BytesIO(source)) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    return upright.resize(fitted(upright.size, SIDE), Image.Resampling.LANCZOS)


def pillow_release(source: bytes) -> bytes:
    """What plain Pillow code does for a release image."""
    return _encoded(pillow_resized(source))


def pillow_everything(source: bytes, display_sizes: list[tuple[int, ...]]) -> None:
    """What plain Pillow code does for an upload, from one full decode as well."""
    with Image.open(io.BytesIO(source)) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    release = upright.resize(fitted(upright.size, SIDE), Image.Resampling.LANCZOS)
    _encoded(release)
    for width, height in display_sizes:
        copy = upright.resize((width, height), Image.Resampling.LANCZOS)
        copy.save(io.BytesIO(), "JPEG", quality=80)
    hashlib.sha256(source).digest()
    pdqhash.compute(np.asarray(release))


def our_resized(source: bytes) -> npt.NDArray[np.uint8]:
    """The pixels of our release image before white balance and encoding."""
    image = decoded(source, ImageLimits(), UNBALANCED)
    small = shrunk(image.pixels, fitted((image.width, image.height), SIDE))
    return np.ascontiguousarray(small[:, :, ::-1])  # BGR to RGB


def unavoidable(source: bytes) -> None:
    """The bound: entropy decoding at 1/8 scale, encoding 500 px, SHA-256 of the source."""
    with Image.open(io.BytesIO(source)) as image:
        image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
        image.load()
        size = fitted(image.size, SIDE)
    _encoded(Image.new("RGB", size))
    hashlib.sha256(source).digest()


def psnr(first: npt.NDArray[np.uint8], second: npt.NDArray[np.uint8]) -> float:
    """Peak signal-to-noise ratio in dB of two rasters; 0 when their shapes differ."""
    if first.shape != second.shape:
        return 0.0
    error = float(np.mean((first.astype(np.float64) - second.astype(np.float64)) ** 2))
    return math.inf if error == 0 else 10 * math.log10(255**2 / error)


def same_format(ours: bytes, peer: bytes) -> bool:
    """Whether size, sampling (4:4:4) and quantisation tables (quality 90) are the peer's."""
    return _coding(ours) == _coding(peer)


def _coding(jpeg: bytes) -> tuple[object, ...]:
    with Image.open(io.BytesIO(jpeg)) as image:
        if not isinstance(image, JpegImageFile):
            message = f"A release image must be a JPEG, not {image.format}."
            raise TypeError(message)
        return image.size, image.layer, image.quantization


def _encoded(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=90, subsampling="4:4:4")
    return buffer.getvalue()


if __name__ == "__main__":
    sys.exit(main())
