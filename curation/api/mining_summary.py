"""What people look at before they decide on a run."""

from typing import Any

from rest_framework import serializers


class MiningHistogramSerializer(serializers.Serializer[Any]):
    """Counts between neighbouring edges: of all images, and of the chosen among them."""

    edges = serializers.ListField(child=serializers.FloatField())
    counts = serializers.ListField(child=serializers.IntegerField())
    chosen = serializers.ListField(child=serializers.IntegerField())


class CategoryShareSerializer(serializers.Serializer[Any]):
    """Images whose nearest term is of that category: chosen, of all, and expected of a random choice."""

    name = serializers.CharField()
    chosen = serializers.IntegerField()
    considered = serializers.IntegerField()
    random = serializers.FloatField()


class NamedShareSerializer(serializers.Serializer[Any]):
    """How many of the chosen a term or a template won."""

    name = serializers.CharField()
    chosen = serializers.IntegerField()


class EncoderShareSerializer(serializers.Serializer[Any]):
    """How many of the chosen an encoder would have chosen alone."""

    name = serializers.CharField()
    chosen_alone = serializers.IntegerField()


class MiningSharesSerializer(serializers.Serializer[Any]):
    """Of what the chosen are made; 100 terms at most, the most frequent first."""

    category = CategoryShareSerializer(many=True)
    term = NamedShareSerializer(many=True)
    template = NamedShareSerializer(many=True)
    encoder = EncoderShareSerializer(many=True)


class AgreementSerializer(serializers.Serializer[Any]):
    """Which share of what one encoder would choose alone another would choose too."""

    first = serializers.CharField()
    second = serializers.CharField()
    overlap = serializers.FloatField()


class MiningRandomSerializer(serializers.Serializer[Any]):
    """Scores of a random choice beside those of the chosen; empty where nothing was scored."""

    mean_score = serializers.FloatField(required=False)
    chosen_mean_score = serializers.FloatField(required=False)
    share_above_threshold = serializers.FloatField(required=False)
    sampled = serializers.IntegerField(required=False)


class HardnessSerializer(serializers.Serializer[Any]):
    """mAP@1k of an encoder on the chosen, on random choices of the same size, and the random size as hard."""

    encoder = serializers.CharField()
    mini = serializers.FloatField()
    random = serializers.ListField(child=serializers.FloatField())
    mean = serializers.FloatField()
    std = serializers.FloatField()
    equal_size = serializers.IntegerField(allow_null=True)
    queries = serializers.IntegerField()
    positives = serializers.IntegerField()


class MiningSummarySerializer(serializers.Serializer[Any]):
    """A chosen subset at a glance."""

    threshold = serializers.FloatField(allow_null=True)
    considered = serializers.IntegerField()
    chosen = serializers.IntegerField()
    histogram = MiningHistogramSerializer()
    shares = MiningSharesSerializer()
    agreement = AgreementSerializer(many=True)
    random = MiningRandomSerializer()
    hardness = HardnessSerializer(many=True)
