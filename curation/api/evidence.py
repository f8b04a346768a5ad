"""Evidence of an object: saved with the version it is based on, decided by a reviewer."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation import policies
from curation.actions.decide_evidence import decide_evidence
from curation.actions.edit_evidence import EvidenceDetails, as_stored, edit_evidence
from curation.api.scope import demand, demand_editable, object_of, person, version_of
from curation.models import Evidence

IF_MATCH = OpenApiParameter(
    "If-Match", OpenApiTypes.STR, OpenApiParameter.HEADER, required=True, description='The version, e.g. "3".'
)


class EvidenceSerializer(serializers.Serializer[Any]):
    """Evidence with its verdict and version."""

    kind = serializers.ChoiceField(choices=Evidence.Kind.choices)
    date = serializers.DateField(allow_null=True)
    url = serializers.CharField(allow_blank=True)
    statement = serializers.CharField(allow_blank=True)
    verdict = serializers.ChoiceField(choices=Evidence.Verdict.choices)
    version = serializers.IntegerField()


class EvidenceFormSerializer(serializers.Serializer[Any]):
    """What a collector says."""

    kind = serializers.ChoiceField(choices=Evidence.Kind.choices)
    date = serializers.DateField(allow_null=True, default=None)
    url = serializers.URLField(max_length=500, allow_blank=True, default="")
    statement = serializers.CharField(max_length=5000, allow_blank=True, default="")


class EvidenceVerdictSerializer(serializers.Serializer[Any]):
    """What a reviewer decides."""

    verdict = serializers.ChoiceField(choices=Evidence.Verdict.choices)


def _answer(evidence: Evidence) -> Response:
    return Response(EvidenceSerializer(as_stored(evidence)).data, headers={"ETag": f'"{evidence.version}"'})


class EvidenceView(APIView):
    """The evidence of an object."""

    @extend_schema(
        operation_id="evidence_save",
        parameters=[IF_MATCH],
        request=EvidenceFormSerializer,
        responses=EvidenceSerializer,
    )
    def put(self, request: Request, slug: str, key: str) -> Response:
        """Save it; 412 with the stored one when somebody saved in between."""
        obj = object_of(request, slug, key)
        demand_editable(request, obj)
        version = version_of(request)
        form = EvidenceFormSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        details = EvidenceDetails(**form.validated_data)
        return _answer(edit_evidence(obj, details, version=version, actor=person(request)))


class EvidenceVerdictView(APIView):
    """The verdict on it."""

    @extend_schema(
        operation_id="evidence_decide", request=EvidenceVerdictSerializer, responses=EvidenceSerializer
    )
    def post(self, request: Request, slug: str, key: str) -> Response:
        """Approve, refuse, or open again."""
        obj = object_of(request, slug, key)
        reviewers = "Only reviewers decide on evidence, and never on that of their own objects."
        demand(policies.can_review_object(person(request), obj), reviewers)
        form = EvidenceVerdictSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        return _answer(decide_evidence(obj, form.validated_data["verdict"], actor=person(request)))
