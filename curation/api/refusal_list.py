"""The refused images of a set as one long list of which only the asked-for part is read."""

from itertools import islice
from typing import Any

from curation.distractor_rows import refused_in
from curation.models import DistractorSet, DistractorShard


class RefusalList:
    """A sequence over the `refused.parquet` of all shards; counts come from their rows in PostgreSQL."""

    def __init__(self, found: DistractorSet, code: str = "") -> None:
        self._set, self._code = found, code
        rows = found.shards.filter(state=DistractorShard.State.DONE, refused__gt=0).order_by("number")
        if code:
            rows = rows.filter(refusals__has_key=code)
        self._shards = [(row, row.refusals.get(code, 0) if code else row.refused) for row in rows]

    def __len__(self) -> int:
        return sum(count for _, count in self._shards)

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        start, stop, _ = part.indices(len(self))
        found: list[dict[str, Any]] = []
        for shard, count in self._shards:
            if start < count and stop > 0:
                rows = refused_in(self._set, shard, self._code)
                found += islice(rows, max(start, 0), min(stop, count))
            start, stop = start - count, stop - count
        return found
