"""Files in a bucket, served by moto's S3 server in this process: the same promises as on a disk."""

import socket
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from config.health import ready
from curation.actions.distractor_sets.create import NewSet, create_distractor_set
from curation.distractor_rows import image_of, refused_in
from curation.distractor_store import fetch, read_range, sha256_of
from curation.jobs import enqueue
from curation.models import Benchmark, DistractorIndex, DistractorSet, Job, Object, SetNeighbour
from retrieval.distractors import Shard
from tests.factories import make_image, make_original, photo
from workers import distractor_compare, distractor_search, tasks, warm
from workers.distractor_shelf import opened, shelf_of
from workers.local import drain

assert tasks is not None


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The address of a server that forgets everything at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = ThreadedMotoServer("127.0.0.1", port, verbose=False)
    server.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.stop()


@pytest.fixture
def bucket(s3_server: str, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty bucket that is the storage of this test, set as an administrator sets it; its name."""
    from config.storage import storages

    name = f"bucket-{tmp_path.name.replace('_', '-')[:40].strip('-').lower()}"
    account = {"ACCESS_KEY": "someone", "SECRET_KEY": "a secret of someone", "REGION": "us-east-1"}
    wanted = {"BUCKET": name, "ENDPOINT": s3_server, "PREFIX": "aristarch", **account}
    for key, value in wanted.items():
        monkeypatch.setenv(f"ARISTARCH_S3_{key}", value)
    client = boto3.client(
        "s3",
        endpoint_url=s3_server,
        aws_access_key_id="someone",
        aws_secret_access_key="a secret of someone",
        region_name="us-east-1",
    )
    client.create_bucket(Bucket=name)
    settings.STORAGES = {**settings.STORAGES, "default": storages(tmp_path)["default"]}
    settings.HOME = tmp_path / "one"
    return name


def test_a_part_of_an_object_is_read_without_the_rest(bucket: str) -> None:
    default_storage.save("a/file", ContentFile(bytes(range(256))))
    assert read_range("a/file", 10, 5) == bytes(range(10, 15))
    with default_storage.open("a/file") as whole:
        assert whole.read() == bytes(range(256))


def test_what_is_not_there_is_a_missing_file_and_what_fails_an_error_of_the_disk(
    bucket: str, settings: Settings
) -> None:
    with pytest.raises(FileNotFoundError):
        read_range("a/nothing", 0, 1)
    with pytest.raises(FileNotFoundError):
        default_storage.open("a/nothing")
    settings.STORAGES["default"]["OPTIONS"]["bucket_name"] = "nobodys-bucket"
    settings.STORAGES = dict(settings.STORAGES)
    with pytest.raises(OSError, match="object storage"):
        default_storage.save("a/file", ContentFile(b"x"))


def test_the_health_page_says_when_the_bucket_does_not_answer(
    bucket: str, settings: Settings, rf, db
) -> None:
    assert ready(rf.get("/readyz")).status_code == 200
    settings.STORAGES["default"]["OPTIONS"]["endpoint_url"] = "http://127.0.0.1:9"
    settings.STORAGES = dict(settings.STORAGES)
    answer = ready(rf.get("/readyz"))
    assert answer.status_code == 503
    assert b"storage cannot be written" in answer.content


def test_a_fetched_file_that_holds_other_bytes_than_were_put_there_is_refused(
    bucket: str, tmp_path: Path
) -> None:
    default_storage.save("a/file", ContentFile(b"other bytes"))
    with pytest.raises(OSError, match="does not hold the bytes"):
        fetch("a/file", tmp_path / "here" / "file", "0" * 64)
    assert list((tmp_path / "here").iterdir()) == []


@pytest.fixture
def wild(tmp_path: Path) -> Path:
    folder = tmp_path / "wild"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.jpg").write_bytes(photo(number, (640, 480)))
    (folder / "torn.jpg").write_bytes(photo(9)[:3000])
    return folder


@pytest.mark.django_db(transaction=True)
def test_a_whole_set_lives_in_the_bucket_and_is_searched_from_another_machine(
    bucket: str,
    benchmark_: Benchmark,
    object_: Object,
    wild: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    new = NewSet("wild", "folder", str(wild), {"shard_size": 3}, ("default",))
    found = create_distractor_set(benchmark_, new, actor=None)
    drain(Job.objects.all(), lambda done, total: None)
    found.refresh_from_db()
    assert found.state == DistractorSet.State.DONE
    first = found.shards.get(number=0)
    assert default_storage.exists(f"{first.folder}/shard.json")
    assert image_of(found, f"{first.name}/0")[:3] == b"\xff\xd8\xff"
    assert [row["code"] for row in refused_in(found, found.shards.get(number=1))] == ["image.truncated"]
    # Another machine: an empty home, and nothing warm.
    settings.HOME = settings.HOME.parent / "two"
    for module, name in (
        (warm, "_indexes"),
        (distractor_search, "_searches"),
        (distractor_compare, "_turned"),
    ):
        monkeypatch.setattr(module, name, {})
    image = make_image(object_, original=make_original(2, (640, 480)))
    enqueue("neighbours.check", image.pk)
    drain(Job.objects.all(), lambda done, total: None)
    assert SetNeighbour.objects.get(image=image).distractor == f"{first.name}/2"
    for index in DistractorIndex.objects.filter(set=found):
        mine, theirs = shelf_of(index).folder, settings.HOME.parent / "one" / "indexes" / index.folder
        assert tree(mine) == tree(theirs) != {}
    assert isinstance(opened(first), Shard)


def tree(folder: Path) -> dict[str, str]:
    """Digests of all files below."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256_of(path) for path in files}
