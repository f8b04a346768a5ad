"""The first places of a list in the order of local features that agree with the queries of an object."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from annotations.rules.audit import TEXT
from curation.distractor_rows import image_of
from curation.models import DistractorSet
from retrieval.fingerprints.local import LocalFeatures, extract_local
from retrieval.images import read_pixels
from retrieval.near_duplicates.alignment import align
from workers.distractor_nearest import Near

THREADS = 2  # OpenCV lets go of the interpreter while it works
NOT_COMPARED = -1


class Comparison:
    """The queries of one object against distractors of one set; a distractor of two lists is read once."""

    def __init__(self, found: DistractorSet, queries: Mapping[str, npt.NDArray[np.uint8]]) -> None:
        self._set = found
        self._queries = {name: extract_local(pixels) for name, pixels in queries.items()}
        self._features: dict[str, LocalFeatures | None] = {}

    def verified(self, name: str, near: Sequence[Near], first: int) -> list[tuple[Near, int]]:
        """The list with its first places by inliers, equals as they stood; NOT_COMPARED where nothing was.

        The list of a query is compared with that query, the list of the text with all of them.
        """
        queries = [self._queries[name]] if name != TEXT else list(self._queries.values())
        candidates = list(near[:first])
        self._read(candidates)
        with ThreadPoolExecutor(THREADS) as pool:
            inliers = list(pool.map(lambda each: self._inliers(each, queries), candidates))
        order = sorted(range(len(candidates)), key=lambda place: -inliers[place])
        ordered = [(candidates[place], inliers[place]) for place in order]
        return [*ordered, *((each, NOT_COMPARED) for each in near[first:])]

    def _read(self, candidates: Sequence[Near]) -> None:
        missing = [each for each in candidates if each.id not in self._features]
        images = [image_of(self._set, each.id) if each.size[0] else None for each in missing]
        with ThreadPoolExecutor(THREADS) as pool:
            read = pool.map(
                lambda data: extract_local(read_pixels(data)) if data is not None else None, images
            )
            self._features.update(zip((each.id for each in missing), read, strict=True))

    def _inliers(self, each: Near, queries: Sequence[LocalFeatures]) -> int:
        features = self._features[each.id]
        if features is None or not queries:
            return NOT_COMPARED
        aligned = (align(query, features) for query in queries)
        return max((found.inliers for found in aligned if found is not None), default=0)
