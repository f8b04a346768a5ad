"""The distractors as tars of plain JPEGs, for the official code and for webdataset alike."""

from collections.abc import Iterator

from retrieval.bundle.naming import DISTRACTORS, Shard, shards
from retrieval.bundle.parts import Member, TarPart, tar_part
from retrieval.bundle.schema import Release


def distractor_tars(release: Release, shard_size: int) -> Iterator[TarPart]:
    """One tar per shard; its members have no side files, so that every sample is alike."""
    for shard in shards(release, shard_size):
        yield _tar(release, shard)


def _tar(release: Release, shard: Shard) -> TarPart:
    def members() -> Iterator[Member]:
        for entry in release.distractors.between(shard.start, shard.stop):
            yield Member(f"{entry.key}.jpg", entry)

    return tar_part(f"{DISTRACTORS}/{shard.name}", members)
