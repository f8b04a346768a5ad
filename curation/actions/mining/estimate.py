"""Ask a worker what a run would take, before anything starts."""

from collections.abc import Sequence

from curation import jobs
from curation.actions.mining.create import NewRun, demand_sound
from curation.mining_terms import sound_terms, terms_of
from curation.models import Benchmark, Job, User

KIND = "mining.estimate"


def ask_estimate(benchmark: Benchmark, new: NewRun, workers: Sequence[int], *, actor: User | None) -> Job:
    """Queue the measurement for that many workers each; the same question that still waits is asked once.

    Raises:
        DomainError: what create_run would refuse.
    """
    sets = demand_sound(benchmark, new)
    sound_terms(terms_of(benchmark), list(new.templates))
    asked = {
        "size": new.size,
        "encoders": list(new.encoders),
        "ensemble": new.ensemble,
        "sets": [row.slug for row in sets],
        "templates": list(new.templates),
        "workers": list(workers),
    }
    return jobs.enqueue("mining.estimate", benchmark.pk, asked, benchmark=benchmark, user=actor)
