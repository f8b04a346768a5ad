"""Everything the object page shows, from one case and a constant number of queries."""

from collections import Counter
from typing import Any

from django.db.models import Q

from annotations import rules
from annotations.actions.states import current_round, live_claim
from annotations.api.shapes import WorkplaceSerializer
from annotations.models import Review, ReviewClaim, TextQuery
from curation import policies
from curation.actions.edit_evidence import as_stored
from curation.api.media import link
from curation.models import Neighbour, Object, Original, User, Verdict

EMPTY_TEXT = {"text": "", "version": 0, "approved": False, "approved_by": None}
AWAITING = (Object.State.SUBMITTED, Object.State.IN_REVIEW)


def workplace(obj: Object, user: User) -> dict[str, Any]:
    """The Workplace of an object for one person, with live findings."""
    case = rules.load_case(obj)
    row = case.object
    reviews = Review.objects.filter(object=row).select_related("reviewer", "image")
    claim = live_claim(row)
    facts = {
        "key": row.key,
        "name": row.name,
        "number": row.number,
        "state": row.state,
        "category": row.category and {"id": row.category.pk, "path": row.category.path()},
        "collector": row.collector,
        "rejection_reason": row.rejection_reason,
        "evidence": as_stored(case.evidence),
        "text": text_of(case.text),
        "images": _images(case, user),
        "findings": [finding.as_json() for finding in rules.check(case)],
        "permissions": _permissions(row, user, held=claim is not None),
        "claim": claim_of(claim, user),
        "reviews": [_review(review) for review in reviews],
        "round": current_round(row),
    }
    return dict(WorkplaceSerializer(facts).data)


def claim_of(claim: ReviewClaim | None, user: User) -> dict[str, Any] | None:
    """Who holds an object until when, as one person sees it."""
    if claim is None:
        return None
    return {
        "reviewer": claim.reviewer,
        "expires_at": claim.expires_at,
        "mine": claim.reviewer_id == user.pk,
    }


def text_of(text: TextQuery | None) -> dict[str, Any]:
    """The text query; version 0 while there is none."""
    if text is None:
        return EMPTY_TEXT
    approved = text.approved_by_id is not None
    return {
        "text": text.text,
        "version": text.version,
        "approved": approved,
        "approved_by": text.approved_by,
    }


def _permissions(obj: Object, user: User, *, held: bool) -> dict[str, bool]:
    may_edit = policies.can_edit_object(user, obj)
    waits = obj.state in AWAITING
    return {
        "edit": may_edit,
        "submit": may_edit,
        "withdraw": waits and not held and policies.owns_object(user, obj),
        "review": waits and policies.can_review_object(user, obj),
        "decide_neighbours": policies.can_decide_neighbours(user, obj.benchmark),
    }


def _review(review: Review) -> dict[str, Any]:
    return {
        "id": review.pk,
        "reviewer": review.reviewer,
        "decision": review.decision,
        "comment": review.comment,
        "reason": review.reason,
        "image": review.image.public_id if review.image is not None else None,
        "box": review.box,
        "at": review.at,
    }


def _images(case: rules.Case, user: User) -> list[dict[str, Any]]:
    counts = _neighbour_counts([picture.image.pk for picture in case.pictures])
    return [_image(picture, user, counts) for picture in case.pictures]


def _image(picture: rules.Picture, user: User, counts: Counter[tuple[int, str]]) -> dict[str, Any]:
    image, original, measure = picture.image, picture.original, picture.measure
    current = measure if measure is not None and measure.boxes_version == picture.boxes_version else None
    return {
        "id": image.public_id,
        "role": image.role,
        "source_path": image.source_path,
        "width": original.width,
        "height": original.height,
        "thumb": link(image, "thumb", user),
        "preview": link(image, "preview", user),
        "origin": image.origin,
        "author": image.author,
        "licence": image.licence,
        "source_url": image.source_url,
        "camera": camera(original),
        "captured_at": original.captured_at,
        "boxes_version": picture.boxes_version,
        "boxes": [
            {"x": box.x, "y": box.y, "width": box.width, "height": box.height} for box in picture.boxes
        ],
        "measure": current
        and {"clutter": current.clutter, "scale": current.scale, "segmenter": current.segmenter},
        "neighbours": {
            "duplicate": counts[image.pk, Verdict.DUPLICATE],
            "same_scene": counts[image.pk, Verdict.SAME_SCENE],
            "undecided": counts[image.pk, ""],
        },
        "checking": image.neighbours_checked_at is None,
    }


def camera(original: Original) -> str:
    """Make and model, the make only once where the model begins with it."""
    make, model = original.camera_make, original.camera_model
    return model if model.lower().startswith(make.lower()) else f"{make} {model}".strip()


def _neighbour_counts(images: list[int]) -> Counter[tuple[int, str]]:
    """Pairs of each picture by what they are, as decided or else as suggested; "" counts those that need a verdict."""
    pairs = Neighbour.objects.filter(
        Q(first__in=images) | Q(second__in=images), first__deleted_at=None, second__deleted_at=None
    ).values_list("first", "second", "suggested", "verdict")
    counts: Counter[tuple[int, str]] = Counter()
    for first, second, suggested, verdict in pairs:
        for image in (first, second):
            counts[image, verdict or suggested] += 1
            if not verdict and suggested == Verdict.DUPLICATE:
                counts[image, ""] += 1
    return counts
