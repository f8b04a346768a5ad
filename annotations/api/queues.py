"""The review queue."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotations.api.shapes import ClaimSerializer
from annotations.api.workplace import claim_of
from annotations.models import ReviewClaim
from annotations.queue import next_after, queue
from curation import policies
from curation.api.object_cards import ObjectCardSerializer, card_rows, cards
from curation.api.pages_schema import PAGE, paged
from curation.api.paging import page_of
from curation.api.scope import benchmark_of, demand, person
from curation.models import Object, User

NOT_REVIEWER = "Only reviewers and maintainers see the review queue of this benchmark."
MINE = OpenApiParameter("mine", OpenApiTypes.BOOL, description="Only what the person holds now.")
AFTER = OpenApiParameter("after", OpenApiTypes.STR, description="Key of the object that was just reviewed.")


class QueuedObjectSerializer(ObjectCardSerializer):
    """A card with who holds the object and when it was handed in."""

    claim = ClaimSerializer(allow_null=True)
    submitted_at = serializers.DateTimeField()


class NextObjectSerializer(serializers.Serializer[Any]):
    """Where to go next."""

    key = serializers.CharField(allow_null=True)


class QueueView(APIView):
    """Objects that await review."""

    cursor_order = ("submitted_at", "pk")

    @extend_schema(
        operation_id="review_queue", parameters=[MINE, *PAGE], responses=paged(QueuedObjectSerializer)
    )
    def get(self, request: Request, slug: str) -> Response:
        """A page of the queue, who handed in first is first."""
        benchmark, user = benchmark_of(request, slug), person(request)
        allowed = policies.can_review(user, benchmark) or policies.can_maintain(user, benchmark)
        demand(allowed, NOT_REVIEWER)
        waiting = card_rows(queue(benchmark))
        if request.query_params.get("mine", "").lower() in {"1", "true"}:
            waiting = waiting.filter(pk__in=ReviewClaim.objects.live().filter(reviewer=user).values("object"))
        pages, objects = page_of(self, waiting)
        return pages.get_paginated_response(QueuedObjectSerializer(_rows(objects, user), many=True).data)


class NextView(APIView):
    """The object to review next."""

    @extend_schema(operation_id="review_next", parameters=[AFTER], responses=NextObjectSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """The next object that this reviewer may decide about; null when none is left."""
        benchmark, user = benchmark_of(request, slug), person(request)
        demand(policies.can_review(user, benchmark), NOT_REVIEWER)
        return Response({"key": next_after(request.query_params.get("after", ""), benchmark, user)})


def _rows(objects: Sequence[Object], user: User) -> list[dict[str, Any]]:
    held = ReviewClaim.objects.live().filter(object__in=objects).select_related("reviewer")
    claims = {claim.object_id: claim for claim in held}
    return [
        {**card, "claim": claim_of(claims.get(obj.pk), user), "submitted_at": obj.submitted_at}  # type: ignore[attr-defined]  # annotated by queue()
        for obj, card in zip(objects, cards(objects, user), strict=True)
    ]
