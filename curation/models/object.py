"""An object (instance): all indistinguishable real things that form one class."""

import re
from typing import TYPE_CHECKING, ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from curation.models.benchmark import Membership

if TYPE_CHECKING:
    from curation.models.user import User

# Ids become folder names that the official ILIAS loaders split and match by substring (F 1.6–1.7).
SAFE_KEY = re.compile(r"\A[a-z0-9_]+\Z")
UNSAFE_PARTS = ("pos", "quer")


class RejectionReason(models.TextChoices):
    """Why an object does not enter the benchmark; kept in the log of rejected objects."""

    BEFORE_CUTOFF = "existed_before_cutoff", "existed before the cut-off"
    GENERIC = "generic_design", "generic design"
    KNOWN_ARTWORK = "known_artwork", "known artwork"
    NO_FEATURE = "no_distinctive_feature", "no distinctive feature"
    INSUFFICIENT_IMAGES = "insufficient_images", "insufficient images"
    RIGHTS = "rights", "rights"
    OTHER = "other", "other"


class ObjectQuerySet(models.QuerySet["Object"]):
    """Objects in words."""

    def visible_to(self, user: "User") -> "ObjectQuerySet":
        """Objects of the benchmarks the person is a member of."""
        return self.filter(benchmark__in=Membership.objects.filter(user=user).values("benchmark"))

    def accepted(self) -> "ObjectQuerySet":
        """Approved and able to enter a release."""
        return self.filter(state__in=[Object.State.ACCEPTED, Object.State.RELEASED])

    def awaiting_review(self) -> "ObjectQuerySet":
        """Submitted, and either free or being reviewed."""
        return self.filter(state__in=[Object.State.SUBMITTED, Object.State.IN_REVIEW])


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Object(models.Model):
    """One object with its state; `findings` is the last result of the rules, kept for lists and filters."""

    class State(models.TextChoices):
        DRAFT = "draft"
        SUBMITTED = "submitted"
        IN_REVIEW = "in_review", "in review"
        ACCEPTED = "accepted"
        CHANGES_REQUESTED = "changes_requested", "changes requested"
        REJECTED = "rejected"
        RELEASED = "released"
        WITHDRAWN = "withdrawn"

    benchmark = models.ForeignKey("curation.Benchmark", on_delete=models.PROTECT, related_name="collected")
    key = models.CharField(max_length=80)
    number = models.PositiveIntegerField()  # 0, 1, 2 … in a benchmark: the xxx of ILIAS file names
    name = models.CharField(max_length=200)
    category = models.ForeignKey(
        "curation.Category", on_delete=models.PROTECT, null=True, related_name="collected"
    )
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    collector = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="collected"
    )
    rejection_reason = models.CharField(max_length=30, choices=RejectionReason.choices, blank=True)
    findings = models.JSONField(default=list)  # [{code, severity, message, image, link}]
    errors_count = models.PositiveIntegerField(default=0)
    warnings_count = models.PositiveIntegerField(default=0)
    checked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ObjectQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["benchmark", "key"], name="object_key_once"),
            models.UniqueConstraint(fields=["benchmark", "number"], name="object_number_once"),
            models.CheckConstraint(
                condition=Q(key__regex=r"^[a-z0-9_]+$") & ~Q(key__contains="pos") & ~Q(key__contains="quer"),
                name="object_key_safe",
            ),
            models.CheckConstraint(
                condition=Q(state="rejected") & ~Q(rejection_reason="")
                | ~Q(state="rejected") & Q(rejection_reason=""),
                name="object_rejected_has_reason",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["benchmark", "state", "number"], name="object_by_state")]

    def __str__(self) -> str:
        return self.key
