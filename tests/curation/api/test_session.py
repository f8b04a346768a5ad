"""Signing in: equal answers for guessers, a lock after ten of them, and no change without the CSRF token."""

import pytest
from django.core.cache import cache
from django.test import Client

from curation.actions.invite import invite

pytestmark = pytest.mark.django_db
STRONG = "seven wet pebbles on a wall"


@pytest.fixture(autouse=True)
def fresh_throttle():
    cache.clear()
    yield
    cache.clear()


def sign_in(email, password, client=None):
    return (client or Client()).post(
        "/api/session/", {"email": email, "password": password}, "application/json"
    )


def test_an_unknown_account_and_a_wrong_password_get_the_same_answer(stranger):
    unknown, wrong = sign_in("nobody@example.org", "x" * 12), sign_in(stranger.email, "x" * 12)
    assert unknown.json() == wrong.json()
    assert unknown.status_code == wrong.status_code == 400


def test_ten_wrong_passwords_lock_the_account_from_here_with_a_sentence(stranger, settings):
    settings.AXES_ENABLED = True
    for _ in range(settings.AXES_FAILURE_LIMIT):
        last = sign_in(stranger.email, "wrong password")
    locked = sign_in(stranger.email, "a long password")
    assert last.status_code in {400, 429}
    assert (locked.status_code, locked.json()["code"]) == (429, "session.locked")
    assert locked.headers["Content-Type"] == "application/problem+json"


def test_a_person_who_was_deactivated_cannot_sign_in(stranger):
    stranger.is_active = False
    stranger.save()
    assert sign_in(stranger.email, "a long password").json()["code"] == "session.wrong"


def test_signing_in_and_every_change_need_the_csrf_token(stranger):
    client = Client(enforce_csrf_checks=True)
    assert sign_in(stranger.email, "a long password", client).status_code == 403
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    refused = client.post("/api/benchmarks/", {}, "application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "permission.denied")


def test_signing_out_ends_the_session(stranger, as_user):
    client = as_user(stranger)
    assert client.get("/api/session/").json()["user"]["email"] == stranger.email
    assert client.delete("/api/session/").status_code == 204
    assert client.get("/api/session/").json()["user"] is None


def test_an_invited_person_joins_and_is_signed_in(benchmark_, maintainer, as_user):
    made = as_user(maintainer).post(
        f"/api/benchmarks/{benchmark_.slug}/invitations/",
        {"email": "new@example.org", "roles": ["collector"]},
        "application/json",
    )
    address = "/api/invitations/" + made.json()["link"].rsplit("/", 1)[1] + "/"
    client = Client()
    shown = client.get(address).json()
    assert (shown["benchmark"], shown["roles"], shown["has_account"]) == (
        benchmark_.slug,
        ["collector"],
        False,
    )
    weak = client.post(address, {"name": "New", "password": "short"}, "application/json")
    assert (weak.status_code, weak.json()["code"]) == (400, "invitation.password")
    joined = client.post(address, {"name": "New", "password": STRONG}, "application/json")
    assert joined.json()["user"]["name"] == "New"
    assert client.get("/api/benchmarks/").json()[0]["slug"] == benchmark_.slug
    assert client.get(address).status_code == 404


def test_an_invitation_to_an_existing_account_wants_its_password(benchmark_, maintainer, stranger):
    token = invite(benchmark_, stranger.email, ["reviewer"], actor=maintainer).token
    client = Client()
    wrong = client.post(f"/api/invitations/{token}/", {"password": STRONG}, "application/json")
    assert (wrong.status_code, wrong.json()["code"]) == (403, "invitation.wrong-password")
    right = client.post(f"/api/invitations/{token}/", {"password": "a long password"}, "application/json")
    assert right.json()["user"]["id"] == stranger.pk


def test_an_unexpected_failure_is_logged_and_answered_with_a_general_sentence(
    as_user, stranger, monkeypatch, caplog
):
    def breaks(*_):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("curation.api.benchmarks.cards", breaks)
    answer = as_user(stranger).get("/api/benchmarks/")
    assert (answer.status_code, answer.json()["code"]) == (500, "server.unexpected")
    assert "secret" not in answer.content.decode()
    assert "secret detail" in caplog.text


def test_a_wrong_field_is_named_with_its_reason(as_user, benchmark_, maintainer):
    answer = as_user(maintainer).post(
        f"/api/benchmarks/{benchmark_.slug}/invitations/",
        {"email": "x", "roles": ["king"]},
        "application/json",
    )
    assert answer.status_code == 400
    assert set(answer.json()["fields"]) == {"email", "roles.0"}
