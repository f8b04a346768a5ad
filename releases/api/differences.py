"""Two releases of a benchmark side by side."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation.api.scope import person
from curation.media_links import link
from curation.models import Image, User
from releases.actions.compare import compare
from releases.api.page_shapes import DifferenceShape
from releases.models import FrozenImage, FrozenObject, Release
from retrieval.bundle.diff import as_json
from retrieval.bundle.diff_text import as_text

Entries = list[dict[str, Any]]
Pair = tuple[Release, Release]
PICTURED = 500  # things with a small picture
AGAINST = OpenApiParameter("against", OpenApiTypes.INT, required=True, description="id of the older release")

AS = OpenApiParameter("as", OpenApiTypes.STR, enum=["json", "text"], description="text: for people")


class DifferenceView(APIView):
    """What a release says otherwise than another one."""

    @extend_schema(operation_id="release_diff", parameters=[AGAINST, AS], responses=DifferenceShape)
    def get(self, request: Request, release_id: int) -> HttpResponseBase:
        """From `against` to this one; 422 when they are of two benchmarks."""
        user = person(request)
        rows = Release.objects.visible_to(user).select_related("benchmark")
        new = get_object_or_404(rows, pk=release_id)
        against = request.query_params.get("against", "")
        old = get_object_or_404(rows, pk=int(against) if against.isdecimal() and len(against) < 18 else 0)
        difference = compare(old, new)
        if request.query_params.get("as") == "text":
            return HttpResponse(as_text(difference), content_type="text/plain; charset=utf-8")
        found = as_json(difference)
        entries = [*_entries(found["objects"]), *_entries(found["images"])]
        names, thumbs = _names(entries, (old, new)), _thumbs(entries[:PICTURED], (old, new), user)
        for entry in entries:
            entry["name"] = entry["name"] or names.get(entry["object"], "")
            entry["thumb"] = thumbs.get(entry["key"])
        return Response(found)


def _names(entries: Entries, releases: Pair) -> dict[str, str]:
    """Of the objects of these pictures; the newer name where both have one."""
    keys = {entry["object"] for entry in entries if entry["object"]}
    rows = FrozenObject.objects.filter(release__in=releases, key__in=keys).order_by("release_id")
    return dict(rows.values_list("key", "name"))


def _thumbs(entries: Entries, releases: Pair, user: User) -> dict[str, str]:
    """By image id, and by object key for its first query; what is in the trash has none."""
    shown = FrozenImage.objects.filter(release__in=releases, source__deleted_at=None).order_by("release_id")
    ids = [entry["key"] for entry in entries if entry["object"]]
    keys = [entry["key"] for entry in entries if not entry["object"]]
    pictures = shown.select_related("source").filter(source__public_id__in=ids)
    covers = shown.select_related("source", "object").filter(
        object__key__in=keys, role=Image.Role.QUERY, position=0
    )
    by_id = {str(image.source.public_id): link(image.source, "thumb", user) for image in pictures}
    by_key = {image.object.key: link(image.source, "thumb", user) for image in covers if image.object}
    return by_key | by_id


def _entries(group: dict[str, Any]) -> Entries:
    return [*group["added"], *group["removed"], *group["changed"]]
