"""The same index on a Milvus server: for sets that one machine does not hold."""

import json
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.errors import RetrievalError
from retrieval.index.descriptor_index import (
    NOTHING_HIDDEN,
    NOWHERE,
    Cancelled,
    Found,
    Positions,
    Progress,
    ShardSpan,
    checked_queries,
    nothing_found,
)
from retrieval.index.milvus_collection import (
    MOST_ANSWERED,
    NAME,
    POSITION,
    STRONG,
    VECTOR,
    MilvusTarget,
    connected,
    delete_rows,
    index_rows,
    insert_shard,
    literal,
    new_collections,
    refusing,
    spans_on,
)
from retrieval.index.plan import IndexPlan
from retrieval.index.reranked import ranked
from retrieval.index.shard_vectors import ShardVectors, demand_shard, demand_shards

QUERIES_AT_ONCE = 64


@dataclass(frozen=True)
class MilvusEffort:
    """How a server looks: lists probed, and rows fetched per place wanted to be compared exactly (0: none are)."""

    nprobe: int = 64
    candidates: int = 4


class MilvusIndex:
    """Positions are primary keys with names beside them; those of deleted rows are not given again."""

    def __init__(
        self, target: MilvusTarget, encoder_version: str = "", effort: MilvusEffort | None = None
    ) -> None:
        """Opens a collection that `build` made.

        Raises RetrievalError `index.server` when the server does not answer, `index.missing` without the
        collection, `index.other-encoder` when a version is given and the collection holds another's descriptors.
        """
        self._target, self._effort = target, effort or MilvusEffort()
        self._changing = threading.Lock()
        self._client = connected(target)
        with refusing(target):
            said = self._said(encoder_version)
            self._client.load_collection(target.shards)
            self._client.load_collection(target.collection)
            self._spans = spans_on(self._client, target)
        self._encoder_version, self._dimension = str(said["encoder_version"]), int(said["dimension"])

    @classmethod
    def build(
        cls,
        target: MilvusTarget,
        plan: IndexPlan,
        shards: Sequence[ShardVectors],
        encoder_version: str,
        progress: Progress = lambda done, total: None,
        cancelled: Cancelled = lambda: False,
    ) -> "MilvusIndex":
        """Fills a collection from shards and opens it; one that a killed run left is continued.

        Raises RetrievalError `index.plan` where the plan is not for a server, and what `build_index` and opening
        raise.
        """
        if plan.kind != "milvus":
            raise RetrievalError("index.plan", "This plan is for one machine; use build_index and a folder.")
        demand_shards(shards, plan.dimension)
        client = connected(target)
        said = {"encoder_version": encoder_version, "dimension": plan.dimension}
        with refusing(target):
            new_collections(client, target, said, plan.dimension)
            for done in _filled(client, target, shards):
                progress(done, plan.count)
                if cancelled():
                    raise RetrievalError(
                        "index.cancelled", "Filling the collection was cancelled; started again, it goes on."
                    )
            index_rows(client, target, plan)
        client.close()
        return cls(target, encoder_version)

    @property
    def encoder_version(self) -> str:
        """What described the rows."""
        return self._encoder_version

    @property
    def dimension(self) -> int:
        """Length D of a descriptor."""
        return self._dimension

    @property
    def shards(self) -> Sequence[ShardSpan]:
        """The shards in the order of their positions."""
        return list(self._spans)

    def __len__(self) -> int:
        """Number of positions, those of deleted rows included."""
        return self._spans[-1].first + self._spans[-1].rows if self._spans else 0

    def search(self, queries: npt.NDArray[Any], k: int, hidden: Positions = NOTHING_HIDDEN) -> Found:
        """The k nearest of each query float32 [Q, D], equals by position, without deleted and hidden rows.

        Raises RetrievalError `index.shape` for queries of another length, `index.depth` for more places than a
        server answers.
        """
        rows = checked_queries(queries, self._dimension)
        if k > MOST_ANSWERED:
            raise RetrievalError(
                "index.depth", f"A Milvus server answers at most {MOST_ANSWERED} places, not {k}."
            )
        found = nothing_found(len(rows), max(k, 0))
        for first in range(0, len(rows) if k > 0 else 0, QUERIES_AT_ONCE):
            asked = rows[first : first + QUERIES_AT_ONCE]
            for place, (query, hits) in enumerate(
                zip(asked, self._hits(asked, k, hidden), strict=True), first
            ):
                positions, values = self._ranked(query, hits, k)
                found.positions[place, : len(positions)] = positions
                found.similarities[place, : len(positions)] = values
        return found

    def add(self, shard: ShardVectors) -> None:
        """Takes a further shard behind the others; the next search finds it. One that is in stays as it is.

        Raises RetrievalError `index.shape` and `index.not-normalised`.
        """
        demand_shard(shard, self._dimension)
        with self._changing, refusing(self._target):
            if all(span.name != shard.name for span in self._spans):
                first = len(self)
                delete_rows(self._client, self._target, range(first, first + len(shard)))  # of a killed try
                insert_shard(self._client, self._target, shard, first)
                self._spans = [*self._spans, ShardSpan(shard.name, first, len(shard))]

    def delete(self, positions: Iterable[int]) -> None:
        """Removes rows from the server."""
        with refusing(self._target):
            delete_rows(self._client, self._target, positions)

    def drop(self) -> None:
        """Removes both collections from the server and closes the connection."""
        with refusing(self._target):
            self._client.drop_collection(self._target.collection)
            self._client.drop_collection(self._target.shards)
        self.close()

    def close(self) -> None:
        """Ends the connection."""
        self._client.close()

    def name(self, position: int) -> str:
        """The name "<shard>/<key>" of a row; IndexError where there is none (any more)."""
        rows = self._asked(f"{POSITION} == {int(position)}")
        if not rows:
            raise IndexError(position)
        return str(rows[0][NAME])

    def find(self, name: str) -> int:
        """The position of a name, -1 where it is not in (any more)."""
        rows = self._asked(f"{NAME} == {literal(name)}")
        return int(rows[0][POSITION]) if rows else NOWHERE

    def _asked(self, expression: str) -> list[dict[str, Any]]:
        with refusing(self._target):
            rows: list[dict[str, Any]] = self._client.query(
                self._target.collection,
                filter=expression,
                output_fields=[POSITION, NAME],
                limit=1,
                consistency_level=STRONG,
            )
        return rows

    def _hits(self, queries: npt.NDArray[np.float32], k: int, hidden: Positions) -> Sequence[Sequence[Any]]:
        several = self._effort.candidates
        with refusing(self._target):
            hits: Sequence[Sequence[Any]] = self._client.search(
                self._target.collection,
                data=list(queries),
                limit=min(max(1, several) * k, MOST_ANSWERED),
                filter=f"{POSITION} not in {hidden.tolist()}" if len(hidden) else "",
                output_fields=[VECTOR] if several else [],
                search_params={"metric_type": "IP", "params": {"nprobe": self._effort.nprobe}},
                consistency_level=STRONG,
            )
        return hits

    def _ranked(
        self, query: npt.NDArray[np.float32], hits: Sequence[Any], k: int
    ) -> tuple[Positions, npt.NDArray[np.float32]]:
        """Exact products of the rows that came, or the server's own values where none did."""
        positions = np.array([hit["id"] for hit in hits], dtype=np.int64)
        if not self._effort.candidates or not len(hits):
            return positions[:k], np.array([hit["distance"] for hit in hits], dtype=np.float32)[:k]
        rows = np.array([hit["entity"][VECTOR] for hit in hits], dtype=np.float32)
        return ranked(positions, rows, query, k)

    def _said(self, encoder_version: str) -> dict[str, Any]:
        target = self._target
        if not self._client.has_collection(target.collection):
            raise RetrievalError(
                "index.missing",
                f"There is no collection {target.collection} on {target.uri}. Build it first.",
            )
        said: dict[str, Any] = json.loads(self._client.describe_collection(target.collection)["description"])
        if encoder_version and encoder_version != said["encoder_version"]:
            raise RetrievalError(
                "index.other-encoder",
                f"Collection {target.collection} holds descriptors of {said['encoder_version']!r}, searched was "
                f"with {encoder_version!r}. Build a collection for this encoder.",
            )
        return said


def _filled(client: Any, target: MilvusTarget, shards: Sequence[ShardVectors]) -> Iterator[int]:
    """Inserts the shards that are not in; gives the rows that are after each."""
    there = set(spans_on(client, target))
    first, torn = 0, True
    for shard in shards:
        if ShardSpan(shard.name, first, len(shard)) not in there:
            if torn:  # a killed run can have begun the first shard after those that are in, and no other
                delete_rows(client, target, range(first, first + len(shard)))
                torn = False
            insert_shard(client, target, shard, first)
        first += len(shard)
        yield first
