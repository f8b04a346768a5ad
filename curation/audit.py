"""One append-only row for every change of state: who, what, when, before and after."""

from typing import TYPE_CHECKING, Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from curation.models import Benchmark, User


class AuditEntry(models.Model):
    """A change, named by a global dotted word such as `curation.image.received`."""

    action = models.CharField(max_length=80)
    benchmark = models.ForeignKey("curation.Benchmark", on_delete=models.PROTECT, null=True, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    object_id = models.BigIntegerField(null=True)  # the curated object it belongs to, for its history page
    data = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["benchmark", "-id"], name="audit_by_benchmark"),
            models.Index(fields=["object_id", "-id"], name="audit_by_object"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="audit_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_type}:{self.subject_id}"


def record(
    action: str,
    subject: models.Model,
    *,
    actor: "User | None",
    benchmark: "Benchmark | None",
    **data: Any,
) -> AuditEntry:
    """Write the audit row of a change, inside the transaction of that change."""
    object_id = subject.pk if subject._meta.model_name == "object" else getattr(subject, "object_id", None)
    return AuditEntry.objects.create(
        action=action,
        benchmark=benchmark,
        actor=actor,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        object_id=object_id,
        data=data,
    )
