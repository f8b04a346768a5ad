"""What near-duplicates are found by, computed once per original and method."""

from typing import ClassVar

from django.db import models


class StoredFingerprint(models.Model):
    """The bytes of `retrieval.near_duplicates.Fingerprint`; another version or encoder is another row."""

    original = models.ForeignKey("curation.Original", on_delete=models.CASCADE, related_name="fingerprints")
    method = models.CharField(max_length=80)  # retrieval.near_duplicates.method_of: version+encoder
    payload = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["original", "method"], name="fingerprint_once_per_method")
        ]

    def __str__(self) -> str:
        return f"{self.method} of {self.original}"
