"""Choices of distractors: what was asked for, how far it is, and what maintainers do with it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation import policies
from curation.actions.mining.create import create_run
from curation.actions.mining.decide import accept_run, discard_run
from curation.actions.mining.steer import cancel_run, pause_run, resume_run
from curation.api.mining_asked import NewMiningRunSerializer, asked
from curation.api.mining_rows import MiningRunSerializer, described
from curation.api.scope import benchmark_of, demand, person
from curation.models import MiningRun

MAINTAINERS = "Only maintainers begin, stop or decide a choice of distractors."


def run_of(request: Request, public_id: UUID) -> MiningRun:
    """A run of a benchmark the person is a member of."""
    rows = MiningRun.objects.visible_to(person(request))
    return get_object_or_404(
        rows.select_related("benchmark", "created_by", "decided_by"), public_id=public_id
    )


class MiningRunsView(APIView):
    """The runs of a benchmark."""

    @extend_schema(operation_id="mining_runs_list", responses=MiningRunSerializer(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """All of them, the newest first: there are few."""
        benchmark = benchmark_of(request, slug)
        rows = MiningRun.objects.filter(benchmark=benchmark).select_related(
            "benchmark", "created_by", "decided_by"
        )
        maintains = policies.can_mine(person(request), benchmark)
        shown = [described(row, maintains=maintains) for row in rows]
        return Response(MiningRunSerializer(shown, many=True).data)

    @extend_schema(
        operation_id="mining_run_begin",
        request=NewMiningRunSerializer,
        responses={201: MiningRunSerializer},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Begin one."""
        benchmark, user = benchmark_of(request, slug), person(request)
        demand(policies.can_mine(user, benchmark), MAINTAINERS)
        form = NewMiningRunSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        return _one(request, create_run(benchmark, asked(form.validated_data), actor=user), status=201)


class MiningRunView(APIView):
    """One run."""

    @extend_schema(operation_id="mining_run_read", responses=MiningRunSerializer)
    def get(self, request: Request, public_id: UUID) -> Response:
        """Its state, progress and summary."""
        return _one(request, run_of(request, public_id))


class MiningRunPauseView(APIView):
    """A halt."""

    @extend_schema(operation_id="mining_run_pause", request=None, responses=MiningRunSerializer)
    def post(self, request: Request, public_id: UUID) -> Response:
        """Begin no further shard."""
        return _steered(request, public_id, pause_run)


class MiningRunResumeView(APIView):
    """The end of a halt."""

    @extend_schema(operation_id="mining_run_resume", request=None, responses=MiningRunSerializer)
    def post(self, request: Request, public_id: UUID) -> Response:
        """Go on, also after a failure whose cause was mended."""
        return _steered(request, public_id, resume_run)


class MiningRunCancelView(APIView):
    """The end of a run's work."""

    @extend_schema(operation_id="mining_run_cancel", request=None, responses=MiningRunSerializer)
    def post(self, request: Request, public_id: UUID) -> Response:
        """Stop for good."""
        return _steered(request, public_id, cancel_run)


class MiningRunAcceptView(APIView):
    """A yes."""

    @extend_schema(operation_id="mining_run_accept", request=None, responses=MiningRunSerializer)
    def post(self, request: Request, public_id: UUID) -> Response:
        """Put the subset into the next release."""
        return _steered(request, public_id, accept_run)


class MiningRunDiscardView(APIView):
    """A no."""

    @extend_schema(operation_id="mining_run_discard", request=None, responses=MiningRunSerializer)
    def post(self, request: Request, public_id: UUID) -> Response:
        """Leave the subset out of releases."""
        return _steered(request, public_id, discard_run)


def _one(request: Request, row: MiningRun, status: int = 200) -> Response:
    body: dict[str, Any] = described(row, maintains=policies.can_mine(person(request), row.benchmark))
    return Response(MiningRunSerializer(body).data, status=status)


def _steered(request: Request, public_id: UUID, act: Callable[..., MiningRun]) -> Response:
    row = run_of(request, public_id)
    demand(policies.can_mine(person(request), row.benchmark), MAINTAINERS)
    return _one(request, act(row, actor=person(request)))
