"""Pictures: one address for one person for a while, and the policy asked again at each request."""

import pytest

from curation.media_links import STABLE_SECONDS, link, opened
from curation.models import Image, Membership
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def image(object_):
    return factories.make_image(object_, "query")


@pytest.fixture
def clock(monkeypatch):
    now = [1_000_000 * STABLE_SECONDS + 10.0]
    monkeypatch.setattr("curation.media_links.time.time", lambda: now[0])
    return now


def test_an_address_stays_the_same_for_half_an_hour_and_dies_later(image, collector, clock):
    first = link(image, "thumb", collector)
    clock[0] += STABLE_SECONDS - 20
    assert link(image, "thumb", collector) == first
    clock[0] += 20
    assert link(image, "thumb", collector) != first
    token = first.split("/")[3]
    assert opened(token, collector) == (image.public_id, "thumb")
    clock[0] += 2 * STABLE_SECONDS
    assert opened(token, collector) is None


@pytest.mark.parametrize("variant", ["thumb", "preview", "release"])
def test_bytes_come_with_headers_that_let_nothing_run(image, collector, as_user, variant):
    answer = as_user(collector).get(link(image, variant, collector))
    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"].startswith("private")


def test_a_link_of_somebody_else_or_a_changed_one_opens_nothing(image, collector, reviewer, as_user):
    address = link(image, "thumb", collector)
    assert as_user(reviewer).get(address).status_code == 404
    assert as_user(collector).get(address.replace("thumb", "original")).status_code == 404
    assert as_user(collector).get("/api/media/nonsense/").status_code == 404


def test_who_left_the_benchmark_no_longer_sees_what_the_link_names(image, collector, as_user):
    address = link(image, "thumb", collector)
    Membership.objects.all().delete()
    assert as_user(collector).get(address).status_code == 404


def test_a_picture_in_the_trash_is_not_served(image, collector, as_user):
    from django.utils import timezone

    Image.objects.update(deleted_at=timezone.now())
    assert as_user(collector).get(link(image, "thumb", collector)).status_code == 404


def test_originals_are_for_who_brought_them_and_maintainers(image, collector, reviewer, maintainer, as_user):
    for person, status in ((collector, 200), (maintainer, 200), (reviewer, 403)):
        answer = as_user(person).get(link(image, "original", person))
        assert answer.status_code == status
        if answer.streaming:
            list(answer.streaming_content)
            assert answer.headers["Content-Disposition"] == "attachment"


def test_a_reverse_proxy_is_told_where_the_bytes_lie(image, collector, as_user, settings):
    settings.MEDIA_ACCEL_PREFIX = "/private/"
    answer = as_user(collector).get(link(image, "thumb", collector))
    assert answer.headers["X-Accel-Redirect"] == f"/private/{image.original.file_name('thumb')}"
    assert answer.content == b""
    assert answer.headers["Content-Type"] == "image/jpeg"
