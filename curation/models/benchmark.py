"""A benchmark under construction, who works on it, and who is invited to."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from curation.models.user import User

SLUG_PATTERN = r"\A[a-z0-9][a-z0-9_]*\Z"
SLUG = RegexValidator(SLUG_PATTERN, "A slug holds lower-case letters, digits and underscores.")


class Role(models.TextChoices):
    """What a person does in a benchmark; one person may hold several."""

    COLLECTOR = "collector"
    REVIEWER = "reviewer"
    MAINTAINER = "maintainer"


class BenchmarkQuerySet(models.QuerySet["Benchmark"]):
    """Benchmarks in words."""

    def visible_to(self, user: "User") -> "BenchmarkQuerySet":
        """Those the person is a member of."""
        return self.filter(pk__in=Membership.objects.filter(user=user).values("benchmark"))


class Benchmark(models.Model):
    """One dataset under construction: cut-off date, licences, rules, image pipeline, members."""

    slug = models.CharField(max_length=60, unique=True, validators=[SLUG])
    title = models.CharField(max_length=200)
    cutoff = models.DateField()
    goal_objects = models.PositiveIntegerField(default=100)
    licences = models.JSONField(default=list)  # allowed SPDX ids; empty: every valid one
    severities = models.JSONField(default=dict)  # rule code -> "error" | "warning" | "off"
    pipeline = models.JSONField(default=dict)  # parameters of the release image, spec §6
    reviews_needed = models.PositiveSmallIntegerField(default=1)  # 2: two reviewers behind each object
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BenchmarkQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["slug"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9][a-z0-9_]*$"), name="benchmark_slug_safe"
            ),
            models.CheckConstraint(
                condition=Q(reviews_needed__range=(1, 2)), name="benchmark_one_or_two_reviews"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Membership(models.Model):
    """A role of a person in a benchmark."""

    benchmark = models.ForeignKey(Benchmark, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["benchmark", "user", "role"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(role__in=["collector", "reviewer", "maintainer"]), name="membership_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} is {self.role} of {self.benchmark}"


class Invitation(models.Model):
    """A way in for one e-mail address; only the hash of its token is kept."""

    benchmark = models.ForeignKey(Benchmark, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    roles = models.JSONField(default=list)
    token_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.email} to {self.benchmark}"
