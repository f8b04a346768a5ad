"""Images drawn for the tests, and a reader of JPEG segments that trusts no library."""

import io

import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.uint8]

# top left, top right, bottom left, bottom right of `quarters`
RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 180, 30), (30, 30, 220), (250, 250, 250)


def quarters(width: int = 96, height: int = 64) -> Pixels:
    """Four differently coloured quarters: shows every wrong turn."""
    pixels = np.empty((height, width, 3), dtype=np.uint8)
    pixels[: height // 2, : width // 2] = RED
    pixels[: height // 2, width // 2 :] = GREEN
    pixels[height // 2 :, : width // 2] = BLUE
    pixels[height // 2 :, width // 2 :] = WHITE
    return pixels


def textured(width: int, height: int, seed: int = 0) -> Pixels:
    """Smooth structure with some noise, like a photograph."""
    rng = np.random.default_rng(seed)
    cells = rng.integers(0, 256, (9, 12, 3), dtype=np.uint8)
    smooth = np.asarray(Image.fromarray(cells).resize((width, height), Image.Resampling.BICUBIC))
    noise = rng.normal(0, 4, smooth.shape)
    return np.clip(smooth + noise, 0, 255).astype(np.uint8)


def encoded(pixels: Pixels | Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """The file that Pillow writes of these pixels."""
    image = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def with_orientation(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def stored_for(pixels: Pixels, orientation: int) -> Pixels:
    """The raster that a camera stores with this orientation so that `pixels` are seen (EXIF table)."""
    columns_first = np.ascontiguousarray(pixels.transpose(1, 0, 2))
    return {
        1: pixels,
        2: pixels[:, ::-1],
        3: pixels[::-1, ::-1],
        4: pixels[::-1],
        5: columns_first,
        6: columns_first[::-1],
        7: columns_first[::-1, ::-1],
        8: columns_first[:, ::-1],
    }[orientation]


def shows_quarters(pixels: Pixels) -> bool:
    """Whether the centres of the four quarters have the colours of `quarters`."""
    height, width = pixels.shape[:2]
    rows, columns = (height // 4, height * 3 // 4), (width // 4, width * 3 // 4)
    found = [pixels[row, column].astype(int) for row in rows for column in columns]
    wanted = (RED, GREEN, BLUE, WHITE)
    return all(np.abs(seen - colour).max() < 40 for seen, colour in zip(found, wanted, strict=True))


def jpeg_markers(jpeg: bytes) -> tuple[list[int], int]:
    """The markers of a baseline JPEG up to its end, and how many bytes follow the end."""
    assert jpeg[:2] == b"\xff\xd8"
    markers, at = [0xD8], 2
    while jpeg[at + 1] != 0xDA:
        assert jpeg[at] == 0xFF
        markers.append(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    end = jpeg.index(b"\xff\xd9", at)
    return [*markers, 0xDA, 0xD9], len(jpeg) - end - 2
