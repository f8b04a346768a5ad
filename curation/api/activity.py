"""The audit as people read it: of a benchmark, and of one object."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation.api.pages_schema import PAGE, paged
from curation.api.paging import page_of
from curation.api.people import PersonSerializer
from curation.api.scope import benchmark_of, object_of
from curation.models import AuditEntry, Object


class ActivitySerializer(serializers.Serializer[Any]):
    """Who did what, when."""

    id = serializers.IntegerField()
    at = serializers.DateTimeField()
    action = serializers.CharField()
    actor = PersonSerializer(allow_null=True)
    object_key = serializers.CharField(allow_null=True)
    data = serializers.DictField()  # type: ignore[assignment]  # a name of DRF


def _shown(entries: Sequence[AuditEntry]) -> list[dict[str, Any]]:
    ids = {entry.object_id for entry in entries if entry.object_id is not None}
    keys = dict(Object.objects.filter(pk__in=ids).values_list("pk", "key"))
    return [
        {
            "id": entry.pk,
            "at": entry.at,
            "action": entry.action,
            "actor": entry.actor,
            "object_key": keys.get(entry.object_id) if entry.object_id is not None else None,
            "data": entry.data,
        }
        for entry in entries
    ]


class BenchmarkActivityView(APIView):
    """What happened in a benchmark, newest first."""

    @extend_schema(operation_id="activity_list", parameters=PAGE, responses=paged(ActivitySerializer))
    def get(self, request: Request, slug: str) -> Response:
        """A page of it."""
        rows = AuditEntry.objects.filter(benchmark=benchmark_of(request, slug)).select_related("actor")
        pages, entries = page_of(self, rows)
        return pages.get_paginated_response(ActivitySerializer(_shown(entries), many=True).data)


class ObjectHistoryView(APIView):
    """What happened to an object, newest first."""

    @extend_schema(operation_id="history_list", parameters=PAGE, responses=paged(ActivitySerializer))
    def get(self, request: Request, slug: str, key: str) -> Response:
        """A page of it."""
        rows = AuditEntry.objects.filter(object_id=object_of(request, slug, key).pk).select_related("actor")
        pages, entries = page_of(self, rows)
        return pages.get_paginated_response(ActivitySerializer(_shown(entries), many=True).data)
