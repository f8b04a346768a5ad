"""What is known of the false-negative audit of objects, loaded for the rules."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Left, Trim

from annotations.models import DistractorLook, DistractorMark
from curation.models import (
    DistractorRemoval,
    DistractorSet,
    DistractorShard,
    Image,
    Job,
    Object,
    SetNeighbour,
    Verdict,
)

SEARCH = "distractors.nearest"  # the kind of job that searches the lists of an object
TEXT = "text"  # the list of the text query; the others bear the public id of their picture
LONGEST_TEXT = 1000  # characters of a text query that a look keeps


@dataclass(frozen=True, slots=True)
class SetCopy:
    """A picture of the object and a distractor that is, or may be, a copy of it and still in its set."""

    pair: int
    picture: str  # its public id
    path: str
    set: str
    distractor: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Audit:
    """Distractors marked as showing the object that are still there, and how deep each list was looked at."""

    shown: tuple[tuple[str, str], ...] = ()  # (set, distractor)
    depths: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # set -> list -> places
    blind: tuple[str, ...] = ()  # sets without descriptors
    sizes: Mapping[str, int] = field(default_factory=dict)  # set -> distractors that are in it
    copies: tuple[SetCopy, ...] = ()


def load_audits(objects: Sequence[Object], images: Iterable[Image]) -> dict[int, Audit]:
    """The audit of each object: two queries where no benchmark of theirs has distractor sets, else six."""
    sets = _sets({row.benchmark_id for row in objects})
    if not sets:
        return {}
    shown, looked, with_text = _shown(objects), _looked(objects), _with_text(objects)
    images = list(images)
    copies = _copies(images)
    queries: dict[int, list[str]] = defaultdict(list)
    for image in images:
        if image.role == Image.Role.QUERY and image.object_id is not None:
            queries[image.object_id].append(str(image.public_id))
    audits: dict[int, Audit] = {}
    for row in objects:
        depths = {}
        for each, _ in sets[row.benchmark_id]:
            text = [TEXT] if (row.pk, each.pk) in with_text else []
            names = [*queries[row.pk], *text]
            depths[each.slug] = {name: looked.get((row.pk, each.pk, name), 0) for name in names}
        seeing = {each.slug for each, _ in sets[row.benchmark_id] if each.encoders}
        audits[row.pk] = Audit(
            shown=tuple(shown[row.pk]),
            depths={slug: lists for slug, lists in depths.items() if slug in seeing and lists},
            blind=tuple(slug for slug in depths if slug not in seeing),
            sizes={each.slug: size for each, size in sets[row.benchmark_id]},
            copies=tuple(copies[row.pk]),
        )
    return audits


def _sets(benchmarks: set[int]) -> dict[int, list[tuple[DistractorSet, int]]]:
    """The sets with images by benchmark, and how many are left in each."""
    sets = DistractorSet.objects.searched().filter(benchmark__in=benchmarks)
    accepted = Sum("shards__accepted", filter=Q(shards__state=DistractorShard.State.DONE))
    found: dict[int, list[tuple[DistractorSet, int]]] = defaultdict(list)
    removed = dict(
        DistractorRemoval.objects.filter(set__in=sets)
        .values_list("set")
        .annotate(number=Count("pk"))
        .order_by()
    )
    for each in sets.annotate(accepted=accepted).filter(accepted__gt=0).order_by("pk"):
        left = each.accepted - removed.get(each.pk, 0)  # type: ignore[attr-defined]  # annotated above
        found[each.benchmark_id].append((each, left))
    return found


def _still_there() -> tuple[Q, Q]:
    """Of rows with `set` and `distractor`: not taken out, and the set not called off."""
    return ~Q(DistractorRemoval.of_row()), ~Q(set__state=DistractorSet.State.CANCELLED)


def _shown(objects: Sequence[Object]) -> dict[int, list[tuple[str, str]]]:
    marks = DistractorMark.objects.filter(*_still_there(), object__in=objects, says="shows")
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in marks.order_by("pk").values_list("object", "set__slug", "distractor"):
        found[row[0]].append(row[1:])
    return found


def _copies(images: Sequence[Image]) -> dict[int, list[SetCopy]]:
    open_or_confirmed = Q(verdict="", suggested=Verdict.DUPLICATE) | Q(verdict=Verdict.DUPLICATE)
    pairs = SetNeighbour.objects.filter(open_or_confirmed, *_still_there(), image__in=images)
    pictures = {image.pk: image for image in images}
    found: dict[int, list[SetCopy]] = defaultdict(list)
    for pair in pairs.select_related("set").order_by("pk"):
        image = pictures[pair.image_id]
        if image.object_id is not None:
            found[image.object_id].append(
                SetCopy(
                    pair.pk,
                    str(image.public_id),
                    image.source_path,
                    pair.set.slug,
                    pair.distractor,
                    bool(pair.verdict),
                )
            )
    return found


def _looked(objects: Sequence[Object]) -> dict[tuple[int, int, str], int]:
    """The deepest look by object, set and list; looks at the list of an older text do not count."""
    current = Q(image=None, text=Left(Trim("object__text_query__text"), LONGEST_TEXT))
    rows = DistractorLook.objects.filter(current | ~Q(image=None), object__in=objects)
    named = rows.values_list("object", "set", "image__public_id").annotate(deepest=Max("depth")).order_by()
    return {(row[0], row[1], str(row[2]) if row[2] else TEXT): row[3] for row in named}


def _with_text(objects: Sequence[Object]) -> set[tuple[int, int]]:
    """Object and set of those whose last search had a list of the text query: not every encoder reads texts."""
    done = Job.objects.filter(kind=SEARCH, state=Job.State.DONE, args__0__in=[row.pk for row in objects])
    lists = done.order_by("pk").values_list("args__0", "args__1", f"result__lists__{TEXT}__file")
    last = {(obj, set_): file for obj, set_, file in lists}
    return {pair for pair, file in last.items() if file}
