"""A picture of the benchmark that may be a copy of a distractor of a set; verdicts are remembered for good."""

from typing import ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from curation.models.neighbour import Verdict


class SetNeighbourQuerySet(models.QuerySet["SetNeighbour"]):
    """Pairs in words."""

    def unresolved(self) -> "SetNeighbourQuerySet":
        """Suggested as duplicates, the picture present, and nobody has said what they are."""
        return self.filter(suggested=Verdict.DUPLICATE, verdict="", image__deleted_at=None)


@pghistory.track(pghistory.UpdateEvent(), fields=["verdict", "decided_by"])
class SetNeighbour(models.Model):
    """The picture is a row, the distractor an id within its set and the SHA-256 of its source."""

    image = models.ForeignKey("curation.Image", on_delete=models.CASCADE, related_name="set_neighbours")
    set = models.ForeignKey("curation.DistractorSet", on_delete=models.CASCADE, related_name="+")
    distractor = models.CharField(max_length=200)  # "<shard>/<key>"
    source_sha256 = models.CharField(max_length=64)  # verdicts extend to copies of the same bytes
    hamming = models.PositiveSmallIntegerField()
    cosine = models.FloatField()
    inliers = models.PositiveIntegerField()
    residual = models.FloatField(null=True)
    score = models.FloatField()
    suggested = models.CharField(max_length=12, choices=Verdict.choices)
    matches = models.JSONField(default=list)  # [[x1, y1, x2, y2], …] as fractions of width and height
    verdict = models.CharField(max_length=12, choices=Verdict.choices, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SetNeighbourQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["image", "set", "distractor"], name="set_neighbour_pair_once"),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(decided_by__isnull=False),
                name="set_neighbour_verdict_has_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.image_id}–{self.distractor}: {self.verdict or self.suggested}"
