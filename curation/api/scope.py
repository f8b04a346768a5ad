"""From an address to a row the person may see: everything else is 404; without the right it is 403."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.request import Request

from curation import policies
from curation.api.problems import PreconditionRequired
from curation.errors import Conflict
from curation.models import Benchmark, Image, Object, User

LOCKED = (
    "This object is {state}, so it can't be changed now. "
    "It can be changed while it is a draft or when a reviewer has asked for changes."
)


def person(request: Request) -> User:
    """Who asks; endpoints that let strangers in never call it."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user


def demand(allowed: bool, sentence: str | None = None) -> None:
    """403 with that sentence unless a policy allowed it."""
    if not allowed:
        raise PermissionDenied(sentence)


def benchmark_of(request: Request, slug: str) -> Benchmark:
    """A benchmark the person is a member of."""
    return get_object_or_404(Benchmark.objects.visible_to(person(request)), slug=slug)


def object_of(request: Request, slug: str, key: str) -> Object:
    """An object of such a benchmark, with its benchmark, collector and category path."""
    rows = Object.objects.visible_to(person(request)).select_related(
        "benchmark", "collector", "category__parent__parent"
    )
    return get_object_or_404(rows, benchmark__slug=slug, key=key)


def image_of(request: Request, public_id: UUID, *, in_trash: bool = False) -> Image:
    """A picture of such a benchmark, with its object, benchmark and original."""
    rows = Image.objects.select_related("benchmark", "object__benchmark", "original")
    if in_trash:
        mine = Benchmark.objects.visible_to(person(request))
        return get_object_or_404(rows, public_id=public_id, benchmark__in=mine)
    return get_object_or_404(rows.visible_to(person(request)), public_id=public_id)


def demand_editable(request: Request, obj: Object) -> None:
    """403 unless the object is theirs to edit, 409 when it is but its state forbids it."""
    user = person(request)
    if policies.can_edit_object(user, obj):
        return
    demand(policies.owns_object(user, obj), "Only its collector and maintainers change an object.")
    raise Conflict("object.locked", LOCKED.format(state=obj.get_state_display().lower()))


def demand_image_editable(request: Request, image: Image) -> None:
    """The same for one of its pictures; distractors belong to maintainers."""
    if image.object is not None:
        return demand_editable(request, image.object)
    return demand(policies.can_edit_image(person(request), image), "Only maintainers change distractors.")


def version_of(request: Request) -> int:
    """The version in If-Match: 428 without one; what is no version of ours matches nothing."""
    header = request.headers.get("If-Match")
    if header is None:
        raise PreconditionRequired
    value = header.strip().removeprefix("W/").strip('"')
    return int(value) if value.isdecimal() and len(value) < 10 else -1
