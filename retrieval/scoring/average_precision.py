"""Average precision at k, as the paper of ILIAS defines it and as its code computes it."""

from collections.abc import Set as AbstractSet

import numpy as np
import numpy.typing as npt

from retrieval.errors import RetrievalError

Scores = npt.NDArray[np.float64]
Hits = npt.NDArray[np.bool_]


def average_precision_at_k(hits: Hits, positives: int, k: int) -> float:
    """AP@k = (1 / min(k, |G|)) * sum over hits in the top k of the precision at the hit.

    `hits` is bool [N], best first; `positives` is |G|. Rectangles, no interpolation (ILIAS, sec. 4;
    spec §14). 0.0 without a hit. Raises RetrievalError `scoring.k` for k or |G| below 1.
    """
    _check(positives, k)
    top = np.asarray(hits[:k], dtype=np.bool_)
    return float(_precisions(top)[top].sum()) / min(k, positives)


def ilias_average_precision_at_k(
    ids: list[str], scores: Scores, positives: AbstractSet[str], k: int
) -> float:
    """AP@k exactly as evaluate.py of ILIAS: ties are one block with the precision at its end.

    `ids` [N] and `scores` [N], larger is better, in any order. The order of tied results around
    rank k is that of numpy's default sort, as there (F 1.6). Raises RetrievalError `scoring.k`.
    """
    _check(len(positives), k)
    order = np.argsort(-scores)[:k]
    hits = np.isin(np.asarray(ids)[order], list(positives))
    ends = _block_ends(scores[order])
    return float(_precisions(hits)[ends][hits].sum()) / min(k, len(positives))


def _precisions(hits: Hits) -> Scores:
    return np.cumsum(hits) / np.arange(1, len(hits) + 1, dtype=np.float64)


def _block_ends(ordered: Scores) -> npt.NDArray[np.intp]:
    """For each rank the last rank with the same score; int [N] for descending float [N]."""
    last = np.append(ordered[1:] != ordered[:-1], True) if len(ordered) else np.empty(0, bool)
    ends = np.flatnonzero(last)
    blocks = np.cumsum(last) - last
    ending: npt.NDArray[np.intp] = ends[blocks]
    return ending


def _check(positives: int, k: int) -> None:
    if positives < 1 or k < 1:
        raise RetrievalError(
            "scoring.k", f"AP@k needs k and |G| of at least 1, not k={k} and |G|={positives}."
        )
