"""Whether two images show the same pixels once one is laid over the other."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

WINDOW = 9
BLUR = 1.5
# Gray levels of spread within a window below which nothing can be compared (noise, sky, paper).
STRUCTURE = 3.0
# Correlation of a window from which both sides show the same thing.
ALIKE = 0.8
LEAST_PIXELS = 150

Floats = npt.NDArray[np.float64]
Gray = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Agreement:
    """share: of the structured pixels that agree; overlap: shared area over the smaller area."""

    share: float
    overlap: float


NONE = Agreement(0.0, 0.0)


def agreement(first: Gray, second: Gray, matrix: Floats) -> Agreement:
    """Lays the first gray thumbnail on the second by a 3 x 3 matrix in fractions of their sides.

    The finer of the two is brought to the coarser one, so that a crop is compared at the
    resolution both have. Windows are compared by normalised correlation: gain and brightness do
    not count.
    """
    if abs(np.linalg.det(matrix)) < 1e-9:
        return NONE
    pixels = _from_fractions(second) @ matrix @ np.linalg.inv(_from_fractions(first))
    zoom = float(np.sqrt(abs(np.linalg.det(pixels[:2, :2]))))
    if zoom > 1.0:
        first, second, pixels, zoom = second, first, np.linalg.inv(pixels), 1.0 / zoom
    if zoom < 0.02:
        return NONE
    laid, inside = _warped(first, second.shape, pixels, zoom)
    area = min(_footprint(first, pixels), float(second.size))
    overlap = min(1.0, float(inside.sum()) / max(area, 1.0))
    return Agreement(_share(laid, second, inside), overlap)


def _warped(
    source: Gray, shape: tuple[int, ...], matrix: Floats, zoom: float
) -> tuple[Gray, npt.NDArray[np.bool_]]:
    """The source in the other's pixels, filtered before it shrinks, and where it lies."""
    smooth = source
    if zoom < 0.9:
        smooth = np.asarray(cv2.GaussianBlur(source, (0, 0), 0.45 / zoom), dtype=np.uint8)
    size = (shape[1], shape[0])
    laid = cv2.warpPerspective(smooth, matrix, size, flags=cv2.INTER_LINEAR)
    cover = cv2.warpPerspective(np.full_like(source, 255), matrix, size, flags=cv2.INTER_LINEAR)
    return np.asarray(laid, dtype=np.uint8), np.asarray(cover > 250, dtype=np.bool_)


def _share(first: Gray, second: Gray, inside: npt.NDArray[np.bool_]) -> float:
    border = np.ones((WINDOW, WINDOW), dtype=np.uint8)
    core = cv2.erode(inside.astype(np.uint8), border, borderValue=0) > 0
    one, two = (cv2.GaussianBlur(x.astype(np.float32), (0, 0), BLUR) for x in (first, second))
    mean_one, mean_two, squares_one, squares_two, product = (
        cv2.boxFilter(x, -1, (WINDOW, WINDOW)) for x in (one, two, one * one, two * two, one * two)
    )
    spread_one = np.maximum(squares_one - mean_one**2, 0)
    spread_two = np.maximum(squares_two - mean_two**2, 0)
    structured = core & (np.maximum(spread_one, spread_two) > STRUCTURE**2)
    if int(structured.sum()) < LEAST_PIXELS:
        return 0.0
    correlation = (product - mean_one * mean_two) / np.sqrt(spread_one * spread_two + 1.0)
    return float((correlation[structured] > ALIKE).mean())


def _footprint(image: Gray, matrix: Floats) -> float:
    """Area in the other's pixels that the whole image would cover."""
    height, width = image.shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64)
    moved = cv2.perspectiveTransform(corners[:, None, :], matrix).astype(np.float32)
    return float(cv2.contourArea(moved))


def _from_fractions(image: Gray) -> Floats:
    """Fractions of the sides to pixel centres."""
    height, width = image.shape
    return np.array([[width, 0, -0.5], [0, height, -0.5], [0, 0, 1]], dtype=np.float64)
