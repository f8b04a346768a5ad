"""A candidate near-duplicate pair with its evidence and its verdict; verdicts are remembered for good."""

from typing import TYPE_CHECKING, ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from curation.models.image import Image


class Verdict(models.TextChoices):
    """What a pair is, as suggested by the machine or as decided by a person."""

    DUPLICATE = "duplicate"
    SAME_SCENE = "same scene"
    NO_MATCH = "not a match"


class NeighbourQuerySet(models.QuerySet["Neighbour"]):
    """Pairs in words."""

    def of(self, image: "Image") -> "NeighbourQuerySet":
        """Pairs one of whose pictures this is."""
        return self.filter(Q(first=image) | Q(second=image))

    def unresolved(self) -> "NeighbourQuerySet":
        """Suggested as duplicates, both pictures present, and nobody has said what they are."""
        return self.filter(
            suggested=Verdict.DUPLICATE, verdict="", first__deleted_at=None, second__deleted_at=None
        )


@pghistory.track(pghistory.UpdateEvent(), fields=["verdict", "decided_by"])
class Neighbour(models.Model):
    """An unordered pair, stored with the older picture first; `matches` are inlier lines for drawing."""

    first = models.ForeignKey("curation.Image", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("curation.Image", on_delete=models.CASCADE, related_name="+")
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

    objects = NeighbourQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="neighbour_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="neighbour_older_first"),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(decided_by__isnull=False), name="neighbour_verdict_has_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id}–{self.second_id}: {self.verdict or self.suggested}"
