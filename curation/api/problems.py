"""The one builder of application/problem+json: every refusal the API gives comes from here."""

import errno
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from curation.errors import DomainError

log = logging.getLogger("aristarch.api")
CONTENT_TYPE = "application/problem+json"
ABSENT = "There is nothing at this address, or you are not a member of its benchmark."
FORBIDDEN = (
    "You are a member of this benchmark, but your roles in it do not allow this. Ask one of its maintainers."
)
SIGN_IN = "You are not signed in, or your session has ended. Sign in and try again."
UNEXPECTED = (
    "Something unexpected went wrong on the server. It has been logged; nothing was changed. Try again."
)
INVALID = "Some of the values sent can't be taken. Each of them is named with its reason."
FULL = "The server has no room left for more bytes. Nothing was lost; tell its administrators and try again later."
TOO_MANY = "Too many attempts from this address. Wait a minute and try again."


class PreconditionRequired(DomainError):
    """A save without `If-Match` could overwrite what somebody else saved."""

    status = 428

    def __init__(self) -> None:
        super().__init__(
            "precondition.required",
            "This save does not say which version it is based on. Send the version in an If-Match header.",
        )


class TooLarge(DomainError):
    """More bytes than can be taken."""

    status = 413


class TooMany(DomainError):
    """Slow down."""

    status = 429


def problem(status: int, code: str, detail: str, extra: Mapping[str, Any] | None = None) -> Response:
    """A problem document as an answer."""
    body = {
        **(extra or {}),
        "type": f"urn:aristarch:problem:{code}",
        "title": HTTPStatus(status).phrase if status in set(HTTPStatus) else "Refused",
        "status": status,
        "code": code,
        "detail": detail,
    }
    return Response(body, status=status, content_type=CONTENT_TYPE)


def handle(error: Exception, context: dict[str, Any]) -> Response:
    """DRF's exception handler: expected refusals word for word, the unexpected logged with its traceback."""
    known = _known(error)
    if known is None:
        log.error("unexpected failure in %s", type(context.get("view")).__name__, exc_info=error)
        return problem(500, "server.unexpected", UNEXPECTED)
    answer = problem(*known)
    if answer.status_code == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = "Session"
    if isinstance(error, exceptions.Throttled):
        answer["Retry-After"] = str(int(getattr(error, "wait", None) or 60) + 1)
    return answer


Known = tuple[int, str, str] | tuple[int, str, str, Mapping[str, Any]]


def _known(error: Exception) -> Known | None:
    """Status, code, sentence and extra members of an expected failure; None of any other."""
    known: Known | None = None
    match error:
        case DomainError():
            known = error.status, error.code, error.message, error.extra
        case exceptions.ValidationError():
            known = 400, "request.invalid", INVALID, {"fields": _fields(error.detail)}
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            known = 401, "session.required", SIGN_IN
        case exceptions.Throttled():
            known = 429, "request.throttled", TOO_MANY
        case Http404() | exceptions.NotFound():
            known = 404, "not-found", ABSENT
        case PermissionDenied() | exceptions.PermissionDenied():
            known = 403, "permission.denied", _sentence(error, FORBIDDEN)
        case OSError(errno=errno.ENOSPC):
            known = 507, "storage.full", FULL
        case exceptions.APIException():
            known = error.status_code, f"request.{error.default_code}", _sentence(error, str(error.detail))
    return known


def _fields(detail: Any) -> dict[str, list[str]]:
    """{"field.inner": [sentences]} of a nested DRF detail; what belongs to no field is under "request"."""
    if isinstance(detail, list) and all(isinstance(item, str) for item in detail):
        return {"request": [str(item) for item in detail]}
    pairs = detail.items() if isinstance(detail, dict) else enumerate(detail)
    flat: dict[str, list[str]] = {}
    for name, inner in pairs:
        word = "request" if name == "non_field_errors" else str(name)
        for path, sentences in _fields(inner).items():
            flat[word if path == "request" else f"{word}.{path}"] = sentences
    return flat


def _sentence(error: Exception, otherwise: str) -> str:
    """What the error itself says when it was given words of its own."""
    detail = getattr(error, "detail", None)
    if detail is None or str(detail) == str(getattr(error, "default_detail", "")):
        return otherwise
    return str(detail)
