"""The object page and its findings."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotations import rules
from annotations.api.shapes import FindingListSerializer, WorkplaceSerializer
from annotations.api.workplace import workplace
from curation.api.objects import ObjectEditView
from curation.api.scope import object_of, person


class WorkplaceView(ObjectEditView):
    """One object with everything on it; what it is called is changed by the room below."""

    @extend_schema(operation_id="object_read", responses=WorkplaceSerializer)
    def get(self, request: Request, slug: str, key: str) -> Response:
        """The workplace of an object."""
        return Response(workplace(object_of(request, slug, key), person(request)))


class FindingsView(APIView):
    """What the rules say of an object."""

    @extend_schema(operation_id="object_findings", responses=FindingListSerializer)
    def get(self, request: Request, slug: str, key: str) -> Response:
        """All findings as of now, in the order of the rules."""
        findings = rules.check(rules.load_case(object_of(request, slug, key)))
        return Response({"findings": [finding.as_json() for finding in findings]})
