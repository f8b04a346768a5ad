"""How rows and shards lie on a Milvus server: two collections, one of rows and one of shards."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from retrieval.errors import RetrievalError
from retrieval.index.descriptor_index import ShardSpan
from retrieval.index.plan import IndexPlan
from retrieval.index.shard_vectors import ShardVectors, float16_blocks

POSITION, NAME, VECTOR, ROWS = "position", "name", "vector", "rows"
LONGEST_NAME: Final = 512
INSERT_BYTES: Final = 8 * 1024**2  # a server takes 64 MB in one call; smaller ones wait less
NUMBERS_OF_A_SHARD: Final = 2  # Milvus wants a vector in every collection
MOST_ANSWERED: Final = 16_384
STRONG: Final = "Strong"  # a search sees every row whose insertion was acknowledged


@dataclass(frozen=True)
class MilvusTarget:
    """Where a collection is: address as in MILVUS_URI, its name, and the token of a protected server."""

    uri: str
    collection: str
    token: str = field(default="", repr=False)
    timeout: float = 60.0  # seconds for one call

    @property
    def shards(self) -> str:
        """The collection that holds which shards are in."""
        return f"{self.collection}_shards"


def load_pymilvus() -> Any:
    """The module; it brings grpc and pandas along, so nothing loads it in passing."""
    import pymilvus  # noqa: PLC0415 - loaded when a server is asked for

    return pymilvus


@contextmanager
def refusing(target: MilvusTarget) -> Iterator[None]:
    """What the server refuses as RetrievalError `index.server`."""
    try:
        yield
    except load_pymilvus().MilvusException as error:
        raise RetrievalError(
            "index.server",
            f"The Milvus server at {target.uri} refused or did not answer ({error.message}). "
            "Check MILVUS_URI and that the server runs, then start again.",
        ) from error


def connected(target: MilvusTarget) -> Any:
    """A client; RetrievalError `index.server` when nobody answers."""
    with refusing(target):
        return load_pymilvus().MilvusClient(uri=target.uri, token=target.token, timeout=target.timeout)


def new_collections(client: Any, target: MilvusTarget, said: Mapping[str, Any], dimension: int) -> None:
    """Makes both collections unless a killed run made them; others of that name are refused.

    Raises RetrievalError `index.other-encoder` when they were made with something else to say.
    """
    description = json.dumps(dict(said), sort_keys=True)
    if client.has_collection(target.collection):
        if client.describe_collection(target.collection)["description"] != description:
            raise RetrievalError(
                "index.other-encoder",
                f"Collection {target.collection} on {target.uri} was made for other descriptors. "
                "Drop it, or choose another name.",
            )
        return
    _create(client, target.shards, "", NUMBERS_OF_A_SHARD, {ROWS: load_pymilvus().DataType.INT64})
    _create(client, target.collection, description, dimension, {})  # last: it says that both are there


def _create(client: Any, name: str, description: str, dimension: int, more: Mapping[str, Any]) -> None:
    pymilvus = load_pymilvus()
    if client.has_collection(name):
        return
    kinds = pymilvus.DataType
    schema = client.create_schema(auto_id=False, enable_dynamic_field=False, description=description)
    schema.add_field(POSITION, kinds.INT64, is_primary=True)
    schema.add_field(NAME, kinds.VARCHAR, max_length=LONGEST_NAME)
    for column, kind in more.items():
        schema.add_field(column, kind)
    schema.add_field(VECTOR, kinds.FLOAT_VECTOR, dim=dimension)
    client.create_collection(name, schema=schema, consistency_level=STRONG)
    if more:  # the small one is asked while the large one is still being filled
        _index(client, name, "FLAT", {})
        client.load_collection(name)


def spans_on(client: Any, target: MilvusTarget) -> list[ShardSpan]:
    """The shards that are in completely, in the order of positions."""
    spans: list[ShardSpan] = []
    while True:
        after = spans[-1].first if spans else -1
        page = client.query(
            target.shards,
            filter=f"{POSITION} > {after}",
            output_fields=[POSITION, NAME, ROWS],
            limit=MOST_ANSWERED,
            consistency_level=STRONG,
        )
        spans += sorted((ShardSpan(r[NAME], r[POSITION], r[ROWS]) for r in page), key=lambda span: span.first)
        if len(page) < MOST_ANSWERED:
            return spans


def insert_shard(client: Any, target: MilvusTarget, shard: ShardVectors, first: int) -> None:
    """Inserts the rows at positions from `first` on, then notes the shard."""
    names = shard.ids()
    position = first
    for block in float16_blocks(shard):
        at_once = max(1, INSERT_BYTES // (4 * block.shape[1]))
        for start in range(0, len(block), at_once):
            wide = block[start : start + at_once].astype(np.float32)
            data = [
                {POSITION: position + place, NAME: next(names), VECTOR: row} for place, row in enumerate(wide)
            ]
            client.insert(target.collection, data)
            position += len(data)
    noted = {POSITION: first, NAME: shard.name, ROWS: len(shard), VECTOR: [0.0] * NUMBERS_OF_A_SHARD}
    client.insert(target.shards, [noted])


def delete_rows(client: Any, target: MilvusTarget, positions: Iterable[int]) -> None:
    """Deletes rows by primary key, which a server does whether or not the collection is loaded."""
    keys = [int(position) for position in positions]
    for first in range(0, len(keys), MOST_ANSWERED):
        client.delete(target.collection, ids=keys[first : first + MOST_ANSWERED])


def index_rows(client: Any, target: MilvusTarget, plan: IndexPlan) -> None:
    """Lets the server build the plan's index over all rows and load it; waits until it is there."""
    parameters: dict[str, int] = {} if plan.server_index == "FLAT" else {"nlist": plan.nlist}
    if plan.server_index == "IVF_PQ":
        parameters |= {"m": plan.code_bytes, "nbits": 8}
    client.flush(target.collection)
    _index(client, target.collection, plan.server_index, parameters)
    client.load_collection(target.collection)


def literal(text: str) -> str:
    """A text as the server's expressions write it."""
    return json.dumps(text, ensure_ascii=False)


def _index(client: Any, name: str, kind: str, parameters: Mapping[str, int]) -> None:
    wanted = client.prepare_index_params()
    wanted.add_index(VECTOR, index_type=kind, metric_type="IP", params=dict(parameters))
    client.create_index(name, wanted)
