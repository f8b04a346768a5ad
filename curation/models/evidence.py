"""Why an object could not have been photographed before the cut-off (paper 3.1)."""

from typing import ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Evidence(models.Model):
    """One piece of evidence and the verdict of a reviewer on it."""

    class Kind(models.TextChoices):
        PUBLIC_RECORD = "public_record", "public record"
        PRIVATE_KNOWLEDGE = "private_knowledge", "private knowledge"

    class Verdict(models.TextChoices):
        OPEN = "open"
        APPROVED = "approved"
        REFUSED = "refused"

    object = models.OneToOneField("curation.Object", on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    date = models.DateField(null=True, blank=True)
    url = models.URLField(max_length=500, blank=True)
    statement = models.TextField(blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)  # compare-and-swap: a stale save is refused
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "evidence"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kind="public_record") | (Q(date__isnull=False) & ~Q(url="")),
                name="evidence_public_record_has_date_and_url",
            ),
            models.CheckConstraint(
                condition=Q(verdict="open") | Q(decided_by__isnull=False),
                name="evidence_verdict_has_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.object}"
