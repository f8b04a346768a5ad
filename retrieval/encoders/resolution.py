"""At which size a picture is encoded: the rule of ILIAS, one level above training."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from retrieval.errors import RetrievalError

Resolution = int | Literal["paper", "native"]
Size = tuple[int, int]
Pixels = npt.NDArray[np.uint8]

TRAINED = 224  # the level below the three that are tested at
LEVELS = (384, 512, 724)
SMALL = 192  # networks below it are no subject of the paper; they keep the ratio of its first level
SMALLEST, LARGEST = 16, 4096


def paper_resolution(training: int) -> int:
    """The larger side in pixels at which a network is tested that was trained with `training`.

    ILIAS, section 4: one level above the one of training, of 384, 512 and 724. Training sizes between
    levels belong to the nearest (its Table 2: 256 and 288 are tested at 384, 320 and 336 at 512), above
    the last one they stay. Below 192 the ratio of the first level holds: 384 to 224.
    """
    if training < SMALL:
        return round(training * LEVELS[0] / TRAINED)
    known = (TRAINED, *LEVELS)
    nearest = min(range(len(known)), key=lambda place: abs(known[place] - training))
    above = known[min(nearest + 1, len(known) - 1)]
    return max(above, training)


def chosen_resolution(wanted: Resolution, training: int) -> int | None:
    """The larger side to encode at; None for the model's own preprocessing.

    Raises RetrievalError `encoder.resolution` for a size that no picture should have.
    """
    if wanted == "native":
        return None
    if wanted == "paper":
        return paper_resolution(training)
    if type(wanted) is not int or not SMALLEST <= wanted <= LARGEST:
        raise RetrievalError(
            "encoder.resolution",
            f"{wanted!r} is no resolution of an encoder; choose paper, native or a larger side of "
            f"{SMALLEST} to {LARGEST} pixels.",
        )
    return wanted


def fitted(width: int, height: int, larger: int, multiple: int) -> Size:
    """Width and height with the larger side `larger` and the same aspect, in whole patches.

    Each side is rounded to the nearest multiple and has at least one.
    """
    scale = larger / max(width, height)
    sides = (max(round(side * scale / multiple), 1) * multiple for side in (width, height))
    wide, high = sides
    return wide, high


def grouped(images: Sequence[Pixels], larger: int, multiple: int) -> dict[Size, list[int]]:
    """Positions of the images by the size that they are encoded at, in the order of their first."""
    groups: dict[Size, list[int]] = {}
    for position, image in enumerate(images):
        height, width = image.shape[:2]
        groups.setdefault(fitted(width, height, larger, multiple), []).append(position)
    return groups
