"""Two people on one thing: nobody's work is overwritten silently, and nobody sees what is not theirs."""

import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from config.demo.client import Person, Refused
from tests.factories import photo
from tests.flows.studio import Studio

pytestmark = pytest.mark.slow


def test_the_second_of_two_saves_is_refused_and_shown_both(studio: Studio, tmp_path: Path) -> None:
    studio.run("create_benchmark", "twice", "--title", "Twice", "--cutoff", "2014-01-01")
    first = studio.account("first@example.org", "twice", "collector")
    second = studio.account("second@example.org", "twice", "maintainer")
    first.post("benchmarks/twice/objects/", {"name": "Shared", "key": "shared"})
    path = tmp_path / "photo.jpg"
    path.write_bytes(photo(1, (800, 600)))
    image = first.upload(path, benchmark="twice", object="shared", role="query")
    mine = {"boxes": [{"x": 10, "y": 10, "width": 100, "height": 80}]}
    theirs = {"boxes": [{"x": 300, "y": 200, "width": 120, "height": 90}]}
    saved = second.put(f"images/{image}/boxes/", theirs, 0)
    with pytest.raises(Refused) as refused:
        first.put(f"images/{image}/boxes/", mine, 0)
    assert refused.value.status == 412
    assert refused.value.problem["stored"]["boxes"] == theirs["boxes"]
    assert refused.value.problem["stored"]["version"] == saved["version"]
    assert first.get(f"images/{image}/boxes/")["boxes"] == theirs["boxes"]


def addresses(patterns: list[URLPattern | URLResolver], prefix: str = "") -> list[str]:
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += addresses(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            found.append(prefix + str(pattern.pattern))
    return found


def test_a_stranger_gets_nothing_from_any_address(studio: Studio, tmp_path: Path) -> None:
    studio.run("create_benchmark", "closed", "--title", "Closed", "--cutoff", "2014-01-01")
    owner = studio.account("owner@example.org", "closed", "collector", "reviewer", "maintainer")
    studio.run("create_benchmark", "elsewhere", "--title", "Elsewhere", "--cutoff", "2014-01-01")
    stranger = studio.account("stranger@example.org", "elsewhere", "maintainer")
    owner.post("benchmarks/closed/objects/", {"name": "Secret thing", "key": "secret"})
    path = tmp_path / "photo.jpg"
    path.write_bytes(photo(2, (800, 600)))
    image = owner.upload(path, benchmark="closed", object="secret", role="query")
    thumb = owner.get("benchmarks/closed/objects/secret/")["images"][0]["thumb"]
    values = {
        "slug": "closed",
        "key": "secret",
        "public_id": image,
        "uuid": image,
        "pk": "1",
        "id": "1",
        "token": "x",
    }
    tried = 0
    for address in addresses(get_resolver().url_patterns):
        if not address.startswith("api/") or "schema" in address or "docs" in address or "session" in address:
            continue
        filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values.get(found[1], "1")), address)
        if "closed" not in filled and image not in filled:
            continue
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            tried += 1
            status = status_of(stranger, method, f"/{filled}")
            assert status in (403, 404, 405), f"{method} {filled} answered {status}"
    assert tried > 50
    assert status_of(stranger, "GET", thumb) in (403, 404)
    assert anonymous_status(studio, thumb) in (401, 403, 404)
    assert "secret" not in str(stranger.get("benchmarks/"))


def status_of(person: Person, method: str, path: str) -> int:
    """What a well-formed request is answered: the form is right, so that it is the person who is refused."""
    is_bytes = "/uploads/" in path
    kind = "application/offset+octet-stream" if is_bytes else "application/json"
    headers = {"Content-Type": kind, "If-Match": '"0"', "Tus-Resumable": "1.0.0", "Upload-Offset": "0"}
    try:
        with person.open(method, path, b"{}", headers) as answer:
            return int(answer.status)
    except Refused as refused:
        return refused.status


def anonymous_status(studio: Studio, path: str) -> int:
    address = path if path.startswith("http") else studio.url + path
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
