"""Every address × every method × everybody; an endpoint that is not in the table fails."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from curation.api.urls import urlpatterns
from tests.curation.api.world import POSITIONS, encoded, make_world

pytestmark = pytest.mark.django_db
METHODS = ("get", "post", "put", "patch", "delete")
MEMBERS = {"owner", "collector", "reviewer", "maintainer"}
# Who gets past the policy (the rest of a request may still be wrong); strangers get 404, members 403.
PUBLIC = set(POSITIONS)
SIGNED_IN = MEMBERS | {"stranger"}
COLLECT = {"owner", "collector", "maintainer"}
EDIT = {"owner", "maintainer"}
ALLOWED = {
    ("session", "get"): PUBLIC,
    ("session", "post"): PUBLIC,
    ("session", "delete"): PUBLIC,
    ("invitation", "get"): PUBLIC,
    ("invitation", "post"): {"anonymous"},  # everybody else is signed in as somebody it was not sent to
    ("benchmarks", "get"): SIGNED_IN,
    ("benchmarks", "post"): set(),  # staff only: see below
    ("benchmark", "get"): MEMBERS,
    ("consent", "post"): MEMBERS,
    ("activity", "get"): MEMBERS,
    ("members", "get"): MEMBERS,
    ("invitations", "post"): {"maintainer"},
    ("categories", "get"): MEMBERS,
    ("categories", "post"): {"maintainer"},
    ("category", "patch"): {"maintainer"},
    ("card", "get"): MEMBERS,
    ("card", "put"): {"maintainer"},
    ("objects", "get"): MEMBERS,
    ("objects", "post"): COLLECT,
    ("evidence", "put"): EDIT,
    ("evidence-verdict", "post"): {"reviewer"},
    ("history", "get"): MEMBERS,
    ("uploads", "post"): EDIT,
    ("upload", "get"): {"owner"},
    ("upload", "patch"): {"owner"},
    ("upload", "delete"): {"owner"},
    ("image", "patch"): EDIT,
    ("image", "delete"): EDIT,
    ("image-restore", "post"): EDIT,
    ("image-neighbours", "get"): MEMBERS,
    ("neighbours", "get"): MEMBERS,
    ("neighbour", "get"): MEMBERS,
    ("neighbour-verdict", "post"): MEMBERS,
    ("image-set-neighbours", "get"): MEMBERS,
    ("set-neighbours", "get"): MEMBERS,
    ("set-neighbour-verdict", "post"): MEMBERS,
    ("distractor-sets", "get"): MEMBERS,
    ("distractor-set", "get"): MEMBERS,
    ("distractor-set", "patch"): {"maintainer"},
    ("distractor-shards", "get"): MEMBERS,
    ("distractor-refusals", "get"): MEMBERS,
    ("distractor-set-pause", "post"): {"maintainer"},
    ("distractor-set-resume", "post"): {"maintainer"},
    ("distractor-set-cancel", "post"): {"maintainer"},
    ("distractor-set-retry", "post"): {"maintainer"},
    ("distractor-image", "get"): MEMBERS,
    ("mining-terms", "get"): MEMBERS,
    ("mining-estimates", "post"): {"maintainer"},
    ("mining-estimate", "get"): MEMBERS,
    ("mining-runs", "get"): MEMBERS,
    ("mining-runs", "post"): {"maintainer"},
    ("mining-run", "get"): MEMBERS,
    ("mining-run-images", "get"): MEMBERS,
    ("mining-run-pause", "post"): {"maintainer"},
    ("mining-run-resume", "post"): {"maintainer"},
    ("mining-run-cancel", "post"): {"maintainer"},
    ("mining-run-accept", "post"): {"maintainer"},
    ("mining-run-discard", "post"): {"maintainer"},
    ("media", "get"): MEMBERS,
    ("jobs", "get"): MEMBERS,
    ("job", "get"): MEMBERS,
    ("job-retry", "post"): EDIT,
    ("job-cancel", "post"): EDIT,
}
ABSENT_FOR_MEMBERS = {"upload"}  # an upload exists for nobody but its owner
FORBIDDEN_FOR_STRANGERS = {"benchmarks", "invitation"}  # no benchmark of theirs to be absent from


def endpoints():
    for pattern in urlpatterns:
        for method in METHODS:
            if hasattr(pattern.callback.view_class, method):
                yield pattern.name, method


def refusal(name: str, position: str) -> int:
    if position == "anonymous":
        return 401
    if position == "stranger":
        return 403 if name in FORBIDDEN_FOR_STRANGERS else 404
    return 404 if name in ABSENT_FOR_MEMBERS else 403


def call(world, name, method, position):
    route = next(str(pattern.pattern) for pattern in urlpatterns if pattern.name == name)
    client = Client()
    person = world.people[position]
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    headers = {
        "If-Match": '"1"',
        "Tus-Resumable": "1.0.0",
        "Upload-Length": "10",
        "Upload-Offset": "0",
        "Upload-Metadata": encoded(benchmark=world.benchmark.slug, object=world.obj.key, role="query"),
    }
    kind = "application/offset+octet-stream" if "upload" in name else "application/json"
    address = reverse(name, kwargs=world.parts(route, name, position))
    body = "" if "upload" in name else "{}"
    return getattr(client, method)(
        address, **({} if method == "get" else {"data": body, "content_type": kind}), headers=headers
    )


def test_every_endpoint_is_in_the_table():
    assert set(endpoints()) == set(ALLOWED)


@pytest.mark.parametrize(("name", "method"), sorted(ALLOWED), ids=lambda word: word)
def test_everybody_gets_what_the_table_says(name, method):
    world = make_world()
    seen = {}
    for position in POSITIONS:
        undo = transaction.savepoint()
        answer = call(world, name, method, position)
        transaction.savepoint_rollback(undo)
        if answer.streaming:
            list(answer.streaming_content)  # closes the file as a server does
        allowed = position in ALLOWED[name, method]
        seen[position] = (
            "past the policy" if allowed and answer.status_code not in {401, 403, 404} else answer.status_code
        )
        if answer.status_code >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert {"type", "title", "status", "code", "detail"} <= set(answer.json())
    expected = {
        position: "past the policy" if position in ALLOWED[name, method] else refusal(name, position)
        for position in POSITIONS
    }
    assert seen == expected


def test_an_address_of_another_benchmark_does_not_open_with_a_slug_of_ones_own():
    world, other = make_world(), make_world()
    client = Client()
    client.force_login(world.people["maintainer"], backend="django.contrib.auth.backends.ModelBackend")
    other.obj.key = "elsewhere"
    other.obj.save()
    assert client.get(f"/api/benchmarks/{world.benchmark.slug}/objects/elsewhere/history/").status_code == 404
    assert client.get(f"/api/images/{other.image.public_id}/neighbours/").status_code == 404


def test_only_staff_found_benchmarks(django_user_model):
    staff = django_user_model.objects.create_user("s@example.org", "a long password", is_staff=True)
    client = Client()
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    body = {"slug": "new_one", "title": "New", "cutoff": "2020-01-01"}
    made = client.post("/api/benchmarks/", body, "application/json")
    assert (made.status_code, made.json()["roles"]) == (201, ["maintainer"])
    again = client.post("/api/benchmarks/", body, "application/json")
    assert (again.status_code, again.json()["code"]) == (409, "benchmark.exists")
