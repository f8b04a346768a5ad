"""Exports: asking for one, watching it, taking it home."""

from pathlib import Path

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation import policies
from curation.api.scope import demand, person
from curation.errors import Conflict
from releases.actions.request_export import request_export
from releases.api.answers import export_answer
from releases.api.shapes import ExportRequestShape, ExportShape
from releases.models import Export, Release
from retrieval.bundle.pack import packed, packed_size

NOT_MAINTAINER = "Only maintainers export releases."


class ExportsView(APIView):
    """Exports of a release."""

    @extend_schema(operation_id="export_request", request=ExportRequestShape, responses={202: ExportShape})
    def post(self, request: Request, release_id: int) -> Response:
        """Ask for one; asked for again it is the same."""
        rows = Release.objects.visible_to(person(request)).select_related("benchmark")
        release = get_object_or_404(rows, pk=release_id)
        demand(policies.can_maintain(person(request), release.benchmark), NOT_MAINTAINER)
        asked = ExportRequestShape(data=request.data)
        asked.is_valid(raise_exception=True)
        export = request_export(release, asked.validated_data["layout"], actor=person(request))
        return Response(export_answer(export), status=202)


class ExportView(APIView):
    """One export."""

    @extend_schema(operation_id="export_read", responses=ExportShape)
    def get(self, request: Request, export_id: int) -> Response:
        """How far it is, or what became of it."""
        return Response(export_answer(export_of(request, export_id)))


class DownloadView(APIView):
    """The whole folder as one tar."""

    @extend_schema(
        operation_id="export_download", responses={(200, "application/x-tar"): OpenApiTypes.BINARY}
    )
    def get(self, request: Request, export_id: int) -> HttpResponseBase:
        """Made while it is sent; the same export gives the same bytes."""
        export = export_of(request, export_id)
        folder = Path(export.folder)
        if export.state != Export.State.VERIFIED or not folder.is_dir():
            message = "This export is not there, whole, at the moment. Ask for it again."
            raise Conflict("export.not-there", message)
        name = f"{export.release.benchmark.slug}-{export.release.version}-{export.layout}"
        answer = StreamingHttpResponse(packed(folder, name), content_type="application/x-tar")
        answer["Content-Length"] = str(packed_size(folder, name))
        answer["Content-Disposition"] = f'attachment; filename="{name}.tar"'
        answer["X-Content-Type-Options"] = "nosniff"
        return answer


def export_of(request: Request, export_id: int) -> Export:
    """An export of a benchmark the person is a member of."""
    rows = Export.objects.visible_to(person(request)).select_related("job", "release__benchmark")
    return get_object_or_404(rows, pk=export_id)
