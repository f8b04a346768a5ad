"""Files before the row, the same bytes once, and every refusal with its code."""

import hashlib

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from curation.actions.delete_image import delete_image, restore_image
from curation.actions.edit_image import edit_image
from curation.actions.receive_image import ImageDetails, receive_image
from curation.errors import Conflict, DomainError
from curation.models import AuditEntry, Image, Job, Object, Original
from tests import factories

pytestmark = pytest.mark.django_db


def details(benchmark, role="query", path="a.jpg", **fields):
    return ImageDetails(benchmark, role, path, **fields)


def test_a_picture_is_stored_byte_for_byte_with_its_derivatives_and_asked_about(
    object_, collector, benchmark_
):
    data = factories.photo(11, (900, 600))
    received = receive_image(object_, data, details=details(benchmark_, author="Ann"), actor=collector)
    original = received.image.original
    assert received.created
    assert original.sha256 == hashlib.sha256(data).hexdigest()
    assert (original.width, original.height) == (900, 600)
    assert (original.release_width, original.release_height) == (500, 333)
    with default_storage.open(original.file_name("original")) as file:
        assert file.read() == data
    with default_storage.open(original.file_name("release")) as file:
        assert hashlib.sha256(file.read()).hexdigest() == original.release_sha256
    assert default_storage.exists(original.file_name("thumb"))
    kinds = set(Job.objects.values_list("kind", "args__0"))
    assert kinds == {("neighbours.check", received.image.pk), ("rules.check", object_.pk)}
    entry = AuditEntry.objects.get(action="curation.image.received")
    assert (entry.actor, entry.object_id, entry.data["source_path"]) == (collector, object_.pk, "a.jpg")


def test_the_same_bytes_are_one_picture_in_an_object_and_one_original_everywhere(
    object_, collector, benchmark_
):
    data, other = factories.photo(12), factories.make_object(benchmark_, collector)
    first = receive_image(object_, data, details=details(benchmark_), actor=collector)
    again = receive_image(object_, data, details=details(benchmark_, "positive", "b.jpg"), actor=collector)
    elsewhere = receive_image(other, data, details=details(benchmark_), actor=collector)
    assert (again.image, again.created) == (first.image, False)
    assert elsewhere.created
    assert (Image.objects.count(), Original.objects.count()) == (2, 1)


def test_the_same_bytes_in_a_locked_object_are_still_found(object_, collector, benchmark_):
    data = factories.photo(13)
    receive_image(object_, data, details=details(benchmark_), actor=collector)
    Object.objects.update(state=Object.State.ACCEPTED)
    assert not receive_image(object_, data, details=details(benchmark_), actor=collector).created
    with pytest.raises(Conflict) as refused:
        receive_image(object_, factories.photo(14), details=details(benchmark_), actor=collector)
    assert refused.value.code == "object.locked"


def test_a_withdrawn_picture_does_not_come_back_under_another_name(object_, collector, benchmark_):
    data, other = factories.photo(15), factories.make_object(benchmark_, collector)
    receive_image(object_, data, details=details(benchmark_), actor=collector)
    now = timezone.now()
    Image.objects.update(deleted_at=now, withdrawn_at=now)
    for obj in (object_, other):
        with pytest.raises(Conflict) as refused:
            receive_image(obj, data, details=details(benchmark_, path="new.jpg"), actor=collector)
        assert refused.value.code == "image.withdrawn"
    assert Image.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"role": "gallery"}, "image.role"),
        ({"role": "distractor"}, "image.role"),
        ({"origin": "found"}, "image.origin"),
        ({"licence": "CC BY"}, "rights.licence"),
    ],
)
def test_what_cannot_be_taken_is_refused_before_anything_is_stored(
    object_, collector, benchmark_, changes, code
):
    with pytest.raises(DomainError) as refused:
        receive_image(object_, factories.photo(15), details=details(benchmark_, **changes), actor=collector)
    assert refused.value.code == code
    assert Original.objects.count() == 0


def test_a_file_that_is_no_picture_is_refused_with_the_code_of_the_library(object_, collector, benchmark_):
    with pytest.raises(DomainError) as refused:
        receive_image(object_, b"%PDF-1.7", details=details(benchmark_), actor=collector)
    assert refused.value.code == "image.unsupported_format"
    assert refused.value.message.endswith(".")


def test_a_distractor_path_holds_one_file(benchmark_, maintainer):
    first = details(benchmark_, "distractor", "d/1.jpg")
    assert receive_image(None, factories.photo(16), details=first, actor=maintainer).created
    assert not receive_image(None, factories.photo(16), details=first, actor=maintainer).created
    with pytest.raises(Conflict) as refused:
        receive_image(None, factories.photo(17), details=first, actor=maintainer)
    assert refused.value.code == "image.path-taken"


def test_trash_and_back_again(object_, collector, benchmark_):
    data = factories.photo(18)
    image = receive_image(object_, data, details=details(benchmark_), actor=collector).image
    delete_image(image, actor=collector)
    delete_image(image, actor=collector)
    assert Image.objects.present().count() == 0
    assert restore_image(image, actor=collector).deleted_at is None
    delete_image(image, actor=collector)
    receive_image(object_, data, details=details(benchmark_), actor=collector)
    with pytest.raises(Conflict) as refused:
        restore_image(image, actor=collector)
    assert refused.value.code == "image.present"
    assert AuditEntry.objects.filter(action="curation.image.deleted").count() == 2


def test_a_picture_out_of_the_trash_is_compared_again(object_, collector):
    image = factories.make_image(object_)
    Image.objects.filter(pk=image.pk).update(neighbours_checked_at=timezone.now())
    delete_image(image, actor=collector)
    restore_image(image, actor=collector)
    assert list(Image.objects.unchecked(object_.benchmark)) == [image]
    assert [job.args for job in Job.objects.filter(kind="neighbours.check")] == [[image.pk]]
    Job.objects.all().delete()
    restore_image(image, actor=collector)
    assert not Job.objects.exists()


def test_editing_says_before_and_after_and_leaves_the_rest(object_, collector):
    image = factories.make_image(object_, "query")
    edit_image(image, {"role": "positive", "licence": image.licence}, actor=collector)
    entry = AuditEntry.objects.get(action="curation.image.edited")
    assert (entry.data["before"], entry.data["after"]) == ({"role": "query"}, {"role": "positive"})
    with pytest.raises(DomainError):
        edit_image(image, {"role": "distractor"}, actor=collector)
