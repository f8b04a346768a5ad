"""What happens to photographs on their way through the web, to measure what is still recognised."""

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]
Edit = Callable[[Image, np.random.Generator], Image]


def recompressed(image: Image, quality: int) -> Image:
    """The image after JPEG of that quality."""
    _, encoded = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    decoded = np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR), dtype=np.uint8)
    return np.ascontiguousarray(decoded[..., ::-1])


def cropped(image: Image, share: float, rng: np.random.Generator) -> Image:
    """A window of that share of both sides, at a random place (on no grid)."""
    height, width = image.shape[:2]
    rows, columns = round(height * share), round(width * share)
    top = int(rng.integers(0, height - rows + 1))
    left = int(rng.integers(0, width - columns + 1))
    return image[top : top + rows, left : left + columns]


def resized(image: Image, across: float, down: float) -> Image:
    """The image with both sides scaled."""
    size = (max(1, round(image.shape[1] * across)), max(1, round(image.shape[0] * down)))
    kernel = cv2.INTER_AREA if across < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, size, interpolation=kernel), dtype=np.uint8)


def bordered(image: Image) -> Image:
    """A white border with a caption under the image."""
    height, width = image.shape[:2]
    edge = round(0.1 * max(height, width))
    framed = np.full((height + 3 * edge, width + 2 * edge, 3), 255, dtype=np.uint8)
    framed[edge : edge + height, edge : edge + width] = image
    place, black = (edge, height + 2 * edge + edge // 2), (0, 0, 0)
    thickness = max(1, edge // 30)
    cv2.putText(framed, "Figure 3: a caption", place, 0, edge / 60, black, thickness, cv2.LINE_AA)
    return framed


def rotated(image: Image, degrees: float) -> Image:
    """Turned about its centre on a canvas that holds all of it."""
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cosine, sine = abs(turn[0, 0]), abs(turn[0, 1])
    size = (round(width * cosine + height * sine), round(width * sine + height * cosine))
    turn[:, 2] += ((size[0] - width) / 2, (size[1] - height) / 2)
    return np.asarray(cv2.warpAffine(image, turn, size, flags=cv2.INTER_CUBIC), dtype=np.uint8)


def tilted(image: Image, rng: np.random.Generator) -> Image:
    """Photographed from a screen: every corner moved by up to 6 % of the sides."""
    height, width = image.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    moved = corners + (rng.uniform(-0.06, 0.06, (4, 2)) * (width, height)).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners, moved)
    return np.asarray(cv2.warpPerspective(image, matrix, (width, height)), dtype=np.uint8)


def brightened(image: Image, exponent: float) -> Image:
    """Another gamma."""
    table = np.rint(255 * (np.arange(256) / 255) ** exponent).astype(np.uint8)
    return table[image]


def without_colour(image: Image) -> Image:
    """Gray, as three equal channels."""
    gray = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    return np.repeat(gray[..., None], 3, axis=2)


def collaged(image: Image) -> Image:
    """One of four tiles, the others plain."""
    height, width = image.shape[:2]
    sheet = np.full((2 * height, 2 * width, 3), 235, dtype=np.uint8)
    sheet[height:, :width] = image
    sheet[: height // 2, width:] = (40, 90, 160)
    return sheet


def blurred(image: Image) -> Image:
    """Gaussian blur of a quarter of a percent of the larger side."""
    sigma = 0.0025 * max(image.shape)
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), dtype=np.uint8)


PROMISED: dict[str, Edit] = {
    "crop to 80 %": lambda image, rng: cropped(image, 0.8, rng),
    "crop to 60 %": lambda image, rng: cropped(image, 0.6, rng),
    "border and caption": lambda image, _: bordered(image),
    "rotated by 5 degrees": lambda image, _: rotated(image, 5),
    "blur": lambda image, _: blurred(image),
    "stretched by 10 %": lambda image, _: resized(image, 1.1, 1.0),
}
HARDER: dict[str, Edit] = {
    "JPEG quality 20": lambda image, _: recompressed(image, 20),
    "resized to 25 %": lambda image, _: resized(image, 0.25, 0.25),
    "crop to 50 %": lambda image, rng: cropped(image, 0.5, rng),
    "crop to 40 %": lambda image, rng: cropped(image, 0.4, rng),
    "crop to 60 %, 70 % size, JPEG 50": lambda image, rng: recompressed(
        resized(cropped(image, 0.6, rng), 0.7, 0.7), 50
    ),
    "crop to 70 %, mirrored": lambda image, rng: np.ascontiguousarray(cropped(image, 0.7, rng)[:, ::-1]),
    "perspective": tilted,
    "gamma 1.8": lambda image, _: brightened(image, 1.8),
    "gray": lambda image, _: without_colour(image),
    "tile of a collage": lambda image, _: collaged(image),
}
