"""The queues in the admin call the same actions and policies as the application."""

import pytest
from django.urls import reverse

from annotations.models import BoxSet, TextQuery
from curation.models import Object, Role
from tests import factories

QUEUE = "/admin/annotations/submission/"


@pytest.fixture
def staff_reviewer(benchmark_):
    return factories.make_user(benchmark_, Role.REVIEWER, is_staff=True)


def run(client, row, action, **fields):
    return client.post(QUEUE, {"action": action, "_selected_action": [row.pk], "index": 0, **fields})


def state(obj):
    return Object.objects.get(pk=obj.pk).state


def test_the_queue_lists_what_awaits_review(submitted, as_user, staff_reviewer):
    answer = as_user(staff_reviewer).get(QUEUE)
    assert answer.status_code == 200
    assert submitted.key in answer.content.decode()


def test_approval_takes_evidence_and_text_along(submitted, as_user, staff_reviewer):
    run(as_user(staff_reviewer), submitted.submissions.get(), "approve")
    assert state(submitted) == "accepted"


def test_changes_need_a_comment(submitted, as_user, staff_reviewer):
    row = submitted.submissions.get()
    run(as_user(staff_reviewer), row, "request_changes")
    assert state(submitted) == "submitted"
    run(as_user(staff_reviewer), row, "request_changes", comment="Sharper, please.")
    assert state(submitted) == "changes_requested"


def test_a_rejection_needs_a_reason(submitted, as_user, staff_reviewer):
    row = submitted.submissions.get()
    run(as_user(staff_reviewer), row, "reject")
    assert state(submitted) == "submitted"
    run(as_user(staff_reviewer), row, "reject", reason="generic_design")
    assert state(submitted) == "rejected"


def test_staff_without_the_role_decide_nothing(submitted, as_user, benchmark_):
    run(
        as_user(factories.make_user(benchmark_, Role.COLLECTOR, is_staff=True)),
        submitted.submissions.get(),
        "approve",
    )
    assert state(submitted) == "submitted"


def test_staff_of_other_benchmarks_see_nothing(submitted, as_user, db):
    answer = as_user(factories.make_user(is_staff=True)).get(QUEUE)
    assert submitted.key not in answer.content.decode()


def test_texts_are_approved_from_their_queue(submitted, as_user, staff_reviewer):
    text = TextQuery.objects.get(object=submitted)
    data = {"action": "approve", "_selected_action": [text.pk], "index": 0}
    as_user(staff_reviewer).post("/admin/annotations/textquery/?approval=open", data)
    text.refresh_from_db()
    assert text.approved_by == staff_reviewer


def test_boxes_can_be_looked_at(submitted, as_user, staff_reviewer):
    row = BoxSet.objects.first()
    answer = as_user(staff_reviewer).get(reverse("admin:annotations_boxset_change", args=[row.pk]))
    assert answer.status_code == 200
    assert "120" in answer.content.decode()
