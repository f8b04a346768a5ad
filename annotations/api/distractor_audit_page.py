"""The page of nearest distractors, put together for one person."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, Sum
from django.shortcuts import get_object_or_404

from annotations.actions.distractor_audit.list_places import Page, Place, list_places, marked_as_showing
from annotations.actions.distractor_audit.request_lists import Asked, Lists, request_lists
from annotations.actions.distractor_audit.worth import worth_of
from annotations.models import DistractorLook
from annotations.rules.audit import LONGEST_TEXT, TEXT
from annotations.rules.distractors import DEMANDED_DEPTH
from curation import policies
from curation.api.media import link
from curation.models import DistractorSet, Object, User

NO_SET: Mapping[str, Any] = {
    "state": "ready", "freshness": "current", "progress": None, "error": "", "set": "", "list": "", "lists": [],
    "encoders": [], "encoder": None, "worth": [], "results": [], "total": 0, "found": [],
}  # fmt: skip


def audit_page(obj: Object, wanted: Mapping[str, Any], user: User) -> dict[str, Any]:
    """What AuditPageSerializer shows; without `set` or `list` the first of each."""
    done = Sum("shards__accepted", filter=Q(shards__state="done"), default=0)
    sets = DistractorSet.objects.searched().filter(benchmark=obj.benchmark).annotate(images=done)
    about = {
        "object": {"key": obj.key, "name": obj.name},
        "sets": list(sets.order_by("pk")),
        "demanded": DEMANDED_DEPTH,
        "may": _may(obj, user),
    }
    slug = wanted.get("set")
    chosen = get_object_or_404(sets, slug=slug) if slug else sets.order_by("pk").first()
    if chosen is None:
        return {**NO_SET, **about}
    lists = request_lists(obj, chosen, wanted.get("encoder", ""), actor=user)
    name = _name(lists, wanted.get("list", ""))
    file, page = lists.files.get(name), Page((), 0)
    if file is not None:
        page = list_places(obj, chosen, file, offset=wanted["offset"], limit=wanted["limit"])
    return {
        **about,
        **_state(lists, name),
        "set": chosen.slug,
        "list": name,
        "lists": _lists(obj, chosen, lists, user),
        "encoders": chosen.encoders,
        "encoder": {"name": lists.encoder, "version": lists.version},
        "worth": worth_of(lists.version, "text" if name == TEXT else "query"),
        "results": [_place(each, chosen) for each in page.places],
        "total": page.total,
        "found": _found(obj, chosen, lists, page),
    }


def _name(lists: Lists, name: str) -> str:
    """The list that was asked for, or the first."""
    names = [each.name for each in lists.asked]
    return name if name in names else next(iter(names), "")


def _state(lists: Lists, name: str) -> dict[str, Any]:
    """Of the list that is shown: it may be there while others are still searched."""
    there = name in lists.files or name in lists.missing or not name
    failed = "failed" if lists.state == "failed" else "searching"
    job = lists.job
    return {
        "state": "ready" if there else failed,
        "freshness": lists.state if lists.state in {"renewing", "growing"} else "current",
        "progress": {"done": job.done, "total": job.total} if job is not None and job.total else None,
        "error": lists.error,
    }


def _may(obj: Object, user: User) -> dict[str, bool]:
    audits = policies.can_review(user, obj.benchmark) or policies.can_maintain(user, obj.benchmark)
    return {"mark": audits, "remove": audits, "reject": policies.can_review_object(user, obj)}


def _lists(obj: Object, chosen: DistractorSet, lists: Lists, user: User) -> list[dict[str, Any]]:
    looks = DistractorLook.objects.filter(object=obj, set=chosen, encoder=lists.version)
    depths = {(row.image_id, row.text): row.depth for row in looks}
    return [
        {
            "list": each.name,
            "kind": "text" if each.image is None else "query",
            "title": each.source if each.image is None else each.image.source_path,
            "picture": _query(each, user),
            "depth": depths.get((each.image.pk, "") if each.image else (None, each.source[:LONGEST_TEXT]), 0),
            "ready": each.name in lists.files,
            "missing": lists.missing.get(each.name, ""),
        }
        for each in lists.asked
    ]


def _query(asked: Asked, user: User) -> dict[str, Any] | None:
    if asked.image is None:
        return None
    original = asked.image.original
    return {"url": link(asked.image, "preview", user), "width": original.width, "height": original.height}


def _found(obj: Object, chosen: DistractorSet, lists: Lists, page: Page) -> list[dict[str, Any]]:
    places = {each.distractor: each.place for each in page.places}
    return [
        {
            "distractor": distractor,
            "set": chosen.slug,
            "picture": _picture(chosen, distractor, size),
            "place": places.get(distractor),
        }
        for distractor, size in marked_as_showing(obj, chosen, lists.files.values()).items()
    ]


def _place(place: Place, chosen: DistractorSet) -> dict[str, Any]:
    return {
        "place": place.place,
        "distractor": place.distractor,
        "set": chosen.slug,
        "similarity": place.similarity,
        "inliers": place.inliers,
        "picture": _picture(chosen, place.distractor, place.size),
        "mark": place.mark.says if place.mark is not None else "",
        "marked_by": place.mark.marked_by if place.mark is not None else None,
    }


def _picture(chosen: DistractorSet, distractor: str, size: tuple[int, int]) -> dict[str, Any] | None:
    """None for a distractor that came as a descriptor without its image."""
    address = f"/api/distractor-sets/{chosen.public_id}/images/{distractor}/"
    return {"url": address, "width": size[0], "height": size[1]} if size[0] else None
