"""Say why an object could not have been photographed before the cut-off."""

import datetime
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from curation import audit, jobs
from curation.errors import DomainError, Stale
from curation.models import Evidence, Object, User


@dataclass(frozen=True, slots=True)
class EvidenceDetails:
    """What is claimed: a public record has a date and an address, private knowledge a statement."""

    kind: str
    date: datetime.date | None = None
    url: str = ""
    statement: str = ""


def as_stored(evidence: Evidence | None) -> dict[str, Any] | None:
    """The evidence in the words of the API, for the answer to a stale save."""
    if evidence is None:
        return None
    return {
        "kind": evidence.kind,
        "date": evidence.date and evidence.date.isoformat(),
        "url": evidence.url,
        "statement": evidence.statement,
        "verdict": evidence.verdict,
        "version": evidence.version,
    }


@transaction.atomic
def edit_evidence(obj: Object, details: EvidenceDetails, *, version: int, actor: User | None) -> Evidence:
    """Save evidence based on that version (0: there was none); an earlier verdict is taken back.

    Raises:
        DomainError: `evidence.incomplete` when the kind lacks what it needs.
        Stale: `evidence.stale` when somebody saved in between; `stored` is what they saved.
    """
    _refuse_incomplete(details)
    Object.objects.select_for_update().get(pk=obj.pk)  # two first saves at once: one of them sees the other
    stored = Evidence.objects.select_for_update().filter(object=obj).first()
    if (stored.version if stored else 0) != version:
        message = "Somebody saved this evidence after you opened it. Compare both and save again."
        raise Stale("evidence.stale", message, stored=as_stored(stored))
    before = as_stored(stored)
    evidence = stored or Evidence(object=obj, version=0)
    evidence.kind, evidence.date = details.kind, details.date
    evidence.url, evidence.statement = details.url, details.statement
    evidence.verdict, evidence.decided_by, evidence.decided_at = Evidence.Verdict.OPEN, None, None
    evidence.version += 1
    evidence.save()
    after = {name: str(value or "") for name, value in asdict(details).items()}
    audit.record(
        "curation.evidence.edited", evidence, actor=actor, benchmark=obj.benchmark, before=before, after=after
    )
    jobs.enqueue("rules.check", obj.pk, benchmark=obj.benchmark, user=actor)
    return evidence


def _refuse_incomplete(details: EvidenceDetails) -> None:
    if details.kind == Evidence.Kind.PUBLIC_RECORD and (details.date is None or not details.url):
        message = "A public record needs the date of what it says and the address where it can be read."
        raise DomainError("evidence.incomplete", message)
    if details.kind == Evidence.Kind.PRIVATE_KNOWLEDGE and not details.statement.strip():
        message = "Private knowledge needs a statement: say how you know that the object is new enough."
        raise DomainError("evidence.incomplete", message)
