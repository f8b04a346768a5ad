"""The descriptors of a shard as mining needs them: there, whole, and made by the encoder of the run."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from curation.actions.mining.describe_shard import describe_shard, stored_manifest
from curation.distractor_store import local_folder, put, sha256_of
from curation.models import DistractorShard
from retrieval.distractors import DistractorError, Shard, add_descriptors, published_key, slug_of
from retrieval.distractors.manifest import DESCRIPTORS, IMAGES_FILE, SHARD_JSON, Manifest, descriptors_file
from retrieval.distractors.tables import ROWS_FILE
from retrieval.distractors.vectors import map_rows
from retrieval.errors import RetrievalError
from workers.base import Cancelled
from workers.distractor_shards import building_folder, encoder_named

HALF = (" bfloat16", " float16")  # what versions of encoders say of the precision they compute in
Rows = npt.NDArray[np.float16]
Facts = dict[str, Any]  # one of MiningRun.facts["encoders"]


@dataclass(frozen=True)
class Watch:
    """What a pass over a shard tells and asks: progress (done, total), and whether the run was stopped."""

    progress: Callable[[int, int], None]
    cancelled: Callable[[], bool]

    def moved(self, done: int, total: int) -> None:
        """Raises Cancelled when the run was stopped, or its job called off."""
        self.progress(done, total)
        if self.cancelled():
            raise Cancelled


def manifest_of(shard: DistractorShard) -> Manifest:
    """shard.json of a shard.

    Raises RetrievalError `mining.shard-missing`.
    """
    try:
        return stored_manifest(shard)
    except (DistractorError, OSError) as error:
        raise missing(shard, error) from error


def missing(shard: DistractorShard, error: Exception) -> RetrievalError:
    """The refusal of a shard whose files are not what they were."""
    reason = " ".join(str(error).split()).rstrip(".")
    message = (
        f"The shard {shard.name} of the set {shard.set.slug} can't be read ({reason}). "
        "Put its files back, and resume."
    )
    return RetrievalError("mining.shard-missing", message)


def same_weights(version: str) -> str:
    """A version of an encoder without the precision that it was computed in."""
    for mark in HALF:
        version = version.removesuffix(mark)
    return version


def described(shard: DistractorShard, encoder: Facts, watch: Watch) -> Manifest:
    """shard.json of a shard that has descriptors of that encoder: they are made now where there are none.

    Raises:
        RetrievalError: `mining.shard-missing`, `mining.encoder-differs`, `mining.nothing-to-encode`.
        Cancelled: the run was stopped; nothing was stored.
    """
    manifest = manifest_of(shard)
    slug = slug_of(encoder["version"])
    if slug not in manifest.encoders:
        manifest = _encoded(shard, manifest, encoder, watch)
    elif manifest.sha256 != shard.manifest:
        describe_shard(shard, slug, manifest.encoders[slug], manifest.files[descriptors_file(slug)])
        shard.refresh_from_db(fields=["manifest", "size"])
    return manifest


def rows_of(shard: DistractorShard, manifest: Manifest, encoder: Facts) -> Rows:
    """The descriptors float16 [N, D] of a shard as they lie there, memory-mapped; checked_rows comes next.

    Raises RetrievalError `mining.shard-missing`.
    """
    name = descriptors_file(slug_of(encoder["version"]))
    try:
        folder = local_folder(shard.folder, SHARD_JSON, manifest.sha256, [ROWS_FILE, name])
        rows = map_rows(folder / name)
    except (OSError, ValueError) as error:
        raise missing(shard, error) from error
    if rows.dtype != np.float16 or len(rows) != manifest.accepted:
        found = f"{name} holds {len(rows):,} rows of {rows.dtype} instead of {manifest.accepted:,} of float16"
        raise missing(shard, ValueError(found))
    return np.asarray(rows)


def demand_same_bytes(shard: DistractorShard, manifest: Manifest, encoder: Facts) -> None:
    """Raises RetrievalError `mining.shard-missing` unless the descriptors are those that shard.json names."""
    name = descriptors_file(slug_of(encoder["version"]))
    folder = local_folder(shard.folder, SHARD_JSON, manifest.sha256, [ROWS_FILE, name])
    if sha256_of(folder / name) != manifest.files[name].sha256:
        raise missing(shard, ValueError(f"{name} does not hold the bytes that {SHARD_JSON} names"))


def keys_of(shard: DistractorShard, manifest: Manifest) -> tuple[list[str], list[str]]:
    """Ids "<shard>/<key>" and published keys of a shard, in the order of its rows.

    Raises RetrievalError `mining.shard-missing`.
    """
    try:
        folder = local_folder(shard.folder, SHARD_JSON, manifest.sha256, [ROWS_FILE])
        ids = list(Shard(folder, manifest).names)
    except (DistractorError, OSError) as error:
        raise missing(shard, error) from error
    slug = shard.set.slug
    return ids, [published_key(slug, *each.split("/", 1)) for each in ids]


def _encoded(shard: DistractorShard, manifest: Manifest, encoder: Facts, watch: Watch) -> Manifest:
    if not manifest.images:
        message = (
            f"The shard {shard.name} of the set {shard.set.slug} has no descriptors of {encoder['version']} "
            "and no images to describe. Leave the set or the encoder out of a new run."
        )
        raise RetrievalError("mining.nothing-to-encode", message)
    model = encoder_named(encoder["name"])
    if model.version != encoder["version"]:
        kind = "precision" if same_weights(model.version) == same_weights(encoder["version"]) else "weights"
        message = (
            f"This worker builds {encoder['name']} with other {kind} ({model.version}) than the run was begun "
            f"with ({encoder['version']}). Let workers of one kind describe shards, and resume."
        )
        raise RetrievalError("mining.encoder-differs", message)
    slug = slug_of(model.version)
    name = descriptors_file(slug)
    with building_folder(shard) as folder:
        _lay_out(shard, manifest, folder)
        try:
            made = add_descriptors(folder, model, progress=watch.moved, cancelled=watch.cancelled)
        except DistractorError as error:
            if error.code == "distractors.cancelled":
                raise Cancelled from error
            raise
        put(f"{shard.folder}/{name}", folder / name)
    describe_shard(shard, slug, made.encoders[slug], made.files[name])
    shard.refresh_from_db(fields=["manifest", "size"])
    return manifest_of(shard)


def _lay_out(shard: DistractorShard, manifest: Manifest, folder: Path) -> None:
    """What describing a shard reads, in a folder of its own: links, and a copy of shard.json."""
    try:
        there = local_folder(shard.folder, SHARD_JSON, manifest.sha256, [ROWS_FILE, IMAGES_FILE])
    except OSError as error:
        raise missing(shard, error) from error
    for file in (ROWS_FILE, IMAGES_FILE):
        (folder / file).symlink_to((there / file).resolve())
    shutil.copyfile(there / SHARD_JSON, folder / SHARD_JSON)
    (folder / DESCRIPTORS).mkdir(exist_ok=True)
