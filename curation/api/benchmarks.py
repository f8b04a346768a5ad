"""Benchmarks: the list, a new one, and one with what needs the person now."""

from typing import Any

from django.db.models import Q
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation import policies
from curation.actions.create_benchmark import BenchmarkDetails, create_benchmark
from curation.actions.sign_consent import current_consent, has_signed
from curation.api.benchmark_cards import BenchmarkCardSerializer, cards
from curation.api.scope import benchmark_of, demand, person
from curation.models import Benchmark, Neighbour, Object, Role, User


class NewBenchmarkSerializer(serializers.Serializer[Any]):
    """What a benchmark is founded with."""

    slug = serializers.CharField(max_length=60)
    title = serializers.CharField(max_length=200)
    cutoff = serializers.DateField()
    goal_objects = serializers.IntegerField(min_value=1, max_value=1_000_000, default=100)


class ConsentSerializer(serializers.Serializer[Any]):
    """The current consent text, and whether the person signed it."""

    version = serializers.IntegerField()
    text = serializers.CharField()
    signed = serializers.BooleanField()


class BenchmarkPermissionsSerializer(serializers.Serializer[Any]):
    """What the person may do here."""

    collect = serializers.BooleanField()
    review = serializers.BooleanField()
    maintain = serializers.BooleanField()


class NeedsMeSerializer(serializers.Serializer[Any]):
    """What waits for the person."""

    drafts_with_findings = serializers.IntegerField()
    changes_requested = serializers.IntegerField()
    awaiting_review = serializers.IntegerField()
    neighbours_undecided = serializers.IntegerField()


class BenchmarkDetailSerializer(BenchmarkCardSerializer):
    """Everything its home page shows."""

    licences = serializers.ListField(child=serializers.CharField())
    severities = serializers.DictField(child=serializers.CharField())
    reviews_needed = serializers.IntegerField()
    consent = ConsentSerializer(allow_null=True)
    permissions = BenchmarkPermissionsSerializer()
    needs_me = NeedsMeSerializer()


class BenchmarksView(APIView):
    """The benchmarks of the person."""

    @extend_schema(operation_id="benchmarks_list", responses=BenchmarkCardSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Those the person is a member of."""
        mine = list(Benchmark.objects.visible_to(person(request)))
        return Response(BenchmarkCardSerializer(cards(mine, person(request)), many=True).data)

    @extend_schema(
        operation_id="benchmark_create",
        request=NewBenchmarkSerializer,
        responses={201: BenchmarkCardSerializer},
    )
    def post(self, request: Request) -> Response:
        """Found one and become its maintainer."""
        user = person(request)
        demand(policies.can_create_benchmark(user), "Only staff of this installation found benchmarks.")
        form = NewBenchmarkSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        benchmark = create_benchmark(BenchmarkDetails(**form.validated_data), actor=user)
        return Response(BenchmarkCardSerializer(cards([benchmark], user)[0]).data, status=201)


class BenchmarkView(APIView):
    """One benchmark."""

    @extend_schema(operation_id="benchmark_read", responses=BenchmarkDetailSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """Its progress, rules and what waits for the person."""
        benchmark = benchmark_of(request, slug)
        return Response(BenchmarkDetailSerializer(_detail(benchmark, person(request))).data)


def _detail(benchmark: Benchmark, user: User) -> dict[str, Any]:
    card = cards([benchmark], user)[0]
    roles = set(card["roles"])
    consent = current_consent(benchmark)
    return {
        **card,
        "licences": benchmark.licences,
        "severities": benchmark.severities,
        "reviews_needed": benchmark.reviews_needed,
        "consent": consent
        and {"version": consent.version, "text": consent.text, "signed": has_signed(user, consent)},
        "permissions": {
            "collect": bool(roles & {Role.COLLECTOR, Role.MAINTAINER}),
            "review": Role.REVIEWER in roles,
            "maintain": Role.MAINTAINER in roles,
        },
        "needs_me": _needs(benchmark, user, roles),
    }


def _needs(benchmark: Benchmark, user: User, roles: set[str]) -> dict[str, int]:
    objects = Object.objects.filter(benchmark=benchmark)
    mine = objects.filter(collector=user)
    found = Q(errors_count__gt=0) | Q(warnings_count__gt=0)
    waiting = objects.awaiting_review().exclude(collector=user).count() if Role.REVIEWER in roles else 0
    return {
        "drafts_with_findings": mine.filter(found, state=Object.State.DRAFT).count(),
        "changes_requested": mine.filter(state=Object.State.CHANGES_REQUESTED).count(),
        "awaiting_review": waiting,
        "neighbours_undecided": Neighbour.objects.unresolved().filter(first__benchmark=benchmark).count(),
    }
