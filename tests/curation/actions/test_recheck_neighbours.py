"""A change of encoder makes old checks count as missing, and nothing else."""

import pytest
from django.utils import timezone

from curation.actions.recheck_neighbours import recheck_neighbours
from curation.actions.store_fingerprint import store_fingerprint
from curation.models import Image, Job
from tests import factories

pytestmark = pytest.mark.django_db


def checked(object_, method):
    image = factories.make_image(object_)
    store_fingerprint(image.original, method, b"fingerprint")
    Image.objects.filter(pk=image.pk).update(neighbours_checked_at=timezone.now())
    return image


def test_only_pictures_without_a_fingerprint_of_the_method_are_queued_again(object_):
    old, new, both = (checked(object_, method) for method in ("1+vlad", "2+vlad", "1+vlad"))
    store_fingerprint(both.original, "2+vlad", b"fingerprint")
    trashed = checked(object_, "1+vlad")
    Image.objects.filter(pk=trashed.pk).update(deleted_at=timezone.now())
    assert recheck_neighbours(object_.benchmark, "2+vlad") == 1
    assert [job.args for job in Job.objects.filter(kind="neighbours.check")] == [[old.pk]]
    assert list(Image.objects.unchecked(object_.benchmark)) == [old]
    assert new.pk not in Image.objects.filter(neighbours_checked_at=None).values_list("pk", flat=True)


def test_a_second_time_queues_nothing(object_):
    checked(object_, "1+vlad")
    assert recheck_neighbours(object_.benchmark, "2+vlad") == 1
    assert recheck_neighbours(object_.benchmark, "2+vlad") == 0
    assert Job.objects.filter(kind="neighbours.check").count() == 1
