"""The known transformations that are planted, by name: what people do to pictures before they publish them."""

from typing import Final

import cv2
import numpy as np

from retrieval.near_duplicates.edits import (
    HARDER,
    PROMISED,
    Edit,
    Image,
    bordered,
    brightened,
    collaged,
    cropped,
    recompressed,
    resized,
    rotated,
    without_colour,
)

CUT_AWAY: Final = (2, 5, 10, 15, 20, 25, 30, 40)  # percent of both sides


def _crop(percent: int) -> Edit:
    return lambda image, rng: cropped(image, 1 - percent / 100, rng)


def framed(image: Image) -> Image:
    """A dark border of a tenth of the larger side, without any text."""
    edge = round(0.1 * max(image.shape[:2]))
    return np.pad(image, ((edge, edge), (edge, edge), (0, 0)), constant_values=24)


def captioned(image: Image) -> Image:
    """White letters on a black bar over the lower part of the picture."""
    done = image.copy()
    height, width = done.shape[:2]
    top = round(0.86 * height)
    done[top:] = 0
    place, white = (width // 20, round(0.95 * height)), (255, 255, 255)
    cv2.putText(done, "when you find it in the attic", place, 0, height / 600, white, 2, cv2.LINE_AA)
    return done


def recoloured(image: Image) -> Image:
    """Hue turned by 20 degrees and half as much colour again."""
    hsv = cv2.cvtColor(image, cv2.COLOR_RGB2HSV).astype(np.float32)
    hsv[..., 0] = (hsv[..., 0] + 10) % 180  # OpenCV's hue counts in steps of two degrees
    hsv[..., 1] = np.minimum(255, hsv[..., 1] * 1.5)
    return np.asarray(cv2.cvtColor(hsv.astype(np.uint8), cv2.COLOR_HSV2RGB), dtype=np.uint8)


def as_webp(image: Image) -> Image:
    """The image after WebP of quality 50."""
    _, encoded = cv2.imencode(".webp", image[..., ::-1], [cv2.IMWRITE_WEBP_QUALITY, 50])
    decoded = np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR), dtype=np.uint8)
    return np.ascontiguousarray(decoded[..., ::-1])


AS_IT_IS: Final = "as it is"
TRANSFORMATIONS: Final[dict[str, Edit]] = {
    AS_IT_IS: lambda image, _: image,
    "JPEG quality 50": lambda image, _: recompressed(image, 50),
    "JPEG quality 20": lambda image, _: recompressed(image, 20),
    "WebP quality 50": lambda image, _: as_webp(image),
    "resized to 50 %": lambda image, _: resized(image, 0.5, 0.5),
    "resized to 25 %": lambda image, _: resized(image, 0.25, 0.25),
    **{f"cropped by {percent} %": _crop(percent) for percent in CUT_AWAY},
    "mirrored": lambda image, _: image[:, ::-1],
    "upside down": lambda image, _: image[::-1],
    "turned by 90 degrees": lambda image, _: np.rot90(image),
    "turned by 180 degrees": lambda image, _: np.rot90(image, 2),
    "turned by 5 degrees": lambda image, _: rotated(image, 5),
    "border": lambda image, _: framed(image),
    "border and caption": lambda image, _: bordered(image),
    "caption over it": lambda image, _: captioned(image),
    "gamma 1.8": lambda image, _: brightened(image, 1.8),
    "gamma 0.6": lambda image, _: brightened(image, 0.6),
    "other colours": lambda image, _: recoloured(image),
    "gray": lambda image, _: without_colour(image),
    "tile of a collage": lambda image, _: collaged(image),
    **{name: PROMISED[name] for name in ("blur", "stretched by 10 %")},
    **{name: HARDER[name] for name in ("perspective", "crop to 60 %, 70 % size, JPEG 50")},
}
