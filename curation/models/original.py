"""An uploaded file, kept private and byte for byte under its SHA-256; the same bytes are one row."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Original(models.Model):
    """What was read from a file once, at ingest; its derivatives lie beside it in the storage."""

    sha256 = models.CharField(max_length=64, unique=True)
    byte_size = models.PositiveBigIntegerField()
    format = models.CharField(max_length=12)
    width = models.PositiveIntegerField()  # of the upright picture
    height = models.PositiveIntegerField()
    frames = models.PositiveIntegerField(default=1)
    camera_make = models.CharField(max_length=80, blank=True)
    camera_model = models.CharField(max_length=80, blank=True)
    captured_at = models.DateTimeField(null=True)
    pdq = models.BinaryField(max_length=32)
    pdq_quality = models.PositiveSmallIntegerField()
    pipeline = models.JSONField(default=dict)  # of the release image
    release_sha256 = models.CharField(max_length=64)
    release_width = models.PositiveIntegerField()
    release_height = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(width__gt=0) & Q(height__gt=0), name="original_has_pixels"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="original_sha256_well_formed"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    def file_name(self, variant: str) -> str:
        """Storage name of a variant: original, release, preview or thumb."""
        ending = "" if variant == "original" else ".jpg"
        return f"{variant}/{self.sha256[:2]}/{self.sha256}{ending}"
