"""No picture stands in a release twice, and none stands among the distractors too."""

from collections.abc import Iterator

from annotations.rules.audit import SetCopy
from annotations.rules.case import Case, Picture
from annotations.rules.finding import Remark
from curation.models import Image, Neighbour, Verdict


def unresolved(case: Case) -> Iterator[Remark]:
    """Every pair suggested as duplicates has a verdict."""
    for pair in case.neighbours:
        if not pair.verdict and pair.suggested == Verdict.DUPLICATE:
            own, other = _sides(case, pair)
            message = f"{own.source_path} may be a duplicate of {_named(other)}; somebody has to decide."
            yield Remark(message, f"neighbour:{pair.pk}", str(own.public_id))
    for copy in case.audit.copies:
        if not copy.confirmed:
            message = f"{copy.path} may be a duplicate of {_of_set(copy)}; somebody has to decide."
            yield Remark(message, f"set-neighbour:{copy.pair}", copy.picture)


def confirmed(case: Case) -> Iterator[Remark]:
    """No picture is a confirmed duplicate or a byte-identical copy of another one in the benchmark."""
    told = set()
    for own, other in case.copies:
        told.add(frozenset((own.pk, other.pk)))
        yield Remark(
            f"{own.source_path} is byte for byte the same file as {_named(other)}; delete one of the two pictures.",
            f"image:{own.public_id}",
            str(own.public_id),
        )
    for pair in case.neighbours:
        if pair.verdict == Verdict.DUPLICATE and frozenset((pair.first_id, pair.second_id)) not in told:
            own, other = _sides(case, pair)
            yield Remark(
                f"{own.source_path} is a confirmed duplicate of {_named(other)}; delete one of the two pictures.",
                f"neighbour:{pair.pk}",
                str(own.public_id),
            )
    for copy in case.audit.copies:
        if copy.confirmed:
            yield Remark(
                f"{copy.path} is a confirmed duplicate of {_of_set(copy)}; take the distractor out of its set with "
                f"remove_distractor, or delete the picture.",
                f"set-neighbour:{copy.pair}",
                copy.picture,
            )


def same_scene(case: Case) -> Iterator[Remark]:
    """Pairs that seem to show one scene are worth a look; that a query and a positive share the object is not."""
    for pair in case.neighbours:
        if pair.verdict or pair.suggested != Verdict.SAME_SCENE or _only_the_object(case, pair):
            continue
        own, other = _sides(case, pair)
        message = f"{own.source_path} seems to show the same scene as {_named(other)}."
        yield Remark(message, f"neighbour:{pair.pk}", str(own.public_id))


# What matches outside the boxes is background; one stray point in seven is no scene.
INSIDE_SHARE = 0.85


def _only_the_object(case: Case, pair: Neighbour) -> bool:
    """Whether two pictures of this object match on the object alone: their points lie inside the boxes of both."""
    pictures = {picture.image.pk: picture for picture in case.pictures}
    first, second = pictures.get(pair.first_id), pictures.get(pair.second_id)
    if first is None or second is None or not (pair.matches and first.boxes and second.boxes):
        return False
    inside = [_is_boxed(first, *point[0:2]) and _is_boxed(second, *point[2:4]) for point in pair.matches]
    return sum(inside) >= INSIDE_SHARE * len(inside)


def _is_boxed(picture: Picture, x: float, y: float) -> bool:
    """Whether a point, in fractions of width and height, lies in one of the picture's boxes."""
    column, row = x * picture.original.width, y * picture.original.height
    return any(
        box.x <= column <= box.x + box.width and box.y <= row <= box.y + box.height for box in picture.boxes
    )


def _sides(case: Case, pair: Neighbour) -> tuple[Image, Image]:
    """The pair with the picture of this object first."""
    if pair.first.object_id == case.object.pk:
        return pair.first, pair.second
    return pair.second, pair.first


def _of_set(copy: SetCopy) -> str:
    return f"the distractor {copy.distractor} of the set {copy.set}"


def _named(image: Image) -> str:
    """The picture with where it stands."""
    where = f"the {image.role} of {image.object.key}" if image.object is not None else "a distractor"
    return f"{image.source_path} ({where})"
