"""Objects that lack nothing, made through the actions."""

from datetime import date

from annotations.actions.save_boxes import save_boxes
from annotations.actions.save_text import save_text
from curation.actions.edit_evidence import EvidenceDetails, edit_evidence
from curation.models import Category, Image, Object
from retrieval.geometry import Box
from tests import factories

BOX = Box(20, 30, 120, 90)


def complete(obj: Object) -> Object:
    """The draft with a query, a positive, boxes, text, category and evidence."""
    obj.category, _ = Category.objects.get_or_create(
        benchmark=obj.benchmark, name="toy", level="coarse", parent=None
    )
    obj.save(update_fields=["category"])
    for role in (Image.Role.QUERY, Image.Role.POSITIVE):
        image = factories.make_image(obj, role)
        save_boxes(image, [BOX], version=0, actor=obj.collector)
    save_text(obj, "A red wooden toy with one ear.", version=0, actor=obj.collector)
    details = EvidenceDetails("public_record", date(2020, 1, 1), "https://example.org/toy", "Made in 2020.")
    edit_evidence(obj, details, version=0, actor=obj.collector)
    return Object.objects.get(pk=obj.pk)
