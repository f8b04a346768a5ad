"""The copied rows of a release; database triggers refuse to update or delete them."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Substr


def _frozen(name: str) -> list[pgtrigger.Trigger]:
    return [pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)]


class FrozenObject(models.Model):
    """An object as it was when the release was frozen."""

    release = models.ForeignKey("releases.Release", on_delete=models.PROTECT, related_name="objects_frozen")
    source = models.ForeignKey("curation.Object", on_delete=models.PROTECT, related_name="frozen")
    key = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    categories = models.JSONField(default=list)  # names from coarse to fine
    text = models.TextField()
    evidence = models.JSONField(default=dict)  # public part: kind, date, url, statement

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "key"], name="frozen_object_once"),
            models.UniqueConstraint(fields=["release", "number"], name="frozen_number_once"),
        ]
        triggers: ClassVar = _frozen("frozen_object_immutable")

    def __str__(self) -> str:
        return self.key


class FrozenImage(models.Model):
    """A picture as it was when the release was frozen; distractors have no object."""

    release = models.ForeignKey("releases.Release", on_delete=models.PROTECT, related_name="images_frozen")
    object = models.ForeignKey(FrozenObject, on_delete=models.PROTECT, null=True, related_name="images")
    source = models.ForeignKey("curation.Image", on_delete=models.PROTECT, related_name="frozen")
    role = models.CharField(max_length=10)
    position = models.PositiveIntegerField()  # the yy of Qxxx_yy, or the running number of a distractor
    original_sha256 = models.CharField(max_length=64)
    release_sha256 = models.CharField(max_length=64)  # of the release JPEG's bytes
    width = models.PositiveIntegerField()  # of the release JPEG
    height = models.PositiveIntegerField()
    boxes = models.JSONField(default=list)  # [[x, y, width, height], …] in pixels of the release JPEG
    origin = models.CharField(max_length=10)
    author = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    source_url = models.CharField(max_length=1000, blank=True)
    camera = models.CharField(max_length=170, blank=True)
    clutter = models.PositiveIntegerField(null=True)
    scale = models.FloatField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["release", "object", "role", "position"],
                name="frozen_image_once",
                nulls_distinct=False,
            ),
            # the key a distractor is published under: the start of the SHA-256 of its file
            models.UniqueConstraint(
                "release",
                Substr("original_sha256", 1, 32),
                condition=Q(role="distractor"),
                name="frozen_distractor_key_once",
            ),
        ]
        triggers: ClassVar = _frozen("frozen_image_immutable")

    def __str__(self) -> str:
        return f"{self.role} {self.position} of {self.object_id or 'the distractors'}"
