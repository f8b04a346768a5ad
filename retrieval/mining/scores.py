"""What a pass over one shard found out, as a Parquet file beside the shard."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from retrieval.mining.errors import problem

SCORES_VERSION: Final = 2  # changes whenever the same rows and texts would give other bytes


@dataclass(frozen=True, eq=False)
class Scores:
    """Of each row: the largest similarity to any text, float32 [N], known up to +- `bound`, float32 [N]."""

    value: npt.NDArray[np.float32]
    bound: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.value)


@dataclass(frozen=True, eq=False)
class ExactScores:
    """Of each row: the largest similarity, float64 [N], as exact as a number can be, and the text, int32 [N]."""

    score: npt.NDArray[np.float64]
    text: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.score)


def scores_address(descriptors_sha256: str, texts_sha256: str, precision: str) -> str:
    """The name of the scores of one shard by one encoder: of everything that determines them (32 digits).

    `descriptors_sha256` is that of the file of descriptors, `texts_sha256` that of the text descriptors'
    bytes: the encoder shows in both.
    """
    parts = [SCORES_VERSION, descriptors_sha256, texts_sha256, precision]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def texts_sha256(texts: npt.NDArray[np.float16]) -> str:
    """Of the text descriptors float16 [T, D]: shape and bytes."""
    digest = hashlib.sha256(json.dumps(texts.shape).encode())
    digest.update(np.ascontiguousarray(texts).tobytes())
    return digest.hexdigest()


def write_scores(path: Path, scores: Scores) -> None:
    """Writes the file; the same bytes for the same scores. Raises OSError."""
    table = pa.table({"value": scores.value, "bound": scores.bound})
    pq.write_table(table, path, compression="zstd", write_statistics=False)


def read_scores(path: Path, count: int) -> Scores:
    """The scores of a shard of `count` rows.

    Raises RetrievalError `mining.scores-damaged` for a file that is missing, damaged or of another length.
    """
    try:
        table = pq.read_table(path, columns=["value", "bound"])
        value, bound = (np.asarray(table[name].to_numpy(), dtype=np.float32) for name in ("value", "bound"))
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        raise problem("mining.scores-damaged", file=path, reason=error) from error
    if len(value) != count:
        raise problem("mining.scores-damaged", file=path, reason=f"it has {len(value)} rows, not {count}")
    return Scores(value, bound)
