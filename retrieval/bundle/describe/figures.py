"""The figures of a release that its card shows: all of them follow from the tables beside it."""

from collections.abc import Iterable, Mapping
from statistics import quantiles

from retrieval.bundle.describe.escaping import plain
from retrieval.bundle.describe.licences import image_licences, ranked
from retrieval.bundle.schema import Release, ReleaseImage

_SHOWN = 20


def count_table(counts: Mapping[str, int]) -> str:
    """How many there are of everything."""
    return table("what", "count", ((name.replace("_", " "), count) for name, count in counts.items()))


def statistics(release: Release) -> str:
    """Categories, licences, cameras, clutter and scale, as tables of Markdown."""
    images = [image for thing in release.objects for image in thing.images]
    categories = ranked(thing.categories.coarse for thing in release.objects)
    cameras = ranked(image.camera for image in images if image.camera)
    found = [
        table("category", "objects", _first(categories)),
        table("licence of queries and positives", "images", _first(image_licences(release))),
    ]
    if cameras:
        found.append(table("camera", "images", _first(cameras)))
    return "\n".join([*found, _measured(images)])


def table(left: str, right: str, rows: Iterable[tuple[str, int]]) -> str:
    """A table of Markdown of two columns."""
    lines = (f"| {plain(name) or 'none'} | {value} |\n" for name, value in rows)
    return f"| {left} | {right} |\n|---|---|\n{''.join(lines)}"


def _first(rows: list[tuple[str, int]]) -> list[tuple[str, int]]:
    rest = sum(count for _, count in rows[_SHOWN:])
    return [*rows[:_SHOWN], *([(f"{len(rows) - _SHOWN} others", rest)] if rest else [])]


def _measured(images: list[ReleaseImage]) -> str:
    positives = [image for image in images if image.role == "positive"]  # queries are measured too
    values = {
        "scale": [image.scale for image in positives if image.scale is not None],
        "clutter": [float(image.clutter) for image in positives if image.clutter is not None],
    }
    rows = [f"| {name} | {_quartiles(found)} |\n" for name, found in values.items() if len(found) > 1]
    if not rows:
        return ""
    return f"| of the positives | quartiles |\n|---|---|\n{''.join(rows)}"


def _quartiles(values: list[float]) -> str:
    return ", ".join(f"{value:.4g}" for value in quantiles(values, n=4, method="inclusive"))
