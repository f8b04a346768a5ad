"""Everything may be published (paper, appendix D)."""

from collections.abc import Iterator

from annotations.rules.case import Case, Picture
from annotations.rules.finding import Remark
from curation import licences
from curation.models import Benchmark, Origin


def licence(case: Case) -> Iterator[Remark]:
    """Every picture has a licence on the benchmark's list, and a download its author and source."""
    for picture in case.pictures:
        for message in _wrong(picture, case.benchmark):
            yield Remark(message, picture.link, picture.id)


def _wrong(picture: Picture, benchmark: Benchmark) -> Iterator[str]:
    image = picture.image
    if not image.licence:
        yield f"{image.source_path} has no licence."
    elif not licences.is_valid(image.licence):
        yield f"The licence {image.licence} of {image.source_path} is neither an SPDX id nor a LicenseRef-…."
    elif not licences.is_allowed(benchmark, image.licence):
        allowed = ", ".join(benchmark.licences)
        yield f"The licence {image.licence} of {image.source_path} is not on the benchmark's list: {allowed}."
    if image.origin == Origin.DOWNLOADED and not image.author:
        yield f"{image.source_path} was downloaded, so it needs the name of its author."
    if image.origin == Origin.DOWNLOADED and not image.source_url:
        yield f"{image.source_path} was downloaded, so it needs the address it came from."
