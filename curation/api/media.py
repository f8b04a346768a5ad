"""Pictures by signed address: the signature says who may ask, the policy is asked again when bytes are sent."""

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from curation import policies
from curation.api.scope import demand, image_of, person
from curation.media_links import STABLE_SECONDS, link, opened
from curation.models import Image

__all__ = ["MediaView", "link"]

TYPES = {"jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


class MediaView(APIView):
    """The bytes of one variant of one picture."""

    @extend_schema(operation_id="media_read", responses={(200, "image/jpeg"): OpenApiTypes.BINARY})
    def get(self, request: Request, token: str) -> HttpResponseBase:
        """Send it, or let the reverse proxy send it."""
        known = opened(token, person(request))
        if known is None:
            raise Http404
        public_id, variant = known
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
