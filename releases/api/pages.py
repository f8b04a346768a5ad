"""The page of one release: everything a reader wants to know before loading it."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation.api.scope import person
from curation.cards import about_of
from curation.media_links import link
from curation.models import Image, User
from releases.actions.content import head_of
from releases.actions.errata import errata
from releases.actions.samples import samples
from releases.actions.statistics import statistics
from releases.api.answers import release_answer
from releases.api.page_shapes import ReleasePageShape
from releases.api.releases import with_exports
from releases.models import FrozenImage, FrozenObject, FrozenSubset, Release
from retrieval.bundle.describe.citation import citation
from retrieval.bundle.describe.loading import LOADING
from retrieval.bundle.strict_json import encode

POSITIVES = 4  # of each sample


class ReleasePageView(APIView):
    """One release, for its readers."""

    @extend_schema(operation_id="release_page", responses=ReleasePageShape)
    def get(self, request: Request, release_id: int) -> Response:
        """Figures, samples, how to cite, load and verify it, and what was withdrawn since."""
        user = person(request)
        release = get_object_or_404(with_exports(Release.objects.visible_to(user)), pk=release_id)
        known = release_answer(release)
        return Response(
            {
                **{
                    name: known[name] for name in ("id", "version", "title", "frozen_at", "counts", "exports")
                },
                "benchmark": release.benchmark.slug,
                "cutoff": release.cutoff,
                "about": encode(about_of(release.about)),
                "subsets": [
                    _subset(frozen)
                    for frozen in FrozenSubset.objects.filter(release=release).order_by("name")
                ],
                "statistics": statistics(release),
                "samples": [_sample(thing, user) for thing in samples(release)],
                "citation": asdict(citation(head_of(release))),
                "loading": [encode(entry) for entry in LOADING],
                "errata": [asdict(entry) for entry in errata(release)],
                "withdrawn": release.withdrawn,
                "verify": _verify(release),
            }
        )


def _sample(thing: FrozenObject, user: User) -> dict[str, Any]:
    shown: list[FrozenImage] = thing.shown_images  # type: ignore[attr-defined]  # prefetched by samples
    queries = [image for image in shown if image.role == Image.Role.QUERY]
    positives = [image for image in shown if image.role == Image.Role.POSITIVE][:POSITIVES]
    return {
        "object": thing.key,
        "name": thing.name,
        "category": " / ".join(thing.categories),
        "text": thing.text,
        "query": link(queries[0].source, "thumb", user),
        "positives": [link(image.source, "thumb", user) for image in positives],
        "query_large": link(queries[0].source, "preview", user),
        "positives_large": [link(image.source, "preview", user) for image in positives],
    }


def _subset(frozen: FrozenSubset) -> dict[str, Any]:
    threshold = frozen.selection.get("threshold")
    return {
        "name": frozen.name,
        "size": frozen.count,
        "keys_sha256": frozen.keys_sha256,
        "threshold": threshold if isinstance(threshold, int | float) else None,
    }


def _verify(release: Release) -> dict[str, Any]:
    """The key is the installation's to state: a folder that brought its own would prove nothing."""
    key = settings.RELEASE_PUBLIC_KEY or None
    manifest = release.manifest_sha256
    words = ["python manage.py verify_release DIR"]
    words += [f"--manifest {manifest}"] if manifest else []
    words += [f"--public-key {key}"] if key else []
    return {"command": " ".join(words), "manifest_sha256": manifest, "public_key": key}
