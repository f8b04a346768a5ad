"""The tus protocol: what is acknowledged stays, what is wrong is refused, what was answered is answered again."""

import base64
import errno
import hashlib
import threading
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from curation.actions.append_upload import Chunk, append_upload
from curation.actions.start_upload import part_path, purge_expired_uploads
from curation.errors import Conflict, DomainError
from curation.models import ConsentText, Image, Object, Upload
from tests import factories
from tests.curation.api.world import encoded

TUS = {"Tus-Resumable": "1.0.0"}
CHUNK = "application/offset+octet-stream"
pytestmark = pytest.mark.django_db


def start(client, obj, length, **values):
    values = {
        "role": "query",
        "filename": "a.jpg",
        "benchmark": obj.benchmark.slug,
        "object": obj.key,
        **values,
    }
    return client.post(
        "/api/uploads/",
        content_type=CHUNK,
        headers={**TUS, "Upload-Length": str(length), "Upload-Metadata": encoded(**values)},
    )


def send(client, where, offset, data, **headers):
    return client.patch(where, data, CHUNK, headers={**TUS, "Upload-Offset": str(offset), **headers})


def sha256(data):
    return "sha256 " + base64.b64encode(hashlib.sha256(data).digest()).decode()


@pytest.fixture
def client(as_user, collector):
    return as_user(collector)


def test_the_server_says_what_it_can_do(client):
    answer = client.options("/api/uploads/")
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert set(answer.headers["Tus-Extension"].split(",")) == {
        "creation",
        "termination",
        "checksum",
        "expiration",
    }


def test_a_file_in_two_parts_becomes_a_picture_and_every_repeat_says_so(client, object_):
    data = factories.photo(1)
    where = start(client, object_, len(data)).headers["Location"]
    assert send(client, where, 0, data[:1000]).headers["Upload-Offset"] == "1000"
    resumed = client.head(where, headers=TUS)
    assert (resumed.headers["Upload-Offset"], resumed.headers["Upload-Length"]) == ("1000", str(len(data)))
    last = send(client, where, 1000, data[1000:])
    image = Image.objects.get()
    assert (last.status_code, last.headers["Aristarch-Image"]) == (204, str(image.public_id))
    for again in (send(client, where, 1000, data[1000:]), client.head(where, headers=TUS)):
        assert again.headers["Aristarch-Image"] == str(image.public_id)
        assert again.headers["Aristarch-Created"] == "true"
    assert client.get(where).json()["state"] == "done"
    assert not part_path(Upload.objects.get()).exists()
    with default_storage.open(image.original.file_name("original")) as stored:
        assert stored.read() == data


def test_the_same_bytes_again_are_the_same_picture(client, object_):
    data = factories.photo(2)
    answers = [send(client, start(client, object_, len(data)).headers["Location"], 0, data) for _ in range(2)]
    assert [answer.headers["Aristarch-Created"] for answer in answers] == ["true", "false"]
    assert Image.objects.count() == 1


@pytest.mark.parametrize("offset", [0, 500, 2000])
def test_a_chunk_that_begins_elsewhere_is_refused_with_the_right_offset(client, object_, offset):
    data = factories.photo(3)
    where = start(client, object_, len(data)).headers["Location"]
    send(client, where, 0, data[:1000])
    answer = send(client, where, offset, data[1000:])
    assert (answer.status_code, answer.json()["code"], answer.json()["offset"]) == (
        409,
        "upload.offset",
        1000,
    )


def test_bytes_past_the_end_are_refused_and_nothing_of_them_is_kept(client, object_):
    where = start(client, object_, 100).headers["Location"]
    answer = send(client, where, 0, b"x" * 101)
    assert (answer.status_code, answer.json()["code"]) == (413, "upload.past-end")
    assert client.head(where, headers=TUS).headers["Upload-Offset"] == "0"


def test_bytes_with_another_checksum_are_refused_and_the_right_ones_still_fit(client, object_):
    data = factories.photo(4)
    where = start(client, object_, len(data)).headers["Location"]
    wrong = send(client, where, 0, data[:-1] + b"?", **{"Upload-Checksum": sha256(data)})
    assert (wrong.status_code, wrong.json()["code"]) == (460, "upload.checksum")
    assert client.head(where, headers=TUS).headers["Upload-Offset"] == "0"
    assert send(client, where, 0, data, **{"Upload-Checksum": sha256(data)}).status_code == 204


def test_bytes_that_were_never_acknowledged_are_overwritten(client, object_):
    data = factories.photo(5)
    where = start(client, object_, len(data)).headers["Location"]
    send(client, where, 0, data[:1000])
    with part_path(Upload.objects.get()).open("ab") as file:
        file.write(b"left by a process that was killed before it answered")
    assert send(client, where, 1000, data[1000:]).headers["Aristarch-Created"] == "true"


def test_a_refused_picture_says_why_and_says_it_again(client, object_):
    data = b"this is no picture at all, whatever its name may say"
    where = start(client, object_, len(data)).headers["Location"]
    for answer in (send(client, where, 0, data), send(client, where, 0, data)):
        assert (answer.status_code, answer.json()["code"]) == (422, "image.unsupported_format")
    assert client.head(where, headers=TUS).status_code == 422
    assert client.get(where).json()["state"] == "refused"
    assert Image.objects.count() == 0


def test_a_file_that_was_whole_when_the_server_died_is_taken_in_at_the_next_question(client, object_):
    data = factories.photo(6)
    where = start(client, object_, len(data)).headers["Location"]
    append_upload(Upload.objects.get(), Chunk(0, reader(data)))
    assert client.get(where).json()["state"] == "whole"
    assert client.head(where, headers=TUS).headers["Aristarch-Created"] == "true"


def test_a_decoder_that_is_away_is_no_verdict_on_the_file(client, object_, monkeypatch):
    data = factories.photo(7)
    where = start(client, object_, len(data)).headers["Location"]

    def away(*_):
        raise DomainError("image.decoder_unavailable", "The decoder is away.")

    with monkeypatch.context() as broken:
        broken.setattr("curation.ingest.read", away)
        answer = send(client, where, 0, data)
    assert (answer.status_code, answer.json()["code"]) == (503, "image.decoder_unavailable")
    assert client.head(where, headers=TUS).headers["Aristarch-Created"] == "true"


def test_a_full_disk_is_said_in_words_and_nothing_is_acknowledged(client, object_, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    where = start(client, object_, 10).headers["Location"]
    with monkeypatch.context() as broken:
        broken.setattr("curation.actions.append_upload.os.fsync", full)
        answer = send(client, where, 0, b"12345")
    assert (answer.status_code, answer.json()["code"]) == (507, "storage.full")
    assert client.head(where, headers=TUS).headers["Upload-Offset"] == "0"


def test_a_name_with_a_null_character_is_refused(client, object_):
    assert start(client, object_, 10, filename="a\x00b").json()["code"] == "upload.metadata"


def reader(data):
    rest = [data]
    return lambda size: rest.pop() if rest else b""


@pytest.mark.parametrize(
    ("length", "values", "status", "code"),
    [
        (64 * 1024 * 1024 + 1, {}, 413, "upload.too-large"),
        (0, {}, 400, "upload.empty"),
        (10, {"role": "gallery"}, 400, "image.role"),
        (10, {"licence": "free for all"}, 400, "rights.licence"),
        (10, {"object": "nowhere"}, 404, "not-found"),
    ],
)
def test_an_upload_that_could_never_succeed_is_refused_before_its_bytes(
    client, object_, length, values, status, code
):
    answer = start(client, object_, length, **values)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert Upload.objects.count() == 0


def test_nobody_uploads_without_the_current_consent(client, object_, benchmark_):
    ConsentText.objects.create(benchmark=benchmark_, version=2, text="New words.", sha256="0" * 64)
    assert start(client, object_, 10).json()["code"] == "consent.unsigned"
    client.post(
        f"/api/benchmarks/{benchmark_.slug}/consent/", {"version": 2, "name": "Ann"}, "application/json"
    )
    assert start(client, object_, 10).status_code == 201


def test_another_protocol_version_or_content_type_is_refused(client, object_):
    where = start(client, object_, 10).headers["Location"]
    assert client.head(where).status_code == 412
    assert (
        client.patch(where, b"x", "application/json", headers={**TUS, "Upload-Offset": "0"}).status_code
        == 415
    )


def test_a_submitted_object_takes_no_more_bytes(client, object_):
    where = start(client, object_, 10).headers["Location"]
    Object.objects.update(state=Object.State.SUBMITTED)
    answer = send(client, where, 0, b"x" * 10)
    assert (answer.status_code, answer.json()["code"]) == (409, "object.locked")


def test_giving_up_removes_row_and_bytes(client, object_):
    where = start(client, object_, 10).headers["Location"]
    send(client, where, 0, b"12345")
    path = part_path(Upload.objects.get())
    assert path.read_bytes() == b"12345"
    assert client.delete(where, headers=TUS).status_code == 204
    assert client.head(where, headers=TUS).status_code == 404
    assert not path.exists()


def test_what_nobody_finished_within_a_day_is_cleared_away(client, object_):
    where = start(client, object_, 10).headers["Location"]
    send(client, where, 0, b"12345")
    path = part_path(Upload.objects.get())
    Upload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert purge_expired_uploads() == 1
    assert (Upload.objects.count(), path.exists()) == (0, False)


def test_nobody_hoards_unfinished_uploads(client, object_, monkeypatch):
    monkeypatch.setattr("curation.actions.start_upload.QUOTA_COUNT", 2)
    codes = [start(client, object_, 10).status_code for _ in range(3)]
    assert codes == [201, 201, 403]


@pytest.mark.django_db(transaction=True)
def test_two_parts_at_once_are_one_after_the_other(object_, collector):
    upload = Upload.objects.create(
        object=object_, user=collector, role="query", file_name="a", length=10,
        expires_at=timezone.now() + timedelta(hours=1),
    )  # fmt: skip
    inside, go_on = threading.Event(), threading.Event()

    def slow(size):
        inside.set()
        go_on.wait(10)
        return b"" if slow.sent else sent()

    def sent():
        slow.sent = True
        return b"12345"

    slow.sent = False
    results = []

    def first():
        try:
            results.append(append_upload(upload, Chunk(0, slow)).offset)
        finally:
            connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    assert inside.wait(10)
    with pytest.raises(Conflict) as refused:
        append_upload(upload, Chunk(0, reader(b"67890")))
    go_on.set()
    thread.join(10)
    assert (refused.value.code, results) == ("upload.busy", [5])
    assert part_path(upload).read_bytes() == b"12345"
