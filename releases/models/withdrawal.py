"""A withdrawal: something that no later release may hold, and why."""

from typing import TYPE_CHECKING, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from curation.models import Membership

if TYPE_CHECKING:
    from curation.models import User


class WithdrawalQuerySet(models.QuerySet["Withdrawal"]):
    """Withdrawals in words."""

    def visible_to(self, user: "User") -> "WithdrawalQuerySet":
        """Those of the benchmarks the person is a member of."""
        return self.filter(benchmark__in=Membership.objects.filter(user=user).values("benchmark"))


class Withdrawal(models.Model):
    """One thing taken out for good; neither changed nor taken back, so that tombstones last."""

    class Kind(models.TextChoices):
        OBJECT = "object"
        IMAGE = "image"
        DISTRACTOR = "distractor"

    benchmark = models.ForeignKey("curation.Benchmark", on_delete=models.PROTECT, related_name="withdrawals")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    object = models.ForeignKey(
        "curation.Object", on_delete=models.PROTECT, null=True, related_name="withdrawals"
    )
    image = models.ForeignKey(
        "curation.Image", on_delete=models.PROTECT, null=True, related_name="withdrawals"
    )
    # of a distractor of a set: its shard, its place in it, and the file that it was made of
    shard = models.ForeignKey(
        "curation.DistractorShard", on_delete=models.PROTECT, null=True, related_name="withdrawals"
    )
    place = models.PositiveIntegerField(null=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=90)  # of the object, public id of the image, key of the distractor
    reason_public = models.TextField()
    note_private = models.TextField(blank=True)  # for maintainers: who asked, by which letter
    requested_on = models.DateField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["benchmark", "kind", "key"], name="withdrawal_once"),
            models.CheckConstraint(
                condition=Q(kind="object", object__isnull=False, image=None, shard=None)
                | Q(kind__in=["image", "distractor"], image__isnull=False, shard=None)
                | Q(kind="distractor", image=None, shard__isnull=False, place__isnull=False),
                name="withdrawal_names_its_thing",
            ),
            models.CheckConstraint(condition=~Q(reason_public=""), name="withdrawal_has_reason"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="withdrawal_lasts", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
