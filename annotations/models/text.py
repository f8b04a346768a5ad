"""The text query of an object, every edit of it, and who approved it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class TextQuery(models.Model):
    """One per object; `version` guards against lost updates, an edit takes the approval away."""

    object = models.OneToOneField("curation.Object", on_delete=models.CASCADE, related_name="text_query")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "text queries"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="text_approval_has_person_and_time",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class TextEdit(models.Model):
    """One version of a text query with its author; kept for the difference view."""

    text_query = models.ForeignKey(TextQuery, on_delete=models.CASCADE, related_name="edits")
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    source = models.CharField(max_length=10, default="person")  # person | import | model
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["text_query", "version"], name="text_edit_once_per_version")
        ]

    def __str__(self) -> str:
        return f"version {self.version}"
