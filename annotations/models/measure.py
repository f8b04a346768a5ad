"""Clutter and scale of a picture, with everything that they were measured by (spec §9)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Measure(models.Model):
    """Valid only while `boxes_version` is the picture's; changed boxes ask for a new measure."""

    image = models.OneToOneField("curation.Image", on_delete=models.CASCADE, related_name="measure")
    boxes_version = models.PositiveIntegerField()
    clutter = models.PositiveIntegerField()  # segments outside the boxes
    scale = models.FloatField()  # share of the image that the boxes cover
    segmenter = models.CharField(max_length=40)
    segmenter_version = models.CharField(max_length=80)
    parameters = models.JSONField(default=dict)
    measured_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(scale__gt=0) & Q(scale__lte=1), name="measure_scale_is_a_share"
            )
        ]

    def __str__(self) -> str:
        return f"clutter {self.clutter}, scale {self.scale:.3f}"
