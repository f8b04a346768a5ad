"""How far down the list of nearest distractors an object was looked at, and what was found there."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class DistractorLook(models.Model):
    """One list (nearest to one query, or to the text query) and how many of its places a person saw."""

    object = models.ForeignKey("curation.Object", on_delete=models.CASCADE, related_name="distractor_looks")
    set = models.ForeignKey("curation.DistractorSet", on_delete=models.CASCADE, related_name="+")
    image = models.ForeignKey(
        "curation.Image", on_delete=models.CASCADE, null=True, related_name="+"
    )  # the query; null for the text query
    encoder = models.CharField(max_length=120)  # version: another encoder gives another list
    depth = models.PositiveIntegerField()
    text = models.CharField(max_length=1000, blank=True)  # the text query as it was
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    looked_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["object", "set", "image", "encoder", "text"],
                nulls_distinct=False,
                name="distractor_look_once_per_list",
            ),
            models.CheckConstraint(condition=Q(depth__gt=0), name="distractor_look_is_deep"),
        ]

    def __str__(self) -> str:
        return f"{self.object} down to {self.depth} in {self.set}"


class DistractorMark(models.Model):
    """What a person said of one distractor beside one object; never asked again for the same bytes."""

    class Says(models.TextChoices):
        SHOWS = "shows"  # it shows the object: a false negative
        OTHER = "other"  # looked at closely: another instance

    object = models.ForeignKey("curation.Object", on_delete=models.CASCADE, related_name="distractor_marks")
    set = models.ForeignKey("curation.DistractorSet", on_delete=models.CASCADE, related_name="+")
    distractor = models.CharField(max_length=200)  # "<shard>/<key>"
    source_sha256 = models.CharField(max_length=64)
    says = models.CharField(max_length=10, choices=Says.choices)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["object", "set", "distractor"], name="distractor_mark_once")
        ]

    def __str__(self) -> str:
        return f"{self.distractor} {self.says} {self.object}"
