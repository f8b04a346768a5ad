"""Sets of distractors that lie in shards: how far they are, and what maintainers do with them."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation import policies
from curation.actions.distractor_sets.state_licence import may_state_licence, state_licence
from curation.actions.distractor_sets.steer import (
    CANCELLABLE,
    PAUSABLE,
    RESUMABLE,
    RETRYABLE,
    cancel_set,
    pause_set,
    plan_failure,
    resume_set,
    retry_set,
)
from curation.api.distractor_set_rows import DistractorSetSerializer, SetLicenceSerializer, described
from curation.api.scope import benchmark_of, demand, person
from curation.distractor_progress import SetProgress, progress_of
from curation.models import DistractorIndex, DistractorSet, User

MAINTAINERS = "Only maintainers pause, resume, cancel or retry a distractor set."
LICENSING = "Only maintainers state the licence of a distractor set."


def set_of(request: Request, public_id: UUID) -> DistractorSet:
    """A set of a benchmark the person is a member of."""
    rows = DistractorSet.objects.visible_to(person(request)).select_related("benchmark", "created_by")
    return get_object_or_404(rows, public_id=public_id)


def shown(sets: Sequence[DistractorSet], user: User) -> list[dict[str, Any]]:
    """What DistractorSetSerializer shows of sets of one benchmark."""
    if not sets:
        return []
    may = policies.can_maintain(user, sets[0].benchmark)
    progress, indexes = progress_of(sets), _indexes(sets)
    return [
        described(row, progress[row.pk], indexes.get(row.pk), _problem(row, progress[row.pk]))
        | {"may": _may(row, progress[row.pk], allowed=may)}
        for row in sets
    ]


def _indexes(sets: Sequence[DistractorSet]) -> dict[int, DistractorIndex]:
    """The one that descriptors are searched by, or that of the hashes where there are none."""
    current = DistractorIndex.objects.filter(set__in=sets, current=True).order_by("encoder", "pk")
    return {row.set_id: row for row in current}


def _problem(row: DistractorSet, progress: SetProgress) -> dict[str, str] | None:
    if progress.total or row.state != DistractorSet.State.RUNNING:
        return None
    job = plan_failure(row)
    return {"code": job.error_code, "message": job.error} if job is not None else None


def _may(row: DistractorSet, progress: SetProgress, *, allowed: bool) -> dict[str, bool]:
    to_retry = progress.failed > 0 or progress.stalled
    return {
        "pause": allowed and row.state in PAUSABLE,
        "resume": allowed and row.state in RESUMABLE,
        "cancel": allowed and row.state in CANCELLABLE,
        "retry": allowed and row.state in RETRYABLE and to_retry,
        "state_licence": allowed and may_state_licence(row),
    }


class DistractorSetsView(APIView):
    """The sets of a benchmark."""

    @extend_schema(operation_id="distractor_sets_list", responses=DistractorSetSerializer(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """All of them, the oldest first: there are few."""
        rows: QuerySet[DistractorSet] = DistractorSet.objects.filter(benchmark=benchmark_of(request, slug))
        sets = list(rows.select_related("benchmark", "created_by"))
        return Response(DistractorSetSerializer(shown(sets, person(request)), many=True).data)


class DistractorSetView(APIView):
    """One set."""

    @extend_schema(operation_id="distractor_set_read", responses=DistractorSetSerializer)
    def get(self, request: Request, public_id: UUID) -> Response:
        """Its state and progress."""
        return _one(request, set_of(request, public_id))

    @extend_schema(
        operation_id="distractor_set_licence",
        request=SetLicenceSerializer,
        responses=DistractorSetSerializer,
    )
    def patch(self, request: Request, public_id: UUID) -> Response:
        """State the licence of the images that name none, for releases to come."""
        row = set_of(request, public_id)
        demand(policies.can_maintain(person(request), row.benchmark), LICENSING)
        asked = SetLicenceSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return _one(request, state_licence(row, asked.validated_data["licence"], actor=person(request)))


class DistractorSetPauseView(APIView):
    """A halt."""

    @extend_schema(operation_id="distractor_set_pause", request=None, responses=DistractorSetSerializer)
    def post(self, request: Request, public_id: UUID) -> Response:
        """Begin no further shard."""
        return _steered(request, public_id, pause_set)


class DistractorSetResumeView(APIView):
    """The end of a halt."""

    @extend_schema(operation_id="distractor_set_resume", request=None, responses=DistractorSetSerializer)
    def post(self, request: Request, public_id: UUID) -> Response:
        """Go on."""
        return _steered(request, public_id, resume_set)


class DistractorSetCancelView(APIView):
    """The end of a set's work."""

    @extend_schema(operation_id="distractor_set_cancel", request=None, responses=DistractorSetSerializer)
    def post(self, request: Request, public_id: UUID) -> Response:
        """Stop for good."""
        return _steered(request, public_id, cancel_set)


class DistractorSetRetryView(APIView):
    """Another try."""

    @extend_schema(operation_id="distractor_set_retry", request=None, responses=DistractorSetSerializer)
    def post(self, request: Request, public_id: UUID) -> Response:
        """Try failed shards again."""
        return _steered(request, public_id, retry_set)


def _one(request: Request, row: DistractorSet) -> Response:
    return Response(DistractorSetSerializer(shown([row], person(request))[0]).data)


def _steered(request: Request, public_id: UUID, act: Callable[..., DistractorSet]) -> Response:
    row = set_of(request, public_id)
    demand(policies.can_maintain(person(request), row.benchmark), MAINTAINERS)
    return _one(request, act(row, actor=person(request)))
