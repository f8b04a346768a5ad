"""What a benchmark says about itself as a whole: one card, copied into every release."""

from django.conf import settings
from django.db import models


class BenchmarkCard(models.Model):
    """The answers for dataset card, datasheet and Croissant; `about` as retrieval.bundle.about.About."""

    benchmark = models.OneToOneField("curation.Benchmark", on_delete=models.CASCADE, related_name="card")
    about = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"card of {self.benchmark.slug}"
