"""One collector's way through the API with real requests: from signing in to a picture with evidence."""

import base64
import hashlib

import pytest
from django.test import Client

from curation.models import Image, Job, Role
from tests import factories

pytestmark = pytest.mark.django_db
TUS = {"Tus-Resumable": "1.0.0"}


def encoded(**values: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items())


def test_a_collector_signs_in_and_brings_in_a_picture(benchmark_):
    user = factories.make_user(benchmark_, Role.COLLECTOR, email="ann@example.org")
    client = Client(enforce_csrf_checks=True)
    assert client.get("/api/session/").json() == {"user": None, "version": "1.0.0"}
    token = {"X-CSRFToken": client.cookies["csrftoken"].value}
    wrong = client.post(
        "/api/session/", {"email": "ann@example.org", "password": "no"}, "application/json", headers=token
    )
    assert (wrong.status_code, wrong.json()["code"]) == (400, "session.wrong")
    right = client.post(
        "/api/session/",
        {"email": "Ann@example.org", "password": "a long password"},
        "application/json",
        headers=token,
    )
    assert right.json()["user"]["id"] == user.pk
    token = {"X-CSRFToken": client.cookies["csrftoken"].value}

    base = f"/api/benchmarks/{benchmark_.slug}/"
    assert client.get("/api/benchmarks/").json()[0]["roles"] == ["collector"]
    made = client.post(f"{base}objects/", {"name": "Poster, blue"}, "application/json", headers=token)
    assert (made.status_code, made.json()["key"]) == (201, "po_ster_blue")

    data = factories.photo(3)
    started = client.post(
        "/api/uploads/",
        content_type="application/offset+octet-stream",
        headers={
            **token,
            **TUS,
            "Upload-Length": str(len(data)),
            "Upload-Metadata": encoded(
                filename="a.jpg",
                benchmark=benchmark_.slug,
                object="po_ster_blue",
                role="query",
                licence="CC-BY-4.0",
            ),
        },
    )
    assert started.status_code == 201, started.content
    where = started.headers["Location"]
    half = len(data) // 2
    for offset, part in ((0, data[:half]), (half, data[half:])):
        digest = base64.b64encode(hashlib.sha256(part).digest()).decode()
        sent = client.patch(
            where,
            part,
            "application/offset+octet-stream",
            headers={**token, **TUS, "Upload-Offset": str(offset), "Upload-Checksum": f"sha256 {digest}"},
        )
        assert sent.status_code == 204, sent.content
    image = Image.objects.get()
    assert sent.headers["Aristarch-Image"] == str(image.public_id)
    assert sent.headers["Aristarch-Created"] == "true"
    assert Job.objects.filter(kind="neighbours.check", args=[image.pk]).count() == 1

    card = client.get(f"{base}objects/").json()["results"][0]
    assert (card["queries"], card["cover"]["width"]) == (1, 320)
    thumb = client.get(card["cover"]["thumb"])
    assert (thumb.status_code, thumb.headers["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(thumb.streaming_content)[:2] == b"\xff\xd8"

    saved = client.put(
        f"{base}objects/po_ster_blue/evidence/",
        {"kind": "private_knowledge", "statement": "I made it myself."},
        "application/json",
        headers={**token, "If-Match": '"0"'},
    )
    assert (saved.status_code, saved.json()["version"]) == (200, 1)
    history = client.get(f"{base}objects/po_ster_blue/history/").json()["results"]
    assert [entry["action"] for entry in history] == [
        "curation.evidence.edited",
        "curation.image.received",
        "curation.object.created",
    ]
    assert client.get(base).json()["permissions"] == {"collect": True, "review": False, "maintain": False}
