"""The objects of a release with the ids that the official code gives to their images."""

from itertools import count

from retrieval.bundle.loading.items import BenchmarkImage, BenchmarkObject, TextQuery
from retrieval.bundle.naming import NamedImage, in_order, named_images, object_id, text_id
from retrieval.bundle.schema import Release, ReleaseObject

Counters = dict[str, "count[int]"]


def loaded_objects(release: Release) -> tuple[BenchmarkObject, ...]:
    """Every object by number, with its images in the order of the release."""
    places: Counters = {"query": count(), "positive": count()}
    return tuple(_object(thing, places) for thing in in_order(release))


def _object(thing: ReleaseObject, places: Counters) -> BenchmarkObject:
    identifier = object_id(thing)
    images = [_image(named, identifier, places) for named in named_images(thing)]
    return BenchmarkObject(
        id=identifier,
        key=thing.key,
        number=thing.number,
        name=thing.name,
        categories=thing.categories,
        text=TextQuery(id=text_id(thing), object=identifier, text=thing.text),
        queries=tuple(image for image in images if image.role == "query"),
        positives=tuple(image for image in images if image.role == "positive"),
        evidence=thing.evidence,
    )


def _image(named: NamedImage, identifier: str, places: Counters) -> BenchmarkImage:
    image = named.image
    return BenchmarkImage(
        id=named.id,
        object=identifier,
        object_key=image.object_key,
        role=image.role,
        place=next(places[image.role]),
        sha256=image.sha256,
        width=image.width,
        height=image.height,
        boxes=image.boxes,
        licence=image.licence,
        author=image.author,
        origin=image.origin,
        source_url=image.source_url,
        camera=image.camera,
        scale=image.scale,
        clutter=image.clutter,
    )
