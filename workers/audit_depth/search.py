"""Where the hidden positives stand in the lists that the audit would show."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.encoders import Encoder, TextEncoder
from retrieval.index.reranked import exact_search
from workers.audit_depth.blocks import FIRST, Store
from workers.audit_depth.crowd import HIDDEN, SCENES, VIEWS, Crowd, hidden_objects

PLACES = 1000  # as many as a list of the audit holds; no import: processes of their own know no database
DEPTHS = (20, 100, 1000)
Positions = npt.NDArray[np.int64]
NOWHERE = np.iinfo(np.int64).max  # the place of a positive that a list does not show at all


@dataclass(frozen=True)
class Lists:
    """Positions int64 [objects, PLACES] by kind of list: "query", and "text" where the encoder reads texts."""

    by_kind: dict[str, Positions]


def search(store: Store, slug: str, encoder: Encoder) -> Lists:
    """The nearest of each query among hidden positives (positions below `planted`) and distractors."""
    crowd = store.crowd
    first = np.load(store.rows(slug, FIRST))
    rows = np.empty((crowd.distractors, first.shape[1]), dtype=np.float16)
    rows[: crowd.planted] = first[crowd.objects :]
    for block in range(crowd.blocks):
        start, number = crowd.planted + block * VIEWS * SCENES, crowd.views_in(block)
        rows[start : start + number] = np.load(store.rows(slug, block), mmap_mode="r")[:number]
    places = min(PLACES, crowd.distractors)
    queries = {"query": first[: crowd.objects].astype(np.float32)}
    if isinstance(encoder, TextEncoder):
        texts = [item.thing.caption for item in hidden_objects(crowd.seed, crowd.objects)]
        queries["text"] = encoder.encode_texts(texts)
    return Lists({kind: exact_search(rows, wanted, places).positions for kind, wanted in queries.items()})


def places_of(found: Positions, crowd: Crowd) -> Positions:
    """The place (from 1) of every hidden positive in the list of its object, int64 [planted]."""
    places = np.full(crowd.planted, NOWHERE, dtype=np.int64)
    for number, listed in enumerate(found):
        hidden = range(number * HIDDEN, (number + 1) * HIDDEN)
        for each in hidden:
            (there,) = np.nonzero(listed == each)
            if len(there):
                places[each] = there[0] + 1
    return places


def shares(places: Positions) -> dict[str, float]:
    """Of the hidden positives, the share that stands at each of DEPTHS or above."""
    return {str(depth): round(float((places <= depth).mean()), 4) for depth in DEPTHS}
