"""Signing in and out; the answer to a wrong password and to an unknown account is the same."""

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.middleware.csrf import get_token
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle, ScopedRateThrottle
from rest_framework.views import APIView

from curation.api.people import AccountSerializer
from curation.api.problems import TooMany
from curation.errors import DomainError
from curation.models import User


class SessionSerializer(serializers.Serializer[Any]):
    """Who is signed in, and which version of Aristarch answers."""

    user = AccountSerializer(allow_null=True)
    version = serializers.CharField()


class SignInSerializer(serializers.Serializer[Any]):
    """An account and its password."""

    email = serializers.CharField(max_length=254)
    password = serializers.CharField(max_length=1000, trim_whitespace=False)


def session_answer(user: User | None, status: int = 200) -> Response:
    """The session as the frontend reads it."""
    body = {"user": user, "version": settings.SPECTACULAR_SETTINGS["VERSION"]}
    return Response(SessionSerializer(body).data, status=status)


def checked_account(request: Request, email: str, password: str) -> User | None:
    """The account whose password this is; None otherwise, and 429 after too many wrong ones (django-axes)."""
    # Given DRF's request, axes leaves its mark there, and its middleware does not replace our answer.
    user = authenticate(request, username=email.strip().lower(), password=password)
    if getattr(request, "axes_locked_out", False):
        message = (
            "Too many wrong passwords for this account from here. Wait a quarter of an hour, then try again."
        )
        raise TooMany("session.locked", message)
    return user if isinstance(user, User) else None


class SessionView(APIView):
    """The session of this browser."""

    permission_classes = [AllowAny]
    throttle_scope = "sign_in"

    def get_throttles(self) -> list[BaseThrottle]:
        """Only trying passwords is throttled."""
        return [ScopedRateThrottle()] if self.request.method == "POST" else []

    @extend_schema(operation_id="session_read", responses=SessionSerializer)
    def get(self, request: Request) -> Response:
        """Who is signed in; sets the CSRF cookie that every change needs."""
        get_token(request)
        return session_answer(request.user if isinstance(request.user, User) else None)

    @extend_schema(operation_id="session_sign_in", request=SignInSerializer, responses=SessionSerializer)
    def post(self, request: Request) -> Response:
        """Sign in."""
        SessionAuthentication().enforce_csrf(
            request
        )  # DRF asks strangers for no token, but signing in needs one
        form = SignInSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        user = checked_account(request, form.validated_data["email"], form.validated_data["password"])
        if user is None:
            message = "No account with this address and password exists. Check both and try again."
            raise DomainError("session.wrong", message)
        login(request, user)
        return session_answer(user)

    @extend_schema(operation_id="session_sign_out", responses={204: None})
    def delete(self, request: Request) -> Response:
        """Sign out."""
        logout(request)
        return Response(status=204)
