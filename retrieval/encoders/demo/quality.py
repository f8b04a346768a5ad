"""How well an encoder finds drawn things by text and by picture; scenes that training never saw."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.encoders.demo.scenes import Drawing, Subject
from retrieval.encoders.encoder import Encoder, TextEncoder

UNSEEN = Drawing(seed=910_000, things=300, clean=1, cluttered=1)
DEPTHS = (1, 5, 10)
Scores = dict[str, float]
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Measured:
    """Percentages by name: recall at each depth and mean average precision; `chance` of a random order."""

    found: Scores
    chance: Scores


def ranks_of(queries: Vectors, database: Vectors) -> npt.NDArray[np.int64]:
    """The place int64 [N], from 1, of row i of the database for query i; ties count against it."""
    similarities = queries @ database.T
    own = similarities.diagonal()[:, None]
    ranks: npt.NDArray[np.int64] = (similarities >= own).sum(axis=1)
    return ranks


def scored(ranks: npt.NDArray[np.int64], size: int) -> Measured:
    """Recall@k and mean average precision of one relevant picture per query among `size`.

    With one relevant picture the average precision is 1 / rank; of a random order its mean is H(size) /
    size, with H the harmonic number.
    """
    found = {f"recall@{depth}": 100 * float((ranks <= depth).mean()) for depth in DEPTHS}
    found["mAP"] = 100 * float((1 / ranks).mean())
    chance = {f"recall@{depth}": 100 * min(depth / size, 1.0) for depth in DEPTHS}
    chance["mAP"] = 100 * float((1 / np.arange(1, size + 1)).sum()) / size
    return Measured(found, chance)


def text_to_image(encoder: TextEncoder, subjects: Sequence[Subject], database: Vectors) -> Measured:
    """Each thing's description against one picture of every thing."""
    texts = encoder.encode_texts([subject.thing.caption for subject in subjects])
    return scored(ranks_of(texts, database), len(subjects))


def pictures_of(encoder: Encoder, subjects: Sequence[Subject], *, clean: bool) -> Vectors:
    """Descriptors of the first clean, or cluttered, picture of every thing."""
    chosen = [next(one.pixels for one in subject.scenes if one.clean == clean) for subject in subjects]
    return encoder.encode_images(chosen)
