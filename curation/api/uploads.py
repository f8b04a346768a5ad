"""Uploads that survive a broken connection, a closed laptop and a killed server (tus 1.0)."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import http_date
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation.actions.append_upload import append_upload
from curation.actions.cancel_upload import cancel_upload
from curation.actions.finish_upload import Finished, finish_upload, outcome
from curation.actions.start_upload import start_upload
from curation.api import tus
from curation.api.scope import demand_editable, object_of, person
from curation.models import Upload

STATES = ["uploading", "whole", "done", "refused"]


class UploadSerializer(serializers.Serializer[Any]):
    """Where an upload stands."""

    state = serializers.ChoiceField(choices=STATES)
    offset = serializers.IntegerField()
    length = serializers.IntegerField()
    image = serializers.UUIDField(allow_null=True)
    code = serializers.CharField(allow_blank=True)
    detail = serializers.CharField(allow_blank=True)


class ChunkParser(BaseParser):
    """Never parses: the view reads the body piece by piece."""

    media_type = tus.CHUNK_TYPE

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """Nothing is parsed."""
        del stream, media_type, parser_context
        return {}


def _header(name: str, *, required: bool = True) -> OpenApiParameter:
    return OpenApiParameter(name, OpenApiTypes.STR, OpenApiParameter.HEADER, required=required)


class UploadsView(APIView):
    """New uploads."""

    parser_classes = [ChunkParser]

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # type: ignore[override]  # DRF's
        """What this server can do."""
        del request, args, kwargs
        return Response(status=204, headers=tus.CAPABILITIES)

    @extend_schema(
        operation_id="upload_start",
        request=None,
        parameters=[_header("Tus-Resumable"), _header("Upload-Length"), _header("Upload-Metadata")],
        responses={201: None},
    )
    def post(self, request: Request) -> Response:
        """Begin one; Location says where its bytes go."""
        tus.demand_version(request)
        values = tus.metadata(request.headers.get("Upload-Metadata", ""))
        obj = object_of(request, values.get("benchmark", ""), values.get("object", ""))
        demand_editable(request, obj)
        upload = start_upload(obj, tus.announced(request, values), actor=person(request))
        address = reverse("upload", args=[upload.public_id])
        return tus.answer(
            201, Location=address, Upload_Offset=0, Upload_Expires=http_date(upload.expires_at.timestamp())
        )


class UploadView(APIView):
    """One upload of the person's own."""

    parser_classes = [ChunkParser]

    def handle_exception(self, exc: Exception) -> Response:
        """Refusals carry the protocol's headers too."""
        response = super().handle_exception(exc)
        for name, value in tus.BASE.items():
            response[name] = value
        return response

    @extend_schema(operation_id="upload_read", responses=UploadSerializer)
    def get(self, request: Request, public_id: UUID) -> Response:
        """Where it stands and what became of it."""
        return Response(UploadSerializer(_shown(_own(request, public_id))).data)

    @extend_schema(exclude=True)
    def head(self, request: Request, public_id: UUID) -> Response:
        """The offset to go on from; of a whole upload, what became of it."""
        tus.demand_version(request)
        upload = _own(request, public_id)
        if upload.offset == upload.length:
            return _finished(upload, finish_upload(upload), 200)
        return tus.answer(200, Upload_Offset=upload.offset, Upload_Length=upload.length)

    @extend_schema(
        operation_id="upload_append",
        request={tus.CHUNK_TYPE: OpenApiTypes.BINARY},
        parameters=[
            _header("Tus-Resumable"),
            _header("Upload-Offset"),
            _header("Upload-Checksum", required=False),
        ],
        responses={204: None},
    )
    def patch(self, request: Request, public_id: UUID) -> Response:
        """The next bytes; the answer to the last ones names the picture, or why it is refused."""
        tus.demand_version(request)
        upload = _own(request, public_id)
        chunk = tus.chunk_of(request)
        known = outcome(upload)
        if known is not None:
            return _finished(upload, known, 204)
        demand_editable(request, upload.object)
        upload = append_upload(upload, chunk)
        if upload.offset < upload.length:
            return tus.answer(204, Upload_Offset=upload.offset)
        return _finished(upload, finish_upload(upload), 204)

    @extend_schema(operation_id="upload_cancel", responses={204: None})
    def delete(self, request: Request, public_id: UUID) -> Response:
        """Give it up."""
        cancel_upload(_own(request, public_id))
        return tus.answer(204)


def _own(request: Request, public_id: UUID) -> Upload:
    rows = Upload.objects.select_related("object__benchmark", "user", "image")
    return get_object_or_404(rows, public_id=public_id, user=person(request))


def _finished(upload: Upload, finished: Finished, status: int) -> Response:
    headers = {
        "Upload_Offset": upload.length,
        "Upload_Length": upload.length,
        "Aristarch_Image": finished.image.public_id,
        "Aristarch_Created": "true" if finished.created else "false",
    }
    return tus.answer(status, **headers)


def _shown(upload: Upload) -> dict[str, Any]:
    whole = upload.offset == upload.length
    state = "refused" if upload.error_code else "done" if upload.image else "whole" if whole else "uploading"
    return {
        "state": state,
        "offset": upload.offset,
        "length": upload.length,
        "image": upload.image and upload.image.public_id,
        "code": upload.error_code,
        "detail": upload.error,
    }
