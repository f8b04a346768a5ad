"""What is known of an image that was accepted."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Camera:
    """What the file says of its camera; empty strings and None where it says nothing usable.

    `captured_at` is aware: a time without an offset in the file is taken as UTC.
    """

    make: str = ""
    model: str = ""
    captured_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ingested:
    """Everything the application needs from one decode; sizes are (width, height) of upright images."""

    sha256: str  # hex, of the bytes as they came
    byte_size: int
    format: str
    width: int
    height: int
    frames: int
    camera: Camera
    release: bytes  # JPEG of the release pipeline
    release_size: tuple[int, int]
    preview: bytes  # JPEG, larger side <= 1600, colours as photographed; empty when not asked for
    thumb: bytes  # JPEG, larger side <= 500, likewise
    pdq: bytes  # 32 bytes, of the upright sRGB image before white balance
    pdq_quality: int  # 0 to 100
    gains: tuple[float, float, float]  # factors that the white balance applied to red, green and blue
    pipeline: dict[str, str | int | float]  # parameters and fingerprint of the release pipeline
