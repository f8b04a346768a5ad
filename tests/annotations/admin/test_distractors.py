"""The queue of false negatives in the admin."""

import pytest

from annotations.actions.distractor_audit.mark_distractor import mark_distractor
from annotations.actions.distractor_audit.request_lists import request_lists
from curation.models import DistractorRemoval, Image, Role
from tests import factories
from tests.annotations.audited import FIRST, make_audited_set, search

pytestmark = pytest.mark.django_db(transaction=True)
QUEUE = "/admin/annotations/distractormark/"


def test_marked_distractors_are_listed_until_they_are_removed(object_, tmp_path, as_user):
    staff = factories.make_user(object_.benchmark, Role.REVIEWER, is_staff=True)
    other = factories.make_user(factories.make_benchmark(), Role.MAINTAINER, is_staff=True)
    factories.make_image(object_, Image.Role.QUERY, original=factories.make_original(FIRST))
    wild = make_audited_set(object_.benchmark, tmp_path / "wild", number=2)
    request_lists(object_, wild, actor=staff)
    search(object_.benchmark)
    shard = wild.shards.get().name
    mark = mark_distractor(object_, wild, f"{shard}/1", "shows", actor=staff)[0]
    client = as_user(staff)
    assert f"{shard}/1" in client.get(QUEUE, {"false_negative": "open"}).content.decode()
    assert f"{shard}/1" not in as_user(other).get(QUEUE).content.decode()
    client.post(QUEUE, {"action": "remove", "_selected_action": [mark.pk], "index": 0})
    assert DistractorRemoval.objects.get().distractor == f"{shard}/1"
    assert f"{shard}/1" not in client.get(QUEUE, {"false_negative": "open"}).content.decode()
    assert f"{shard}/1" in client.get(QUEUE, {"false_negative": "removed"}).content.decode()
