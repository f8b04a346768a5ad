"""What the wall of objects can be narrowed by; every parameter is named here and nowhere else."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from curation.models import Image, Object

PARAMETERS = [
    OpenApiParameter("state", OpenApiTypes.STR, description="One or several states, separated by commas."),
    OpenApiParameter("category", OpenApiTypes.INT, description="A category, with everything below it."),
    OpenApiParameter("collector", OpenApiTypes.INT, description="Id of a person."),
    OpenApiParameter("finding", OpenApiTypes.STR, description='A rule code, or "any".'),
    OpenApiParameter("search", OpenApiTypes.STR, description="Part of the key, name or text query."),
    OpenApiParameter("camera", OpenApiTypes.STR, description="Part of a camera's make or model."),
]


class ObjectFilterSerializer(serializers.Serializer[Any]):
    """The parameters, checked."""

    state = serializers.CharField(required=False)
    category = serializers.IntegerField(required=False)
    collector = serializers.IntegerField(required=False)
    finding = serializers.CharField(required=False, max_length=80)
    search = serializers.CharField(required=False, max_length=200)
    camera = serializers.CharField(required=False, max_length=80)

    def validate_state(self, value: str) -> list[str]:
        """Refuse words that are no state."""
        states = [word for word in value.split(",") if word]
        for word in states:
            if word not in Object.State.values:
                message = f'"{word}" is no state. States are {", ".join(Object.State.values)}.'
                raise serializers.ValidationError(message)
        return states


def narrowed(objects: "QuerySet[Object]", query: Any) -> "QuerySet[Object]":
    """The objects that all given parameters let through."""
    form = ObjectFilterSerializer(data={name: value for name, value in query.items() if value != ""})
    form.is_valid(raise_exception=True)
    for name, value in form.validated_data.items():
        objects = objects.filter(_condition(name, value))
    return objects


def _condition(name: str, value: Any) -> Q | Exists:
    match name:
        case "state":
            return Q(state__in=value)
        case "category":
            return Q(category=value) | Q(category__parent=value) | Q(category__parent__parent=value)
        case "collector":
            return Q(collector=value)
        case "finding":
            has_any = Q(errors_count__gt=0) | Q(warnings_count__gt=0)
            return has_any if value == "any" else Q(findings__contains=[{"code": value}])
        case "camera":
            made = Q(original__camera_make__icontains=value) | Q(original__camera_model__icontains=value)
            return Exists(Image.objects.present().filter(made, object=OuterRef("pk")))
        case _:  # search; the text query is a table of the room above, reached by its relation's name
            words = Q(key__icontains=value) | Q(name__icontains=value)
            return words | Q(text_query__text__icontains=value)
