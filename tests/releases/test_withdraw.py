"""Withdrawing: out of sight now, out of every later release, and remembered in all of them."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from curation.actions.delete_image import restore_image
from curation.errors import Conflict, DomainError
from curation.media_links import link
from curation.models import AuditEntry, Benchmark, DistractorRemoval, Image, Object, Role, User
from releases.actions.content import content_of
from releases.actions.freeze_release import freeze_release
from releases.actions.withdraw import WithdrawalDetails, withdraw
from releases.models import Withdrawal
from tests import factories
from tests.conftest import SignedIn
from tests.releases.wild import draw, import_set, rows_of


def asked(kind: str, key: object, reason: str = "Asked for.") -> WithdrawalDetails:
    return WithdrawalDetails(kind=kind, key=str(key), reason_public=reason, note_private="A letter.")


def test_a_withdrawn_object_leaves_a_tombstone_in_every_later_release(ready: Benchmark, keeper: User) -> None:
    first = freeze_release(ready, "1.0.0", actor=keeper)
    before = content_of(first)
    withdraw(ready, asked("object", "thing_001"), actor=keeper)
    assert ready.collected.get(key="thing_001").state == Object.State.WITHDRAWN
    for version in ("1.1.0", "1.2.0"):
        held = content_of(freeze_release(ready, version, actor=keeper))
        assert [thing.key for thing in held.objects] == ["thing_000", "thing_002"]
        (tomb,) = held.withdrawn
        assert (tomb.kind, tomb.key, tomb.last_version) == ("object", "thing_001", "1.0.0")
    assert content_of(first) == before


def test_what_no_release_held_leaves_no_tombstone(ready: Benchmark, keeper: User) -> None:
    withdraw(ready, asked("object", "thing_001"), actor=keeper)
    assert content_of(freeze_release(ready, "1.0.0", actor=keeper)).withdrawn == ()


def test_a_withdrawn_picture_is_served_to_nobody_and_stays_in_the_trash(
    ready: Benchmark, keeper: User, as_user: type[SignedIn]
) -> None:
    image = ready.images.filter(role="positive")[0]
    member = factories.make_user(ready, Role.COLLECTOR)
    address = link(image, "thumb", member)
    withdraw(ready, asked("image", image.public_id), actor=keeper)
    assert as_user(member).get(address).status_code == 404
    Object.objects.update(state=Object.State.DRAFT)
    with pytest.raises(Conflict) as refused:
        restore_image(image, actor=keeper)
    assert refused.value.code == "image.withdrawn"
    with pytest.raises(DatabaseError), transaction.atomic():
        Image.objects.filter(pk=image.pk).update(deleted_at=None)


def test_every_copy_of_a_withdrawn_distractor_stays_out(ready: Benchmark, keeper: User) -> None:
    freeze_release(ready, "1.0.0", actor=keeper)
    known = ready.images.distractors()[0]
    done, _ = withdraw(ready, asked("distractor", known.public_id), actor=keeper)
    factories.make_distractor(ready, original=known.original)
    later = content_of(freeze_release(ready, "1.1.0", actor=keeper))
    assert len(later.distractors) == 3
    assert [tomb.key for tomb in later.withdrawn] == [done.key] == [known.original.sha256[:32]]


def test_withdrawn_again_nothing_changes(ready: Benchmark, keeper: User) -> None:
    done, created = withdraw(ready, asked("object", "thing_001"), actor=keeper)
    again, anew = withdraw(ready, asked("object", "thing_001", "Another."), actor=keeper)
    assert (created, anew, again) == (True, False, done)
    entry = AuditEntry.objects.get(action="releases.object.withdrawn")
    assert (entry.actor, "letter" in json.dumps(entry.data)) == (keeper, False)
    with pytest.raises(DatabaseError), transaction.atomic():
        Withdrawal.objects.update(reason_public="")


@pytest.mark.parametrize(
    ("kind", "key", "reason", "code"),
    [
        ("object", "nothing", "Why.", "withdrawal.unknown"),
        ("image", "nothing", "Why.", "withdrawal.unknown"),
        ("distractor", "0" * 32, "Why.", "withdrawal.unknown"),
        ("release", "1.0.0", "Why.", "withdrawal.kind"),
        ("object", "thing_001", "  ", "withdrawal.reason"),
        ("object", "thing_001", "a\0b", "withdrawal.reason"),
    ],
)
def test_what_can_not_be_withdrawn_is_refused(
    ready: Benchmark, keeper: User, kind: str, key: str, reason: str, code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        withdraw(ready, asked(kind, key, reason), actor=keeper)
    assert refused.value.code == code
    assert not Withdrawal.objects.exists()


def test_only_maintainers_withdraw_and_read_notes(
    ready: Benchmark, keeper: User, stranger: User, as_user: type[SignedIn]
) -> None:
    address = f"/api/benchmarks/{ready.slug}/withdrawals/"
    body = {"kind": "object", "key": "thing_001", "reason_public": "Asked.", "note_private": "By letter."}
    member = factories.make_user(ready, Role.REVIEWER)
    answers = [
        as_user(who).post(address, body, "application/json") for who in (stranger, member, keeper, keeper)
    ]
    assert [answer.status_code for answer in answers] == [404, 403, 201, 200]
    assert answers[2].json()["note_private"] == "By letter."
    assert as_user(member).get(address).json()[0]["note_private"] is None


def test_the_commands(ready: Benchmark, keeper: User) -> None:
    freeze_release(ready, "1.0.0", actor=keeper)

    def said(*words: str) -> Any:
        out = StringIO()
        call_command(*words, "--json", stdout=out, stderr=StringIO())
        return json.loads(out.getvalue())

    words = ("withdraw", ready.slug, "object", "thing_001", "--reason", "Asked.", "--by", keeper.email)
    assert said(*words)["releases"] == ["1.0.0"]
    assert said(*words)["created"] is False
    assert said("release_errata", f"{ready.slug}@1.0.0")["errata"][0]["key"] == "thing_001"
    freeze_release(ready, "1.1.0", actor=keeper)
    found = said("diff_releases", f"{ready.slug}@1.0.0", f"{ready.slug}@1.1.0")
    assert [entry["key"] for entry in found["objects"]["removed"]] == ["thing_001"]
    assert found["counts"]["withdrawn"] == 1
    with pytest.raises(CommandError, match="no maintainer"):
        said(*words[:-1], factories.make_user(ready, Role.COLLECTOR).email)


def test_a_distractor_of_a_set_is_withdrawn_by_its_published_key(
    ready: Benchmark, keeper: User, as_user: type[SignedIn], tmp_path: Path
) -> None:
    found = import_set(ready, draw(tmp_path / "wild", 6))
    first = freeze_release(ready, "1.0.0", actor=keeper)
    row = rows_of(found)[4]
    client = as_user(keeper)
    body = {"kind": "distractor", "key": row["published"], "reason_public": "Its author asked for it."}
    address = f"/api/benchmarks/{ready.slug}/withdrawals/"
    answer = client.post(address, body, "application/json")
    assert (answer.status_code, answer.json()["releases"]) == (201, ["1.0.0"])
    removal = DistractorRemoval.objects.get()
    assert (removal.distractor, removal.reason) == (row["id"], "withdrawn")
    for key in (row["published"], f"wild/{row['id']}"):
        assert client.post(address, {**body, "key": key}, "application/json").status_code == 200
    (erratum,) = client.get(f"/api/releases/{first.pk}/errata/").json()
    assert (erratum["kind"], erratum["key"], erratum["gone_in"]) == ("distractor", row["published"], None)
    later = content_of(freeze_release(ready, "1.1.0", actor=keeper))
    (tomb,) = later.withdrawn
    assert (tomb.kind, tomb.key, tomb.last_version) == ("distractor", row["published"], "1.0.0")
    assert len(later.distractors) == 9
    assert row["published"] not in {entry.key for entry in later.distractors}


@pytest.mark.parametrize("key", ["wild_wild-00000_nothing", "wild/wild-00000/nothing", "other/a/b"])
def test_a_distractor_that_no_set_holds_is_unknown(
    ready: Benchmark, keeper: User, tmp_path: Path, key: str
) -> None:
    import_set(ready, draw(tmp_path / "wild", 2))
    with pytest.raises(DomainError) as refused:
        withdraw(ready, asked("distractor", key), actor=keeper)
    assert refused.value.code == "withdrawal.unknown"
