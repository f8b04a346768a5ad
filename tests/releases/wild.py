"""Distractor sets and subsets as workers and maintainers leave them, for tests of releases."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from curation.actions.distractor_sets.create import NewSet, create_distractor_set
from curation.distractor_rows import MANIFEST, ROWS
from curation.distractor_store import local_folder
from curation.models import Benchmark, DistractorSet, Job, MiningRun
from retrieval.distractors import published_key
from tests.factories import photo
from workers import tasks
from workers.local import drain

KINDS = ("distractors.plan", "distractors.shard")
assert tasks is not None


def draw(folder: Path, pictures: int, first: int = 0) -> Path:
    """A folder of pictures larger than a release image, and a file that is none."""
    folder.mkdir(parents=True)
    for number in range(first, first + pictures):
        (folder / f"{number:03d}.jpg").write_bytes(photo(number, (640, 480)))
    (folder / "torn.jpg").write_bytes(photo(9)[:3000])
    return folder


def import_set(benchmark: Benchmark, folder: Path, slug: str = "wild", **fields: Any) -> DistractorSet:
    """The set that the workers make of a source: shards of four files."""
    fields = {"licence": "CC0-1.0", "kind": "folder", **fields}
    new = NewSet(slug, location=str(folder), options={"shard_size": 4}, **fields)
    found = create_distractor_set(benchmark, new, actor=None)
    drain(Job.objects.filter(benchmark=benchmark, kind__in=KINDS), lambda done, total: None)
    found.refresh_from_db()
    assert found.state == DistractorSet.State.DONE
    return found


def rows_of(found: DistractorSet) -> list[dict[str, Any]]:
    """Every row of its shards, in their order, with the key under which releases publish it."""
    rows = []
    for shard in found.shards.order_by("number"):
        table = pq.read_table(local_folder(shard.folder, MANIFEST, shard.manifest, [ROWS]) / ROWS).to_pylist()
        rows += [{**row, "published": published_key(found.slug, shard.name, row["key"])} for row in table]
    return rows


def accept(benchmark: Benchmark, keys: Sequence[str], name: str = "mini", **fields: Any) -> MiningRun:
    """An accepted run that chose these keys, with its files."""
    data = "".join(f"{key}\n" for key in sorted(keys)).encode()
    values = {
        "size": len(keys),
        "sets": ["wild"],
        "state": MiningRun.State.ACCEPTED,
        "keys_sha256": hashlib.sha256(data).hexdigest(),
        "chosen": len(keys),
        "finished_at": timezone.now(),
        **fields,
    }
    run = MiningRun.objects.create(benchmark=benchmark, name=name, **values)
    selection = {"kind": run.kind, "size": run.size, "threshold": 0.25, "encoders": [{"name": "demo"}]}
    for file, content in (("keys.txt", data), ("selection.json", json.dumps(selection).encode())):
        default_storage.save(f"{run.folder}/{file}", ContentFile(content))
    return run
