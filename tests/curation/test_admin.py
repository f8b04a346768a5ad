"""The admin shows staff their benchmarks only, and changes things through the same actions."""

import pytest
from django.contrib import admin
from django.urls import reverse

from curation.models import AuditEntry, Job, Neighbour, Role
from tests import factories
from tests.curation.drawn_sets import make_distractor_set

pytestmark = pytest.mark.django_db
OURS = [model for model in admin.site._registry if model._meta.app_label == "curation"]


def make_pair(obj, **fields):
    first, second = factories.make_image(obj), factories.make_image(obj)
    values = {"hamming": 3, "cosine": 0.99, "inliers": 80, "score": 0.9, "suggested": "duplicate", **fields}
    return Neighbour.objects.create(first=first, second=second, **values)


@pytest.fixture
def staff_reviewer(benchmark_):
    return factories.make_user(benchmark_, Role.REVIEWER, is_staff=True)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_list_opens_for_a_superuser_and_shows_a_row(model, benchmark_, object_, as_user):
    make_pair(object_)
    make_distractor_set(benchmark_)
    client = as_user(factories.make_user(is_staff=True, is_superuser=True))
    answer = client.get(reverse(f"admin:curation_{model._meta.model_name}_changelist"))
    assert answer.status_code == 200
    for row in model._default_manager.all()[:1]:
        page = client.get(reverse(f"admin:curation_{model._meta.model_name}_change", args=[row.pk]))
        assert page.status_code == 200


def test_staff_see_only_pairs_of_their_benchmarks(object_, as_user, staff_reviewer):
    pair = make_pair(object_)
    stranger = factories.make_user(is_staff=True)
    address = reverse("admin:curation_neighbour_changelist")
    shown = as_user(staff_reviewer).get(address).context["cl"].result_list
    assert [row.pk for row in shown] == [pair.pk]
    assert list(as_user(stranger).get(address).context["cl"].result_list) == []


def test_a_verdict_in_the_admin_is_audited_like_any_other(object_, as_user, staff_reviewer):
    pair = make_pair(object_)
    as_user(staff_reviewer).post(
        reverse("admin:curation_neighbour_changelist"),
        {"action": "say_same_scene", "_selected_action": [pair.pk]},
    )
    pair.refresh_from_db()
    assert (pair.verdict, pair.decided_by) == ("same scene", staff_reviewer)
    assert AuditEntry.objects.filter(action="curation.neighbour.decided", actor=staff_reviewer).count() == 1


def test_staff_without_the_right_are_told_so_and_nothing_changes(benchmark_, as_user, staff_reviewer):
    job = Job.objects.create(
        kind="rules.check", args=[1], key="k", benchmark=benchmark_, state=Job.State.DEAD
    )
    answer = as_user(staff_reviewer).post(
        reverse("admin:curation_job_changelist"),
        {"action": "retry", "_selected_action": [job.pk]},
        follow=True,
    )
    job.refresh_from_db()
    assert job.state == Job.State.DEAD
    assert "do not allow" in answer.content.decode()


def test_nobody_edits_the_audit(benchmark_, object_, as_user):
    from curation import audit

    entry = audit.record("curation.test.done", object_, actor=None, benchmark=benchmark_)
    client = as_user(factories.make_user(is_staff=True, is_superuser=True))
    answer = client.post(reverse("admin:curation_auditentry_change", args=[entry.pk]), {"action": "changed"})
    assert answer.status_code == 403


def test_a_maintainer_changes_the_rules_through_the_action(benchmark_, object_, as_user):
    maintainer = factories.make_user(benchmark_, Role.MAINTAINER, is_staff=True)
    values = {
        "title": "New",
        "goal_objects": 7,
        "licences": '["MIT"]',
        "severities": "{}",
        "reviews_needed": 2,
    }
    as_user(maintainer).post(reverse("admin:curation_benchmark_change", args=[benchmark_.pk]), values)
    benchmark_.refresh_from_db()
    assert (benchmark_.title, benchmark_.licences, benchmark_.reviews_needed) == ("New", ["MIT"], 2)
    assert AuditEntry.objects.filter(action="curation.benchmark.edited").count() == 1
    assert Job.objects.filter(kind="rules.check", args=[object_.pk]).exists()


def test_a_set_is_paused_in_the_admin_by_its_maintainers_only(benchmark_, as_user, staff_reviewer):
    found = make_distractor_set(benchmark_, state="running")
    address = reverse("admin:curation_distractorset_changelist")
    maintainer = factories.make_user(benchmark_, Role.MAINTAINER, is_staff=True)
    as_user(staff_reviewer).post(address, {"action": "pause", "_selected_action": [found.pk]})
    found.refresh_from_db()
    assert found.state == "running"
    as_user(maintainer).post(address, {"action": "pause", "_selected_action": [found.pk]})
    found.refresh_from_db()
    assert found.state == "paused"
