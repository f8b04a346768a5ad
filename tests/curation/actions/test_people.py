"""Founding, inviting, joining, signing."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from curation.actions.accept_invitation import accept_invitation, open_invitation
from curation.actions.add_member import add_member
from curation.actions.create_benchmark import BenchmarkDetails, create_benchmark
from curation.actions.invite import invite
from curation.actions.sign_consent import current_consent, demand_consent, sign_consent
from curation.errors import Conflict, DomainError, NotAllowed
from curation.models import AuditEntry, Invitation, Role, User
from curation.policies import roles_of
from tests import factories

pytestmark = pytest.mark.django_db
STRONG = "seven wet pebbles on a wall"


def test_whoever_founds_a_benchmark_maintains_it_and_it_has_a_consent_text(stranger):
    benchmark = create_benchmark(BenchmarkDetails("trial", "Trial", date(1850, 1, 1)), actor=stranger)
    assert roles_of(stranger, benchmark) == {"maintainer"}
    assert current_consent(benchmark).version == 1
    with pytest.raises(NotAllowed) as refused:
        demand_consent(stranger, benchmark)
    assert refused.value.code == "consent.unsigned"
    sign_consent(benchmark, 1, "S. Tranger", actor=stranger)
    demand_consent(stranger, benchmark)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"slug": "Trial"}, "benchmark.slug"),
        ({"slug": "trial\n"}, "benchmark.slug"),
        ({"licences": ["Free"]}, "rights.licence"),
    ],
)
def test_a_benchmark_that_could_not_be_released_is_refused(changes, code):
    details = BenchmarkDetails(**{"slug": "trial", "title": "Trial", "cutoff": date(1850, 1, 1), **changes})
    with pytest.raises(DomainError) as refused:
        create_benchmark(details, actor=None)
    assert refused.value.code == code


def test_an_outdated_consent_text_is_not_signed(benchmark_, collector):
    with pytest.raises(Conflict) as refused:
        sign_consent(benchmark_, 7, "Ann", actor=collector)
    assert refused.value.code == "consent.outdated"


def test_a_new_person_joins_by_an_invitation_once(benchmark_, maintainer):
    invited = invite(benchmark_, "New@Example.org", ["collector", "reviewer"], actor=maintainer)
    assert invited.token not in Invitation.objects.get().token_sha256
    user = accept_invitation(invited.invitation, known=None, name="New", password=STRONG)
    assert (user.email, roles_of(user, benchmark_)) == ("new@example.org", {"collector", "reviewer"})
    assert user.check_password(STRONG)
    assert open_invitation(invited.token) is None
    with pytest.raises(NotAllowed) as refused:
        accept_invitation(invited.invitation, known=user)
    assert refused.value.code == "invitation.used"


def test_an_existing_account_is_never_taken_over_by_an_invitation(benchmark_, maintainer, stranger):
    invited = invite(benchmark_, stranger.email, ["reviewer"], actor=maintainer)
    with pytest.raises(NotAllowed) as refused:
        accept_invitation(invited.invitation, known=None, name="X", password=STRONG)
    assert refused.value.code == "invitation.account-exists"
    with pytest.raises(NotAllowed) as other:
        accept_invitation(invited.invitation, known=factories.make_user())
    assert other.value.code == "invitation.other-account"
    accept_invitation(invited.invitation, known=stranger)
    assert roles_of(stranger, benchmark_) == {"reviewer"}


def test_a_weak_password_is_refused_with_the_reason(benchmark_, maintainer):
    invited = invite(benchmark_, "new@example.org", ["reviewer"], actor=maintainer)
    with pytest.raises(DomainError) as refused:
        accept_invitation(invited.invitation, known=None, name="New", password="short")
    assert refused.value.code == "invitation.password"
    assert not User.objects.filter(email="new@example.org").exists()


def test_an_invitation_ends_after_two_weeks(benchmark_, maintainer):
    invited = invite(benchmark_, "new@example.org", ["reviewer"], actor=maintainer)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert open_invitation(invited.token) is None


def test_a_role_is_given_once_and_only_if_it_is_one(benchmark_, stranger, maintainer):
    assert add_member(benchmark_, stranger, [Role.REVIEWER], actor=maintainer) == {"reviewer"}
    assert add_member(benchmark_, stranger, [Role.REVIEWER], actor=maintainer) == set()
    assert AuditEntry.objects.filter(action="curation.member.added").count() == 1
    with pytest.raises(DomainError) as refused:
        add_member(benchmark_, stranger, ["owner"], actor=maintainer)
    assert refused.value.code == "member.role"
