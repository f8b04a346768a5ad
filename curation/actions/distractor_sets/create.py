"""Found a set: what it is made of is written down, and a worker cuts the source into pieces."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import IntegrityError, transaction

from curation import audit, jobs
from curation.errors import Conflict, DomainError
from curation.models import Benchmark, DistractorSet, User
from retrieval.distractors import SOURCES

LONGEST_SLUG = 40


@dataclass(frozen=True)
class NewSet:
    """What determines a set; `options` are those of its kind of source, `encoders` names of the registry."""

    slug: str
    kind: str
    location: str
    options: dict[str, Any] = field(default_factory=dict)
    encoders: tuple[str, ...] = ()
    licence: str = ""


def create_distractor_set(benchmark: Benchmark, new: NewSet, *, actor: User | None) -> DistractorSet:
    """Write the set and queue the job that plans its shards.

    Raises:
        DomainError: `distractor-set.slug` or `distractor-set.kind` for what can't be one.
        Conflict: `distractor-set.exists` when the benchmark has one of that slug.
    """
    _demand_sound(new)
    try:
        with transaction.atomic():
            made = DistractorSet.objects.create(
                benchmark=benchmark,
                slug=new.slug,
                kind=new.kind,
                location=new.location,
                options=new.options,
                encoders=list(new.encoders),
                licence=new.licence,
                created_by=actor,
            )
            data = {"slug": new.slug, "kind": new.kind, "location": new.location}
            audit.record("curation.distractor-set.created", made, actor=actor, benchmark=benchmark, **data)
            jobs.enqueue("distractors.plan", made.pk, benchmark=benchmark, user=actor)
            return made
    except IntegrityError as error:
        message = (
            f'{benchmark} has a distractor set "{new.slug}" already. Choose another name for the new one.'
        )
        raise Conflict("distractor-set.exists", message) from error


def _demand_sound(new: NewSet) -> None:
    try:
        validate_slug(new.slug)
    except ValidationError as error:
        message = f'"{new.slug}" can\'t name a set: use letters, digits, hyphens and underscores.'
        raise DomainError("distractor-set.slug", message) from error
    if len(new.slug) > LONGEST_SLUG:
        message = f"The name of a set has at most {LONGEST_SLUG} characters."
        raise DomainError("distractor-set.slug", message)
    if new.kind not in SOURCES:
        known = ", ".join(sorted(SOURCES))
        message = f'There is no kind of source "{new.kind}". Choose one of {known}.'
        raise DomainError("distractor-set.kind", message)
