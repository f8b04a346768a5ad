"""The admin shows releases to members, lets nobody edit them, and asks for exports."""

from curation.models import Benchmark, Role
from releases.actions.freeze_release import freeze_release
from releases.models import Export
from tests import factories
from tests.conftest import SignedIn

RELEASES = "/admin/releases/release/"


def test_members_see_their_releases_and_others_do_not(ready: Benchmark) -> None:
    release = freeze_release(ready, "1.0.0", actor=None)
    member = factories.make_user(ready, Role.REVIEWER, is_staff=True)
    stranger = factories.make_user(is_staff=True)
    assert str(release) in SignedIn(member).get(RELEASES).content.decode()
    assert str(release) not in SignedIn(stranger).get(RELEASES).content.decode()
    assert SignedIn(stranger).get(f"{RELEASES}{release.pk}/change/").status_code == 302


def test_nobody_adds_or_deletes(ready: Benchmark) -> None:
    release = freeze_release(ready, "1.0.0", actor=None)
    client = SignedIn(factories.make_user(ready, Role.MAINTAINER, is_staff=True))
    assert client.get(f"{RELEASES}add/").status_code == 403
    assert client.get(f"{RELEASES}{release.pk}/delete/").status_code == 403
    page = client.get(f"{RELEASES}{release.pk}/change/").content.decode()
    assert 'name="_save"' not in page


def test_a_maintainer_asks_for_an_export_and_a_reviewer_may_not(ready: Benchmark) -> None:
    release = freeze_release(ready, "1.0.0", actor=None)
    asked = {"action": "export_ilias", "_selected_action": [release.pk]}
    reviewer = SignedIn(factories.make_user(ready, Role.REVIEWER, is_staff=True))
    assert "Only maintainers export" in reviewer.post(RELEASES, asked, follow=True).content.decode()
    assert not Export.objects.exists()
    maintainer = SignedIn(factories.make_user(ready, Role.MAINTAINER, is_staff=True))
    maintainer.post(RELEASES, asked)
    assert Export.objects.get().state == Export.State.WAITING
