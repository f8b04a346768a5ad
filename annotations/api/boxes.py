"""The boxes of one picture, guarded by ETag and If-Match."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotations.actions.save_boxes import as_json, save_boxes
from annotations.api.shapes import BoxSetSerializer
from annotations.models import BoxSet
from curation.api.evidence import IF_MATCH
from curation.api.scope import demand_image_editable, image_of, person, version_of
from retrieval.geometry import Box


class BoxesView(APIView):
    """All boxes of a picture, read and replaced as a whole."""

    @extend_schema(operation_id="boxes_read", responses=BoxSetSerializer)
    def get(self, request: Request, public_id: UUID) -> Response:
        """The stored set; version 0 and empty when nobody has drawn any."""
        image = image_of(request, public_id)
        stored = BoxSet.objects.filter(image=image).select_related("updated_by").first()
        return _answer(stored or BoxSet(image=image))

    @extend_schema(
        operation_id="boxes_save", parameters=[IF_MATCH], request=BoxSetSerializer, responses=BoxSetSerializer
    )
    def put(self, request: Request, public_id: UUID) -> Response:
        """Replace the set that If-Match names; 412 with the stored set when somebody else saved in between."""
        image = image_of(request, public_id)
        version = version_of(request)
        demand_image_editable(request, image)
        sent = BoxSetSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        boxes = [Box(**sides) for sides in sent.validated_data["boxes"]]
        return _answer(save_boxes(image, boxes, version=version, actor=person(request)))


def _answer(stored: BoxSet) -> Response:
    return Response(as_json(stored), headers={"ETag": f'"{stored.version}"', "Cache-Control": "no-cache"})
