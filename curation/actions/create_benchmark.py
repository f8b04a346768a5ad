"""Found a benchmark: its rules, its first maintainer and its consent text."""

import datetime
import hashlib
import re
from dataclasses import dataclass, field

from django.db import transaction

from curation import audit, licences
from curation.errors import Conflict, DomainError
from curation.models import Benchmark, ConsentText, Membership, Role, User
from curation.models.benchmark import SLUG_PATTERN

CONSENT = """I take or choose the photographs that I upload to "{title}" myself and have the right to share them \
under the licence that I name with each of them. I agree that they are stored unchanged and privately, that people \
of this benchmark look at them, and that reduced copies without location and camera details are published as part \
of its releases, together with the author's name where the licence asks for it. Faces and licence plates are made \
unrecognisable before that. I know that a published release cannot be called back, and that I can ask at any time \
for my photographs to be left out of the next one."""


@dataclass(frozen=True, slots=True)
class BenchmarkDetails:
    """What a benchmark is founded with."""

    slug: str
    title: str
    cutoff: datetime.date
    goal_objects: int = 100
    licences: list[str] = field(default_factory=list)
    reviews_needed: int = 1


@transaction.atomic
def create_benchmark(details: BenchmarkDetails, *, actor: User | None) -> Benchmark:
    """Write the benchmark, make the actor its maintainer and lay down consent text 1.

    Raises:
        DomainError: `benchmark.slug`, `benchmark.reviews` or `rights.licence` for what can't be taken.
        Conflict: `benchmark.exists` when the slug is taken.
    """
    _refuse_unusable(details)
    if Benchmark.objects.filter(slug=details.slug).exists():
        raise Conflict(
            "benchmark.exists", f'There is already a benchmark "{details.slug}". Choose another slug.'
        )
    benchmark = Benchmark.objects.create(
        slug=details.slug,
        title=details.title,
        cutoff=details.cutoff,
        goal_objects=details.goal_objects,
        licences=details.licences,
        reviews_needed=details.reviews_needed,
        created_by=actor,
    )
    if actor is not None:
        Membership.objects.create(benchmark=benchmark, user=actor, role=Role.MAINTAINER)
    text = CONSENT.format(title=details.title)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    ConsentText.objects.create(benchmark=benchmark, version=1, text=text, sha256=sha256)
    audit.record(
        "curation.benchmark.created",
        benchmark,
        actor=actor,
        benchmark=benchmark,
        title=details.title,
        cutoff=details.cutoff.isoformat(),
        licences=details.licences,
    )
    return benchmark


def _refuse_unusable(details: BenchmarkDetails) -> None:
    if re.match(SLUG_PATTERN, details.slug) is None:
        message = (
            f'"{details.slug}" is no slug: use lower-case letters, digits and underscores, e.g. "trial_2".'
        )
        raise DomainError("benchmark.slug", message)
    if details.reviews_needed not in {1, 2}:
        raise DomainError("benchmark.reviews", "Either one or two reviewers stand behind each object.")
    unknown = [licence for licence in details.licences if not licences.is_valid(licence)]
    if unknown:
        raise DomainError("rights.licence", licences.refusal(unknown[0]))
