"""Descriptors of one more encoder for a shard that is finished; its other files stay as they are."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from retrieval.distractors.disk import disk_errors
from retrieval.distractors.encoding import EncodedImages, entry_of
from retrieval.distractors.errors import problem
from retrieval.distractors.manifest import DESCRIPTORS, Manifest, descriptors_file, file_entry, sync
from retrieval.distractors.naming import slug_of
from retrieval.distractors.shard import Shard
from retrieval.encoders.encoder import Encoder
from retrieval.images import read_pixels


def add_descriptors(
    folder: Path,
    encoder: Encoder,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Manifest:
    """Encodes every image of the shard and writes shard.json anew: as if it had been built with the encoder.

    Does nothing when the descriptors are there. Raises DistractorError; then shard.json is what it was.
    """
    shard = Shard.open(folder)
    slug = slug_of(encoder.version)
    if slug in shard.manifest.encoders:
        return shard.manifest
    with disk_errors(folder):
        encoded = EncodedImages(encoder, folder)
        with encoded.file:
            for place in range(len(shard)):
                if cancelled is not None and cancelled():
                    raise problem("distractors.cancelled")
                encoded.add(read_pixels(shard.image(place)))
                if progress is not None:
                    progress(place + 1, len(shard))
            encoded.flush()
        return _recorded(folder, slug, encoder)


def _recorded(folder: Path, slug: str, encoder: Encoder) -> Manifest:
    name = descriptors_file(slug)
    sync(folder / name)
    sync(folder / DESCRIPTORS)
    manifest = Manifest.read(folder)  # another encoder may have been added meanwhile
    manifest = replace(
        manifest,
        encoders={**manifest.encoders, slug: entry_of(encoder)},
        files={**manifest.files, name: file_entry(folder / name)},
    )
    manifest.write(folder)
    return manifest
