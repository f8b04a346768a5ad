"""Pairs of pictures that may be the same, and what people say they are."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation import policies
from curation.actions.decide_neighbour import decide_neighbour
from curation.api.neighbour_rows import (
    NeighbourDetailSerializer,
    NeighbourSerializer,
    shown,
    shown_with_lines,
)
from curation.api.pages_schema import PAGE, paged
from curation.api.paging import page_of
from curation.api.scope import benchmark_of, demand, image_of, person
from curation.models import Benchmark, Image, Neighbour, Verdict

STATES = ["undecided", "decided"]


class NeighbourVerdictSerializer(serializers.Serializer[Any]):
    """What the pair is; "" takes a verdict back."""

    verdict = serializers.ChoiceField(choices=Verdict.choices, allow_blank=True)


class NeighbourFilterSerializer(serializers.Serializer[Any]):
    """Which pairs of a benchmark."""

    state = serializers.ChoiceField(choices=STATES, required=False)
    suggested = serializers.ChoiceField(choices=Verdict.choices, required=False)


def _pairs() -> "QuerySet[Neighbour]":
    """Pairs whose pictures are both present; the pictures come in one query for each side of a page."""
    rows = Image.objects.select_related("original", "object", "benchmark")
    light = rows.defer("object__findings", "original__pipeline", "original__pdq")
    present = Neighbour.objects.filter(first__deleted_at=None, second__deleted_at=None)
    sides = [Prefetch(side, queryset=light) for side in ("first", "second")]
    return present.select_related("decided_by").prefetch_related(*sides)


class ImageNeighboursView(APIView):
    """The neighbours of one picture."""

    @extend_schema(operation_id="image_neighbours_list", responses=NeighbourSerializer(many=True))
    def get(self, request: Request, public_id: UUID) -> Response:
        """Best score first."""
        image = image_of(request, public_id)
        pairs = _pairs().filter(pk__in=Neighbour.objects.of(image)).defer("matches").order_by("-score", "pk")
        return Response(NeighbourSerializer([shown(pair, person(request)) for pair in pairs], many=True).data)


def asked_for(request: Request) -> Q:
    """What `state` and `suggested` of a request ask for, of pairs within a benchmark and with sets alike."""
    form = NeighbourFilterSerializer(data=request.query_params)
    form.is_valid(raise_exception=True)
    state, suggested = form.validated_data.get("state"), form.validated_data.get("suggested")
    wanted = Q()
    if state == "undecided":
        wanted &= Q(verdict="", suggested=suggested or Verdict.DUPLICATE)
    elif suggested:
        wanted &= Q(suggested=suggested)
    if state == "decided":
        wanted &= ~Q(verdict="")
    return wanted


class BenchmarkNeighboursView(APIView):
    """The queue of pairs of a benchmark."""

    cursor_order = ("-score", "pk")

    @extend_schema(
        operation_id="neighbours_list",
        parameters=[
            OpenApiParameter(
                "state", OpenApiTypes.STR, enum=STATES, description="undecided: needs a verdict."
            ),
            OpenApiParameter("suggested", OpenApiTypes.STR, enum=list(Verdict.values)),
            *PAGE,
        ],
        responses=paged(NeighbourSerializer),
    )
    def get(self, request: Request, slug: str) -> Response:
        """A page of it in the order in which deciding helps most."""
        pairs = _pairs().filter(first__benchmark=benchmark_of(request, slug)).defer("matches")
        pages, rows = page_of(self, pairs.filter(asked_for(request)))
        body = NeighbourSerializer([shown(pair, person(request)) for pair in rows], many=True).data
        return pages.get_paginated_response(body)


def _pair_of(request: Request, pk: int) -> Neighbour:
    mine = Benchmark.objects.visible_to(person(request))
    return get_object_or_404(_pairs().filter(first__benchmark__in=mine), pk=pk)


class NeighbourView(APIView):
    """One pair."""

    @extend_schema(operation_id="neighbour_read", responses=NeighbourDetailSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """With the lines between matching spots."""
        return Response(
            NeighbourDetailSerializer(shown_with_lines(_pair_of(request, pk), person(request))).data
        )


class NeighbourVerdictView(APIView):
    """The verdict on a pair."""

    @extend_schema(
        operation_id="neighbour_decide", request=NeighbourVerdictSerializer, responses=NeighbourSerializer
    )
    def post(self, request: Request, pk: int) -> Response:
        """Say what it is; remembered, also for copies of the same bytes."""
        pair = _pair_of(request, pk)
        demand(policies.can_decide_neighbours(person(request), pair.first.benchmark))
        form = NeighbourVerdictSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        decided = decide_neighbour(pair, form.validated_data["verdict"], actor=person(request))
        return Response(NeighbourSerializer(shown(decided, person(request))).data)
