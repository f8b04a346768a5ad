"""How a pair of pictures appears in answers."""

from typing import Any

from rest_framework import serializers

from curation.api.people import PersonSerializer
from curation.media_links import link
from curation.models import Image, Neighbour, User, Verdict


class NeighbourImageSerializer(serializers.Serializer[Any]):
    """One side of a pair."""

    id = serializers.UUIDField()
    role = serializers.ChoiceField(choices=Image.Role.choices)
    object_key = serializers.CharField(allow_null=True)
    source_path = serializers.CharField()
    thumb = serializers.CharField()
    preview = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()


class NeighbourSerializer(serializers.Serializer[Any]):
    """A pair with its evidence and its verdict."""

    id = serializers.IntegerField()
    first = NeighbourImageSerializer()
    second = NeighbourImageSerializer()
    hamming = serializers.IntegerField()
    cosine = serializers.FloatField()
    inliers = serializers.IntegerField()
    residual = serializers.FloatField(allow_null=True)
    score = serializers.FloatField()
    suggested = serializers.ChoiceField(choices=Verdict.choices)
    verdict = serializers.ChoiceField(choices=Verdict.choices, allow_blank=True)
    decided_by = PersonSerializer(allow_null=True)


class NeighbourDetailSerializer(NeighbourSerializer):
    """The same with lines from first to second, as fractions of width and height."""

    matches = serializers.ListField(child=serializers.ListField(child=serializers.FloatField()))


def side(image: Image, user: User) -> dict[str, Any]:
    """What NeighbourImageSerializer shows of a picture."""
    return {
        "id": image.public_id,
        "role": image.role,
        "object_key": image.object and image.object.key,
        "source_path": image.source_path,
        "thumb": link(image, "thumb", user),
        "preview": link(image, "preview", user),
        "width": image.original.width,
        "height": image.original.height,
    }


def shown(pair: Neighbour, user: User) -> dict[str, Any]:
    """What NeighbourSerializer shows of a pair."""
    return {
        "id": pair.pk,
        "first": side(pair.first, user),
        "second": side(pair.second, user),
        "hamming": pair.hamming,
        "cosine": pair.cosine,
        "inliers": pair.inliers,
        "residual": pair.residual,
        "score": pair.score,
        "suggested": pair.suggested,
        "verdict": pair.verdict,
        "decided_by": pair.decided_by,
    }


def shown_with_lines(pair: Neighbour, user: User) -> dict[str, Any]:
    """What NeighbourDetailSerializer shows of a pair."""
    return {**shown(pair, user), "matches": pair.matches}
