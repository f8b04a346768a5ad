"""The figures of the card are those of the tables."""

from dataclasses import replace
from statistics import quantiles

from retrieval.bundle.describe.figures import statistics
from tests.retrieval.bundle.drawn import drawn_release


def test_quartiles_are_those_of_the_positives_also_when_queries_are_measured() -> None:
    release = drawn_release(objects=4, positives=3).release
    measured = tuple(
        replace(
            thing,
            images=tuple(
                replace(image, clutter=500, scale=0.999) if image.role == "query" else image
                for image in thing.images
            ),
        )
        for thing in release.objects
    )
    clutter = [
        image.clutter
        for thing in release.objects
        for image in thing.images_of("positive")
        if image.clutter is not None
    ]
    expected = ", ".join(f"{value:.4g}" for value in quantiles(clutter, n=4, method="inclusive"))
    assert f"| clutter | {expected} |" in statistics(replace(release, objects=measured))
