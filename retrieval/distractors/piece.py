"""What a source gives: pieces to plan with, and the items of a piece."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from retrieval.errors import RetrievalError

Options = Mapping[str, Any]
SHARD_SIZE = 10_000  # images of one shard unless the options say otherwise


@dataclass(frozen=True, slots=True)
class Piece:
    """What one shard is made of. `payload` is JSON and all that the source needs to read it again.

    `name` is the first part of the ids (no "." and no "/"); `expected` counts images, 0 when unknown.
    """

    name: str
    payload: dict[str, Any] = field(default_factory=dict)
    expected: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One image of a source, or why it can't be one (`refused`); `key` is as the source names it.

    `data` are its bytes or its file; `descriptor` float32 [D] comes instead of them. `location` says where it
    came from, without the path of one machine.
    """

    key: str
    location: str
    data: bytes | Path | None = None
    descriptor: npt.NDArray[np.float32] | None = None
    caption: str = ""
    licence: str = ""
    author: str = ""
    source_url: str = ""
    refused: RetrievalError | None = None


class Source(Protocol):
    """A kind of place where distractors lie."""

    def plan(self, location: str, options: Options) -> list[Piece]:
        """The pieces, the same ones whenever the source is the same; raises DistractorError."""

    def read(self, piece: Piece) -> Iterator[Item]:
        """The items of a piece in their order, a few in memory at a time; raises DistractorError."""
