"""Recall at k: what a re-ranker of the top k could reach at best (ILIAS calls it the oracle)."""

from collections.abc import Set as AbstractSet

from retrieval.errors import RetrievalError


def recall_at_k(ranked: list[str], positives: AbstractSet[str], k: int) -> float:
    """Recall@k = |hits in the top k| / |G| for ids best first, 0.0 to 1.0.

    Unlike the oracle of evaluate.py it is right when fewer than k results are given (F 1.6).
    Raises RetrievalError `scoring.k` for k or |G| below 1.
    """
    if not positives or k < 1:
        raise RetrievalError(
            "scoring.k", f"Recall@k needs k and |G| of at least 1, not {k} and {len(positives)}."
        )
    return len(positives & set(ranked[:k])) / len(positives)
