"""Mining of hard distractors (ILIAS, section 3.3): terms, exact scores, the best N of any number of images.

The light half (numpy, pyarrow); `retrieval.mining.kernel` computes and needs torch.
"""

from retrieval.mining.choose import Block, Choice, choose, random_values
from retrieval.mining.ensembles import (
    ENSEMBLES,
    Ranks,
    Spread,
    Spreads,
    interval,
    mean,
    z_scores,
)
from retrieval.mining.hardness import Hardness, Posed, equal_size
from retrieval.mining.histogram import Histogram, edges_of
from retrieval.mining.nth import nth_largest
from retrieval.mining.queries import Term, TextQueries, text_queries
from retrieval.mining.record import asked, keys_sha256, keys_text, selection_text
from retrieval.mining.scores import (
    SCORES_VERSION,
    ExactScores,
    Scores,
    read_scores,
    scores_address,
    texts_sha256,
    write_scores,
)
from retrieval.mining.templates import TEMPLATES

__all__ = [
    "ENSEMBLES",
    "SCORES_VERSION",
    "TEMPLATES",
    "Block",
    "Choice",
    "ExactScores",
    "Hardness",
    "Histogram",
    "Posed",
    "Ranks",
    "Scores",
    "Spread",
    "Spreads",
    "Term",
    "TextQueries",
    "asked",
    "choose",
    "edges_of",
    "equal_size",
    "interval",
    "keys_sha256",
    "keys_text",
    "mean",
    "nth_largest",
    "random_values",
    "read_scores",
    "scores_address",
    "selection_text",
    "text_queries",
    "texts_sha256",
    "write_scores",
    "z_scores",
]
