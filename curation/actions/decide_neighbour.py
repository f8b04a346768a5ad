"""Say what a pair of pictures is; the verdict is remembered for good, also for copies of the same bytes."""

from django.db import transaction
from django.utils import timezone

from curation import audit, jobs
from curation.actions.store_neighbours import copies_of
from curation.errors import DomainError
from curation.models import Image, Neighbour, User, Verdict


@transaction.atomic
def decide_neighbour(pair: Neighbour, verdict: str, *, actor: User) -> Neighbour:
    """Write the verdict on the pair and on every pair of the same bytes; "" takes it back from all of them.

    Raises:
        DomainError: `neighbour.verdict` for a word that is no verdict.
    """
    if verdict and verdict not in Verdict.values:
        message = f'"{verdict}" is no verdict: say duplicate, same scene or not a match.'
        raise DomainError("neighbour.verdict", message)
    same = Neighbour.objects.filter(copies_of(pair)).select_for_update(of=("self",)).order_by("pk")
    for row in same:
        row.verdict = verdict
        row.decided_by = actor if verdict else None
        row.decided_at = timezone.now() if verdict else None
        row.save(update_fields=["verdict", "decided_by", "decided_at"])
    benchmark = pair.first.benchmark
    audit.record(
        "curation.neighbour.decided",
        pair,
        actor=actor,
        benchmark=benchmark,
        before=pair.verdict,
        after=verdict,
        first=str(pair.first.public_id),
        second=str(pair.second.public_id),
        pairs=len(same),
    )
    pictures = {pk for row in same for pk in (row.first_id, row.second_id)}
    objects = Image.objects.filter(pk__in=pictures).exclude(object=None).values_list("object_id", flat=True)
    for object_id in sorted(set(objects)):
        jobs.enqueue("rules.check", object_id, benchmark=benchmark, user=actor)
    pair.refresh_from_db(fields=["verdict", "decided_by", "decided_at"])
    return pair
