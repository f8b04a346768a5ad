"""A release in the words of the format: what retrieval.bundle checks, writes and verifies."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from curation.cards import about_of
from curation.models import Image
from releases.actions.copy_rows import Copied
from releases.actions.frozen_distractors import FrozenDistractors
from releases.actions.subsets import subsets_of
from releases.models import FrozenImage, FrozenObject, Release
from retrieval.bundle import schema
from retrieval.bundle.distractors import Distractors
from retrieval.bundle.strict_json import decode
from retrieval.geometry import Box
from retrieval.taxonomy import CategoryPath


def content_of(release: Release) -> schema.Release:
    """The content of a frozen release, from its rows; the distractors are read when they are wanted."""
    pictures: dict[int | None, list[FrozenImage]] = defaultdict(list)
    shown = release.images_frozen.filter(object__isnull=False)
    for image in shown.select_related("source").order_by("-role", "position"):
        pictures[image.object_id].append(image)
    objects = release.objects_frozen.order_by("number")
    rows = [Copied(thing, tuple(pictures[thing.pk])) for thing in objects]
    return assembled(release, rows, FrozenDistractors(release), subsets_of(release))


def head_of(release: Release) -> schema.Release:
    """The release without its rows, for what is said of it as a whole; no query."""
    return assembled(release, (), FrozenDistractors(release))


def assembled(
    release: Release,
    objects: Iterable[Copied],
    distractors: Distractors,
    subsets: tuple[schema.Subset, ...] = (),
) -> schema.Release:
    """The content of rows that may not be saved yet."""
    parameters: dict[str, Any] = dict(release.parameters)
    return schema.Release(
        slug=release.benchmark.slug,
        title=release.title,
        version=release.version,
        cutoff=release.cutoff.isoformat(),
        date=release.frozen_at.date().isoformat(),
        about=about_of(release.about),
        code_version=str(parameters.pop("code_version", "")),
        objects=tuple(_object(copied.object, copied.images) for copied in objects),
        distractors=distractors,
        subsets=subsets,
        left_out=tuple(_left_out(entry) for entry in release.left_out),
        withdrawn=decode(tuple[schema.Withdrawn, ...], release.withdrawn, "withdrawn"),
        parameters=parameters,
    )


def _object(thing: FrozenObject, images: Iterable[FrozenImage]) -> schema.ReleaseObject:
    coarse, mid, fine = [*thing.categories, "", "", ""][:3]
    evidence = (schema.ReleaseEvidence(**thing.evidence),) if thing.evidence else ()
    return schema.ReleaseObject(
        key=thing.key,
        number=thing.number,
        name=thing.name,
        categories=CategoryPath(coarse, mid, fine),
        text=thing.text,
        images=tuple(_image(thing.key, image) for image in images),
        evidence=evidence,
    )


def _image(key: str, image: FrozenImage) -> schema.ReleaseImage:
    return schema.ReleaseImage(
        id=str(image.source.public_id),
        object_key=key,
        role="query" if image.role == Image.Role.QUERY else "positive",
        sha256=image.release_sha256,
        width=image.width,
        height=image.height,
        boxes=tuple(Box(*box) for box in image.boxes),
        licence=image.licence,
        author=image.author,
        origin="downloaded" if image.origin == "downloaded" else "captured",
        source_url=image.source_url,
        camera=image.camera,
        scale=image.scale,
        clutter=image.clutter,
    )


def _left_out(entry: dict[str, Any]) -> schema.LeftOut:
    reasons = (schema.Reason(code=found["code"], message=found["message"]) for found in entry["findings"])
    return schema.LeftOut(key=entry["key"], name=entry["name"], reasons=tuple(reasons))
