"""The review queue."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotations.queue import next_after
from curation import policies
from curation.api.scope import benchmark_of, demand, person

NOT_REVIEWER = "Only reviewers and maintainers see the review queue of this benchmark."


class NextShape(serializers.Serializer[object]):
    key = serializers.CharField(allow_null=True)


class NextView(APIView):
    """The object to review next."""

    @extend_schema(
        operation_id="review_next",
        parameters=[OpenApiParameter("after", OpenApiTypes.STR)],
        responses=NextShape,
    )
    def get(self, request: Request, slug: str) -> Response:
        """The next object that this reviewer may decide about; null when none is left."""
        benchmark, user = benchmark_of(request, slug), person(request)
        demand(policies.can_review(user, benchmark), NOT_REVIEWER)
        return Response({"key": next_after(request.query_params.get("after", ""), benchmark, user)})
