"""Pictures that may be copies of distractors of sets, and what people say of them."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation import policies
from curation.actions.distractor_sets.decide_neighbour import decide_set_neighbour
from curation.api.neighbour_rows import NeighbourImageSerializer, side
from curation.api.neighbours import STATES, NeighbourVerdictSerializer, asked_for
from curation.api.pages_schema import PAGE, paged
from curation.api.paging import page_of
from curation.api.people import PersonSerializer
from curation.api.scope import benchmark_of, demand, image_of, person
from curation.distractor_rows import row_of
from curation.models import Benchmark, DistractorRemoval, DistractorSet, SetNeighbour, User, Verdict


class DistractorPictureSerializer(serializers.Serializer[Any]):
    """Where the release image of a distractor is, and its size in pixels."""

    url = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()


class SetNeighbourSerializer(serializers.Serializer[Any]):
    """A pair of a picture and a distractor, with its evidence and its verdict."""

    id = serializers.IntegerField()
    image = NeighbourImageSerializer()
    set = serializers.CharField()
    distractor = serializers.CharField()
    picture = DistractorPictureSerializer(allow_null=True)
    removed = serializers.BooleanField()
    hamming = serializers.IntegerField()
    cosine = serializers.FloatField()
    inliers = serializers.IntegerField()
    residual = serializers.FloatField(allow_null=True)
    score = serializers.FloatField()
    suggested = serializers.ChoiceField(choices=Verdict.choices)
    matches = serializers.ListField(child=serializers.ListField(child=serializers.FloatField()))
    verdict = serializers.ChoiceField(choices=Verdict.choices, allow_blank=True)
    decided_by = PersonSerializer(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)


PLAIN = (
    "distractor", "hamming", "cosine", "inliers", "residual", "score", "suggested", "matches", "verdict", "decided_by",
    "decided_at",
)  # fmt: skip


def picture_of(found: DistractorSet, distractor: str) -> dict[str, Any] | None:
    """Address and size of a distractor's release image; None when it has none."""
    known = row_of(found, distractor)
    if known is None or known[1].offset < 0:
        return None
    row = known[1]
    url = f"/api/distractor-sets/{found.public_id}/images/{distractor}/"
    return {"url": url, "width": row.width, "height": row.height}


def shown(pair: SetNeighbour, user: User) -> dict[str, Any]:
    """What SetNeighbourSerializer shows of a pair."""
    return {
        "id": pair.pk,
        "image": side(pair.image, user),
        "set": pair.set.slug,
        "picture": picture_of(pair.set, pair.distractor),
        "removed": pair.removed,  # type: ignore[attr-defined]  # annotated by _pairs
        **{name: getattr(pair, name) for name in PLAIN},
    }


def _pairs() -> "QuerySet[SetNeighbour]":
    present = SetNeighbour.objects.filter(image__deleted_at=None)
    present = present.annotate(removed=DistractorRemoval.of_row())
    return present.select_related("image__original", "image__object", "image__benchmark", "set", "decided_by")


class ImageSetNeighboursView(APIView):
    """The distractors that one picture resembles."""

    @extend_schema(operation_id="image_set_neighbours_list", responses=SetNeighbourSerializer(many=True))
    def get(self, request: Request, public_id: UUID) -> Response:
        """Best score first."""
        pairs = _pairs().filter(image=image_of(request, public_id)).order_by("-score", "pk")
        return Response(SetNeighbourSerializer([shown(p, person(request)) for p in pairs], many=True).data)


class BenchmarkSetNeighboursView(APIView):
    """The queue of such pairs of a benchmark."""

    cursor_order = ("-score", "pk")

    @extend_schema(
        operation_id="set_neighbours_list",
        parameters=[
            OpenApiParameter(
                "state", OpenApiTypes.STR, enum=STATES, description="undecided: needs a verdict."
            ),
            OpenApiParameter("suggested", OpenApiTypes.STR, enum=list(Verdict.values)),
            *PAGE,
        ],
        responses=paged(SetNeighbourSerializer),
    )
    def get(self, request: Request, slug: str) -> Response:
        """A page of it."""
        pairs = _pairs().filter(image__benchmark=benchmark_of(request, slug))
        pages, rows = page_of(self, pairs.filter(asked_for(request)))
        body = SetNeighbourSerializer([shown(pair, person(request)) for pair in rows], many=True).data
        return pages.get_paginated_response(body)


class SetNeighbourVerdictView(APIView):
    """The verdict on such a pair."""

    @extend_schema(
        operation_id="set_neighbour_decide",
        request=NeighbourVerdictSerializer,
        responses=SetNeighbourSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Say what it is; remembered, also for copies of the same bytes."""
        mine = Benchmark.objects.visible_to(person(request))
        pair = get_object_or_404(_pairs().filter(image__benchmark__in=mine), pk=pk)
        demand(policies.can_decide_neighbours(person(request), pair.image.benchmark))
        form = NeighbourVerdictSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        decided = decide_set_neighbour(pair, form.validated_data["verdict"], actor=person(request))
        return Response(SetNeighbourSerializer(shown(_pairs().get(pk=decided.pk), person(request))).data)
