"""Note that a finished shard has descriptors of one more encoder; everything else of it stays."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from curation.distractor_store import is_local
from curation.models import DistractorShard
from retrieval.distractors.manifest import SHARD_JSON, EncoderEntry, FileEntry, Manifest, descriptors_file


@transaction.atomic
def describe_shard(
    shard: DistractorShard, slug: str, encoder: EncoderEntry, file: FileEntry
) -> DistractorShard:
    """Add the encoder to shard.json in the storage, where its file lies already, and to the row.

    Two workers that add different encoders at once do it one after the other; a worker that was killed
    between the storage and the row is made good by the next.
    """
    row = DistractorShard.objects.select_for_update(of=("self",)).select_related("set").get(pk=shard.pk)
    stored = stored_manifest(row)
    if slug not in stored.encoders:
        stored = replace(
            stored,
            encoders={**stored.encoders, slug: encoder},
            files={**stored.files, descriptors_file(slug): file},
        )
        _write(row, stored)
    if row.manifest != stored.sha256:
        row.manifest, row.size = stored.sha256, stored.size
        row.save(update_fields=["manifest", "size"])
    return row


def stored_manifest(shard: DistractorShard) -> Manifest:
    """shard.json as it lies in the storage, whatever the row says.

    Raises:
        DistractorError: `distractors.shard-missing`, `distractors.shard-damaged`.
    """
    name = f"{shard.folder}/{SHARD_JSON}"
    if is_local():
        return Manifest.read(Path(default_storage.path(shard.folder)))
    with TemporaryDirectory() as aside:
        if default_storage.exists(name):
            with default_storage.open(name, "rb") as stored:
                (Path(aside) / SHARD_JSON).write_bytes(stored.read())
        return Manifest.read(Path(aside))


def _write(shard: DistractorShard, manifest: Manifest) -> None:
    if is_local():
        manifest.write(Path(default_storage.path(shard.folder)))
        return
    name = f"{shard.folder}/{SHARD_JSON}"
    default_storage.delete(name)
    default_storage.save(name, ContentFile(manifest.as_bytes()))
