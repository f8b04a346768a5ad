"""What a release holds of distractor sets: a row for a shard and one for a subset, never one for an image."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q


def _frozen(name: str) -> list[pgtrigger.Trigger]:
    return [pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)]


class FrozenShard(models.Model):
    """A shard as it was when the release was frozen; its rows and images lie in the storage.

    Descriptors that are added to the shard later change its manifest, never its rows and images.
    """

    release = models.ForeignKey("releases.Release", on_delete=models.PROTECT, related_name="shards_frozen")
    shard = models.ForeignKey("curation.DistractorShard", on_delete=models.PROTECT, related_name="frozen")
    position = models.PositiveIntegerField()  # among the shards of the release
    first = models.PositiveBigIntegerField()  # place of its first distractor among those of the release
    count = models.PositiveIntegerField()  # distractors of it that are in the release
    set_slug = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    licence = models.CharField(max_length=120, blank=True)  # of rows that state none
    folder = models.CharField(max_length=300)  # in the storage
    manifest = models.CharField(max_length=64)  # SHA-256 of its shard.json on that day
    rows_sha256 = models.CharField(max_length=64)  # of its rows.parquet, which holds the hash of every image
    stored_at = models.DateTimeField()  # when its files were in the storage
    omitted = models.JSONField(default=list)  # places of what was taken out of the set, ascending
    licences = models.JSONField(default=dict)  # number of distractors by licence

    class Meta:
        ordering: ClassVar = ["release", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "position"], name="frozen_shard_position_once"),
            models.UniqueConstraint(fields=["release", "shard"], name="frozen_shard_once"),
            models.CheckConstraint(condition=Q(count__gt=0), name="frozen_shard_not_empty"),
        ]
        triggers: ClassVar = _frozen("frozen_shard_immutable")

    def __str__(self) -> str:
        return f"{self.set_slug}/{self.name}"


class FrozenSubset(models.Model):
    """A named choice of distractors; its keys lie in the storage under their own hash."""

    release = models.ForeignKey("releases.Release", on_delete=models.PROTECT, related_name="subsets_frozen")
    name = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    keys_sha256 = models.CharField(max_length=64)  # of the keys, one a line
    selection = models.JSONField(default=dict)  # how they were chosen

    class Meta:
        ordering: ClassVar = ["release", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "name"], name="frozen_subset_once")
        ]
        triggers: ClassVar = _frozen("frozen_subset_immutable")

    def __str__(self) -> str:
        return f"{self.name} of {self.release_id}"

    @property
    def file(self) -> str:
        """Where its keys lie in the storage."""
        return keys_file(self.keys_sha256)


def keys_file(keys_sha256: str) -> str:
    """The name in the storage of a list of keys: subsets that are the same share it."""
    return f"release-subsets/{keys_sha256}.txt"
