"""One image file -> upright sRGB pixels, or a refusal. Runs only inside the limited child process."""

import io
import warnings
from dataclasses import dataclass
from typing import Final, cast

import numpy as np
import numpy.typing as npt
import pillow_heif
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from retrieval.images.borrowed import bgr
from retrieval.images.colour import to_srgb
from retrieval.images.ingested import Camera
from retrieval.images.limits import ImageLimits
from retrieval.images.metadata import camera_of
from retrieval.images.orientation import orientation_of, turned_upright, upright_size
from retrieval.images.pipeline import ReleasePipeline
from retrieval.images.refusals import refusal
from retrieval.images.sniff import image_format

AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # images are spread over processes
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, decode_threads=1)
# Named here so that they are loaded before the first fork; Pillow would look for them in each worker.
PLUGINS: Final = (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)
# To count the frames of these takes a walk through the file; in others the number stands in the header.
_FRAMES_BY_WALKING: Final = frozenset({"GIF", "TIFF"})
_BOMBS: Final = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """Upright sRGB pixels uint8 [H, W, 3], perhaps decoded smaller than width x height.

    Their order is blue, green, red, as OpenCV encodes them: turning a whole raster takes as long as
    hashing it.
    """

    pixels: npt.NDArray[np.uint8]
    format: str
    width: int
    height: int
    frames: int
    camera: Camera


def decoded(data: bytes, limits: ImageLimits, pipeline: ReleasePipeline) -> Decoded:
    """The first frame of an allowed format; raises ImageRefused for everything else."""
    name = image_format(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # damaged metadata: not worth a line
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        Image.MAX_IMAGE_PIXELS = limits.max_pixels
        with _opened(data, name, limits) as image:
            full_size = image.size
            if name == "JPEG":  # MPO, which several cameras write as .jpg, among them
                image.draft(None, _draft_size(full_size, pipeline))
                # all at once: 64 KB at a time cost a twentieth more
                cast("ImageFile.ImageFile", image).decodermaxblock = len(data)
            _loaded(image, name)
            # only now: PNG may hold its metadata behind the pixels, TIFF is turned while loading
            orientation, camera = orientation_of(image), camera_of(image)
            if name != "JPEG":
                full_size = image.size
            rgb = _converted(image, name)
            walk = name in _FRAMES_BY_WALKING
            frames = _walked_frames(data, name, limits) if walk else _stated_frames(image)
    width, height = upright_size(full_size, orientation)
    pixels = turned_upright(bgr(rgb), orientation)
    return Decoded(pixels, name, width, height, frames, camera)


def _opened(data: bytes, name: str, limits: ImageLimits) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(data), formats=[name])
    except _BOMBS as error:
        raise refusal("image.too_many_pixels", found=_bomb_size(error), limit=limits.max_pixels) from error
    except MemoryError:
        raise
    except UnidentifiedImageError as error:
        raise refusal("image.unreadable", format=name, reason="no decoder accepts it") from error
    except Exception as error:  # decoders raise anything on malformed headers
        code = "image.truncated" if _is_truncation(error) else "image.unreadable"
        raise refusal(code, format=name, reason=_reason(error)) from error
    width, height = image.size
    if width <= 0 or height <= 0:
        raise refusal("image.unreadable", format=name, reason="it declares no pixels")
    if width * height > limits.max_pixels:
        raise refusal("image.too_many_pixels", found=f"{width:,} x {height:,}", limit=limits.max_pixels)
    if name not in _FRAMES_BY_WALKING:
        _check_frames(_stated_frames(image), limits)
    return image


def _draft_size(size: tuple[int, int], pipeline: ReleasePipeline) -> tuple[int, int]:
    """What to ask libjpeg for: 1/8, 1/4 or 1/2 while that oversamples the release image enough."""
    wanted = pipeline.max_side * pipeline.oversampling
    factor = next((f for f in (8, 4, 2) if max(size) >= f * wanted), 1)
    return max(1, size[0] // factor), max(1, size[1] // factor)


def _loaded(image: Image.Image, name: str) -> None:
    try:
        image.load()
    except MemoryError:
        raise
    except Exception as error:  # decoders raise anything on malformed data
        code = "image.truncated" if _is_truncation(error) else "image.corrupt"
        raise refusal(code, format=name, reason=_reason(error)) from error


def _converted(image: Image.Image, name: str) -> Image.Image:
    try:
        return to_srgb(image)
    except MemoryError:
        raise
    except Exception as error:  # palettes and samples of damaged files are checked only here
        raise refusal("image.corrupt", format=name, reason=_reason(error)) from error


def _stated_frames(image: Image.Image) -> int:
    return int(getattr(image, "n_frames", 1))


def _walked_frames(data: bytes, name: str, limits: ImageLimits) -> int:
    """Frames or pages, counted on a second reader because walking there disturbs the first frame."""
    try:
        with Image.open(io.BytesIO(data), formats=[name]) as image:
            frames = _stated_frames(image)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - damage behind the first frame is of no consequence
        return 1
    _check_frames(frames, limits)
    return frames


def _check_frames(frames: int, limits: ImageLimits) -> None:
    if frames > limits.max_frames:
        raise refusal("image.too_many_frames", frames=frames, limit=limits.max_frames)


def _is_truncation(error: Exception) -> bool:
    text = str(error).lower()
    return "truncated" in text or "end of file" in text


def _bomb_size(error: Exception) -> str:
    """Pillow says `Image size (N pixels) exceeds limit ...`."""
    digits = "".join(character for character in str(error).split(")")[0] if character.isdigit())
    return f"{int(digits):,} pixels" if digits else "too many pixels"


def _reason(error: Exception) -> str:
    """A decoder's message as part of a sentence."""
    text = " ".join(str(error).split()).rstrip(".")[:160]
    return text or type(error).__name__
