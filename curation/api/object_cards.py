"""Objects as cards on the wall: one query for the rows of a page, one for all their pictures."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber
from rest_framework import serializers

from curation.api.people import PersonSerializer
from curation.media_links import link
from curation.models import Category, Image, Object, User

STRIP = 6


class CoverSerializer(serializers.Serializer[Any]):
    """The large picture of a card."""

    id = serializers.UUIDField()
    thumb = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()


class StripImageSerializer(serializers.Serializer[Any]):
    """One of the small ones."""

    id = serializers.UUIDField()
    thumb = serializers.CharField()
    role = serializers.ChoiceField(choices=Image.Role.choices)


class ObjectCardSerializer(serializers.Serializer[Any]):
    """An object on the wall."""

    key = serializers.CharField()
    name = serializers.CharField()
    number = serializers.IntegerField()
    state = serializers.ChoiceField(choices=Object.State.choices)
    category_path = serializers.ListField(child=serializers.CharField())
    collector = PersonSerializer()
    cover = CoverSerializer(allow_null=True)
    strip = StripImageSerializer(many=True)
    queries = serializers.IntegerField()
    positives = serializers.IntegerField()
    errors_count = serializers.IntegerField()
    warnings_count = serializers.IntegerField()
    updated_at = serializers.DateTimeField()


def card_rows(objects: "QuerySet[Object]") -> "QuerySet[Object]":
    """The queryset with everything that a card reads of its row, and nothing heavier."""
    return objects.select_related("collector", "category__parent__parent").defer("findings")


def cards(objects: Sequence[Object], user: User) -> list[dict[str, Any]]:
    """What ObjectCardSerializer shows of each of them."""
    pictures = _pictures([obj.pk for obj in objects])
    return [_card(obj, pictures[obj.pk], user) for obj in objects]


def _pictures(ids: list[int]) -> dict[int, dict[str, list[Image]]]:
    """The first pictures of each role of each object; `total` on each is the count of its role."""
    parts = [F("object"), F("role")]
    rows = (
        Image.objects.collected()
        .filter(object__in=ids)
        .annotate(
            place=Window(RowNumber(), partition_by=parts, order_by=F("pk").asc()),
            total=Window(Count("pk"), partition_by=parts),
        )
        .filter(place__lte=STRIP)
        .order_by("object", "place")
        .select_related("original")
        .only("public_id", "object", "role", "original__width", "original__height")
    )
    found: dict[int, dict[str, list[Image]]] = defaultdict(lambda: defaultdict(list))
    for image in rows:
        if image.object_id is not None:
            found[image.object_id][image.role].append(image)
    return found


def _card(obj: Object, pictures: dict[str, list[Image]], user: User) -> dict[str, Any]:
    queries, positives = pictures[Image.Role.QUERY], pictures[Image.Role.POSITIVE]
    cover = next(iter(queries or positives), None)
    category: Category | None = obj.category
    return {
        "key": obj.key,
        "name": obj.name,
        "number": obj.number,
        "state": obj.state,
        "category_path": category.path() if category else [],
        "collector": obj.collector,
        "cover": cover
        and {
            "id": cover.public_id,
            "thumb": link(cover, "thumb", user),
            "width": cover.original.width,
            "height": cover.original.height,
        },
        "strip": [
            {"id": image.public_id, "thumb": link(image, "thumb", user), "role": image.role}
            for image in positives[:STRIP]
        ],
        "queries": queries[0].total if queries else 0,  # type: ignore[attr-defined]  # annotated above
        "positives": positives[0].total if positives else 0,  # type: ignore[attr-defined]  # annotated above
        "errors_count": obj.errors_count,
        "warnings_count": obj.warnings_count,
        "updated_at": obj.updated_at,
    }
