"""State afterwards under which licence the images of a set are published that name none themselves."""

from django.db import transaction

from curation import audit, licences
from curation.errors import DomainError
from curation.models import DistractorSet, User
from retrieval.distractors import WITHOUT_IMAGES


def may_state_licence(found: DistractorSet) -> bool:
    """Whether a release can hold images of the set."""
    return found.state != DistractorSet.State.CANCELLED and found.kind not in WITHOUT_IMAGES


@transaction.atomic
def state_licence(found: DistractorSet, licence: str, *, actor: User | None) -> DistractorSet:
    """Write it down for releases to come; shards keep their bytes, frozen releases what they state.

    Raises:
        DomainError: `distractor-set.licence` for one that is no SPDX identifier or not on the benchmark's list.
    """
    row = DistractorSet.objects.select_for_update(of=("self",)).select_related("benchmark").get(pk=found.pk)
    licence = licence.strip()
    if not licences.is_valid(licence):
        raise DomainError("distractor-set.licence", licences.refusal(licence))
    if not licences.is_allowed(row.benchmark, licence):
        allowed = ", ".join(row.benchmark.licences)
        message = f"The licence {licence} is not on the list of the benchmark {row.benchmark}: {allowed}."
        raise DomainError("distractor-set.licence", message)
    before, row.licence = row.licence, licence
    if before != licence:
        row.save(update_fields=["licence"])
        audit.record(
            "curation.distractor-set.licensed",
            row,
            actor=actor,
            benchmark=row.benchmark,
            slug=row.slug,
            before=before,
            after=licence,
        )
    return row
