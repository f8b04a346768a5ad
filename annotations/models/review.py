"""Reviews: when an object was handed in, who holds it, and what was decided about it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Submission(models.Model):
    """An object was handed in; its number is the round that reviews answer."""

    object = models.ForeignKey("curation.Object", on_delete=models.CASCADE, related_name="submissions")
    round = models.PositiveIntegerField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-round"]
        verbose_name = "object in review"  # what the admin's queue calls its rows
        verbose_name_plural = "objects in review"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["object", "round"], name="submission_once_per_round")
        ]

    def __str__(self) -> str:
        return f"round {self.round} of {self.object_id}"


class ReviewClaimQuerySet(models.QuerySet["ReviewClaim"]):
    """Leases in words."""

    def live(self) -> "ReviewClaimQuerySet":
        """Those that have not run out."""
        return self.filter(expires_at__gt=timezone.now())


class ReviewClaim(models.Model):
    """A lease on an object that others see; it ends by itself."""

    object = models.OneToOneField("curation.Object", on_delete=models.CASCADE, related_name="claim")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()

    objects = ReviewClaimQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.reviewer} holds {self.object_id}"

    @property
    def is_live(self) -> bool:
        """Whether it still holds the object."""
        return self.expires_at > timezone.now()


class Review(models.Model):
    """One decision; `image` and `box` pin a comment to the very spot."""

    class Decision(models.TextChoices):
        APPROVED = "approved"
        CHANGES_REQUESTED = "changes_requested", "changes requested"
        REJECTED = "rejected"

    object = models.ForeignKey("curation.Object", on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews")
    decision = models.CharField(max_length=20, choices=Decision.choices)
    comment = models.TextField(blank=True)
    reason = models.CharField(max_length=30, blank=True)  # curation.RejectionReason
    image = models.ForeignKey("curation.Image", on_delete=models.SET_NULL, null=True, related_name="+")
    box = models.JSONField(null=True)  # [x, y, width, height] the comment points at
    round = models.PositiveIntegerField(default=1)  # which submission of the object it answers
    elsewhere = models.BooleanField(default=False)  # decided outside and imported with --reviewed-by
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["object", "reviewer", "round"],
                condition=Q(decision="approved"),
                name="review_approved_once_per_round",
            ),
            models.CheckConstraint(
                condition=~Q(decision="changes_requested") | ~Q(comment=""), name="review_changes_say_what"
            ),
            models.CheckConstraint(
                condition=~Q(decision="rejected") | ~Q(reason=""), name="review_rejection_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} by {self.reviewer}"
