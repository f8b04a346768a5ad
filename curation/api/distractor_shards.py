"""What is inside a set of distractors: its shards, the images that were refused, and one image."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation.api.distractor_set_rows import DistractorRefusalSerializer, DistractorShardSerializer
from curation.api.distractor_sets import set_of
from curation.api.refusal_list import RefusalList
from curation.distractor_rows import image_of
from curation.media_links import STABLE_SECONDS
from curation.models import DistractorShard

PAGE = OpenApiParameter("page", OpenApiTypes.INT, description="From 1.")
CODE = OpenApiParameter("code", OpenApiTypes.STR, description="Only refusals of this code.")
STATE = OpenApiParameter("state", OpenApiTypes.STR, enum=list(DistractorShard.State.values))


class NumberedPages(PageNumberPagination):
    """Fifty rows by the number of the page: a set that is done does not change."""

    page_size = 50


class ShardFilterSerializer(serializers.Serializer[Any]):
    """Which shards."""

    state = serializers.ChoiceField(choices=DistractorShard.State.choices, required=False)


def counted(row: type[serializers.Serializer[Any]]) -> serializers.Serializer[Any]:
    """{count, next, previous, results} of that row."""
    return inline_serializer(
        name=f"{row.__name__.removesuffix('Serializer')}Page",
        fields={
            "count": serializers.IntegerField(),
            "next": serializers.CharField(allow_null=True),
            "previous": serializers.CharField(allow_null=True),
            "results": row(many=True),
        },
    )


class DistractorShardsView(APIView):
    """The shards of a set."""

    @extend_schema(
        operation_id="distractor_shards_list",
        parameters=[PAGE, STATE],
        responses=counted(DistractorShardSerializer),
    )
    def get(self, request: Request, public_id: UUID) -> Response:
        """A page of them, in the order of the source."""
        form = ShardFilterSerializer(data=request.query_params)
        form.is_valid(raise_exception=True)
        rows = set_of(request, public_id).shards.filter(**form.validated_data).defer("piece", "refusals")
        pages = NumberedPages()
        page = pages.paginate_queryset(rows.order_by("number"), request, self)
        return pages.get_paginated_response(DistractorShardSerializer(page, many=True).data)


class DistractorRefusalsView(APIView):
    """The refused images of a set."""

    @extend_schema(
        operation_id="distractor_refusals_list",
        parameters=[PAGE, CODE],
        responses=counted(DistractorRefusalSerializer),
    )
    def get(self, request: Request, public_id: UUID) -> Response:
        """A page of them, in the order of the source, each with its reason."""
        rows = RefusalList(set_of(request, public_id), request.query_params.get("code", ""))
        pages = NumberedPages()
        page: Any = pages.paginate_queryset(rows, request, self)  # type: ignore[arg-type]  # a Paginator takes any list
        return pages.get_paginated_response(DistractorRefusalSerializer(page, many=True).data)


class DistractorImageView(APIView):
    """The picture of a distractor."""

    @extend_schema(operation_id="distractor_image", responses={(200, "image/jpeg"): OpenApiTypes.BINARY})
    def get(self, request: Request, public_id: UUID, shard: str, key: str) -> HttpResponse:
        """Its release image, read out of the middle of its shard."""
        data = image_of(set_of(request, public_id), f"{shard}/{key}")
        if data is None:
            raise Http404
        answer = HttpResponse(data, content_type="image/jpeg")
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
        answer["Cache-Control"] = f"private, max-age={STABLE_SECONDS}, immutable"
        return answer
