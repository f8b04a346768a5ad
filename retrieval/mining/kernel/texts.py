"""Text queries are described by an encoder, in the precision in which images are kept."""

import numpy as np
import numpy.typing as npt

from retrieval.encoders.encoder import Encoder, TextEncoder
from retrieval.mining.errors import problem
from retrieval.mining.queries import TextQueries

AT_ONCE = 256  # texts that an encoder is given together
SHORTEST = 1e-3  # of a text's descriptor: below it there is no direction


def describe_texts(encoder: Encoder, queries: TextQueries) -> npt.NDArray[np.float16]:
    """Unit rows of the texts, rounded to half precision as the rows of images are: float16 [T, D].

    Products of such numbers are whole multiples of 2^-48, and sums of them that stay below 2 in absolute
    value fit into a double: the score of an image is then one number, whoever adds in whatever order.

    Raises RetrievalError `mining.no-text-tower` and `mining.text-descriptor`.
    """
    if not isinstance(encoder, TextEncoder):
        raise problem("mining.no-text-tower", encoder=encoder.name)
    blocks = []
    for first in range(0, len(queries), AT_ONCE):
        rows = encoder.encode_texts(queries.texts[first : first + AT_ONCE])
        for row, text in zip(rows, queries.texts[first:], strict=False):
            length = float(np.linalg.norm(row))
            if not np.isfinite(length) or length < SHORTEST:
                raise problem("mining.text-descriptor", encoder=encoder.name, text=text, reason=f"{length:g}")
        blocks.append(rows.astype(np.float16))
    return np.concatenate(blocks)
