"""Names of the rows of an index, read from a mapped file: a hundred million of them need no memory."""

import hashlib
import mmap
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from retrieval.errors import RetrievalError
from retrieval.index.descriptor_index import NOWHERE, ShardSpan
from retrieval.index.shard_vectors import ShardVectors

NAMES_FILE = "names.txt"  # one per line
ENDS_FILE = "names.ends"  # little-endian uint64: where the line of each name ends


def write_names(folder: Path, shards: Sequence[ShardVectors]) -> None:
    """Writes the names of all shards in order; RetrievalError `index.known-name` for one that comes twice."""
    at = 0
    with (folder / NAMES_FILE).open("wb") as text, (folder / ENDS_FILE).open("wb") as ends:
        for shard in shards:
            lines = [f"{name}\n".encode() for name in shard.ids()]
            if len(set(lines)) != len(lines) or any(line.count(b"\n") != 1 for line in lines):
                raise RetrievalError(
                    "index.known-name",
                    f"Names in shard {shard.name!r} repeat or hold line breaks; they are unique.",
                )
            text.write(b"".join(lines))
            lengths = np.fromiter((len(line) for line in lines), dtype=np.uint64, count=len(lines))
            places = at + np.cumsum(lengths, dtype=np.uint64)
            ends.write(places.astype("<u8").tobytes())
            at += int(lengths.sum())


def hash_of_names(shards: Sequence[ShardVectors]) -> str:
    """SHA-256 of the file that `write_names` would write."""
    digest = hashlib.sha256()
    for shard in shards:
        digest.update("".join(f"{name}\n" for name in shard.ids()).encode())
    return digest.hexdigest()


class NameTable:
    """Names by position, and positions by name."""

    def __init__(self, folder: Path, spans: Sequence[ShardSpan]) -> None:
        self._ends = np.memmap(folder / ENDS_FILE, dtype="<u8", mode="r")
        with (folder / NAMES_FILE).open("rb") as text:
            self._text = mmap.mmap(text.fileno(), 0, access=mmap.ACCESS_READ)
        self._spans = {span.name: span for span in spans}

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, position: int) -> str:
        if not 0 <= position < len(self):
            raise IndexError(position)
        return self._text[self._begin(position) : int(self._ends[position]) - 1].decode()

    def find(self, name: str) -> int:
        """The position of a name "<shard>/<key>", -1 where it is not in; looks through one shard."""
        span = self._spans.get(name.partition("/")[0])
        if span is None or not span.rows or "\n" in name:
            return NOWHERE
        first, last = self._begin(span.first), int(self._ends[span.first + span.rows - 1])
        line = f"{name}\n".encode()
        at = self._text.find(line, first, last)
        while at > first and self._text[at - 1 : at] != b"\n":
            at = self._text.find(line, at + 1, last)
        return NOWHERE if at < 0 else int(np.searchsorted(self._ends, at, side="right"))

    def _begin(self, position: int) -> int:
        return int(self._ends[position - 1]) if position else 0
