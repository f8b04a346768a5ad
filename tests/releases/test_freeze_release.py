"""Freezing copies rows once, refuses with everything that stands in the way, and can't be undone."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from annotations.models import TextQuery
from curation.errors import Conflict, DomainError
from curation.models import AuditEntry, Benchmark, Image, Object, User
from releases.actions.content import content_of
from releases.actions.freeze_release import freeze_release, is_same
from releases.actions.gate import gate, next_version
from releases.models import FrozenImage, FrozenObject, Release
from tests import factories
from tests.releases.ready import add_picture, make_ready


def test_freezing_copies_everything(ready: Benchmark, keeper: User) -> None:
    release = freeze_release(ready, "1.0.0", actor=keeper)
    assert (release.objects_count, release.queries_count, release.positives_count) == (3, 3, 6)
    assert release.distractors_count == 4
    content = content_of(release)
    first = content.objects[0]
    assert first.categories.names == ("home", "kitchen")
    assert first.text == "A patterned thing with the number 0."
    assert first.evidence[0].statement == "Sold since May 2015."
    assert [image.role for image in first.images].count("positive") == 2
    assert first.images_of("positive")[0].clutter == 7
    assert content.parameters["clutter"] == [
        {"segmenter": "felzenszwalb", "segmenter_version": "1", "parameters": {}}
    ]


def test_frozen_objects_are_released_and_the_audit_says_so(ready: Benchmark, keeper: User) -> None:
    release = freeze_release(ready, "1.0.0", actor=keeper)
    assert set(ready.collected.values_list("state", flat=True)) == {Object.State.RELEASED}
    entry = AuditEntry.objects.get(action="releases.release.frozen")
    assert (entry.subject_id, entry.actor, entry.data["version"]) == (release.pk, keeper, "1.0.0")
    assert AuditEntry.objects.filter(action="releases.object.released").count() == 3


def test_boxes_are_moved_to_the_pixels_of_the_release_image(ready: Benchmark, keeper: User) -> None:
    obj = ready.collected.first()
    assert obj is not None
    image = obj.images.filter(role=Image.Role.POSITIVE).first()
    assert image is not None
    image.original.__class__.objects.filter(pk=image.original_id).update(width=640, height=480)
    release = freeze_release(ready, "1.0.0", actor=keeper)
    frozen = release.images_frozen.get(source=image)
    assert frozen.boxes == [[5, 10, 50, 25]]


def test_an_object_with_an_error_blocks_and_is_listed(ready: Benchmark, keeper: User) -> None:
    TextQuery.objects.filter(object__number=1).update(text="")
    with pytest.raises(Conflict) as refused:
        freeze_release(ready, "1.0.0", actor=keeper)
    assert refused.value.code == "release.blocked"
    blocked = refused.value.extra["blocked"]
    assert [(entry["key"], [found["code"] for found in entry["findings"]]) for entry in blocked] == [
        ("thing_001", ["text.missing"])
    ]
    assert not Release.objects.exists()
    assert set(ready.collected.values_list("state", flat=True)) == {Object.State.ACCEPTED}


def test_leaving_out_names_the_objects_in_the_release(ready: Benchmark, keeper: User) -> None:
    TextQuery.objects.filter(object__number=1).update(text="")
    release = freeze_release(ready, "1.0.0", leave_out=True, actor=keeper)
    assert release.objects_count == 2
    assert release.left_out[0]["key"] == "thing_001"
    assert content_of(release).left_out[0].reasons[0].code == "text.missing"
    assert ready.collected.get(number=1).state == Object.State.ACCEPTED


def test_only_accepted_objects_enter(ready: Benchmark, keeper: User) -> None:
    ready.collected.filter(number=2).update(state=Object.State.SUBMITTED)
    assert freeze_release(ready, "1.0.0", actor=keeper).objects_count == 2


def test_released_objects_enter_the_next_release_too(ready: Benchmark, keeper: User) -> None:
    freeze_release(ready, "1.0.0", actor=keeper)
    make_ready(ready, factories.make_user(ready), factories.make_user(ready))
    assert freeze_release(ready, next_version(ready), actor=keeper).objects_count == 4


def test_a_release_the_loaders_could_not_read_is_refused(ready: Benchmark, keeper: User) -> None:
    ready.collected.exclude(number=0).update(state=Object.State.DRAFT)
    with pytest.raises(Conflict) as refused:
        freeze_release(ready, "1.0.0", leave_out=True, actor=keeper)
    assert refused.value.code == "release.format"
    assert {found["code"] for found in refused.value.extra["problems"]} == {
        "bundle.too-few-objects",
        "bundle.too-few-queries",
    }


@pytest.mark.parametrize("version", ["1.0", "v1.0.0", "01.0.0", "1.0.0-rc1", "", "1.0.0\n"])
def test_a_version_that_is_none_is_refused(ready: Benchmark, keeper: User, version: str) -> None:
    with pytest.raises(DomainError) as refused:
        freeze_release(ready, version, actor=keeper)
    assert refused.value.code == "release.version"


def test_a_version_is_given_once(ready: Benchmark, keeper: User) -> None:
    release = freeze_release(ready, "1.0.0", actor=keeper)
    with pytest.raises(Conflict) as refused:
        freeze_release(ready, "1.0.0", actor=keeper)
    assert refused.value.code == "release.version-taken"
    assert refused.value.extra["next_version"] == "1.1.0"
    assert is_same(release)
    add_picture(ready.collected.get(number=0), Image.Role.POSITIVE)
    assert not is_same(release)


def test_a_frozen_release_does_not_follow_later_changes(ready: Benchmark, keeper: User) -> None:
    release = freeze_release(ready, "1.0.0", actor=keeper)
    before = content_of(release)
    TextQuery.objects.update(text="something else")
    Object.objects.update(name="renamed")
    add_picture(ready.collected.get(number=0), Image.Role.POSITIVE)
    assert content_of(Release.objects.get(pk=release.pk)) == before


@pytest.mark.parametrize("model", [Release, FrozenObject, FrozenImage])
def test_the_database_refuses_to_change_or_delete_what_is_frozen(
    ready: Benchmark, keeper: User, model: type[Release] | type[FrozenObject] | type[FrozenImage]
) -> None:
    freeze_release(ready, "1.0.0", actor=keeper)
    field = {"Release": "title", "FrozenObject": "text", "FrozenImage": "licence"}[model.__name__]
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**{field: "changed"})
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all()._raw_delete("default")


def test_copies_of_one_distractor_enter_once(ready: Benchmark, keeper: User) -> None:
    known = ready.images.distractors().first()
    assert known is not None
    factories.make_distractor(ready, original=known.original)
    assert freeze_release(ready, "1.0.0", actor=keeper).distractors_count == 4


def test_private_knowledge_is_not_published(ready: Benchmark, keeper: User) -> None:
    evidence = ready.collected.get(number=0).evidence
    evidence.kind, evidence.statement = "private_knowledge", "My grandmother knitted it."
    evidence.save()
    release = freeze_release(ready, "1.0.0", actor=keeper)
    published = content_of(release).objects[0].evidence[0]
    assert (published.kind, published.statement, published.url) == ("private_knowledge", "", "")


def test_the_gate_asks_the_database_as_often_for_ten_objects_as_for_three(ready: Benchmark) -> None:
    with CaptureQueriesContext(connection) as few:
        gate(ready)
    for _ in range(7):
        make_ready(ready, factories.make_user(ready), factories.make_user(ready))
    with CaptureQueriesContext(connection) as many:
        gate(ready)
    assert len(many) == len(few)
