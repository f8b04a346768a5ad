"""Every step from every state: allowed exactly where the table says so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.actions.accept_reviewed_elsewhere import accept_reviewed_elsewhere
from annotations.actions.approve_text import approve_text
from annotations.actions.claim_object import claim_object
from annotations.actions.decide_review import Word, decide_review
from annotations.actions.release_claim import release_claim
from annotations.actions.submit_object import submit_object
from annotations.actions.withdraw_submission import withdraw_submission
from annotations.models import ReviewClaim
from curation.errors import Conflict, DomainError, NotAllowed
from curation.models import AuditEntry, Benchmark, Object, Role, User
from tests import factories
from tests.annotations.ready import complete

APPROVE = Word("approved", approve_evidence=True, approve_text=True)
SEND_BACK = Word("changes_requested", comment="Sharper, please.")
REJECT = Word("rejected", reason="generic_design")


def by_collector(action):
    return lambda obj, reviewer: action(obj, actor=obj.collector)


STEPS = {
    "submit": (by_collector(submit_object), {"draft": "submitted", "changes_requested": "submitted"}),
    "withdraw": (by_collector(withdraw_submission), {"submitted": "draft", "in_review": "draft"}),
    "claim": (
        lambda obj, reviewer: claim_object(obj, actor=reviewer),
        {"submitted": "in_review", "in_review": "in_review"},
    ),
    "approve": (
        lambda obj, reviewer: decide_review(obj, APPROVE, actor=reviewer),
        {"submitted": "accepted", "in_review": "accepted"},
    ),
    "send back": (
        lambda obj, reviewer: decide_review(obj, SEND_BACK, actor=reviewer),
        dict.fromkeys(("submitted", "in_review", "accepted"), "changes_requested"),
    ),
    "reject": (
        lambda obj, reviewer: decide_review(obj, REJECT, actor=reviewer),
        dict.fromkeys(("submitted", "in_review", "accepted"), "rejected"),
    ),
    "accept elsewhere": (
        lambda obj, reviewer: accept_reviewed_elsewhere(obj, reviewer=reviewer),
        {"draft": "accepted", "submitted": "accepted"},
    ),
}


def put(obj: Object, state: str) -> Object:
    reason = "generic_design" if state == "rejected" else ""
    Object.objects.filter(pk=obj.pk).update(state=state, rejection_reason=reason)
    return Object.objects.get(pk=obj.pk)


@pytest.mark.parametrize("state", Object.State.values)
@pytest.mark.parametrize("step", STEPS)
def test_every_step_from_every_state(ready, reviewer, state, step):
    act, leads_to = STEPS[step]
    obj = put(ready, state)
    if state not in leads_to:
        with pytest.raises(Conflict) as refused:
            act(obj, reviewer)
        assert refused.value.extra["state"] == state
        assert Object.objects.get(pk=obj.pk).state == state
        return
    act(obj, reviewer)
    assert Object.objects.get(pk=obj.pk).state == leads_to[state]
    assert AuditEntry.objects.filter(object_id=obj.pk, data__after=leads_to[state]).exists() or (
        state == leads_to[state] == "in_review"
    )


@pytest.mark.parametrize("step", ["claim", "approve", "send back", "reject"])
def test_nobody_reviews_their_own_object(benchmark_, step):
    both = factories.make_user(benchmark_, Role.COLLECTOR, Role.REVIEWER)
    obj = put(complete(factories.make_object(benchmark_, both)), "submitted")
    with pytest.raises(NotAllowed) as refused:
        STEPS[step][0](obj, both)
    assert refused.value.code == "review.own-object"


def test_nobody_approves_their_own_text(ready, collector):
    with pytest.raises(NotAllowed):
        approve_text(ready, actor=collector)


def test_two_reviewers_stand_behind_an_object_where_the_benchmark_asks(
    benchmark_, submitted, reviewer, second_reviewer
):
    Benchmark.objects.filter(pk=benchmark_.pk).update(reviews_needed=2)
    decide_review(submitted, APPROVE, actor=reviewer)
    assert Object.objects.get(pk=submitted.pk).state == "submitted"
    with pytest.raises(Conflict) as refused:
        decide_review(submitted, APPROVE, actor=reviewer)
    assert refused.value.code == "review.already-approved"
    decide_review(submitted, APPROVE, actor=second_reviewer)
    assert Object.objects.get(pk=submitted.pk).state == "accepted"


def test_an_accepted_object_can_be_sent_back_by_who_accepted_it_and_come_again(submitted, reviewer):
    decide_review(submitted, APPROVE, actor=reviewer)
    decide_review(submitted, SEND_BACK, actor=reviewer)
    submit_object(submitted, actor=submitted.collector)
    decide_review(submitted, APPROVE, actor=reviewer)
    assert Object.objects.get(pk=submitted.pk).state == "accepted"


def test_a_claim_keeps_others_out_until_it_runs_out(submitted, reviewer, second_reviewer):
    claim_object(submitted, actor=reviewer)
    for act in (claim_object, release_claim, withdraw_submission):
        with pytest.raises(Conflict, match=reviewer.name):
            act(submitted, actor=second_reviewer)
    with pytest.raises(Conflict, match=reviewer.name):
        decide_review(submitted, APPROVE, actor=second_reviewer)
    ReviewClaim.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert claim_object(submitted, actor=second_reviewer).reviewer == second_reviewer


def test_a_refused_approval_changes_nothing(submitted, reviewer):
    submitted.images.filter(role="query").update(deleted_at=timezone.now())
    with pytest.raises(Conflict) as refused:
        decide_review(submitted, APPROVE, actor=reviewer)
    assert [finding["code"] for finding in refused.value.extra["findings"]] == ["images.no-query"]
    submitted.evidence.refresh_from_db()
    assert submitted.evidence.verdict == "open"


@pytest.mark.parametrize(
    ("word", "code"),
    [
        (Word("changes_requested", comment=" "), "review.comment-missing"),
        (Word("rejected"), "review.reason-missing"),
        (Word("rejected", reason="ugly"), "review.reason-missing"),
        (Word("perhaps"), "review.decision"),
        (Word("changes_requested", comment="A", box=(1, 2, 3, 4)), "review.box-without-image"),
    ],
)
def test_a_decision_says_what_it_has_to(submitted, reviewer, word, code):
    with pytest.raises(DomainError) as refused:
        decide_review(submitted, word, actor=reviewer)
    assert refused.value.code == code


def test_evidence_that_was_refused_here_is_not_accepted_elsewhere(ready, reviewer: User):
    ready.evidence.verdict, ready.evidence.decided_by = "refused", reviewer
    ready.evidence.save()
    assert [each.code for each in accept_reviewed_elsewhere(ready, reviewer=reviewer)] == [
        "evidence.unapproved"
    ]
    assert Object.objects.get(pk=ready.pk).state == "draft"
