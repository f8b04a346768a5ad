"""The false-negative audit of one object: its nearest distractors, how far they were seen, what they show."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotations.actions.distractor_audit.confirm_false_negative import (
    reject_for_false_negative,
    remove_false_negative,
)
from annotations.actions.distractor_audit.mark_distractor import mark_distractor
from annotations.actions.distractor_audit.record_look import record_look
from annotations.api.distractor_audit_page import audit_page
from annotations.api.distractor_audit_shapes import (
    AuditAskedSerializer,
    AuditPageSerializer,
    ConfirmedSerializer,
    ConfirmSerializer,
    LookedSerializer,
    LookSerializer,
    MarkedSerializer,
    MarkSerializer,
)
from curation import policies
from curation.api.scope import demand, object_of, person
from curation.models import DistractorSet, Object

NOT_AUDITOR = "Only reviewers and maintainers say what a distractor shows."
NOT_REVIEWER = "Only a reviewer who did not collect this object rejects it."


class AuditView(APIView):
    """The lists of nearest distractors of an object."""

    @extend_schema(
        operation_id="distractor_audit", parameters=[AuditAskedSerializer], responses=AuditPageSerializer
    )
    def get(self, request: Request, slug: str, key: str) -> Response:
        """A page of one list; while nobody has searched it, the search is asked for and `state` says so."""
        obj = object_of(request, slug, key)
        asked = AuditAskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        return Response(AuditPageSerializer(audit_page(obj, asked.validated_data, person(request))).data)


class LookView(APIView):
    """How far down a list somebody looked."""

    @extend_schema(operation_id="distractor_audit_look", request=LookSerializer, responses=LookedSerializer)
    def post(self, request: Request, slug: str, key: str) -> Response:
        """Remember it; a smaller depth than before changes nothing."""
        obj = _audited(request, slug, key)
        sent = _sent(LookSerializer, request)
        wanted = _set_of(obj, sent["set"])
        look = record_look(
            obj, wanted, sent["list"], sent["depth"], encoder=sent["encoder"], actor=person(request)
        )
        return Response({"list": sent["list"], "depth": look.depth})


class MarkView(APIView):
    """What a distractor shows."""

    @extend_schema(operation_id="distractor_audit_mark", request=MarkSerializer, responses=MarkedSerializer)
    def post(self, request: Request, slug: str, key: str) -> Response:
        """Say it; remembered, also for copies of the same bytes."""
        obj = _audited(request, slug, key)
        sent = _sent(MarkSerializer, request)
        wanted = _set_of(obj, sent["set"])
        marked = mark_distractor(obj, wanted, sent["distractor"], sent["says"], actor=person(request))
        return Response({"says": sent["says"], "distractors": [row.distractor for row in marked]})


class ConfirmView(APIView):
    """The end of a false negative."""

    @extend_schema(
        operation_id="distractor_audit_confirm", request=ConfirmSerializer, responses=ConfirmedSerializer
    )
    def post(self, request: Request, slug: str, key: str) -> Response:
        """Take the marked distractor out of its set, or reject the object that it shows."""
        obj = _audited(request, slug, key)
        sent = _sent(ConfirmSerializer, request)
        wanted, user, removed = _set_of(obj, sent["set"]), person(request), list[str]()
        if sent["action"] == "remove":
            removed = remove_false_negative(obj, wanted, sent["distractor"], note=sent["note"], actor=user)
        else:
            demand(policies.can_review_object(user, obj), NOT_REVIEWER)
            reject_for_false_negative(obj, wanted, sent["distractor"], note=sent["note"], actor=user)
        obj.refresh_from_db(fields=["state"])
        return Response({"removed": removed, "state": obj.state})


def _audited(request: Request, slug: str, key: str) -> Object:
    obj, user = object_of(request, slug, key), person(request)
    allowed = policies.can_review(user, obj.benchmark) or policies.can_maintain(user, obj.benchmark)
    demand(allowed, NOT_AUDITOR)
    return obj


def _sent(form: type[Any], request: Request) -> dict[str, Any]:
    sent = form(data=request.data)
    sent.is_valid(raise_exception=True)
    return dict(sent.validated_data)


def _set_of(obj: Object, slug: str) -> DistractorSet:
    sets = DistractorSet.objects.searched().filter(benchmark=obj.benchmark)
    return get_object_or_404(sets.select_related("benchmark"), slug=slug)
