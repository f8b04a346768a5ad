"""An export of a release in one layout, and what its verification said."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models

from curation.models import Membership

if TYPE_CHECKING:
    from curation.models import User


class ExportQuerySet(models.QuerySet["Export"]):
    """Exports in words."""

    def visible_to(self, user: "User") -> "ExportQuerySet":
        """Those of the benchmarks the person is a member of."""
        mine = Membership.objects.filter(user=user).values("benchmark")
        return self.filter(release__benchmark__in=mine)


class Export(models.Model):
    """One per release and layout; asked for again it is the same row."""

    class State(models.TextChoices):
        WAITING = "waiting"
        WRITING = "writing"
        VERIFYING = "verifying"
        VERIFIED = "verified"
        FAILED = "failed"

    release = models.ForeignKey("releases.Release", on_delete=models.PROTECT, related_name="exports")
    layout = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    folder = models.CharField(max_length=500, blank=True)  # under EXPORT_ROOT, or where --out said
    job = models.ForeignKey("curation.Job", on_delete=models.SET_NULL, null=True, related_name="+")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    files = models.PositiveIntegerField(default=0)
    bytes = models.PositiveBigIntegerField(default=0)
    manifest_sha256 = models.CharField(max_length=64, blank=True)
    verification = models.JSONField(
        default=dict
    )  # {ok, files, bytes, seconds, problems: [{code, path, message}]}
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "layout"], name="export_once_per_layout")
        ]

    def __str__(self) -> str:
        return f"{self.release} as {self.layout}"
