"""Another encoder or fingerprint version: what was compared by the earlier one has to be compared again."""

from django.db import transaction

from curation import jobs
from curation.models import Benchmark, Image


@transaction.atomic
def recheck_neighbours(benchmark: Benchmark, method: str) -> int:
    """Queue every checked picture that has no fingerprint of this method; until then it lacks a check."""
    checked = Image.objects.present().filter(benchmark=benchmark).exclude(neighbours_checked_at=None)
    outdated = checked.exclude(original__fingerprints__method=method)
    pictures = list(outdated.order_by("pk").values_list("pk", flat=True))
    Image.objects.filter(pk__in=pictures).update(neighbours_checked_at=None)
    jobs.enqueue_all("neighbours.check", pictures, benchmark=benchmark)
    return len(pictures)
