"""Pictures by signed address: the signature says who may ask, the policy is asked again when bytes are sent."""

import time
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.signing import BadSignature, Signer
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from curation import policies
from curation.api.scope import demand, image_of, person
from curation.models import Image, User

VARIANTS = ("thumb", "preview", "release", "original")
STABLE_SECONDS = 1800  # an address does not change within half an hour, so that browsers cache it
TYPES = {"jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


class Pictured(Protocol):
    """Anything that carries the public id of a picture."""

    public_id: UUID


def link(image: Pictured, variant: str, user: User) -> str:
    """The address of a variant for one person, the same within half an hour."""
    period = int(time.time()) // STABLE_SECONDS
    return f"/api/media/{_signer().sign(f'{image.public_id.hex}.{variant}.{user.pk}.{period}')}/"


def _signer() -> Signer:
    return Signer(salt="curation.media")


def opened(token: str, user: User) -> tuple[UUID, str]:
    """The picture and variant of a token; 404 when forged, too old, or made for somebody else."""
    try:
        public_id, variant, owner, period = _signer().unsign(token).split(".")
    except (BadSignature, ValueError) as error:
        raise Http404 from error
    age = int(time.time()) // STABLE_SECONDS - int(period)
    if age * STABLE_SECONDS > settings.MEDIA_LINK_SECONDS or int(owner) != user.pk:
        raise Http404
    return UUID(public_id), variant


class MediaView(APIView):
    """The bytes of one variant of one picture."""

    @extend_schema(operation_id="media_read", responses={(200, "image/jpeg"): OpenApiTypes.BINARY})
    def get(self, request: Request, token: str) -> HttpResponseBase:
        """Send it, or let the reverse proxy send it."""
        public_id, variant = opened(token, person(request))
        image = image_of(request, public_id)
        if variant == "original":
            demand(policies.can_read_original(person(request), image))
        return sent(image, variant)


def sent(image: Image, variant: str) -> HttpResponseBase:
    """The answer that carries a variant; nothing in it can run in a browser."""
    name = image.original.file_name(variant)
    kind = (
        TYPES.get(image.original.format.lower(), "application/octet-stream")
        if variant == "original"
        else "image/jpeg"
    )
    answer: HttpResponseBase
    if settings.MEDIA_ACCEL_PREFIX:
        answer = HttpResponse(content_type=kind)
        answer["X-Accel-Redirect"] = f"{settings.MEDIA_ACCEL_PREFIX.rstrip('/')}/{name}"
    else:
        try:
            answer = FileResponse(default_storage.open(name, "rb"), content_type=kind)
        except FileNotFoundError as error:
            raise Http404 from error
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = f"private, max-age={STABLE_SECONDS}, immutable"
    if variant == "original":
        answer["Content-Disposition"] = "attachment"
    return answer
