"""How sets of distractors, their shards and their refused images appear in answers."""

from typing import Any

from rest_framework import serializers

from curation.api.people import PersonSerializer
from curation.distractor_progress import SetProgress
from curation.models import DistractorIndex, DistractorSet, DistractorShard


class ShardCountsSerializer(serializers.Serializer[Any]):
    """How many shards there are, and how many of them ended well or badly."""

    total = serializers.IntegerField()
    done = serializers.IntegerField()
    failed = serializers.IntegerField()


class SetIndexSerializer(serializers.Serializer[Any]):
    """What searches a set."""

    kind = serializers.CharField()
    encoder = serializers.CharField(allow_blank=True)
    rows = serializers.IntegerField()
    built_at = serializers.DateTimeField()


class SetProblemSerializer(serializers.Serializer[Any]):
    """Why the source could not be cut into shards."""

    code = serializers.CharField()
    message = serializers.CharField()


class SetMaySerializer(serializers.Serializer[Any]):
    """What the person may do with it now."""

    pause = serializers.BooleanField()
    resume = serializers.BooleanField()
    cancel = serializers.BooleanField()
    retry = serializers.BooleanField()
    state_licence = serializers.BooleanField()


class SetLicenceSerializer(serializers.Serializer[Any]):
    """Under which licence the images of a set are published that name none themselves."""

    licence = serializers.CharField(max_length=100)


class DistractorSetSerializer(serializers.Serializer[Any]):
    """A set with its progress; `rate` is in images per second over the last ten minutes."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    benchmark = serializers.CharField()
    kind = serializers.CharField()
    location = serializers.CharField()
    licence = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=DistractorSet.State.choices)
    encoders = serializers.ListField(child=serializers.CharField())
    shards = ShardCountsSerializer()
    accepted = serializers.IntegerField()
    refused = serializers.IntegerField()
    refusals = serializers.DictField(child=serializers.IntegerField())
    removed = serializers.IntegerField()
    bytes = serializers.IntegerField()
    rate = serializers.FloatField(allow_null=True)
    seconds_left = serializers.FloatField(allow_null=True)
    stalled = serializers.BooleanField()
    created_by = PersonSerializer(allow_null=True)
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    index = SetIndexSerializer(allow_null=True)
    problem = SetProblemSerializer(allow_null=True)
    may = SetMaySerializer()
    shards_page = serializers.CharField()
    refusals_page = serializers.CharField()


class DistractorShardSerializer(serializers.Serializer[Any]):
    """One shard."""

    number = serializers.IntegerField()
    name = serializers.CharField()
    state = serializers.ChoiceField(choices=DistractorShard.State.choices)
    accepted = serializers.IntegerField()
    refused = serializers.IntegerField()
    seconds = serializers.FloatField()
    error_code = serializers.CharField(allow_blank=True)
    error = serializers.CharField(allow_blank=True)


class DistractorRefusalSerializer(serializers.Serializer[Any]):
    """One image that was not taken, and why."""

    shard = serializers.CharField()
    key = serializers.CharField()
    location = serializers.CharField()
    code = serializers.CharField()
    message = serializers.CharField()


def described(
    row: DistractorSet,
    progress: SetProgress,
    index: DistractorIndex | None,
    problem: dict[str, str] | None,
) -> dict[str, Any]:
    """What DistractorSetSerializer shows of a set, except what may be done with it."""
    plain = ("slug", "kind", "location", "licence", "state", "encoders")
    return {
        "id": row.public_id,
        "benchmark": row.benchmark.slug,
        **{name: getattr(row, name) for name in plain},
        "shards": {"total": progress.total, "done": progress.done, "failed": progress.failed},
        "accepted": progress.accepted,
        "refused": progress.refused,
        "refusals": dict(sorted(progress.refusals.items())),
        "removed": progress.removed,
        "bytes": progress.size,
        "rate": progress.rate,
        "seconds_left": progress.seconds_left,
        "stalled": progress.stalled,
        "created_by": row.created_by,
        "created_at": row.created_at,
        "finished_at": row.finished_at,
        "index": index,
        "problem": problem,
        "shards_page": f"/api/distractor-sets/{row.public_id}/shards/",
        "refusals_page": f"/api/distractor-sets/{row.public_id}/refusals/",
    }
