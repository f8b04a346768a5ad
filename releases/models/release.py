"""A release: a numbered copy of the accepted objects that nothing can change any more."""

from typing import TYPE_CHECKING, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from curation.models import Membership

if TYPE_CHECKING:
    from curation.models import User


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Releases in words."""

    def visible_to(self, user: "User") -> "ReleaseQuerySet":
        """Those of the benchmarks the person is a member of."""
        return self.filter(benchmark__in=Membership.objects.filter(user=user).values("benchmark"))


class Release(models.Model):
    """MAJOR.MINOR.PATCH of a benchmark; only `manifest_sha256` and `withdrawn_at` are ever filled in later."""

    benchmark = models.ForeignKey("curation.Benchmark", on_delete=models.PROTECT, related_name="releases")
    version = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    cutoff = models.DateField()
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    frozen_at = models.DateTimeField(auto_now_add=True)
    parameters = models.JSONField(
        default=dict
    )  # rules, pipeline, segmenter, fingerprint method, code version
    left_out = models.JSONField(default=list)  # [{key, name, findings: [{code, message}]}]
    about = models.JSONField(default=dict)  # retrieval.bundle.about.About: the benchmark's card of that day
    withdrawn = models.JSONField(default=list)  # tombstones: [{kind, key, last_version, date, reason}]
    objects_count = models.PositiveIntegerField()
    queries_count = models.PositiveIntegerField()
    positives_count = models.PositiveIntegerField()
    distractors_count = models.PositiveIntegerField()
    manifest_sha256 = models.CharField(max_length=64, blank=True)  # of SHA256SUMS, set by the first export
    withdrawn_at = models.DateTimeField(null=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["benchmark", "version"], name="release_version_once"),
            models.CheckConstraint(
                condition=Q(version__regex=r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$"),
                name="release_version_semantic",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="release_no_delete", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="release_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["manifest_sha256", "withdrawn_at"]),
            ),
            pgtrigger.Protect(
                name="release_manifest_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__manifest_sha256__df=pgtrigger.F("new__manifest_sha256"))
                & ~pgtrigger.Q(old__manifest_sha256=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.benchmark.slug}@{self.version}"
