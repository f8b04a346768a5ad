"""Clutter and scale of every positive, all counted by one segmenter (paper 3.2, spec §9)."""

from collections.abc import Iterator

from annotations.rules.case import Case, Picture, Segmenter
from annotations.rules.finding import Remark
from curation.models import Image


def missing(case: Case) -> Iterator[Remark]:
    """Every positive is measured with its present boxes and by the benchmark's segmenter."""
    usual = _usual(case)
    for picture in case.pictures:
        if picture.image.role == Image.Role.POSITIVE and picture.boxes:
            message = _wrong(picture, usual)
            if message:
                yield Remark(message, picture.link, picture.id)


def _usual(case: Case) -> Segmenter | None:
    """The segmenter of most measures in the benchmark; the first by name where two are even."""
    return min(case.segmenters, key=lambda each: (-case.segmenters[each], each), default=None)


def _wrong(picture: Picture, usual: Segmenter | None) -> str:
    measure, path = picture.measure, picture.image.source_path
    if measure is None:
        return f"Clutter and scale of {path} are not measured yet."
    if measure.boxes_version != picture.boxes_version:
        return f"The boxes of {path} changed after its clutter was counted; it has to be counted again."
    if usual is not None and (measure.segmenter, measure.segmenter_version) != usual:
        return (
            f"The clutter of {path} was counted by {measure.segmenter} {measure.segmenter_version}, that of other "
            f"pictures by {usual[0]} {usual[1]}; one release holds the counts of one segmenter."
        )
    return ""
