"""A reviewer's verdict on evidence."""

from django.db import transaction
from django.utils import timezone

from curation import audit, jobs
from curation.errors import Conflict, NotAllowed
from curation.models import Evidence, Object, User


@transaction.atomic
def decide_evidence(obj: Object, verdict: str, *, actor: User) -> Evidence:
    """Approve it, refuse it, or open it again.

    Raises:
        NotAllowed: `evidence.own` for the collector's own object.
        Conflict: `evidence.none` when there is nothing to decide.
    """
    if obj.collector_id == actor.pk:
        raise NotAllowed(
            "evidence.own", "You collected this object, so somebody else decides on its evidence."
        )
    evidence = Evidence.objects.select_for_update().filter(object=obj).first()
    if evidence is None:
        raise Conflict("evidence.none", "This object has no evidence yet, so there is nothing to decide.")
    before = evidence.verdict
    evidence.verdict = Evidence.Verdict(verdict)
    decided = evidence.verdict != Evidence.Verdict.OPEN
    evidence.decided_by = actor if decided else None
    evidence.decided_at = timezone.now() if decided else None
    evidence.save(update_fields=["verdict", "decided_by", "decided_at", "updated_at"])
    audit.record(
        "curation.evidence.decided",
        evidence,
        actor=actor,
        benchmark=obj.benchmark,
        before=before,
        after=evidence.verdict,
    )
    jobs.enqueue("rules.check", obj.pk, benchmark=obj.benchmark, user=actor)
    return evidence
