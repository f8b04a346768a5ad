"""The port of every index: vectors in by id, nearest ids out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy.typing as npt


@dataclass(frozen=True)
class Hit:
    """One neighbour; `value` is an inner product or a number of bits, as the index measures."""

    name: str
    value: float


class Index(Protocol):
    """Callers get neighbours nearest first and never ask whether larger is nearer."""

    def build(self, names: Sequence[str], vectors: npt.NDArray[Any]) -> None:
        """Forgets everything and takes these vectors [N, D]."""

    def add(self, names: Sequence[str], vectors: npt.NDArray[Any]) -> None:
        """Takes further vectors; names must be new."""

    def search(self, queries: npt.NDArray[Any], k: int) -> list[list[Hit]]:
        """The k nearest of each query, nearest first, equals by name."""

    def save(self, folder: Path) -> None:
        """Writes it into a folder of its own."""

    def __len__(self) -> int:
        """Number of vectors."""
