"""Sets of distractors for tests: rows and files as a worker leaves them."""

import hashlib
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from curation.distractor_store import store_folder
from curation.models import Benchmark, DistractorSet, DistractorShard
from tests.factories import photo

REFUSED = [
    {"key": "broken", "location": "a/broken.jpg", "code": "image.truncated", "message": "It ends early."},
    {"key": "empty", "location": "a/empty.jpg", "code": "image.empty", "message": "It is empty."},
]


def make_distractor_set(benchmark: Benchmark, **fields: Any) -> DistractorSet:
    """A set with one done shard that holds the distractor "00000/one" and two refusals."""
    values: dict[str, Any] = {"slug": "wild", "kind": "folder", "location": "/wild", "state": "done"}
    found = DistractorSet.objects.create(benchmark=benchmark, **{**values, **fields})
    make_shard(found, 0, ["one"], REFUSED)
    return found


def make_shard(
    found: DistractorSet, number: int, keys: list[str], refused: list[dict[str, str]]
) -> DistractorShard:
    """A done shard with a drawn picture for each key."""
    shard = DistractorShard(set=found, number=number, name=f"{number:05d}", state="done")
    with TemporaryDirectory() as aside:
        folder = Path(aside)
        pictures = [photo(number * 100 + place) for place in range(len(keys))]
        (folder / "images.tar").write_bytes(b"".join(pictures))
        offsets = [sum(map(len, pictures[:place])) for place in range(len(keys))]
        rows = {
            "id": [f"{shard.name}/{key}" for key in keys],
            "width": [320] * len(keys),
            "height": [240] * len(keys),
            "source_sha256": [hashlib.sha256(picture).hexdigest() for picture in pictures],
            "offset": pa.array(offsets, pa.int64()),
            "size": pa.array([len(picture) for picture in pictures], pa.int64()),
        }
        pq.write_table(pa.table(rows), folder / "rows.parquet")
        names = ("key", "location", "code", "message")
        pq.write_table(
            pa.table({name: pa.array([row[name] for row in refused], pa.string()) for name in names}),
            folder / "refused.parquet",
        )
        files = {
            path.name: {
                "size": path.stat().st_size,
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            }
            for path in folder.iterdir()
        }
        (folder / "shard.json").write_text(json.dumps({"name": shard.name, "files": files}))
        shard.manifest = store_folder(shard.folder, folder, "shard.json")
    shard.accepted, shard.refused = len(keys), len(refused)
    shard.refusals = {row["code"]: sum(other["code"] == row["code"] for other in refused) for row in refused}
    shard.save()
    return shard
