"""The text query of one object: read, write, approve, and what it was before."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotations.actions.approve_text import approve_text
from annotations.actions.save_text import save_text
from annotations.api.shapes import TextEditSerializer, TextQuerySerializer
from annotations.api.workplace import text_of
from annotations.models import TextEdit, TextQuery
from curation import policies
from curation.api.evidence import IF_MATCH
from curation.api.scope import demand, demand_editable, object_of, person, version_of

NOT_REVIEWER = "Only a reviewer who did not collect this object approves its text query."


class TextView(APIView):
    """The text query."""

    @extend_schema(operation_id="text_read", responses=TextQuerySerializer)
    def get(self, request: Request, slug: str, key: str) -> Response:
        """The present text."""
        obj = object_of(request, slug, key)
        return _answer(TextQuery.objects.filter(object=obj).select_related("approved_by").first())

    @extend_schema(
        operation_id="text_save",
        parameters=[IF_MATCH],
        request=TextQuerySerializer,
        responses=TextQuerySerializer,
    )
    def put(self, request: Request, slug: str, key: str) -> Response:
        """Write the version after the one that If-Match names; 412 when somebody else saved in between."""
        obj = object_of(request, slug, key)
        version = version_of(request)
        demand_editable(request, obj)
        sent = TextQuerySerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        return _answer(save_text(obj, sent.validated_data["text"], version=version, actor=person(request)))


class TextApproveView(APIView):
    """The approval of the text query."""

    @extend_schema(operation_id="text_approve", request=None, responses=TextQuerySerializer)
    def post(self, request: Request, slug: str, key: str) -> Response:
        """Approve the text as it stands."""
        obj = object_of(request, slug, key)
        demand(policies.can_review_object(person(request), obj), NOT_REVIEWER)
        return _answer(approve_text(obj, actor=person(request)))


class TextEditsView(APIView):
    """Every version of the text query."""

    @extend_schema(operation_id="text_edits", responses=TextEditSerializer(many=True))
    def get(self, request: Request, slug: str, key: str) -> Response:
        """The versions, newest first."""
        obj = object_of(request, slug, key)
        edits = TextEdit.objects.filter(text_query__object=obj).select_related("author")[:200]
        rows = [
            {
                "version": edit.version,
                "text": edit.text,
                "author": edit.author,
                "source": edit.source,
                "at": edit.at,
            }
            for edit in edits
        ]
        return Response(TextEditSerializer(rows, many=True).data)


def _answer(text: TextQuery | None) -> Response:
    facts = text_of(text)
    return Response(
        TextQuerySerializer(facts).data,
        headers={"ETag": f'"{facts["version"]}"', "Cache-Control": "no-cache"},
    )
