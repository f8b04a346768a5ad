"""A picture in a benchmark: query or positive of an object, or a distractor that shows none of them."""

import uuid
from typing import TYPE_CHECKING, ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from curation.models.benchmark import Membership

if TYPE_CHECKING:
    from curation.models.benchmark import Benchmark
    from curation.models.user import User


class Origin(models.TextChoices):
    """Where a picture comes from."""

    CAPTURED = "captured"
    DOWNLOADED = "downloaded"


class ImageQuerySet(models.QuerySet["Image"]):
    """Images in words."""

    def present(self) -> "ImageQuerySet":
        """Not in the trash."""
        return self.filter(deleted_at=None)

    def visible_to(self, user: "User") -> "ImageQuerySet":
        """Images of the benchmarks the person is a member of."""
        mine = Membership.objects.filter(user=user).values("benchmark")
        return self.present().filter(benchmark__in=mine)

    def collected(self) -> "ImageQuerySet":
        """Queries and positives."""
        return self.present().exclude(role=Image.Role.DISTRACTOR)

    def distractors(self) -> "ImageQuerySet":
        """Images known to hold none of the objects."""
        return self.present().filter(role=Image.Role.DISTRACTOR)

    def unchecked(self, benchmark: "Benchmark") -> "ImageQuerySet":
        """Those of a benchmark whose near-duplicates were never looked for."""
        return self.present().filter(benchmark=benchmark, neighbours_checked_at=None)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["neighbours_checked_at"],  # a machine's note, not a change anybody made
)
class Image(models.Model):
    """One picture in its role, with where it comes from and under which licence."""

    class Role(models.TextChoices):
        QUERY = "query"
        POSITIVE = "positive"
        DISTRACTOR = "distractor"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    benchmark = models.ForeignKey("curation.Benchmark", on_delete=models.PROTECT, related_name="images")
    object = models.ForeignKey("curation.Object", on_delete=models.CASCADE, null=True, related_name="images")
    original = models.ForeignKey("curation.Original", on_delete=models.PROTECT, related_name="images")
    role = models.CharField(max_length=10, choices=Role.choices)
    source_path = models.CharField(max_length=500)  # path as imported, or the name of the uploaded file
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.CAPTURED)
    author = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=120, blank=True)  # SPDX id or LicenseRef-…
    source_url = models.URLField(max_length=1000, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    neighbours_checked_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)  # in the trash for good: it may never be shown again

    objects = ImageQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(role="distractor", object=None)
                | Q(role__in=["query", "positive"], object__isnull=False),
                name="image_role_fits_object",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(deleted_at__isnull=False),
                name="image_withdrawn_stays_in_trash",
            ),
            models.UniqueConstraint(
                fields=["object", "original"], condition=Q(deleted_at=None), name="image_once_per_object"
            ),
            models.UniqueConstraint(
                fields=["benchmark", "source_path"],
                condition=Q(role="distractor", deleted_at=None),
                name="image_distractor_path_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["benchmark", "id"],
                condition=Q(neighbours_checked_at=None, deleted_at=None),
                name="image_unchecked",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.source_path}"
