"""A page of one list with the marks that stand on its places."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from annotations.actions.distractor_audit.nearest_file import NearestFile, load_nearest
from annotations.models import DistractorMark
from curation.models import DistractorRemoval, DistractorSet, Object


@dataclass(frozen=True)
class Place:
    """One distractor at its place (from 1); `mark` is what somebody said of it or of the same bytes.

    `inliers` are the local features that agree with the query, None where nobody compared them.
    """

    place: int
    distractor: str
    similarity: float
    inliers: int | None
    size: tuple[int, int]
    mark: DistractorMark | None


@dataclass(frozen=True)
class Page:
    """Places `offset + 1 …` of a list of `total`."""

    places: Sequence[Place]
    total: int


def list_places(obj: Object, wanted: DistractorSet, file: str, *, offset: int, limit: int) -> Page:
    """The places of a stored list without the distractors that were removed since it was searched."""
    found = load_nearest(file)
    removed = set(
        DistractorRemoval.objects.filter(set=wanted, distractor__in=found.ids).values_list(
            "distractor", flat=True
        )
    )
    kept = [row for row, each in enumerate(found.ids) if each not in removed]
    shown = kept[offset : offset + limit]
    marks = _marks(obj, wanted, found, shown)
    places = [
        Place(
            place=offset + number,
            distractor=found.ids[row],
            similarity=float(found.similarities[row]),
            inliers=int(found.inliers[row]) if found.inliers[row] >= 0 else None,
            size=(int(found.sizes[row, 0]), int(found.sizes[row, 1])),
            mark=marks.get(found.ids[row]) or marks.get(found.sources[row]),
        )
        for number, row in enumerate(shown, start=1)
    ]
    return Page(places, len(kept))


def marked_as_showing(
    obj: Object, wanted: DistractorSet, files: Iterable[str]
) -> Mapping[str, tuple[int, int]]:
    """Distractors of the set that were marked as showing the object and are still in it, with their sizes."""
    removed = DistractorRemoval.objects.filter(set=wanted).values("distractor")
    marks = DistractorMark.objects.filter(object=obj, set=wanted, says=DistractorMark.Says.SHOWS)
    marks = marks.exclude(distractor__in=removed)
    ids = list(marks.order_by("pk").values_list("distractor", flat=True))
    sizes: dict[str, tuple[int, int]] = {}
    for found in map(load_nearest, files if ids else ()):
        for each, (width, height) in zip(found.ids, found.sizes, strict=True):
            sizes[each] = (int(width), int(height))
    return {each: sizes.get(each, (0, 0)) for each in ids}


def _marks(
    obj: Object, wanted: DistractorSet, found: NearestFile, rows: Sequence[int]
) -> Mapping[str, DistractorMark]:
    """By id in this set, and by SHA-256 of the source from any set."""
    ids = [found.ids[row] for row in rows]
    sources = [found.sources[row] for row in rows if found.sources[row]]
    marks = DistractorMark.objects.filter(
        Q(set=wanted, distractor__in=ids) | Q(source_sha256__in=sources), object=obj
    ).select_related("marked_by")
    by_name: dict[str, DistractorMark] = {}
    for mark in marks.order_by("pk"):
        if mark.source_sha256:
            by_name[mark.source_sha256] = mark
        if mark.set_id == wanted.pk:
            by_name[mark.distractor] = mark
    return by_name
