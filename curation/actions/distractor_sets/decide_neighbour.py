"""Say whether a picture and a distractor of a set are the same; remembered for good, also for copies of the bytes."""

from django.db import transaction
from django.utils import timezone

from curation import audit, jobs
from curation.actions.distractor_sets.store_neighbours import copies_of
from curation.errors import DomainError
from curation.models import SetNeighbour, User, Verdict


@transaction.atomic
def decide_set_neighbour(pair: SetNeighbour, verdict: str, *, actor: User) -> SetNeighbour:
    """Write the verdict on the pair and on every pair of the same bytes; "" takes it back from all of them.

    The distractor stays in its set: `remove_distractor` takes it out.

    Raises:
        DomainError: `neighbour.verdict` for a word that is no verdict.
    """
    if verdict and verdict not in Verdict.values:
        message = f'"{verdict}" is no verdict: say duplicate, same scene or not a match.'
        raise DomainError("neighbour.verdict", message)
    before = pair.verdict
    rows = SetNeighbour.objects.filter(copies_of(pair)).select_related("image")
    same = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for row in same:
        row.verdict = verdict
        row.decided_by = actor if verdict else None
        row.decided_at = timezone.now() if verdict else None
        row.save(update_fields=["verdict", "decided_by", "decided_at"])
    benchmark = pair.image.benchmark
    audit.record(
        "curation.set-neighbour.decided",
        pair,
        actor=actor,
        benchmark=benchmark,
        before=before,
        after=verdict,
        image=str(pair.image.public_id),
        set=pair.set.slug,
        distractor=pair.distractor,
        pairs=len(same),
    )
    for object_id in sorted({row.image.object_id for row in same if row.image.object_id is not None}):
        jobs.enqueue("rules.check", object_id, benchmark=benchmark, user=actor)
    pair.refresh_from_db(fields=["verdict", "decided_by", "decided_at"])
    return pair
