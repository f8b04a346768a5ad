"""Plants every transformation in every picture and compares what came out with original and others."""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.near_duplicates.calibration.comparing import Comparison, Seen
from retrieval.near_duplicates.calibration.picture import Picture, Source, as_kept
from retrieval.near_duplicates.calibration.plants import AS_IT_IS, TRANSFORMATIONS
from retrieval.near_duplicates.fingerprint import fingerprint_image

Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Trial:
    """A transformed picture compared with another; `copy` if that one is its original."""

    source: Source
    transformation: str
    picture: str
    other: str
    copy: bool
    comparison: Comparison


def run_trials(pictures: Sequence[Picture], seed: int, progress: Progress) -> list[Trial]:
    """All trials, in the order of pictures and transformations; the same pictures give the same trials."""
    stored = {picture.name: fingerprint_image(picture.pixels) for picture in pictures}
    originals = [picture for picture in pictures if picture.planted]
    total = len(originals) * len(TRANSFORMATIONS)
    trials: list[Trial] = []
    for number, picture in enumerate(originals):
        for place, (name, edit) in enumerate(TRANSFORMATIONS.items(), start=1):
            rng = np.random.default_rng([seed, zlib.crc32(f"{picture.name}/{name}".encode())])
            copy = as_kept(np.ascontiguousarray(edit(picture.pixels, rng)))
            seen = Seen(fingerprint_image(copy))
            against = [] if name == AS_IT_IS else [picture.name]
            against += [other for other in picture.others if other in stored]
            trials += [
                Trial(
                    picture.source,
                    name,
                    picture.name,
                    other,
                    other == picture.name,
                    seen.against(stored[other]),
                )
                for other in against
            ]
            progress(number * len(TRANSFORMATIONS) + place, total)
    return trials
