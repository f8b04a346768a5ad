"""Saving boxes loses nothing and overwrites nobody."""

import pytest

from annotations.actions.save_boxes import boxes_of, save_boxes
from annotations.models import Box as StoredBox
from annotations.models import BoxSet
from curation.errors import Conflict, DomainError, Stale
from curation.models import AuditEntry, Image, Job, Object
from retrieval.geometry import Box
from tests import factories

ONE, TWO = Box(0, 0, 320, 240), Box(10, 20, 30, 40)


@pytest.fixture
def image(object_):
    return factories.make_image(object_)


def test_the_first_save_is_based_on_version_0(image, collector):
    stored = save_boxes(image, [ONE, TWO], version=0, actor=collector)
    assert (stored.version, boxes_of(stored)) == (1, [ONE, TWO])


def test_a_save_replaces_the_whole_set(image, collector):
    save_boxes(image, [ONE, TWO], version=0, actor=collector)
    stored = save_boxes(image, [TWO], version=1, actor=collector)
    assert (stored.version, boxes_of(stored)) == (2, [TWO])


def test_a_stale_save_is_refused_with_what_is_stored(image, collector, maintainer):
    save_boxes(image, [ONE], version=0, actor=collector)
    with pytest.raises(Stale) as refused:
        save_boxes(image, [TWO], version=0, actor=maintainer)
    assert refused.value.code == "boxes.stale"
    assert refused.value.extra["stored"]["version"] == 1
    assert refused.value.extra["stored"]["boxes"] == [{"x": 0, "y": 0, "width": 320, "height": 240}]
    assert boxes_of(BoxSet.objects.get(image=image)) == [ONE]


def test_the_same_set_makes_no_new_version(image, collector, maintainer):
    save_boxes(image, [ONE, TWO], version=0, actor=collector)
    assert save_boxes(image, [TWO, ONE], version=1, actor=maintainer).version == 1


def test_a_repeated_save_is_answered_like_the_first(image, collector):
    save_boxes(image, [ONE], version=0, actor=collector)
    assert save_boxes(image, [ONE], version=0, actor=collector).version == 1
    assert AuditEntry.objects.filter(action="annotations.boxes.saved").count() == 1


def test_the_same_boxes_of_somebody_else_are_stale_all_the_same(image, collector, maintainer):
    save_boxes(image, [ONE], version=0, actor=collector)
    with pytest.raises(Stale):
        save_boxes(image, [ONE], version=0, actor=maintainer)


@pytest.mark.parametrize(
    "outside", [Box(0, 0, 321, 10), Box(-1, 0, 5, 5), Box(0, 239, 1, 2), Box(5, 5, 0, 9), Box(320, 0, 1, 1)]
)
def test_a_box_outside_is_refused_by_name_and_nothing_is_stored(image, collector, outside):
    with pytest.raises(DomainError) as refused:
        save_boxes(image, [ONE, outside], version=0, actor=collector)
    assert (refused.value.code, refused.value.extra["box"]) == ("boxes.outside", 1)
    assert not StoredBox.objects.exists()


def test_a_distractor_has_no_boxes(benchmark_, maintainer):
    with pytest.raises(DomainError, match="shows none of the objects"):
        save_boxes(factories.make_distractor(benchmark_), [ONE], version=0, actor=maintainer)


@pytest.mark.parametrize("state", ["submitted", "in_review", "accepted", "released", "withdrawn"])
def test_an_object_under_review_is_locked(image, collector, state):
    Object.objects.filter(pk=image.object_id).update(state=state)
    with pytest.raises(Conflict) as refused:
        save_boxes(image, [ONE], version=0, actor=collector)
    assert refused.value.code == "object.locked"


def test_boxes_of_a_positive_are_counted_and_checked_again(image, collector):
    save_boxes(image, [ONE], version=0, actor=collector)
    assert set(Job.objects.values_list("kind", flat=True)) == {"clutter.count", "rules.check"}


def test_boxes_of_a_query_are_not_counted(object_, collector):
    save_boxes(factories.make_image(object_, Image.Role.QUERY), [ONE], version=0, actor=collector)
    assert list(Job.objects.values_list("kind", flat=True)) == ["rules.check"]


def test_a_set_may_be_emptied(image, collector):
    save_boxes(image, [ONE], version=0, actor=collector)
    assert boxes_of(save_boxes(image, [], version=1, actor=collector)) == []


def test_five_hundred_boxes_are_enough(image, collector):
    with pytest.raises(DomainError, match="500"):
        save_boxes(image, [TWO] * 501, version=0, actor=collector)
