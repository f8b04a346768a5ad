"""What a benchmark says about itself as a whole: members read it, maintainers answer."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation import policies
from curation.actions.edit_card import card_of, edit_card
from curation.api.evidence import IF_MATCH
from curation.api.scope import benchmark_of, demand, person, version_of
from curation.card_suggestions import suggestions
from curation.cards import about_of, missing
from curation.models import Benchmark, BenchmarkCard
from retrieval.bundle.strict_json import encode

Shape = serializers.Serializer[Any]
NOT_MAINTAINER = "Only maintainers edit the card of a benchmark."
STATES = ["", "in development", "stable", "no longer maintained"]


class CreatorShape(Shape):
    """Somebody to cite."""

    given_name = serializers.CharField(allow_blank=True)
    family_name = serializers.CharField(allow_blank=True)
    affiliation = serializers.CharField(allow_blank=True, required=False)
    orcid = serializers.CharField(allow_blank=True, required=False)


class ResponsibleShape(Shape):
    """The responsible-AI answers; empty: not answered."""

    data_collection = serializers.CharField(allow_blank=True, required=False)
    data_collection_type = serializers.CharField(allow_blank=True, required=False)
    data_collection_time_frame = serializers.CharField(allow_blank=True, required=False)
    data_preprocessing_protocol = serializers.CharField(allow_blank=True, required=False)
    data_annotation_protocol = serializers.CharField(allow_blank=True, required=False)
    data_annotation_platform = serializers.CharField(allow_blank=True, required=False)
    annotations_per_item = serializers.CharField(allow_blank=True, required=False)
    annotator_demographics = serializers.CharField(allow_blank=True, required=False)
    machine_annotation_tools = serializers.CharField(allow_blank=True, required=False)
    data_use_cases = serializers.CharField(allow_blank=True, required=False)
    data_biases = serializers.CharField(allow_blank=True, required=False)
    data_limitations = serializers.CharField(allow_blank=True, required=False)
    data_social_impact = serializers.CharField(allow_blank=True, required=False)
    personal_sensitive_information = serializers.CharField(allow_blank=True, required=False)
    data_release_maintenance_plan = serializers.CharField(allow_blank=True, required=False)
    has_synthetic_data = serializers.BooleanField(required=False)


class AboutShape(Shape):
    """retrieval.bundle.about.About; what is left away in a request is not answered."""

    description = serializers.CharField(allow_blank=True, required=False)
    creators = CreatorShape(many=True, required=False)
    licence = serializers.CharField(allow_blank=True, required=False)
    url = serializers.CharField(allow_blank=True, required=False)
    homepage = serializers.CharField(allow_blank=True, required=False)
    contact = serializers.CharField(allow_blank=True, required=False)
    keywords = serializers.ListField(child=serializers.CharField(), required=False)
    language = serializers.CharField(required=False)
    paper_bibtex = serializers.CharField(allow_blank=True, required=False)
    state = serializers.ChoiceField(STATES, allow_blank=True, required=False)
    responsible = ResponsibleShape(required=False)


class CardShape(Shape):
    """The card, what it lacks, and true sentences to begin with."""

    about = AboutShape()
    version = serializers.IntegerField()
    updated_at = serializers.DateTimeField(allow_null=True)
    updated_by = serializers.CharField(allow_null=True)
    complete = serializers.BooleanField()
    missing = serializers.ListField(
        child=serializers.CharField(), help_text="such as responsible.data_biases"
    )
    suggestions = serializers.DictField(
        child=serializers.CharField(),
        help_text="responsible.data_collection and the like -> sentences that the tool knows to be true; never stored unasked",
    )
    may_edit = serializers.BooleanField()


class CardView(APIView):
    """The card of a benchmark."""

    @extend_schema(operation_id="card_read", responses=CardShape)
    def get(self, request: Request, slug: str) -> Response:
        """As it stands; version 0 when nobody wrote one yet."""
        benchmark = benchmark_of(request, slug)
        return _answer(request, benchmark, card_of(benchmark))

    @extend_schema(operation_id="card_save", parameters=[IF_MATCH], request=AboutShape, responses=CardShape)
    def put(self, request: Request, slug: str) -> Response:
        """Replace it; 412 when somebody saved in between."""
        benchmark = benchmark_of(request, slug)
        demand(policies.can_maintain(person(request), benchmark), NOT_MAINTAINER)
        card = edit_card(benchmark, request.data, version=version_of(request), actor=person(request))
        return _answer(request, benchmark, card)


def _answer(request: Request, benchmark: Benchmark, card: BenchmarkCard) -> Response:
    about = about_of(card.about)
    lacking = missing(about)
    body = {
        "about": encode(about),
        "version": card.version,
        "updated_at": card.updated_at if card.pk else None,
        "updated_by": card.updated_by.name if card.updated_by else None,
        "complete": not lacking,
        "missing": lacking,
        "suggestions": suggestions(benchmark),
        "may_edit": policies.can_maintain(person(request), benchmark),
    }
    return Response(body, headers={"ETag": f'"{card.version}"'})
