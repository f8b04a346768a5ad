"""Boxes in integer pixels of the upright picture; one version number per picture guards against lost updates."""

from typing import ClassVar

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

# A check constraint sees one table only; whether a box lies inside its picture takes a trigger.
INSIDE = """
IF NOT EXISTS (
    SELECT 1 FROM annotations_boxset s
    JOIN curation_image i ON i.id = s.image_id
    JOIN curation_original o ON o.id = i.original_id
    WHERE s.id = NEW.box_set_id AND NEW.x + NEW.width <= o.width AND NEW.y + NEW.height <= o.height
) THEN
    RAISE EXCEPTION 'box lies outside its image' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class BoxSet(models.Model):
    """All boxes of one picture; every save raises `version` by one through a compare-and-swap."""

    image = models.OneToOneField("curation.Image", on_delete=models.CASCADE, related_name="box_set")
    version = models.PositiveIntegerField(default=0)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"boxes of image {self.image_id}, version {self.version}"


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class Box(models.Model):
    """One box; sets are replaced as a whole, so that a box is only ever inserted or deleted."""

    box_set = models.ForeignKey(BoxSet, on_delete=models.CASCADE, related_name="boxes")
    x = models.PositiveIntegerField()
    y = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name_plural = "boxes"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(width__gt=0) & Q(height__gt=0), name="box_not_empty")
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="box_inside_image",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=INSIDE,
            )
        ]

    def __str__(self) -> str:
        return f"{self.x} {self.y} {self.width} {self.height}"
