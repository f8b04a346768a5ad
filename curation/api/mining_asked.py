"""What a person asks for when they begin a run or an estimate."""

from typing import Any

from rest_framework import serializers

from curation.actions.mining.create import NewRun
from curation.models import MiningRun
from retrieval.mining import TEMPLATES

MOST_ENCODERS = 16  # sums of exact scores of more would be rounded
MOST_SETS = 500
WORKERS = (1, 2, 4, 8)


class MiningQuestionSerializer(serializers.Serializer[Any]):
    """What is to be chosen, and how; no sets: all that can be released."""

    size = serializers.IntegerField(max_value=2**31 - 1)
    encoders = serializers.ListField(
        child=serializers.CharField(max_length=120), max_length=MOST_ENCODERS, default=list
    )
    ensemble = serializers.CharField(max_length=20, default=MiningRun.Ensemble.MEAN.value)
    sets = serializers.ListField(
        child=serializers.CharField(max_length=40), max_length=MOST_SETS, default=list
    )
    templates = serializers.ListField(
        child=serializers.CharField(max_length=200), max_length=1000, default=lambda: list(TEMPLATES)
    )


class NewMiningRunSerializer(MiningQuestionSerializer):
    """A run to begin."""

    name = serializers.CharField(max_length=40, default="mini")
    kind = serializers.CharField(max_length=10, default=MiningRun.Kind.HARD.value)
    seed = serializers.IntegerField(default=0)


class NewMiningEstimateSerializer(MiningQuestionSerializer):
    """A run to be estimated, for these numbers of workers."""

    workers = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=10_000),
        max_length=20,
        default=lambda: list(WORKERS),
    )


def asked(values: dict[str, Any]) -> NewRun:
    """The run that the values of one of these forms describe."""
    lists = ("encoders", "sets", "templates")
    plain = ("size", "ensemble", "name", "kind", "seed")
    fields: dict[str, Any] = {name: values[name] for name in plain if name in values}
    fields |= {name: tuple(values[name]) for name in lists}
    return NewRun(**fields)
