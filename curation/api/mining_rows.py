"""How choices of distractors, and what they are made of, appear in answers."""

from typing import Any

from rest_framework import serializers

from curation.actions.mining.decide import ACCEPTABLE, DISCARDABLE
from curation.actions.mining.steer import CANCELLABLE, PAUSABLE, is_resumable
from curation.api.mining_summary import MiningSummarySerializer
from curation.api.people import PersonSerializer
from curation.mining_progress import progress_of
from curation.models import MiningRun


class MiningRunTermSerializer(serializers.Serializer[Any]):
    """One of the words a run searches with, and the category it stands for."""

    text = serializers.CharField()
    category = serializers.ListField(child=serializers.CharField())


class MiningMaySerializer(serializers.Serializer[Any]):
    """What the person may do with it now."""

    pause = serializers.BooleanField()
    resume = serializers.BooleanField()
    cancel = serializers.BooleanField()
    accept = serializers.BooleanField()
    discard = serializers.BooleanField()


class MiningRunSerializer(serializers.Serializer[Any]):
    """A run with its progress; `done` and `total` count images, while it selects shards."""

    id = serializers.UUIDField()
    benchmark = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=MiningRun.Kind.choices)
    size = serializers.IntegerField()
    seed = serializers.IntegerField()
    ensemble = serializers.ChoiceField(choices=MiningRun.Ensemble.choices)
    encoders = serializers.ListField(child=serializers.CharField())
    sets = serializers.ListField(child=serializers.CharField())
    terms = MiningRunTermSerializer(many=True)
    templates = serializers.ListField(child=serializers.CharField())
    state = serializers.ChoiceField(choices=MiningRun.State.choices)
    phase = serializers.ChoiceField(choices=MiningRun.Phase.choices, allow_blank=True)
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    images_per_second = serializers.FloatField(allow_null=True)
    seconds_left = serializers.FloatField(allow_null=True)
    chosen = serializers.IntegerField()
    keys_sha256 = serializers.CharField(allow_blank=True)
    summary = MiningSummarySerializer(allow_null=True)
    error_code = serializers.CharField(allow_blank=True)
    error = serializers.CharField(allow_blank=True)
    created_by = PersonSerializer(allow_null=True)
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    decided_by = PersonSerializer(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    may = MiningMaySerializer()


PLAIN = (
    "name", "kind", "size", "seed", "ensemble", "encoders", "sets", "terms", "templates", "state", "phase", "chosen",
    "keys_sha256", "error_code", "error", "created_by", "created_at", "finished_at", "decided_by", "decided_at",
)  # fmt: skip


def described(run: MiningRun, *, maintains: bool) -> dict[str, Any]:
    """What MiningRunSerializer shows of a run to somebody who maintains its benchmark, or does not."""
    progress = progress_of(run)
    return {
        "id": run.public_id,
        "benchmark": run.benchmark.slug,
        **{name: getattr(run, name) for name in PLAIN},
        "done": progress.done,
        "total": progress.total,
        "images_per_second": progress.rate,
        "seconds_left": progress.seconds_left,
        "summary": run.summary or None,
        "may": {
            "pause": maintains and run.state in PAUSABLE,
            "resume": maintains and is_resumable(run),
            "cancel": maintains and run.state in CANCELLABLE,
            "accept": maintains and run.state in ACCEPTABLE,
            "discard": maintains and run.state in DISCARDABLE,
        },
    }
