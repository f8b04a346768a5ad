"""Releases of a benchmark, and the gate before the next one."""

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation import policies
from curation.api.scope import benchmark_of, demand, person
from releases.actions.freeze_release import freeze_release
from releases.actions.gate import gate, next_version
from releases.api.answers import release_answer
from releases.api.shapes import FreezeShape, GateShape, ReleaseShape
from releases.models import Export, Release

NOT_MAINTAINER = "Only maintainers freeze releases."


class ReleasesView(APIView):
    """The releases of a benchmark, newest first."""

    @extend_schema(operation_id="releases_list", responses=ReleaseShape(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """All of them with their exports."""
        rows = with_exports(Release.objects.filter(benchmark=benchmark_of(request, slug)))
        return Response([release_answer(release) for release in rows])

    @extend_schema(operation_id="release_freeze", request=FreezeShape, responses={201: ReleaseShape})
    def post(self, request: Request, slug: str) -> Response:
        """Freeze what is accepted; 409 with everything that stands in the way."""
        benchmark = benchmark_of(request, slug)
        demand(policies.can_maintain(person(request), benchmark), NOT_MAINTAINER)
        asked = FreezeShape(data=request.data)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        release = freeze_release(
            benchmark, values["version"], leave_out=values["leave_out"], actor=person(request)
        )
        return Response(release_answer(release), status=201)


class ReleaseView(APIView):
    """One release."""

    @extend_schema(operation_id="release_read", responses=ReleaseShape)
    def get(self, request: Request, release_id: int) -> Response:
        """It, with its exports."""
        rows = with_exports(Release.objects.visible_to(person(request)))
        return Response(release_answer(get_object_or_404(rows, pk=release_id)))


class GateView(APIView):
    """What would enter the next release, and what forbids it."""

    @extend_schema(operation_id="release_gate", responses=GateShape)
    def get(self, request: Request, slug: str) -> Response:
        """Checked now, not remembered."""
        benchmark = benchmark_of(request, slug)
        found = gate(benchmark, with_distractors=False)
        return Response(
            {
                "ready": len(found.ready),
                "blocked": [entry.as_json() for entry in found.blocked],
                "problems": [
                    {"code": problem.code, "message": problem.message} for problem in found.problems
                ],
                "counts": found.counts,
                "subsets": [{"name": run.name, "size": run.chosen} for run in found.entering.runs],
                "next_version": next_version(benchmark),
                "card": {"complete": not found.card_missing, "missing": list(found.card_missing)},
            }
        )


def with_exports(releases: "QuerySet[Release]") -> "QuerySet[Release]":
    """With everything that an answer about them shows."""
    exports = Export.objects.select_related("job", "release__benchmark")
    return releases.select_related("frozen_by", "benchmark").prefetch_related(Prefetch("exports", exports))
