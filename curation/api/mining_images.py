"""The images of a choice: those around its threshold, and all of them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation.api.mining import run_of
from curation.api.set_neighbours import DistractorPictureSerializer, picture_of
from curation.errors import Conflict
from curation.mining_chosen import SIDES, Wanted, images_of
from curation.models import DistractorSet

LONGEST_PAGE = 100
PARAMETERS = [
    OpenApiParameter(
        "side", OpenApiTypes.STR, enum=SIDES, description="Nearest to the score first; chosen: best."
    ),
    OpenApiParameter("around", OpenApiTypes.DOUBLE, description="A score; the threshold unless given."),
    OpenApiParameter("category", OpenApiTypes.STR, description='As in the shares: "food / fruit".'),
    OpenApiParameter("term", OpenApiTypes.STR),
    OpenApiParameter("offset", OpenApiTypes.INT),
    OpenApiParameter("limit", OpenApiTypes.INT, description=f"At most {LONGEST_PAGE}."),
]


class MiningImagesQuestionSerializer(serializers.Serializer[Any]):
    """Which images."""

    side = serializers.ChoiceField(choices=SIDES, default="chosen")
    around = serializers.FloatField(required=False)
    category = serializers.CharField(default="", allow_blank=True, max_length=300)
    term = serializers.CharField(default="", allow_blank=True, max_length=100)
    offset = serializers.IntegerField(min_value=0, default=0)
    limit = serializers.IntegerField(min_value=1, max_value=LONGEST_PAGE, default=24)


class MiningImageSerializer(serializers.Serializer[Any]):
    """One image: its scores by every encoder, and the term and template that won."""

    key = serializers.CharField()
    set = serializers.CharField()
    distractor = serializers.CharField()
    score = serializers.FloatField()
    scores = serializers.DictField(child=serializers.FloatField())
    term = serializers.CharField(allow_blank=True)
    template = serializers.CharField(allow_blank=True)
    category = serializers.ListField(child=serializers.CharField())
    chosen = serializers.BooleanField()
    picture = DistractorPictureSerializer(allow_null=True)


class MiningImagesSerializer(serializers.Serializer[Any]):
    """Some of them, and how many there are."""

    results = MiningImageSerializer(many=True)
    total = serializers.IntegerField()


class MiningRunImagesView(APIView):
    """The images of a run."""

    @extend_schema(operation_id="mining_run_images", parameters=PARAMETERS, responses=MiningImagesSerializer)
    def get(self, request: Request, public_id: UUID) -> Response:
        """Those above or below a score, or the chosen; of one category or term if asked."""
        run = run_of(request, public_id)
        form = MiningImagesQuestionSerializer(data=request.query_params)
        form.is_valid(raise_exception=True)
        values = form.validated_data
        if not run.keys_sha256:
            message = f"This run is {run.state} and has chosen nothing yet: its images come when it is done."
            raise Conflict("mining.not-done", message)
        start, limit = values.pop("offset"), values.pop("limit")
        rows, total = images_of(run, Wanted(**values), start, start + limit)
        known = {row.slug: row for row in DistractorSet.objects.filter(benchmark=run.benchmark)}
        body = {"results": [_pictured(row, known) for row in rows], "total": total}
        return Response(MiningImagesSerializer(body).data)


def _pictured(row: Mapping[str, Any], known: Mapping[str, DistractorSet]) -> dict[str, Any]:
    found = known.get(row["set"])
    return {**row, "picture": picture_of(found, row["distractor"]) if found is not None else None}
