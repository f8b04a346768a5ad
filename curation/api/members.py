"""Who works on a benchmark, who is invited, and who signed the consent text."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation import policies
from curation.actions.invite import invite
from curation.actions.sign_consent import sign_consent
from curation.api.benchmarks import ConsentSerializer
from curation.api.people import AddressedPersonSerializer, RolesField
from curation.api.scope import benchmark_of, demand, person
from curation.models import User


class MemberSerializer(serializers.Serializer[Any]):
    """A person and their roles."""

    user = AddressedPersonSerializer()
    roles = RolesField()


class InviteSerializer(serializers.Serializer[Any]):
    """Whom to invite, as what."""

    email = serializers.EmailField()
    roles = RolesField(allow_empty=False)


class InviteLinkSerializer(serializers.Serializer[Any]):
    """The link, shown this once."""

    link = serializers.CharField()


class SignatureSerializer(serializers.Serializer[Any]):
    """The version that was read, and the name typed under it."""

    version = serializers.IntegerField()
    name = serializers.CharField(max_length=200)


class MembersView(APIView):
    """Members of a benchmark."""

    @extend_schema(operation_id="members_list", responses=MemberSerializer(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """Everybody with at least one role."""
        benchmark = benchmark_of(request, slug)
        roles: dict[User, list[str]] = {}
        for membership in benchmark.memberships.select_related("user").order_by("user__name", "user", "role"):
            roles.setdefault(membership.user, []).append(membership.role)
        rows = [{"user": user, "roles": held} for user, held in roles.items()]
        return Response(MemberSerializer(rows, many=True).data)


class InvitationsView(APIView):
    """New invitations."""

    @extend_schema(
        operation_id="invitation_create", request=InviteSerializer, responses={201: InviteLinkSerializer}
    )
    def post(self, request: Request, slug: str) -> Response:
        """Invite somebody; the answer holds the link to send."""
        benchmark = benchmark_of(request, slug)
        demand(policies.can_maintain(person(request), benchmark), "Only maintainers invite people.")
        form = InviteSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        invited = invite(benchmark, **form.validated_data, actor=person(request))
        body = {"link": request.build_absolute_uri(invited.path)}
        return Response(InviteLinkSerializer(body).data, status=201)


class ConsentView(APIView):
    """The person's signature under the consent text."""

    @extend_schema(operation_id="consent_sign", request=SignatureSerializer, responses=ConsentSerializer)
    def post(self, request: Request, slug: str) -> Response:
        """Sign the current version."""
        benchmark = benchmark_of(request, slug)
        form = SignatureSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        signature = sign_consent(benchmark, **form.validated_data, actor=person(request))
        body = {"version": signature.consent.version, "text": signature.consent.text, "signed": True}
        return Response(ConsentSerializer(body).data)
