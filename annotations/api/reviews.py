"""The steps of an object through review."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotations.actions.claim_object import claim_object
from annotations.actions.decide_review import Word, decide_review
from annotations.actions.release_claim import release_claim
from annotations.actions.submit_object import submit_object
from annotations.actions.withdraw_submission import withdraw_submission
from annotations.api.shapes import WorkplaceSerializer
from annotations.api.workplace import workplace
from annotations.models import Review
from curation import policies
from curation.api.scope import demand, demand_editable, object_of, person
from curation.models import Image, Object

NOT_REVIEWER = "Only a reviewer who did not collect this object decides about it."
NOT_HOLDER = "Only the reviewer who holds this object and the maintainers let go of it."
NOT_OWNER = "Only its collector and maintainers withdraw an object."


class DecisionSerializer(serializers.Serializer[object]):
    decision = serializers.ChoiceField(Review.Decision.choices)
    comment = serializers.CharField(required=False, allow_blank=True, max_length=5000)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=30)
    image = serializers.UUIDField(required=False, allow_null=True)
    box = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=1_000_000),
        min_length=4,
        max_length=4,
        required=False,
        allow_null=True,
    )
    approve_evidence = serializers.BooleanField(required=False)
    approve_text = serializers.BooleanField(required=False)


class HolderSerializer(serializers.Serializer[object]):
    reviewer = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class SubmitView(APIView):
    @extend_schema(operation_id="object_submit", request=None, responses=WorkplaceSerializer)
    def post(self, request: Request, slug: str, key: str) -> Response:
        """Hand the object in for review; 409 with the findings that stand in the way."""
        obj = object_of(request, slug, key)
        demand_editable(request, obj)
        submit_object(obj, actor=person(request))
        return Response(workplace(obj, person(request)))


class WithdrawView(APIView):
    @extend_schema(operation_id="object_withdraw", request=None, responses=WorkplaceSerializer)
    def post(self, request: Request, slug: str, key: str) -> Response:
        """Take the object back before a reviewer has begun."""
        obj = object_of(request, slug, key)
        demand(policies.owns_object(person(request), obj), NOT_OWNER)
        withdraw_submission(obj, actor=person(request))
        return Response(workplace(obj, person(request)))


class ClaimView(APIView):
    @extend_schema(operation_id="object_claim", request=None, responses=WorkplaceSerializer)
    def post(self, request: Request, slug: str, key: str) -> Response:
        """Hold the object for a quarter of an hour, or renew the hold; 409 names who holds it."""
        obj = _reviewable(request, slug, key)
        claim_object(obj, actor=person(request))
        return Response(workplace(obj, person(request)))

    @extend_schema(
        operation_id="object_release_claim",
        parameters=[HolderSerializer],
        request=None,
        responses=WorkplaceSerializer,
    )
    def delete(self, request: Request, slug: str, key: str) -> Response:
        """Let go of it without a decision; a maintainer names the reviewer whose hold is to end."""
        obj, user = object_of(request, slug, key), person(request)
        maintains = policies.can_maintain(user, obj.benchmark)
        demand(maintains or policies.can_review_object(user, obj), NOT_REVIEWER)
        asked = HolderSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        holder = asked.validated_data.get("reviewer")
        demand(maintains or holder in {None, user.pk}, NOT_HOLDER)
        release_claim(obj, actor=user, holder=holder)
        return Response(workplace(obj, user))


class DecisionView(APIView):
    @extend_schema(operation_id="object_decide", request=DecisionSerializer, responses=WorkplaceSerializer)
    def post(self, request: Request, slug: str, key: str) -> Response:
        """Approve, ask for changes or reject."""
        obj = _reviewable(request, slug, key)
        sent = DecisionSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        values = dict(sent.validated_data)
        public_id, box = values.pop("image", None), values.pop("box", None)
        image = get_object_or_404(Image, object=obj, public_id=public_id) if public_id else None
        word = Word(image=image, box=tuple(box) if box is not None else None, **values)
        decide_review(obj, word, actor=person(request))
        return Response(workplace(obj, person(request)))


def _reviewable(request: Request, slug: str, key: str) -> Object:
    obj = object_of(request, slug, key)
    demand(policies.can_review_object(person(request), obj), NOT_REVIEWER)
    return obj
