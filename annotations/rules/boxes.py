"""Every query and positive says where the object is (paper 3.1)."""

from collections.abc import Iterator

from annotations.rules.case import Case
from annotations.rules.finding import Remark
from retrieval import geometry

# A side of fewer than 8 pixels, or of less than 1 % of the picture's, is a slip of the mouse far more
# often than an object: at 500 px, the size of a release image, 1 % is 5 px.
SMALLEST_SIDE = 8
SMALLEST_SHARE = 0.01


def missing(case: Case) -> Iterator[Remark]:
    """No picture is without a box."""
    for picture in case.pictures:
        if not picture.boxes:
            message = f"The {picture.image.role} {picture.image.source_path} has no box yet."
            yield Remark(message, picture.link, picture.id)


def outside(case: Case) -> Iterator[Remark]:
    """Boxes lie inside the upright picture."""
    for picture in case.pictures:
        width, height = picture.original.width, picture.original.height
        for box in picture.boxes:
            if not geometry.Box(box.x, box.y, box.width, box.height).is_inside(width, height):
                yield Remark(
                    f"The box {box} of {picture.image.source_path} reaches beyond the picture of "
                    f"{width} × {height} pixels.",
                    picture.link,
                    picture.id,
                )


def tiny(case: Case) -> Iterator[Remark]:
    """No box is so small that it is a slip."""
    for picture in case.pictures:
        for box in picture.boxes:
            share = min(box.width / picture.original.width, box.height / picture.original.height)
            if min(box.width, box.height) < SMALLEST_SIDE or share < SMALLEST_SHARE:
                yield Remark(
                    f"A box of {picture.image.source_path} is only {box.width} × {box.height} pixels; "
                    f"check that it was meant.",
                    picture.link,
                    picture.id,
                )
