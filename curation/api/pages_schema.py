"""The schema of a cursor page, once per kind of row."""

from functools import cache
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers

CURSOR = OpenApiParameter("cursor", OpenApiTypes.STR, description="Where the page begins; taken from `next`.")
LIMIT = OpenApiParameter("limit", OpenApiTypes.INT, description="Rows on a page, up to 100.")
PAGE = [CURSOR, LIMIT]


@cache
def paged(row: type[serializers.BaseSerializer[Any]]) -> serializers.Serializer[Any]:
    """{next, previous, results} of that row; call it with the same class to get the same component."""
    return inline_serializer(
        name=f"{row.__name__.removesuffix('Serializer')}Page",
        fields={
            "next": serializers.CharField(allow_null=True),
            "previous": serializers.CharField(allow_null=True),
            "results": row(many=True),
        },
    )
