"""Write one object of an imported folder: all of it, or nothing."""

from collections.abc import Sequence

from django.db import transaction

from annotations.actions.save_boxes import save_boxes
from annotations.actions.save_text import save_text
from annotations.imports.entry import ObjectEntry
from annotations.imports.prepare import Prepared
from curation.actions.create_object import create_object
from curation.actions.edit_evidence import edit_evidence
from curation.actions.ensure_category_path import ensure_category_path
from curation.actions.receive_image import ImageDetails, receive_image
from curation.models import Benchmark, Object, User


@transaction.atomic
def import_object(
    benchmark: Benchmark, entry: ObjectEntry, pictures: Sequence[Prepared], *, actor: User
) -> Object:
    """Create the draft with its categories, evidence, pictures, boxes and text in one transaction.

    `pictures` are those of the entry, decoded and checked. Raises DomainError when anything is refused
    after all; then nothing of the object is there.
    """
    category = ensure_category_path(benchmark, entry.category, actor=actor)
    obj = create_object(benchmark, entry.name, actor=actor, key=entry.key, category=category)
    if entry.evidence is not None:
        edit_evidence(obj, entry.evidence, version=0, actor=actor)
    for picture in pictures:
        _import_picture(obj, picture, actor)
    if entry.text is not None:
        save_text(obj, entry.text.text, version=0, actor=actor, source="import")
    return obj


def _import_picture(obj: Object, picture: Prepared, actor: User) -> None:
    entry = picture.entry
    details = ImageDetails(
        benchmark=obj.benchmark,
        role=entry.role,
        source_path=entry.path,
        origin=entry.origin,
        author=entry.author,
        licence=entry.licence,
        source_url=entry.source_url,
    )
    received = receive_image(obj, picture.data, details=details, actor=actor, ingested=picture.ingested)
    if entry.boxes:
        save_boxes(received.image, [row.box for row in entry.boxes], version=0, actor=actor)
