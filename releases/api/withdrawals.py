"""Withdrawals of a benchmark, and the errata of a release."""

from dataclasses import asdict
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation import policies
from curation.api.scope import benchmark_of, demand, person
from curation.models import Benchmark
from releases.actions.errata import errata, object_of
from releases.actions.held import held_by
from releases.actions.withdraw import WithdrawalDetails, withdraw
from releases.api.page_shapes import ErratumShape, WithdrawalRequestShape, WithdrawalShape
from releases.models import Release, Withdrawal

NOT_MAINTAINER = "Only maintainers withdraw what a benchmark holds."


class WithdrawalsView(APIView):
    """What was taken out for good."""

    @extend_schema(operation_id="withdrawals_list", responses=WithdrawalShape(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """Newest first; private notes for maintainers alone."""
        benchmark = benchmark_of(request, slug)
        rows = Withdrawal.objects.filter(benchmark=benchmark)
        entries = list(rows.select_related("object", "image__object", "decided_by"))
        return Response(_answers(benchmark, entries, policies.can_maintain(person(request), benchmark)))

    @extend_schema(
        operation_id="withdrawal_create",
        request=WithdrawalRequestShape,
        responses={200: WithdrawalShape, 201: WithdrawalShape},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Withdraw; 200 when it was already withdrawn, 201 otherwise."""
        benchmark = benchmark_of(request, slug)
        demand(policies.can_maintain(person(request), benchmark), NOT_MAINTAINER)
        asked = WithdrawalRequestShape(data=request.data)
        asked.is_valid(raise_exception=True)
        details = WithdrawalDetails(**asked.validated_data)
        withdrawal, created = withdraw(benchmark, details, actor=person(request))
        answer = _answers(benchmark, [withdrawal], is_maintainer=True)[0]
        return Response(answer, status=201 if created else 200)


class ErrataView(APIView):
    """What of a release nobody should use any more."""

    @extend_schema(operation_id="release_errata", responses=ErratumShape(many=True))
    def get(self, request: Request, release_id: int) -> Response:
        """Oldest first."""
        rows = Release.objects.visible_to(person(request))
        return Response([asdict(entry) for entry in errata(get_object_or_404(rows, pk=release_id))])


def _answers(benchmark: Benchmark, entries: list[Withdrawal], is_maintainer: bool) -> list[dict[str, Any]]:
    versions = dict(benchmark.releases.values_list("pk", "version"))
    held = held_by(entries)
    return [
        {
            "id": entry.pk,
            "kind": entry.kind,
            "key": entry.key,
            **dict(zip(("object", "name"), object_of(entry), strict=True)),
            "reason_public": entry.reason_public,
            "note_private": entry.note_private if is_maintainer else None,
            "requested_on": entry.requested_on,
            "decided_by": {"id": entry.decided_by.pk, "name": entry.decided_by.name}
            if entry.decided_by
            else None,
            "created_at": entry.created_at,
            "releases": [versions[pk] for pk in held.get((entry.kind, entry.key), ())],
        }
        for entry in entries
    ]
