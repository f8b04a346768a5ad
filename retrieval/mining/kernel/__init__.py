"""The heavy half of mining: matrix products of rows and texts (docs/decisions/0009)."""

from retrieval.mining.kernel.rows import checked_rows
from retrieval.mining.kernel.scorer import Scorer
from retrieval.mining.kernel.texts import describe_texts

__all__ = ["Scorer", "checked_rows", "describe_texts"]
