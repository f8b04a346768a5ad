"""A distractor of a set by the name under which releases publish it."""

from dataclasses import dataclass
from typing import Any

import pyarrow.parquet as pq

from curation.distractor_rows import MANIFEST, ROWS, DistractorRow, row_at, row_of
from curation.distractor_store import local_folder
from curation.models import Benchmark, DistractorSet, DistractorShard
from retrieval.distractors import published_key
from retrieval.distractors.naming import may_publish


@dataclass(frozen=True, slots=True)
class SetDistractor:
    """One that is in a done shard of a set, whether it was taken out since or not."""

    key: str
    shard: DistractorShard
    row: DistractorRow

    def columns(self) -> dict[str, Any]:
        """What a withdrawal says of it."""
        return {"shard": self.shard, "place": self.row.place, "source_sha256": self.row.source_sha256}


def published_as(benchmark: Benchmark, key: str) -> SetDistractor | None:
    """The distractor of that published key, or named "<set>/<shard>/<key>"; None when no set holds it.

    Only shards whose names the key begins with are opened.
    """
    if key.count("/") == 2:
        slug, _, distractor = key.partition("/")
        found = DistractorSet.objects.filter(benchmark=benchmark, slug=slug).first()
        named = row_of(found, distractor) if found is not None else None
        return _found(*named) if named is not None else None
    shards = DistractorShard.objects.filter(set__benchmark=benchmark, state=DistractorShard.State.DONE)
    for pk, slug, name in shards.order_by("pk").values_list("pk", "set__slug", "name"):
        if may_publish(slug, name, key):
            shard = DistractorShard.objects.select_related("set__benchmark").get(pk=pk)
            for place, distractor in enumerate(_ids(shard)):
                if published_key(slug, *distractor.split("/", 1)) == key:
                    return _found(shard, row_at(shard.set, shard, place))
    return None


def _ids(shard: DistractorShard) -> list[str]:
    folder = local_folder(shard.folder, MANIFEST, shard.manifest, [ROWS])
    ids: list[str] = pq.read_table(folder / ROWS, columns=["id"])["id"].to_pylist()
    return ids


def _found(shard: DistractorShard, row: DistractorRow) -> SetDistractor:
    own = row.id.partition("/")[2]
    return SetDistractor(published_key(shard.set.slug, shard.name, own), shard, row)
