"""An upload in progress (tus 1.0): bytes so far lie in a file of their own until they are whole."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Upload(models.Model):
    """One file on its way in; `offset` is what has been flushed to disk and may be relied upon."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    object = models.ForeignKey("curation.Object", on_delete=models.CASCADE, related_name="uploads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads")
    role = models.CharField(max_length=10)
    file_name = models.CharField(max_length=300)
    details = models.JSONField(default=dict)  # origin, author, licence, source_url as sent by the client
    length = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    image = models.ForeignKey("curation.Image", on_delete=models.SET_NULL, null=True, related_name="+")
    error_code = models.CharField(max_length=80, blank=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(offset__lte=F("length")), name="upload_not_past_its_end")
        ]

    def __str__(self) -> str:
        return f"{self.file_name} {self.offset}/{self.length}"
