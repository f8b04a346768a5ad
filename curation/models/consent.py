"""The consent text of a benchmark, version by version, and who signed which."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class ConsentText(models.Model):
    """One version of what collectors agree to; the highest version is the current one."""

    benchmark = models.ForeignKey(
        "curation.Benchmark", on_delete=models.CASCADE, related_name="consent_texts"
    )
    version = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["benchmark", "version"], name="consent_version_once")
        ]

    def __str__(self) -> str:
        return f"consent {self.version} of {self.benchmark}"


class ConsentSignature(models.Model):
    """A person signed one version, with the name they typed."""

    consent = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="signatures")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="consents")
    name = models.CharField(max_length=200)
    signed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consent", "user"], name="consent_signed_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} signed {self.consent}"
