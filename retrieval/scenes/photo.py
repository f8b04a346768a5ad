"""From linear light to a photograph: exposure, lens, sensor, JPEG with EXIF."""

import io
from dataclasses import dataclass
from datetime import datetime

import cv2
import numpy as np
from PIL import ExifTags, Image

from retrieval.scenes.arrays import Bytes, Floats, floats

NOISE = 1700
SOFTWARE = "Aristarch drawn sample"


@dataclass(frozen=True)
class CameraModel:
    """An invented camera: what its EXIF says and how its pictures look."""

    make: str
    model: str
    width: int
    height: int
    noise: float
    vignette: float
    warmth: float
    quality: int
    phone: bool


MODELS: tuple[CameraModel, ...] = (
    CameraModel("Lumora", "P7 phone", 1200, 900, 0.014, 0.10, 0.03, 88, True),
    CameraModel("Lumora", "P9 phone", 1200, 900, 0.010, 0.08, 0.0, 90, True),
    CameraModel("Kestrel Optics", "K40", 1260, 840, 0.006, 0.16, -0.02, 93, False),
    CameraModel("Kestrel Optics", "K70 mark II", 1260, 840, 0.005, 0.12, 0.01, 94, False),
    CameraModel("Halden", "Pocket 3", 1200, 900, 0.018, 0.14, 0.05, 84, False),
    CameraModel("Halden", "Field 12", 1260, 840, 0.008, 0.18, -0.03, 92, False),
    CameraModel("Norrsken", "One", 1280, 720, 0.016, 0.12, -0.04, 86, True),
    CameraModel("Norrsken", "One Plus", 1200, 900, 0.012, 0.09, 0.02, 88, True),
)


@dataclass(frozen=True)
class Shot:
    """One picture taken: the camera, when, and whether it was held upright."""

    model: CameraModel
    taken: datetime
    portrait: bool = False
    exposure: float = 1.0

    @property
    def size(self) -> tuple[int, int]:
        """Upright width and height."""
        wide, high = self.model.width, self.model.height
        return (high, wide) if self.portrait else (wide, high)


def noise_tile(rng: np.random.Generator) -> Floats:
    """Unit noise [1700, 1700, 3] of about one pixel grain, mostly grey; pictures take a window of it."""
    tile = rng.standard_normal((NOISE, NOISE, 3), dtype=np.float32)
    tile += 1.6 * tile[..., :1]
    return floats(cv2.GaussianBlur(tile, (0, 0), 0.6))


def develop(linear: Floats, shot: Shot, noise: Floats, rng: np.random.Generator) -> Bytes:
    """sRGB uint8 [h, w, 3]: white point, vignette, lens blur, tone curve, sensor noise."""
    height, width = linear.shape[:2]
    warm = shot.model.warmth + float(rng.normal(0, 0.015))
    gain = floats([1 + warm, 1.0, 1 - warm]) * shot.exposure
    y, x = np.mgrid[-1:1:45j, -1:1:60j]
    lens = 1 - shot.model.vignette * (x * x + y * y) ** 1.5
    lens = lens + 0.1 * (x * float(rng.uniform(-1, 1)) + y * float(rng.uniform(-1, 1)))
    field = floats(lens)[..., None] * gain
    exposed = linear * cv2.resize(field, (width, height), interpolation=cv2.INTER_LINEAR)
    soft = floats(cv2.GaussianBlur(exposed, (0, 0), float(rng.uniform(0.6, 0.85))))
    np.maximum(soft, 0, out=soft)
    soft = soft / (1 + soft * np.float32(0.26))  # highlights roll off instead of clipping
    toned = np.sqrt(soft, out=soft)
    top, left = int(rng.integers(NOISE - height)), int(rng.integers(NOISE - width))
    grain = np.ascontiguousarray(noise[top : top + height, left : left + width])
    toned = cv2.scaleAdd(grain, shot.model.noise, toned)
    developed: Bytes = np.asarray(
        cv2.convertScaleAbs(np.clip(toned, 0, 1, out=toned), alpha=255.0), dtype=np.uint8
    )
    return developed


def encode_photo(pixels: Bytes, shot: Shot) -> bytes:
    """JPEG bytes with EXIF; portrait pictures are stored lying down with an orientation, as phones do."""
    stored = np.ascontiguousarray(np.rot90(pixels)) if shot.portrait else pixels
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = shot.model.make
    exif[ExifTags.Base.Model] = shot.model.model
    exif[ExifTags.Base.Software] = SOFTWARE
    exif[ExifTags.Base.Orientation] = 6 if shot.portrait else 1
    moment = shot.taken.strftime("%Y:%m:%d %H:%M:%S")
    exif[ExifTags.Base.DateTime] = moment
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = moment
    if shot.model.phone:  # an invented place, so that the release can show that it is gone
        place = exif.get_ifd(ExifTags.IFD.GPSInfo)
        place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (0.0, 0.0, 0.0)
        place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "E", (0.0, 0.0, 0.0)
    buffer = io.BytesIO()
    image = Image.fromarray(stored)
    image.save(buffer, "JPEG", quality=shot.model.quality, exif=exif.tobytes(), subsampling=0)
    return buffer.getvalue()
