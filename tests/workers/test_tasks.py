"""Each task does its work from an id, and doing it twice changes nothing."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as PillowImage

from annotations.models import Box, BoxSet, Measure
from curation.actions.delete_image import delete_image, restore_image
from curation.jobs import Job, enqueue
from curation.models import Image, Neighbour, Object, Original, StoredFingerprint, User, Verdict
from tests import factories
from workers import tasks, warm
from workers.base import run
from workers.local import drain

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def cold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Databases come and go between tests; a warm index would remember pictures of another one."""
    assert tasks is not None
    monkeypatch.setattr(warm, "_indexes", {})


def brightened(original: Original) -> Original:
    """A near-copy of a stored picture."""
    with default_storage.open(original.file_name("preview")) as file:
        picture = PillowImage.open(io.BytesIO(file.read())).point(lambda value: min(255, value + 12))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=60)
    copy = factories.make_original()
    with default_storage.open(copy.file_name("preview")):
        pass
    default_storage.delete(copy.file_name("preview"))
    default_storage.save(copy.file_name("preview"), ContentFile(buffer.getvalue()))
    return copy


def finished(kind: str, pk: int) -> Job:
    job = enqueue(kind, pk)
    run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.error
    return job


def test_a_near_copy_is_suggested_as_a_duplicate_once(object_: Object) -> None:
    query = factories.make_image(object_, Image.Role.QUERY, original=factories.make_original(1, (800, 600)))
    factories.make_image(object_, original=factories.make_original(2, (800, 600)))
    copy = factories.make_image(object_, original=brightened(query.original))
    for image in Image.objects.all():
        finished("neighbours.check", image.pk)
    pair = Neighbour.objects.get()
    assert (pair.first_id, pair.second_id, pair.suggested) == (query.pk, copy.pk, Verdict.DUPLICATE)
    finished("neighbours.check", copy.pk)
    assert Neighbour.objects.count() == 1
    assert StoredFingerprint.objects.count() == 3
    assert not Image.objects.filter(neighbours_checked_at=None).exists()


def test_a_picture_out_of_the_trash_meets_what_came_meanwhile_under_another_encoder(
    object_: Object, collector: User
) -> None:
    older = factories.make_image(object_, Image.Role.QUERY, original=factories.make_original(1, (800, 600)))
    finished("neighbours.check", older.pk)
    delete_image(older, actor=collector)
    StoredFingerprint.objects.update(method="of an earlier encoder")
    copy = factories.make_image(object_, original=brightened(older.original))
    finished("neighbours.check", copy.pk)
    assert not Neighbour.objects.exists()
    restore_image(older, actor=collector)
    drain(Job.objects.filter(kind="neighbours.check"), lambda done, total: None)
    pair = Neighbour.objects.get()
    assert (pair.first_id, pair.second_id, pair.suggested) == (older.pk, copy.pk, Verdict.DUPLICATE)


def test_clutter_counts_outside_the_boxes_and_remembers_by_what(object_: Object) -> None:
    image = factories.make_image(object_)
    box_set = BoxSet.objects.create(image=image, version=3)
    Box.objects.create(box_set=box_set, x=0, y=0, width=160, height=240)
    finished("clutter.count", image.pk)
    measure = Measure.objects.get(image=image)
    assert measure.scale == pytest.approx(0.5)
    assert measure.clutter > 0
    assert (measure.segmenter, measure.boxes_version) == ("felzenszwalb", 3)


def test_findings_of_an_empty_draft_are_kept_for_the_list(object_: Object) -> None:
    finished("rules.check", object_.pk)
    object_.refresh_from_db()
    assert "images.no-query" in {finding["code"] for finding in object_.findings}
    assert object_.errors_count > 0
