"""Sets and runs for tests of mining: pictures in shards, drawn descriptors, and what float64 says of them."""

import random
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from curation.actions.distractor_sets.create import NewSet, create_distractor_set
from curation.actions.mining.create import NewRun, create_run
from curation.actions.mining.describe_shard import describe_shard, stored_manifest
from curation.mining_terms import queries_of
from curation.models import Benchmark, Category, DistractorSet, DistractorShard, Job, MiningRun
from retrieval.distractors import published_key, slug_of
from retrieval.distractors.encoding import entry_of
from retrieval.distractors.manifest import descriptors_file, file_entry
from tests.factories import photo
from workers.base import claim, execute
from workers.distractor_shards import encoder_named
from workers.distractor_shelf import opened
from workers.local import drain
from workers.mining_files import texts_of

TEMPLATES = ("a photo of a {}.", "a blurry photo of the {}.", "a photo of one {}.")
SHARD = 12


def taxonomy(benchmark: Benchmark) -> Category:
    """Two coarse categories, one of them with a finer one; extra terms in the finest."""
    food = Category.objects.create(benchmark=benchmark, level="coarse", name="food")
    Category.objects.create(benchmark=benchmark, level="coarse", name="toys", extra_terms=["a doll"])
    return Category.objects.create(
        benchmark=benchmark, level="mid", name="fruit", parent=food, extra_terms=["apple", "pear"]
    )


def picture_set(
    benchmark: Benchmark,
    folder: Path,
    pictures: int = 76,
    *,
    slug: str = "wild",
    encoders: Sequence[str] = (),
) -> DistractorSet:
    """A done set of small pictures in shards of twelve."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(pictures):
        (folder / f"{number:03d}.jpg").write_bytes(photo(number, (96, 96)))
    new = NewSet(slug, "folder", str(folder), {"shard_size": SHARD}, tuple(encoders))
    found = create_distractor_set(benchmark, new, actor=None)
    work(benchmark, "distractors.plan", "distractors.shard")
    found.refresh_from_db()
    assert found.state == "done"
    return found


def drawn_set(benchmark: Benchmark, folder: Path, encoders: Sequence[str] = ("demo",)) -> DistractorSet:
    """Such a set with descriptors that are drawn, not seen: enough to choose by, and quick."""
    found = picture_set(benchmark, folder)
    for number, shard in enumerate(found.shards.order_by("number")):
        for name in encoders:
            dimension = encoder_named(name).dimension
            draw = np.random.default_rng([number, sum(name.encode())])
            describe(shard, name, draw.standard_normal((shard.accepted, dimension)))
    return found


def drawn(shard: DistractorShard, seed: int = 5) -> npt.NDArray[np.float64]:
    """Unit rows for a shard by the demonstration encoder, that no picture stands behind."""
    draw = np.random.default_rng(seed)
    rows = draw.standard_normal((shard.accepted, encoder_named("demo").dimension))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def describe(shard: DistractorShard, name: str, rows: npt.NDArray[np.float64], *, unit: bool = True) -> None:
    """Give a shard these descriptors of an encoder, whatever it had."""
    encoder = encoder_named(name)
    if unit:
        rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    slug, buffer = slug_of(encoder.version), BytesIO()
    np.save(buffer, rows.astype(np.float16))
    file = f"{shard.folder}/{descriptors_file(slug)}"
    default_storage.delete(file)
    default_storage.save(file, ContentFile(buffer.getvalue()))
    manifest = stored_manifest(shard)
    if slug in manifest.encoders:  # as if the shard had been built with them
        folder = Path(default_storage.path(shard.folder))
        files = {**manifest.files, descriptors_file(slug): file_entry(Path(default_storage.path(file)))}
        replace(manifest, files=files).write(folder)
    describe_shard(shard, slug, entry_of(encoder), file_entry(Path(default_storage.path(file))))


def begin(benchmark: Benchmark, size: int = 20, **fields: Any) -> MiningRun:
    """A run by the demonstration encoder, with few templates."""
    values: dict[str, Any] = {"encoders": ("demo",), "templates": TEMPLATES, **fields}
    return create_run(benchmark, NewRun(size, **values), actor=None)


def work(benchmark: Benchmark, *kinds: str) -> dict[str, int]:
    """Do the jobs of the benchmark here, those of some kinds only if named."""
    jobs = Job.objects.filter(benchmark=benchmark)
    return drain(jobs.filter(kind__in=kinds) if kinds else jobs, lambda done, total: None)


def mine(run: MiningRun, seed: int = 0) -> MiningRun:
    """Do the jobs of a run here in a random order; the run as it is then."""
    chance = random.Random(seed)
    while True:
        waiting = list(Job.objects.filter(kind__startswith="mining.", state="pending", args__0=run.pk))
        if not waiting:
            break
        job = claim(chance.choice(waiting).pk, "test:1:1")
        assert job is not None
        execute(job, "test:1:1")
    run.refresh_from_db()
    return run


def listed(run: MiningRun, name: str = "keys.txt") -> bytes:
    """A file of the run."""
    with default_storage.open(f"{run.folder}/{name}") as file:
        return bytes(file.read())


def exact_scores(run: MiningRun) -> tuple[list[str], npt.NDArray[np.float64]]:
    """Published keys, and the score of each by each encoder, float64 [E, N], computed here without any trick."""
    keys: list[str] = []
    columns: list[list[npt.NDArray[np.float64]]] = [[] for _ in run.encoders]
    texts = queries_of(run).texts
    for found in DistractorSet.objects.filter(slug__in=run.sets, benchmark=run.benchmark).order_by("slug"):
        for row in found.shards.order_by("-number"):
            shard = opened(row)
            keys += [published_key(found.slug, *each.split("/", 1)) for each in shard.names]
            for column, name in zip(columns, run.encoders, strict=True):
                encoder = encoder_named(name)
                asked = texts_of(run, encoder.version)
                there = encoder.encode_texts(list(texts))  # type: ignore[attr-defined]  # it has a text tower
                assert np.abs(asked - there).max() < 1e-3
                rows = shard.descriptors(slug_of(encoder.version)).astype(np.float64)
                column.append((rows @ asked.astype(np.float64).T).max(axis=1))
    return keys, np.array([np.concatenate(column) for column in columns])


def best(keys: Sequence[str], values: npt.NDArray[np.float64], size: int) -> list[str]:
    """The keys of the largest values, sorted by key; of equal ones the smaller key."""
    order = sorted(range(len(keys)), key=lambda place: (-values[place], keys[place]))
    return sorted(keys[place] for place in order[:size])
