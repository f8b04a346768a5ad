"""Coming in by invitation."""

from typing import Any

from django.contrib.auth import login
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle, ScopedRateThrottle
from rest_framework.views import APIView

from curation.actions.accept_invitation import accept_invitation, open_invitation
from curation.api.people import RolesField
from curation.api.session import SessionSerializer, checked_account, session_answer
from curation.errors import DomainError, NotAllowed
from curation.models import Invitation, User


class InvitationSerializer(serializers.Serializer[Any]):
    """What the invited person sees."""

    benchmark = serializers.CharField()
    title = serializers.CharField()
    email = serializers.EmailField()
    roles = RolesField()
    invited_by = serializers.CharField()
    has_account = serializers.BooleanField()


class AcceptSerializer(serializers.Serializer[Any]):
    """A name and password for a new account, or the password of the account that has this address."""

    name = serializers.CharField(max_length=120, allow_blank=True, default="")
    password = serializers.CharField(max_length=1000, allow_blank=True, default="", trim_whitespace=False)


class InvitationView(APIView):
    """One invitation, by its secret."""

    permission_classes = [AllowAny]
    throttle_scope = "sign_in"

    def get_throttles(self) -> list[BaseThrottle]:
        """Passwords can be tried here too."""
        return [ScopedRateThrottle()] if self.request.method == "POST" else []

    @extend_schema(operation_id="invitation_read", responses=InvitationSerializer)
    def get(self, request: Request, token: str) -> Response:
        """What it is an invitation to."""
        invitation = _open(token)
        body = {
            "benchmark": invitation.benchmark.slug,
            "title": invitation.benchmark.title,
            "email": invitation.email,
            "roles": invitation.roles,
            "invited_by": str(invitation.invited_by),
            "has_account": User.objects.filter(email=invitation.email).exists(),
        }
        return Response(InvitationSerializer(body).data)

    @extend_schema(operation_id="invitation_accept", request=AcceptSerializer, responses=SessionSerializer)
    def post(self, request: Request, token: str) -> Response:
        """Accept it and sign in."""
        SessionAuthentication().enforce_csrf(request)
        invitation = _open(token)
        form = AcceptSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        known = (
            request.user
            if isinstance(request.user, User)
            else _owner(request, invitation, form.validated_data)
        )
        user = accept_invitation(invitation, known=known, **form.validated_data)
        if known is None or not request.user.is_authenticated:
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        return session_answer(user)


def _open(token: str) -> Invitation:
    invitation = open_invitation(token)
    if invitation is None:
        message = "This invitation is unknown, was used already or is too old. Ask for a new one."
        raise _Gone("invitation.gone", message)
    return invitation


class _Gone(DomainError):
    status = 404


def _owner(request: Request, invitation: Invitation, values: dict[str, str]) -> User | None:
    """The existing account of that address, once its password was given; None when there is none yet."""
    if not User.objects.filter(email=invitation.email).exists():
        return None
    user = checked_account(request, invitation.email, values["password"])
    if user is None:
        message = "There is an account with this address, and this is not its password. Try again."
        raise NotAllowed("invitation.wrong-password", message)
    return user
